"""What a view link shows of a plan: how far it is, and of the rest only the parts that its owner ticked.

The filter builds a new plan from what may be seen. What is not named here stays behind: messages, the other answers,
contact details, the team and its notes, and what others wrote at the same time.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workshop.plan.model import About, ChosenQuestion, Interview, Person, Plan
from workshop.plan.progress import met
from workshop.vocabulary import AGREED, AGREED_ON, OTHER_ADULT, THREE

Parts = frozenset[str] | None
"""The parts that are shown; None where the whole plan is."""

ANSWERS: Mapping[str, frozenset[str]] = {
    "goal": frozenset({"goal_kind", "goal_subject", "goal_advice"}),
    "decided": frozenset(
        {
            *("what_changed", "decision", "decision_why", "study_next", "next_person"),
            *(f"next_{n}" for n in THREE),
            *(f"next_{n}_by" for n in THREE),
        }
    ),
    "agreement": frozenset({AGREED_ON, OTHER_ADULT}),
}
PERSON: Mapping[str, frozenset[str]] = {
    "meetings": frozenset({"name", "organisation"}),
    "people": frozenset(
        {"name", "pronounced", "address", "title", "organisation", "closeness", "how", "connector", "stage", "practice"}
    ),
    "notes": frozenset({"name"}),
}
INTERVIEW: Mapping[str, frozenset[str]] = {
    "meetings": frozenset({"when", "zone", "minutes", "medium", "where"}),
    "people": frozenset({"status"}),
    "notes": frozenset({"answers", "suggested"}),
}


@dataclass(frozen=True)
class Shown:
    """What a link shows: a plan of nothing but `parts` (None: all), and the conditions that the whole one meets."""

    plan: Plan
    parts: Parts
    met: frozenset[str]


def show(plan: Plan, parts: Parts) -> Shown:
    """What is shown of a plan."""
    seen = plan.model_copy(update={"others": {}}) if parts is None else only(plan, parts)
    return Shown(seen, parts, met(plan))


def only(plan: Plan, parts: Collection[str]) -> Plan:
    """A plan of nothing but the student's name and these parts of theirs."""
    names = frozenset[str]().union(*(ANSWERS.get(part, ()) for part in parts))
    seen = [(person, plan.interview(person.id)) for person in plan.present]
    return Plan(
        about=About(name=plan.about.name, phone=plan.about.phone if "meetings" in parts else ""),
        answers={name: answer for name, answer in plan.answers.items() if name in names},
        people=tuple(_people(seen, parts)),
        questions=tuple(_alone(each) for each in plan.questions) if "questions" in parts else (),
        interviews=tuple(_interviews(seen, parts)),
        checks=_agreed(plan) if "agreement" in parts else {},
    )


def _alone(question: ChosenQuestion) -> ChosenQuestion:
    """A question without who of the team asks it."""
    return ChosenQuestion(id=question.id, text=question.text, starred=question.starred)


def _people(seen: list[tuple[Person, Interview]], parts: Collection[str]) -> Iterator[Person]:
    for person, interview in seen:
        fields = _picked(person, PERSON, [part for part in _concerns(interview) if part in parts])
        if fields:
            yield Person(id=person.id, **fields)


def _interviews(seen: list[tuple[Person, Interview]], parts: Collection[str]) -> Iterator[Interview]:
    for person, interview in seen:
        fields = _picked(interview, INTERVIEW, [part for part in _concerns(interview) if part in parts])
        if fields:
            yield Interview(person=person.id, **fields)


def _concerns(interview: Interview) -> Iterator[str]:
    """The parts that have something to show of a person."""
    yield "people"
    if interview.when and interview.status != "no":
        yield "meetings"
    if interview.answers or interview.suggested:
        yield "notes"


def _picked(record: Person | Interview, fields: Mapping[str, frozenset[str]], parts: list[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for part in parts for name in fields[part]}


def _agreed(plan: Plan) -> dict[str, bool]:
    return {name: ticked for name, ticked in plan.checks.items() if name.startswith(AGREED)}
