"""Blank worksheets to fill in by hand: every page of the workshop with every field it has."""

from collections.abc import Callable, Iterable, Iterator

from workshop.content import Content, fill
from workshop.content.models import CheckItem, Column, Field, Section, Template
from workshop.content.words.classroom import Part
from workshop.exports.answers import strip_bold
from workshop.exports.blocks import (
    Answer,
    Answers,
    Blank,
    Blanks,
    Block,
    Bullets,
    Card,
    Columns,
    Document,
    Heading,
    Paragraph,
    Table,
    Tick,
    Ticks,
)
from workshop.plan.messages import card_line, fill_template
from workshop.plan.model import Person, Plan
from workshop.vocabulary import COMPARED, TEAM_SECTIONS, StepId

CARD, STAR = "card", "☆"
NOBODY, NOTHING = Person(id="nobody"), Plan()
PEOPLE, QUESTIONS, CONTACTS, NAMES, CARD_QUESTIONS, MESSAGE_LINES, TEAM = 3, 12, 4, 3, 6, 12, 4
LINES = {1: 4, 2: 4, 3: 5}


def worksheets(content: Content, step: StepId | None = None) -> Document:
    """The worksheet of a step, or of all of them."""
    words, steps = content.export.worksheets, content.workshop.steps
    named = fill(words.title_of, {"step": content.steps[step].title}) if step else words.title
    front = _front(content) if step is None else ()
    sheets = (block for each in (steps if step is None else (step,)) for block in _sheet(content, each))
    return on_paper(content, named, (*front, *sheets))


def on_paper(content: Content, title: str, blocks: Iterable[Block]) -> Document:
    """A document without a cover, for a printer that has only black."""
    words = content.export
    return Document(
        title=title,
        author="",
        language=words.language,
        contents=words.contents,
        ticked=words.ticked,
        not_ticked=words.not_ticked,
        cover=None,
        blocks=tuple(blocks),
        ink="black",
    )


def boxes(texts: Iterable[str]) -> Ticks:
    """Lines with empty boxes."""
    return Ticks(tuple(Tick(strip_bold(text), False) for text in texts))


def card_lines(content: Content) -> Iterator[Block]:
    """The lines of the conversation card, with brackets where a plan would fill in words."""
    words, lines = content.export.card, content.meeting.card
    for title, items in ((words.opening, lines.opening), (words.during, lines.during), (words.closing, lines.closing)):
        yield Heading(3, title)
        yield Bullets(tuple(card_line(content, NOTHING, NOBODY, strip_bold(item.text)) for item in items))


def _front(content: Content) -> Iterator[Block]:
    """What the packet is, and how long each step takes alone and in each lesson."""
    words = content.export.worksheets
    times = {step: _times(content, step) for step in content.workshop.steps}
    heads = (words.steps, *times[content.workshop.steps[0]])
    rows = tuple(((content.steps[step].title,), *((text,) for text in each.values())) for step, each in times.items())
    yield Heading(1, words.title)
    yield Paragraph(words.what)
    yield Table(heads, rows, (4, *(2 for _ in heads[1:])))


def _side_by_side(content: Content) -> Iterator[Block]:
    words, together = content.export.worksheets, content.together
    people = tuple(fill(words.person, {"number": str(number)}) for number in range(1, PEOPLE + 1))
    rows = tuple(((content.fields[name].label,), *((("",),) * PEOPLE)) for name in COMPARED)
    yield Heading(2, together.side_by_side)
    yield Table((together.compare, *people), rows, (3, *((4,) * PEOPLE)), room=2)


def _times(content: Content, step: StepId) -> dict[str, str]:
    """How long a step takes alone, and in each run sheet that is one lesson; empty where it has no time there."""
    words = content.export.worksheets
    lessons = [sheet.parts[0] for sheet in content.classroom.run_sheets if len(sheet.parts) == 1]
    times = {words.alone: content.steps[step].minutes}
    times |= {fill(words.lesson, {"whole": str(part.minutes)}): _minutes(part, step) for part in lessons}
    return {name: fill(words.minutes, {"minutes": str(time)}) if time else "" for name, time in times.items()}


