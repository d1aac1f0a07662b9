"""The sound part of a request with faults is planned when asked for; the faults are told."""

from __future__ import annotations

import pytest
from fulfillment.v1 import routing_pb2

from service.convert import InvalidRequestError
from service.handlers.sound_part import sound_part

SAME = routing_pb2.SHIPMENT_GROUP_RULE_SAME_VEHICLE
DROP = routing_pb2.STOP_ACTIVITY_DELIVERY


def request() -> routing_pb2.PlanRoutesRequest:
    made = routing_pb2.PlanRoutesRequest(plan_sound_part=True)
    for i, name in enumerate(("depot", "a", "b", "c")):
        place = made.places.add(id=name)
        place.position.latitude_deg, place.position.longitude_deg = 47.1 + i / 100, 9.5
    made.depots.add(id="depot", place_id="depot", time_zone="Europe/Vaduz")
    for name in ("a", "b", "c"):
        made.shipments.add(id=name).deliveries.add(place_id=name)
    for name in ("v", "w"):
        made.vehicles.add(id=name, start_depot_id="depot", end_depot_id="depot")
    return made


def left(made: routing_pb2.PlanRoutesRequest) -> tuple[set[str], set[str], set[str]]:
    """(shipments planned, vehicles planned, shipments left out)."""
    part = sound_part(made)
    assert part.violations
    assert all(words for _, words in part.left_out)
    model = part.reading.checked()
    shipments, vehicles = {s.id for s in model.shipments}, {v.id for v in model.vehicles}
    return shipments, vehicles, {name for name, _ in part.left_out}


def test_a_sound_request_stays_whole() -> None:
    part = sound_part(request())
    assert part.violations == ()
    assert part.left_out == []
    assert part.reading.checked().plan_sound_part


def test_faulty_shipments_and_vehicles_are_left_out() -> None:
    made = request()
    made.shipments[0].deliveries[0].place_id = "nowhere"
    made.vehicles[1].end_depot_id = "nowhere"
    assert left(made) == ({"b", "c"}, {"v"}, {"a"})


def test_what_depends_on_a_faulty_place_goes_with_it() -> None:
    made = request()
    made.places[2].position.latitude_deg = 100
    assert left(made) == ({"a", "c"}, {"v", "w"}, {"b"})


def test_rules_with_faults_take_their_shipments_along() -> None:
    made = request()
    made.groups.add(rule=SAME, shipment_ids=["a", "nobody"])
    for first, second in (("b", "c"), ("c", "b")):
        made.precedences.add(
            first_shipment_id=first,
            first_activity=DROP,
            second_shipment_id=second,
            second_activity=DROP,
        )
    shipments, _, out = left(made)
    assert shipments == set()
    assert out == {"a", "b", "c"}


def test_companions_of_what_is_left_out_are_left_out() -> None:
    made = request()
    made.shipments[0].deliveries[0].place_id = "nowhere"
    made.groups.add(rule=SAME, shipment_ids=["a", "b"])
    assert left(made) == ({"c"}, {"v", "w"}, {"a", "b"})


def test_only_for_a_vehicle_that_is_left_out() -> None:
    made = request()
    made.vehicles[0].start_depot_id = "nowhere"
    made.shipments[1].allowed_vehicle_ids.append("v")
    made.shipments[2].forbidden_vehicle_ids.append("v")
    assert left(made) == ({"a", "c"}, {"w"}, {"b"})


@pytest.mark.parametrize("field", ["travel", "vehicles"])
def test_no_part_can_be_planned(field: str) -> None:
    made = request()
    if field == "travel":
        made.travel.matrix.place_ids.append("nowhere")
    else:
        for vehicle in made.vehicles:
            vehicle.start_depot_id = "nowhere"
    with pytest.raises(InvalidRequestError) as raised:
        sound_part(made)
    assert len(raised.value.violations) >= 1
