"""What the coach says of one question: is it open, is it a single one, and is it fit to ask.

What should not be asked at all, or be looked up, gets no advice on how to ask it openly. A closed question that is
right as it is ("May I contact you again?") is praised.
"""

from collections.abc import Iterator

from workshop.coach.asks import Ask, asks_of
from workshop.coach.phrases import Match, Reading
from workshop.coach.remarks import WHOLE, Level, Remark, Span, worded
from workshop.coach.wordlists import lists_of, rewrite_list
from workshop.content import Content
from workshop.content.text import fill
from workshop.content.words.coach import QuestionCoach

CLOSERS = ("contact_again", "whom_else")
_FINE = (*CLOSERS, "fits")
_UNFIT: tuple[tuple[str, Level], ...] = (
    ("asks_job", "fix"),
    ("own_pay", "fix"),
    ("personal", "fix"),
    ("searchable", "better"),
    ("resume", "better"),
)
_BEFORE = 4
_LONGEST_REST = 60
LONGEST = 1000
"""How many characters are read: what is longer is no question, and must not take long."""


def check_question(content: Content, text: str) -> tuple[Remark, ...]:
    """What there is to say of one question, what matters most first; nothing of an empty text."""
    coach, question = content.coach.questions, lists_of(content.coach).question(text[:LONGEST])
    if not question.text.strip():
        return ()
    return tuple(_unfit(coach, question)) or tuple(_fine(coach, question)) or tuple(_form(coach, question))


def _unfit(coach: QuestionCoach, question: Reading) -> Iterator[Remark]:
    """What should not be asked, or not of this person."""
    for name, level in _UNFIT:
        found = next((each for each in question.clear(name) if not _excused(question, name, each)), None)
        if found:
            yield _remark(coach, name, level, question.span(found))
            return


def _excused(question: Reading, name: str, found: Match) -> bool:
    """Whether the words around make it harmless: "I am not looking for a job", "What is a good day?"."""
    before = range(found.first - _BEFORE, found.first)
    if any(match.first in before for match in question.matches("negations")):
        return True
    start, end = question.span(found)
    definition = name == "searchable" and question.at("definitions", start)
    return bool(definition and question.matches("not_definitions", start, end))


def _fine(coach: QuestionCoach, question: Reading) -> Iterator[Remark]:
    """What is right to ask in whatever form."""
    for name in _FINE:
        if found := question.matches(name):
            yield _remark(coach, name, "good", question.span(found[0]))
            return


def _form(coach: QuestionCoach, question: Reading) -> Iterator[Remark]:
    """Whether it is open, and whether it is one question."""
    asks = asks_of(question)
    if not asks:
        yield _remark(coach, "no_question", "better", WHOLE)
        return
    if asks[0].form != "open":
        yield _remark(coach, asks[0].form, "better", asks[0].span, instead=_instead(coach, question, asks[0]))
    if len(asks) > 1:
        yield _remark(coach, "several", "better", asks[1].span, said=asks[1].words)
    elif asks[0].form == "open":
        yield _remark(coach, "open", "good", asks[0].span)


def _remark(coach: QuestionCoach, name: str, level: Level, span: Span, **blanks: str) -> Remark:
    return worded(getattr(coach.remarks, name), name, level, span, **blanks)


def _instead(coach: QuestionCoach, question: Reading, ask: Ask) -> str:
    """An open way to ask what a closed question asks."""
    place, end = ask.span
    if whether := question.at("whether", place, end):
        behind = question.inside(question.span(whether)[1], end)
        place = behind[0].start if behind else end
    for number, rewrite in enumerate(coach.rewrites):
        if found := question.at(rewrite_list(number), place, end):
            return fill(rewrite.instead, {"rest": _rest(question.text[question.span(found)[1] : end])})
    return coach.instead


def open_way(content: Content, text: str) -> str:
    """An open question to put in the place of a closed one, as it stands; empty where the student must choose words."""
    question = lists_of(content.coach).question(text[:LONGEST])
    asks = asks_of(question)
    closed = len(asks) == 1 and asks[0].form == "closed"
    found = _instead(content.coach.questions, question, asks[0]) if closed else ""
    return "" if "…" in found else found


def _rest(rest: str) -> str:
    """What follows the beginning of a question, if it can be used as it is; otherwise three dots."""
    words = rest.strip(" \t\r\n.,;?!")
    usable = 0 < len(words) <= _LONGEST_REST and words.isprintable() and not words.lower().startswith("to ")
    return words if usable else "…"
