"""How many of each thing a plan may hold: far more than a student needs, and few enough for every page and document.

They are asked where a plan grows: at each save, and when a plan file is brought. A stored plan that holds more can
still be opened and made smaller. People, questions, conversations and members have their limits in `model.py`, as has
the length of a text; `over_limit` names them alike.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from workshop.plan.model import Plan
from workshop.vocabulary import Counted

Count = Callable[[Plan], int]


@dataclass(frozen=True)
class TooMany:
    """What there are too many of, how many there are, and how many there may be; of a long text also the text."""

    what: Counted
    found: int
    most: int
    text: str = field(default="", repr=False)  # which no log may hold


def _of_each_talk(name: str) -> Count:
    return lambda plan: sum(len(getattr(talk, name)) for talk in plan.interviews)


def _answers(plan: Plan) -> int:
    """Answers, of those with several parts each part."""
    return sum(len(each) if isinstance(each, tuple) else 1 for part in _parts(plan) for each in part.values())


def _parts(plan: Plan) -> Iterator[Mapping[str, Any]]:
    yield plan.answers
    yield from (talk.answers for talk in plan.interviews)


LIMITS: dict[Counted, tuple[int, Count]] = {
    "answers": (8_000, _answers),
    "checks": (8_000, lambda plan: len(plan.checks) + _of_each_talk("checks")(plan)),
    "messages": (3_000, _of_each_talk("drafts")),
    "team_notes": (3_000, _of_each_talk("team_notes")),
    "sent": (3_000, _of_each_talk("sent")),
    "suggested": (600, _of_each_talk("suggested")),
    "others": (2_000, lambda plan: sum(map(len, plan.others.values()))),
}


_LISTS: dict[tuple[str, ...], Counted] = {
    ("people",): "people",
    ("questions",): "questions",
    ("interviews",): "talks",
    ("interviews", "suggested"): "suggested_by_one",
    ("team", "members"): "members",
}


def over_limit(error: ValidationError) -> TooMany | None:
    """Which limit of `model.py` a plan is over; None if something else is wrong with it."""
    found = error.errors()
    if any(each["type"] != "too_long" for each in found):
        return None
    first = found[0]
    length, most = len(first["input"]), first["ctx"]["max_length"]
    if isinstance(first["input"], str):
        return TooMany("letters", length, most, first["input"])
    place = tuple(part for part in first["loc"] if isinstance(part, str))
    return TooMany(_LISTS[place], length, most)


def grown_too_large(plan: Plan, before: Plan | None = None) -> TooMany | None:
    """What a plan holds too many of, and more than it held before; None if all is well."""
    for what, (most, count) in LIMITS.items():
        found = count(plan)
        if found > most and (before is None or found > count(before)):
            return TooMany(what, found, most)
    return None
