"""The pages about one person: the meeting, what was said and learned, the messages, and the card to take along."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from workshop.coach.meetings import unsafe
from workshop.content import Content, fill
from workshop.content.models import Field, Item, Section
from workshop.exports.answers import answer_text, leftovers, nothing, own_answer, section_answers, strip_bold
from workshop.exports.blocks import (
    Answer,
    Answers,
    Block,
    Bullets,
    Card,
    Columns,
    Facts,
    Heading,
    Question,
    Questions,
    Table,
)
from workshop.exports.inline import brief, inline, inline_name
from workshop.plan.dates import MeetingDates, day, meeting_dates, moment
from workshop.plan.live import noted, of_the_talk
from workshop.plan.messages import card_line
from workshop.plan.model import Interview, Person, Plan
from workshop.plan.team import member_name, note_writers, roles, with_askers

MEETING, NOTES, SUGGESTED, TEAM_NOTES = "meeting", "notes", "suggested", "team_notes"
CARD_QUESTIONS = 12
CARD_QUESTION_LENGTH = 240
ROOM = {4: 5, 6: 3, 9: 2, CARD_QUESTIONS: 1}


def person_name(content: Content, person: Person) -> str:
    """The person's name, for use inside a line of ours."""
    return inline_name(person.name) or content.export.someone


def begun(interview: Interview) -> bool:
    """Whether there is anything to print about this conversation."""
    return bool(interview.model_dump(exclude={"person", "zone", "minutes"}, exclude_defaults=True))


def personal(section: Section) -> bool:
    """Whether a section is about each person rather than about the student."""
    return section.id in (MEETING, SUGGESTED, TEAM_NOTES, "thanks") or section.personal


def conversation(content: Content, plan: Plan, short: Plan, person: Person) -> Iterator[Block]:
    """Everything about one person. `short` is the plan with its texts made fit for our sentences."""
    interview = plan.interview(person.id)
    yield Heading(1, person_name(content, person), content.export.conversation, new_page=True)
    for section in (part for step in content.workshop.steps for part in content.steps[step].sections):
        if personal(section):
            yield from _titled(section.title, list(of_section(content, plan, person, interview, section)))
    yield from _messages(content, interview)
    known = [field.id for field in content.fields.values() if field.place == "interview"]
    known += filter(of_the_talk, interview.answers)
    yield from _titled(content.export.older_title, list(leftovers(content, interview.answers, known)))
    if interview.agreed or interview.when:
        yield _card(content, plan, short, person)


def _titled(title: str, blocks: Sequence[Block]) -> Iterator[Block]:
    if blocks:
        yield Heading(2, title)
        yield from blocks


def of_section(content: Content, plan: Plan, person: Person, interview: Interview, section: Section) -> Iterator[Block]:
    """What there is about one person in a section."""
    if section.id == MEETING:
        yield Facts((*meeting_facts(content, person, interview), *_roles(content, plan, interview)))
    elif section.id == SUGGESTED:
        yield from _suggested(content, interview)
    elif section.id == NOTES:
        yield from _noted(content, plan, interview)
    elif section.id == TEAM_NOTES:
        yield from _team_notes(content, plan, interview)
    for part in section_answers(section, lambda field: _answer(content, interview, field)):
        yield _with_recalled(content, plan, section, part)


def _noted(content: Content, plan: Plan, interview: Interview) -> Iterator[Block]:
    """The keywords for each question, under the question."""
    off = content.live.off_the_list
    found = noted(content, plan, interview)
    if found:
        yield Answers(tuple((Answer(inline(each.question) or off, each.keywords),) for each in found))


def _team_notes(content: Content, plan: Plan, interview: Interview) -> Iterator[Block]:
    """What each member of the team noted, under their name."""
    names = {each: inline_name(member_name(content, plan, each)) for each in note_writers(plan, interview)}
    if names:
        yield Answers(tuple((Answer(name, interview.team_notes[each]),) for each, name in names.items()))


def _roles(content: Content, plan: Plan, interview: Interview) -> Iterator[tuple[str, str]]:
    """Who in the team does what in the talk."""
    for role, member in roles(plan, interview).items():
        yield content.team.roles[role].title, inline_name(member_name(content, plan, member.id))


def _answer(content: Content, interview: Interview, field: Field) -> str:
    return answer_text(content, field, interview.answers.get(field.id, ""))


def _with_recalled(content: Content, plan: Plan, section: Section, part: Answers) -> Answers:
    """The answers, each below the earlier answer it looks back at."""
    recalls = {field.label: content.fields[field.recall] for field in section.fields if field.recall}
    rows: list[tuple[Answer | None, ...]] = []
    for row in part.rows:
        earlier = [recalls[answer.label] for answer in row if answer and answer.label in recalls]
        rows += [(answer,) for field in earlier if (answer := _earlier(content, plan, field))]
        rows.append(row)
    return Answers(tuple(rows))


def _earlier(content: Content, plan: Plan, field: Field) -> Answer | None:
    text = own_answer(content, plan, field)
    return Answer(field.label, brief(text)) if text.strip() else None


