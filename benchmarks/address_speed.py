"""How quick the reader of Chinese messages is, on one core, and what starting it costs.

    python -m benchmarks.address_speed

Seconds are CPU seconds of the process, so that a busy machine changes them less than wall seconds;
each figure is the best of several rounds over the same drawn messages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass

from address.china import ChinaRecognizer
from benchmarks.address_noise import STRENGTHS, NoiseMaker

ROUNDS = 5
# The peak of this process's own memory map: ru_maxrss would be that of the process that started it,
# where that one was larger.
_START = """
import json, time
from pathlib import Path
before = time.process_time()
from address.china import ChinaRecognizer
reader = ChinaRecognizer.load()
reader.recognize("浙江省杭州市余杭区文一西路969号")
taken = time.process_time() - before
status = Path("/proc/self/status").read_text()
peak_kb = int(status.partition("VmHWM:")[2].split()[0])
print(json.dumps([taken, peak_kb / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Start:
    """CPU seconds from the import to the first answer, and the most memory held by then."""

    seconds: float
    memory_mb: float


def start() -> Start:
    """Starts a reader in a process of its own."""
    told = subprocess.run([sys.executable, "-c", _START], check=True, capture_output=True)
    seconds, memory_mb = json.loads(told.stdout)
    return Start(seconds, memory_mb)


def messages_per_second(
    reader: ChinaRecognizer, strength: str, count: int = 1000, seed: int = 77
) -> float:
    """Messages of one strength read in a CPU second."""
    maker = NoiseMaker(reader.gazetteer, seed)
    texts = [message.text for message in maker.messages(strength, count)]
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        for text in texts:
            reader.recognize(text)
        best = min(best, time.process_time() - before)
    return count / best


def main() -> None:
    """Prints start, memory and speed at every strength."""
    begun = start()
    print(f"start {begun.seconds:.2f} CPU s, {begun.memory_mb:.0f} MB")
    reader = ChinaRecognizer.load()
    for strength in STRENGTHS:
        print(f"{strength}: {messages_per_second(reader, strength):.0f} messages per CPU second")


if __name__ == "__main__":
    main()
