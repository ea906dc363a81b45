"""how long the teacher's grid of a class of 200 takes to read and to draw, at first and when some have changed"""

import argparse
from datetime import UTC, datetime
from functools import partial

from bench.report import Target, ms, percentile, table, targets, timed
from bench.servers import new_database, new_folder
from workshop.classroom.board import Board, Report
from workshop.classroom.roster import rows
from workshop.content import Content, load
from workshop.keys import new_key
from workshop.store import Class, Classes, Member, open_classes
from workshop.ui.classroom.roster import table as grid

CHANGED, LONGEST = 20, 0.1


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of this program."""
    command.add_argument("--students", type=int, default=200, help="how many students there are (default 200)")
    command.add_argument("--samples", type=int, default=20, help="how often each is measured (default 20)")


def run(asked: argparse.Namespace) -> None:
    """Measure it on a database of its own."""
    content = load()
    with new_folder() as folder:
        classes = open_classes(new_database(folder))
        found, students = _class_of(classes, asked.students)
        known = classes.members(found)
        whole = timed(partial(_refresh, content, classes, found, {}), asked.samples)
        refreshed = []
        for sample in range(asked.samples):
            for student in students[:CHANGED]:
                classes.tell(student, lambda own, at=sample: _report(f"Student {at}"))
            refreshed += timed(partial(_refresh, content, classes, found, known), 1)
            known = classes.members(found, known)
        same = timed(partial(_refresh, content, classes, found, known), asked.samples)
    names = (f"{asked.students} students, all read anew", f"{CHANGED} of them have changed", "nobody has changed")
    p50s = [percentile(each, 50) for each in (whole, refreshed, same)]
    shares = (f"{p50 / p50s[0]:.2f}" for p50 in p50s)
    table(["grid", "p50 ms", "share"], zip(names, map(ms, p50s), shares, strict=True))
    targets([Target("one refresh, p95", percentile(refreshed, 95), LONGEST, " s")])


def _class_of(classes: Classes, count: int) -> tuple[Class, list[str]]:
    found = classes.open(classes.begin(Board(sheet="fifty")))
    if found is None:
        raise SystemExit("The class is not there.")
    students = [new_key() for _ in range(count)]
    for number, student in enumerate(students):
        classes.join(found.code, student, _report(f"Student {number}"))
    return found, students


def _report(nickname: str) -> Report:
    left = {"identify": 3, "prepare": 4}
    begun, ticked = ("research", "identify"), tuple(f"box_{number}" for number in range(20))
    now = datetime.now(UTC)
    return Report(
        nickname=nickname, page="identify", begun=begun, done=("research",), left=left, ticked=ticked, active_at=now
    )


def _refresh(content: Content, classes: Classes, found: Class, known: dict[str, Member]) -> str:
    now = datetime.now(UTC)
    return grid(content, rows(classes.members(found, known).values(), found.board, now), now)
