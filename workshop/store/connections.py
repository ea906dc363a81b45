"""One database, and a transaction in it that is done whole or not at all."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from workshop.database import alone, engine
from workshop.keys import SealError
from workshop.store import tables
from workshop.store.errors import ConflictError, StoreError

Done = TypeVar("Done")
_TRIES = 60


class Database:
    """A database with our tables in it."""

    def __init__(self, url: str) -> None:
        try:
            self._engine = engine(url)
            with alone(self._engine) as connection:
                tables.metadata.create_all(connection)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise StoreError(f"The database of WORKSHOP_DATABASE_URL cannot be opened: {error}") from error

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError as error:
            raise ConflictError("Someone else was first.") from error
        except SQLAlchemyError as error:
            raise StoreError("The database does not answer.") from error
        except SealError as error:
            raise ConflictError("What is stored is damaged, or was sealed anew at the same time.") from error


def until_done(attempt: Callable[[], Done | None]) -> Done:
    """What an attempt gives as soon as nobody else was first. Raises `StoreError` after too many."""
    for tries in range(1, _TRIES + 1):
        done = attempt()
        if done is not None:
            return done
        time.sleep(random.uniform(0, 0.02) * min(tries, 10))  # noqa: S311 (so that writers do not stay in step)
    raise StoreError("Too many changes to this plan at once.")