def _minutes(part: Part, step: StepId) -> int:
    """How long a step takes in a lesson; the rehearsal belongs to Conduct."""
    pages = (step, "rehearsal") if step == "conduct" else (step,)
    return sum(activity.minutes for activity in part.activities if activity.page in pages)


def _sheet(content: Content, step_id: StepId) -> Iterator[Block]:
    step, words = content.steps[step_id], content.export
    number = content.workshop.steps.index(step_id) + 1
    yield Heading(1, step.title, fill(words.step, {"number": str(number)}), new_page=True)
    yield Blanks(tuple(map(Blank, words.worksheets.who)), columns=3)
    yield Paragraph(strip_bold(step.promise))
    yield Paragraph(_timing(content, step_id), quiet=True)
    yield from _stay_safe(content, step_id)
    for section in step.sections:
        if not section.closing:
            yield from _section(content, section)
    yield from _models(content, step_id)
    yield from _checklist(words.checklist, step.checklist)
    yield from _closing(content, [section for section in step.sections if section.closing])


def _stay_safe(content: Content, step: StepId) -> Iterator[Block]:
    """How to stay safe, in the steps in which a student writes to someone and meets them."""
    cards = {"contact": content.safety.contact, "conduct": content.safety.conduct}
    if step in cards:
        yield Heading(2, cards[step].title)
        yield Bullets(tuple(strip_bold(line) for line in cards[step].lines))


def _closing(content: Content, sections: list[Section]) -> Iterator[Block]:
    """The closing page: what people said side by side, then its sections."""
    if sections:
        yield Heading(1, content.together.title, new_page=True)
        yield from _side_by_side(content)
    for section in sections:
        yield from _section(content, section)


def _timing(content: Content, step: StepId) -> str:
    """How long the step takes, in one line."""
    shown = ((name, time) for name, time in _times(content, step).items() if time)
    return " · ".join(fill(content.export.labelled, {"label": name, "value": time}) for name, time in shown)


def _section(content: Content, section: Section) -> Iterator[Block]:
    if section.id == CARD:
        yield _card(content, section)
        return
    in_a_team = {"label": content.words.in_a_team, "value": section.title}
    titled = fill(content.export.labelled, in_a_team) if section.id in TEAM_SECTIONS else section.title
    yield Heading(2, titled)
    if section.text:
        yield Paragraph(strip_bold(section.text))
    if section.fields:
        yield Blanks(tuple(_blank(content, field, section.columns) for field in section.fields), section.columns)
    if section.id in _LISTS:
        yield from _LISTS[section.id](content)


def _blank(content: Content, field: Field, columns: int) -> Blank:
    words = content.export.worksheets
    if field.kind == "check":
        return Blank("", strip_bold(field.hint), choices=(field.label,))
    hints = [strip_bold(field.hint)]
    if field.recall:
        hints.append(fill(words.recall, {"label": content.fields[field.recall].label}))
    if field.example:
        hints.append(fill(words.example, {"text": field.example}))
    if field.options:
        hints.append(words.several if field.kind == "choices" else words.one)
    lines = LINES[columns] if field.kind == "text" else 1
    return Blank(field.label, " ".join(filter(None, hints)), lines, tuple(option.label for option in field.options))


def _people(content: Content) -> Iterator[Block]:
    words = content.export.worksheets
    for number in range(1, PEOPLE + 1):
        yield Heading(3, fill(words.person, {"number": str(number)}))
        yield Blanks(tuple(_column(content, column) for column in content.people.columns), columns=4)


def _column(content: Content, column: Column) -> Blank:
    people = content.people
    choices = {"closeness": tuple(people.closeness.values()), "stage": tuple(people.stages.values())}
    if column.id == "practice":
        return Blank("", choices=(column.label,))
    return Blank(column.label, choices=choices.get(column.id, ()))


def _questions(content: Content) -> Iterator[Block]:
    words = content.export.worksheets
    rows = tuple(((f"{number}  {STAR}",), ("",)) for number in range(1, QUESTIONS + 1))
    yield Table((words.star, words.question), rows, (1, 9), room=1)


