"""How many of each thing a plan may hold: far more than a student needs, and few enough for every page and document.

They are asked where a plan grows: at each save, and when a plan file is brought. A stored plan that holds more can
still be opened and made smaller. People, questions, conversations and members have their limits in `plan.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workshop.plan import Plan

Count = Callable[[Plan], int]


def _of_each_talk(name: str) -> Count:
    return lambda plan: sum(len(getattr(talk, name)) for talk in plan.interviews)


def _answers(plan: Plan) -> int:
    """Answers, of those with several parts each part."""
    return sum(len(each) if isinstance(each, tuple) else 1 for part in _parts(plan) for each in part.values())


def _parts(plan: Plan) -> Iterator[Mapping[str, Any]]:
    yield plan.answers
    yield from (talk.answers for talk in plan.interviews)


LIMITS: dict[str, tuple[int, Count]] = {
    "answers": (8_000, _answers),
    "ticked boxes": (8_000, lambda plan: len(plan.checks) + _of_each_talk("checks")(plan)),
    "messages": (3_000, _of_each_talk("drafts")),
    "notes of the team": (3_000, _of_each_talk("team_notes")),
    "messages marked as sent": (3_000, _of_each_talk("sent")),
    "suggested people": (600, _of_each_talk("suggested")),
    "other versions of texts": (2_000, lambda plan: sum(map(len, plan.others.values()))),
}


def grown_too_large(plan: Plan, before: Plan | None = None) -> str:
    """What a plan holds too many of, and more than it held before; nothing if all is well."""
    for name, (most, count) in LIMITS.items():
        found = count(plan)
        if found > most and (before is None or found > count(before)):
            return f"{found:,} {name} (up to {most:,})"
    return ""
