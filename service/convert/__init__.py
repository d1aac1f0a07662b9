"""Conversion between protobuf messages and domain models."""
