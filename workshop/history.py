"""What a plan was before: each save leaves a change, from which any field or the whole plan can be brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workshop.merge import Leaves, extends, from_leaves, leaves, merge
from workshop.plan import Plan

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


def undo(plan: Plan, changes: Iterable[Change], revision: int) -> Plan:
    """The plan without what one save did; what was done since then stays."""
    found = list(changes)
    return merge(as_of(plan, found, revision), as_of(plan, found, revision - 1), plan)


def thin(changes: Sequence[Change], plan: Plan) -> list[Change]:
    """The changes as they may be kept: one for what was typed in one go, and no more than the limits.

    Two neighbours become one only where every text between them is contained in the text that followed.
    """
    found, kept = leaves(plan), list[Change]()
    for change in sorted(changes, key=lambda each: -each.revision):
        newer = kept[-1] if kept else None
        if newer and newer.at - change.at < ONE_SITTING and _contained(newer.before, change.before, after=found):
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
