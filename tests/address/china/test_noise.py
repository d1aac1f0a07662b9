"""Drawn messages: the same for the same seed, and read as well as the room promises."""

from __future__ import annotations

import pytest

from address.china import ChinaRecognizer
from address.model import Verdict
from benchmarks.address_noise import STRENGTHS, NoiseMaker, NoisyMessage

LEVELS = ("province", "city", "district")
COUNT = 300


def divisions_right(china: ChinaRecognizer, message: NoisyMessage) -> tuple[bool, bool]:
    """Whether province, city and district are right, and whether the answer was accepted."""
    answer = china.recognize(message.text)
    parts = {level: getattr(answer.address, level) for level in LEVELS}
    right = all(
        (part.value if part is not None else "") == message.truth.get(level, "")
        for level, part in parts.items()
    )
    return right, answer.verdict is Verdict.ACCEPT


def test_the_same_seed_draws_the_same_messages(china: ChinaRecognizer) -> None:
    for strength in STRENGTHS:
        one = list(NoiseMaker(china.gazetteer, 7).messages(strength, 20))
        two = list(NoiseMaker(china.gazetteer, 7).messages(strength, 20))
        assert one == two


@pytest.mark.parametrize(
    ("strength", "right_from", "accepted_from"),
    [("clean", 1.0, 0.98), ("light", 0.99, 0.95), ("heavy", 0.93, 0.75)],
)
def test_drawn_messages_are_read(
    china: ChinaRecognizer, strength: str, right_from: float, accepted_from: float
) -> None:
    maker = NoiseMaker(china.gazetteer, 41)
    results = [divisions_right(china, message) for message in maker.messages(strength, COUNT)]
    assert sum(right for right, _ in results) >= right_from * COUNT
    assert sum(accepted for _, accepted in results) >= accepted_from * COUNT
    assert sum(accepted and not right for right, accepted in results) <= 1


def test_drawn_latin_messages_are_read(china: ChinaRecognizer) -> None:
    maker = NoiseMaker(china.gazetteer, 42)
    results = [divisions_right(china, maker.latin_message()) for _ in range(COUNT)]
    assert sum(right for right, _ in results) >= 0.97 * COUNT


def test_people_and_telephones_of_drawn_messages(china: ChinaRecognizer) -> None:
    maker = NoiseMaker(china.gazetteer, 43)
    right = 0
    for message in maker.messages("heavy", COUNT):
        address = china.recognize(message.text).address
        recipient = address.recipient.value if address.recipient else ""
        phones = [phone.value for phone in address.phones]
        right += recipient == message.truth["name"] and phones == [message.truth["phone"]]
    assert right >= 0.97 * COUNT
