"""The visitor's session: their plan (or the example), and the one way a page changes it."""

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

from workshop import services
from workshop.coach.question_list import Looked
from workshop.content import Content
from workshop.keys import key_in, mark
from workshop.plan import history, merge
from workshop.plan.file import PlanError
from workshop.plan.file import load as load_plan
from workshop.plan.history import Change
from workshop.plan.model import Plan, write
from workshop.plan.progress import Progress, overview
from workshop.save_errors import REASONS, in_words
from workshop.settings import settings
from workshop.store import Membership, PlanGoneError, Saved, StoreError

T = TypeVar("T")
_STATE = "plan_session"
WRITING = 10.0  # seconds after a text was saved in which more may follow
_log = logging.getLogger(__name__)


@dataclass
class WidgetState:
    """What the boxes of the page show.

    `shown` holds by address what each widget last showed: what the visitor saw when they changed it; `replaced` holds
    what stood there before a text of someone else's took its place. `written` is the address the visitor changed last,
    and when, on the monotonic clock. `texts` and `rows` are for the page to know: checksums of the texts that are
    saved, and the ids of the people in the table.
    """

    shown: dict[str, Any] = field(default_factory=dict)
    replaced: dict[str, list[Any]] = field(default_factory=dict)
    written: tuple[str, float] = ("", 0.0)
    texts: dict[str, int] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)


@dataclass
class RunState:
    """How the page runs: whether the `full_run` is under way, whether one more is needed at once (`rerun_needed`) or
    soon (`refresh_pending`), and the `shared_state` that the fragments of the page last agreed on."""

    full_run: bool = False
    rerun_needed: bool = False
    refresh_pending: bool = False
    shared_state: Any = None


@dataclass
class ClassState:
    """The visitor's place in a class (`member`), the `page` they are on, and what their teacher was told last
    (`reported`). `over` says that they were in a class and have not read yet that this is over."""

    member: Membership | None = None
    page: str = ""
    reported: Any = None
    over: bool = False


@dataclass
class Navigation:
    """What the `menu` was made for, with its pages by section; `pages` are those by path."""

    menu: tuple[Any, dict[str, list[Any]]] = ((), {})
    pages: dict[str, Any] = field(default_factory=dict)


@dataclass
class PlanSession:
    """What the pages of one session draw: content over a plan. Only an `editable` one can be changed.

    `save_error` says what went wrong with the last change, and `failed_at` where it was made: the address of a blank,
    or the key of a button. `refused` says that a change was not saved since the page was last told what is. `undo`
    offers to take back the last save: its revision, and what it did, in words. `reviews` is what the coach found in
    each question, by its text. `id` names this session to its own page, which says it to /draft.
    """

    content: Content
    saved: Saved
    key: str
    editable: bool
    save_error: str = ""
    failed_at: str = ""
    refused: bool = False
    undo: tuple[int, str] | None = None
    reviews: dict[str, Looked] = field(default_factory=dict)
    widgets: WidgetState = field(default_factory=WidgetState)
    run: RunState = field(default_factory=RunState)
    in_class: ClassState = field(default_factory=ClassState)
    navigation: Navigation = field(default_factory=Navigation)
    id: str = field(default_factory=lambda: secrets.token_hex(8))
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
        last, at = self.widgets.written
        return path == last and monotonic() - at < WRITING

    def change(self, change: Callable[[Plan], Plan], done: str = "", at: str = "") -> None:
        """Apply a change to the stored plan. On `save_error`, which says what went wrong, nothing is changed.

        `done` says what the change did, where the visitor may want to take it back; `at` is where they made it.
        """
        if not self.editable:
            return
        before, self.widgets.written = self.saved.revision, ("", 0.0)
        try:
            self.saved = services.store().edit(self.key, change, self.saved)
            if self.failed_at == at:
                self.save_error = ""
        except REASONS as error:
            self.save_error, self.failed_at, self.refused = in_words(self.content.words, error), at, True
        if self.saved.revision != before:
            self.undo = (self.saved.revision, done) if done else None

    def set(self, path: str, value: Any, done: str = "") -> None:
        """Save one value at its address in the plan, as `change` does."""
        self.change(lambda plan: write(plan, path, value), done, path)

    def put(self, path: str, value: Any, base: Any) -> None:
        """Save a value that was typed over `base`; what someone else wrote there meanwhile is kept beside it.

        What the visitor's own page sent to /draft meanwhile is not someone else's.
        """
        self.change(lambda plan: services.drafted().put(self.id, plan, path, value, base), at=path)
        self.widgets.written = (path, monotonic())

    def on_its_way(self, path: str, stored: Any) -> bool:
        """Whether the visitor's own page sent what is stored at an address to /draft just now."""
        return services.drafted().on_its_way(self.id, path, stored)

    def merge_stale(self, path: str, value: Any) -> None:
        """Save a value of a page that does not say what it saw, unless it is old."""
        earlier = history.earlier_values(self.changes(), path)
        self.change(lambda plan: merge.merge_stale(plan, path, value, earlier), at=path)
        self.widgets.written = (path, monotonic())

    def show_save_error(self, at: str = "") -> None:
        """Show what went wrong with the last change, once, here; with `at`, an address or its beginning up to a dot,
        only if it was made there."""
        here = not at or self.failed_at == at or (at.endswith(".") and self.failed_at.startswith(at))
        if self.save_error and self.editable and here:
            st.error(self.save_error)
            self.save_error = ""

    def changes(self) -> list[Change]:
        """What was changed in the plan, oldest first; nothing if the store does not answer."""
        try:
            return services.store().changes(self.key)
        except (StoreError, PlanError):
            _log.exception("the history could not be read")
            return []

    def take_back(self, revision: int) -> None:
        """Take back what one save did; what was done since then stays."""
        changes = self.changes()
        self.change(lambda plan: history.undo(plan, changes, revision))

    @property
    def save_status(self) -> dict[str, Any]:
        """What the page is told about what is saved; the time in milliseconds since 1970."""
        at = round(self.saved.at.timestamp() * 1000) if self.saved.at else None
        refused = self.content.words.refused if self.refused else ""
        told = {"mark": self.mark, "session": self.id, "at": at, "texts": self.widgets.texts, "rows": self.widgets.rows}
        return told | {"refused": refused}


def open_session() -> PlanSession:
    """The session for this run, with the newest saved plan. Raises `StoreError`, `PlanError`."""
    content = services.content()
    if st.session_state.get("example"):
        opened = PlanSession(content, Saved(example_plan()), key="", editable=False)
    else:
        opened = _own_session(content)
    st.session_state[_STATE] = opened
    return opened


def _own_session(content: Content) -> PlanSession:
    key = key_in(st.context.cookies)
    if key is None:
        return PlanSession(content, Saved(Plan()), key="", editable=False, save_error=content.words.no_cookie)
    before: PlanSession | None = st.session_state.get(_STATE)
    if before is not None and before.key not in (key, ""):
        st.session_state.clear()  # a session that comes with another key must not show the boxes of the first
    if before is None or before.key != key:
        services.store().used(key)
        return PlanSession(
            content, services.store().load(key), key, editable=True, in_class=ClassState(services.classes().mine(key))
        )
    before.content = content
    try:
        if services.store().revision(key) != before.saved.revision:
            before.saved = services.store().load(key)
    except PlanGoneError:
        raise
    except StoreError:
        before.save_error, before.failed_at = content.words.not_saved, ""
    return before


def plan_session() -> PlanSession:
    """The session of this run."""
    found: PlanSession = st.session_state[_STATE]
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
