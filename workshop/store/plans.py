"""The store: plans found by a secret, opened by it, and changed by compare-and-set on their revision."""

import functools
import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from workshop import keys
from workshop.database import alone, engine
from workshop.history import Change, thin
from workshop.keys import Capability, SealError
from workshop.merge import difference
from workshop.plan import Plan
from workshop.plan_file import PlanError
from workshop.store import sealing, tables
from workshop.store.errors import ConflictError, PlanGoneError, StoreError, Why

CODE_LIVES = timedelta(minutes=10)
LINKS_LIMIT = 20
_TRIES = 60
_THIN_EVERY = 50
_DAMAGED = "The stored plan is damaged. Bring it back from a plan file or a backup."
_Done = TypeVar("_Done")


@dataclass(frozen=True)
class Saved:
    """A plan as it stands in the database: revision 0 and no time if it was never saved."""

    plan: Plan
    revision: int = 0
    at: datetime | None = None


@dataclass(frozen=True)
class Link:
    """A view link of a plan: its number, the name the owner gave it, its secret, and when it was made."""

    number: str
    name: str
    secret: str
    made_at: datetime


@dataclass(frozen=True)
class _Opened:
    """A stored plan with what opens it."""

    id: str
    data_key: bytes
    saved: Saved


class Store:
    """Plans in one database."""

    def __init__(self, url: str) -> None:
        try:
            self._engine = engine(url)
            with alone(self._engine) as connection:
                tables.metadata.create_all(connection)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise StoreError(f"The database of WORKSHOP_DATABASE_URL cannot be opened: {error}") from error

    def ping(self) -> None:
        """Ask the database for an answer. Raises `StoreError`."""
        with self._connection() as connection:
            connection.scalar(select(1))

    def revision(self, key: str) -> int:
        """The number of the newest revision of a plan; 0 if there is none. Raises `StoreError`."""
        with self._connection() as connection:
            found = connection.scalar(_of(tables.plans.c.revision, keys.locator(key)))
        return found or 0

    def load(self, key: str) -> Saved:
        """The newest revision of a plan; an empty plan if there is none. Raises `StoreError`, `PlanError`."""
        opened = self._open(keys.owner(key), "owner")
        if opened is None:
            with self._connection() as connection:
                _refuse_ended(connection, keys.locator(key))
        return opened.saved if opened else Saved(Plan())

    def edit(self, key: str, change: Callable[[Plan], Plan]) -> Saved:
        """Apply `change` to the newest plan and save it; returns what was saved, once it is on disk.

        Raises `StoreError`, `PlanError`, and whatever `change` raises; then nothing was changed.
        """

        def attempt() -> Saved | None:
            before = self._open(keys.owner(key), "owner")
            saved = before.saved if before else self.load(key)
            plan = change(saved.plan)
            if plan == saved.plan:
                return saved
            after = Saved(plan, saved.revision + 1, datetime.now(UTC))
            return after if (self._replace(before, after) if before else self._begin(key, after)) else None

        return _until_done(attempt)

    def _begin(self, key: str, after: Saved) -> bool:
        plan_id, data_key = secrets.token_hex(16), keys.new_data_key()
        sealed = sealing.seal_plan(data_key, plan_id, after.revision, after.plan)
        row = {"revision": after.revision, "sealed": sealed, "saved_at": after.at, "used_on": _today()}
        try:
            with self._connection() as connection:
                connection.execute(insert(tables.plans).values(id=plan_id, **row))
                _add_key(connection, keys.owner(key), plan_id, "owner", data_key)
                _refuse_ended(connection, keys.locator(key))
                _note_change(connection, _Opened(plan_id, data_key, Saved(Plan())), after)
        except ConflictError:
            return False
        return True

    def _replace(self, before: _Opened, after: Saved) -> bool:
        sealed = sealing.seal_plan(before.data_key, before.id, after.revision, after.plan)
        with self._connection() as connection:
            if not _set_plan(connection, before, revision=after.revision, sealed=sealed, saved_at=after.at):
                return False
            _note_change(connection, before, after)
            if after.revision % _THIN_EVERY == 0:
                _thin(connection, before, after.plan)
        return True

    def changes(self, key: str) -> list[Change]:
        """What was changed in a plan, oldest first. Raises `StoreError`, `PlanError`."""
        return self._read(key, _changes)

    def used(self, key: str) -> None:
        """Note that a plan was used today, so that it is kept. Raises `StoreError`."""
        mine = select(tables.keys.c.plan).where(tables.keys.c.locator == keys.locator(key)).scalar_subquery()
        row = (tables.plans.c.id == mine) & (tables.plans.c.used_on < _today())
        with self._connection() as connection:
            connection.execute(update(tables.plans).where(row).values(used_on=_today()))

    def delete(self, key: str) -> None:
        """Delete a plan for good, with its history, links and codes. Raises `StoreError`."""
        with self._connection() as connection:
            plan_id = connection.scalar(_of(tables.plans.c.id, keys.locator(key)))
        if plan_id:
            self._delete(tables.plans.c.id == plan_id, plan_id, "deleted")

    def delete_unused(self, since: date) -> int:
        """Delete the plans that nobody used on or after a day; how many there were. Raises `StoreError`."""
        with self._connection() as connection:
            old = connection.scalars(select(tables.plans.c.id).where(tables.plans.c.used_on < since)).all()
        deleted = [self._delete(tables.plans.c.used_on < since, plan_id, "unused") for plan_id in old]
        with self._connection() as connection:
            connection.execute(delete(tables.keys).where(tables.keys.c.until < datetime.now(UTC)))
            connection.execute(delete(tables.gone).where(tables.gone.c.gone_on < since))
        return sum(deleted)

    def _delete(self, condition: Any, plan_id: str, why: Why) -> bool:
        with self._connection() as connection:
            lock = update(tables.plans).where((tables.plans.c.id == plan_id) & condition)
            if connection.execute(lock.values(revision=tables.plans.c.revision + 1)).rowcount != 1:
                return False
            _end_keys(connection, plan_id, why, "owner", "view", "move", "recovery")
            connection.execute(delete(tables.changes).where(tables.changes.c.plan == plan_id))
            connection.execute(delete(tables.plans).where(tables.plans.c.id == plan_id))
        return True

    def share(self, key: str, name: str) -> Link:
        """Make a view link. Raises `StoreError` if there is no plan yet or there are too many links."""

        def add(connection: Connection, opened: _Opened) -> Link:
            if len(_links(connection, key, opened)) >= LINKS_LIMIT:
                raise StoreError("There are too many links.")
            number = secrets.token_hex(4)
            link = Link(number, name, keys.link(key, number), datetime.now(UTC))
            _add_link(connection, key, opened, link)
            return link

        return self._alone(key, add)

    def links(self, key: str) -> list[Link]:
        """The view links of a plan, oldest first. Raises `StoreError`, `PlanError`."""
        return self._read(key, lambda connection, opened: _links(connection, key, opened))

    def revoke(self, key: str, number: str) -> None:
        """End a view link, and seal the plan anew so that not even a stolen database opens with it."""
        self._reseal(key, key, lambda link: link.number != number)

    def rotate(self, key: str) -> str:
        """Give the plan a new key, which is returned; the old key, its links and its codes open nothing any more.

        Raises `StoreError`: a key that was returned opens the plan, if there is one.
        """
        new = keys.new_key()
        self._reseal(key, new, lambda _: False)
        return new

    def _reseal(self, old: str, new: str, keep: Callable[[Link], bool]) -> None:
        def reseal(connection: Connection, opened: _Opened) -> None:
            fresh = _Opened(opened.id, keys.new_data_key(), opened.saved)
            _reseal_plan(connection, opened, fresh)
            _reseal_changes(connection, opened, fresh)
            _reseal_keys(connection, old, new, opened, fresh, keep)

        if self.load(old).revision:
            self._alone(old, reseal)

    def view(self, link: str) -> Saved | None:
        """The plan a view link shows; None if the link was revoked or never was. Raises `StoreError`, `PlanError`."""
        opened = self._open(keys.viewer(link), "view")
        return opened.saved if opened else None

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

    def _add_code(self, key: str, code: str, kind: str, until: datetime | None) -> None:
        holder = keys.holder(code)

        def add(connection: Connection, opened: _Opened) -> None:
            connection.execute(delete(tables.keys).where(_kind_of(opened.id, kind)))
            _add_key(connection, holder, opened.id, kind, key.encode(), until=until)

        self._alone(key, add)

    def look(self, code: str) -> str | None:
        """The key behind a code that still works; the code goes on working. Raises `StoreError`."""
        holder = keys.holder(code)
        row = self._row(holder, "move", "recovery")
        return _key_behind(holder, row) if row else None

    def take(self, code: str) -> str | None:
        """The key behind a code that still works; a one-time code is used up by it. Raises `StoreError`."""
        holder = keys.holder(code)
        row = self._row(holder, "move", "recovery")
        key = _key_behind(holder, row) if row else None
        if row and row.kind == "move":
            with self._connection() as connection:
                mine = tables.keys.c.locator == holder.locator
                if connection.execute(delete(tables.keys).where(mine)).rowcount != 1:
                    return None
        return key

    def _row(self, capability: Capability, *kinds: str) -> Any:
        alive = tables.keys.c.until.is_(None) | (tables.keys.c.until > datetime.now(UTC))
        mine = (tables.keys.c.locator == capability.locator) & tables.keys.c.kind.in_(kinds) & alive
        with self._connection() as connection:
            return connection.execute(select(tables.keys).where(mine)).one_or_none()

    def _open(self, capability: Capability, kind: str) -> _Opened | None:
        of_this_key = (tables.keys.c.locator == capability.locator) & (tables.keys.c.kind == kind)
        both = select(tables.plans, tables.keys.c.wrapped, tables.keys.c.locator, tables.keys.c.kind)
        with self._connection() as connection:
            row = connection.execute(both.join(tables.keys).where(of_this_key)).one_or_none()
        if row is None:
            return None
        try:
            data_key = _unwrap(capability, row)
            plan = sealing.unseal_plan(data_key, row.id, row.revision, row.sealed)
        except SealError as error:
            raise PlanError(_DAMAGED) from error
        return _Opened(row.id, data_key, Saved(plan, row.revision, _aware(row.saved_at)))

    def _read(self, key: str, read: Callable[[Connection, _Opened], list[_Done]]) -> list[_Done]:
        """What is stored with a plan; nothing if there is no plan."""

        def attempt() -> list[_Done] | None:
            opened = self._open(keys.owner(key), "owner")
            try:
                with self._connection() as connection:
                    return read(connection, opened) if opened else []
            except ConflictError as error:
                now = self._open(keys.owner(key), "owner")
                if opened and now and now.data_key == opened.data_key:
                    raise PlanError(_DAMAGED) from error
                return None

        return _until_done(attempt)

    def _alone(self, key: str, act: Callable[[Connection, _Opened], _Done]) -> _Done:
        """Do something to a plan that nobody else changes or seals anew meanwhile."""

        def attempt() -> tuple[_Done] | None:
            opened = self._open(keys.owner(key), "owner")
            if opened is None:
                self.load(key)
                raise StoreError("There is no plan yet.")
            with self._connection() as connection:
                return (act(connection, opened),) if _set_plan(connection, opened) else None

        return _until_done(attempt)[0]

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


