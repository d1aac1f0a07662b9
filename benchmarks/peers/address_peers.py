"""Readers of Chinese messages from PyPI, each called as its own documentation does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from address.china.gazetteer import DISTRICT, Gazetteer
from benchmarks.peers.address_reading import AddressReading, ReadMessages
from benchmarks.peers.own import NAME

NODE_SCRIPT = Path(__file__).with_name("address_node.cjs")


def timed(read_one: Callable[[str], AddressReading], texts: Sequence[str]) -> ReadMessages:
    """Reads one by one, each timed."""
    readings, latencies = [], []
    for text in texts:
        started = time.perf_counter()
        readings.append(read_one(text))
        latencies.append(time.perf_counter() - started)
    return ReadMessages(tuple(readings), sum(latencies), tuple(latencies))


def _from_row(row: dict[str, object]) -> AddressReading:
    """A row of a pandas table; what is not text is missing."""
    province, city, district, adcode = (
        cell if isinstance(cell := row.get(key), str) else ""
        for key in ("省", "市", "区", "adcode")
    )
    return AddressReading(province, city, district, adcode=adcode)


class _PythonPackage:
    """A package from PyPI with one function."""

    name = ""
    module = ""

    def missing(self) -> str | None:
        """The package, or the part it needs, when it cannot be imported."""
        if find_spec(self.module) is None:
            return self.name
        try:
            import_module(self.module)
        except ImportError as error:
            return f"{self.name} (needs {error.name})"
        return None

    def version(self) -> str:
        """Of the package."""
        return version(self.name)


class Cpca(_PythonPackage):
    """cpca: exact matching of full and short names, fast, no fuzzy reading."""

    name = module = "cpca"

    def read(self, texts: Sequence[str]) -> ReadMessages:
        """All texts in one call, as it is meant to be used."""
        transform = import_module(self.module).transform
        transform(["浙江省杭州市"])
        started = time.perf_counter()
        rows = transform(list(texts)).to_dict("records")
        seconds = time.perf_counter() - started
        return ReadMessages(
            tuple(_from_row(row) for row in rows),
            seconds,
        )


class AddressParser(_PythonPackage):
    """addressparser: the same idea with its own tables."""

    name = module = "addressparser"

    def read(self, texts: Sequence[str]) -> ReadMessages:
        """All texts in one call."""
        transform = import_module(self.module).transform
        transform(["浙江省杭州市"])
        started = time.perf_counter()
        rows = transform(list(texts)).to_dict("records")
        seconds = time.perf_counter() - started
        return ReadMessages(tuple(_from_row(row) for row in rows), seconds)


class JioNlp(_PythonPackage):
    """jionlp: five levels, with completion."""

    name = module = "jionlp"

    def read(self, texts: Sequence[str]) -> ReadMessages:
        """One by one."""
        parse = import_module(self.module).parse_location

        def one(text: str) -> AddressReading:
            found = parse(text, town_village=True) if text.strip() else {}
            return AddressReading(
                found.get("province") or "",
                found.get("city") or "",
                found.get("county") or "",
                found.get("town") or "",
            )

        one("浙江省杭州市余杭区")
        return timed(one, texts)


class RapidFuzzAlone:
    """The nearest county by partial token similarity over all full names: no parsing at all."""

    name = "rapidfuzz alone"

    def missing(self) -> str | None:
        """Never: the product depends on it."""
        return None

    def version(self) -> str:
        """Of the package."""
        return version("rapidfuzz")

    def read(self, texts: Sequence[str]) -> ReadMessages:
        """Each text against every county."""
        gazetteer = Gazetteer.load()
        names, parts = [], []
        for row, level in enumerate(gazetteer.level):
            if level == DISTRICT:
                path = [gazetteer.name[each] for each in gazetteer.path[row]]
                names.append("".join(path))
                parts.append((path[0], path[-2] if len(path) > 2 else "", path[-1]))

        def one(text: str) -> AddressReading:
            best = process.extractOne(text, names, scorer=fuzz.partial_ratio)
            return AddressReading(*parts[best[2]]) if best else AddressReading()

        return timed(one, texts)


class NodePackage:
    """A parser from npm, run by node; `BENCHMARK_NODE` names the folder with node_modules."""

    def __init__(self, name: str) -> None:
        self.name = name

    @staticmethod
    def folder() -> Path:
        """Where node_modules is looked for."""
        return Path(os.environ.get("BENCHMARK_NODE", "."))

    def missing(self) -> str | None:
        """node, or the npm package."""
        if shutil.which("node") is None:
            return "node"
        if not (self.folder() / "node_modules" / self.name).is_dir():
            return f"npm package {self.name} (folder in BENCHMARK_NODE)"
        return None

    def version(self) -> str:
        """Of the npm package."""
        package = self.folder() / "node_modules" / self.name / "package.json"
        return str(json.loads(package.read_text(encoding="utf-8"))["version"])

    def read(self, texts: Sequence[str]) -> ReadMessages:
        """All texts through one process, which times itself."""
        answer = subprocess.run(
            ["node", str(NODE_SCRIPT), self.name],
            input=json.dumps(list(texts)),
            capture_output=True,
            text=True,
            check=True,
            cwd=self.folder(),
            timeout=3600,
        )
        found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
        return ReadMessages(
            tuple(AddressReading(**reading) for reading in found["readings"]), found["seconds"]
        )


class OwnAddress:
    """The project's own recogniser."""

    name = NAME

    def missing(self) -> str | None:
        """Never."""
        return None

    def version(self) -> str:
        """Of this distribution."""
        return version("fulfillment-optimizer")

    def read(self, texts: Sequence[str]) -> ReadMessages:
        """One by one, as the service does."""
        recognizer = import_module("address").Recognizer.load(regions=("CN",))

        def one(text: str) -> AddressReading:
            found = recognizer.recognize(text, "CN")
            address = found.address
            parts = {
                level: part.value if (part := getattr(address, level)) is not None else ""
                for level in ("province", "city", "district", "township")
            }
            codes = [
                part.code
                for level in ("province", "city", "district")
                if (part := getattr(address, level)) is not None and part.code
            ]
            return AddressReading(
                **parts,
                name=address.recipient.value if address.recipient else "",
                phone=address.phones[0].value if address.phones else "",
                adcode=codes[-1][:6] if codes else "",
                verdict=str(found.verdict),
                confidence=found.confidence,
            )

        one("浙江省杭州市余杭区")
        return timed(one, texts)


def address_engines() -> list[Any]:
    """The project's own reader first, then the peers."""
    return [
        OwnAddress(),
        JioNlp(),
        Cpca(),
        AddressParser(),
        NodePackage("zh-address-parse"),
        NodePackage("address-parse"),
        NodePackage("address-smart-parse"),
        RapidFuzzAlone(),
    ]
