"""Compiled inner loops of the cutting room: flat integer arrays in and out, no Python objects."""
