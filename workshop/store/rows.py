"""The rows of the tables, read and written within one transaction: plans, keys, changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from workshop import keys
from workshop.keys import Capability, SealError
from workshop.plan import history
from workshop.plan.file import PlanError
from workshop.plan.history import Change
from workshop.plan.merge import difference
from workshop.plan.model import Plan
from workshop.plan.shared_view import Parts, Shown, show
from workshop.store import diary, sealing, tables
from workshop.store.errors import PlanGoneError, StoreError, Why

KINDS = ("owner", "view", "move", "recovery", "team", "used")
PLAN_WITH_KEY = (
    select(tables.plans, tables.keys.c.wrapped, tables.keys.c.note, tables.keys.c.locator, tables.keys.c.kind)
    .join(tables.keys)
    .where((tables.keys.c.locator == bindparam("locator")) & (tables.keys.c.kind == bindparam("kind")))
)
"""The row of a plan, with that of the key that finds it."""

_SET_PLAN = (
    update(tables.plans)
    .where((tables.plans.c.id == bindparam("of_plan")) & (tables.plans.c.revision == bindparam("as_read")))
    .values(used_on=diary.USED_ON)
)
_ADD_CHANGE = insert(tables.changes)
DAMAGED = "The stored plan is damaged. Bring it back from a plan file or a backup."


@dataclass(frozen=True)
class Saved:
    """A plan as it stands in the database: revision 0 and no time if it was never saved."""

    plan: Plan
    revision: int = 0
    at: datetime | None = None


@dataclass(frozen=True)
class Link:
    """A view link of a plan: its number, the name the owner gave it, its secret, and when it was made.

    `parts` are those it shows; None if it shows the whole plan.
    """

    number: str
    name: str
    secret: str
    made_at: datetime
    parts: Parts = None


@dataclass(frozen=True)
class Opened:
    """A stored plan with what opens it."""

    id: str
    data_key: bytes
    saved: Saved


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


def now() -> dict[str, date]:
    """What `diary.USED_ON` has to be told."""
    return {"today": today()}


def aware(moment: datetime) -> datetime:
    """A moment with its zone, which SQLite forgets."""
    return moment.replace(tzinfo=moment.tzinfo or UTC)


@cache
def of(column: Any) -> Any:
    """A column of the plan that the `locator` of an owner's key finds."""
    found = (tables.keys.c.locator == bindparam("locator")) & (tables.keys.c.kind == "owner")
    return select(column).join(tables.keys).where(found)


def kind_of(plan_id: str, *kinds: str) -> Any:
    """The keys of a plan, of some kinds."""
    return (tables.keys.c.plan == plan_id) & tables.keys.c.kind.in_(kinds)


def wrapped_place(locator: str, kind: str) -> str:
    """What a wrapped key is bound to."""
    return f"key {kind} {locator}"


def unwrap(capability: Capability, row: Any) -> bytes:
    """What a row of a key holds. Raises `SealError`."""
    return keys.unseal(capability.opener, row.wrapped, wrapped_place(row.locator, row.kind))


def opened(capability: Capability, row: Any, known: Saved | None = None) -> Opened:
    """The plan in a row, opened with the key in it, unless it is the one that is `known`. Raises `PlanError`."""
    at = aware(row.saved_at)
    try:
        data_key = unwrap(capability, row)
        if known and (known.revision, known.at) == (row.revision, at):
            return Opened(row.id, data_key, known)
        plan = sealing.unseal_plan(data_key, row.id, row.revision, row.sealed)
    except SealError as error:
        raise PlanError(DAMAGED) from error
    return Opened(row.id, data_key, Saved(plan, row.revision, at))


def shown(viewer: Capability, row: Any) -> Shown:
    """What a view link shows of the plan in a row. Raises `PlanError`."""
    found = opened(viewer, row)
    try:
        return show(found.saved.plan, _parts_in(_note(found, row)))
    except SealError as error:
        raise PlanError(DAMAGED) from error


def key_behind(holder: Capability, row: Any) -> str:
    """The owner's key in the row of a code. Raises `StoreError`."""
    try:
        return unwrap(holder, row).decode()
    except SealError as error:
        raise StoreError("The stored code is damaged.") from error


def refuse_ended(connection: Connection, locator: str) -> None:
    """Raise `PlanGoneError` for a key that opens nothing any more."""
    row = connection.execute(select(tables.gone).where(tables.gone.c.locator == locator)).one_or_none()
    if row:
        raise PlanGoneError(row.why, row.gone_on)


def add_key(
    connection: Connection, capability: Capability, plan_id: str, kind: str, secret: bytes, **more: Any
) -> None:
    """Add what a secret opens, wrapped so that only the secret opens it."""
    wrapped = keys.seal(capability.opener, secret, wrapped_place(capability.locator, kind))
    row = {"locator": capability.locator, "plan": plan_id, "kind": kind, "wrapped": wrapped}
    connection.execute(insert(tables.keys).values(made_at=datetime.now(UTC), **(row | more)))


def use_up(connection: Connection, locator: str) -> bool:
    """Have a one-time code open nothing any more; its row, without the key, says that it was used."""
    mine = (tables.keys.c.locator == locator) & (tables.keys.c.kind == "move")
    return connection.execute(update(tables.keys).where(mine).values(kind="used", wrapped=b"")).rowcount == 1


def set_plan(connection: Connection, before: Opened, **row: Any) -> bool:
    """Change the row of a plan, if it is still as it was read."""
    same = {"of_plan": before.id, "as_read": before.saved.revision}
    done = connection.execute(_SET_PLAN, {**same, **now(), **row})
    return bool(done.rowcount == 1)


