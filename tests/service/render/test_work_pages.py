"""Pages of picking and of a repaired day: everything is on them, and hostile text stays text."""

from __future__ import annotations

from fulfillment.v1 import dispatch_pb2, repair_pb2

from service.render.dispatch_pages import docks_page
from service.render.work_pages import picking_page, repair_page

MORNING_S = 1_772_431_200


def test_picking() -> None:
    request = dispatch_pb2.PlanPickingRequest()
    request.pickers.add(id="<b>Ada</b>")
    plan = dispatch_pb2.PickingPlan(distance_mm=2_500_000, distance_bound_mm=2_400_000)
    batch = plan.batches.add(id="B1", order_ids=["O1", "O2"], picker_id="<b>Ada</b>")
    batch.start_time.seconds, batch.end_time.seconds = MORNING_S, MORNING_S + 900
    plan.unbatched.add(order_id="O3", explanation="no <i>room</i>")
    plan.late_orders.add(order_id="O2").lateness.seconds = 600
    text = picking_page(request, plan)
    assert "&lt;b&gt;Ada" in text
    assert "<b>Ada" not in text
    assert "no plan walks less than 2.40 km" in text
    assert "no &lt;i&gt;room" in text
    assert "<td>O2</td><td>10</td>" in text
    assert "<svg" in text
    alone = picking_page(dispatch_pb2.PlanPickingRequest(), dispatch_pb2.PickingPlan())
    assert "0 batches" in alone


def test_repair() -> None:
    request = repair_pb2.RepairPlanRequest(dock_ids=["D1"])
    request.event.id = "<e>"
    request.event.time.seconds = MORNING_S + 60
    plan = repair_pb2.RepairedPlan()
    plan.cost.minor_units, plan.cost.currency_code = 12_345, "CHF"
    route = plan.routes.add(vehicle_id="van", courier_id="<c>")
    route.start_time.seconds, route.end_time.seconds = MORNING_S, MORNING_S + 9_000
    loading = plan.loadings.add(dock_id="D1", vehicle_id="late van")
    loading.start_time.seconds, loading.end_time.seconds = MORNING_S + 90, MORNING_S + 900
    plan.changes.add(explanation="order <o> moves")
    plan.unserved.add(order_id="U", explanation="no <room>")
    plan.broken_promises.add(order_id="P").lateness.seconds = 120
    text = repair_page(request, plan)
    for part in (
        "&lt;e&gt;",
        "CHF 123.45",
        "order &lt;o&gt; moves",
        "late van",
        "<td>P</td><td>2</td>",
        "<td>U</td><td>no &lt;room&gt;</td>",
    ):
        assert part in text
    # Words on pointing are escaped once.
    assert "van, &lt;c&gt;:" in text
    assert "<c>" not in text
    assert "nothing" in repair_page(request, repair_pb2.RepairedPlan())


def test_times_are_those_of_the_zone_asked_for() -> None:
    picking = dispatch_pb2.PlanPickingRequest()
    picking.pickers.add(id="Ada")
    plan = dispatch_pb2.PickingPlan()
    batch = plan.batches.add(id="B1", picker_id="Ada")
    batch.start_time.seconds, batch.end_time.seconds = MORNING_S, MORNING_S + 3_600
    repair = repair_pb2.RepairPlanRequest()
    repaired = repair_pb2.RepairedPlan()
    route = repaired.routes.add(vehicle_id="van")
    route.start_time.seconds, route.end_time.seconds = MORNING_S, MORNING_S + 3_600
    docks = dispatch_pb2.ScheduleDocksRequest()
    schedule = dispatch_pb2.DockSchedule()
    entry = schedule.assignments.add(departure_id="r1", dock_id="D1")
    entry.loading_start_time.seconds = MORNING_S
    entry.departure_time.seconds = MORNING_S + 3_600
    # The same moment is six o'clock in UTC and seven in Vaduz.
    for utc, local in (
        (picking_page(picking, plan), picking_page(picking, plan, "Europe/Vaduz")),
        (repair_page(repair, repaired), repair_page(repair, repaired, "Europe/Vaduz")),
        (docks_page(docks, schedule), docks_page(docks, schedule, "Europe/Vaduz")),
    ):
        assert ">06:00<" in utc
        assert "UTC</p>" in utc
        assert ">06:00<" not in local
        assert ">08:00<" in local
        assert "Europe/Vaduz</p>" in local
