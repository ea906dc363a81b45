"""how long a run of each page takes, and how many thirty users get a second, against stock Streamlit's empty page"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field, replace
from statistics import median
from time import monotonic

from bench.client import Tab
from bench.report import Target, ms, number, table, targets
from bench.servers import EMPTY_PAGE, Server, cookie, new_database, new_folder, plan_with_example, stock, workshop
from workshop.content import load

SHARE_OF_TIME, TIMES_AS_MANY = 0.35, 2
SLICES = 4
"""Turns each of the two gets at full speed: from one second to the next stock's speed may double, or halve."""
BLOCK = 8


def page_names() -> list[str]:
    """The names of all our pages, in the order of the sidebar; home's is empty."""
    return ["", *load().workshop.steps, "closing", "my_plan"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--pages", nargs="*", help="only these pages (home, research, …)")
    parser.add_argument("--samples", type=int, default=24, help="runs of each page at one user (default 24)")
    parser.add_argument("--pause", type=float, default=0, help="seconds one user waits between two runs (default 0)")
    parser.add_argument("--users", type=int, default=30, help="users at full speed (default 30)")
    parser.add_argument("--seconds", type=float, default=12, help="seconds at full speed for each page (default 12)")


def run(asked: argparse.Namespace) -> None:
    """Measure all pages and print the table."""
    pages = [page for page in page_names() if not asked.pages or (page or "home") in asked.pages]
    with new_folder() as folder, stock(EMPTY_PAGE) as empty:
        database = new_database(folder)
        cookies = [cookie(plan_with_example(database)) for _ in range(asked.users)]
        with workshop(database) as ours:
            results = asyncio.run(_all(pages, Place(ours, cookies), Place(empty, [""] * asked.users), asked))
    print(f"Time from a rerun's request to its end, one user ({asked.samples} runs); reruns a second with")
    print(f"{asked.users} users at full speed, and the server's processor time for one of those.")
    print("In brackets: stock Streamlit's empty page.\n")
    table(
        ["page", "p50 ms", "(stock)", "share", "a tick ms", "a second", "(stock)", "times", "CPU ms", "(stock)"],
        [_row(each) for each in results],
    )
    targets([target for each in results for target in _targets(each)])


@dataclass(frozen=True)
class Place:
    """A server, the cookies of the visitors it gets, and the page they open; home's name is empty."""

    server: Server
    cookies: Sequence[str]
    page: str = ""


@dataclass
class Speed:
    """What many users at full speed got, and the processor time the server took for it, in seconds."""

    runs: int = 0
    seconds: float = 0
    processor: float = 0

    @property
    def a_second(self) -> float:
        """Reruns a second."""
        return self.runs / self.seconds


@dataclass
class Result:
    """What was measured for one page, ours and stock's."""

    page: str
    ours: list[float] = field(default_factory=list)
    stock: list[float] = field(default_factory=list)
    ticks: list[float] = field(default_factory=list)
    our_speed: Speed = field(default_factory=Speed)
    stock_speed: Speed = field(default_factory=Speed)

    @property
    def share(self) -> float:
        """Our time as a share of the empty page's."""
        return median(self.ours) / median(self.stock)

    @property
    def times(self) -> float:
        """How many times as many reruns as the empty page has."""
        return self.our_speed.a_second / self.stock_speed.a_second


def _row(result: Result) -> list[str]:
    return [
        result.page or "home",
        ms(median(result.ours)),
        ms(median(result.stock)),
        number(result.share),
        ms(median(result.ticks)) if result.ticks else "–",
        number(result.our_speed.a_second),
        number(result.stock_speed.a_second),
        number(result.times),
        ms(result.our_speed.processor / result.our_speed.runs),
        ms(result.stock_speed.processor / result.stock_speed.runs),
    ]


def _targets(result: Result) -> list[Target]:
    name = result.page or "home"
    return [
        Target(f"{name}, share of the empty page's time", result.share, SHARE_OF_TIME),
        Target(f"{name}, times as many reruns", result.times, TIMES_AS_MANY, at_least=True),
    ]


async def _all(pages: list[str], ours: Place, empty: Place, asked: argparse.Namespace) -> list[Result]:
    return [await measure(replace(ours, page=page), empty, asked) for page in pages]


async def measure(ours: Place, empty: Place, asked: argparse.Namespace) -> Result:
    """Two places in turn, of which the second is what the first is measured against."""
    result = Result(ours.page)
    await _one_user(result, ours, empty, asked)
    async with AsyncExitStack() as tabs:
        our_tabs = [await tabs.enter_async_context(_tab(ours, user)) for user in range(asked.users)]
        stock_tabs = [await tabs.enter_async_context(_tab(empty, user)) for user in range(asked.users)]
        for _ in range(SLICES):
            await _full_speed(result.our_speed, ours.server, our_tabs, asked.seconds / SLICES)
            await _full_speed(result.stock_speed, empty.server, stock_tabs, asked.seconds / SLICES)
    return result


async def _one_user(result: Result, ours: Place, empty: Place, asked: argparse.Namespace) -> None:
    """Blocks of runs, ours and stock's in turn, so that what else the machine does hits both."""
    async with _tab(ours, 0) as our_tab, _tab(empty, 0) as stock_tab:
        box = next(iter(reversed(list(our_tab.front.of_kind("checkbox")))), None)
        for _ in range(-(-asked.samples // BLOCK)):
            result.ours += await _block(our_tab.rerun, asked.pause)
            result.stock += await _block(stock_tab.rerun, asked.pause)
            if box:
                result.ticks += await _block(lambda: our_tab.tick(box), asked.pause)


async def _block(once: Callable[[], Awaitable[float]], pause: float) -> list[float]:
    times = []
    for _ in range(BLOCK):
        times.append(await once())
        await asyncio.sleep(pause)
    return times


def _tab(place: Place, user: int) -> AbstractAsyncContextManager[Tab]:
    return Tab.opened(place.server.address, place.page, place.cookies[user])


async def _full_speed(speed: Speed, server: Server, tabs: list[Tab], seconds: float) -> None:
    """All at once, each again as soon as it is done."""
    begun, processor = monotonic(), server.processor_seconds
    speed.runs += sum(await asyncio.gather(*(_again_and_again(tab, begun + seconds) for tab in tabs)))
    speed.seconds += monotonic() - begun
    speed.processor += server.processor_seconds - processor


async def _again_and_again(tab: Tab, end: float) -> int:
    runs = 0
    while monotonic() < end:
        await tab.rerun()
        runs += 1
    return runs
