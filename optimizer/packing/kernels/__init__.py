"""Compiled inner loops of the packing room: flat integer arrays in and out, no Python objects."""
