"""What only our own reader of Chinese messages tells: speed, memory, start, and its confidences.

Speed is of the whole reading of a message, in CPU seconds of one process; memory and start are
those of a process of its own. Confidences are held against drawn messages of a seed that neither
the fit nor the messages of the suite have used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from address.china import ChinaRecognizer
from address.china.divisions import DivisionReader
from benchmarks.address_calibration import BINS, CHECK_SEED, MESSAGES, held
from benchmarks.address_noise import STRENGTHS
from benchmarks.address_speed import messages_per_second, start
from benchmarks.peers.own import NAME
from benchmarks.records import Record


def run(messages: int = MESSAGES) -> Iterator[Record]:
    """Speed and start as one record, then one for each level of division."""
    begun = start()
    reader = ChinaRecognizer.load()
    yield {
        "record": "address_speed",
        "engine": NAME,
        "start_seconds": begun.seconds,
        "start_memory_mb": begun.memory_mb,
        "per_cpu_second": {
            strength: messages_per_second(reader, strength) for strength in STRENGTHS
        },
    }
    for level in held(DivisionReader(reader.gazetteer), CHECK_SEED, messages):
        yield {"record": "address_confidence", "engine": NAME, "bins": BINS, **asdict(level)}
