"""What a plan was before: each save leaves a change, from which any field or the whole plan can be brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workshop.plan.merge import RECORDS, Leaves, extends, from_leaves, leaves, merge, records
from workshop.plan.model import Interview, Plan

CHANGES_LIMIT = 600
SIZE_LIMIT = 2_000_000
ONE_SITTING = timedelta(minutes=2)


@dataclass(frozen=True)
class Change:
    """One save: its revision, when it was, and what stood at each address before it (None: nothing)."""

    revision: int
    at: datetime
    before: Leaves


def as_of(plan: Plan, changes: Iterable[Change], revision: int) -> Plan:
    """The plan as it was at a revision; `changes` are all later ones at least. Raises `ValueError` if they are not."""
    found = leaves(plan)
    for change in sorted(changes, key=lambda each: -each.revision):
        if change.revision > revision:
            _step_back(found, change)
    return from_leaves(found)


def _step_back(found: Leaves, change: Change) -> None:
    for path, value in change.before.items():
        if value is None:
            found.pop(path, None)
        else:
            found[path] = value


def versions(changes: Iterable[Change], path: str) -> list[tuple[datetime, Any]]:
    """What stood at an address earlier, newest first, with the time until which it stood there."""
    ordered = sorted(changes, key=lambda each: -each.revision)
    return [(change.at, change.before[path]) for change in ordered if change.before.get(path)]


def earlier_values(changes: Iterable[Change], path: str) -> list[Any]:
    """What stood at an address, or beside it as another version; days and times as in a plan file."""
    found = list(changes)
    beside = [text for _, several in versions(found, f"others.{path}") for text in several]
    return [value for _, value in versions(found, path)] + beside


def differences(now: Plan, then: Plan) -> Leaves:
    """What stood in `then` where `now` is different, by address; None for nothing.

    A person or a question that only one of them has is one difference, by the address of the record.
    """
    new, old = leaves(_with_conversations(now, then)), leaves(_with_conversations(then, now))
    single = records(old) ^ records(new)
    found: Leaves = {record: old.get(f"{record}.name", old.get(f"{record}.text")) for record in sorted(single)}
    for path in {**old, **new}:
        of_a_record = any(path.startswith(f"{record}.") for record in single)
        if not (of_a_record or RECORDS.fullmatch(path) or path.startswith("others.")):
            was, is_now = old.get(path) or None, new.get(path) or None
            found |= {path: was} if was != is_now else {}
    return found


def bring_back(now: Plan, then: Plan, path: str) -> Plan:
    """The plan of now with one difference as it stood in `then`. Raises `ValueError` if that makes no plan."""
    new, old = leaves(_with_conversations(now, then)), leaves(_with_conversations(then, now))
    kept = {address: value for address, value in new.items() if not _within(address, path)}
    kept |= {address: value for address, value in old.items() if _within(address, path)}
    container, _, name = path.rpartition(".")
    if RECORDS.fullmatch(container):
        rest = [each for each in new.get(container, []) if each != name]
        kept[container] = [*rest, name] if path in records(old) else rest
    return from_leaves(kept)


def _within(address: str, path: str) -> bool:
    return address == path or address.startswith(f"{path}.")


def _with_conversations(plan: Plan, other: Plan) -> Plan:
    """The plan with an empty conversation where only the other plan has one begun."""
    known = {interview.person for interview in plan.interviews}
    empty = [Interview(person=each.person) for each in other.interviews if each.person not in known]
    return plan.model_copy(update={"interviews": (*plan.interviews, *empty)}) if empty else plan


def undo(plan: Plan, changes: Iterable[Change], revision: int) -> Plan:
    """The plan without what one save did; what was done since then stays."""
    found = list(changes)
    return merge(as_of(plan, found, revision), as_of(plan, found, revision - 1), plan)


def thin(changes: Sequence[Change], plan: Plan) -> list[Change]:
    """The changes as they may be kept: one for what was typed in one go, and no more than the limits.

    Two neighbours become one only where every text between them is contained in the text that followed. What was
    made one before stands for texts that are not there any more, so it is left as it is.
    """
    found, kept = leaves(plan), list[Change]()
    single = {change.revision for change in changes} & {change.revision + 1 for change in changes} | {1}
    for change in sorted(changes, key=lambda each: -each.revision):
        newer = kept[-1] if kept else None
        one_go = newer and change.revision in single and newer.at - change.at < ONE_SITTING
        if newer and one_go and _contained(newer.before, change.before, after=found):
            kept[-1] = Change(newer.revision, newer.at, newer.before | change.before)
        else:
            if newer:
                _step_back(found, newer)
            kept.append(change)
    return _within_limits(kept)


def _contained(between: Leaves, before: Leaves, after: Leaves) -> bool:
    """Whether nothing stood between two changes that is not in what came before or after."""
    return set(between) == set(before) and all(
        isinstance(text, str) and isinstance(after.get(path), str) and extends(after[path], text)
        for path, text in between.items()
    )


def _within_limits(newest_first: list[Change]) -> list[Change]:
    size, kept = 0, list[Change]()
    for change in newest_first[:CHANGES_LIMIT]:
        size += sum(len(path) + len(str(value)) for path, value in change.before.items())
        if size > SIZE_LIMIT:
            break
        kept.append(change)
    return kept[::-1]
