"""The family agreement of a plan: what each side ticked, and since when both agree."""

from collections.abc import Iterator
from datetime import date

from workshop.content import Content, fill
from workshop.content.words.family import Agreement, AgreementLine
from workshop.exports.blocks import Answer, Answers, Block, Heading, Paragraph, Tick, Ticks
from workshop.plan.dates import as_day, day
from workshop.plan.model import Plan
from workshop.vocabulary import AGREED_ON, OTHER_ADULT


def sides(words: Agreement) -> tuple[tuple[str, tuple[AgreementLine, ...]], ...]:
    """What each side agrees to, under its title."""
    return (words.parent_title, words.parent), (words.student_title, words.student)


def all_ticked(content: Content, plan: Plan) -> bool:
    """Whether both sides ticked every line."""
    return all(plan.checks.get(line.id, False) for line in content.family.agreement.lines)


def agreed_on(content: Content, plan: Plan) -> date | None:
    """The day since which both agree; None while a line is open, or if the day is not known."""
    return as_day(plan.words(AGREED_ON)) if all_ticked(content, plan) else None


def agreement(content: Content, plan: Plan) -> Iterator[Block]:
    """What was ticked by each side, and the other adult they chose; nothing if there is neither."""
    words, adult = content.family.agreement, plan.words(OTHER_ADULT)
    begun = any(plan.checks.get(line.id, False) for line in words.lines)
    if not (begun or adult.strip()):
        return
    for title, lines in sides(words):
        yield Heading(2, title)
        yield Ticks(tuple(Tick(line.text, plan.checks.get(line.id, False)) for line in lines))
    if adult.strip():
        yield Answers(((Answer(words.other_adult, adult),),))
    yield Paragraph(both_agree(content, plan) if all_ticked(content, plan) else words.begun)


def both_agree(content: Content, plan: Plan) -> str:
    """That both agree, and since when, if the day is known."""
    words, on = content.family.agreement, agreed_on(content, plan)
    return fill(words.both_since, {"day": day(on)}) if on else words.both
