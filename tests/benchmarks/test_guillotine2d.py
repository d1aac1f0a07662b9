"""The reader of guillotine problems, and the published box heuristic on orders done by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.instances.fault import InstanceError
from benchmarks.instances.guillotine2d import PieceRow, read_instance, read_panel
from benchmarks.right_sized import draw_orders, lwsc, surface


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_each_family_has_its_own_columns(tmp_path: Path) -> None:
    _write(tmp_path, "alvarez2002/ATP30", "90 50\n1\n30 20 4\n")
    _write(tmp_path, "alvarez2002/ATP40", "90 50\n1\n30 20 700 4\n")
    _write(tmp_path, "cui2008/1", "1\n90 50\n30 20 4 0 700\n")
    found = read_instance(tmp_path, "alvarez2002/ATP30")
    assert (found.width, found.height) == (90, 50)
    assert found.pieces == (PieceRow(30, 20, 4, 600),)
    assert read_instance(tmp_path, "alvarez2002/ATP40").pieces == (PieceRow(30, 20, 4, 700),)
    assert read_instance(tmp_path, "cui2008/1").pieces == (PieceRow(30, 20, 4, 700),)


def test_collections_give_heights_before_widths(tmp_path: Path) -> None:
    head = "1 PROBLEM CLASS\n{n} N. OF ITEMS\n{i} {i} RELATIVE AND ABSOLUTE\n10 12 HBIN,WBIN\n"
    first = head.format(n=2, i=1) + "9 5 H(I),W(I)\n2 4\n"
    second = head.format(n=1, i=2) + "7 3 H(I),W(I)\n"
    _write(tmp_path, "berkey1987/Class_01.2bp", first + "\n" + second)
    found = read_instance(tmp_path, "berkey1987/Class_01.2bp_1_2")
    assert (found.width, found.height) == (12, 10)
    assert found.pieces == (PieceRow(3, 7, 1, 21),)
    with pytest.raises(InstanceError):
        read_instance(tmp_path, "berkey1987/Class_01.2bp_9_9")


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "cui2008/1", "2\n90 50\n30 20 4 0 700\n")
    for name in ("cui2008/1", "cui2008/2", "unheard/of"):
        with pytest.raises(InstanceError):
            read_instance(tmp_path, name)
    _write(tmp_path, "panel.csv", "instance,problem\na,b\n")
    with pytest.raises(InstanceError):
        read_panel(tmp_path / "panel.csv")


def test_the_heuristic_puts_two_cubes_side_by_side() -> None:
    assert surface(lwsc([(4, 4, 4), (4, 4, 4)])) == surface((8, 4, 4))
    assert lwsc([(7, 3, 2)]) == (7, 3, 2)


def test_orders_are_drawn_the_same_from_the_same_seed() -> None:
    orders = draw_orders(3, 8, 7)
    assert orders == draw_orders(3, 8, 7)
    assert all(2 <= side <= 12 for order in orders for item in order for side in item)
    assert [len(order) for order in orders] == [8, 8, 8]
