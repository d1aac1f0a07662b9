"""Suites: which runs make up a measurement. A room adds its suite when it is there."""
