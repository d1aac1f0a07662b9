"""Colours of routes and things: apart from each other, legible on light and dark ground."""

from __future__ import annotations

import colorsys
import hashlib

# Chosen by eye on the map's two grounds; neighbours in the list differ in hue and lightness.
_ROUTES = (
    ("#0b5fc4", "#6aaef8"),
    ("#d0450b", "#ff9463"),
    ("#157f3b", "#5fce84"),
    ("#8a2fb8", "#cf8df2"),
    ("#a8680a", "#e8b350"),
    ("#c01f5d", "#ff86ae"),
    ("#007a85", "#4fcbd6"),
    ("#5a6415", "#b9c45a"),
    ("#7a4a35", "#d0a189"),
    ("#3d3fb5", "#9b9dff"),
)
_GOLDEN = 0.618_033_988_75


def route_color(number: int) -> tuple[str, str]:
    """Colours of a route on light and on dark ground, by its place in the plan."""
    if number < len(_ROUTES):
        return _ROUTES[number]
    hue = (number * _GOLDEN) % 1.0
    return _hex(hue, 0.38, 0.72), _hex(hue, 0.68, 0.75)


def thing_color(name: str) -> str:
    """A colour that the same name always gets, light enough for dark lettering."""
    digest = hashlib.sha256(name.encode()).digest()
    return _hex(digest[0] / 256, 0.60 + digest[1] / 256 * 0.14, 0.45 + digest[2] / 256 * 0.25)


def _hex(hue: float, lightness: float, saturation: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
