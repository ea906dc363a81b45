"""The teacher's desk: the class that this browser runs, as its session last saw it, and the one way to change it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from workshop.classroom.board import Board
from workshop.classroom.run_sheet import goes_on, minutes_behind, nothing_on
from workshop.content.words.classroom import RunSheet
from workshop.keys import CLASS_COOKIE, key_in
from workshop.services import classes, content
from workshop.store import Class, Member, StoreError

_STATE, _FAILED = "desk", "desk_failed"
LOOK_EVERY = 2  # seconds


@dataclass
class Desk:
    """A class and its students by number. `trouble` says that there was no news, since the store does not answer."""

    key: str
    found: Class
    members: dict[str, Member] = field(default_factory=dict)
    trouble: bool = False

    @property
    def board(self) -> Board:
        """What the class sees; an hour after its end nothing goes on any more."""
        found = self.found.board
        return found if goes_on(found, self.now) else nothing_on(found)

    @property
    def sheet(self) -> RunSheet:
        """The run sheet in use; the first one if none was chosen."""
        sheets = content().classroom.run_sheets
        return next((each for each in sheets if each.id == self.board.sheet), sheets[0])

    @property
    def now(self) -> datetime:
        """The moment, as the store tells time."""
        return datetime.now(UTC)

    @property
    def glance(self) -> tuple[object, ...]:
        """What the page around the grid shows."""
        known = [(each.number, each.report.nickname, each.report.handed) for each in self.members.values()]
        return self.found.revision, minutes_behind(self.sheet, self.board, self.now), known

    def change(self, change: Callable[[Board], Board]) -> None:
        """Change what the class sees."""
        with note_trouble():
            self.found = classes().write_board(self.key, change) or self.found


@contextmanager
def note_trouble() -> Iterator[None]:
    """Do something in the store; if it does not answer, the page says so on its next run."""
    try:
        yield
    except StoreError:
        st.session_state[_FAILED] = True


def something_failed() -> bool:
    """Whether something could not be done since this was asked the last time."""
    return bool(st.session_state.pop(_FAILED, False))


def open_desk() -> Desk | None:
    """The desk for this run, with the newest of the class; None if this browser runs none, or it has ended."""
    key, before = key_in(st.context.cookies, CLASS_COOKIE), st.session_state.get(_STATE)
    if not isinstance(before, Desk) or before.key != key:
        before = st.session_state[_STATE] = None
    if key is None:
        return None
    try:
        made = _newest(key, before)
    except StoreError:
        if before is None:
            raise
        before.trouble, made = True, before
    st.session_state[_STATE] = made
    return made


def _newest(key: str, before: Desk | None) -> Desk | None:
    found = classes().open(key)
    if found and before is None:
        classes().used(key)
    return Desk(key, found, classes().members(found, before.members if before else None)) if found else None


def desk() -> Desk:
    """The desk of this run."""
    found: Desk = st.session_state[_STATE]
    return found
