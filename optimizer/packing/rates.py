"""What a carrier bills for a parcel: zones, weight steps, volumetric weight, surcharges.

A parcel is billed by its weight or by its outer volume divided by the carrier's divisor, whichever
is more, rounded up; the price is that of the first step of the order's zone which is heavy enough.
Surcharges for what is long, bulky or heavy are added once each.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from optimizer.faults import Fault, duplicate_id_faults
from optimizer.shapes import Id, Length, MinorUnits, Shape, Size

HEAVIEST_G = 1_000_000_000
DEAREST_MINOR = 10**13
"""What the extra steps of the heaviest parcel may cost: sums over 100,000 parcels can be held."""

BilledWeight = Annotated[int, Field(ge=1, le=1_000_000_000)]


class WeightStep(Shape):
    """Up to `max_weight_g` of billed weight a parcel costs `parcel_cost_minor`."""

    max_weight_g: BilledWeight
    parcel_cost_minor: MinorUnits = 0


class RateZone(Shape):
    """Prices of one zone of delivery, in steps that rise.

    Beyond the last step each begun `extra_step_g` costs `extra_step_cost_minor` more; None means
    that the carrier takes nothing heavier.
    """

    id: Id
    steps: Annotated[tuple[WeightStep, ...], Field(min_length=1, max_length=1_000)]
    extra_step_g: BilledWeight | None = None
    extra_step_cost_minor: MinorUnits = 0


class RateSurcharge(Shape):
    """Added once when a parcel exceeds any of the measures given; at least one is.

    `over_length_and_girth_mm` is the longest side plus the way around across it; `over_weight_g`
    the real weight.
    """

    id: Id
    over_longest_side_mm: Length | None = None
    over_second_side_mm: Length | None = None
    over_length_and_girth_mm: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    over_volume_mm3: Annotated[int, Field(ge=1, le=1_000_000_000_000_000)] | None = None
    over_weight_g: BilledWeight | None = None
    surcharge_cost_minor: MinorUnits = 0


class RateTable(Shape):
    """The prices of a carrier's service. `divisor_cm3_per_kg` None bills the real weight alone."""

    zones: Annotated[tuple[RateZone, ...], Field(min_length=1, max_length=1_000)]
    divisor_cm3_per_kg: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    rounding_step_g: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    surcharges: Annotated[tuple[RateSurcharge, ...], Field(max_length=100)] = ()

    def zone(self, zone_id: str) -> RateZone | None:
        """The zone of that id, or the only one when `zone_id` is empty; None when unknown."""
        if not zone_id:
            return self.zones[0] if len(self.zones) == 1 else None
        return next((zone for zone in self.zones if zone.id == zone_id), None)


