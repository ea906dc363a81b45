"""The family sheet: two pages on how to help without taking over."""

from collections.abc import Iterator

from workshop.content import Content
from workshop.content.words.family import Advice
from workshop.exports.agreement import sides
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
)
from workshop.exports.worksheets import boxes, on_paper
from workshop.plan.messages import handover_note
from workshop.plan.model import Plan


def family(content: Content) -> Document:
    """The sheet for one family."""
    words = content.family
    return on_paper(content, words.title, (_steps(content), _together(content)))


def _steps(content: Content) -> Card:
    words, labels = content.family, content.family.labels
    heads = (labels.step, labels.may, labels.student, labels.say, labels.not_say, labels.starter)
    rows = tuple(
        ((content.steps[step].title,), (each.may,), (each.student,), (each.say,), (each.not_say,), (each.starter,))
        for step, each in ((step, words.steps[step]) for step in content.workshop.steps)
    )
    beside = Columns((tuple(_advice(words.practice)), tuple(_advice(words.after_no))), (1, 1))
    blocks = (Paragraph(words.what), Table(heads, rows, (3, 5, 4, 4, 4, 4)), beside)
    return Card(words.title, content.workshop.title, blocks, level=1)


def _together(content: Content) -> Card:
    words = content.family
    return Card(words.second_title, words.title, (*_handover(content), *_agreement(content)), level=1)


def _handover(content: Content) -> Iterator[Block]:
    words = content.family.handover
    yield Heading(2, words.title)
    yield Paragraph(words.text)
    yield Answers(((Answer(words.note_title, handover_note(content, Plan())),),))
    yield Bullets(words.after)


def _advice(advice: Advice) -> Iterator[Block]:
    yield Heading(2, advice.title)
    yield Bullets(advice.lines)


def _agreement(content: Content) -> Iterator[Block]:
    words = content.family.agreement
    yield Heading(2, words.title)
    yield Paragraph(words.text)
    both = ((title, boxes(line.text for line in lines)) for title, lines in sides(words))
    yield Columns(tuple((Heading(3, title), lines) for title, lines in both), (1, 1))
    yield Blanks((Blank(words.other_adult),))
    yield Blanks(tuple(map(Blank, words.signed)), columns=len(words.signed))
