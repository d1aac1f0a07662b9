"""Stored zone layers: the file as it came, its report, and the index each process makes of it."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from address.datum import CoordinateSystem
from address.places_model import (
    InvalidZone,
    MapPoint,
    ZoneGap,
    ZoneLayerInfo,
    ZoneLayerReport,
    ZoneLayerSpec,
    ZoneOverlap,
)
from address.zones import LayerReport, ZoneLayer
from service.datasets.database import Database, new_version
from service.datasets.layer_files import read_layer
from service.errors import NotFoundError

REPORTED_MAX = 1_000
OPEN_MAX = 16
"""Layers whose index a process keeps at hand."""


class LayerStore:
    """Zone layers in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, spec: ZoneLayerSpec, content: bytes, report: ZoneLayerReport, zones: int, now_s: int
    ) -> ZoneLayerInfo:
        """Stores a layer in place of one of the same id."""
        with self._database.writing() as connection:
            info = ZoneLayerInfo(
                id=spec.id,
                name=spec.name,
                version=new_version(connection),
                zone_count=zones,
                update_time_s=now_s,
            )
            connection.execute(
                "INSERT OR REPLACE INTO zone_layer VALUES (?, ?, ?, ?, ?, ?)",
                (
                    spec.id,
                    info.version,
                    info.model_dump_json(),
                    report.model_dump_json(),
                    spec.model_dump_json(),
                    content,
                ),
            )
        return info

    def delete(self, layer_id: str) -> None:
        """Deletes a layer; NotFoundError when there is none."""
        with self._database.writing() as connection:
            if not connection.execute("DELETE FROM zone_layer WHERE id = ?", (layer_id,)).rowcount:
                raise _missing(layer_id)

    def all(self) -> list[ZoneLayerInfo]:
        """Every layer, by id."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT info FROM zone_layer ORDER BY id").fetchall()
        return [ZoneLayerInfo.model_validate_json(info) for (info,) in rows]

    def find(self, layer_id: str) -> tuple[ZoneLayerInfo, ZoneLayerReport]:
        """A layer and its report; NotFoundError when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT info, report FROM zone_layer WHERE id = ?", (layer_id,)
            ).fetchone()
        if row is None:
            raise _missing(layer_id)
        info = ZoneLayerInfo.model_validate_json(row[0])
        return info, ZoneLayerReport.model_validate_json(row[1])

    def version(self, layer_id: str) -> int:
        """The version of a layer; NotFoundError when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT version FROM zone_layer WHERE id = ?", (layer_id,)
            ).fetchone()
        if row is None:
            raise _missing(layer_id)
        return int(row[0])

    def content(self, layer_id: str) -> tuple[int, ZoneLayerSpec, bytes]:
        """Version, spec and file of a layer; NotFoundError when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT version, spec, content FROM zone_layer WHERE id = ?", (layer_id,)
            ).fetchone()
        if row is None:
            raise _missing(layer_id)
        return int(row[0]), ZoneLayerSpec.model_validate_json(row[1]), row[2]


class OpenLayer(NamedTuple):
    """A layer with its index."""

    version: int
    spec: ZoneLayerSpec
    layer: ZoneLayer


class OpenLayers:
    """Layers indexed in this process; one that has changed is indexed anew at its next use."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, OpenLayer] = OrderedDict()

    def get(self, store: LayerStore, layer_id: str) -> OpenLayer:
        """The layer as stored now; NotFoundError when there is none."""
        version = store.version(layer_id)
        known = self._open.get(layer_id)
        if known is None or known.version != version:
            version, spec, content = store.content(layer_id)
            known = OpenLayer(version, spec, read_layer(spec, content))
            self._open[layer_id] = known
        self._open.move_to_end(layer_id)
        while len(self._open) > OPEN_MAX:
            self._open.popitem(last=False)
        return known


def report_of(found: LayerReport) -> ZoneLayerReport:
    """The report of a layer as the API states it."""
    return ZoneLayerReport(
        overlaps=tuple(
            ZoneOverlap(
                first_id=one.first_id,
                second_id=one.second_id,
                area_m2=one.area_m2,
                point=_point(one.latitude_deg, one.longitude_deg),
            )
            for one in found.overlaps[:REPORTED_MAX]
        ),
        overlap_count=len(found.overlaps),
        gaps=tuple(
            ZoneGap(
                point=_point(one.latitude_deg, one.longitude_deg),
                area_m2=one.area_m2,
            )
            for one in found.gaps[:REPORTED_MAX]
        ),
        gap_count=len(found.gaps),
        invalid=tuple(
            InvalidZone(
                zone_id=one.zone_id,
                problem=one.problem,
                used=one.used,
                point=_point(*one.point) if one.point else None,
            )
            for one in found.invalid[:REPORTED_MAX]
        ),
        invalid_count=len(found.invalid),
        duplicate_ids=found.duplicate_ids[:REPORTED_MAX],
        duplicate_id_count=len(found.duplicate_ids),
    )


def _point(latitude_deg: float, longitude_deg: float) -> MapPoint:
    return MapPoint(
        latitude_deg=latitude_deg,
        longitude_deg=longitude_deg,
        coordinate_system=CoordinateSystem.WGS84,
    )


def _missing(layer_id: str) -> NotFoundError:
    return NotFoundError(f"layer_id {layer_id!r} is not loaded; load it first.")
