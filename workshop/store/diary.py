"""The days on which the server ran: what nobody uses is deleted by them, since one wrong clock could delete everything.

How long something was not used is counted to the day that has `RAN_SINCE` more days on which the server ran behind it.
A clock that is wrong once adds one day; only one that was wrong on all these days is believed.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection

from workshop.store import tables

RAN_SINCE, _KEPT = 14, 100  # days
_DAY = tables.days_it_ran.c.day
_LATER = select(func.max(_DAY)).where(bindparam("today", type_=Date) < _DAY).scalar_subquery()

USED_ON: Any = func.coalesce(_LATER, bindparam("today", type_=Date))
"""The day of a use: `today`, or the newest day on which the server ran, if the clock is behind that by now."""


def note(connection: Connection, today: date) -> None:
    """Note that the server ran today. Fails if that was noted before."""
    connection.execute(insert(tables.days_it_ran).values(day=today))


def unused_since(connection: Connection, today: date, days: int) -> date:
    """The day before which something must have been used last, to be deleted after so many days without use."""
    count = min(RAN_SINCE, days)
    newest = select(_DAY).where(today >= _DAY).order_by(_DAY.desc())
    ran = connection.scalars(newest.limit(_KEPT)).all()
    if len(ran) < count:
        return date.min
    connection.execute(delete(tables.days_it_ran).where((ran[-1] > _DAY) | (today < _DAY)))
    counted_to: date = ran[count - 1]
    return counted_to - timedelta(days=days)
