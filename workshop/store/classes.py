"""The classes in a database. A class is found by its teacher's key, by its join code, or by the plan of a student."""

import functools
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import SQLAlchemyError

from workshop import keys
from workshop.classroom.board import Board, Report
from workshop.store import class_rows, diary, tables
from workshop.store.class_rows import Class, Member, Membership
from workshop.store.connections import Database, until_done
from workshop.store.engine import leave_nothing
from workshop.store.errors import ConflictError, StoreError
from workshop.store.plans import Store, open_store
from workshop.store.rows import aware, now, today

MEMBERS_LIMIT = 500
CLASS_DAYS = 60
_SEEN_EVERY = timedelta(seconds=20)


class ClassFullError(StoreError):
    """There are as many students in the class as it can have; nothing was changed."""


class Classes(Database):
    """The classes in the database of a store."""

    def __init__(self, store: Store) -> None:
        self._engine = store._engine

    def begin(self, board: Board) -> str:
        """Start a class; returns its teacher's key. Raises `StoreError`."""
        key = keys.new_key()

        def attempt() -> bool | None:
            code = keys.new_join_code()
            holder = keys.holder(code)
            with suppress(ConflictError), self._connection() as connection:
                class_rows.add_class(connection, key, code, holder, board)
                return True
            return None

        until_done(attempt)
        return key

    def open(self, key: str) -> Class | None:
        """The class that a teacher's key runs; None if it has ended or never was. Raises `StoreError`."""
        with self._connection() as connection:
            return class_rows.class_of(connection, key)

    def used(self, key: str) -> None:
        """Note that a class was used today, so that it is kept. Raises `StoreError`."""
        table, mine = tables.class_keys.c, keys.teacher(key).locator
        found = select(table.class_id).where((table.locator == mine) & (table.kind == "teacher")).scalar_subquery()
        row = (tables.classes.c.id == found) & (tables.classes.c.used_on < today())
        with self._connection() as connection:
            connection.execute(update(tables.classes).where(row).values(used_on=diary.USED_ON), now())

    def write_board(self, key: str, change: Callable[[Board], Board]) -> Class | None:
        """Change what the class sees; None if it has ended. Raises `StoreError`."""

        def attempt() -> tuple[Class | None] | None:
            with self._connection() as connection:
                before = class_rows.class_of(connection, key)
                if before is None:
                    return (None,)
                board = change(before.board)
                done = class_rows.set_board(connection, before, board)
                return (replace(before, board=board, revision=before.revision + 1),) if done else None

        return until_done(attempt)[0]

    def members(self, found: Class, known: Mapping[str, Member] | None = None) -> dict[str, Member]:
        """The students in a class by number, in the order they came; those `known` are opened only if they changed.

        Raises `StoreError`.
        """
        known, table = known or {}, tables.members
        columns = (table.c.number, table.c.revision, table.c.joined_at, table.c.seen_at)
        mine = table.c.class_id == found.id
        with self._connection() as connection:
            rows = connection.execute(select(*columns).where(mine).order_by(table.c.joined_at, table.c.number)).all()
            changed = [
                row.number for row in rows if row.number not in known or known[row.number].revision != row.revision
            ]
            reports = connection.execute(
                select(*columns, table.c.report).where(mine & table.c.number.in_(changed))
            ).all()
            opened = {row.number: class_rows.member_in(found, row) for row in reports}
        here = {**known, **opened}
        return {row.number: replace(here[row.number], seen_at=aware(row.seen_at)) for row in rows if row.number in here}

    def remove(self, found: Class, number: str) -> None:
        """Take a student out of a class. Raises `StoreError`."""
        with self._connection() as connection:
            mine = (tables.members.c.class_id == found.id) & (tables.members.c.number == number)
            class_rows.remove_members(connection, mine)

    def end(self, key: str) -> None:
        """End a class: all that is kept of it is deleted. Raises `StoreError`."""
        with self._connection() as connection:
            found = class_rows.class_behind(connection, keys.teacher(key), "teacher")
            if found:
                class_rows.remove_class(connection, found[0].id)
        with suppress(SQLAlchemyError):
            leave_nothing(self._engine)

    def look(self, code: str) -> Board | None:
        """What stands on the board of the class that a code lets in; None if there is none. Raises `StoreError`."""
        holder = keys.holder(code)
        with self._connection() as connection:
            found = class_rows.class_behind(connection, holder, "code")
            return class_rows.board_in(class_rows.secret_in(found[1]), found[0]) if found else None

    def join(self, code: str, key: str, report: Report) -> Membership | None:
        """Let the student whose plan has this key into a class, out of any other; None if the code lets in nobody.

        Raises `ClassFullError`, `StoreError`.
        """
        holder = keys.holder(code)

        def attempt() -> tuple[Membership | None] | None:
            with suppress(ConflictError), self._connection() as connection:
                found = class_rows.class_behind(connection, holder, "code")
                if found is None:
                    return (None,)
                row, opens = found
                here = select(func.count()).select_from(tables.members).where(tables.members.c.class_id == row.id)
                if (connection.scalar(here) or 0) >= MEMBERS_LIMIT:
                    raise ClassFullError("The class is full.")
                secret = class_rows.secret_in(opens)
                board = class_rows.board_in(secret, row)
                own = Membership(row.id, secrets.token_hex(4), row.revision, board, secret, report.nickname)
                class_rows.remove_members(connection, tables.members.c.locator == keys.member(key).locator)
                class_rows.add_member(connection, key, row.id, row.public, own, report)
                class_rows.use(connection, row.id)
                return (own,)
            return None

        return until_done(attempt)[0]

    def mine(self, key: str, *, here: bool = False) -> Membership | None:
        """The class of the student whose plan has this key; `here` notes that a page of theirs is open.

        None if they are in no class, or it has ended. Raises `StoreError`.
        """
        with self._connection() as connection:
            row = class_rows.membership_row(connection, key)
            if row is None:
                return None
            now = datetime.now(UTC)
            if here and now - aware(row.seen_at) > _SEEN_EVERY:
                mine = tables.members.c.locator == keys.member(key).locator
                connection.execute(update(tables.members).where(mine).values(seen_at=now))
            return class_rows.membership_in(key, row)

    def tell(
        self,
        key: str,
        report: Callable[[Membership], Report],
        people: frozenset[str] | None = None,
        change: Callable[[Membership], Membership] = lambda own: own,
    ) -> Membership | None:
        """Write what a student lets the teacher see, after a `change` of what they say themselves.

        `people` are the keyed hashes of those on their list, if these are other than before. None if they are in no
        class any more. Raises `StoreError`.
        """

        def attempt() -> tuple[Membership | None] | None:
            with self._connection() as connection:
                row = class_rows.membership_row(connection, key)
                if row is None:
                    return (None,)
                own = change(class_rows.membership_in(key, row))
                if not class_rows.set_member(connection, key, row, own, report(own)):
                    return None
                if people is not None:
                    class_rows.set_people(connection, key, row.id, people)
                return (own,)

        return until_done(attempt)[0]

    def same_people(self, key: str, own: Membership, people: frozenset[str]) -> set[str]:
        """Which of these keyed hashes stand for someone on another student's list, too. Raises `StoreError`."""
        with self._connection() as connection:
            return class_rows.tags_of_others(connection, key, own.class_id, people)

    def leave(self, key: str) -> None:
        """Leave the class: nothing is kept there of the student whose plan has this key. Raises `StoreError`."""
        with self._connection() as connection:
            class_rows.remove_members(connection, tables.members.c.locator == keys.member(key).locator)

    def follow(self, old: str, new: str) -> None:
        """Let the class of a plan follow to the plan's new key. Raises `StoreError`."""
        with self._connection() as connection:
            row = class_rows.membership_row(connection, old)
            if row is not None:
                class_rows.remove_members(connection, tables.members.c.locator == keys.member(new).locator)
                class_rows.renamed(connection, old, new, row)

    def delete_unused(self, today: date, days: int) -> int:
        """Delete the classes that nobody used for so many days; how many there were. Raises `StoreError`.

        The clock alone decides nothing: see `diary`.
        """
        since = self._unused_since(today, days)
        with self._connection() as connection:
            old = connection.scalars(select(tables.classes.c.id).where(tables.classes.c.used_on < since)).all()
            for class_id in old:
                class_rows.remove_class(connection, class_id)
        return len(old)


@functools.cache
def open_classes(url: str) -> Classes:
    """The classes at a database address; one a process."""
    return Classes(open_store(url))
