"""Everything that is written for one plan, into one folder."""

from __future__ import annotations

from pathlib import Path

from fulfillment.v1 import fulfillment_pb2
from google.protobuf import json_format

from service.render.addresses_csv import render_addresses_csv
from service.render.loads import render_loads
from service.render.map import render_map
from service.render.route_sheets import render_route_sheets
from service.render.timetable import render_timetable


def write_outputs(
    request: fulfillment_pb2.PlanFulfillmentRequest,
    plan: fulfillment_pb2.FulfillmentPlan,
    folder: Path,
) -> list[Path]:
    """Writes plan, pages, sheets and table into `folder` and returns their paths.

    `plan.json` is the response as protobuf JSON with the field names of the API. The table opens
    with a byte order mark, by which spreadsheets know that it is UTF-8. Raises OSError.
    """
    response = fulfillment_pb2.PlanFulfillmentResponse(plan=plan)
    plan_json = json_format.MessageToJson(
        response, preserving_proto_field_name=True, ensure_ascii=False
    )
    texts = {
        "plan.json": plan_json + "\n",
        "map.html": render_map(request, plan),
        "loads.html": render_loads(request, plan),
        "timetable.html": render_timetable(request, plan),
        **render_route_sheets(request, plan),
        "addresses.csv": "\ufeff" + render_addresses_csv(request, plan),
    }
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        paths.append(path)
    return paths
