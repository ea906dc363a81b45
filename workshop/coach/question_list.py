"""What the coach says of a list of questions, and which of them to ask first."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workshop.coach.phrases import Reading
from workshop.coach.questions import CLOSERS, LONGEST, check_question
from workshop.coach.remarks import WHOLE, Level, Remark, worded
from workshop.coach.wordlists import lists_of, topic_list
from workshop.content import Content
from workshop.content.models import Question, Topic

MINUTES = 2
"""How long a question takes that is not of the bank."""

_THEIR_OWN: frozenset[Topic] = frozenset({"job", "day", "path"})
_HARD_TOPICS: frozenset[Topic] = frozenset({"pay", "openings"})
_WORD = re.compile(r"\w+")
_CLOSING_SHARE = 3


@dataclass(frozen=True)
class Looked:
    """One question of the list: how long it takes, what it is about (None: unknown), and the remarks on it."""

    text: str
    minutes: int
    topic: Topic | None
    closes: bool
    opens: bool
    remarks: tuple[Remark, ...]

    def says(self, *codes: str) -> bool:
        """Whether one of these remarks was made."""
        return any(remark.code in codes for remark in self.remarks)

    @property
    def rank(self) -> int:
        """0 if it is good as it is, 1 if it could be better, 2 if it asks nothing or nothing only this person knows."""
        if self.says("searchable", "no_question"):
            return 2
        return int(any(remark.level != "good" for remark in self.remarks))

    @property
    def unfit(self) -> bool:
        """Whether it must not be asked as it stands."""
        return any(remark.level == "fix" for remark in self.remarks)


@dataclass(frozen=True)
class Planned:
    """A list looked at. The cut holds places in `questions`; what must not be asked stands in `leave_out`."""

    questions: tuple[Looked, ...]
    remarks: tuple[Remark, ...]
    minutes: int
    asked: int
    first: tuple[int, ...]
    if_time: tuple[int, ...]
    closing: tuple[int, ...]
    leave_out: tuple[int, ...]


def check_questions(
    content: Content, texts: Iterable[str], minutes: int = 20, known: Mapping[str, Looked] | None = None
) -> Planned:
    """Look at the questions one by one and as a list, against the minutes asked for; empty texts are passed over.

    `known` holds those that were looked at before, by their text.
    """
    bank, before = _by_words(content.bank.questions), known or {}
    looked = tuple(before.get(text) or _look(content, bank.get(_words(text)), text) for text in texts if text.strip())
    total = sum(each.minutes for each in looked)
    closing = _closing(looked, minutes)
    first = _first(looked, minutes - sum(looked[place].minutes for place in closing))
    leave_out = tuple(place for place, each in enumerate(looked) if each.unfit)
    taken = {*closing, *first, *leave_out}
    if_time = tuple(place for place in range(len(looked)) if place not in taken)
    remarks = tuple(_list_remarks(content, looked, total, minutes)) if looked else ()
    return Planned(looked, remarks, total, minutes, first, if_time, closing, leave_out)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


@functools.lru_cache(maxsize=8)
def _by_words(bank: tuple[Question, ...]) -> Mapping[str, Question]:
    """The questions of a bank by their words."""
    return {_words(question.text): question for question in bank}


def _look(content: Content, question: Question | None, text: str) -> Looked:
    remarks = check_question(content, text)
    names = any(remark.code in CLOSERS for remark in remarks)
    topic = question.topic if question else "closing" if names else _topic(content, text)
    closes = topic == "closing" or (question is not None and question.moment == "closing")
    opens = question is not None and question.moment == "opening"
    return Looked(text, question.minutes if question else MINUTES, topic, closes, opens, remarks)


def _topic(content: Content, text: str) -> Topic | None:
    """What a question of the student's own is about, as its words show."""
    question = _read(content, text)
    topics = (each.topic for each in content.coach.questions.topics)
    return next((topic for topic in topics if question.matches(topic_list(topic))), None)


