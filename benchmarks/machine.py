"""The machine a figure was measured on, and pinning to its cores."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def core_count() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pin(cores: int) -> tuple[int, ...]:
    """Keeps this process on its first `cores` cores, so that all engines run on the same ones.

    Returns their numbers; empty where the system cannot pin.
    """
    if not hasattr(os, "sched_setaffinity"):
        return ()
    chosen = tuple(sorted(os.sched_getaffinity(0))[:cores])
    os.sched_setaffinity(0, chosen)
    return chosen


def describe() -> dict[str, str | int]:
    """Processor, cores, memory, system and interpreter, for the head of a report."""
    return {
        "processor": _processor(),
        "cores": core_count(),
        "memory_gb": _memory_gb(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _memory_gb() -> int:
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30)
    return 0
