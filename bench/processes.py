"""What the system says about a process and its children. Not a number where there is no /proc."""

import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path

PROC = Path("/proc")


def processor_seconds(pid: int) -> float:
    """The processor time a process and its children have used so far, in seconds."""
    return _over_all(pid, _processor_seconds)


def megabytes(pid: int) -> float:
    """The memory a process and its children hold now, in MB."""
    return _over_all(pid, _megabytes)


def _over_all(pid: int, measure: Callable[[Path], float]) -> float:
    try:
        return sum(measure(PROC / str(each)) for each in _family(pid))
    except OSError:
        return math.nan


def _family(pid: int) -> Iterator[int]:
    yield pid
    for file in (PROC / str(pid) / "task").glob("*/children"):
        for child in file.read_text().split():
            yield from _family(int(child))


def _processor_seconds(process: Path) -> float:
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(process: Path) -> float:
    resident_pages = int((process / "statm").read_text().split()[1])
    return resident_pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
