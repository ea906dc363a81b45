"""The visitor's workbook: their plan (or the example), and the one way a page changes it."""

import functools
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from workshop import history, in_use, merge
from workshop.coach.question_list import Looked
from workshop.content import Content
from workshop.history import Change
from workshop.keys import key_in, mark
from workshop.plan import Plan, write
from workshop.plan_file import PlanError
from workshop.plan_file import load as load_plan
from workshop.progress import Progress, overview
from workshop.settings import settings
from workshop.store import Membership, PlanGoneError, Saved, StoreError
from workshop.trouble import REASONS, in_words

T = TypeVar("T")
_STATE = "workbook"
WRITING = 10.0  # seconds after a text was saved in which more may follow
_log = logging.getLogger(__name__)


@dataclass
class Book:
    """What the pages of one session draw: content over a plan. Only `editable` books can be changed.

    `shown` holds by address what each widget last showed: what the visitor saw when they changed it; `replaced` holds
    what stood there before a text of someone else's took its place. `wrote` is the address they changed last, and when.
    `trouble` says what went wrong with the last change, `trouble_at` where it was made: the address of a blank, or the
    key of a button. `refused` says that a change was not saved since the page was last told what is.
    `texts` and `rows` are for the page to know: checksums of the texts that are saved, and the ids of the people in the
    table. `undo` offers to take back the last save: its revision, and what it did, in words. `whole` says that the
    whole page runs, `again` that it has to once more, `behind` that it has to soon, and `seen` is what the parts of the
    page last agreed on. `member` is the visitor's place in a class, `here` the page they are on, and `told_class` what
    their teacher was told last; `class_over` says that they were in one and have not read yet that this is over.
    `menu` is what it was made for, and its pages by section; `pages` are those by path. `looked` is what the coach
    found in each question, by its text. `session` names this session to its own page, which says it to /draft.
    """

    content: Content
    saved: Saved
    key: str
    editable: bool
    trouble: str = ""
    trouble_at: str = ""
    refused: bool = False
    shown: dict[str, Any] = field(default_factory=dict)
    replaced: dict[str, list[Any]] = field(default_factory=dict)
    wrote: tuple[str, float] = ("", 0.0)
    texts: dict[str, int] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    undo: tuple[int, str] | None = None
    whole: bool = False
    again: bool = False
    behind: bool = False
    seen: Any = None
    member: Membership | None = None
    here: str = ""
    told_class: Any = None
    class_over: bool = False
    menu: tuple[Any, dict[str, list[Any]]] = ((), {})
    pages: dict[str, Any] = field(default_factory=dict)
    looked: dict[str, Looked] = field(default_factory=dict)
    session: str = field(default_factory=lambda: secrets.token_hex(8))
    _known: tuple[Plan | None, datetime | None, dict[str, Any]] = (None, None, {})

    @property
    def plan(self) -> Plan:
        """The plan as this session last saw it."""
        return self.saved.plan

    @property
    def zone(self) -> ZoneInfo:
        """The visitor's time zone, as the browser tells it."""
        try:
            return ZoneInfo(st.context.timezone or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")

    @property
    def address(self) -> str:
        """Where visitors find the workshop: its public address, or the one this browser came to."""
        parts = urlsplit(st.context.url or "")
        return settings().address or f"{parts.scheme}://{parts.netloc}"

    @property
    def on_a_phone(self) -> bool:
        """Whether the browser says it is a phone's."""
        return "Mobi" in st.context.headers.get("User-Agent", "")

    @property
    def now(self) -> datetime:
        """The moment, in the visitor's time zone."""
        return datetime.now(UTC).astimezone(self.zone)

    @property
    def today(self) -> date:
        """The visitor's day."""
        return self.now.date()

    @functools.cached_property
    def mark(self) -> str:
        """What tells this plan's widgets from those of another plan."""
        return mark(self.key)

    @property
    def progress(self) -> dict[str, Progress]:
        """How far the plan is in each step, in order."""
        return self.once("progress", lambda: {state.step: state for state in overview(self.content, self.plan)})

    def once(self, name: str, work_out: Callable[[], T]) -> T:
        """What follows from the plan and the time, worked out once for each state of the plan and each minute."""
        plan, at, known = self._known
        minute = self.now.replace(second=0, microsecond=0)
        if plan is not self.plan or at != minute:
            known = {}
            self._known = (self.plan, minute, known)
        if name not in known:
            known[name] = work_out()
        found: T = known[name]
        return found

    def widget(self, path: str) -> str:
        """The key of the widget at an address. It names the plan too: a browser that comes with another key after a
        break sends its old boxes again, and they must not end up in the new plan."""
        return f"{self.mark}.{path}"

    def writes(self, path: str) -> bool:
        """Whether the visitor is in the middle of writing at an address."""
        last, at = self.wrote
        return path == last and monotonic() - at < WRITING

    def change(self, change: Callable[[Plan], Plan], done: str = "", at: str = "") -> None:
        """Apply a change to the stored plan. On `trouble`, which says what went wrong, nothing is changed.

        `done` says what the change did, where the visitor may want to take it back; `at` is where they made it.
        """
        if not self.editable:
            return
        before, self.wrote = self.saved.revision, ("", 0.0)
        try:
            self.saved = in_use.store().edit(self.key, change, self.saved)
            if self.trouble_at == at:
                self.trouble = ""
        except REASONS as error:
            self.trouble, self.trouble_at, self.refused = in_words(self.content.words, error), at, True
        if self.saved.revision != before:
            self.undo = (self.saved.revision, done) if done else None

    def set(self, path: str, value: Any, done: str = "") -> None:
        """Save one value at its address in the plan, as `change` does."""
        self.change(lambda plan: write(plan, path, value), done, path)

    def put(self, path: str, value: Any, base: Any) -> None:
        """Save a value that was typed over `base`; what someone else wrote there meanwhile is kept beside it.

        What the visitor's own page sent to /draft meanwhile is not someone else's.
        """
        self.change(lambda plan: in_use.drafted().put(self.session, plan, path, value, base), at=path)
        self.wrote = (path, monotonic())

    def on_its_way(self, path: str, stored: Any) -> bool:
        """Whether the visitor's own page sent what is stored at an address to /draft just now."""
        return in_use.drafted().on_its_way(self.session, path, stored)

    def arrive(self, path: str, value: Any) -> None:
        """Save a value of a page that does not say what it saw, unless it is old."""
        earlier = history.earlier_values(self.changes(), path)
        self.change(lambda plan: merge.arrive(plan, path, value, earlier), at=path)
        self.wrote = (path, monotonic())

    def tell_trouble(self, at: str = "") -> None:
        """Show what went wrong with the last change, once, here; with `at`, an address or its beginning up to a dot,
        only if it was made there."""
        here = not at or self.trouble_at == at or (at.endswith(".") and self.trouble_at.startswith(at))
        if self.trouble and self.editable and here:
            st.error(self.trouble)
            self.trouble = ""

    def changes(self) -> list[Change]:
        """What was changed in the plan, oldest first; nothing if the store does not answer."""
        try:
            return in_use.store().changes(self.key)
        except (StoreError, PlanError):
            _log.exception("the history could not be read")
            return []

    def take_back(self, revision: int) -> None:
        """Take back what one save did; what was done since then stays."""
        changes = self.changes()
        self.change(lambda plan: history.undo(plan, changes, revision))

    @property
    def told(self) -> dict[str, Any]:
        """What the page is told about what is saved; the time in milliseconds since 1970."""
        at = round(self.saved.at.timestamp() * 1000) if self.saved.at else None
        refused = self.content.words.refused if self.refused else ""
        told = {"mark": self.mark, "session": self.session, "at": at, "texts": self.texts, "rows": self.rows}
        return told | {"refused": refused}


def open_book() -> Book:
    """The workbook for this run, with the newest saved plan. Raises `StoreError`, `PlanError`."""
    content = in_use.content()
    if st.session_state.get("example"):
        book = Book(content, Saved(example_plan()), key="", editable=False)
    else:
        book = _own_book(content)
    st.session_state[_STATE] = book
    return book


def _own_book(content: Content) -> Book:
    key = key_in(st.context.cookies)
    if key is None:
        return Book(content, Saved(Plan()), key="", editable=False, trouble=content.words.no_cookie)
    before: Book | None = st.session_state.get(_STATE)
    if before is not None and before.key not in (key, ""):
        st.session_state.clear()  # a session that comes with another key must not show the boxes of the first
    if before is None or before.key != key:
        in_use.store().used(key)
        return Book(content, in_use.store().load(key), key, editable=True, member=in_use.classes().mine(key))
    before.content = content
    try:
        if in_use.store().revision(key) != before.saved.revision:
            before.saved = in_use.store().load(key)
    except PlanGoneError:
        raise
    except StoreError:
        before.trouble, before.trouble_at = content.words.not_saved, ""
    return before


def book() -> Book:
    """The workbook of this run."""
    found: Book = st.session_state[_STATE]
    return found


def example_plan() -> Plan:
    """The example plan of the content's language."""
    return _plan_in(settings().content / settings().language / "example-plan.json")


@functools.cache
def _plan_in(file: Path) -> Plan:
    return load_plan(file.read_bytes())


def show_example(on: bool) -> None:
    """Open the example plan in this session, or go back to the visitor's own."""
    st.session_state["example"] = on
    st.session_state.pop(_STATE, None)
