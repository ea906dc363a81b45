"""The database behind the store's back, for tests that damage it or search it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Table, delete, insert, select, update
from sqlalchemy.engine import Connection

from workshop.store import tables
from workshop.store.engine import engine

Row = dict[str, Any]


@contextmanager
def behind(database: str) -> Iterator[Connection]:
    """A transaction in the database at an address."""
    made = engine(database)
    try:
        with made.begin() as connection:
            yield connection
    finally:
        made.dispose()


def ran(database: str, days: int, until: date) -> None:
    """Note that a server ran on the last days until one, that one too."""
    with behind(database) as connection:
        noted = [{"day": until - timedelta(days=number)} for number in range(days)]
        connection.execute(insert(tables.days_it_ran), noted)


def rows(database: str, table: Table, **where: Any) -> list[Row]:
    """The rows of a table that hold these values, in the order of their keys."""
    with behind(database) as connection:
        found = connection.execute(select(table).filter_by(**where).order_by(*table.primary_key))
        return [dict(row) for row in found.mappings()]


def everything(database: str) -> list[list[Row]]:
    """Every row of every table."""
    return [rows(database, table) for table in tables.metadata.sorted_tables]


def alter(database: str, column: "Column[Any]", change: Callable[[Any], Any], **where: Any) -> None:
    """Change one column of the only row that holds these values."""
    (row,) = rows(database, column.table, **where)
    with behind(database) as connection:
        connection.execute(update(column.table).where(_is(row, column)).values({column: change(row[column.name])}))


def swap(database: str, column: "Column[Any]", first: Row, second: Row) -> None:
    """Exchange what two rows hold in one column."""
    with behind(database) as connection:
        for row in (first, second) if column.primary_key else ():
            connection.execute(delete(column.table).where(_is(row, column)))
        for row, other in ((first, second), (second, first)):
            value = {column.name: other[column.name]}
            change = update(column.table).where(_is(row, column)).values(value)
            connection.execute(insert(column.table).values(row | value) if column.primary_key else change)


def _is(row: Row, column: "Column[Any]") -> Any:
    same = [key == row[key.name] for key in column.table.primary_key]
    return same[0] if len(same) == 1 else same[0] & same[1]