def billed_weight_g(table: RateTable, outer_size: Size, weight_g: int) -> int:
    """Grams that the carrier bills for a parcel of this outer size and gross weight."""
    billed = max(weight_g, 1)
    if table.divisor_cm3_per_kg is not None:
        # Cubic centimetres per kilogram are cubic millimetres per gram.
        billed = max(billed, -(-outer_size.volume_mm3 // table.divisor_cm3_per_kg))
    return -(-billed // table.rounding_step_g) * table.rounding_step_g


def charge_minor(
    table: RateTable, outer_size: Size, weight_g: int, zone_id: str = ""
) -> int | None:
    """What the carrier charges for a parcel; None when it takes none so heavy.

    `zone_id` may be left empty when the table has a single zone. Raises KeyError for a zone that
    the table does not have.
    """
    zone = table.zone(zone_id)
    if zone is None:
        raise KeyError(zone_id)
    by_weight = _step_cost(zone, billed_weight_g(table, outer_size, weight_g))
    if by_weight is None:
        return None
    return by_weight + sum(
        surcharge.surcharge_cost_minor
        for surcharge in table.surcharges
        if is_over_size(surcharge, outer_size)
        or (surcharge.over_weight_g is not None and weight_g > surcharge.over_weight_g)
    )


def is_over_size(surcharge: RateSurcharge, outer_size: Size) -> bool:
    """True when the outer measures alone bring the surcharge."""
    low, middle, high = sorted((outer_size.length_mm, outer_size.width_mm, outer_size.height_mm))
    measured = (
        (high, surcharge.over_longest_side_mm),
        (middle, surcharge.over_second_side_mm),
        (high + 2 * (low + middle), surcharge.over_length_and_girth_mm),
        (outer_size.volume_mm3, surcharge.over_volume_mm3),
    )
    return any(limit is not None and value > limit for value, limit in measured)


def _step_cost(zone: RateZone, billed_g: int) -> int | None:
    for step in zone.steps:
        if billed_g <= step.max_weight_g:
            return step.parcel_cost_minor
    if zone.extra_step_g is None:
        return None
    last = zone.steps[-1]
    extra = -(-(billed_g - last.max_weight_g) // zone.extra_step_g)
    return last.parcel_cost_minor + extra * zone.extra_step_cost_minor


def zone_faults(table: RateTable | None, zone_id: str | None) -> Iterator[Fault]:
    """Faults of the zone that an order names."""
    where = ("rate_zone_id",)
    if table is None:
        if zone_id:
            yield Fault(where, zone_id, "has no rate table to look it up in", "give a rate_table")
        return
    zones = table.zones or ()
    if not zone_id:
        if len(zones) > 1:
            yield Fault(
                where,
                zone_id or "",
                f"is needed, since the rate table has {len(zones)} zones",
                "name the zone that the order goes to",
            )
    elif all(zone.id != zone_id for zone in zones):
        yield Fault(
            where,
            zone_id,
            "is no zone of the rate table",
            "use the id of one of rate_table.zones",
        )


def table_faults(table: RateTable | None) -> Iterator[Fault]:
    """Faults within a rate table."""
    if table is None:
        return
    for fault in duplicate_id_faults("zones", table.zones):
        yield fault.under("rate_table")
    for fault in duplicate_id_faults("surcharges", table.surcharges):
        yield fault.under("rate_table")
    for number, zone in enumerate(table.zones or ()):
        for position, (light, heavy) in enumerate(pairwise(zone.steps or ()), 1):
            where = ("rate_table", "zones", number, "steps", position)
            if (heavy.max_weight_g or 0) <= (light.max_weight_g or 0):
                yield Fault(
                    (*where, "max_weight_g"),
                    heavy.max_weight_g,
                    f"is not above the step before it ({light.max_weight_g} g)",
                    "list the steps by rising weight",
                )
            if (heavy.parcel_cost_minor or 0) < (light.parcel_cost_minor or 0):
                yield Fault(
                    (*where, "parcel_cost_minor"),
                    heavy.parcel_cost_minor,
                    f"is below the price of the lighter step ({light.parcel_cost_minor})",
                    "bill the lighter step at the lower price too: nobody would pay the higher one",
                )
        extra = zone.extra_step_cost_minor or 0
        if extra and zone.extra_step_g is None:
            yield Fault(
                ("rate_table", "zones", number, "extra_step_cost_minor"),
                extra,
                "has no step of weight that it is paid for",
                "give extra_step_g, or leave the cost out",
            )
        elif extra * HEAVIEST_G > DEAREST_MINOR * max(1, zone.extra_step_g or 0):
            yield Fault(
                ("rate_table", "zones", number, "extra_step_cost_minor"),
                extra,
                "would make prices that cannot be held",
                "give a lower cost or a larger extra_step_g",
            )
    for number, surcharge in enumerate(table.surcharges or ()):
        limits = (
            surcharge.over_longest_side_mm,
            surcharge.over_second_side_mm,
            surcharge.over_length_and_girth_mm,
            surcharge.over_volume_mm3,
            surcharge.over_weight_g,
        )
        if all(limit is None for limit in limits):
            yield Fault(
                ("rate_table", "surcharges", number),
                surcharge.id,
                "says no measure above which it is charged",
                "give at least one of the over_ fields",
            )
