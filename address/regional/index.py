"""Names of a region under their keys, and the few that a misspelt one may mean.

Exact keys are one dictionary look-up. A misspelt name asks for the names that share its rarer
trigrams; only those, some tens, are compared letter by letter (optimal string alignment: a swap of
neighbours is one mistake). Nothing ever compares with the whole gazetteer.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

_RAREST = 9
_COMPARED = 60


def slips_allowed(key: str) -> int:
    """Mistakes forgiven in a name of this length."""
    length = len(key)
    if length < 4:
        return 0
    return 1 if length < 8 else 2 if length < 14 else 3


class NameIndex:
    """Maps keys to the numbers of their owners; one key may have many, one owner many keys."""

    def __init__(self, named: Iterable[tuple[str, int]]) -> None:
        owners: dict[str, list[int]] = defaultdict(list)
        for key, owner in named:
            if key and owner not in owners[key]:
                owners[key].append(owner)
        self._owners = {key: tuple(numbers) for key, numbers in owners.items()}
        self._keys = list(self._owners)
        postings: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self._keys):
            for gram in _trigrams(key):
                postings[gram].append(number)
        self._postings = dict(postings)

    def exact(self, key: str) -> tuple[int, ...]:
        """Owners of exactly this key."""
        return self._owners.get(key, ())

    def like(self, key: str, slips: int | None = None) -> list[tuple[int, str, tuple[int, ...]]]:
        """Keys within `slips` mistakes of `key` with their owners, nearest first."""
        slips = slips_allowed(key) if slips is None else slips
        if slips == 0:
            return []
        grams = [gram for gram in _trigrams(key) if gram in self._postings]
        grams.sort(key=lambda gram: (len(self._postings[gram]), gram))
        shared: Counter[int] = Counter()
        for gram in grams[:_RAREST]:
            shared.update(self._postings[gram])
        found = []
        likely = heapq.nsmallest(_COMPARED, shared, key=lambda number: (-shared[number], number))
        for number in likely:
            other = self._keys[number]
            if abs(len(other) - len(key)) <= slips:
                distance = OSA.distance(key, other, score_cutoff=slips)
                if distance <= slips:
                    found.append((distance, other, self._owners[other]))
        found.sort(key=lambda hit: (hit[0], hit[1]))
        return found


def _trigrams(key: str) -> set[str]:
    padded = f"^{key}$"
    grams = {padded[i : i + 3] for i in range(len(padded) - 2)}
    # With a blank, "h*f" survives a mistake that breaks every whole trigram of a short name.
    if len(key) < 8:
        grams |= {f"{padded[i]}*{padded[i + 2]}" for i in range(len(padded) - 2)}
    return grams