def _until_done(attempt: Callable[[], _Done | None]) -> _Done:
    """What an attempt gives as soon as nobody else was first. Raises `StoreError` after too many."""
    for tries in range(1, _TRIES + 1):
        done = attempt()
        if done is not None:
            return done
        time.sleep(random.uniform(0, 0.02) * min(tries, 10))  # noqa: S311 (so that writers do not stay in step)
    raise StoreError("Too many changes to this plan at once.")


def _today() -> date:
    return datetime.now(UTC).date()


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or UTC)  # SQLite forgets the zone


def _of(column: Any, locator: str) -> Any:
    return select(column).join(tables.keys).where((tables.keys.c.locator == locator) & (tables.keys.c.kind == "owner"))


def _kind_of(plan_id: str, *kinds: str) -> Any:
    return (tables.keys.c.plan == plan_id) & tables.keys.c.kind.in_(kinds)


def _wrapped_place(locator: str, kind: str) -> str:
    return f"key {kind} {locator}"


def _unwrap(capability: Capability, row: Any) -> bytes:
    return keys.unseal(capability.opener, row.wrapped, _wrapped_place(row.locator, row.kind))


def _key_behind(holder: Capability, row: Any) -> str:
    try:
        return _unwrap(holder, row).decode()
    except SealError as error:
        raise StoreError("The stored code is damaged.") from error


