"""The parts of a plan that a view link shows, as blocks. `workshop.plan.shared_view` left nothing else in the plan."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from workshop.content import Content
from workshop.exports.agreement import agreement
from workshop.exports.answers import own_answer, section_answers
from workshop.exports.blocks import Block, Bullets, Facts, Goal, Heading, Paragraph, Question, Questions
from workshop.exports.conversations import MEETING, of_section, person_name, personal, place_and_time
from workshop.exports.inline import inline, inline_name, inline_plan
from workshop.plan.dates import day, start_of
from workshop.plan.messages import goal_sentence
from workshop.plan.model import Interview, Person, Plan
from workshop.plan.shared_view import Shown
from workshop.vocabulary import PARTS, PartId

OVER = timedelta(hours=6)  # after its start a meeting still counts as one to come: someone may be on the way home


def parts_shown(content: Content, shown: Shown, now: datetime) -> Iterator[tuple[PartId, tuple[Block, ...]]]:
    """The parts that are shown, in order; of an empty one, a remark that it is."""
    for part in PARTS:
        if part in (shown.parts or ()):
            blocks = tuple(_BLOCKS[part](content, shown.plan, now))
            yield part, blocks or (Paragraph(content.doors.parts[part].none, quiet=True),)


def _meetings(content: Content, plan: Plan, now: datetime) -> Iterator[Block]:
    """The meetings to come, whole; of those that are over, only the day."""
    zone = now.tzinfo or UTC
    meetings = sorted(((start, each) for each in plan.interviews if (start := start_of(each, zone))), key=_start)
    to_come = [interview for start, interview in meetings if start >= now - OVER]
    if to_come and plan.about.phone.strip():
        yield Facts(((content.doors.shared.phone, inline(plan.about.phone)),))
    for interview in to_come:
        person = plan.person(interview.person) or Person(id=interview.person)
        yield Heading(3, _with(content, plan, interview))
        yield Facts(tuple(place_and_time(content, person, interview, inline)))
    over = [f"{day(start.date())}: {_with(content, plan, each)}" for start, each in meetings if each not in to_come]
    if over:
        yield Paragraph(content.doors.shared.over, quiet=True)
        yield Bullets(tuple(over))


def _start(meeting: tuple[datetime, Interview]) -> datetime:
    return meeting[0]


def _with(content: Content, plan: Plan, interview: Interview) -> str:
    person = plan.person(interview.person) or Person(id=interview.person)
    return _who(content, person, person.organisation)


def _goal(content: Content, plan: Plan, _: datetime) -> Iterator[Block]:
    sentence = goal_sentence(content, inline_plan(plan))
    if sentence:
        yield Goal(content.export.own_goal, sentence)


def _people(content: Content, plan: Plan, _: datetime) -> Iterator[Block]:
    lines = tuple(_on_the_list(content, plan, person) for person in plan.people)
    if lines:
        yield Bullets(lines)


def _on_the_list(content: Content, plan: Plan, person: Person) -> str:
    status = content.people.statuses[plan.interview(person.id).status]
    return f"{_who(content, person, person.title, person.organisation)} · {status}"


def _who(content: Content, person: Person, *more: str) -> str:
    return ", ".join([person_name(content, person), *filter(None, map(inline_name, more))])


def _questions(_: Content, plan: Plan, __: datetime) -> Iterator[Block]:
    asked = tuple(Question(inline(each.text), each.starred) for each in plan.questions)
    if asked:
        yield Questions(asked, 0)


def _notes(content: Content, plan: Plan, _: datetime) -> Iterator[Block]:
    sections = [part for step in content.workshop.steps for part in content.steps[step].sections]
    for interview in plan.interviews:
        person = plan.person(interview.person) or Person(id=interview.person)
        told = [part for part in sections if personal(part) and part.id != MEETING]
        blocks = [block for part in told for block in of_section(content, plan, person, interview, part)]
        if blocks:
            yield Heading(3, person_name(content, person))
            yield from blocks


def _decided(content: Content, plan: Plan, _: datetime) -> Iterator[Block]:
    for section in content.closing:
        yield from section_answers(section, lambda field: own_answer(content, plan, field))


def _agreement(content: Content, plan: Plan, _: datetime) -> Iterator[Block]:
    yield from agreement(content, plan)


_BLOCKS: dict[PartId, Callable[[Content, Plan, datetime], Iterator[Block]]] = {
    "meetings": _meetings,
    "goal": _goal,
    "people": _people,
    "questions": _questions,
    "notes": _notes,
    "decided": _decided,
    "agreement": _agreement,
}
