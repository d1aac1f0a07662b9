"""CuttingService over gRPC: each call once, and faults with the caller's field."""

from __future__ import annotations

import pytest
from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import cutting_pb2 as pb
from google.protobuf import json_format

SIZE = {"length_mm": 300, "width_mm": 200, "height_mm": 100}


def _sheets() -> pb.CutSheetsRequest:
    return json_format.ParseDict(
        {
            "rectangles": [
                {"id": "a", "length_mm": 500, "width_mm": 400, "quantity": 3, "may_turn": True}
            ],
            "sheets": [
                {
                    "id": "s",
                    "length_mm": 1000,
                    "width_mm": 800,
                    "cost": {"currency_code": "CHF", "minor_units": 250},
                }
            ],
            "rules": {"kerf_mm": 0, "stages": 2},
            "drawing_formats": ["DRAWING_FORMAT_SVG"],
            "search": {"time_limit": "1s"},
        },
        pb.CutSheetsRequest(),
    )


def test_sheets_are_cut_and_drawn(client: FulfillmentClient) -> None:
    answer = client.cut_sheets(_sheets())
    assert answer.plan.sheet_count == 1
    assert answer.plan.cost.minor_units == 250
    assert answer.plan.cost.currency_code == "CHF"
    assert answer.drawing_set.drawings[0].content.startswith("<svg")


def test_faults_name_the_callers_field(client: FulfillmentClient) -> None:
    request = _sheets()
    request.rectangles.add(id="a", length_mm=0, width_mm=1)
    with pytest.raises(FulfillmentError) as caught:
        client.cut_sheets(request)
    fields = {violation.field for violation in caught.value.violations}
    assert {"rectangles[1].id", "rectangles[1].length_mm"} <= fields


def test_blanks_larger_than_every_sheet_have_a_reason_each(client: FulfillmentClient) -> None:
    request = _sheets()
    request.sheets[0].grain = pb.AXIS_LENGTH
    request.sheets.add(id="small", length_mm=600, width_mm=500)
    request.rectangles.add(id="long", length_mm=1200, width_mm=100, quantity=2, may_turn=True)
    request.rectangles.add(id="broad", length_mm=900, width_mm=801)
    request.rectangles.add(id="across", length_mm=900, width_mm=700, grain=pb.AXIS_WIDTH)
    plan = client.cut_sheets(request).plan
    told = {entry.rectangle_id: (entry.quantity, entry.reason) for entry in plan.uncut}
    assert told == {
        "long": (2, pb.UNCUT_REASON_TOO_LARGE),
        "broad": (1, pb.UNCUT_REASON_TOO_LARGE),
        "across": (1, pb.UNCUT_REASON_GRAIN),
    }
    assert all(entry.rectangle_id in entry.explanation for entry in plan.uncut)
    pieces = [part.rectangle_id for part in plan.sheets[0].parts if part.rectangle_id]
    assert pieces == ["a", "a", "a"]


def test_blocks_are_cut(client: FulfillmentClient) -> None:
    request = json_format.ParseDict(
        {
            "cuboids": [{"id": "c", "size": SIZE, "quantity": 2}],
            "blocks": [{"id": "b", "size": {**SIZE, "height_mm": 200}}],
        },
        pb.CutBlocksRequest(),
    )
    answer = client.cut_blocks(request)
    assert answer.plan.block_count == 1
    assert answer.plan.blocks[0].parts[0].plane == pb.CUT_PLANE_HEIGHT


def test_boxes_are_laid_flat(client: FulfillmentClient) -> None:
    request = json_format.ParseDict(
        {"boxes": [{"id": "b", "inner_size": SIZE, "board": {"weight_gsm": 400}}]},
        pb.LayFlatRequest(),
    )
    blank = client.lay_flat(request).blank_set.blanks[0]
    assert blank.style == pb.BOX_STYLE_FEFCO_0201
    assert blank.length_mm == 35 + 304 + 204 + 304 + 202
    assert blank.weight_g > 0


def test_an_order_is_boxed_to_measure(client: FulfillmentClient) -> None:
    request = json_format.ParseDict(
        {
            "items": [{"id": "i", "size": SIZE, "quantity": 2}],
            "machine": {
                "minimum": {"length_mm": 50, "width_mm": 50, "height_mm": 50},
                "maximum": {"length_mm": 600, "width_mm": 600, "height_mm": 600},
            },
            "search": {"time_limit": "2s"},
        },
        pb.RightSizeRequest(),
    )
    answer = client.right_size(request)
    assert answer.plan.surface_mm2 == 320_000
    assert answer.search_report.proved_optimal


def test_a_suite_is_chosen_with_progress(client: FulfillmentClient) -> None:
    request = json_format.ParseDict(
        {
            "orders": [{"id": "o", "items": [{"id": "i", "size": SIZE}]}],
            "size_count": 1,
            "minimum": {"length_mm": 100, "width_mm": 100, "height_mm": 100},
            "maximum": {"length_mm": 400, "width_mm": 400, "height_mm": 400},
            "search": {"time_limit": "5s"},
        },
        pb.ChooseSuiteRequest(),
    )
    messages = list(client.stream_choose_suite(request))
    assert messages[0].WhichOneof("content") == "progress"
    suite = messages[-1].response.plan.suite
    assert suite.parcel_count == 1
    assert client.choose_suite(request).plan.suite.score == suite.score


