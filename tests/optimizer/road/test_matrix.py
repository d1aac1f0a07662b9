"""The travel matrix takes what is whole and in range, and says what is not."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.road import NO_WAY, TravelError, TravelMatrix, given_matrix


def test_no_way_in_one_table_is_no_way_in_the_other() -> None:
    matrix = given_matrix(("a", "b"), [7, -1, 5, 0], [[0, 3], [-1, -1]])
    assert matrix.distance_m.tolist() == [[0, NO_WAY], [NO_WAY, 0]]
    assert matrix.duration_s.tolist() == [[0, NO_WAY], [NO_WAY, 0]]


def test_the_callers_cells_are_left_alone() -> None:
    cells = np.array([[9, 1], [1, 9]])
    given_matrix(("a", "b"), cells, cells)
    assert cells.tolist() == [[9, 1], [1, 9]]


def test_cells_are_read_only() -> None:
    matrix = given_matrix(("a",), [0], [0])
    with pytest.raises(ValueError, match="read-only"):
        matrix.distance_m[0, 0] = 1


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        ([0, 1, 2], "4 whole numbers"),
        ([0, -2, 1, 0], "row 0, column 1 is -2"),
        ([0, 1, 2_000_000_000, 0], "row 1, column 0"),
        ([0.0, 1.5, 1.0, 0.0], "whole numbers"),
    ],
)
def test_names_the_wrong_cell(distance: list[float], words: str) -> None:
    with pytest.raises(TravelError, match=words):
        given_matrix(("a", "b"), distance, [0, 1, 1, 0])


def test_names_a_missing_place() -> None:
    matrix = given_matrix(("a", "b"), [0, 1, 1, 0], [0, 1, 1, 0])
    assert matrix.rows(("b", "a")).tolist() == [1, 0]
    with pytest.raises(TravelError, match="'c' is not in the travel matrix"):
        matrix.rows(("a", "c"))


def test_refuses_a_place_that_stands_twice() -> None:
    with pytest.raises(TravelError, match="more than once"):
        given_matrix(("a", "a"), [0, 1, 1, 0], [0, 1, 1, 0])


def test_refuses_tables_of_another_shape() -> None:
    cells = np.zeros((2, 3), np.int64)
    with pytest.raises(TravelError, match="distance_m"):
        TravelMatrix(("a", "b"), cells, cells)
