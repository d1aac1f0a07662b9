"""Errors of this room.

    AddressError
    ├── UnknownRegionError    no gazetteer for a country
    ├── GazetteerFileError    a gazetteer file cannot be read
    ├── ExtractError          a map extract cannot be read or holds nothing to build from
    └── ZoneLayerError        a polygon layer cannot be read

Reading a message raises none of them: whatever a message is, it gets an answer.
"""

from __future__ import annotations


class AddressError(Exception):
    """Root of every error this package raises on purpose."""


class UnknownRegionError(AddressError):
    """There is no gazetteer for the region asked for; the message lists those there are."""


class GazetteerFileError(AddressError):
    """A gazetteer file is missing, damaged or of another version; the message names it."""


class ExtractError(AddressError):
    """A map extract cannot be read, or holds nothing to build a gazetteer from."""


class ZoneLayerError(AddressError):
    """A polygon layer cannot be read; the message names the file and what to do."""
