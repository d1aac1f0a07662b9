"""What a courier sees of a stored plan."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from fulfillment.v1 import address_pb2, courier_pb2, fulfillment_pb2

from service.courier_route import address_line, courier_days, courier_route, day_of


def address(**parts: str) -> address_pb2.Address:
    return address_pb2.Address(**{name: {"value": value} for name, value in parts.items()})


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (
            {"road": "Städtle", "house_number": "49", "postcode": "9490", "district": "Vaduz"},
            "Städtle 49, 9490 Vaduz",
        ),
        ({"poi": "Hotel Steg", "district": "Triesenberg"}, "Hotel Steg, Triesenberg"),
        (
            {"city": "杭州市", "district": "余杭区", "road": "文一西路", "house_number": "969号"},
            "杭州市余杭区文一西路969号",
        ),
        ({}, ""),
    ],
)
def test_address_in_one_line(parts: dict[str, str], line: str) -> None:
    assert address_line(address(**parts)) == line


def planned_day() -> tuple[fulfillment_pb2.PlanFulfillmentRequest, fulfillment_pb2.FulfillmentPlan]:
    request = fulfillment_pb2.PlanFulfillmentRequest(
        center={"id": "hub", "time_zone": "Europe/Vaduz"},
        orders=[{"id": "o1", "address_text": "as written"}],
        couriers=[{"id": "ann", "name": "Ann"}],
    )
    # 23:30 UTC is half past midnight of the next day in Vaduz.
    plan = fulfillment_pb2.FulfillmentPlan(
        id="p",
        orders=[
            {
                "order_id": "o1",
                "packing": {"loads": [{"id": "C1"}, {"id": "C2"}]},
                "recognized_address": {
                    "location": {"position": {"latitude_deg": 47.1, "longitude_deg": 9.5}}
                },
            }
        ],
        routes=[
            {
                "id": "van",
                "courier_id": "ann",
                "route": {
                    "start_time": datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
                    "stops": [
                        {
                            "shipment_id": "o1",
                            "arrival_time": datetime(2026, 11, 22, 23, 40, tzinfo=UTC),
                        }
                    ],
                },
            }
        ],
    )
    return request, plan


def test_day_of_a_route_is_read_in_the_zone_of_the_center() -> None:
    request, plan = planned_day()
    assert courier_days(request, plan) == [("ann", "2026-11-23")]
    assert day_of(plan.routes[0].route.start_time.seconds, ZoneInfo("UTC")) == "2026-11-22"


def test_courier_sees_the_stops_of_the_day() -> None:
    request, plan = planned_day()
    seen = courier_route(request, plan, "ann", "2026-11-23")
    assert isinstance(seen, courier_pb2.GetCourierRouteResponse)
    (stop,) = seen.stops
    assert (stop.number, stop.address_line) == (1, "as written")
    assert list(stop.parcel_ids) == ["o1/C1", "o1/C2"]
    assert stop.navigation_uri == "geo:47.100000,9.500000"
    assert courier_route(request, plan, "ann", "2026-11-22") is None
    assert courier_route(request, plan, "bob", "2026-11-23") is None
