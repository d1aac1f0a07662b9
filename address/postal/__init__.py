"""Addresses of countries without a gazetteer: taken apart by layout and words, not checked."""

from __future__ import annotations

from address.postal.japan import JapanParser
from address.postal.parser import PostalParser

__all__ = ["JapanParser", "PostalParser", "postal_parser"]


def postal_parser(region_code: str) -> PostalParser | JapanParser:
    """The parser of a country (ISO 3166 code); any code has one."""
    return JapanParser() if region_code == "JP" else PostalParser(region_code)
