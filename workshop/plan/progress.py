"""How far a student is. Computed from the plan each time, never stored. The words for each condition are content."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from workshop.content import Content
from workshop.content.models import Section
from workshop.plan.contact_details import email_in, phone_in
from workshop.plan.live import SAID, of_the_talk
from workshop.plan.model import Interview, Person, Plan, replace
from workshop.plan.team import has_team, note_writers
from workshop.vocabulary import CONDITIONS, TEAM_SECTIONS, THREE, StepId

AnyEntry = TypeVar("AnyEntry")

_AFTER_A_TALK = ("notes", "outline", "thanks", "learned")
ENOUGH_PEOPLE = 3
ENOUGH_QUESTIONS = 10
STARS = range(5, 9)


@dataclass(frozen=True)
class Progress:
    """One step: what is missing (words), how many boxes are ticked, and whether anything was entered at all."""

    step: StepId
    missing: tuple[str, ...]
    met: int
    ticked: int
    boxes: int

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def begun(self) -> bool:
        """Whether a condition is met or a box ticked."""
        return bool(self.met or self.ticked)


def progress(content: Content, plan: Plan, step: StepId) -> Progress:
    """How far the plan is in one step."""
    return _standing(content, step, met(plan), plan.checks)


def overview(content: Content, plan: Plan) -> list[Progress]:
    """How far the plan is in each step, in order."""
    return standing(content, met(plan), plan.checks)


def standing(content: Content, conditions: Container[str], checks: Mapping[str, bool]) -> list[Progress]:
    """How far a plan is in each step, in order, by the conditions it meets and the boxes that are ticked."""
    return [_standing(content, step, conditions, checks) for step in content.workshop.steps]


def next_step(states: Iterable[Progress]) -> StepId | None:
    """The step a student is at: the first that is not done; None after the last."""
    return next((state.step for state in states if not state.done), None)


def met(plan: Plan) -> frozenset[str]:
    """The names of the conditions that a plan meets."""
    return frozenset(name for name, holds in _CONDITIONS.items() if holds(plan))


def _standing(content: Content, step: StepId, conditions: Container[str], checks: Mapping[str, bool]) -> Progress:
    open_ones = [name for name in CONDITIONS[step] if name not in conditions]
    boxes = content.steps[step].checklist
    waiting = [] if "held" in conditions else [name for name in open_ones if name in _AFTER_A_TALK]
    missing = [content.steps[step].missing[name] for name in open_ones if name not in waiting]
    return Progress(
        step=step,
        missing=(*([content.words.after_a_talk] if waiting else []), *missing),
        met=len(CONDITIONS[step]) - len(open_ones),
        ticked=sum(checks.get(box.id, False) for box in boxes),
        boxes=len(boxes),
    )


def shows(plan: Plan, section: Section) -> bool:
    """Whether a section of a worksheet is shown: the path to a major is for the undecided (rule 14), some for teams."""
    if section.id in TEAM_SECTIONS:
        return has_team(plan)
    if section.id != "undecided_path":
        return True
    return plan.answers.get("undecided") is True or any(field.id in plan.answers for field in section.fields)


def clear(content: Content, plan: Plan, step: StepId) -> Plan:
    """The plan without the answers and ticks on the page of a step; people, questions and messages stay."""
    sections = (section for section in content.steps[step].sections if not section.closing)
    fields = {field.id for section in sections for field in section.fields}
    if step == "conduct":
        fields |= {name for interview in plan.interviews for name in interview.answers if of_the_talk(name)}
    ticks = {*(item.id for item in content.steps[step].checklist), f"{step}_lesson"}
    interviews = [
        interview.model_copy(update={"answers": without(interview.answers, fields)}) for interview in plan.interviews
    ]
    answers, checks = without(plan.answers, fields), without(plan.checks, ticks)
    return replace(plan, answers=answers, checks=checks, interviews=tuple(interviews))


def without(entries: Mapping[str, AnyEntry], names: Container[str]) -> dict[str, AnyEntry]:
    """The entries that are not named."""
    return {name: entry for name, entry in entries.items() if name not in names}


def _any_words(plan: Plan, *fields: str) -> bool:
    return any(plan.words(field).strip() for field in fields)


def _interviews(plan: Plan) -> list[Interview]:
    return [plan.interview(person.id) for person in plan.present]


def _held(plan: Plan) -> list[Interview]:
    return [interview for interview in _interviews(plan) if interview.held]


def _held_with(plan: Plan, *fields: str) -> bool:
    """Whether a conversation was held, and each one held has words in all these fields."""
    return bool(_held(plan)) and all(interview.words(field).strip() for interview in _held(plan) for field in fields)


def _has_notes(plan: Plan, interview: Interview) -> bool:
    """Whether keywords were noted: in the box of the worksheet, by a member, or for a question while they talked."""
    if note_writers(plan, interview):
        return True
    names = ("notes", *(name for name in interview.answers if name.startswith(SAID)))
    return any(interview.words(name).strip() for name in names)


def _found(plan: Plan) -> bool:
    return any(_any_words(plan, f"found_{n}") and _any_words(plan, f"where_{n}") for n in THREE)


def _guessed(plan: Plan) -> bool:
    return any(_any_words(plan, f"guess_{n}") and plan.answers.get(f"guess_{n}_sure") for n in THREE)


def _circles(plan: Plan) -> bool:
    return any(bool(answer) for field, answer in plan.answers.items() if field.startswith("circle_"))


def _within_reach(person: Person) -> bool:
    """Whether there is a way to a person: an e-mail address or a number that can be used, or someone between."""
    return bool(email_in(person.email) or phone_in(person.phone) or person.connector.strip())


_CONDITIONS: dict[str, Callable[[Plan], bool]] = {
    "draw": lambda plan: _any_words(plan, "draws_me"),
    "field": lambda plan: _any_words(plan, *(f"field_{n}" for n in THREE)),
    "found": _found,
    "guesses": _guessed,
    "goal": lambda plan: (
        _any_words(plan, "goal_subject") and all(plan.answers.get(part) for part in ("goal_kind", "goal_advice"))
    ),
    "circles": _circles,
    "people": lambda plan: sum(bool(person.name.strip()) for person in plan.present) >= ENOUGH_PEOPLE,
    "practice": lambda plan: any(person.practice for person in plan.present),
    "reach": lambda plan: any(map(_within_reach, plan.present)),
    "intro": lambda plan: _any_words(plan, "intro"),
    "hope": lambda plan: _any_words(plan, "hope"),
    "questions": lambda plan: len(plan.questions) >= ENOUGH_QUESTIONS,
    "starred": lambda plan: len(plan.starred) in STARS,
    "asked": lambda plan: any(interview.status != "to_ask" for interview in _interviews(plan)),
    "agreed": lambda plan: any(interview.agreed for interview in _interviews(plan)),
    "planned": lambda plan: any(interview.when and interview.medium for interview in _interviews(plan)),
    "held": lambda plan: bool(_held(plan)),
    "notes": lambda plan: bool(_held(plan)) and all(_has_notes(plan, each) for each in _held(plan)),
    "outline": lambda plan: _held_with(plan, "outline"),
    "thanks": lambda plan: bool(_held(plan)) and all(interview.status == "thanked" for interview in _held(plan)),
    "learned": lambda plan: _held_with(plan, "learned", "next_step"),
    "next": lambda plan: _any_words(plan, *(f"next_{n}" for n in THREE)),
}
