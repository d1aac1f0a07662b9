"""The page of a suite: shares against today's cartons, one mark for each number of sizes."""

from __future__ import annotations

from fulfillment.v1 import cutting_pb2 as pb

from service.render.suite_page import suite_page


def _suite(scores: list[int], present: int) -> pb.SuitePlan:
    plan = pb.SuitePlan()
    for count, score in enumerate(scores, 1):
        suite = plan.suite if count == len(scores) else plan.smaller_suites.add()
        suite.score, suite.parcel_count = score, 10
        for number in range(count):
            suite.sizes.add(id=f"K{number + 1}").inner_size.length_mm = 100
    if present:
        plan.present.score = present
        plan.present.sizes.add(id="<old>")
    return plan


def test_the_plot_has_a_mark_for_each_number_of_sizes() -> None:
    text = suite_page(_suite([900, 700, 600], 1_000))
    assert "1 sizes: 10.00%" in text
    assert "3 sizes: 40.00%" in text
    assert "&lt;old&gt;" in text


def test_without_present_cartons_the_smallest_suite_is_the_measure() -> None:
    text = suite_page(_suite([800, 600], 0))
    assert "the smallest suite" in text
    assert "2 sizes: 25.00%" in text
    assert suite_page(_suite([800], 0)).count("<circle") == 1
