"""What a worker does for GazetteerService: models in, models out."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from address import gazetteer_model as words
from address.china.recognizer import ChinaRecognizer
from address.china.villages import parse_villages
from address.faults import AddressError, GazetteerFileError
from address.gazetteer_model import GazetteerInfo, GazetteerOrigin, GazetteerRow, TableCount
from address.own_rows import RowFault, shape_faults
from address.regional import Region, load_region, shipped_regions
from address.regional.build import build_region
from address.regional.gazetteer import parse_region
from address.regional.recognizer import RegionRecognizer
from address.regional.reverse import ReverseGeocoder
from service.convert import InvalidRequestError, Violation, say
from service.datasets.at_hand import database
from service.datasets.gazetteers import CHINA_CODE, OwnRowStore, RegionStore
from service.stages.tasks import recognizer

EXTRACT, REGION_FILE, ZONES_FILE = "extract", "region_file", "zones_file"
VILLAGES_FILE = "villages_file"
"""Files of an import, by the names of their fields."""

FILE_MAX = {
    EXTRACT: 2_000_000_000,
    REGION_FILE: 400_000_000,
    ZONES_FILE: 400_000_000,
    VILLAGES_FILE: 100_000_000,
}
"""Bytes of each at most."""

_TABLES = ("municipalities", "localities", "streets", "houses", "pois")


def list_gazetteers(_: words.ListGazetteersRequest) -> words.ListGazetteersResponse:
    """Every gazetteer in use and every set of own rows."""
    stored = database()
    imported = {info.region_code: info for info in RegionStore(stored).all()}
    found = {code: _shipped(code) for code in (CHINA_CODE, *shipped_regions())}
    both = sorted({**found, **imported}.items())
    return words.ListGazetteersResponse(
        gazetteers=tuple(info for _, info in both), row_sets=tuple(OwnRowStore(stored).all())
    )


def import_gazetteer(spec: words.GazetteerSpec, folder: Path) -> words.ImportGazetteerResponse:
    """Reads or builds a gazetteer from the files in `folder` and stores it."""
    code = spec.region_code.upper()
    given = {name for name in FILE_MAX if (folder / name).exists()}
    if code == CHINA_CODE and given == {VILLAGES_FILE}:
        return _import_villages(spec, folder / VILLAGES_FILE)
    if code == CHINA_CODE:
        raise _refused(
            "spec.region_code",
            "is China, whose gazetteer ships with the service",
            "import villages only, and put rows of your own on top with PutGazetteerRows",
        )
    if given not in ({EXTRACT}, {REGION_FILE, ZONES_FILE}):
        raise _refused(
            "content",
            f"holds {', '.join(sorted(given)) or 'no file'}",
            "send an extract, or both files that `fulfillment gazetteer build` writes",
        )
    left_out: dict[str, int] = {}
    if EXTRACT in given:
        with tempfile.TemporaryDirectory(dir=folder) as built:
            # The reader tells the kind of an extract by the ending of its name.
            named = folder / f"extract.{_ending(folder / EXTRACT)}"
            (folder / EXTRACT).rename(named)
            try:
                left_out = build_region(named, code, Path(built)).left_out
            except AddressError as error:
                raise _refused(EXTRACT, str(error), "give a whole .osm.pbf") from None
            region_file = (Path(built) / f"{code.lower()}.json.gz").read_bytes()
            zones = (Path(built) / f"{code.lower()}.zones.geojson").read_bytes()
    else:
        region_file = (folder / REGION_FILE).read_bytes()
        zones = (folder / ZONES_FILE).read_bytes()
    region = _checked(code, region_file, zones)
    info = GazetteerInfo(
        region_code=code,
        name=region.name,
        origin=GazetteerOrigin.IMPORTED,
        tables=_tables(region),
        attribution=region.attribution,
        licence=region.licence,
        snapshot=region.snapshot,
        update_time_s=int(time.time()),
    )
    if not spec.validate_only:
        info = RegionStore(database()).put(info, region_file, zones)
    counts = tuple(TableCount(table=why, rows=count) for why, count in sorted(left_out.items()))
    return words.ImportGazetteerResponse(gazetteer=info, left_out=counts)


def _import_villages(spec: words.GazetteerSpec, path: Path) -> words.ImportGazetteerResponse:
    try:
        villages = list(parse_villages(path.read_bytes()))
    except GazetteerFileError as error:
        raise _refused(VILLAGES_FILE, str(error), "give lines of code and name") from None
    if not villages:
        raise _refused(VILLAGES_FILE, "holds no village", "give lines of code and name")
    china = _china()
    count = TableCount(table="villages", rows=len(villages))
    info = china.model_copy(
        update={
            "origin": GazetteerOrigin.IMPORTED,
            "tables": (*china.tables, count),
            "update_time_s": int(time.time()),
        }
    )
    if not spec.validate_only:
        info = RegionStore(database()).put_villages(info, villages)
    return words.ImportGazetteerResponse(gazetteer=info)


def remove_gazetteer(request: words.RemoveGazetteerRequest) -> words.RemoveGazetteerResponse:
    """Deletes a gazetteer that was imported."""
    RegionStore(database()).delete(request.region_code.upper())
    return words.RemoveGazetteerResponse()


def put_rows(request: words.PutGazetteerRowsRequest) -> words.GazetteerRowSet | None:
    """Stores a set of own rows; None when only validated."""
    code, store = request.region_code.upper(), OwnRowStore(database())
    before = store.rows_of(code, without=request.set_id)
    _check_rows(code, before, request.rows, range(len(request.rows)))
    if request.validate_only:
        return None
    return store.put(request.set_id, code, request.rows, int(time.time()))


def patch_rows(request: words.PatchGazetteerRowsRequest) -> words.GazetteerRowSet | None:
    """Changes single rows of a set; None when only validated."""
    store = OwnRowStore(database())
    known, rows = store.find(request.set_id)
    there = {row.id for row in rows}
    missing = [
        say(f"removed_ids[{position}]", one, "is in no row of the set", "list the rows first")
        for position, one in enumerate(request.removed_ids)
        if one not in there
    ]
    if missing:
        raise InvalidRequestError(missing)
    removed = set(request.removed_ids)
    new = {row.id: (position, row) for position, row in enumerate(request.rows)}
    # A changed row keeps its place; new ones stand at the end.
    kept = [new.pop(row.id, (-1, row)) for row in rows if row.id not in removed]
    whole = [*kept, *new.values()]
    if not whole:
        raise InvalidRequestError(
            [say("removed_ids", "", "leaves no row", "use RemoveGazetteerRows")]
        )
    if len(whole) > words.OWN_ROWS_MAX:
        most = f"{words.OWN_ROWS_MAX:,}"
        raise InvalidRequestError(
            [say("rows", "", f"make the set larger than {most} rows", "begin another set")]
        )
    made = [row for _, row in whole]
    before = store.rows_of(known.region_code, without=request.set_id)
    _check_rows(known.region_code, before, made, [position for position, _ in whole])
    if request.validate_only:
        return None
    return store.put(request.set_id, known.region_code, made, int(time.time()))


def get_rows(request: words.GetGazetteerRowsRequest) -> words.GetGazetteerRowsResponse:
    """A set with its rows."""
    known, rows = OwnRowStore(database()).find(request.set_id)
    return words.GetGazetteerRowsResponse(set=known, rows=tuple(rows))


def remove_rows(request: words.RemoveGazetteerRowsRequest) -> words.RemoveGazetteerRowsResponse:
    """Deletes a set."""
    OwnRowStore(database()).delete(request.set_id)
    return words.RemoveGazetteerRowsResponse()


# ---- rows ----------------------------------------------------------------------------------------


def _check_rows(
    code: str,
    before: Sequence[GazetteerRow],
    rows: Sequence[GazetteerRow],
    positions: Sequence[int],
) -> None:
    """Raises with every row that does not fit its country with the rows of other sets before it."""
    faults = list(_row_faults(code, before, rows, positions))
    if faults:
        raise InvalidRequestError(faults)


def _row_faults(
    code: str,
    before: Sequence[GazetteerRow],
    rows: Sequence[GazetteerRow],
    positions: Sequence[int],
) -> Iterator[Violation]:
    yield from _violations(shape_faults(rows), positions)
    country = recognizer().countries.country(code)
    if country is None:
        for position, row in zip(positions, rows, strict=True):
            if row.kind is not words.GazetteerRowKind.ALIAS:
                yield say(
                    f"rows[{position}].kind",
                    row.kind.value,
                    f"needs a gazetteer, and there is none of {code}",
                    "import one first, or give aliases only",
                )
        return
    own = [
        RowFault(one.position - len(before), one.field, one.value, one.problem, one.remedy)
        for one in country.faults([*before, *rows])
        if one.position >= len(before)
    ]
    yield from _violations(own, positions)


def _violations(faults: Iterable[RowFault], positions: Sequence[int]) -> Iterator[Violation]:
    for one in faults:
        at = positions[one.position]
        path = f"rows[{at}].{one.field}" if at >= 0 else "removed_ids"
        yield say(path, one.value, one.problem, one.remedy)


# ---- gazetteers ----------------------------------------------------------------------------------


def _checked(code: str, region_file: bytes, zones: bytes) -> Region:
    """The region, proved to be read from and looked up in."""
    try:
        region = parse_region(region_file)
    except GazetteerFileError as error:
        raise _refused(REGION_FILE, str(error), "build it again") from None
    if region.region_code != code:
        raise _refused(
            "spec.region_code",
            f"is {code}, the file is of {region.region_code}",
            "name the country of the file",
        )
    try:
        ReverseGeocoder(region, zones)
    except GazetteerFileError as error:
        raise _refused(ZONES_FILE, str(error), "build it again") from None
    RegionRecognizer(region)
    return region


def _shipped(code: str) -> GazetteerInfo:
    if code == CHINA_CODE:
        return _china()
    region = load_region(code)
    return GazetteerInfo(
        region_code=code,
        name=region.name,
        origin=GazetteerOrigin.SHIPPED,
        tables=_tables(region),
        attribution=region.attribution,
        licence=region.licence,
        snapshot=region.snapshot,
    )


def _china() -> GazetteerInfo:
    country = recognizer().countries.country(CHINA_CODE)
    reader = getattr(country, "reader", None)
    counts: tuple[TableCount, ...] = ()
    if isinstance(reader, ChinaRecognizer):
        levels = reader.gazetteer.level
        names = ("provinces", "cities", "counties", "townships")
        counts = tuple(
            TableCount(table=name, rows=levels.count(level)) for level, name in enumerate(names)
        )
    return GazetteerInfo(
        region_code=CHINA_CODE,
        name="中国",
        origin=GazetteerOrigin.SHIPPED,
        tables=counts,
        attribution="see NOTICE",
        snapshot="2023, county changes of 2024",
    )


def _tables(region: Region) -> tuple[TableCount, ...]:
    return tuple(TableCount(table=name, rows=len(getattr(region, name))) for name in _TABLES)


def _ending(path: Path) -> str:
    """What kind of extract the bytes are: XML for those who write maps by hand, else PBF."""
    with path.open("rb") as file:
        return "osm" if file.read(64).lstrip().startswith(b"<") else "osm.pbf"


def _refused(field: str, problem: str, remedy: str) -> InvalidRequestError:
    return InvalidRequestError([say(field, "", problem, remedy)])