def _refuse_ended(connection: Connection, locator: str) -> None:
    row = connection.execute(select(tables.gone).where(tables.gone.c.locator == locator)).one_or_none()
    if row:
        raise PlanGoneError(row.why, row.gone_on)


def _add_key(
    connection: Connection, capability: Capability, plan_id: str, kind: str, secret: bytes, **more: Any
) -> None:
    wrapped = keys.seal(capability.opener, secret, _wrapped_place(capability.locator, kind))
    row = {"locator": capability.locator, "plan": plan_id, "kind": kind, "wrapped": wrapped}
    connection.execute(insert(tables.keys).values(made_at=datetime.now(UTC), **(row | more)))


def _set_plan(connection: Connection, before: _Opened, **row: Any) -> bool:
    """Change the row of a plan, if it is still as it was read."""
    same = (tables.plans.c.id == before.id) & (tables.plans.c.revision == before.saved.revision)
    done = connection.execute(update(tables.plans).where(same).values(used_on=_today(), **row))
    return bool(done.rowcount == 1)


def _note_change(connection: Connection, before: _Opened, after: Saved) -> None:
    assert after.at  # noqa: S101
    change = Change(after.revision, after.at, difference(before.saved.plan, after.plan))
    _add_change(connection, before, change)


def _add_change(connection: Connection, opened: _Opened, change: Change) -> None:
    row = {"plan": opened.id, "revision": change.revision, "at": change.at}
    sealed = sealing.seal_change(opened.data_key, opened.id, change)
    connection.execute(insert(tables.changes).values(sealed=sealed, **row))


