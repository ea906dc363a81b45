"""All conversations side by side, and the guesses before and after, as tables."""

from collections.abc import Iterator

from workshop.content import Content, fill
from workshop.content.words.comparison import TogetherWords
from workshop.exports.blocks import Block, Heading, Table
from workshop.exports.inline import inline, inline_name
from workshop.plan.comparison import Guess, Mark, Named, Verdict, in_words, side_by_side, together
from workshop.plan.model import Plan

LABEL_WIDTH, PERSON_WIDTH = 3, 4
LONGEST_CELL = 240  # the page of each person has the whole


def compared(content: Content, plan: Plan) -> Iterator[Block]:
    """The people side by side once there are two, and the guesses once a conversation said something about one."""
    found, words = together(content, plan), content.together
    if found.comparable and found.rows:
        yield Heading(2, words.side_by_side)
        for people, rows in side_by_side(found):
            heads = (words.compare, *(_name(words, person) for person in people))
            lines = tuple(((row.label,), *((_cell(words, cell),) for cell in row.cells)) for row in rows)
            yield Table(heads, lines, (LABEL_WIDTH, *(PERSON_WIDTH for _ in people)))
    guesses = [guess for guess in found.guesses if guess.verdicts]
    if guesses:
        yield Heading(2, words.guesses)
        both = tuple((_before(words, guess), _after(words, guess)) for guess in guesses)
        yield Table((words.guess, words.after), both, (1, 1))


def _name(words: TogetherWords, person: Named) -> str:
    return inline_name(person.name) or words.someone


def _cell(words: TogetherWords, cell: Mark | str) -> str:
    return in_words(words, cell) if isinstance(cell, Mark) else inline(cell, LONGEST_CELL)


def _before(words: TogetherWords, guess: Guess) -> tuple[str, ...]:
    sure = (in_words(words, guess.sure),) if guess.sure else ()
    return inline(guess.text, LONGEST_CELL) or words.blank, *sure


def _after(words: TogetherWords, guess: Guess) -> tuple[str, ...]:
    return tuple(_verdict(words, verdict) for verdict in guess.verdicts)


def _verdict(words: TogetherWords, verdict: Verdict) -> str:
    return fill(words.verdict, {"name": _name(words, verdict.person), "label": verdict.label or words.open})
