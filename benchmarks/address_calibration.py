"""Fits the confidence of Chinese divisions on drawn messages and shows how well it holds.

    python -m benchmarks.address_calibration

prints, for each level of division, the weights of `address.china.verdict.Calibration` fitted on one
seed, and on another seed the calibration error (mean over ten bins of equal count) and the Brier
score. The fit is a logistic regression by Newton's method with a small ridge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from address.china.divisions import DivisionReader
from address.china.gazetteer import FIELDS, Gazetteer
from address.china.normalise import normalise, tighten
from address.china.verdict import CALIBRATION, Calibration, features
from benchmarks.address_noise import NoiseMaker

FIT_SEED, CHECK_SEED = 1001, 2002
MESSAGES = 12_000
BINS = 10
RIDGE = 1.0
Floats = NDArray[np.float64]


def examples(
    reader: DivisionReader, seed: int, count: int
) -> list[tuple[list[tuple[float, ...]], list[float]]]:
    """For each level the features of every division read, and 1 where it was the right one."""
    gazetteer = reader.gazetteer
    maker = NoiseMaker(gazetteer, seed)
    found: list[tuple[list[tuple[float, ...]], list[float]]] = [([], []) for _ in FIELDS]
    for number in range(count):
        message = maker.message(("clean", "light", "heavy", "heavy")[number % 4])
        tight = tighten(normalise(message.text))
        reading = reader.read(tight.text, tight.breaks)
        for row in gazetteer.path[reading.row] if reading.row >= 0 else ():
            level = gazetteer.level[row]
            right = message.truth.get(FIELDS[level]) == gazetteer.name[row]
            found[level][0].append(features(gazetteer, reading, row))
            found[level][1].append(float(right))
    return found


def fit(values: Floats, right: Floats) -> Floats:
    """Weights of the logistic regression of `right` on `values` (the first column is 1)."""
    weights = np.zeros(values.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-values @ weights))
        spread = chance * (1 - chance) + 1e-9
        curve = (values * spread[:, None]).T @ values + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, values.T @ (right - chance) - RIDGE * weights)
    return weights


def calibration_error(chance: Floats, right: Floats) -> float:
    """Mean distance of confidence and share of right answers over bins of equal count."""
    order = np.argsort(chance, kind="stable")
    gaps = [abs(chance[part].mean() - right[part].mean()) for part in np.array_split(order, BINS)]
    return float(np.mean(gaps))


@dataclass(frozen=True, slots=True)
class Held:
    """How well the confidences that ship hold for one level of division."""

    level: str
    count: int
    right: float
    calibration_error: float
    brier: float


def held(reader: DivisionReader, seed: int = CHECK_SEED, count: int = MESSAGES) -> list[Held]:
    """The confidences as they ship, on drawn messages, for each level."""
    found = []
    for level, (rows, outcomes) in enumerate(examples(reader, seed, count)):
        values, right = np.array(rows), np.array(outcomes)
        chance = 1 / (1 + np.exp(-values @ np.array(CALIBRATION[level])))
        brier = float(((chance - right) ** 2).mean())
        error = calibration_error(chance, right)
        found.append(Held(FIELDS[level], len(right), float(right.mean()), error, brier))
    return found


def main(seeds: Sequence[int] = (FIT_SEED, CHECK_SEED)) -> None:
    """Fits on the first seed, checks on the second, prints both."""
    reader = DivisionReader(Gazetteer.load())
    fitting, checking = (examples(reader, seed, MESSAGES) for seed in seeds)
    for level, name in enumerate(FIELDS):
        weights = fit(np.array(fitting[level][0]), np.array(fitting[level][1]))
        values, right = np.array(checking[level][0]), np.array(checking[level][1])
        chance = 1 / (1 + np.exp(-values @ weights))
        brier = float(((chance - right) ** 2).mean())
        print(
            f"{name}: right {right.mean():.4f}, calibration error "
            f"{calibration_error(chance, right):.4f}, Brier {brier:.4f}"
        )
        print("   ", Calibration(*(round(float(weight), 2) for weight in weights)))


if __name__ == "__main__":
    main()
