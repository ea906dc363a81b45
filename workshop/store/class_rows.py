"""The rows of classes and of those in them, read and written within one transaction."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from workshop import keys
from workshop.classroom.board import Board, HandedIn, Report
from workshop.keys import Capability
from workshop.store import diary, sealing, tables
from workshop.store.rows import aware, now

_OURS = tables.members.c
_MEMBERSHIP = (
    select(tables.classes, _OURS.own, _OURS.number, _OURS.revision.label("reported"), _OURS.seen_at)
    .join(tables.members)
    .where(_OURS.locator == bindparam("locator"))
)
_HANDED = TypeAdapter(dict[str, HandedIn])


@dataclass(frozen=True)
class Class:
    """A class as its teacher has it. `secret` is the key that members have, `private` opens what they report."""

    id: str
    revision: int
    board: Board
    code: str
    secret: bytes
    private: bytes


@dataclass(frozen=True)
class Membership:
    """A class as a student in it has it, with what they said and handed in themselves."""

    class_id: str
    number: str
    revision: int
    board: Board
    secret: bytes
    nickname: str
    help: bool = False
    handed: Mapping[str, HandedIn] | None = None


@dataclass(frozen=True)
class Member:
    """A student as the teacher sees them; `revision` grows with each report."""

    number: str
    revision: int
    report: Report
    joined_at: datetime
    seen_at: datetime


def add_class(connection: Connection, key: str, code: str, holder: Capability, board: Board) -> None:
    """Add a class that this key runs; the code, held by `holder`, lets students in."""
    class_id, secret = secrets.token_hex(16), keys.new_data_key()
    private, public = keys.new_letterbox()
    row = {"id": class_id, "revision": 1, "public": public, "used_on": diary.USED_ON}
    connection.execute(insert(tables.classes).values(sealed=_seal_board(secret, class_id, 1, board), **row), now())
    all_of_it = {"code": code, "secret": _text(secret), "private": _text(private)}
    _add_key(connection, keys.teacher(key), class_id, "teacher", all_of_it)
    _add_key(connection, holder, class_id, "code", {"secret": _text(secret)})


def _add_key(
    connection: Connection, capability: Capability, class_id: str, kind: str, opens: Mapping[str, str]
) -> None:
    wrapped = sealing.seal_data(capability.opener, _key_place(capability, kind), opens)
    row = {"locator": capability.locator, "class_id": class_id, "kind": kind}
    connection.execute(insert(tables.class_keys).values(wrapped=wrapped, **row))


def _key_place(capability: Capability, kind: str) -> str:
    return f"class {kind} {capability.locator}"


def class_behind(connection: Connection, capability: Capability, kind: str) -> tuple[Any, dict[str, Any]] | None:
    """The row of a class, and what a key opens of it. Raises `SealError`."""
    mine = (tables.class_keys.c.locator == capability.locator) & (tables.class_keys.c.kind == kind)
    both = select(tables.classes, tables.class_keys.c.wrapped).join(tables.class_keys)
    row = connection.execute(both.where(mine)).one_or_none()
    return (row, sealing.unseal_data(capability.opener, _key_place(capability, kind), row.wrapped)) if row else None


def class_of(connection: Connection, key: str) -> Class | None:
    """The class that a teacher's key runs. Raises `SealError`."""
    found = class_behind(connection, keys.teacher(key), "teacher")
    if found is None:
        return None
    row, opens = found
    secret = secret_in(opens)
    board = board_in(secret, row)
    return Class(row.id, row.revision, board, opens["code"], secret, _bytes(opens["private"]))


def secret_in(opens: Mapping[str, str]) -> bytes:
    """The key that members have, in what a key of the class opens."""
    return _bytes(opens["secret"])


def board_in(secret: bytes, row: Any) -> Board:
    """The board in the row of a class. Raises `SealError`."""
    return Board.model_validate(sealing.unseal_data(secret, f"board {row.id} {row.revision}", row.sealed))


def _seal_board(secret: bytes, class_id: str, revision: int, board: Board) -> bytes:
    return sealing.seal_data(secret, f"board {class_id} {revision}", board.model_dump(mode="json"))


def set_board(connection: Connection, before: Class, board: Board) -> bool:
    """Write the board, if it is still as it was read."""
    same = (tables.classes.c.id == before.id) & (tables.classes.c.revision == before.revision)
    sealed = _seal_board(before.secret, before.id, before.revision + 1, board)
    row = {"revision": before.revision + 1, "sealed": sealed, "used_on": diary.USED_ON}
    return bool(connection.execute(update(tables.classes).where(same).values(**row), now()).rowcount == 1)


def use(connection: Connection, class_id: str) -> None:
    """Note that a class was used today, so that it is kept."""
    mine = update(tables.classes).where(tables.classes.c.id == class_id)
    connection.execute(mine.values(used_on=diary.USED_ON), now())


