"""Lines to text and back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from service.render.polyline import decode_lines, encode_lines

point = st.tuples(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(point, min_size=1, max_size=20), max_size=6))
def test_lines_come_back(lines):
    degrees = [[(lat / 1e5, lon / 1e5) for lat, lon in line] for line in lines]
    text = encode_lines(degrees)
    assert decode_lines(text) == degrees
    assert not set(text) & set("<>&\"'")


def test_the_example_of_the_format():
    text = encode_lines([[(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]])
    assert text == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
