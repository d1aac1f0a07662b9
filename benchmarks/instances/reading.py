"""From a path to an instance: which format it is, and the reader for it.

Formats are told apart by their content, never by their file name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.instances import (
    cordeau,
    golden_taillard,
    lilim,
    martello_pisinger_vigo,
    order_folder,
    sartori_buriol,
    solomon,
    thpack,
    vrplib,
)
from benchmarks.instances.conventions import CONVENTIONS, Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.packing_instance import OrderFolder, PackingInstance
from benchmarks.instances.routing_instance import RoutingInstance

Instance = RoutingInstance | PackingInstance | OrderFolder

FORMATS = (
    "Solomon, VRPLIB (with PyVRP's fields), Li-Lim, Cordeau MDVRP, Sartori-Buriol, "
    "Golden-Taillard, "
    "OR-Library thpack, Martello-Pisinger-Vigo, a captured request, "
    "a folder with items.csv and boxes.csv"
)


@dataclass(frozen=True)
class RawInstance:
    """A file (or the tables of a folder) in memory, not yet read."""

    path: Path
    texts: dict[str, str]

    @property
    def text(self) -> str:
        """The only text, of a plain file."""
        return self.texts[""]


def load(path: Path) -> RawInstance:
    """Reads the bytes; raises InstanceError when there is nothing to read."""
    if path.is_dir():
        missing = [name for name in order_folder.FILES if not (path / name).is_file()]
        if missing:
            raise InstanceError(str(path), f"is a folder without {' and '.join(missing)}")
        return RawInstance(path, {name: _read(path / name) for name in order_folder.FILES})
    return RawInstance(path, {"": _read(path)})


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InstanceError(str(path), "is not a text file") from error
    except OSError as error:
        raise InstanceError(str(path), error.strerror or "cannot be read") from error


def parse(raw: RawInstance, *, problem: int | None = None, convention: str = "") -> Instance:
    """The instance in `raw`; raises InstanceError.

    `problem` names one of several problems in a thpack file. `convention` overrides the routing
    convention that `bks.csv` beside the file states.
    """
    if convention and convention not in CONVENTIONS:
        raise InstanceError(
            str(raw.path), f"unknown convention {convention!r}; known: {', '.join(CONVENTIONS)}"
        )
    if "" not in raw.texts:
        return order_folder.parse(raw.path, raw.texts)
    wanted = CONVENTIONS[convention] if convention else None
    if not raw.text.strip():
        raise InstanceError(str(raw.path), "is empty")
    if problem is not None and not thpack.recognizes(raw.text):
        raise InstanceError(str(raw.path), "holds one problem; --problem is for thpack files")
    instance = _parse_text(raw.path, raw.text, problem, wanted)
    if isinstance(instance, RoutingInstance):
        _refuse_strange_numbers(raw.path, instance)
    return instance


def _parse_text(
    path: Path, text: str, problem: int | None, wanted: Convention | None
) -> RoutingInstance | PackingInstance:
    if '"fulfillment-capture/' in text[:200]:
        # The messages of the API are loaded only for a captured request.
        from benchmarks.captured_instance import parse_capture  # noqa: PLC0415

        return parse_capture(str(path), text)
    for recognizes, read in (
        (golden_taillard.recognizes, golden_taillard.parse),
        (sartori_buriol.recognizes, sartori_buriol.parse),
        (vrplib.recognizes, vrplib.parse),
        (solomon.recognizes, solomon.parse),
    ):
        if recognizes(text):
            return read(path, text, wanted)
    if thpack.recognizes(text):
        return thpack.parse(path, text, problem)
    heads = [line.split() for line in text.splitlines() if line.strip()][:2]
    widths = [len(words) for words in heads]
    if all(_is_number(word) for words in heads for word in words):
        if widths[0] == 4 and widths[1:] == [2]:
            return cordeau.parse(path, text, wanted)
        if widths[0] == 4 and widths[1:] == [3]:
            return martello_pisinger_vigo.parse(path, text)
        if widths[0] in (2, 3) and widths[1:] == [9]:
            return lilim.parse(path, text, wanted)
    raise InstanceError(str(path), f"is in no format that is read here: {FORMATS}")


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _refuse_strange_numbers(path: Path, instance: RoutingInstance) -> None:
    """What no reader of a format checks by itself."""
    where = str(path)
    if not instance.customers:
        raise InstanceError(where, "has no customers")
    for node in instance.nodes:
        if node.due < node.ready:
            raise InstanceError(where, f"customer {node.number}: window ends before it begins")
        if node.service < 0 or node.ready < 0:
            raise InstanceError(where, f"customer {node.number}: negative time")
        if not instance.pairs and node.demand < 0:
            raise InstanceError(where, f"customer {node.number}: negative demand")
        if node.demand != int(node.demand):
            raise InstanceError(where, f"customer {node.number}: demand is not a whole number")
    if instance.matrix is not None and (instance.matrix < 0).any():
        raise InstanceError(where, "has negative distances")
