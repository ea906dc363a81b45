"""The days on which the server ran: what nobody uses is deleted by them, since one wrong clock could delete everything.

How long something was not used is counted to the day that has `RAN_SINCE` more days on which the server ran behind it.
A clock that is wrong once adds one day; only one that was wrong on all these days is believed.

A day after today means that a clock was ahead once, or that it is behind now. Which of them, no single day can tell:
that day is put right once the clock stood before it on `RAN_SINCE` days, and was never past it between them.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from workshop.store import tables

RAN_SINCE, _KEPT = 14, 100  # days
_DAY, _BEFORE = tables.days_it_ran.c.day, tables.days_before_later.c.day
_LATER = select(func.max(_DAY)).where(bindparam("today", type_=Date) < _DAY).scalar_subquery()

USED_ON: Any = func.coalesce(_LATER, bindparam("today", type_=Date))
"""The day of a use: `today`, or the newest day on which the server ran, if the clock is behind that by now."""


def note(connection: Connection, today: date) -> None:
    """Note that the server ran today. Fails if that was noted before."""
    connection.execute(insert(tables.days_it_ran).values(day=today))


def note_later(connection: Connection, today: date) -> None:
    """Note today as a day before one that was noted already, if it is. Fails if that was noted before."""
    if _later(connection, today):
        connection.execute(insert(tables.days_before_later).values(day=today))
    else:
        connection.execute(delete(tables.days_before_later))


def unused_since(connection: Connection, today: date, days: int) -> date:
    """The day before which something must have been used last, to be deleted after so many days without use."""
    _put_right(connection, today)
    count = min(RAN_SINCE, days)
    newest = select(_DAY).where(today >= _DAY).order_by(_DAY.desc())
    ran = connection.scalars(newest.limit(_KEPT)).all()
    if len(ran) < count:
        return date.min
    connection.execute(delete(tables.days_it_ran).where(ran[-1] > _DAY))
    counted_to: date = ran[count - 1]
    return counted_to - timedelta(days=days)


def _put_right(connection: Connection, today: date) -> None:
    """Forget the days after today, and that something was used on them, if today can be believed.

    It can be if no later day is noted. With that alone the first days of a server would be believed, too.
    """
    if _later(connection, today):
        before = connection.scalar(select(func.count()).where(today >= _BEFORE)) or 0
        if before < RAN_SINCE:
            return
        connection.execute(delete(tables.days_it_ran).where(today < _DAY))
        connection.execute(delete(tables.days_before_later))
    elif (connection.scalar(select(func.count()).where(today >= _DAY)) or 0) < RAN_SINCE:
        return
    for table in (tables.plans, tables.classes):
        connection.execute(update(table).where(today < table.c.used_on).values(used_on=today))


def _later(connection: Connection, today: date) -> bool:
    """Whether a day after today is noted."""
    return connection.scalar(select(_DAY).where(today < _DAY).limit(1)) is not None
