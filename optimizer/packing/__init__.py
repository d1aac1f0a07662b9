"""Packing: items and load units in, checked plan out."""
