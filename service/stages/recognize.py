"""Addresses: every text is read, and is either known well enough to go there or leaves the line."""

from __future__ import annotations

from collections.abc import Sequence

from address.model import AddressLevel, RecognizedAddress, Verdict
from optimizer.shapes import Datum, Position
from service.model import FulfillmentStage, OrderStatus
from service.stages import tasks
from service.stages.line import Line, in_chunks

TEXTS_PER_TASK = 100
DELIVERABLE = (AddressLevel.ROAD, AddressLevel.HOUSE)


async def recognize(line: Line) -> str:
    """Reads every address and decides whether it is known well enough to go there."""
    region = line.problem.region_code or None
    texts = [work.order.address_text for work in line.work]

    async def read(chunk: Sequence[str]) -> list[RecognizedAddress]:
        return await line.runner.run(
            tasks.recognize_texts, list(chunk), region, budget_s=line.budget.remaining_s()
        )

    read_addresses = await in_chunks(line, FulfillmentStage.RECOGNIZE, texts, TEXTS_PER_TASK, read)
    for work, address in zip(line.work, read_addresses, strict=True):
        work.address = address
        work.position = work.order.position or _delivery_position(address)
        if work.position is None and line.problem.travel_names_orders():
            continue
        if work.position is None:
            work.leave(OrderStatus.ADDRESS_UNKNOWN, _address_trouble(address))
    return ""


def _delivery_position(address: RecognizedAddress) -> Position | None:
    """Where to deliver; None when the address is not known to a road, or must be put right."""
    found = address.location
    if found is None or found.position is None or found.level not in DELIVERABLE:
        return None
    if address.verdict is Verdict.FIX:
        return None
    return Position(
        latitude_deg=found.position.latitude_deg,
        longitude_deg=found.position.longitude_deg,
        datum=Datum(found.position.datum.value),
    )


def _address_trouble(address: RecognizedAddress) -> str:
    told = " ".join(issue.description for issue in address.issues if issue.description)
    told = told or "The address is not known to a road."
    return f"{told} {address.question}".strip()