def add_member(connection: Connection, key: str, class_id: str, public: bytes, own: Membership, report: Report) -> None:
    """Add a student to a class."""
    capability, now = keys.member(key), datetime.now(UTC)
    row = {"locator": capability.locator, "class_id": class_id, "number": own.number, "revision": 1}
    row |= {"own": _seal_own(capability, own), "report": seal_report(public, class_id, own.number, 1, report)}
    connection.execute(insert(tables.members).values(joined_at=now, seen_at=now, **row))


def _seal_own(capability: Capability, own: Membership) -> bytes:
    handed = _HANDED.dump_python(dict(own.handed or {}), mode="json")
    kept = {"secret": _text(own.secret), "nickname": own.nickname, "help": own.help, "handed": handed}
    return sealing.seal_data(capability.opener, f"member {capability.locator}", kept)


def seal_report(public: bytes, class_id: str, number: str, revision: int, report: Report) -> bytes:
    """A report that only the teacher of the class can open."""
    return keys.put_in(public, report.model_dump_json().encode(), _report_place(class_id, number, revision))


def _report_place(class_id: str, number: str, revision: int) -> str:
    return f"report {class_id} {number} {revision}"


def member_in(found: Class, row: Any) -> Member:
    """The student in a row of a class. Raises `SealError`."""
    text = keys.take_out(found.private, row.report, _report_place(found.id, row.number, row.revision))
    report = Report.model_validate_json(text)
    return Member(row.number, row.revision, report, aware(row.joined_at), aware(row.seen_at))


def membership_row(connection: Connection, key: str) -> Any:
    """The row of a student with that of their class; None for someone who is in no class."""
    return connection.execute(_MEMBERSHIP, {"locator": keys.member(key).locator}).one_or_none()


def membership_in(key: str, row: Any) -> Membership:
    """What a student has of their class. Raises `SealError`."""
    capability = keys.member(key)
    own = sealing.unseal_data(capability.opener, f"member {capability.locator}", row.own)
    secret = secret_in(own)
    handed = _HANDED.validate_python(own["handed"])
    return Membership(
        row.id, row.number, row.revision, board_in(secret, row), secret, own["nickname"], own["help"], handed
    )


def set_member(connection: Connection, key: str, row: Any, own: Membership, report: Report) -> bool:
    """Write what a student says of themselves, if it is still as it was read."""
    capability = keys.member(key)
    same = (tables.members.c.locator == capability.locator) & (tables.members.c.revision == row.reported)
    new = {"revision": row.reported + 1, "own": _seal_own(capability, own), "seen_at": datetime.now(UTC)}
    sealed = seal_report(row.public, row.id, row.number, row.reported + 1, report)
    return bool(connection.execute(update(tables.members).where(same).values(report=sealed, **new)).rowcount == 1)


def set_people(connection: Connection, key: str, class_id: str, tags: frozenset[str]) -> None:
    """Keep the keyed hashes of the people on a student's list, instead of those of before."""
    mine = keys.member(key).locator
    connection.execute(delete(tables.class_people).where(tables.class_people.c.locator == mine))
    if tags:
        rows = [{"locator": mine, "tag": tag, "class_id": class_id} for tag in sorted(tags)]
        connection.execute(insert(tables.class_people), rows)


def tags_of_others(connection: Connection, key: str, class_id: str, tags: frozenset[str]) -> set[str]:
    """Which of these keyed hashes others in the class have, too."""
    people = tables.class_people.c
    others = (people.class_id == class_id) & (people.locator != keys.member(key).locator) & people.tag.in_(tags)
    return set(connection.scalars(select(people.tag).where(others).distinct()).all())


def remove_members(connection: Connection, condition: Any) -> None:
    """Take students out of their class, with all that is kept of them there."""
    going = select(tables.members.c.locator).where(condition)
    connection.execute(delete(tables.class_people).where(tables.class_people.c.locator.in_(going)))
    connection.execute(delete(tables.members).where(condition))


def remove_class(connection: Connection, class_id: str) -> None:
    """Delete a class, with all that is kept of those in it."""
    remove_members(connection, tables.members.c.class_id == class_id)
    connection.execute(delete(tables.class_keys).where(tables.class_keys.c.class_id == class_id))
    connection.execute(delete(tables.classes).where(tables.classes.c.id == class_id))


def renamed(connection: Connection, old: str, new: str, row: Any) -> None:
    """Let the class of a plan follow when the plan gets another key."""
    before, after = keys.member(old), keys.member(new)
    sealed = _seal_own(after, membership_in(old, row))
    tags = connection.scalars(
        select(tables.class_people.c.tag).where(tables.class_people.c.locator == before.locator)
    ).all()
    set_people(connection, old, row.id, frozenset())
    mine = tables.members.c.locator == before.locator
    connection.execute(update(tables.members).where(mine).values(locator=after.locator, own=sealed))
    set_people(connection, new, row.id, frozenset(tags))


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
