"""Addresses of any region that OpenStreetMap covers: built from an extract, read from free text."""

from address.regional.gazetteer import Region, load_region, read_region, shipped_regions
from address.regional.recognizer import RegionRecognizer

__all__ = [
    "Region",
    "RegionRecognizer",
    "load_region",
    "read_region",
    "shipped_regions",
]
