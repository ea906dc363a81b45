"""Content and plan as one document. What is printed, and in which order, is decided here and nowhere else."""

from collections.abc import Iterable, Iterator
from datetime import date

from workshop.content import Content, fill
from workshop.content.models import CheckItem, Section
from workshop.exports.agreement import agreement
from workshop.exports.answers import blanks, leftovers, own_answer, section_answers, strip_bold
from workshop.exports.blocks import Block, Cover, Document, Goal, Heading, Paragraph, StepState, Table, Tick, Ticks
from workshop.exports.compared import compared
from workshop.exports.conversations import begun, conversation, person_name, personal
from workshop.exports.inline import inline, inline_name, inline_plan
from workshop.exports.options import Options
from workshop.exports.tables import LISTS, mix_of_people
from workshop.plan.dates import Due, day, due, moment
from workshop.plan.messages import goal_sentence
from workshop.plan.model import Person, Plan
from workshop.plan.progress import Progress, overview, shows
from workshop.vocabulary import AGREED_ON, OTHER_ADULT, StepId

GOAL, PEOPLE, CONVERSATIONS = "goal", "people", "conduct"
ONLY_WITH_ANSWERS, DECISION = "undecided_path", "across"


def outline(content: Content, plan: Plan, options: Options) -> Document:
    """The personal plan and checklist."""
    brief, words = inline_plan(plan), content.export
    return Document(
        title=title_of(content, plan),
        author=inline_name(plan.about.name),
        language=words.language,
        contents=words.contents,
        ticked=words.ticked,
        not_ticked=words.not_ticked,
        cover=_cover(content, plan, brief, options),
        blocks=tuple(_blocks(content, plan, brief, options)),
    )


def title_of(content: Content, plan: Plan) -> str:
    """The title of the document, with the student's name if it is known."""
    name = inline_name(plan.about.name)
    return fill(content.export.plan_title_of, {"name": name}) if name else content.export.plan_title


def _cover(content: Content, plan: Plan, brief: Plan, options: Options) -> Cover:
    words, today = content.export, options.today
    return Cover(
        workshop=content.workshop.title,
        title=words.plan_title,
        name=inline_name(plan.about.name),
        school=inline_name(plan.about.school),
        goal=_goal(content, brief),
        what=strip_bold(content.workshop.what[0]),
        overview=words.overview,
        steps=tuple(_state(content, each) for each in overview(content, plan)),
        date=full_day(content, today),
    )


def full_day(content: Content, on: date) -> str:
    """A day with its year, in words."""
    return fill(content.export.date, {"day": day(on), "year": str(on.year)})


def _goal(content: Content, brief: Plan) -> Goal | None:
    sentence = goal_sentence(content, brief)
    return Goal(content.export.own_goal, sentence) if sentence else None


def _state(content: Content, progress: Progress) -> StepState:
    words, title = content.export, content.steps[progress.step].title
    if progress.done:
        return StepState(title, "done", words.overview_done)
    if progress.begun:
        return StepState(title, "begun", words.overview_begun)
    return StepState(title, "open", words.overview_open)


def _blocks(content: Content, plan: Plan, brief: Plan, options: Options) -> Iterator[Block]:
    yield from _next(content, plan, options)
    for number, step in enumerate(content.workshop.steps, 1):
        yield _step_heading(content, plan, step, number)
        yield from _step(content, plan, brief, step)
        if step == CONVERSATIONS:
            yield from _conversations(content, plan, brief)
    yield from _checklists(content, plan)
    yield from _agreement(content, plan)
    yield from _older(content, plan)


def _next(content: Content, plan: Plan, options: Options) -> Iterator[Block]:
    words, entries = content.export, due(plan, options.now or options.midnight, options.today)
    yield Heading(1, words.next_title, new_page=True)
    rows = tuple(((moment(each.at) if each.at else day(each.on),), (due_line(content, each),)) for each in entries)
    yield Table((words.next_when, words.next_what), rows, (2, 3)) if rows else Paragraph(words.next_none)


def due_line(content: Content, entry: Due) -> str:
    """What there is to do, with whom, in words; once its time has passed, what to do instead."""
    name, words = person_name(content, entry.person) if entry.person else "", content.export.due
    text = getattr(words.instead, entry.instead) if entry.instead else getattr(words, entry.kind)
    return fill(str(text), {"name": name, "text": inline(entry.text)})


def _step_heading(content: Content, plan: Plan, step_id: StepId, number: int) -> Heading:
    steps = content.workshop.steps
    after_talks = number > 1 and steps[number - 2] == CONVERSATIONS and bool(_talks(plan))
    eyebrow = fill(content.export.step, {"number": str(number)})
    return Heading(1, content.steps[step_id].title, eyebrow, new_page=after_talks)


def _step(content: Content, plan: Plan, brief: Plan, step_id: StepId) -> Iterator[Block]:
    step, words = content.steps[step_id], content.export
    yield Paragraph(strip_bold(step.promise))
    for section in step.sections:
        if section.id == DECISION:
            yield from compared(content, plan)
        listed = section.id in LISTS and shows(plan, section)
        if listed or (section.fields and not personal(section)):
            yield from _section(content, plan, brief, section)
    if any(personal(section) for section in step.sections) and _talks(plan):
        yield Paragraph(words.with_each_person, quiet=True)


def _section(content: Content, plan: Plan, brief: Plan, section: Section) -> Iterator[Block]:
    answers: list[Block] = list(section_answers(section, lambda field: own_answer(content, plan, field)))
    if section.id == ONLY_WITH_ANSWERS and not answers:
        return
    yield Heading(2, section.title)
    if section.id == GOAL and (goal := _goal(content, brief)):
        yield goal
    if section.id in LISTS:
        yield from LISTS[section.id](content, plan)
    if section.id == PEOPLE:
        yield from mix_of_people(content, brief)
    yield from answers or ([blanks(content, section)] if section.fields else [])


def _talks(plan: Plan) -> list[Person]:
    return [person for person in plan.present if begun(plan.interview(person.id))]


def _conversations(content: Content, plan: Plan, brief: Plan) -> Iterator[Block]:
    for person in _talks(plan):
        yield from conversation(content, plan, brief, person)


def _checklists(content: Content, plan: Plan) -> Iterator[Block]:
    yield Heading(1, content.export.checklist, new_page=True)
    for step in content.workshop.steps:
        yield from _ticks(content.steps[step].title, content.steps[step].checklist, plan.checks)
    for person in plan.present:
        interview = plan.interview(person.id)
        kind = content.meeting.kind(interview.medium)
        if kind and begun(interview):
            title = fill(content.export.on_the_day, {"name": person_name(content, person)})
            yield from _ticks(title, kind.checklist, interview.checks)


def _ticks(title: str, items: Iterable[CheckItem], checks: dict[str, bool]) -> Iterator[Block]:
    yield Heading(2, title)
    yield Ticks(tuple(Tick(strip_bold(item.text), checks.get(item.id, False)) for item in items))


def _agreement(content: Content, plan: Plan) -> Iterator[Block]:
    blocks = list(agreement(content, plan))
    if blocks:
        yield Heading(1, content.family.agreement.title)
        yield from blocks


def _older(content: Content, plan: Plan) -> Iterator[Block]:
    known = [field.id for field in content.fields.values() if field.place == "answers"]
    found = list(leftovers(content, plan.answers, [*known, AGREED_ON, OTHER_ADULT]))
    if found:
        yield Heading(1, content.export.older_title)
        yield Paragraph(content.export.older_text)
        yield from found
