"""The addresses of a plan as a table: what was written, what was read, how sure that is."""

from __future__ import annotations

import csv
import io

from fulfillment.v1 import address_pb2, fulfillment_pb2

COLUMNS = (
    "order_id",
    "text",
    "recipient",
    "road",
    "number",
    "postcode",
    "place",
    "latitude",
    "longitude",
    "radius_m",
    "level",
    "verdict",
    "confidence",
    "issues",
)

# Spreadsheets run a cell that begins with one of these as a formula, after blanks too.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def render_addresses_csv(
    request: fulfillment_pb2.PlanFulfillmentRequest, plan: fulfillment_pb2.FulfillmentPlan
) -> str:
    """One row for each order of the plan, comma separated, lines ended as RFC 4180 says."""
    texts = {order.id: order.address_text for order in request.orders}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for outcome in plan.orders:
        read = outcome.recognized_address
        address, location = read.address, read.location
        located = location.HasField("position")
        words = [
            outcome.order_id,
            texts.get(outcome.order_id, ""),
            _text(address.recipient),
            _text(address.road),
            _text(address.house_number),
            _text(address.postcode),
            _place(address),
        ]
        figures: list[object] = (
            [
                f"{location.position.latitude_deg:.6f}",
                f"{location.position.longitude_deg:.6f}",
                location.radius_m,
            ]
            if located
            else ["", "", ""]
        )
        figures += [
            _short(address_pb2.AddressLevel.Name(location.level), "ADDRESS_LEVEL_"),
            _short(address_pb2.Verdict.Name(read.verdict), "VERDICT_"),
            f"{read.confidence:.2f}",
        ]
        issues = "; ".join(issue.description for issue in read.issues)
        writer.writerow([*map(guarded, words), *figures, guarded(issues)])
    return out.getvalue()


def guarded(text: str) -> str:
    """Text that a spreadsheet shows instead of running: an apostrophe before what starts one."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _place(address: address_pb2.Address) -> str:
    """The finest named place above the road."""
    for name in ("village", "township", "district", "city", "province"):
        found = _text(getattr(address, name))
        if found:
            return found
    return ""


def _text(part: address_pb2.AddressPart) -> str:
    return part.value or part.written


def _short(name: str, prefix: str) -> str:
    word = name.removeprefix(prefix).lower()
    return "" if word == "unspecified" else word
