"""A carton suite as a page: how the saving grows with the number of sizes, and the sizes."""

from __future__ import annotations

from collections.abc import Sequence

from fulfillment.v1 import cutting_pb2 as pb

from service.render.page import escape, page

_LENGTH, _HEIGHT, _LEFT, _FOOT, _TOP = 640, 320, 60, 40, 20


def suite_page(plan: pb.SuitePlan) -> str:
    """The page of a plan; without present cartons, shares of the score of the smallest suite."""
    suites = [*plan.smaller_suites, plan.suite]
    compared = plan.HasField("present") and plan.present.score > 0
    base = plan.present.score if compared else suites[0].score
    points = [(len(suite.sizes), 1 - suite.score / base if base else 0.0) for suite in suites]
    against = "today's cartons" if compared else "the smallest suite"
    body = [
        "<h1>Carton sizes</h1>",
        f"<p>{len(plan.suite.sizes)} sizes carry {plan.suite.parcel_count:,} parcels, "
        f"{points[-1][1]:.1%} below {escape(against)}; {plan.suite.unserved_order_count:,} orders "
        "fit no size.</p>",
        _plot(points, f"Saving against {against}"),
        _table(plan.suite),
    ]
    if plan.HasField("present"):
        body += ["<h2>Cartons of today</h2>", _table(plan.present)]
    return page(title="Carton sizes", body="\n".join(body), styles=("timetable.css",))


def _plot(points: Sequence[tuple[int, float]], title: str) -> str:
    """The saving by number of sizes; the axis starts at nothing or at the least saving below it."""
    most = max(number for number, _ in points)
    low = min(0.0, *(share for _, share in points))
    high = max(0.01, *(share for _, share in points))

    def x(number: int) -> float:
        return _LEFT + (_LENGTH - _LEFT - 20) * (number - 1) / max(1, most - 1)

    def y(share: float) -> float:
        return _TOP + (_HEIGHT - _FOOT - _TOP) * (high - share) / (high - low)

    marks = []
    for step in range(5):
        share = low + (high - low) * step / 4
        marks.append(
            f'<line x1="{_LEFT}" y1="{y(share):.1f}" x2="{_LENGTH - 20}" y2="{y(share):.1f}" '
            'stroke="#ccc"/>'
            f'<text x="{_LEFT - 6}" y="{y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
        )
    for number, share in points:
        marks.append(
            f'<circle cx="{x(number):.1f}" cy="{y(share):.1f}" r="4" fill="#1b5fad">'
            f"<title>{number} sizes: {share:.2%}</title></circle>"
            f'<text x="{x(number):.1f}" y="{_HEIGHT - _FOOT + 18}" text-anchor="middle">'
            f"{number}</text>"
        )
    line = " ".join(f"{x(number):.1f},{y(share):.1f}" for number, share in points)
    return (
        f'<svg viewBox="0 0 {_LENGTH} {_HEIGHT}" width="{_LENGTH}" height="{_HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="12" fill="currentColor">'
        f"<title>{escape(title)}</title>"
        f'<polyline points="{line}" fill="none" stroke="#1b5fad" stroke-width="2"/>'
        f"{''.join(marks)}"
        f'<text x="{_LENGTH / 2}" y="{_HEIGHT - 4}" text-anchor="middle">sizes</text></svg>'
    )


def _table(suite: pb.CartonSuite) -> str:
    rows = [
        f"<tr><td>{escape(size.id)}</td><td>{size.inner_size.length_mm} × "
        f"{size.inner_size.width_mm} × {size.inner_size.height_mm}</td>"
        f"<td>{size.parcel_count:,}</td></tr>"
        for size in suite.sizes
    ]
    return (
        "<table><thead><tr><th>Size</th><th>Inner measures, mm</th><th>Parcels</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
        f"<p>{suite.board_mm2 / 1e6:,.1f} m² of board, {suite.air_mm3 / 1e9:,.3f} m³ of air.</p>"
    )
