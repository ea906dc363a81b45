"""One database, and a transaction in it that is done whole or not at all."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from workshop.keys import SealError
from workshop.store import diary
from workshop.store.engine import engine
from workshop.store.errors import ConflictError, StoreError
from workshop.store.upgrade import opening, prepare

Done = TypeVar("Done")
_TRIES, _PATIENCE = 20, 5.0  # seconds; the page that waits gives up after eight
_TOO_MANY = "Too many changes to this plan at once."


class Database:
    """A database with our tables in it; `upgraded` says what was done to one of an older version."""

    def __init__(self, url: str) -> None:
        with opening():
            self._engine, self._asking = engine(url), engine(url, connections=1)
            self.upgraded = prepare(self._engine)

    def ping(self) -> None:
        """Ask the database for an answer, on a connection that nothing else uses. Raises `StoreError`."""
        with self._connection(self._asking) as connection:
            connection.scalar(select(1))

    def _unused_since(self, today: date, days: int) -> date:
        """The day before which something must have been used last, to be deleted after so many days without use."""
        for note in (diary.note, diary.note_later):
            with suppress(ConflictError), self._connection() as connection:
                note(connection, today)
        with self._connection() as connection:
            return diary.unused_since(connection, today, days)

    @contextmanager
    def _connection(self, made: Engine | None = None) -> Iterator[Connection]:
        try:
            with (made or self._engine).begin() as connection:
                yield connection
        except IntegrityError as error:
            raise ConflictError("Someone else was first.") from error
        except SQLAlchemyError as error:
            raise StoreError("The database does not answer.") from error
        except SealError as error:
            raise ConflictError("What is stored is damaged, or was sealed anew at the same time.") from error


@dataclass
class _Turn:
    lock: Lock = field(default_factory=Lock)
    wanted: int = 0


class Turns:
    """One at a time for each name, within this process."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}
        self._lock = Lock()

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Wait until nobody else has the turn of this name. Raises `StoreError` if that takes too long."""
        with self._lock:
            turn = self._turns.setdefault(name, _Turn())
            turn.wanted += 1
        try:
            if not turn.lock.acquire(timeout=_PATIENCE):
                raise StoreError(_TOO_MANY)
            try:
                yield
            finally:
                turn.lock.release()
        finally:
            self._leave(name, turn)

    def _leave(self, name: str, turn: _Turn) -> None:
        with self._lock:
            turn.wanted -= 1
            if not turn.wanted:
                del self._turns[name]


def until_done(attempt: Callable[[], Done | None]) -> Done:
    """What an attempt gives as soon as nobody else was first. Raises `StoreError` after too many, or too long."""
    until = time.monotonic() + _PATIENCE
    for tries in range(1, _TRIES + 1):
        done = attempt()
        if done is not None:
            return done
        if time.monotonic() > until:
            break
        time.sleep(random.uniform(0, 0.02) * tries)  # noqa: S311 (so that writers do not stay in step)
    raise StoreError(_TOO_MANY)
