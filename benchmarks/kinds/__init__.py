"""Kinds of problem beyond routes and loads, one file each: cutting, docks, picking.

To add one, write its class with the methods of `interface.py` and name it in `registry.py`.
"""
