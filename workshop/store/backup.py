"""Copies of the SQLite file: made while the workshop runs, put back while it does not."""

import os
import shlex
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from workshop.paths import HOME
from workshop.store.engine import AddressError, for_pg_dump, sqlite_file

_PLANS = "sealed_plans"  # the table that every database of the workshop has


class BackupError(Exception):
    """It could not be done; the database is as it was."""


def backup(url: str, out: Path) -> int:
    """Copy the database at an address to a new file that only its owner can read; the number of plans in it.

    Raises `BackupError`, `OSError`.
    """
    current = _current(url, f"pg_dump --format=custom --file={shlex.quote(str(out))}")
    if out.exists():
        raise BackupError(f"{out} is there already; give a name that is not.")
    if not current.exists():
        raise BackupError(f"There is no database at {current}.")
    with _new_file(out) as copy:
        plans = _copy(current, copy)
        copy.replace(out)
    return plans


def copy_beside(current: Path, why: str) -> Path:
    """A copy of a database as it is now, in the same folder, with `why` and the time in its name.

    Raises `BackupError`, `OSError`.
    """
    kept = _name_beside(current, why)
    with _new_file(kept) as copy:
        _copy(current, copy)
        _give(copy, current)
        copy.replace(kept)
    return kept


def restore(url: str, file: Path, replace: bool = False) -> Path | None:
    """Make a backup the database at an address; where what was there before is kept, if it held anything.

    Plans are replaced if `replace` says so only. Raises `BackupError`, `OSError`.
    """
    current = _current(url, f"pg_restore --clean --if-exists --no-owner --single-transaction {shlex.quote(str(file))}")
    current.parent.mkdir(parents=True, exist_ok=True)
    with _new_file(current) as copy:
        _copy(file, copy)
        kept = None
        if _holds_something(current):
            if not replace:
                raise BackupError(f"{current} is not empty; with --replace it is kept beside it under another name.")
            kept = _keep(current)
        for ending in ("-wal", "-shm", "-journal"):  # SQLite would read what is left of them into the new file
            current.with_name(current.name + ending).unlink(missing_ok=True)
        _give(copy, current if current.exists() else current.parent)
        copy.replace(current)
    return kept


def _current(url: str, instead: str) -> Path:
    """The SQLite file of an address; for PostgreSQL the error names the command to use instead."""
    try:
        file = sqlite_file(url)
        if file is not None:
            return HOME / file
        command = f"{instead} --dbname={shlex.quote(for_pg_dump(url))}"
    except AddressError as error:
        raise BackupError(f"The address in WORKSHOP_DATABASE_URL cannot be used: {error}") from error
    raise BackupError(f"The plans are not in an SQLite file. PostgreSQL has its own command for this: {command}")


@contextmanager
def _new_file(beside: Path) -> Iterator[Path]:
    """An empty file for its owner only, in the same folder; gone at the end if it still has its first name."""
    handle, name = tempfile.mkstemp(dir=beside.parent, prefix=f".{beside.name}-")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _copy(source: Path, copy: Path) -> int:
    """Fill an empty file with what the database in `source` holds at this moment; the number of plans."""
    with _reading(source) as connection:
        connection.execute("vacuum into ?", (str(copy),))
    with _reading(copy) as connection:
        if (found := connection.execute("pragma integrity_check").fetchone()[0]) != "ok":
            raise BackupError(f"{source} is damaged: {found}.")
        plans = _count(connection)
    if plans is None:
        raise BackupError(f"{source} is not a database of the workshop.")
    _to_disk(copy)
    return plans


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as opened:
            yield opened
    except sqlite3.Error as error:
        raise BackupError(f"{file} cannot be read as a database: {error}.") from error


def _count(connection: sqlite3.Connection) -> int | None:
    """The number of plans; None if there is no table for them."""
    if not connection.execute("select 1 from sqlite_schema where type = 'table' and name = ?", (_PLANS,)).fetchone():
        return None
    return int(connection.execute(f"select count(*) from {_PLANS}").fetchone()[0])  # noqa: S608 (a constant)


def _holds_something(current: Path) -> bool:
    """Whether there is more than an empty database, or a damaged one; makes sure that nobody has it open."""
    if not current.exists() or not current.stat().st_size:
        return False
    try:
        with closing(sqlite3.connect(current, timeout=1, isolation_level=None)) as connection:
            connection.execute("pragma locking_mode = exclusive")
            connection.execute("begin exclusive")
            connection.execute("rollback")
            plans = _count(connection)
            connection.execute("pragma journal_mode = delete")  # all of it is in the one file from here on
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            return True
        raise BackupError(f"Something has {current} open ({error}). Stop the workshop first.") from error
    return plans != 0


def _keep(current: Path) -> Path:
    """A copy of the database as it is, under a name with the time in it."""
    kept = _name_beside(current, "until")
    for ending in ("", "-wal"):
        part, its_copy = (each.with_name(each.name + ending) for each in (current, kept))
        if part.exists():
            shutil.copy2(part, its_copy)
            _give(its_copy, current)
            _to_disk(its_copy)
    return kept


def _name_beside(current: Path, why: str) -> Path:
    kept = current.with_stem(f"{current.stem}-{why}-{datetime.now():%Y-%m-%d-%H%M%S}")
    if kept.exists():
        raise BackupError(f"{kept} is there already; try again.")
    return kept


def _give(file: Path, like: Path) -> None:
    """Give a file to the owner of another, so that root can restore for the account that runs the workshop."""
    if os.name != "nt" and os.geteuid() == 0:
        owner = like.stat()
        os.chown(file, owner.st_uid, owner.st_gid)


def _to_disk(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
