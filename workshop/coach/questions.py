"""What the coach says of one question: is it open, is it a single one, and is it fit to ask.

What should not be asked at all, or be looked up, gets no advice on how to ask it openly. A closed question that is
right as it is ("May I contact you again?") is praised.
"""

import re
from collections.abc import Iterator

from workshop.coach.asks import Ask, Looks, asks_of
from workshop.coach.patterns import pattern, straightened
from workshop.coach.remarks import WHOLE, Level, Remark, Span, worded
from workshop.content import Content
from workshop.content.text import fill

CLOSERS = ("contact_again", "whom_else")
_FINE = (*CLOSERS, "fits")
_UNFIT: tuple[tuple[str, Level], ...] = (
    ("asks_job", "fix"),
    ("own_pay", "fix"),
    ("personal", "fix"),
    ("searchable", "better"),
    ("resume", "better"),
)
_WORD = re.compile(r"[\w']+")
_LONGEST_REST = 60
LONGEST = 1000
"""How many characters are read: what is longer is no question, and must not take long."""


def check_question(content: Content, text: str) -> tuple[Remark, ...]:
    """What there is to say of one question, what matters most first; nothing of an empty text."""
    looks, plain = Looks(content.coach.questions), straightened(text[:LONGEST])
    if not plain.strip():
        return ()
    return tuple(_unfit(looks, plain)) or tuple(_fine(looks, plain)) or tuple(_form(looks, plain))


def _unfit(looks: Looks, text: str) -> Iterator[Remark]:
    """What should not be asked, or not of this person."""
    for name, level in _UNFIT:
        found = next((each for each in looks.find(name, text) if not _excused(looks, name, text, each)), None)
        if found:
            yield _remark(looks, name, level, found.span())
            return


def _excused(looks: Looks, name: str, text: str, found: re.Match[str]) -> bool:
    """Whether the words around make it harmless: "I am not looking for a job", "What is a good day?"."""
    before = _WORD.findall(text[max(0, found.start() - 40) : found.start()])[-4:]
    if looks.search("negations", " ".join(before)):
        return True
    definition = name == "searchable" and looks.at("definitions", text, found.start())
    return bool(definition and looks.search("not_searchable", found[0]))


def _fine(looks: Looks, text: str) -> Iterator[Remark]:
    """What is right to ask in whatever form."""
    for name in _FINE:
        if found := looks.search(name, text):
            yield _remark(looks, name, "good", found.span())
            return


def _form(looks: Looks, text: str) -> Iterator[Remark]:
    """Whether it is open, and whether it is one question."""
    asks = asks_of(looks, text)
    if not asks:
        yield _remark(looks, "no_question", "better", WHOLE)
        return
    if asks[0].form != "open":
        yield _remark(looks, asks[0].form, "better", asks[0].span, instead=_instead(looks, asks[0]))
    if len(asks) > 1:
        yield _remark(looks, "several", "better", asks[1].span, said=asks[1].words)
    elif asks[0].form == "open":
        yield _remark(looks, "open", "good", asks[0].span)


def _remark(looks: Looks, name: str, level: Level, span: Span, **blanks: str) -> Remark:
    return worded(getattr(looks.coach.remarks, name), name, level, span, **blanks)


def _instead(looks: Looks, ask: Ask) -> str:
    """An open way to ask what a closed question asks."""
    whether = looks.at("whether", ask.words)
    words = ask.words[whether.end() :].lstrip() if whether else ask.words
    for rewrite in looks.coach.rewrites:
        if found := pattern(rewrite.starts, looks.coach.spellings).match(words):
            return fill(rewrite.instead, {"rest": _rest(words[found.end() :])})
    return looks.coach.instead


def open_way(content: Content, text: str) -> str:
    """An open question to put in the place of a closed one, as it stands; empty where the student must choose words."""
    looks = Looks(content.coach.questions)
    asks = asks_of(looks, straightened(text[:LONGEST]))
    found = _instead(looks, asks[0]) if len(asks) == 1 and asks[0].form == "closed" else ""
    return "" if "…" in found else found


def _rest(rest: str) -> str:
    """What follows the beginning of a question, if it can be used as it is; otherwise three dots."""
    words = rest.strip(" \t\r\n.,;?!")
    usable = 0 < len(words) <= _LONGEST_REST and words.isprintable() and not words.lower().startswith("to ")
    return words if usable else "…"