def note_change(connection: Connection, before: Opened, after: Saved) -> None:
    """Keep what stood before a save."""
    assert after.at  # noqa: S101
    change = Change(after.revision, after.at, difference(before.saved.plan, after.plan))
    add_change(connection, before, change)


def add_change(connection: Connection, opened: Opened, change: Change) -> None:
    """Keep a change."""
    sealed = sealing.seal_change(opened.data_key, opened.id, change)
    row = {"plan": opened.id, "revision": change.revision, "at": change.at, "sealed": sealed}
    connection.execute(_ADD_CHANGE, row)


def changes(connection: Connection, opened: Opened) -> list[Change]:
    """What was changed, oldest first. Raises `SealError`."""
    mine = select(tables.changes).where(tables.changes.c.plan == opened.id).order_by(tables.changes.c.revision)
    rows = connection.execute(mine).all()
    return [sealing.unseal_change(opened.data_key, opened.id, row.revision, aware(row.at), row.sealed) for row in rows]


def thin(connection: Connection, opened: Opened, plan: Plan) -> None:
    """Keep of the history what `history.thin` keeps."""
    try:
        before = {change.revision: change for change in changes(connection, opened)}
    except SealError:
        return  # damaged history stays as it is, and keeps nobody from saving
    kept = {change.revision: change for change in history.thin(list(before.values()), plan)}
    changed = [number for number in before if kept.get(number) != before[number]]
    mine = (tables.changes.c.plan == opened.id) & tables.changes.c.revision.in_(changed)
    connection.execute(delete(tables.changes).where(mine))
    for number in changed:
        if number in kept:
            add_change(connection, opened, kept[number])


def end_keys(connection: Connection, plan_id: str, why: Why, *kinds: str) -> None:
    """Take keys from a plan; an owner's key is remembered as one that opens nothing any more."""
    owners = connection.scalars(select(tables.keys.c.locator).where(kind_of(plan_id, "owner"))).all()
    connection.execute(delete(tables.keys).where(kind_of(plan_id, *kinds)))
    for locator in owners:
        connection.execute(insert(tables.gone).values(locator=locator, gone_on=today(), why=why))


def add_link(connection: Connection, key: str, opened: Opened, link: Link) -> None:
    """Add a view link."""
    viewer = keys.viewer(keys.link(key, link.number))
    note = _sealed_note(opened, viewer.locator, link)
    add_key(connection, viewer, opened.id, "view", opened.data_key, note=note)


def links(connection: Connection, key: str, opened: Opened) -> list[Link]:
    """The view links, oldest first. Raises `SealError`."""
    found = []
    for row in connection.execute(select(tables.keys).where(kind_of(opened.id, "view"))).all():
        note = _note(opened, row)
        secret, made_at = keys.link(key, note["number"]), datetime.fromisoformat(note["made_at"])
        found.append(Link(note["number"], note["name"], secret, made_at, _parts_in(note)))
    return sorted(found, key=lambda link: link.made_at)


def change_parts(
    connection: Connection, key: str, opened: Opened, number: str, change: Callable[[Parts], Parts]
) -> None:
    """Change what a view link shows. Raises `StoreError`, `SealError`."""
    link = next((each for each in links(connection, key, opened) if each.number == number), None)
    if link is None:
        raise StoreError("There is no such link.")
    locator = keys.viewer(link.secret).locator
    note = _sealed_note(opened, locator, replace(link, parts=change(link.parts)))
    connection.execute(update(tables.keys).where(tables.keys.c.locator == locator).values(note=note))


def _sealed_note(opened: Opened, locator: str, link: Link) -> bytes:
    about = {"number": link.number, "name": link.name, "made_at": link.made_at.isoformat()}
    parts = {} if link.parts is None else {"parts": sorted(link.parts)}
    return sealing.seal_data(opened.data_key, f"note {locator}", about | parts)


def _note(opened: Opened, row: Any) -> dict[str, Any]:
    """What the owner noted about a view link. Raises `SealError`."""
    return sealing.unseal_data(opened.data_key, f"note {row.locator}", row.note)


def _parts_in(note: Mapping[str, Any]) -> Parts:
    """The parts a link shows; a link of before there was a choice shows the whole plan."""
    return frozenset(note["parts"]) if "parts" in note else None


def reseal_plan(connection: Connection, old: Opened, new: Opened) -> None:
    """Seal a plan anew."""
    revision = old.saved.revision + 1
    sealed = sealing.seal_plan(new.data_key, new.id, revision, new.saved.plan)
    set_plan(connection, old, revision=revision, sealed=sealed)


def reseal_changes(connection: Connection, old: Opened, new: Opened) -> None:
    """Seal the history of a plan anew."""
    found = changes(connection, old)
    connection.execute(delete(tables.changes).where(tables.changes.c.plan == old.id))
    for change in found:
        add_change(connection, new, change)


def reseal_keys(
    connection: Connection, old: str, new: str, opened: Opened, fresh: Opened, keep: Callable[[Link], bool]
) -> None:
    """Give the owner, and the links that are kept, the fresh data key; codes stay only if the owner's key does."""
    kept = [link for link in links(connection, old, opened) if keep(link)]
    if old == new:
        connection.execute(delete(tables.keys).where(kind_of(opened.id, "owner", "view")))
    else:
        end_keys(connection, opened.id, "rekeyed", *KINDS)
    add_key(connection, keys.owner(new), opened.id, "owner", fresh.data_key)
    for link in kept:
        add_link(connection, new, fresh, link)
