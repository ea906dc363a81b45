"""The teacher's pack: run sheets, and the cards and sheets for a rehearsal in threes."""

import re
from collections.abc import Iterable, Iterator

from workshop.content import Content, fill
from workshop.content.models import CheckItem, Item
from workshop.content.words.classroom import Activity, Part, Persona, RunSheet
from workshop.exports.answers import strip_bold
from workshop.exports.blocks import Blank, Blanks, Block, Bullets, Card, Document, Heading, Paragraph, Table
from workshop.exports.worksheets import boxes, card_lines, on_paper
from workshop.vocabulary import STEPS, PageId


def pack(content: Content) -> Document:
    """Everything a teacher prints for a class."""
    return on_paper(content, content.classroom.title, _blocks(content))


def _blocks(content: Content) -> Iterator[Block]:
    words = content.classroom
    yield Heading(1, words.title)
    yield Paragraph(words.what)
    yield Heading(2, words.rehearsal_title)
    yield Bullets(words.rehearsal)
    for sheet in words.run_sheets:
        yield from _run_sheet(content, sheet)
    yield _student_card(content)
    yield _observer(content)
    yield from (_persona(content, persona) for persona in words.personas)


def _run_sheet(content: Content, sheet: RunSheet) -> Iterator[Block]:
    words = content.classroom
    yield Heading(1, sheet.title, words.run_sheets_title, new_page=True)
    yield Paragraph(sheet.text)
    if sheet.before:
        yield Heading(2, words.labels.before)
        yield Bullets(sheet.before)
    for part in sheet.parts:
        yield from _part(content, part)


def _part(content: Content, part: Part) -> Iterator[Block]:
    words = content.classroom.labels
    yield Heading(2, fill(words.length, {"title": part.title, "minutes": str(part.minutes)}))
    heads = (words.activity, words.say, words.do)
    yield Table(heads, tuple(_activity(content, activity) for activity in part.activities), (5, 7, 8))


def _activity(content: Content, activity: Activity) -> tuple[tuple[str, ...], ...]:
    words = content.classroom.labels
    where = fill(words.minutes, {"minutes": str(activity.minutes), "page": page_title(content, activity.page)})
    notes = ((words.catch_up, activity.catch_up), (words.late, activity.late))
    extra = tuple(fill(label, {"text": text}) for label, text in notes if text)
    return ((activity.title, where), (activity.say,), (activity.do, *extra))


def page_title(content: Content, page: PageId) -> str:
    """What a page of the workshop is called."""
    titles: dict[PageId, str] = {step: content.steps[step].title for step in STEPS}
    words = content.words
    titles |= {"home": words.home, "closing": content.together.title, "my_plan": words.my_plan}
    titles["rehearsal"] = content.classroom.rehearsal_title
    return titles[page]


def _student_card(content: Content) -> Card:
    words = content.classroom.student_card
    blocks = (Paragraph(words.text), Bullets(words.rounds), *card_lines(content))
    return Card(words.title, content.classroom.rehearsal_title, blocks)


def _observer(content: Content) -> Card:
    """The rules of Conduct as a tick sheet."""
    words = content.classroom.observer
    seen, avoided = observed(content)
    blocks = (
        Paragraph(words.text),
        Blanks(tuple(map(Blank, words.names)), columns=len(words.names)),
        Heading(3, words.seen),
        boxes(_ruled(content, seen)),
        Heading(3, words.seen_avoided),
        boxes(_ruled(content, avoided)),
        Blanks(tuple(Blank(note.label, note.hint, lines=2) for note in words.notes)),
    )
    return Card(words.title, content.classroom.rehearsal_title, blocks)


def _ruled(content: Content, items: Iterable[CheckItem]) -> Iterator[str]:
    """Each item with the numbers of its rules."""
    for item in items:
        facts = {"text": item.text, "numbers": ", ".join(map(str, item.rules))}
        yield fill(content.classroom.observer.rule, facts)


def observed(content: Content) -> tuple[tuple[CheckItem, ...], tuple[CheckItem, ...]]:
    """What an observer ticks: what the lesson of Conduct praises, if seen, and what it warns of, if not seen."""
    conduct = content.steps["conduct"]
    return _to_tick("observed", (*conduct.why, *conduct.lesson.good)), _to_tick("avoided", conduct.lesson.mistakes)


def _to_tick(kind: str, items: Iterable[Item]) -> tuple[CheckItem, ...]:
    """A box for the first sentence of each item that teaches a rule; its rules, which never change, give it its id."""
    return tuple(
        CheckItem(id="_".join([kind, *map(str, item.rules)]), text=first_sentence(item.text), rules=item.rules)
        for item in items
        if item.rules
    )


def first_sentence(text: str) -> str:
    """The bold beginning of a text, or else its first sentence; without a period."""
    found = re.match(r"\*\*(.+?)\*\*", text) or re.match(r"(.+?[.?!])(?=\s|$)", text)
    return strip_bold(found[1] if found else text).rstrip(".")


def _persona(content: Content, persona: Persona) -> Card:
    words = content.classroom.labels
    topics = {topic.id: topic.title for topic in content.bank.topics}
    facts = tuple(((topics[fact.topic], fact.asked), (fact.text,)) for fact in persona.facts)
    blocks = (
        Paragraph(f"{persona.job}, {persona.place}"),
        Paragraph(fill(words.pronounced, {"sound": persona.pronounced}), quiet=True),
        Paragraph(persona.intro),
        Heading(3, f"{words.route}: {content.classroom.routes[persona.route]}"),
        Paragraph(persona.path),
        Heading(3, words.facts),
        Table(words.fact_heads, facts, (2, 3)),
        Heading(3, words.curveballs),
        Bullets(persona.curveballs),
        Heading(3, words.hidden),
        Table(words.fact_heads, (((persona.hidden.asked,), (persona.hidden.text,)),), (2, 3)),
    )
    return Card(persona.name, f"{words.persona}: {persona.field}", blocks)
