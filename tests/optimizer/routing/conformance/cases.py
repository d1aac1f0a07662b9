"""Hand-made problems whose best plan is known: one per rule, with the answer it forces."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.routing.model import RoutingProblem, UnservedReason
from optimizer.shapes import Limit
from tests.optimizer.routing.problems import (
    bring,
    collect,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)


@dataclass(frozen=True)
class Case:
    """A problem, the cost of its best plan, and who stays behind for which reason."""

    name: str
    problem: RoutingProblem
    cost: int
    unserved: dict[str, UnservedReason]


LINE = {"depot": 0, "a": 100, "b": 200, "c": 300, "west": -100}


def _case(name: str, cost: int, problem: RoutingProblem, **unserved: UnservedReason) -> Case:
    return Case(name, problem, cost, unserved)


def _limit(value: int) -> Limit:
    return Limit(maximum=value)


CASES = (
    _case("no shipments", 0, on_a_line(LINE, [], [van()])),
    _case(
        "one round",
        600,
        on_a_line(LINE, [drop("1", "a"), drop("2", "b"), drop("3", "c")], [van()]),
    ),
    _case(
        "capacity splits the round",
        600 + 200,
        on_a_line(
            LINE,
            [drop(x, x, loads=loads(kg=1)) for x in ("a", "b", "c")],
            [van(v, capacities=holds(kg=2)) for v in ("v", "w")],
        ),
    ),
    _case(
        "capacity of one kind is not another's",
        600,
        on_a_line(
            LINE,
            [drop("1", "c", loads=loads(kg=5)), drop("2", "a", loads=loads(litre=5))],
            [van(capacities=holds(kg=5, litre=5))],
        ),
    ),
    _case(
        "too large for every vehicle",
        200,
        on_a_line(
            LINE,
            [drop("big", "c", loads=loads(kg=9)), drop("1", "a", loads=loads(kg=1))],
            [van(capacities=holds(kg=8))],
        ),
        big=UnservedReason.CAPACITY,
    ),
    _case(
        "not all fit",
        200,
        on_a_line(
            LINE,
            [drop("1", "a", loads=loads(kg=5)), drop("2", "c", loads=loads(kg=5), penalty_minor=1)],
            [van(capacities=holds(kg=8))],
        ),
        **{"2": UnservedReason.COMPETITION},
    ),
    _case(
        "goods back in the place of goods out",
        600,
        on_a_line(
            LINE,
            [
                drop("out", "a", loads=loads(kg=5)),
                collect("back", "c", loads=loads(kg=5)),
            ],
            [van(capacities=holds(kg=5))],
        ),
    ),
    _case(
        "goods back need room for goods still aboard",
        600,
        on_a_line(
            LINE,
            [
                drop("out", "c", loads=loads(kg=5)),
                collect("back", "a", loads=loads(kg=5)),
            ],
            [van(capacities=holds(kg=5))],
        ),
    ),
    _case(
        "goods back forced before goods out do not fit",
        400,
        on_a_line(
            LINE,
            [
                drop("out", "b", (300, 400), loads=loads(kg=5)),
                collect("back", "a", (0, 150), loads=loads(kg=5), penalty_minor=1),
            ],
            [van(capacities=holds(kg=5))],
        ),
        back=UnservedReason.COMPETITION,
    ),
    _case(
        "windows force a detour",
        800,
        on_a_line(
            LINE,
            [drop("1", "a", (400, 500)), drop("2", "b", (0, 200)), drop("3", "c", (700, 800))],
            [van()],
        ),
    ),
    _case(
        "the second of several windows",
        1000,
        on_a_line(
            LINE,
            [drop("1", "c", (300, 310)), drop("2", "west", (0, 50), (690, 720)), drop("3", "a")],
            [van(fixed_cost_minor=200)],
        ),
    ),
    _case(
        "between the windows is no window",
        600,
        on_a_line(
            LINE,
            [drop("1", "c", (440, 460)), drop("2", "b", (0, 150), (450, 500), penalty_minor=9)],
            [van()],
        ),
        **{"2": UnservedReason.COMPETITION},
    ),
    _case(
        "too late for the only window",
        200,
        on_a_line(LINE, [drop("1", "c", (0, 200)), drop("2", "a")], [van()]),
        **{"1": UnservedReason.TIME},
    ),
    _case(
        "a shift too short to come back",
        200,
        on_a_line(
            LINE,
            [drop("1", "c"), drop("2", "a")],
            [van(shift_window=window(0, 500))],
        ),
        **{"1": UnservedReason.TIME},
    ),
    _case(
        "service time fills the shift",
        200,
        on_a_line(
            LINE,
            [drop("1", "a", service=250), drop("2", "a", service=300, penalty_minor=5)],
            [van(shift_window=window(0, 600))],
        ),
        **{"2": UnservedReason.COMPETITION},
    ),
    _case(
        "pickup before delivery",
        600,
        on_a_line(LINE, [bring("1", visit("c"), visit("a"))], [van()]),
    ),
    _case(
        "pickup before delivery against the way",
        600 + 0,
        on_a_line(
            LINE,
            [
                bring("1", visit("a"), visit("c"), loads=loads(kg=4)),
                bring("2", visit("c"), visit("b"), loads=loads(kg=4)),
            ],
            [van(capacities=holds(kg=4))],
        ),
    ),
    _case(
        "one pickup at a time",
        1000,
        on_a_line(
            LINE,
            [
                bring("1", visit("a"), visit("c"), loads=loads(kg=4)),
                bring("2", visit("a"), visit("c"), loads=loads(kg=4)),
            ],
            [van(capacities=holds(kg=4))],
        ),
    ),
    _case(
        "pickup and delivery with depot goods",
        600,
        on_a_line(
            LINE,
            [
                bring("1", visit("a"), visit("b"), loads=loads(kg=3)),
                drop("2", "c", loads=loads(kg=1)),
                collect("3", "b", loads=loads(kg=3)),
            ],
            [van(capacities=holds(kg=4))],
        ),
    ),
    _case(
        "skills choose the vehicle",
        600 + 1600,
        on_a_line(
            LINE,
            [drop("1", "a"), drop("2", "b", required_skills=("cold", "lift")), drop("3", "c")],
            [van("plain"), van("able", skills=("lift", "cold"), cost_per_km_minor=4000)],
        ),
    ),
    _case(
        "nobody has the skill",
        200,
        on_a_line(LINE, [drop("1", "a"), drop("2", "b", required_skills=("cold",))], [van()]),
        **{"2": UnservedReason.NO_CAPABLE_VEHICLE},
    ),
    _case(
        "allowed vehicles",
        400 + 200,
        on_a_line(
            LINE,
            [
                drop("1", "b", allowed_vehicle_ids=("v",)),
                drop("2", "a", allowed_vehicle_ids=("w",)),
            ],
            [van("v"), van("w")],
        ),
    ),
    _case(
        "restricted neighbours at one place",
        800,
        on_a_line(
            LINE,
            [
                drop("1", "b", allowed_vehicle_ids=("v",)),
                drop("2", "b", allowed_vehicle_ids=("w",)),
            ],
            [van("v"), van("w")],
        ),
    ),
    _case(
        "the penalty is cheaper",
        200,
        on_a_line(LINE, [drop("1", "a"), drop("2", "c", penalty_minor=399)], [van()]),
        **{"2": UnservedReason.COMPETITION},
    ),
    _case(
        "the penalty is dearer",
        600,
        on_a_line(LINE, [drop("1", "a"), drop("2", "c", penalty_minor=401)], [van()]),
    ),
    _case(
        "distance limit",
        400,
        on_a_line(
            LINE,
            [drop("1", "b"), drop("2", "c")],
            [van(distance_limit_m=_limit(599))],
        ),
        **{"2": UnservedReason.LIMIT},
    ),
    _case(
        "distance limit at its edge",
        600,
        on_a_line(LINE, [drop("1", "c")], [van(distance_limit_m=_limit(600))]),
    ),
    _case(
        "duration limit",
        400,
        on_a_line(
            LINE,
            [drop("1", "b", service=20), drop("2", "c", service=20)],
            [van(duration_limit_s=_limit(619))],
        ),
        **{"2": UnservedReason.LIMIT},
    ),
    _case(
        "duration counts from leaving, not from the shift's start",
        600,
        on_a_line(LINE, [drop("1", "c", (50_000, 50_000))], [van(duration_limit_s=_limit(600))]),
    ),
    _case(
        "stop limit",
        600 + 400,
        on_a_line(
            LINE,
            [drop("1", "b"), drop("2", "b"), drop("3", "c")],
            [van("v", stop_limit=_limit(2)), van("w", stop_limit=_limit(1))],
        ),
    ),
    _case(
        "stop limit counts both stops of a shipment",
        200,
        on_a_line(
            LINE,
            [bring("1", visit("a"), visit("c")), drop("2", "a")],
            [van(stop_limit=_limit(1))],
        ),
        **{"1": UnservedReason.LIMIT},
    ),
    _case(
        "open end",
        300,
        on_a_line(LINE, [drop("1", "a"), drop("2", "c")], [van(end_depot_id=None)]),
    ),
    _case(
        "open end with a shift",
        300,
        on_a_line(
            LINE,
            [drop("1", "a"), drop("2", "c", service=50)],
            [van(end_depot_id=None, shift_window=window(0, 350))],
        ),
    ),
    _case(
        "another depot at the end",
        300,
        on_a_line(
            LINE,
            [drop("1", "a"), drop("2", "b")],
            [van(end_depot_id="c")],
            depots=("depot", "c"),
        ),
    ),
    _case(
        "the nearer of two depots",
        200,
        on_a_line(
            LINE,
            [drop("1", "b")],
            [van("far", start="depot"), van("near", start="c")],
            depots=("depot", "c"),
        ),
    ),
    _case(
        "fixed costs",
        600 + 50,
        on_a_line(
            LINE,
            [drop("1", "c"), drop("2", "b")],
            [van("v", fixed_cost_minor=50), van("w", fixed_cost_minor=40, cost_per_km_minor=2000)],
        ),
    ),
    _case(
        "hours cost, waiting included",
        600 + 1000,
        on_a_line(
            LINE,
            [drop("1", "a", (100, 100)), drop("2", "c", (700, 700))],
            [van(cost_per_hour_minor=3600)],
        ),
    ),
    _case(
        "hours cost, so the afternoon window is taken",
        600 + 600,
        on_a_line(
            LINE,
            [drop("1", "a", (100, 100), (800, 900)), drop("2", "c", (500, 500), (1050, 1100))],
            [van(cost_per_hour_minor=3600)],
        ),
    ),
    _case(
        "a fast vehicle is in time",
        600 * 3,
        on_a_line(
            LINE,
            [drop("1", "c", (0, 150))],
            [van("slow"), van("fast", speed_factor=2.0, cost_per_km_minor=3000)],
        ),
    ),
    _case(
        "no way to a place",
        200,
        on_a_line(
            LINE,
            [drop("1", "a"), drop("2", "c")],
            [van()],
            closed=[(x, "c") for x in ("depot", "a", "b", "west")],
        ),
        **{"2": UnservedReason.UNREACHABLE},
    ),
    _case(
        "no way from a place",
        200,
        on_a_line(
            LINE,
            [drop("1", "a"), drop("2", "c")],
            [van()],
            closed=[("c", x) for x in ("depot", "a", "b", "west")],
        ),
        **{"2": UnservedReason.UNREACHABLE},
    ),
    _case(
        "a one-way street",
        600,
        on_a_line(LINE, [drop("1", "a"), drop("2", "c")], [van()], closed=[("depot", "a")]),
    ),
    _case(
        "two places at the depot itself",
        0,
        on_a_line(LINE, [drop("1", "depot"), drop("2", "depot")], [van()]),
    ),
    _case(
        "without any cost a metre costs one",
        400,
        on_a_line(LINE, [drop("1", "b")], [van(cost_per_km_minor=None)]),
    ),
)
