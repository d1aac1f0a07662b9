"""Compiled kernels are kept by what they are made of."""

from pathlib import Path

import pytest

from optimizer import kernel_cache
from optimizer.kernel_cache import KernelLocator, digest_of
from optimizer.packing.kernels import chance, spaces


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three modules: `top` calls `middle`, `middle` calls `deep`; `apart` calls nobody."""
    room = tmp_path / "optimizer" / "room"
    room.mkdir(parents=True)
    (room / "top.py").write_text("from optimizer.room.middle import go\n")
    (room / "middle.py").write_text("import numpy\nfrom optimizer.room import deep\n")
    (room / "deep.py").write_text("import optimizer.room.middle\nVALUE = 1\n")
    (room / "apart.py").write_text("VALUE = 1\n")
    monkeypatch.setattr(kernel_cache, "PACKAGE", tmp_path / "optimizer")
    return room


def _digests(room: Path) -> dict[str, str]:
    digest_of.cache_clear()
    kernel_cache._imported.cache_clear()
    return {path.stem: digest_of(path) for path in room.glob("*.py")}


def test_a_change_reaches_those_who_import_it_and_nobody_else(package: Path) -> None:
    before = _digests(package)
    (package / "deep.py").write_text("import optimizer.room.middle\nVALUE = 2\n")
    after = _digests(package)
    assert {name for name in before if before[name] != after[name]} == {"top", "middle", "deep"}


def test_a_change_at_the_top_leaves_what_it_calls(package: Path) -> None:
    before = _digests(package)
    (package / "top.py").write_text("from optimizer.room.middle import go\ngo()\n")
    after = _digests(package)
    assert {name for name in before if before[name] != after[name]} == {"top"}


def test_the_same_sources_elsewhere_share_their_kernels(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _digests(package)
    other = tmp_path / "elsewhere" / "optimizer"
    package.parent.rename(tmp_path / "moved")
    other.parent.mkdir()
    (tmp_path / "moved").rename(other)
    monkeypatch.setattr(kernel_cache, "PACKAGE", other)
    assert _digests(other / "room") == before


def test_kernels_are_kept_by_module_and_functions_of_others_are_not() -> None:
    digest_of.cache_clear()
    locator = KernelLocator.from_function(spaces.carve.py_func, spaces.__file__)
    assert locator is not None
    assert Path(locator.get_cache_path()).name.startswith("packing.kernels.spaces-")
    assert locator.get_source_stamp() != digest_of(Path(chance.__file__))
    assert KernelLocator.from_function(_digests, __file__) is None
