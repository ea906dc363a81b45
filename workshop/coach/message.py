"""The check of a message: a request, a thank-you, or a confirmation."""

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, get_args

from workshop.coach import asking, naming, numbers
from workshop.coach.letter import CONTACT, Letter, read
from workshop.coach.remarks import WHOLE, Level, Remark, Span
from workshop.coach.wordlists import lists_of
from workshop.content import Content, fill
from workshop.plan import Person, Plan

Kind = Literal["request", "thank-you", "confirm"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FEW_WORDS, MANY_WORDS = 60, 160
MOST_QUESTIONS = 2
SENT_AHEAD = range(5, 9)
TELLING_WORDS = 3
SPECIFIC_WORDS = 3
ORDER: tuple[Level, ...] = ("fix", "better", "good")

# What each remark is: its level, and the rule it comes from. "fix" is only for words that stand there and for parts
# whose lack is certain. What is put in words nobody thought of only seems to be missing: that is "better" at most.
REMARKS: dict[str, tuple[Level, int]] = {
    "subject_missing": ("fix", 51),
    "subject_vague": ("better", 51),
    "subject_good": ("good", 51),
    "greeting_missing": ("fix", 51),
    "greeting_without_name": ("fix", 51),
    "greeting_casual": ("better", 51),
    "greeting_good": ("good", 51),
    "name_misspelt": ("fix", 37),
    "name_differs": ("fix", 37),
    "title_differs": ("fix", 51),
    "first_name_only": ("better", 51),
    "source_missing": ("better", 46),
    "source_good": ("good", 46),
    "referrer_missing": ("better", 46),
    "self_missing": ("better", 27),
    "self_good": ("good", 27),
    "goal_missing": ("better", 47),
    "goal_good": ("good", 47),
    "talk_missing": ("better", 48),
    "minutes_missing": ("better", 50),
    "minutes_many": ("fix", 50),
    "minutes_good": ("good", 50),
    "time_missing": ("better", 50),
    "time_good": ("good", 50),
    "asks_job": ("fix", 2),
    "asks_referral": ("fix", 49),
    "asks_resume": ("fix", 71),
    "purpose_missing": ("better", 49),
    "purpose_good": ("good", 49),
    "questions_follow_missing": ("better", 52),
    "questions_follow_good": ("good", 52),
    "questions_many": ("fix", 43),
    "short": ("better", 43),
    "long": ("better", 43),
    "length_good": ("good", 43),
    "thanks_missing": ("better", 51),
    "thanks_good": ("good", 51),
    "signature_missing": ("fix", 51),
    "contact_missing": ("better", 59),
    "placeholder": ("fix", 53),
    "attachment": ("fix", 43),
    "by_email": ("fix", 56),
    "gratitude_missing": ("fix", 78),
    "time_not_thanked": ("better", 78),
    "time_thanked_good": ("good", 78),
    "specific_missing": ("better", 78),
    "specific_good": ("good", 78),
    "next_missing": ("better", 79),
    "next_good": ("good", 79),
    "late": ("better", 78),
    "day_missing": ("better", 57),
    "clock_missing": ("fix", 57),
    "when_good": ("good", 57),
    "place_missing": ("better", 57),
    "place_good": ("good", 57),
    "questions_few": ("better", 58),
    "questions_too_many": ("better", 58),
    "questions_good": ("good", 58),
    "forward_missing": ("better", 57),
    "forward_good": ("good", 57),
}

_GAP = re.compile(
    r"\[[^\[\]\n]{1,120}\]|\{[^{}\n]{1,120}\}|<[^<>\n@/]{1,60}>|(?<!\w)X{2,5}(?!\w)|_{3,}"
    r"|\b(?:Mrs|Ms|Mr|Dr)\.?\s{0,3}(?:\.{3}|…|/|_)[./…_ ]{0,40}",
)
_QUESTION = re.compile(r"[?？؟]+(?=[\s\"')\]]|$)")


class Found(NamedTuple):
    """A remark before it is worded: its code, where, and what fills the blanks of its sentence."""

    code: str
    span: Span = WHOLE
    blanks: dict[str, str] = {}  # noqa: RUF012 (never changed)


Check = Callable[[Letter, Plan | None, Person | None], Iterator[Found]]


def check_message(
    content: Content, text: str, kind: Kind, *, plan: Plan | None = None, person: Person | None = None
) -> tuple[Remark, ...]:
    """The remarks on a message, what must be fixed first; `text` may begin with a line "Subject: ...".

    With a plan and no person, the person is the one of the plan whom the message greets.
    """
    letter = read(lists_of(content.coach), text)
    if plan and not person:
        person = naming.greeted(letter, [each for each in plan.people if not each.removed])
    found = [each for check in _CHECKS[kind] for each in check(letter, plan, person)]
    remarks = [_remark(content, text, each) for each in found]
    return tuple(sorted(remarks, key=lambda remark: ORDER.index(remark.level)))


def _remark(content: Content, text: str, found: Found) -> Remark:
    level, rule = REMARKS[found.code]
    start, end = found.span
    blanks = {"words": " ".join(text[start:end].split())} | found.blanks
    say = fill(getattr(content.coach.messages.say, found.code), blanks)
    return Remark(rule=rule, level=level, code=found.code, span=found.span, say=say)


def _subject(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    words = [token.word for token in letter.inside(*letter.subject)]
    if letter.subject == WHOLE or not words:
        yield Found("subject_missing")
    elif len(words) < TELLING_WORDS or not letter.words("telling").intersection(words):
        yield Found("subject_vague", letter.subject)
    else:
        yield Found("subject_good", letter.subject)


def _greeting(letter: Letter, _: Plan | None, person: Person | None) -> Iterator[Found]:
    if letter.greeting == WHOLE:
        yield Found("greeting_missing")
        return
    start, end = letter.greeting
    first = letter.inside(start, end)[0]
    if first.word in letter.words("casual"):
        yield Found("greeting_casual", (first.start, first.end))
    if naming.is_nobody(letter):
        yield Found("greeting_without_name", letter.greeting)
        return
    if _meets(_gaps(letter), letter.greeting):
        return
    wrong = naming.compared(letter, person) if person else None
    if wrong and person:
        yield Found(wrong[0], wrong[1], {"name": wrong[2]})
    else:
        yield Found("greeting_good", letter.greeting)


def _source(letter: Letter, _: Plan | None, person: Person | None) -> Iterator[Found]:
    if person and naming.is_left_out(letter, person.connector):
        yield Found("referrer_missing", WHOLE, {"name": person.connector.strip()})
    yield from _one_of(letter, "source")


def _one_of(letter: Letter, name: str) -> Iterator[Found]:
    """Well done at the first phrase of a list, or missing."""
    match = next(iter(letter.in_body(name)), None)
    yield Found(f"{name}_good", letter.span(match)) if match else Found(f"{name}_missing")


def _self(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    yield from _one_of(letter, "self")


def _goal(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    yield from _one_of(letter, "goal")


def _talk(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    """Whether a conversation is asked for, how long, and when (rules 48, 50)."""
    many, good = numbers.minutes(letter)
    if many:
        yield Found("minutes_many", many)
    elif good:
        yield Found("minutes_good", good)
    else:
        yield Found("minutes_missing")
        if not letter.in_body("talk"):
            yield Found("talk_missing")
    yield from _one_of(letter, "time")


def _asks(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    yield from (Found(code, span) for code, span in asking.favours(letter))


def _purpose(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    span = asking.purpose(letter)
    yield Found("purpose_good", span) if span else Found("purpose_missing")


def _questions(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    asked = list(_QUESTION.finditer(letter.text, letter.body))
    if len(asked) > MOST_QUESTIONS:
        span = asked[MOST_QUESTIONS].start(), asked[MOST_QUESTIONS].end()
        yield Found("questions_many", _sentence_to(letter, span), {"count": str(len(asked))})
    yield from _one_of(letter, "questions_follow")


def _sentence_to(letter: Letter, mark: Span) -> Span:
    """The sentence that ends with a question mark."""
    before = [token for token in letter.tokens if letter.body <= token.start and token.end <= mark[0]]
    return next((token.start for token in before if token.sentence == before[-1].sentence), mark[0]), mark[1]


def _length(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    count = sum(any(map(str.isalnum, word)) for word in letter.text[letter.body : letter.end].split())
    code = "short" if count < FEW_WORDS else "long" if count > MANY_WORDS else "length_good"
    yield Found(code, WHOLE, {"count": str(count)})


def _thanks(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    yield from _one_of(letter, "thanks")


def _signature(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    if letter.signed == WHOLE:
        yield Found("signature_missing")


def _contact(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    if not CONTACT.search(letter.text, letter.body):
        yield Found("contact_missing")


def _placeholders(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    yield from (Found("placeholder", span) for span in _gaps(letter))


def _gaps(letter: Letter) -> list[Span]:
    """Where something still waits to be filled in; what touches is one."""
    spans = [match.span() for match in _GAP.finditer(letter.text)]
    spans += [letter.span(match) for match in letter.matches("placeholder")]
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not letter.text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return [(start, start + len(letter.text[start:end].rstrip())) for start, end in joined]


def _meets(gaps: list[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in gaps)


def _thanked(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    """Whether the note thanks, and for the person's time (rule 78)."""
    time = next(iter(letter.in_body("time_thanked")), None)
    if not letter.matches("thanks"):
        yield Found("gratitude_missing")
    elif time:
        yield Found("time_thanked_good", letter.span(time))
    else:
        yield Found("time_not_thanked")


def _specific(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    gaps = _gaps(letter)
    for match in letter.in_body("specific"):
        sentence = letter.tokens[match.first].sentence
        near = letter.tokens[max(match.first - 3, 0) : match.first]
        before = {token.word for token in near if token.sentence == sentence}
        after = [token for token in letter.tokens[match.end : match.end + SPECIFIC_WORDS] if token.sentence == sentence]
        after = [token for token in after if not _meets(gaps, (token.start, token.end))]
        if len(after) == SPECIFIC_WORDS and not before & letter.words("generic_before"):
            yield Found("specific_good", letter.span(match))
            return
    yield Found("specific_missing")


def _next(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    for match in letter.in_body("next"):
        after = {token.word for token in letter.tokens[match.end : match.end + 2]}
        if not after & letter.words("not_next"):
            yield Found("next_good", letter.span(match))
            return
    yield Found("next_missing")


def _late(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    yield from (Found("late", letter.span(match)) for match in list(letter.in_body("late"))[:1])


def _when(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    day, clock = numbers.day(letter), numbers.clock(letter)
    if day and clock:
        yield Found("when_good", clock)
    if not day:
        yield Found("day_missing")
    if not clock:
        yield Found("clock_missing")


def _place(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    """A place named outside the questions."""
    spans = (letter.span(match) for match in letter.in_body("place"))
    span = next((each for each in spans if not _in_a_question(letter, each)), None)
    yield Found("place_good", span) if span else Found("place_missing")


def _in_a_question(letter: Letter, span: Span) -> bool:
    return any(start <= span[0] < end for start, end in letter.lists)


def _sent_ahead(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    asked = len(letter.lists) if len(letter.lists) > 2 else len(_QUESTION.findall(letter.text, letter.body))
    few = asked < SENT_AHEAD.start
    code = "questions_good" if asked in SENT_AHEAD else "questions_few" if few else "questions_too_many"
    yield Found(code, WHOLE, {"count": str(asked)})


def _forward(letter: Letter, _: Plan | None, __: Person | None) -> Iterator[Found]:
    yield from _one_of(letter, "forward")


_CHECKS: dict[Kind, tuple[Check, ...]] = {
    "request": (
        *(_subject, _greeting, _source, _self, _goal, _talk, _purpose, _asks, _questions, _length, _thanks),
        *(_signature, _contact, _placeholders),
    ),
    "thank-you": (_greeting, _thanked, _specific, _next, _late, _asks, _signature, _placeholders),
    "confirm": (_greeting, _when, _place, _sent_ahead, _forward, _signature, _placeholders),
}
