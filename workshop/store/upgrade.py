"""Whether the tables in a database are those of this version: made, brought there, or refused in words.

Alembic takes a tenth of a second to load, so that is left until it has something to do.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from workshop.store import tables
from workshop.store.backup import BackupError, copy_beside
from workshop.store.engine import alone, engine, sqlite_file
from workshop.store.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")
_FIRST = "0001"  # the revision of a database that does not say of which it is
_VERSION = Table(  # as Alembic makes it
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
_ONE_AT_A_TIME = Lock()  # what Alembic works on is known to the whole process

_BACK = {
    "sqlite": "put back a backup (workshop restore FILE --replace)",
    "postgresql": "put back a backup (deploy/README.md says how)",
}
_NEWER = (
    "The database was written by a newer version of the workshop: revision {revision} of its tables is not known here. "
    "Nothing was changed. Install that version again, or {back} that was made before it was installed."
)
_OLDER = (
    "The tables in the database are of an older version of the workshop. Nothing was changed. "
    "Make a backup (deploy/README.md says how), then bring them to this version with: workshop upgrade"
)
_GAPS = (
    "The database is not as this version of the workshop needs it: {gaps}. Saving would fail. Nothing was changed. "
    "Either {back}, or name another database in WORKSHOP_DATABASE_URL."
)
_NO_COPY = (
    "The database has to be brought to this version of the workshop. Nothing was changed, since it could not be copied "
    "before: {error}"
)


@dataclass(frozen=True)
class Upgraded:
    """What was done to a database of an older version: `copy` is its SQLite file as it was before."""

    copy: Path | None


def upgrade(url: str) -> Upgraded | None:
    """Bring the database at an address to this version; None if it is of this version already. Raises `StoreError`."""
    with opening():
        file = sqlite_file(url)
        if file and not file.exists():
            raise StoreError(f"There is no database at {file}.")
        made = engine(url)
        try:
            return prepare(made, asked=True)
        finally:
            made.dispose()


@contextmanager
def opening() -> Iterator[None]:
    """Say in words what keeps a database from being opened. Raises `StoreError`."""
    try:
        yield
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise StoreError(f"The database of WORKSHOP_DATABASE_URL cannot be opened: {error}") from error


def prepare(made: Engine, *, asked: bool = False) -> Upgraded | None:
    """Make the tables in an empty database; bring an older SQLite file to this version, after a copy of it.

    PostgreSQL, which other copies of the workshop may use at this moment, is changed only if that was `asked` for.
    Raises `StoreError`; then nothing was changed.
    """
    with ExitStack() as failed:
        with alone(made) as connection:
            if _is_current(connection):
                return None
            if made.dialect.name == "postgresql" and not asked:
                raise StoreError(_OLDER)
            copy = _copied(made)
            if copy:
                failed.callback(copy.unlink)
            _upgrade(connection)
            _refuse_gaps(connection, tables.metadata.sorted_tables)
        failed.pop_all()
    return Upgraded(copy)


def _is_current(connection: Connection) -> bool:
    """Whether the tables are those of this version; an empty database gets them. Raises `StoreError`."""
    revision = _revision(connection)
    if revision == tables.REVISION:
        _refuse_gaps(connection, tables.metadata.sorted_tables)
        return True
    if revision is not None and revision not in _known():
        raise StoreError(_NEWER.format(revision=revision, back=_BACK[connection.dialect.name]))
    return False


def _revision(connection: Connection) -> str | None:
    """The revision of the tables, written down if it was not; None if there are only some of the first ones.

    An empty database gets its tables. Raises `StoreError`.
    """
    there = set(inspect(connection).get_table_names())
    said = connection.scalars(select(_VERSION.c.version_num)).one_or_none() if _VERSION.name in there else None
    if said is not None:
        return str(said)
    if there.isdisjoint(tables.metadata.tables):
        tables.metadata.create_all(connection)
        revision = tables.REVISION
    elif _has_first_tables(connection, there):
        revision = _FIRST
    else:
        return None
    _VERSION.create(connection, checkfirst=True)
    connection.execute(insert(_VERSION).values(version_num=revision))
    return revision


def _has_first_tables(connection: Connection, there: set[str]) -> bool:
    """Whether a database has all tables of the first revision. Raises `StoreError` if one of them lacks something."""
    from workshop.store.migrations.versions.v0001_tables_of_0_1 import metadata

    _refuse_gaps(connection, [table for table in metadata.sorted_tables if table.name in there])
    return metadata.tables.keys() <= there


def _refuse_gaps(connection: Connection, wanted: Iterable[Table]) -> None:
    """Raise `StoreError` if a row could not be saved in one of these tables."""
    found = inspect(connection).get_multi_columns()
    there = {name: {column["name"]: column for column in columns} for (_, name), columns in found.items()}
    gaps = [gap for table in wanted for gap in _gaps(table, there.get(table.name))]
    if gaps:
        raise StoreError(_GAPS.format(gaps="; ".join(gaps), back=_BACK[connection.dialect.name]))


def _gaps(table: Table, there: dict[str, Any] | None) -> Iterator[str]:
    if there is None:
        yield f"it has no table {table.name}"
        return
    for column in table.columns:
        if column.name not in there:
            yield f"the table {table.name} has no column {column.name}"
    for name, column in there.items():
        fills_itself = column["nullable"] or column["default"] or column.get("computed") or column.get("identity")
        if name not in table.columns and not fills_itself:
            yield f"the table {table.name} has a column {name} that must be filled"


def _copied(made: Engine) -> Path | None:
    """A copy of an SQLite file beside it. Raises `StoreError`."""
    if not made.url.database or made.dialect.name != "sqlite":
        return None
    try:
        return copy_beside(Path(made.url.database), "before-upgrade")
    except (BackupError, OSError) as error:
        raise StoreError(_NO_COPY.format(error=error)) from error


def _upgrade(connection: Connection) -> None:
    """Go from the revision of the tables to the newest one, in the transaction that is open."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")


def _known() -> set[str]:
    """The revisions that this version can start from."""
    from alembic.script import ScriptDirectory

    return {each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
