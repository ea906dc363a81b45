"""How to reach the database: one SQLite file, or PostgreSQL for more than one copy of the workshop."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, func, select
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

_NAMES = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

# "Saved" means on disk, whatever the server's own settings say.
_PATIENCE, _LONG_PATIENCE = "busy_timeout = 10000", "busy_timeout = 600000"
_SQLITE = (_PATIENCE, "synchronous = FULL", "secure_delete = ON")
_WRITE_AHEAD = "PRAGMA journal_mode = WAL"
_TIMES, _APART = 200, 0.05  # seconds
_SESSION = {
    "synchronous_commit": "on",
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
}
# Without the last four, a server that lost its power is waited for for a quarter of an hour.
_POSTGRESQL = {
    "application_name": "career-conversations",
    "options": " ".join(f"-c {name}={value}" for name, value in _SESSION.items()),
    "connect_timeout": 5,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
# At most this many connections a copy, and one to ask whether it answers; PostgreSQL takes 100 unless told otherwise.
_FILE_POOL = {"pool_size": 20, "max_overflow": 20, "pool_timeout": 10}
_POOL = {"pool_size": 10, "max_overflow": 10, "pool_timeout": 10, "pool_pre_ping": True}

# PostgreSQL's SQLSTATE of what goes away by itself: two writers in each other's way, a statement that took too long,
# a server that stops, crashed or starts, and one with no connection left. Class 08 is a broken connection.
_PASSING = ("08", "40001", "40P01", "53300", "55P03", "57014", "57P01", "57P02", "57P03")
_SQLITE_BUSY, _SQLITE_LOCKED = 5, 6
_LOCK = 0x576F726B  # any number that nothing else on the server locks


class AddressError(ArgumentError):
    """Not the address of a database that plans can be kept in."""


def engine(url: str, connections: int | None = None) -> Engine:
    """The engine for a database address; makes the SQLite file, which only its owner can read, if there is none.

    It connects to nothing yet, and then by at most so many `connections`, if that is said.
    Raises `SQLAlchemyError`, `OSError`, `ImportError`.
    """
    parsed = _parsed(url)
    few = {"pool_size": connections, "max_overflow": 0} if connections else {}
    if parsed.get_backend_name() == "postgresql":
        ours = {name: value for name, value in _POSTGRESQL.items() if name not in parsed.query}
        return create_engine(parsed, connect_args=ours, **_POOL | few)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        Path(parsed.database).touch(mode=0o600)
    made = create_engine(parsed, **_FILE_POOL | few)
    event.listen(made, "connect", _set_up_sqlite)
    return made


@contextmanager
def writing(made: Engine) -> Iterator[Connection]:
    """A transaction to read a row in and change it, so that two writers wait for each other and neither starts anew.

    In SQLite one is in it at a time; for PostgreSQL, read the row with `select(…).with_for_update()`.
    """
    with made.begin() as connection:
        if made.dialect.name == "sqlite":
            connection.exec_driver_sql("begin immediate")
        yield connection


@contextmanager
def alone(made: Engine) -> Iterator[Connection]:
    """A transaction that one process at a time is in, as long as it takes: to make or change tables."""
    with made.begin() as connection:
        if made.dialect.name == "postgresql":
            connection.exec_driver_sql("set local statement_timeout = 0; set local lock_timeout = 0")
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        else:
            connection.exec_driver_sql(f"pragma {_LONG_PATIENCE}")
            connection.exec_driver_sql("begin immediate")
            connection.exec_driver_sql(f"pragma {_PATIENCE}")
        yield connection


def leave_nothing(made: Engine) -> None:
    """Take what was deleted out of SQLite's files too, unless somebody reads them at this moment."""
    if made.dialect.name == "sqlite":
        with made.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")


def passing(error: SQLAlchemyError) -> bool:
    """Whether trying again soon may help. The lost answer to a commit is such an error too: look before you repeat."""
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(code := getattr(error.orig, "sqlite_errorcode", None), int):
        return code & 0xFF in (_SQLITE_BUSY, _SQLITE_LOCKED)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # PostgreSQL did not get to say anything: no connection
        return type(error.orig).__name__ == "OperationalError" or error.connection_invalidated
    return str(state).startswith(_PASSING)


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite address; None for PostgreSQL and for a database in memory. Raises `AddressError`."""
    parsed = _parsed(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def for_pg_dump(url: str) -> str:
    """A PostgreSQL address as PostgreSQL's own programs take it, without the password. Raises `AddressError`."""
    parts = _parsed(url)._asdict() | {"drivername": "postgresql", "password": None}
    return URL.create(**parts).render_as_string()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise AddressError("it is not of the form sqlite:///file or postgresql://user:password@host/name") from error
    if parsed.drivername not in _NAMES:
        raise AddressError(f"it begins with {parsed.drivername}://, not with sqlite:/// or postgresql://")
    return parsed.set(drivername=_NAMES[parsed.drivername])


def _set_up_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE:
        cursor.execute(f"PRAGMA {pragma}")
    for _ in range(_TIMES):  # SQLite itself does not wait where several open a new file at the same moment
        with suppress(connection.OperationalError):
            cursor.execute(_WRITE_AHEAD)
            break
        time.sleep(_APART)
    else:
        cursor.execute(_WRITE_AHEAD)
    cursor.close()
