"""The content, the example plan, a fresh store, visitors who open pages, and a browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import streamlit as st
from google.protobuf.message import Message
from playwright.sync_api import Browser
from sqlalchemy import Pool, event
from streamlit.runtime.context import StreamlitCookies
from streamlit.testing.v1 import AppTest

from bench.chromium import chromium
from tests.postgres import Postgres
from workshop import page_registry
from workshop.classroom.class_report import PIECES
from workshop.content import Content, load
from workshop.keys import COOKIE, mark, new_key
from workshop.paths import ROOT
from workshop.plan.file import load as load_plan
from workshop.plan.model import Plan
from workshop.store import Store, open_store
from workshop.vocabulary import STEPS

JSON_INSIDE = ("Dataframe.columns", "BidiComponent.json")
FRAME = ROOT / "workshop" / "ui" / "frame.py"
# What is drawn only once it is open.
UNFOLDED = {
    **{f"part_{number}": True for number in range(40)},
    **{f"letter_{template}": True for template in ("thank_you", "update")},
    **{f"lesson_{step}_again": True for step in STEPS},
    **dict.fromkeys(("letters_sent", "keeping", "clear", "side_by_side", "team", "class_boxes", "bank"), True),
    **{f"hand_{name}": True for name in PIECES},
    **dict.fromkeys(("handover", "practice", "after_no", "agreement", "give_link"), True),
}
PAGES = tuple(page.id for page in page_registry.PAGES if page.shown_to == "everyone")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on PostgreSQL take long to set up: they belong to the whole."""
    for item in items:
        chosen = getattr(item, "callspec", None)
        of_database = chosen.params.get("each_database") if chosen else None
        if of_database == "postgres_database" or "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.whole)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the machine's own, or Playwright's."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def content() -> Content:
    """The real content."""
    return load()


@pytest.fixture(scope="session")
def example() -> Plan:
    """The finished plan of the invented student."""
    return load_plan((ROOT / "content" / "en" / "example-plan.json").read_bytes())


@pytest.fixture
def close() -> Iterator[Callable[[], None]]:
    """A function that closes what is open to a database, as the end of a process does; also called after the test."""
    opened: list[Any] = []

    def remember(connection: Any, _: Any) -> None:
        opened.append(connection)

    def close_all() -> None:
        while opened:
            opened.pop().close()

    event.listen(Pool, "connect", remember)
    yield close_all
    event.remove(Pool, "connect", remember)
    close_all()


@pytest.fixture
def database(close: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database that does not exist yet; the pages use it too."""
    url = f"sqlite:///{tmp_path / 'plans.sqlite3'}"
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", url)
    return url


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running PostgreSQL server."""
    running = Postgres()
    yield running
    running.stop()


@pytest.fixture
def postgres_database(postgres: Postgres, close: Callable[[], None]) -> Iterator[str]:
    """The address of a fresh database in PostgreSQL."""
    name = f"plans_{uuid4().hex}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture(params=["database", "postgres_database"], ids=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a fresh database, one of each kind that plans are kept in; the pages use it too."""
    url: str = request.getfixturevalue(request.param)
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", url)
    return url


@pytest.fixture
def on_disk(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], bytes]:
    """A function that gives all that someone finds who carries the disk away."""
    if database.startswith("postgresql"):
        server: Postgres = request.getfixturevalue("postgres")
        return server.bytes_on_disk
    return lambda: b"".join(path.read_bytes() for path in tmp_path.glob("plans.sqlite3*"))


@pytest.fixture
def store(database: str) -> Store:
    """A store on a fresh database."""
    return open_store(database)


class Visitor:
    """Someone with a browser: the key in its cookie, and one session of the app."""

    def __init__(self, store: Store, cookies: dict[str, str], key: str | None) -> None:
        self.store, self.key = store, key
        self._cookies = cookies
        self.also: dict[str, str] = {}
        self._screen = AppTest.from_file(str(FRAME), default_timeout=30)

    @property
    def plan(self) -> Plan:
        """What the store holds for this visitor."""
        assert self.key is not None
        return self.store.load(self.key).plan

    def box(self, address: str) -> str:
        """The key of the widget at an address in this visitor's plan."""
        assert self.key is not None
        return f"{mark(self.key)}.{address}"

    def have(self, plan: Plan) -> "Visitor":
        """Put a plan into the store as this visitor's own."""
        assert self.key is not None
        self.store.edit(self.key, lambda _: plan)
        return self

    def open(self, page: str, query: dict[str, str] | None = None, **state: Any) -> AppTest:
        """Open a page in the one session of this visitor; `state` is put into the session first."""
        self._cookies.clear()
        self._cookies.update(self.also)
        if self.key is not None:
            self._cookies[COOKIE] = self.key
        for name, value in (UNFOLDED | state).items():
            self._screen.session_state[name] = value
        if not self._screen._registered_pages:
            self._screen.run()
        self._screen.query_params = query or {}
        return self._screen.switch_page(str(ROOT / "pages" / f"{page}.py")).run()

    def come_back(self) -> "Visitor":
        """The same browser in a new session, as after a restart of the server."""
        return Visitor(self.store, self._cookies, self.key)


@pytest.fixture
def visitor(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Visitor]:
    """A function that makes visitors: with a new key, or with the key it is given."""
    cookies: dict[str, str] = {}
    # AppTest has no request, so it has no cookies: the visitor's own stand in for them.
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: StreamlitCookies(cookies)))
    return lambda key="": Visitor(store, cookies, new_key() if key == "" else key)


def shown(screen: AppTest) -> Iterator[tuple[str, str]]:
    """Every string sent to the browser, with what it is, such as ("Markdown.body", "Hello")."""
    for node in screen._tree:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from _strings(proto, type(proto).__name__)


def _strings(message: Message, title: str) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        name = f"{title}.{field.name}"
        for each in value if field.is_repeated else [value]:
            if isinstance(each, Message):
                yield from _strings(each, name)
            elif isinstance(each, str):
                yield from _inner(name, each)


def _inner(name: str, text: str) -> Iterator[tuple[str, str]]:
    yield from ((name, part) for part in (leaves(json.loads(text)) if name in JSON_INSIDE else [text]))


def leaves(node: Any) -> Iterator[str]:
    """Every string in plain data."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for part in node.values():
            yield from leaves(part)
    elif isinstance(node, list | tuple):
        for part in node:
            yield from leaves(part)


def component_data(screen: AppTest, name: str) -> list[Any]:
    """What each of our components of a name is given, in the order of the page."""
    return [json.loads(each.proto.json) for each in screen.get("bidi_component") if each.proto.component_name == name]


def trouble(screen: AppTest) -> list[str]:
    """What went wrong on the screen: exceptions and red boxes."""
    return [each.message for each in screen.exception] + [each.value for each in screen.error]
