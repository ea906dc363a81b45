"""The conversation while it goes on: its cards, its clock, and the keywords noted for each question.

The keywords are answers of the interview under `said_<question>`; `asked_<question>` keeps the question they answer,
so that both stay when the question is taken off the list. `live_started` and `live_longer` are the clock.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from workshop.content import Content
from workshop.plan.model import ChosenQuestion, Interview, Plan, write
from workshop.vocabulary import TALK_ANSWERS

SAID, STARTED = "said_", "live_started"
MORE = 10  # minutes, when they invite the student to stay
OPENERS = 3
_LONGER, _ASKED = "live_longer", "asked_"
_LONGEST_ID = 54  # characters that fit behind a prefix into an id of 60
_LONGEST_STAY = 240  # minutes
_CLOSING = 5.0  # minutes before the end in which to come to a close
_OVER = timedelta(hours=2)  # after the end; then nobody is talking any more

Kind = Literal["before", "open", "ask", "close"]


@dataclass(frozen=True)
class Card:
    """One thing at a time: what to do before, the first lines, a question, or the last lines."""

    kind: Kind
    question: ChosenQuestion | None = None

    @property
    def name(self) -> str:
        """What an address calls this card."""
        return f"ask_{self.question.id}" if self.question else self.kind


def cards(content: Content, plan: Plan) -> tuple[Card, ...]:
    """All cards in order: the student's questions, or a few of the bank that begin well if there are none."""
    questions = [each for each in plan.questions if each.text.strip()] or openers(content)
    return Card("before"), Card("open"), *(Card("ask", each) for each in questions), Card("close")


def openers(content: Content) -> list[ChosenQuestion]:
    """A few questions of the bank that begin well, each about something else."""
    first = {each.topic: each for each in reversed(content.bank.questions) if each.moment == "opening"}
    own = sorted(first.values(), key=lambda each: each.topic not in ("path", "day", "job"))
    return [ChosenQuestion(id=each.id, text=each.text) for each in own[:OPENERS]]


@dataclass(frozen=True)
class Clock:
    """When the talk began, and after how many minutes to come to a close and to end."""

    started: datetime
    closing: float
    end: int


def live_clock(interview: Interview, now: datetime) -> Clock | None:
    """The clock of a talk that goes on; None before it was started, and hours after its end."""
    started = _moment(interview.words(STARTED))
    end = length(interview)
    if started is None or not started - _OVER < now < started + timedelta(minutes=end) + _OVER:
        return None
    return Clock(started, closing_after(end), end)


def length(interview: Interview) -> int:
    """The minutes agreed, and those the student was invited to stay longer."""
    longer = interview.words(_LONGER)
    return interview.minutes + (min(int(longer), _LONGEST_STAY) if longer.isdecimal() and len(longer) < 5 else 0)


def closing_after(minutes: int) -> float:
    """After how many minutes to come to a close: five before the end, in a very short talk after its half."""
    return max(minutes - _CLOSING, minutes / 2)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC) if 2000 <= found.year < 2200 else None


def start(plan: Plan, person_id: str, now: datetime) -> Plan:
    """The plan with the clock of this talk started, anew if it ran before."""
    began = now.astimezone(UTC).isoformat(timespec="seconds")
    return write(write(plan, _path(person_id, STARTED), began), _path(person_id, _LONGER), "")


def stay(plan: Plan, person_id: str) -> Plan:
    """The plan with some minutes more for this talk, because they were offered."""
    interview = plan.interview(person_id)
    return write(plan, _path(person_id, _LONGER), str(length(interview) - interview.minutes + MORE))


def finish(plan: Plan, person_id: str) -> Plan:
    """The plan after this talk: it has taken place, and its clock stands."""
    for name in (STARTED, _LONGER):
        plan = write(plan, _path(person_id, name), "")
    return plan if plan.interview(person_id).held else write(plan, f"interviews.{person_id}.status", "met")


def _path(person_id: str, name: str) -> str:
    return f"interviews.{person_id}.answers.{name}"


def said_name(question_id: str) -> str:
    """What the answer of an interview is called that holds the keywords for a question."""
    return f"{SAID}{_tail(question_id)}"


def _tail(question_id: str) -> str:
    if len(question_id) <= _LONGEST_ID:
        return question_id
    return f"h_{hashlib.sha256(question_id.encode()).hexdigest()[:40]}"


def remember(plan: Plan, person_id: str, question: ChosenQuestion) -> Plan:
    """The plan with the words of a question that was answered, for the day it is taken off the list."""
    return write(plan, _path(person_id, f"{_ASKED}{_tail(question.id)}"), question.text)


def remembered(interview: Interview, question: ChosenQuestion) -> bool:
    """Whether there is nothing to remember: no keywords, or the words of their question are kept."""
    kept = interview.words(f"{_ASKED}{_tail(question.id)}")
    return kept == question.text or not interview.words(said_name(question.id)).strip()


@dataclass(frozen=True)
class Noted:
    """The keywords for one question; its text is empty where nobody knows it any more."""

    question: str
    keywords: str


def noted(content: Content, plan: Plan, interview: Interview) -> tuple[Noted, ...]:
    """What was noted in a conversation, in the order of the list; then for questions that are off the list."""
    listed = [said_name(each.id) for each in plan.questions]
    names = dict.fromkeys([*listed, *(name for name in interview.answers if name.startswith(SAID))])
    return tuple(
        Noted(question_of(content, [plan], interview.answers, name), words)
        for name in names
        if (words := interview.words(name)).strip()
    )


def question_of(content: Content, plans: Sequence[Plan], answers: Mapping[str, object], name: str) -> str:
    """The question to which the answer of this name belongs; an empty text if it is not known any more."""
    tail = name.removeprefix(SAID).removeprefix(_ASKED)
    listed = (each.text for plan in plans for each in plan.questions if _tail(each.id) == tail)
    bank = (each.text for each in content.bank.questions if _tail(each.id) == tail)
    return next(listed, "") or str(answers.get(f"{_ASKED}{tail}", "")) or next(bank, "")


def of_the_talk(name: str) -> bool:
    """Whether an answer of an interview belongs to the conversation itself and not to a field of a worksheet."""
    return name.startswith(TALK_ANSWERS)
