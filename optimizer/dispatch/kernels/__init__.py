"""Compiled inner loops of dispatch: flat integer arrays in and out."""
