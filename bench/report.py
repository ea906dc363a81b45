"""How results are taken and printed: times, shares, tables of aligned columns, and targets, met or not."""

import math
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

QUIET = 0.5


def warn_if_busy() -> None:
    """Say so when other programs keep the processors busy: shares still mean something then, times do not."""
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > QUIET * (os.cpu_count() or 1):
        print(
            f"This machine is busy (load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors): times will be long.\n"
        )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: the first column to the left, numbers to the right."""
    lines = [tuple(heads), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line, widths, strict=True)]
        print("  ".join([line[0].ljust(widths[0]), *cells[1:]]).rstrip(), flush=True)
    print()


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of 100 values stay below; not a number if there are none."""
    if len(values) < 2:
        return values[0] if values else math.nan
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def timed(call: Callable[[], object], samples: int) -> list[float]:
    """How long a call takes, in seconds, each time."""
    taken = []
    for _ in range(samples):
        begun = perf_counter()
        call()
        taken.append(perf_counter() - begun)
    return taken


def share(right: int, others: int, if_none: float = math.nan) -> float:
    """How many of all are right: precision if the others were given wrongly, recall if they were missed."""
    return right / (right + others) if right + others else if_none


def ms(seconds: float) -> str:
    """Seconds as milliseconds, one decimal below ten."""
    return number(seconds * 1000)


def number(value: float) -> str:
    """A number to read: fewer decimals the larger it is; a dash for one that was not measured."""
    if math.isnan(value):
        return "–"
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}" if abs(value) < 10 else f"{value:,.0f}"


@dataclass(frozen=True)
class Target:
    """A value that should be at most (or, with `at_least`, at least) the limit."""

    what: str
    value: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the value is on the right side of the limit; what was not measured is not met."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def targets(wanted: Sequence[Target]) -> None:
    """Print each target with what was measured."""
    for each in wanted:
        sign = "≥" if each.at_least else "≤"
        measured = f"{number(each.value)}{each.unit}, target {sign} {each.limit:g}{each.unit}"
        print(f"{'met    ' if each.met else 'not met'}  {each.what}: {measured}")
    print(flush=True)