def _changes(connection: Connection, opened: _Opened) -> list[Change]:
    mine = select(tables.changes).where(tables.changes.c.plan == opened.id).order_by(tables.changes.c.revision)
    rows = connection.execute(mine).all()
    return [sealing.unseal_change(opened.data_key, opened.id, row.revision, _aware(row.at), row.sealed) for row in rows]


def _thin(connection: Connection, opened: _Opened, plan: Plan) -> None:
    """Keep of the history what `history.thin` keeps."""
    try:
        before = {change.revision: change for change in _changes(connection, opened)}
    except SealError:
        return  # damaged history stays as it is, and keeps nobody from saving
    kept = {change.revision: change for change in thin(list(before.values()), plan)}
    changed = [number for number in before if kept.get(number) != before[number]]
    mine = (tables.changes.c.plan == opened.id) & tables.changes.c.revision.in_(changed)
    connection.execute(delete(tables.changes).where(mine))
    for number in changed:
        if number in kept:
            _add_change(connection, opened, kept[number])


def _end_keys(connection: Connection, plan_id: str, why: Why, *kinds: str) -> None:
    """Take keys from a plan; an owner's key is remembered as one that opens nothing any more."""
    owners = connection.scalars(select(tables.keys.c.locator).where(_kind_of(plan_id, "owner"))).all()
    connection.execute(delete(tables.keys).where(_kind_of(plan_id, *kinds)))
    for locator in owners:
        connection.execute(insert(tables.gone).values(locator=locator, gone_on=_today(), why=why))


def _add_link(connection: Connection, key: str, opened: _Opened, link: Link) -> None:
    viewer = keys.viewer(keys.link(key, link.number))
    about = {"number": link.number, "name": link.name, "made_at": link.made_at.isoformat()}
    note = sealing.seal_data(opened.data_key, f"note {viewer.locator}", about)
    _add_key(connection, viewer, opened.id, "view", opened.data_key, note=note)


def _links(connection: Connection, key: str, opened: _Opened) -> list[Link]:
    found = []
    for row in connection.execute(select(tables.keys).where(_kind_of(opened.id, "view"))).all():
        note = sealing.unseal_data(opened.data_key, f"note {row.locator}", row.note)
        secret = keys.link(key, note["number"])
        found.append(Link(note["number"], note["name"], secret, datetime.fromisoformat(note["made_at"])))
    return sorted(found, key=lambda link: link.made_at)


def _reseal_plan(connection: Connection, old: _Opened, new: _Opened) -> None:
    revision = old.saved.revision + 1
    sealed = sealing.seal_plan(new.data_key, new.id, revision, new.saved.plan)
    _set_plan(connection, old, revision=revision, sealed=sealed)


def _reseal_changes(connection: Connection, old: _Opened, new: _Opened) -> None:
    found = _changes(connection, old)
    connection.execute(delete(tables.changes).where(tables.changes.c.plan == old.id))
    for change in found:
        _add_change(connection, new, change)


def _reseal_keys(
    connection: Connection, old: str, new: str, opened: _Opened, fresh: _Opened, keep: Callable[[Link], bool]
) -> None:
    """Give the owner, and the links that are kept, the fresh data key; codes stay only if the owner's key does."""
    links = [link for link in _links(connection, old, opened) if keep(link)]
    if old == new:
        connection.execute(delete(tables.keys).where(_kind_of(opened.id, "owner", "view")))
    else:
        _end_keys(connection, opened.id, "rekeyed", "owner", "view", "move", "recovery")
    _add_key(connection, keys.owner(new), opened.id, "owner", fresh.data_key)
    for link in links:
        _add_link(connection, new, fresh, link)


@functools.cache
def open_store(url: str) -> Store:
    """The store at a database address; one a process."""
    return Store(url)
