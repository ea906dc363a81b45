"""Plans in a database. A change is applied to the newest stored plan, so two tabs never undo each other's fields."""

import functools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, create_engine, event, insert, select
from sqlalchemy import update as sql_update
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from workshop.keys import locator
from workshop.plan import Plan
from workshop.plan_file import FILE_LIMIT, dump, load

_plans = Table(
    "plans",
    MetaData(),
    Column("locator", String(64), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),
)
_TRIES = 20


class StoreError(Exception):
    """The database could not do it; nothing was changed."""


class PlanFullError(StoreError):
    """The plan would grow larger than a plan file may be; nothing was changed."""


@dataclass(frozen=True)
class Saved:
    """A plan as it stands in the database: revision 0 and no time if it was never saved."""

    plan: Plan
    revision: int = 0
    at: datetime | None = None


class Store:
    """Plans in one database, found by key."""

    def __init__(self, url: str) -> None:
        try:
            self._engine = _engine(url)
            _plans.metadata.create_all(self._engine)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise StoreError(f"The database of WORKSHOP_DATABASE_URL cannot be opened: {error}") from error

    def revision(self, key: str) -> int:
        """The number of the newest revision of a plan; 0 if there is none. Raises `StoreError`."""
        with self._connection() as connection:
            found = connection.scalar(select(_plans.c.revision).where(_plans.c.locator == locator(key)))
        return found or 0

    def load(self, key: str) -> Saved:
        """The newest revision of a plan; an empty plan if there is none. Raises `StoreError`, `PlanError`."""
        with self._connection() as connection:
            row = connection.execute(select(_plans).where(_plans.c.locator == locator(key))).one_or_none()
        if row is None:
            return Saved(Plan())
        return Saved(load(row.body), row.revision, row.saved_at.replace(tzinfo=row.saved_at.tzinfo or UTC))

    def edit(self, key: str, change: Callable[[Plan], Plan]) -> Saved:
        """Apply `change` to the newest plan and save it; returns what was saved, once it is on disk.

        Raises `StoreError`, `PlanError`, and whatever `change` raises; then nothing was changed.
        """
        for tries in range(1, _TRIES + 1):
            before = self.load(key)
            plan = change(before.plan)
            after = Saved(plan, before.revision + 1, datetime.now(UTC))
            if plan == before.plan:
                return before
            if self._put(key, before.revision, after):
                return after
            time.sleep(random.uniform(0, 0.01) * tries)  # noqa: S311 (so that writers do not stay in step)
        raise StoreError("Too many changes to this plan at once.")

    def _put(self, key: str, expected: int, saved: Saved) -> bool:
        body = dump(saved.plan)
        if len(body.encode()) > FILE_LIMIT:
            raise PlanFullError(f"A plan may hold up to {FILE_LIMIT:,} bytes.")
        row = {"revision": saved.revision, "body": body, "saved_at": saved.at}
        mine = (_plans.c.locator == locator(key)) & (_plans.c.revision == expected)
        try:
            with self._connection() as connection:
                if expected:
                    return connection.execute(sql_update(_plans).where(mine).values(row)).rowcount == 1
                connection.execute(insert(_plans).values(locator=locator(key), **row))
        except IntegrityError:
            return False
        return True

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            raise StoreError("The database does not answer.") from error


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        Path(parsed.database).touch(mode=0o600)  # what students write is for nobody else on this machine
    engine = create_engine(parsed)
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _sqlite_settings)
    return engine


def _sqlite_settings(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@functools.cache
def open_store(url: str) -> Store:
    """The store at a database address; one a process."""
    return Store(url)
