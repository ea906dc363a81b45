"""What a student shares with a class: how far they are, what they hand in, and whom they plan to write to.

The last is compared as keyed hashes only: `identities` gives the texts that are hashed.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime

from workshop.classroom.board import HANDED_LIMIT, HandedIn, Report
from workshop.content import Content
from workshop.plan.messages import goal_sentence
from workshop.plan.model import Person, Plan
from workshop.plan.progress import overview
from workshop.vocabulary import Piece

_PHONE_DIGITS = 9  # what stays the same with and without a country's number
_FEWEST_DIGITS = 7


def report(
    content: Content,
    plan: Plan,
    nickname: str,
    page: str = "",
    active_at: datetime | None = None,
    *,
    help: bool = False,
    handed: Mapping[str, HandedIn] | None = None,
) -> Report:
    """All that the teacher sees of a student with this plan."""
    states = overview(content, plan)
    boxes = (item.id for step in content.steps.values() for item in step.checklist)
    return Report(
        nickname=nickname,
        page=page,
        begun=tuple(state.step for state in states if state.begun),
        done=tuple(state.step for state in states if state.done),
        left={state.step: len(state.missing) for state in states},
        ticked=tuple(box for box in boxes if plan.checks.get(box)),
        help=help,
        handed=dict(handed or {}),
        active_at=active_at,
    )


def _goal(content: Content, plan: Plan) -> str:
    return goal_sentence(content, plan)


def _questions(_: Content, plan: Plan) -> str:
    return "\n".join(f"{n}. {each.text}" for n, each in enumerate(plan.questions, 1))


def _introduction(_: Content, plan: Plan) -> str:
    return "\n\n".join(filter(None, (plan.words("intro").strip(), plan.words("hope").strip())))


def _decision(_: Content, plan: Plan) -> str:
    return plan.words("decision").strip()


# What can be handed in, in order. None of it says anything about another person unless the student wrote so.
PIECES: dict[Piece, Callable[[Content, Plan], str]] = {
    "goal": _goal,
    "introduction": _introduction,
    "questions": _questions,
    "decision": _decision,
}


def piece(content: Content, plan: Plan, name: Piece) -> str:
    """The text that would be handed in, cut where it is longer than a class takes; empty if there is none yet."""
    return PIECES[name](content, plan)[:HANDED_LIMIT]


def identities(person: Person) -> frozenset[str]:
    """Texts by which the same person on two lists is known: mail address, phone number, and full name.

    A first name alone is nobody in particular.
    """
    found = []
    email = unicodedata.normalize("NFKC", person.email).strip().casefold().removeprefix("mailto:")
    if "@" in email:
        found.append(f"mail {email}")
    digits = "".join(str(digit) for each in person.phone if (digit := unicodedata.digit(each, None)) is not None)
    if len(digits) >= _FEWEST_DIGITS:
        found.append(f"phone {digits[-_PHONE_DIGITS:]}")
    name = plain_name(person.name)
    if " " in name or _needs_no_space(name):
        found.append(f"name {name}")
    return frozenset(found)


def plain_name(name: str) -> str:
    """A name without accents, marks and titles, its words in one order: "LEE, Ana" and "Ana Lee" are the same."""
    spread = unicodedata.normalize("NFKD", name)
    bare = unicodedata.normalize("NFKC", "".join(each for each in spread if not unicodedata.combining(each)))
    words = "".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in bare).casefold().split()
    return " ".join(sorted([word for word in words if word not in _TITLES] or words))


_EAST_ASIAN = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam"})


def _needs_no_space(name: str) -> bool:
    """Whether it is a name in Chinese characters, kana or hangul, where a full name is one word."""
    return len(name) > 1 and all(unicodedata.name(each, "").startswith(_EAST_ASIAN) for each in name)


def all_identities(plan: Plan) -> dict[str, frozenset[str]]:
    """For each person on the list, the texts by which they are known."""
    return {person.id: identities(person) for person in plan.present}
