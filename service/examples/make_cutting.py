"""Makes the example requests of CuttingService from the orders of the example day.

Orders and cartons are those of `liechtenstein_day.json` (see README.md for their sources); machine,
board, sheets, foam and prices are invented. Run it as `python -m service.examples.make_cutting`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
BOARD = {"thickness_um": 4_000, "weight_gsm": 550}
Json = dict[str, Any]


def _money(cents: int) -> Json:
    return {"currency_code": "CHF", "minor_units": cents}


def _size(length: int, width: int, height: int) -> Json:
    return {"length_mm": length, "width_mm": width, "height_mm": height}


def requests(day: Json) -> dict[str, Json]:
    """The requests by file name."""
    orders = [{"id": order["id"], "items": order["items"]} for order in day["orders"]]
    cartons = day["load_units"]
    limits = {"minimum": _size(100, 80, 20), "maximum": _size(700, 500, 500)}
    steps = [(2_000, 700), (5_000, 900), (10_000, 1_150), (30_000, 1_900)]
    rates = {
        "divisor_cm3_per_kg": 5_000,
        "zones": [
            {
                "id": "inland",
                "steps": [
                    {"max_weight_g": weight, "parcel_cost": _money(cost)} for weight, cost in steps
                ],
            }
        ],
    }
    return {
        "right_size_orders.json": {
            "orders": orders[:40],
            "machine": {
                **limits,
                "step_mm": 5,
                "style": "BOX_STYLE_FEFCO_0201",
                "board": BOARD,
                "padding_mm": 5,
                "box_cost": _money(20),
                "square_metre_cost": _money(60),
            },
            "objective": "BOX_OBJECTIVE_LOWEST_COST",
            "cartons": cartons,
            "cut_down": True,
            "min_cut_height_mm": 20,
            "max_boxes": 2,
            "rate_table": rates,
            "search": {"time_limit": "30s"},
        },
        "carton_suite.json": {
            "orders": orders[:100],
            "size_count": 4,
            **limits,
            "step_mm": 10,
            "board": BOARD,
            "present_cartons": cartons,
            "growth": True,
            "search": {"time_limit": "60s"},
        },
        "blanks.json": {
            "boxes": [
                {"id": style, "inner_size": _size(400, 300, 200), "style": name, "board": BOARD}
                for style, name in (
                    ("regular", "BOX_STYLE_FEFCO_0201"),
                    ("half", "BOX_STYLE_FEFCO_0200"),
                    ("mailer", "BOX_STYLE_FEFCO_0427"),
                    ("wrap", "BOX_STYLE_WRAP_AROUND"),
                )
            ],
            "drawing_formats": ["DRAWING_FORMAT_SVG", "DRAWING_FORMAT_DXF"],
        },
        "cut_sheets.json": {
            "rectangles": [
                {"id": "blank-a", "length_mm": 1_449, "width_mm": 512, "quantity": 12, "batch": 1},
                {"id": "blank-b", "length_mm": 820, "width_mm": 390, "quantity": 20, "batch": 1},
                {"id": "pad", "length_mm": 300, "width_mm": 200, "quantity": 60, "may_turn": True},
            ],
            "sheets": [
                {"id": "large", "length_mm": 2_500, "width_mm": 1_600, "cost": _money(420)},
                {
                    "id": "fanfold",
                    "length_mm": 3_000,
                    "width_mm": 1_200,
                    "cost": _money(330),
                    "continuous": True,
                },
            ],
            "objective": "CUTTING_OBJECTIVE_LOWEST_COST",
            "rules": {
                "stages": 3,
                "kerf_mm": 2,
                "batch_reach": 1,
                "min_offcut_length_mm": 400,
                "min_offcut_width_mm": 300,
            },
            "drawing_formats": ["DRAWING_FORMAT_SVG"],
            "search": {"time_limit": "5s"},
        },
        "cut_blocks.json": {
            "cuboids": [
                {"id": "corner", "size": _size(120, 120, 60), "quantity": 24, "may_turn": True},
                {"id": "insert", "size": _size(300, 180, 40), "quantity": 10, "may_turn": True},
            ],
            "blocks": [{"id": "foam", "size": _size(1_000, 600, 200), "cost": _money(1_800)}],
            "kerf_mm": 3,
            "stages": 4,
            "min_offcut_mm": 80,
            "drawing_formats": ["DRAWING_FORMAT_SVG"],
            "search": {"time_limit": "3s"},
        },
    }


def main() -> None:
    """Writes the files."""
    day = json.loads((FOLDER / "liechtenstein_day.json").read_text(encoding="utf-8"))
    for name, request in requests(day).items():
        text = json.dumps(request, indent=1, ensure_ascii=False)
        (FOLDER / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
