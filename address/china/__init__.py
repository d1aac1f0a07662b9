"""Reads Chinese addresses: see README.md of the room."""

from address.china.recognizer import ChinaRecognizer

__all__ = ["ChinaRecognizer"]
