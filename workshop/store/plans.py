"""The store: plans found by a secret, opened by it, and changed by compare-and-set on their revision."""

import functools
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from workshop import keys
from workshop.keys import Capability
from workshop.plan.file import PlanError
from workshop.plan.history import Change
from workshop.plan.limits import grown_too_large
from workshop.plan.model import Plan
from workshop.plan.shared_view import Parts, Shown
from workshop.store import diary, rows, sealing, tables
from workshop.store.connections import Database, Turns, until_done
from workshop.store.engine import leave_nothing
from workshop.store.errors import ConflictError, PlanFullError, StoreError, Why
from workshop.store.rows import Link, Saved

CODE_LIVES, A_DAY = timedelta(minutes=10), timedelta(days=1)
LINKS_LIMIT = 20
_THIN_EVERY = 50
_Done = TypeVar("_Done")


class Store(Database):
    """Plans in one database. In one process, one change of a plan is made at a time."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._turns = Turns()

    def revision(self, key: str) -> int:
        """The number of the newest revision of a plan; 0 if there is none. Raises `StoreError`."""
        with self._connection() as connection:
            found = connection.scalar(rows.of(tables.plans.c.revision), {"locator": keys.locator(key)})
        return found or 0

    def load(self, key: str) -> Saved:
        """The newest revision of a plan; an empty plan if there is none. Raises `StoreError`, `PlanError`."""
        opened = self._owned(key)
        return opened.saved if opened else Saved(Plan())

    def edit(self, key: str, change: Callable[[Plan], Plan], known: Saved | None = None) -> Saved:
        """Apply `change` to the newest plan and save it; returns what was saved, once it is on disk.

        `known` is what was loaded last: while it is the newest, it need not be opened again.
        Raises `StoreError`, `PlanError`, and whatever `change` raises; then nothing was changed.
        """

        def attempt() -> Saved | None:
            before = self._owned(key, known)
            saved = before.saved if before else Saved(Plan())
            plan = change(saved.plan)
            if plan == saved.plan:
                return saved
            if of := grown_too_large(plan, saved.plan):
                raise PlanFullError(of)
            after = Saved(plan, saved.revision + 1, datetime.now(UTC))
            return after if (self._replace(before, after) if before else self._begin(key, after)) else None

        with self._turns.of(keys.locator(key)):
            return until_done(attempt)

    def begun(self, key: str) -> None:
        """Save an empty plan where there is none yet, so that a code can open it. Raises `StoreError`, `PlanError`."""

        def attempt() -> bool | None:
            empty = Saved(Plan(), 1, datetime.now(UTC))
            return True if self._owned(key) or self._begin(key, empty) else None

        with self._turns.of(keys.locator(key)):
            until_done(attempt)

    def _begin(self, key: str, after: Saved) -> bool:
        plan_id, data_key = secrets.token_hex(16), keys.new_data_key()
        sealed = sealing.seal_plan(data_key, plan_id, after.revision, after.plan)
        row = {"revision": after.revision, "sealed": sealed, "saved_at": after.at}
        try:
            with self._connection() as connection:
                connection.execute(insert(tables.plans).values(id=plan_id, used_on=diary.USED_ON, **row), rows.now())
                rows.add_key(connection, keys.owner(key), plan_id, "owner", data_key)
                rows.refuse_ended(connection, keys.locator(key))
                rows.note_change(connection, rows.Opened(plan_id, data_key, Saved(Plan())), after)
        except ConflictError:
            return False
        return True

    def _replace(self, before: rows.Opened, after: Saved) -> bool:
        sealed = sealing.seal_plan(before.data_key, before.id, after.revision, after.plan)
        with self._connection() as connection:
            if not rows.set_plan(connection, before, revision=after.revision, sealed=sealed, saved_at=after.at):
                return False
            rows.note_change(connection, before, after)
            if after.revision % _THIN_EVERY == 0:
                rows.thin(connection, before, after.plan)
        return True

    def changes(self, key: str) -> list[Change]:
        """What was changed in a plan, oldest first. Raises `StoreError`, `PlanError`."""
        return self._read(key, rows.changes)

    def used(self, key: str) -> None:
        """Note that a plan was used today, so that it is kept. Raises `StoreError`."""
        mine = select(tables.keys.c.plan).where(tables.keys.c.locator == keys.locator(key)).scalar_subquery()
        row = (tables.plans.c.id == mine) & (tables.plans.c.used_on < rows.today())
        with self._connection() as connection:
            connection.execute(update(tables.plans).where(row).values(used_on=diary.USED_ON), rows.now())

    def delete(self, key: str) -> None:
        """Delete a plan for good, with its history, links and codes. Raises `StoreError`."""
        with self._connection() as connection:
            plan_id = connection.scalar(rows.of(tables.plans.c.id), {"locator": keys.locator(key)})
        if plan_id:
            self._delete(tables.plans.c.id == plan_id, plan_id, "deleted")
            self._leave_nothing()

    def delete_unused(self, today: date, days: int) -> int:
        """Delete the plans that nobody used for so many days; how many there were. Raises `StoreError`.

        The clock alone decides nothing: see `diary`.
        """
        since = self._unused_since(today, days)
        with self._connection() as connection:
            old = connection.scalars(select(tables.plans.c.id).where(tables.plans.c.used_on < since)).all()
        deleted = [self._delete(tables.plans.c.used_on < since, plan_id, "unused") for plan_id in old]
        with self._connection() as connection:
            # By the clock alone: whoever has lost a code to a wrong clock makes another. A code that was used stays for
            # a day after its time, since `code_used` tells by it that it was.
            connection.execute(delete(tables.keys).where(tables.keys.c.until < datetime.now(UTC) - A_DAY))
            connection.execute(delete(tables.gone).where(tables.gone.c.gone_on < since))
        return sum(deleted)

    def _delete(self, condition: Any, plan_id: str, why: Why) -> bool:
        with self._connection() as connection:
            lock = update(tables.plans).where((tables.plans.c.id == plan_id) & condition)
            if connection.execute(lock.values(revision=tables.plans.c.revision + 1)).rowcount != 1:
                return False
            rows.end_keys(connection, plan_id, why, *rows.KINDS)
            connection.execute(delete(tables.changes).where(tables.changes.c.plan == plan_id))
            connection.execute(delete(tables.plans).where(tables.plans.c.id == plan_id))
        return True

    def share(self, key: str, name: str, parts: Parts = None) -> Link:
        """Make a view link that shows some parts of the plan, or all of it.

        Raises `StoreError` if there is no plan yet or there are too many links.
        """

        def add(connection: Connection, opened: rows.Opened) -> Link:
            if len(rows.links(connection, key, opened)) >= LINKS_LIMIT:
                raise StoreError("There are too many links.")
            number = secrets.token_hex(4)
            link = Link(number, name, keys.link(key, number), datetime.now(UTC), parts)
            rows.add_link(connection, key, opened, link)
            return link

        return self._exclusively(key, add)

    def links(self, key: str) -> list[Link]:
        """The view links of a plan, oldest first. Raises `StoreError`, `PlanError`."""
        return self._read(key, lambda connection, opened: rows.links(connection, key, opened))

    def set_link_parts(self, key: str, number: str, change: Callable[[Parts], Parts]) -> None:
        """Change which parts of the plan a view link shows. Raises `StoreError` if there is no such link."""
        self._exclusively(key, lambda connection, opened: rows.change_parts(connection, key, opened, number, change))

    def revoke(self, key: str, number: str) -> None:
        """End a view link, and seal the plan anew: what the link opened opens nothing written from now on."""
        self._reseal(key, key, lambda link: link.number != number)

    def rotate(self, key: str, new: str = "") -> str:
        """Give the plan a new key, which is returned; the old key, its links and its codes open nothing any more.

        Raises `StoreError`: a key that was returned opens the plan, if there is one.
        """
        new = new or keys.new_key()
        self._reseal(key, new, lambda _: False)
        return new

    def _reseal(self, old: str, new: str, keep: Callable[[Link], bool]) -> None:
        def reseal(connection: Connection, opened: rows.Opened) -> None:
            fresh = rows.Opened(opened.id, keys.new_data_key(), opened.saved)
            rows.reseal_plan(connection, opened, fresh)
            rows.reseal_changes(connection, opened, fresh)
            rows.reseal_keys(connection, old, new, opened, fresh, keep)

        if self.load(old).revision:
            self._exclusively(old, reseal)
            self._leave_nothing()

    def _leave_nothing(self) -> None:
        with suppress(SQLAlchemyError):  # what was asked for is done; the files follow when the database next has time
            leave_nothing(self._engine)

    def view(self, link: str) -> Shown | None:
        """What a view link shows; None if the link was revoked or never was. Raises `StoreError`, `PlanError`."""
        viewer = keys.viewer(link)
        row = self._row_of(viewer, "view")
        return rows.shown(viewer, row) if row else None

    def view_version(self, link: str) -> tuple[Any, ...] | None:
        """What changes with all that a view link shows; None if the link was revoked. Raises `StoreError`."""
        mine = (tables.keys.c.locator == keys.viewer(link).locator) & (tables.keys.c.kind == "view")
        with self._connection() as connection:
            both = select(tables.plans.c.revision, tables.keys.c.note).join(tables.keys).where(mine)
            row = connection.execute(both).one_or_none()
        return tuple(row) if row else None

    def new_code(self, key: str) -> tuple[str, datetime]:
        """A one-time code that opens this plan on another device, and until when. Raises `StoreError`."""
        code, until = keys.new_code(), datetime.now(UTC) + CODE_LIVES
        self._add_code(key, code, "move", until)
        return code, until

    def recovery_code(self, key: str) -> str:
        """The code of the recovery sheet: it opens the plan until the key is changed. Raises `StoreError`."""
        code = keys.recovery_code(key)
        if self._row(keys.holder(code), "recovery") is None:
            self._add_code(key, code, "recovery", None)
        return code

    def team_code(self, key: str) -> str | None:
        """The code with which others come into the team of this plan, if there is one. Raises `StoreError`."""
        with self._connection() as connection:
            plan_id = rows.of(tables.plans.c.id).scalar_subquery()
            found = select(tables.keys.c.note).where(rows.kind_of(plan_id, "team"))
            note = connection.scalar(found, {"locator": keys.locator(key)})
        return keys.team_code(key, note.decode()) if note else None

    def new_team_code(self, key: str) -> str:
        """The code of `team_code`, made if there is none; it works until it is ended. Raises `StoreError`."""
        code = self.team_code(key)
        if code is None:
            number = secrets.token_hex(8)
            code = keys.team_code(key, number)
            self._add_code(key, code, "team", None, note=number.encode())
        return code

    def end_team_code(self, key: str) -> None:
        """Let nobody else into the team; who is in it already stays. Raises `StoreError`."""

        def end(connection: Connection, opened: rows.Opened) -> None:
            connection.execute(delete(tables.keys).where(rows.kind_of(opened.id, "team")))

        self._exclusively(key, end)

    def _add_code(self, key: str, code: str, kind: str, until: datetime | None, **more: Any) -> None:
        holder = keys.holder(code)

        def add(connection: Connection, opened: rows.Opened) -> None:
            connection.execute(delete(tables.keys).where(rows.kind_of(opened.id, kind)))
            rows.add_key(connection, holder, opened.id, kind, key.encode(), until=until, **more)

        self._exclusively(key, add)

    def peek_code(self, code: str, *kinds: str) -> str | None:
        """The key behind a code that still works, by default one for another device; the code goes on working.

        Raises `StoreError`.
        """
        holder = keys.holder(code)
        row = self._row(holder, *(kinds or ("move", "recovery")))
        return rows.key_behind(holder, row) if row else None

    def code_used(self, key: str, code: str) -> bool:
        """Whether a one-time code is known to have opened the plan of this key somewhere. Raises `StoreError`."""
        with self._connection() as connection:
            plan_id = rows.of(tables.plans.c.id).scalar_subquery()
            mine = rows.kind_of(plan_id, "used") & (tables.keys.c.locator == keys.holder(code).locator)
            return connection.scalar(select(tables.keys.c.kind).where(mine), {"locator": keys.locator(key)}) is not None

    def redeem_code(self, code: str) -> str | None:
        """The key behind a code that still works; a one-time code is used up by it. Raises `StoreError`."""
        holder = keys.holder(code)
        row = self._row(holder, "move", "recovery")
        key = rows.key_behind(holder, row) if row else None
        if row and row.kind == "move":
            with self._connection() as connection:
                if not rows.use_up(connection, holder.locator):
                    return None
        return key

    def _row(self, capability: Capability, *kinds: str) -> Any:
        alive = tables.keys.c.until.is_(None) | (tables.keys.c.until > datetime.now(UTC))
        mine = (tables.keys.c.locator == capability.locator) & tables.keys.c.kind.in_(kinds) & alive
        with self._connection() as connection:
            return connection.execute(select(tables.keys).where(mine)).one_or_none()

    def _owned(self, key: str, known: Saved | None = None) -> rows.Opened | None:
        """The plan of an owner's key; None if there is none yet. Raises `PlanGoneError` if there was one."""
        opened = self._open(keys.owner(key), "owner", known)
        if opened is None:
            with self._connection() as connection:
                rows.refuse_ended(connection, keys.locator(key))
        return opened

    def _open(self, capability: Capability, kind: str, known: Saved | None = None) -> rows.Opened | None:
        row = self._row_of(capability, kind)
        return rows.opened(capability, row, known) if row else None

    def _row_of(self, capability: Capability, kind: str) -> Any:
        """The row of a plan, with that of the key that finds it."""
        with self._connection() as connection:
            found = connection.execute(rows.PLAN_WITH_KEY, {"locator": capability.locator, "kind": kind})
            return found.one_or_none()

    def _read(self, key: str, read: Callable[[Connection, rows.Opened], list[_Done]]) -> list[_Done]:
        """What is stored with a plan; nothing if there is no plan."""

        def attempt() -> list[_Done] | None:
            opened = self._open(keys.owner(key), "owner")
            try:
                with self._connection() as connection:
                    return read(connection, opened) if opened else []
            except ConflictError as error:
                now = self._open(keys.owner(key), "owner")
                if opened and now and now.data_key == opened.data_key:
                    raise PlanError(rows.DAMAGED) from error
                return None

        return until_done(attempt)

    def _exclusively(self, key: str, act: Callable[[Connection, rows.Opened], _Done]) -> _Done:
        """Do something to a plan that nobody else changes or seals anew meanwhile."""

        def attempt() -> tuple[_Done] | None:
            opened = self._owned(key)
            if opened is None:
                raise StoreError("There is no plan yet.")
            with self._connection() as connection:
                return (act(connection, opened),) if rows.set_plan(connection, opened) else None

        with self._turns.of(keys.locator(key)):
            return until_done(attempt)[0]


@functools.cache
def open_store(url: str) -> Store:
    """The store at a database address; one a process."""
    return Store(url)