def _contacts(content: Content) -> Iterator[Block]:
    words = content.export.worksheets
    heads = (content.export.people.person, words.asked_on, words.answer)
    yield Table(heads, ((("",),) * len(heads),) * CONTACTS, (3, 2, 3), room=1)


def _meeting(content: Content) -> Iterator[Block]:
    words, kinds = content.words, content.meeting.kinds
    written = tuple(Blank(label) for label in (content.export.people.person, words.when, words.zone, words.length))
    medium = Blank(words.medium, choices=tuple(kind.title for kind in kinds))
    yield Blanks((*written, medium, Blank(words.where, words.where_hint, 2)), columns=2)


def _day_of(content: Content) -> Iterator[Block]:
    for kind in content.meeting.kinds:
        yield Heading(3, kind.title)
        yield Paragraph(strip_bold(kind.arrive.text))
        yield boxes(item.text for item in kind.checklist)


def _card(content: Content, section: Section) -> Card:
    words, worksheet = content.export.card, content.export.worksheets
    rows = ((("",), ("",)),) * CARD_QUESTIONS
    questions = Table((worksheet.question, worksheet.heard), rows, (3, 2), room=1)
    blocks = (Paragraph(section.text), *card_lines(content), Heading(3, words.questions), questions)
    return Card(section.title, words.title, blocks)


def _suggested(content: Content) -> Iterator[Block]:
    words = content.words
    yield Table((words.suggested_name, words.suggested_how), ((("",), ("",)),) * NAMES, (1, 2), room=1)


def _team_point(content: Content) -> Iterator[Block]:
    words = content.team
    yield Table((words.card.name, words.card.email), ((("",), ("",)),) * TEAM, (1, 1), room=1)
    yield Blanks((Blank(words.point.pick),))


def _team_questions(content: Content) -> Iterator[Block]:
    words = content.team
    yield Table((words.who_asks, words.numbers), ((("",), ("",)),) * TEAM, (1, 2), room=1)


def _team_roles(content: Content) -> Iterator[Block]:
    roles = content.team.roles.values()
    yield Blanks(tuple(Blank(role.title, role.text) for role in roles), columns=len(roles))


def _team_notes(content: Content) -> Iterator[Block]:
    words = content.team
    yield Table((words.card.name, words.notes.heading), ((("",), ("",)),) * TEAM, (1, 3), room=2)


def _models(content: Content, step_id: StepId) -> Iterator[Block]:
    """The messages of a step with brackets to fill in, and room for one's own."""
    words = content.export.worksheets
    found = [template for template in content.templates.values() if template.step == step_id]
    if found:
        yield Heading(2, words.message)
        yield Blanks((Blank(words.subject), Blank(words.message, lines=MESSAGE_LINES)))
        yield Heading(2, words.models)
        yield Paragraph(words.models_text)
        models = [tuple(_model(content, template)) for template in found]
        for start in range(0, len(models), 2):
            yield Columns(tuple(models[start : start + 2]), (1, 1)[: len(models) - start])


def _model(content: Content, template: Template) -> Iterator[Block]:
    letter = fill_template(content, NOTHING, NOBODY, template)
    yield Heading(3, template.title)
    yield Paragraph(template.when, quiet=True)
    subject = [(Answer(content.export.worksheets.subject, letter.subject),)] if letter.subject else []
    yield Answers((*subject, (Answer(content.export.worksheets.message, letter.body),)))


def _checklist(title: str, items: Iterable[CheckItem]) -> Iterator[Block]:
    yield Heading(2, title)
    yield boxes(item.text for item in items)


_LISTS: dict[str, Callable[[Content], Iterator[Block]]] = {
    "people": _people,
    "questions": _questions,
    "contact_people": _contacts,
    "meeting": _meeting,
    "day_of": _day_of,
    "suggested": _suggested,
    "team_point": _team_point,
    "team_questions": _team_questions,
    "team_roles": _team_roles,
    "team_notes": _team_notes,
}
