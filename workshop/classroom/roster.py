"""A class at a glance: where each student is, who needs help, who is quiet, and the totals. Times are given."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from workshop.classroom.board import Board, Report
from workshop.vocabulary import STEPS, PageId, StepId

AWAY_AFTER = timedelta(seconds=60)
QUIET_AFTER = timedelta(minutes=5)
# Where the class talks, reads or listens, nobody has to type.
WRITTEN_ON: frozenset[PageId] = frozenset({"research", "identify", "prepare", "contact", "follow_up", "closing"})

State = Literal["not_begun", "begun", "done"]
Sign = Literal["help", "quiet", "away", "fine"]
_FIRST: dict[Sign, int] = {"help": 0, "quiet": 1}


class Seen(Protocol):
    """A student of a class, as the store knows them."""

    @property
    def number(self) -> str:
        """What tells them from others in the class."""

    @property
    def report(self) -> Report:
        """What they let the teacher see."""

    @property
    def joined_at(self) -> datetime:
        """When they came into the class."""

    @property
    def seen_at(self) -> datetime:
        """When a page of theirs was open last."""


@dataclass(frozen=True)
class Cell:
    """One step of one student; `left` is how much is missing."""

    state: State
    left: int = 0


@dataclass(frozen=True)
class Row:
    """One student. `quiet` says for how many minutes they changed nothing since they could have.

    `changed_at` is when they last changed something, `active` whether that was in this class.
    """

    number: str
    name: str
    page: str
    cells: Mapping[StepId, Cell]
    sign: Sign
    here: bool
    quiet: int
    changed_at: datetime | None
    active: bool
    ticked: int
    handed: int


@dataclass(frozen=True)
class Totals:
    """How many are in the class and here, how many need help or are quiet, and how many have done each step."""

    members: int
    here: int
    help: int
    quiet: int
    done: Mapping[StepId, int]


def rows(members: Iterable[Seen], board: Board, now: datetime) -> list[Row]:
    """The students: first who needs help, then who is quiet, then all others by name."""
    found = list(members)
    drawn = [_row(each, name, board, now) for each, name in zip(found, names(found), strict=True)]
    return sorted(drawn, key=lambda row: (_FIRST.get(row.sign, len(_FIRST)), row.name.casefold()))


def names(members: Iterable[Seen]) -> list[str]:
    """What each student is called. Of those with the same nickname, all but the first have a number."""
    so_far: Counter[str] = Counter()
    found = []
    for member in members:
        nickname = member.report.nickname
        so_far[nickname.casefold()] += 1
        count = so_far[nickname.casefold()]
        found.append(nickname if count == 1 else f"{nickname} ({count})")
    return found


def _row(member: Seen, name: str, board: Board, now: datetime) -> Row:
    report = member.report
    return Row(
        number=member.number,
        name=name,
        page=report.page,
        cells={step: cell(report, step) for step in STEPS},
        sign=sign(member, board, now),
        here=is_here(member, now),
        quiet=minutes_since(_could_begin(member, board), now),
        changed_at=report.active_at,
        active=report.active_at is not None and report.active_at >= member.joined_at,
        ticked=len(report.ticked),
        handed=len(report.handed),
    )


def cell(report: Report, step: StepId) -> Cell:
    """How far a student is in a step."""
    if step in report.done:
        return Cell("done")
    return Cell("begun" if step in report.begun else "not_begun", report.left.get(step, 0))


def is_here(member: Seen, now: datetime) -> bool:
    """Whether a page of theirs was open a moment ago."""
    return now - member.seen_at <= AWAY_AFTER


def sign(member: Seen, board: Board, now: datetime) -> Sign:
    """What the teacher should know first about a student."""
    if member.report.help:
        return "help"
    if not is_here(member, now):
        return "away"
    return "quiet" if is_quiet(member, board, now) else "fine"


def is_quiet(member: Seen, board: Board, now: datetime) -> bool:
    """Whether someone has changed nothing for minutes although the class writes, and they are not done with it."""
    report, page = member.report, board.page
    if page is not None and (page not in WRITTEN_ON or page in report.done):
        return False
    if set(report.done) >= set(STEPS):
        return False
    return now - _could_begin(member, board) >= QUIET_AFTER


def _could_begin(member: Seen, board: Board) -> datetime:
    """Their last change, or when they came or the class went on to something else, if that is later."""
    return max(filter(None, (member.report.active_at, member.joined_at, board.began)))


def minutes_since(moment: datetime, now: datetime) -> int:
    """How many whole minutes ago a moment was; 0 for one that another clock has ahead."""
    return max(0, int((now - moment) / timedelta(minutes=1)))


def totals(rows: Iterable[Row]) -> Totals:
    """The class in numbers."""
    found = list(rows)
    signs = Counter(row.sign for row in found)
    done = {step: sum(row.cells[step].state == "done" for row in found) for step in STEPS}
    return Totals(len(found), sum(row.here for row in found), signs["help"], signs["quiet"], done)
