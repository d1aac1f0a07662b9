"""Faults that no single field shows: duplicate ids, limits below the tare, too many pieces.

Every function looks at the whole problem, never raises, and tolerates values outside their ranges,
since it also runs on problems that failed the validation of their fields. One pass over the lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from optimizer.faults import Fault, FieldPath
from optimizer.packing.model import (
    MAX_PIECES,
    BatchPackProblem,
    Item,
    LoadUnit,
    PackingObjective,
    PackingProblem,
)
from optimizer.packing.rates import table_faults, zone_faults
from optimizer.packing.validate_rules import (
    order_rule_faults,
    rule_faults,
    shared_rule_faults,
)

_MEASURES = ("length_mm", "width_mm", "height_mm")
_measures_of = attrgetter(*_MEASURES)


def cross_faults(problem: PackingProblem) -> list[Fault]:
    """All faults of a packing problem that concern more than one field."""
    return [
        *_item_faults(problem.items),
        *_load_unit_faults(problem.load_units),
        *rule_faults(problem.rules, problem.items, problem.load_units),
        *_cost_faults(problem.objective, problem.load_units),
        *table_faults(problem.rate_table),
        *zone_faults(problem.rate_table, problem.rate_zone_id),
    ]


def batch_cross_faults(batch: BatchPackProblem) -> list[Fault]:
    """All faults of a batch that concern more than one field."""
    faults = _duplicate_ids("orders", (order.id for order in batch.orders or ()))
    for position, order in enumerate(batch.orders or ()):
        own = [
            *_item_faults(order.items),
            *order_rule_faults(batch.rules, order.items),
            *zone_faults(batch.rate_table, order.rate_zone_id),
        ]
        faults.extend(fault.under("orders", position) for fault in own)
    return [
        *faults,
        *_load_unit_faults(batch.load_units),
        *shared_rule_faults(batch.rules, batch.load_units),
        *_cost_faults(batch.objective, batch.load_units),
        *table_faults(batch.rate_table),
    ]


def _item_faults(items: Sequence[Item] | None) -> list[Fault]:
    faults = _duplicate_ids("items", (item.id for item in items or ()))
    pieces = 0
    for position, item in enumerate(items or ()):
        pieces += max(0, item.quantity or 0)
        seen = item.upright_dimensions
        if seen and len(set(seen)) < len(seen):
            faults.append(
                Fault(
                    ("items", position, "upright_dimensions"),
                    [str(dimension) for dimension in seen],
                    "names a dimension twice",
                    "name each dimension that may point up once",
                )
            )
    if pieces > MAX_PIECES:
        faults.append(
            Fault(
                ("items",),
                pieces,
                f"holds {pieces:,} pieces, more than {MAX_PIECES:,}",
                "split the order into several requests",
            )
        )
    return faults


def _load_unit_faults(load_units: Sequence[LoadUnit] | None) -> list[Fault]:
    faults = _duplicate_ids("load_units", (unit.id for unit in load_units or ()))
    for position, unit in enumerate(load_units or ()):
        path: FieldPath = ("load_units", position)
        limit = unit.max_gross_weight_g
        if limit is not None and limit < (unit.tare_weight_g or 0):
            faults.append(
                Fault(
                    (*path, "max_gross_weight_g"),
                    limit,
                    f"is below the tare of {unit.tare_weight_g} g",
                    "state the limit with the tare included, or leave it out for no limit",
                )
            )
        if unit.outer_size is None or unit.inner_size is None:
            continue
        for measure, inner, outer in zip(
            _MEASURES, _measures_of(unit.inner_size), _measures_of(unit.outer_size), strict=True
        ):
            if inner is not None and outer is not None and outer < inner:
                faults.append(
                    Fault(
                        (*path, "outer_size", measure),
                        outer,
                        f"is smaller than the inner measure of {inner} mm",
                        "check whether inner and outer size were swapped",
                    )
                )
    return faults


def _cost_faults(
    objective: PackingObjective | None, load_units: Sequence[LoadUnit] | None
) -> Iterator[Fault]:
    """An unpriced unit beside priced ones would always be the cheapest."""
    units = load_units or ()
    if objective is not PackingObjective.LOWEST_COST or not any(unit.cost_minor for unit in units):
        return
    for position, unit in enumerate(units):
        if unit.cost_minor is None:
            yield Fault(
                ("load_units", position, "cost_minor"),
                None,
                "is not given, while other units have a cost",
                "give every unit its cost, 0 for what is free, or choose another objective",
            )


def _duplicate_ids(name: str, ids: Iterable[str]) -> list[Fault]:
    first_at: dict[str, int] = {}
    faults = []
    for position, own_id in enumerate(ids):
        first = first_at.setdefault(own_id, position)
        if first != position:
            faults.append(
                Fault(
                    (name, position, "id"),
                    own_id,
                    f"is already the id of {name}[{first}]",
                    "give every entry an id of its own",
                )
            )
    return faults
