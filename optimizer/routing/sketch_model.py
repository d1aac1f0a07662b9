"""What is said about sketched routes: positions and numbers, for other rooms to read as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from optimizer.budget import Budget
from optimizer.road import TravelMatrix
from optimizer.routing.model import RoutingProblem


class Asked(NamedTuple):
    """A shipment (its position in the problem) and the first and last wave it may leave with."""

    shipment: int
    first_wave: int
    last_wave: int


class SketchedRoute(NamedTuple):
    """The wave a route leaves with, its shipments' positions in order, and its kind of vehicle."""

    wave: int
    shipments: tuple[int, ...]
    kind: int


class Sketch(Protocol):
    """Routes for parts of one problem; `optimizer.routing.sketch` has one."""

    def routes(
        self, asked: Sequence[Asked], budget: Budget, start: Sequence[SketchedRoute] = ()
    ) -> tuple[SketchedRoute, ...]:
        """Good routes for what is asked; shipments that fit nowhere are in none."""


class SketchRoutes(Protocol):
    """`optimizer.routing.sketch_routes`."""

    def __call__(
        self, problem: RoutingProblem, waves: Sequence[int], *, matrix: TravelMatrix
    ) -> Sketch:
        """A sketch of a valid problem of deliveries; `waves` holds the wave of each vehicle."""
