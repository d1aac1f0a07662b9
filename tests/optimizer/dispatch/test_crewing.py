"""Pairing vehicles with couriers, proved by enumeration."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.dispatch.crewing import VehicleShift, crew_vehicles
from optimizer.dispatch.model import Courier
from optimizer.shapes import TimeWindow

KINDS = ("van", "bike")


def window(start: int, end: int) -> TimeWindow:
    return TimeWindow(start_time_s=start, end_time_s=end)


windows = st.tuples(st.integers(0, 20), st.integers(1, 12)).map(lambda w: window(w[0], sum(w)))
shift_lists = st.lists(st.tuples(st.sampled_from(KINDS), windows), max_size=4).map(
    lambda rows: [VehicleShift(f"v{i}", kind, hours) for i, (kind, hours) in enumerate(rows)]
)
courier_lists = st.lists(
    st.tuples(windows, st.sampled_from([(), ("van",), ("bike",)])), max_size=4
).map(
    lambda rows: [
        Courier(id=f"c{i}", shift_window=hours, vehicle_kinds=kinds)
        for i, (hours, kinds) in enumerate(rows)
    ]
)


def overlap(shift: VehicleShift, courier: Courier) -> int:
    if courier.vehicle_kinds and shift.vehicle_kind not in courier.vehicle_kinds:
        return 0
    start = max(shift.window.start_time_s, courier.shift_window.start_time_s)
    end = min(shift.window.end_time_s, courier.shift_window.end_time_s)
    return max(0, end - start)


@given(shift_lists, courier_lists)
@settings(deadline=None)
def test_total_overlap_is_the_best_of_all_pairings(
    shifts: list[VehicleShift], couriers: list[Courier]
) -> None:
    crewed = crew_vehicles(shifts, couriers)
    slots = [*couriers, *[None] * len(shifts)]
    best = max(
        sum(overlap(s, c) for s, c in zip(shifts, chosen, strict=True) if c is not None)
        for chosen in permutations(slots, len(shifts))
    )
    assert sum(w.end_time_s - w.start_time_s for w in crewed.values()) == best


def test_vehicle_without_a_courier_of_its_kind_stays_out() -> None:
    shifts = [VehicleShift("v1", "van", window(0, 10)), VehicleShift("v2", "bike", window(0, 10))]
    rider = Courier(id="c1", shift_window=window(2, 30), vehicle_kinds=("bike",))
    assert crew_vehicles(shifts, [rider]) == {"v2": window(2, 10)}
