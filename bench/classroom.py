"""classes of students who type and save: how fast, how much it takes, and whether a text is lost"""

import argparse
import asyncio
import math
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from statistics import mean
from typing import Any

from bench.client import Tab
from bench.in_class import ASK_EVERY, Watch, begin_class, keep_asking, teach
from bench.report import Target, ms, number, percentile, table, targets
from bench.servers import Server, cookie, new_database, new_folder, plan_of, plan_with_example, stock, workshop
from bench.student import SAVE_EVERY, TURN_EVERY, Notes, Student, writable
from workshop.content import load

SAMPLE_EVERY = 5.0
ONE_SERVER = 200  # students that one server is for
GRID_AFTER = 5.0  # seconds
SLOWEST = (150, 500)  # milliseconds at most, up to that many students and above
ARRIVALS_A_SECOND = 15
STOCK_STUDENTS, STOCK_SECONDS = 30, 30.0
ERRORS_SHOWN = 5
STOCK_PAGE = """
import sqlite3
import uuid

import streamlit as st

who = st.session_state.setdefault("who", str(uuid.uuid4()))
text = st.text_area("Text")
with sqlite3.connect("texts.sqlite3", timeout=30) as texts:
    texts.execute("create table if not exists texts (who text primary key, text text)")
    texts.execute("insert or replace into texts values (?, ?)", (who, text))
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--students", type=_counts, default=[30, 100, 200, 400], help="default 30,100,200,400")
    parser.add_argument("--seconds", type=float, default=60, help="seconds each class works (default 60)")
    parser.add_argument("--in-class", action="store_true", help="in a class, with the teacher's grid open")
    parser.add_argument("--copies", type=int, default=1, help="servers on one database (default 1)")


def _counts(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


def run(asked: argparse.Namespace) -> None:
    """Measure each class, the stock page before and after the first, and print the tables."""
    print(f"Students who save every {SAVE_EVERY:g} s and turn the page every {TURN_EVERY:g} s, {asked.seconds:g} s;")
    print(f"stock is one text area that saves to SQLite. {os.cpu_count()} processors, shared with these students.\n")
    with ExitStack() as stack:
        plain = stack.enter_context(stock(STOCK_PAGE))
        stock_class = _stock_class(plain, min(asked.seconds, STOCK_SECONDS) / 2)
        results = [_class(asked.students[0], asked)]
        stock_class.add(_stock_class(plain, min(asked.seconds, STOCK_SECONDS) / 2))
    results += [_class(students, asked) for students in asked.students[1:]]
    table(HEADS, [_row(each, stock_class) for each in [stock_class, *results]])
    for result in results:
        _grid(result)
        _minutes(result)
        print("".join(f"{error}\n" for error in result.notes.errors[:ERRORS_SHOWN]), end="")
    targets([target for result in results for target in _targets(result)])


@dataclass
class Result:
    """What one class noted and what it took; `memory` is in MB: before the class, then all through it."""

    name: str
    students: int
    notes: Notes
    seconds: float
    begun: float
    server_processor: float
    own_processor: float
    memory: list[tuple[float, float]]
    lost: float = math.nan
    watch: Watch | None = None

    def add(self, more: "Result") -> None:
        """Take in what the same class did later."""
        self.notes.saves += more.notes.saves
        self.notes.errors += more.notes.errors
        self.seconds += more.seconds
        self.server_processor += more.server_processor
        self.own_processor += more.own_processor

    def percentile(self, percent: int) -> float:
        """The time that `percent` of 100 saves stay below."""
        return percentile([taken for _, taken in self.notes.saves], percent)


def _stock_class(server: Server, seconds: float) -> Result:
    students = [Student(name, server.address) for name in range(STOCK_STUDENTS)]
    return asyncio.run(_lesson("stock", students, [server], seconds))


def _class(count: int, asked: argparse.Namespace) -> Result:
    with new_folder() as folder, ExitStack() as stack:
        database = new_database(folder)
        keys = [plan_with_example(database) for _ in range(count)]
        servers = [stack.enter_context(workshop(database)) for _ in range(asked.copies)]
        for server in servers:
            pages = asyncio.run(_warm_up(server, plan_with_example(database)))
        addresses = [server.address for server in servers]
        students = [Student(name, addresses[name % len(servers)], cookie(key), pages) for name, key in enumerate(keys)]
        teacher = begin_class(database, keys) if asked.in_class else None
        result = asyncio.run(_lesson("workshop", students, servers, asked.seconds, teacher))
        result.lost = sum(map(partial(_lost, database, result.notes), range(count), keys))
        return result


async def _warm_up(server: Server, key: str) -> list[str]:
    """Have each step drawn once, so that what the first visitor costs is not the class's; those to write in."""
    pages: list[str] = []
    async with Tab.opened(server.address, cookie=cookie(key)) as tab:
        for page in load().workshop.steps:
            await tab.go(page)
            pages += [page] if writable(tab) else []
    return pages


def _lost(database: str, notes: Notes, name: int, key: str) -> int:
    """How many of the last texts of a student's blanks the database does not hold."""
    kept = set(_strings(plan_of(database, key).model_dump()))
    return sum(text not in kept for (owner, _), text in notes.texts.items() if owner == name)


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list | tuple) else ():
        yield from _strings(inner)