def meeting_facts(content: Content, person: Person, interview: Interview) -> Iterator[tuple[str, str]]:
    """When, where and how, and the dates that follow from it."""
    words, dates, kind = content.export.facts, meeting_dates(interview), content.meeting.kind(interview.medium)
    yield words.status, content.people.statuses[interview.status]
    if person.practice:
        yield words.practice, content.export.yes
    yield words.when, when(content, interview)
    if dates:
        yield words.minutes_label, fill(words.minutes, {"minutes": str(interview.minutes)})
    if kind:
        yield words.how, kind.title
    if interview.where.strip():
        yield words.where, interview.where
    yield from _warning(content, person, interview)
    if dates:
        yield from _dates(content, interview, dates)


def _warning(content: Content, person: Person, interview: Interview) -> Iterator[tuple[str, str]]:
    """What makes the meeting unsafe, if anything does."""
    said = unsafe(content, person, interview)
    if said:
        yield content.safety.label, said


def _dates(content: Content, interview: Interview, dates: MeetingDates) -> Iterator[tuple[str, str]]:
    words = content.export.facts
    yield words.confirm, fill(words.between, {"start": moment(dates.confirm_from), "end": moment(dates.confirm_by)})
    yield words.cancel, moment(dates.cancel_by)
    yield words.call if interview.medium == "phone" else words.arrive, moment(dates.arrive)
    yield words.thank, moment(dates.thank_by)
    yield words.check_in, day(dates.check_in.date())


def when(content: Content, interview: Interview) -> str:
    """The day and time of a meeting in words, with its time zone if it has one."""
    dates, words = meeting_dates(interview), content.export.facts
    if dates is None:
        return words.no_date
    start = moment(dates.start)
    return fill(words.in_zone, {"moment": start, "zone": interview.zone.replace("_", " ")}) if interview.zone else start


def _suggested(content: Content, interview: Interview) -> Iterator[Block]:
    words = content.export
    rows = tuple(((each.name,), (each.how,)) for each in interview.suggested if each.name.strip() or each.how.strip())
    if rows:
        yield Table((words.suggested_name, words.suggested_how), rows, (1, 2))


def _messages(content: Content, interview: Interview) -> Iterator[Block]:
    words, titles = content.export, _message_titles(content)
    sent = tuple(
        fill(words.message_sent, {"title": titles.get(each.template, each.template), "day": day(each.on)})
        for each in interview.sent
    )
    known = {key: interview.drafts[key] for key in titles if key in interview.drafts}
    texts = known | interview.drafts
    drafts = tuple((Answer(titles.get(key, key), text),) for key, text in texts.items() if text.strip())
    blocks: list[Block] = [*([Bullets(sent)] if sent else []), *([Answers(drafts)] if drafts else [])]
    yield from _titled(words.messages, blocks)


def _message_titles(content: Content) -> dict[str, str]:
    """What each draft is called, in the order to print them; a subject line is kept under `<template id>_subject`."""
    titles = {}
    for template in content.templates.values():
        titles[f"{template.id}_subject"] = fill(content.export.message_subject, {"title": template.title})
        titles[template.id] = template.title
    return titles


def _card(content: Content, plan: Plan, short: Plan, person: Person) -> Card:
    words, lines, interview = content.export.card, content.meeting.card, plan.interview(person.id)
    order = sorted(with_askers(content, plan), key=lambda question: not question.starred)
    asked = tuple(
        Question(inline(each.text, CARD_QUESTION_LENGTH), each.starred) for each in islice(order, CARD_QUESTIONS)
    )
    more = fill(words.more, {"count": str(len(order) - len(asked))}) if len(order) > len(asked) else ""
    questions: list[Block] = [
        Heading(3, words.questions),
        Questions(asked, room_for(len(asked))) if asked else nothing(content),
        *([Bullets((more,))] if more else []),
    ]
    said = ((words.opening, lines.opening), (words.during, lines.during), (words.closing, lines.closing))
    beside = [block for title, items in said for block in _lines(content, short, person, title, items)]
    facts = Facts((*place_and_time(content, person, interview, brief), *_roles(content, plan, interview)))
    columns = Columns((tuple(beside), tuple(questions)), (2, 3))
    return Card(person_name(content, person), words.title, (facts, columns))


def _lines(content: Content, short: Plan, person: Person, title: str, items: tuple[Item, ...]) -> Iterator[Block]:
    who = short.person(person.id) or person
    yield Heading(3, title)
    yield Bullets(tuple(card_line(content, short, who, strip_bold(item.text)) for item in items))


def place_and_time(
    content: Content, person: Person, interview: Interview, shorten: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """When, how and where a talk takes place; `shorten` makes the place fit to print."""
    words, kind = content.export.facts, content.meeting.kind(interview.medium)
    yield words.when, when(content, interview)
    if kind:
        yield words.how, kind.title
    if interview.where.strip():
        yield words.where, shorten(interview.where)
    yield from _warning(content, person, interview)


def room_for(questions: int) -> int:
    """How many lines to write on each question gets, so that a card stays near one page."""
    return next(lines for limit, lines in ROOM.items() if questions <= limit)