def test_faults_can_be_asked_for_alone(client: FulfillmentClient) -> None:
    request = pb.ChooseSuiteRequest(validate_only=True)
    assert client.choose_suite(request).validation.total > 0
    streamed = list(client.stream_choose_suite(request))
    assert streamed[-1].response.validation.total > 0


def _batch(orders: int) -> pb.BatchRightSizeRequest:
    return json_format.ParseDict(
        {
            "orders": [
                {"id": f"o{n}", "items": [{"id": "i", "size": SIZE, "quantity": 1 + n % 2}]}
                for n in range(orders)
            ]
            + [{"id": "long", "items": [{"id": "i", "size": {**SIZE, "length_mm": 9000}}]}],
            "machine": {
                "minimum": {"length_mm": 50, "width_mm": 50, "height_mm": 50},
                "maximum": {"length_mm": 600, "width_mm": 600, "height_mm": 600},
            },
            "search": {"time_limit": "20s"},
        },
        pb.BatchRightSizeRequest(),
    )


def test_a_batch_is_boxed_with_a_status_for_each_order(client: FulfillmentClient) -> None:
    request = _batch(6)
    messages = list(client.stream_batch_right_size(request))
    last = messages[-2].progress
    assert (last.done_order_count, last.order_count, last.box_count) == (7, 7, 6)
    results = messages[-1].response.results
    assert [result.order_id for result in results] == [f"o{n}" for n in range(6)] + ["long"]
    assert [result.status for result in results[:6]] == [pb.BOXING_STATUS_BOXED] * 6
    assert results[6].status == pb.BOXING_STATUS_NOT_BOXED
    assert results[6].plan.unpacked[0].explanation in results[6].explanation
    assert [result.plan.surface_mm2 for result in results[:4]] == [220_000, 320_000] * 2
    again = client.batch_right_size(request).results
    assert [result.plan for result in again] == [result.plan for result in results]


def test_a_batch_that_runs_out_of_time_says_which_orders_were_not_reached(
    client: FulfillmentClient,
) -> None:
    request = _batch(0)
    del request.orders[:]
    for n in range(600):
        order = request.orders.add(id=f"o{n}")
        for k in range(8):
            item = order.items.add(id=f"i{k}")
            item.size.length_mm, item.size.width_mm, item.size.height_mm = 90 + n % 97, 80 + k, 70
            item.size.height_mm += n // 97
    request.search.time_limit.FromMilliseconds(150)
    *told, last = client.stream_batch_right_size(request)
    results = last.response.results
    assert [result.order_id for result in results] == [f"o{n}" for n in range(600)]
    late = [result for result in results if result.status == pb.BOXING_STATUS_NOT_REACHED]
    done = [result for result in results if result.status == pb.BOXING_STATUS_BOXED]
    assert late
    assert len(late) + len(done) == 600
    assert all("time" in result.explanation and not result.HasField("plan") for result in late)
    assert all(result.plan.boxes and not result.explanation for result in done)
    assert max((event.progress.done_order_count for event in told), default=0) == len(done)


def test_faults_of_a_batch_name_the_order(client: FulfillmentClient) -> None:
    request = _batch(2)
    request.orders[1].items[0].size.width_mm = 0
    request.machine.step_mm = 0
    with pytest.raises(FulfillmentError) as caught:
        client.batch_right_size(request)
    fields = {violation.field for violation in caught.value.violations}
    assert fields == {"orders[1].items[0].size.width_mm", "machine.step_mm"}
    request.validate_only = True
    assert client.batch_right_size(request).validation.total == 2


def test_an_empty_history_and_limits_that_fit_no_box_are_faults(client: FulfillmentClient) -> None:
    request = pb.ChooseSuiteRequest(validate_only=True)
    request.minimum.length_mm = 300
    request.minimum.width_mm = request.minimum.height_mm = 1
    request.maximum.CopyFrom(request.minimum)
    request.maximum.length_mm = 200
    request.step_mm = 0
    told = client.choose_suite(request).validation.violations
    assert {violation.field for violation in told} >= {"orders", "minimum.length_mm", "step_mm"}


def test_an_unknown_style_is_a_fault(client: FulfillmentClient) -> None:
    request = pb.LayFlatRequest(validate_only=True)
    box = request.boxes.add(id="b", style=99)  # type: ignore[arg-type]
    box.inner_size.length_mm = box.inner_size.width_mm = box.inner_size.height_mm = 100
    told = client.lay_flat(request).validation.violations
    assert [violation.field for violation in told] == ["boxes[0].style"]


def test_blocks_are_drawn_with_their_cutting_list(client: FulfillmentClient) -> None:
    request = json_format.ParseDict(
        {
            "cuboids": [{"id": "c", "size": SIZE, "quantity": 3}],
            "blocks": [{"id": "b", "size": {**SIZE, "height_mm": 320}}],
            "kerf_mm": 10,
            "drawing_formats": ["DRAWING_FORMAT_SVG", "DRAWING_FORMAT_DXF"],
        },
        pb.CutBlocksRequest(),
    )
    answer = client.cut_blocks(request)
    assert [(cut.step, cut.at_mm) for cut in answer.plan.blocks[0].cuts] == [(1, 100), (2, 210)]
    svg, dxf = answer.drawing_set.drawings
    assert "2. part" in svg.content
    assert "PIECE" in dxf.content
