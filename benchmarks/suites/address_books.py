"""In the book or not: doors of a book written another way, and their nearest neighbours.

A door counts as right when its own entry is named and no other; a neighbour, when the answer is
"not in the book". The other matcher compares texts alone (by rapidfuzz, without the person), within
the right district, with the threshold that suits it best on these very doors: more than a user
could give it.
"""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from rapidfuzz import fuzz, process

from address import Recognizer
from address.book_match import BookVerdict
from address.books import Book
from benchmarks.address_doors import Door, doors, neighbour, written
from benchmarks.peers.own import NAME
from benchmarks.records import Record

SITES, EACH = 400, 6
RAPIDFUZZ = "rapidfuzz alone"
_PERSON = re.compile(r"[李张][娜伟]|1\d{10}|\s")


@dataclass(frozen=True)
class Question:
    """A door as somebody writes it; `entry` is its row in the book, None where it has none."""

    text: str
    door: Door
    entry: int | None


@dataclass(frozen=True)
class Shelf:
    """A book as texts, whose row k is the door k, and what it is asked."""

    rows: tuple[str, ...]
    doors: tuple[Door, ...]
    questions: tuple[Question, ...]


def draw(seed: int, sites: int = SITES) -> Shelf:
    """A book of two thirds of the doors, asked for each of them and for one beside it."""
    rng = random.Random(seed)
    stock = doors(rng, sites, EACH)
    kept = stock[: len(stock) * 2 // 3]
    rows = tuple(written(rng, door) for door in kept)
    inside, questions = set(kept), []
    for number, door in enumerate(kept):
        questions.append(Question(written(rng, door), door, number))
        other = neighbour(rng, door)
        if other not in inside:
            questions.append(Question(written(rng, other), other, None))
    return Shelf(rows, tuple(kept), tuple(questions))


def run(seed: int, sites: int = SITES) -> Iterator[Record]:
    """The project's matcher and the comparison of texts on one book."""
    shelf = draw(seed, sites)
    yield _own(shelf)
    yield _rapidfuzz(shelf)


def _record(engine: str, engine_version: str, shelf: Shelf, **counts: object) -> Record:
    inside = sum(question.entry is not None for question in shelf.questions)
    return {
        "record": "address_book",
        "engine": engine,
        "version": engine_version,
        "entries": len(shelf.rows),
        "n": len(shelf.questions),
        "inside": inside,
        "outside": len(shelf.questions) - inside,
        **counts,
    }


def _own(shelf: Shelf) -> Record:
    recognizer = Recognizer.load(regions=("CN",))
    book = Book.of(
        (str(number), recognizer.recognize(text, "CN"), text)
        for number, text in enumerate(shelf.rows)
    )
    inside_right = outside_right = false_in = unsure = first = 0
    started = time.perf_counter()
    for question in shelf.questions:
        found = book.match(recognizer.recognize(question.text, "CN"), question.text)
        named = found.entries[0].entry_id if found.entries else ""
        certain = found.verdict is BookVerdict.IN_BOOK
        unsure += found.verdict in (BookVerdict.UNSURE, BookVerdict.WITHIN_ENTRY)
        if question.entry is None:
            outside_right += found.verdict is BookVerdict.NOT_IN_BOOK
            false_in += certain
        else:
            first += named == str(question.entry)
            inside_right += certain and named == str(question.entry)
            false_in += certain and named != str(question.entry)
    seconds = time.perf_counter() - started
    return _record(
        NAME,
        version("fulfillment-optimizer"),
        shelf,
        right=inside_right + outside_right,
        inside_right=inside_right,
        outside_right=outside_right,
        false_in=false_in,
        unsure=unsure,
        first=first,
        per_second=len(shelf.questions) / seconds,
    )


def _rapidfuzz(shelf: Shelf) -> Record:
    by_district: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, door in enumerate(shelf.doors):
        by_district[door.area].append(number)
    bare = [_bare(text) for text in shelf.rows]
    started = time.perf_counter()
    answers = []
    for question in shelf.questions:
        rows = by_district[question.door.area]
        best = process.extractOne(
            _bare(question.text), [bare[row] for row in rows], scorer=fuzz.ratio
        )
        answers.append((best[1], rows[best[2]]) if best else (0.0, -1))
    seconds = time.perf_counter() - started
    pairs = list(zip(shelf.questions, answers, strict=True))

    def counts(threshold: float) -> tuple[int, int, int]:
        inside = sum(score >= threshold and row == q.entry for q, (score, row) in pairs)
        outside = sum(score < threshold and q.entry is None for q, (score, _) in pairs)
        false_in = sum(score >= threshold and row != q.entry for q, (score, row) in pairs)
        return inside, outside, false_in

    told = max((counts(threshold) for threshold in range(50, 102)), key=lambda one: one[0] + one[1])
    return _record(
        RAPIDFUZZ,
        version("rapidfuzz"),
        shelf,
        right=told[0] + told[1],
        inside_right=told[0],
        outside_right=told[1],
        false_in=told[2],
        unsure=0,
        first=sum(row == q.entry for q, (_, row) in pairs if q.entry is not None),
        per_second=len(pairs) / seconds,
    )


_FULL = str.maketrans("０１２３４５６７８９", "0123456789")


def _bare(text: str) -> str:
    return _PERSON.sub("", text.translate(_FULL))