def _read(content: Content, text: str) -> Reading:
    return lists_of(content.coach).question(text[:LONGEST])


def _closing(looked: Sequence[Looked], minutes: int) -> tuple[int, ...]:
    """The closing questions within a third of the time: who else and staying in touch before all others."""
    places = [place for place, each in enumerate(looked) if each.closes and not each.unfit]
    order = sorted(places, key=lambda place: not looked[place].says(*CLOSERS))
    return _filled(looked, order, minutes // _CLOSING_SHARE)


def _first(looked: Sequence[Looked], minutes: int) -> tuple[int, ...]:
    """The questions to ask first: those that are good as they are, and one of each topic before a second of any."""
    places = [place for place, each in enumerate(looked) if not each.closes and not each.unfit]
    seen: Counter[tuple[int, Topic | None]] = Counter()
    turns = {}
    for place in places:
        rank, topic = looked[place].rank, looked[place].topic
        seen[rank, topic] += 1
        turns[place] = (rank, seen[rank, topic] > 1)
    return _filled(looked, sorted(places, key=lambda place: turns[place]), minutes)


def _filled(looked: Sequence[Looked], order: Iterable[int], minutes: int) -> tuple[int, ...]:
    """Those that fit into the minutes, taken in this order, given in the student's; at least one."""
    chosen: list[int] = []
    for place in order:
        if looked[place].minutes <= minutes or not chosen:
            chosen.append(place)
            minutes -= looked[place].minutes
    return tuple(sorted(chosen))


def _list_remarks(content: Content, looked: Sequence[Looked], total: int, minutes: int) -> Iterator[Remark]:
    yield _time(content, total, minutes)
    yield from _balance(content, looked)
    yield from _beginning(content, looked)
    yield _end(content, looked, "whom_else", "ends_with_names", "no_names")
    yield _end(content, looked, "contact_again", "ends_with_contact", "no_contact")


def _remark(content: Content, name: str, level: Level, **blanks: str) -> Remark:
    return worded(getattr(content.coach.questions.list_remarks, name), name, level, WHOLE, **blanks)


def _time(content: Content, total: int, minutes: int) -> Remark:
    name, level = _time_name(total, minutes)
    return _remark(content, name, level, minutes=str(total), asked=str(minutes))


def _time_name(total: int, minutes: int) -> tuple[str, Level]:
    if total > minutes:
        return "too_long", "better"
    return ("room", "better") if total * 2 < minutes else ("time_fits", "good")


def _balance(content: Content, looked: Sequence[Looked]) -> Iterator[Remark]:
    """Whether the topics are mixed; a short list may be about one thing."""
    topics = Counter(each.topic for each in looked if each.topic and not each.closes)
    known = topics.total()
    if known < 3:
        return
    topic, most = topics.most_common(1)[0]
    if not _THEIR_OWN & topics.keys():
        yield _remark(content, "not_their_own", "better")
    elif known > 3 and most * 2 > known:
        title = next(each.title for each in content.bank.topics if each.id == topic)
        yield _remark(content, "one_topic", "better", topic=title)
    elif len(topics) > 2:
        yield _remark(content, "mixed", "good")


def _beginning(content: Content, looked: Sequence[Looked]) -> Iterator[Remark]:
    """Whether the first question is an easy one; nothing where that cannot be told."""
    first = looked[0]
    question = _read(content, first.text)
    if first.opens:
        yield _remark(content, "begins_easily", "good")
    elif first.closes or first.topic in _HARD_TOPICS or question.matches("hard"):
        yield _remark(content, "begins_hard", "better")
    elif question.matches("easy"):
        yield _remark(content, "begins_easily", "good")


def _end(content: Content, looked: Sequence[Looked], code: str, there: str, missing: str) -> Remark:
    found = any(each.says(code) for each in looked)
    return _remark(content, there, "good") if found else _remark(content, missing, "better")