async def _lesson(
    name: str, students: Sequence[Student], servers: Sequence[Server], seconds: float, teacher: str | None = None
) -> Result:
    notes, lesson = Notes(), asyncio.get_running_loop().create_future()
    memory = [(-math.inf, _memory(servers))]
    attending = await _seat(students, notes, lesson)
    begun, server_processor, own_processor = time.monotonic(), _processor(servers), time.process_time()
    lesson.set_result(begun + seconds)
    watch = Watch() if teacher else None
    if watch and teacher:
        attending += _in_class(students, servers, teacher, notes, watch, begun + seconds)
    while (now := time.monotonic()) < begun + seconds:
        memory.append((now, _memory(servers)))
        await asyncio.sleep(min(SAMPLE_EVERY, begun + seconds - now))
    server_processor, own_processor = _processor(servers) - server_processor, time.process_time() - own_processor
    memory.append((time.monotonic(), _memory(servers)))
    await asyncio.gather(*attending)
    return Result(name, len(students), notes, seconds, begun, server_processor, own_processor, memory, watch=watch)


def _in_class(
    students: Sequence[Student], servers: Sequence[Server], teacher: str, notes: Notes, watch: Watch, end: float
) -> list["asyncio.Task[None]"]:
    """The teacher at the grid, and each student's page that asks for the board."""
    asking = [
        keep_asking(servers[each.name % len(servers)], each.cookie, watch, ASK_EVERY * each.name / len(students), end)
        for each in students
    ]
    looking = teach(servers[0], teacher, notes, watch, end, GRID_AFTER)
    return [asyncio.create_task(each) for each in (looking, *asking)]


async def _seat(
    students: Sequence[Student], notes: Notes, lesson: "asyncio.Future[float]"
) -> list["asyncio.Task[None]"]:
    """Let the students come in one after the other; back once each has a page or has failed to get one."""
    attending = []
    for student in students:
        attending.append(asyncio.create_task(student.attend(notes, lesson)))
        await asyncio.sleep(1 / ARRIVALS_A_SECOND)
    while notes.seated + len(notes.errors) < len(students):
        await asyncio.sleep(0.1)
    return attending


def _memory(servers: Sequence[Server]) -> float:
    return sum(server.megabytes for server in servers)


def _processor(servers: Sequence[Server]) -> float:
    return sum(server.processor_seconds for server in servers)


HEADS = ["class", "students", "saves", "p50 ms", "p95 ms", "of stock", "max ms", "turn p95", "errors", "lost"]
HEADS += ["server CPU %", "own CPU %", "MB", "MB a student"]


def _row(result: Result, stock_class: Result) -> list[str]:
    before, after = result.memory[0][1], result.memory[-1][1]
    return [
        result.name,
        number(result.students),
        number(len(result.notes.saves)),
        *(ms(result.percentile(percent)) for percent in (50, 95)),
        number(result.percentile(95) / stock_class.percentile(95)),
        ms(max((taken for _, taken in result.notes.saves), default=math.nan)),
        ms(percentile(result.notes.turns, 95)),
        number(len(result.notes.errors)),
        number(result.lost),
        number(100 * result.server_processor / result.seconds),
        number(100 * result.own_processor / result.seconds),
        number(after),
        number((after - before) / result.students),
    ]


def _grid(result: Result) -> None:
    """Print how soon the teacher's grid showed where each student is."""
    watch = result.watch
    if watch:
        lags = [percentile(watch.lags, 50), percentile(watch.lags, 95), max(watch.lags, default=math.nan)]
        print(f"{result.students} students in a class: {len(watch.lags)} turns of the page seen in the teacher's grid,")
        print(f"p50 {lags[0]:.1f} s, p95 {lags[1]:.1f} s, longest {lags[2]:.1f} s; {watch.missed} not within")
        asked = ms(percentile(watch.asked, 95))
        print(f"{GRID_AFTER:g} s; the board was asked for {len(watch.asked)} times, p95 {asked} ms\n")


def _minutes(result: Result) -> None:
    """Print a long lesson minute by minute."""
    minutes = range(int(result.seconds // 60))
    if len(minutes) < 2:
        return
    print(f"{result.students} students, minute by minute:")
    rows = []
    for minute in minutes:
        start, end = result.begun + 60 * minute, result.begun + 60 * (minute + 1)
        saves = [taken for begun, taken in result.notes.saves if start <= begun < end]
        held = [megabytes for at, megabytes in result.memory if start <= at < end]
        rows.append([number(minute + 1), number(len(saves)), ms(percentile(saves, 50)), ms(percentile(saves, 95))])
        rows[-1].append(number(mean(held)))
    table(["minute", "saves", "p50 ms", "p95 ms", "MB"], rows)


def _targets(result: Result) -> list[Target]:
    name = f"{result.students} students"
    grid = (
        [Target(f"{name}, the grid, longest", max(result.watch.lags, default=math.nan), GRID_AFTER, " s")]
        if result.watch
        else []
    )
    return [
        *grid,
        Target(f"{name}, texts lost", result.lost, 0),
        Target(f"{name}, errors", len(result.notes.errors), 0),
        Target(f"{name}, p95 of a save", result.percentile(95) * 1000, SLOWEST[result.students > ONE_SERVER], " ms"),
    ]
