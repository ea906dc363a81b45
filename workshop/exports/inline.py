"""A student's text inside our sentences: shut off, so that it cannot turn our words around, and never endless."""

import re
from typing import TypeVar

from workshop.plan.model import Plan, Record

AnyRecord = TypeVar("AnyRecord", bound=Record)

LONGEST_INLINE = 600
LONGEST_NAME = 80

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NEEDS_CARE = re.compile(f"[{_RIGHT_TO_LEFT}{_MARKS}]")
_FIRST_LETTER = re.compile(rf"[^\W\d_]|[{_RIGHT_TO_LEFT}]")
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
_ISOLATE, _END = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """The text, each line shut off from what stands around it if it could change the direction of that."""
    return "\n".join(map(_isolated_line, text.split("\n"))) if _NEEDS_CARE.search(text) else text


def _isolated_line(line: str) -> str:
    return f"{_ISOLATE}{_balanced(line)}{_END}" if _NEEDS_CARE.search(line) else line


def _balanced(text: str) -> str:
    """The text without closing marks that close nothing, and with those that are missing."""
    kept, depth = [], 0
    for character in text:
        depth += (character in _OPENING) - (character == _CLOSING)
        if depth < 0:
            depth = 0
        else:
            kept.append(character)
    return "".join(kept) + _END * depth


def starts_right_to_left(text: str) -> bool:
    """Whether the first letter of the text is written from right to left."""
    first = _FIRST_LETTER.search(text)
    return bool(first and re.match(f"[{_RIGHT_TO_LEFT}]", first[0]))


def brief(text: str, limit: int = LONGEST_INLINE) -> str:
    """The text, or its beginning if it is longer than `limit` characters: its own place has the whole."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def inline(text: str, limit: int = LONGEST_INLINE) -> str:
    """The text brief and isolated."""
    return isolated(brief(text, limit))


def inline_name(text: str) -> str:
    """A name on one line, brief and isolated."""
    return inline(" ".join(text.split()), LONGEST_NAME)


def inline_plan(plan: Plan) -> Plan:
    """The plan with every text brief and isolated, for use inside our sentences."""
    return plan.model_copy(
        update={
            "about": _each(plan.about),
            "answers": {key: inline(text) if isinstance(text, str) else text for key, text in plan.answers.items()},
            "people": tuple(_each(person) for person in plan.people),
            "questions": tuple(_each(question) for question in plan.questions),
            "interviews": tuple(_each(interview) for interview in plan.interviews),
            "team": plan.team.model_copy(update={"members": tuple(map(_each, plan.team.members))}),
        }
    )


def _each(record: AnyRecord) -> AnyRecord:
    return record.model_copy(update={name: inline(text) for name, text in record if isinstance(text, str)})
