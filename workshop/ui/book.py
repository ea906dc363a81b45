"""The visitor's workbook: their plan (or the example), and the one way a page changes it."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from pydantic import ValidationError

from workshop.content import Content, load
from workshop.keys import key_in, locator
from workshop.plan import Plan, write
from workshop.plan_file import PlanError
from workshop.plan_file import load as load_plan
from workshop.settings import settings
from workshop.store import PlanFullError, Saved, Store, StoreError, open_store

_STATE = "workbook"


@dataclass
class Book:
    """What the pages of one session draw: content over a plan. Only `editable` books can be changed."""

    content: Content
    saved: Saved
    key: str
    editable: bool
    trouble: str = ""
    shown: dict[str, Any] = field(default_factory=dict)

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
    def on_a_phone(self) -> bool:
        """Whether the browser says it is a phone's."""
        return "Mobi" in st.context.headers.get("User-Agent", "")

    @property
    def today(self) -> date:
        """The visitor's day."""
        return datetime.now(UTC).astimezone(self.zone).date()

    def widget(self, path: str) -> str:
        """The key of the widget at an address. It names the plan too: a browser that comes with another key after a
        break sends its old boxes again, and they must not end up in the new plan."""
        return f"{locator(self.key)[:8]}.{path}"

    def change(self, change: Callable[[Plan], Plan]) -> None:
        """Apply a change to the stored plan. On `trouble`, which says what went wrong, nothing is changed."""
        if not self.editable:
            return
        try:
            self.saved, self.trouble = _store().edit(self.key, change), ""
        except PlanFullError:
            self.trouble = self.content.words.plan_full
        except StoreError:
            self.trouble = self.content.words.not_saved
        except PlanError:
            self.trouble = self.content.words.plan_unreadable
        except ValidationError as error:
            self.trouble = self._reason(error)

    def _reason(self, error: ValidationError) -> str:
        words, first = self.content.words, error.errors()[0]
        if not first["type"].endswith("too_long"):
            return words.does_not_fit
        return words.too_long if isinstance(first["input"], str) else words.list_full

    def set(self, path: str, value: Any) -> None:
        """Save one value at its address in the plan, as `change` does."""
        self.change(lambda plan: write(plan, path, value))


def open_book() -> Book:
    """The workbook for this run, with the newest saved plan. Raises `StoreError`, `PlanError`."""
    content = load(settings().content, settings().language, settings().school)
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
        return Book(content, _store().load(key), key, editable=True)
    before.content = content
    try:
        if _store().revision(key) != before.saved.revision:
            before.saved = _store().load(key)
    except StoreError:
        before.trouble = content.words.not_saved
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


def _store() -> Store:
    return open_store(settings().database_url)
