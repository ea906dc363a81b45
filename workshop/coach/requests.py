"""What a request is checked for, besides what every message is."""

import itertools
import re
from collections.abc import Iterator

from workshop.coach import asking, naming, numbers
from workshop.coach.contacts import contact_asked
from workshop.coach.finding import Check, Found, asks, greeting, one_of, placeholders, signature
from workshop.coach.letter import Letter
from workshop.coach.manners import manners
from workshop.coach.remarks import WHOLE, Span
from workshop.coach.safety import safety
from workshop.plan.model import Person

FEW_WORDS, MANY_WORDS = 60, 160
MOST_QUESTIONS = 2
TELLING_WORDS, LONG = 3, 6

QUESTION_MARK = re.compile(r"[?？؟]+(?=[\s\"')\]]|$)")


def _subject(letter: Letter, _: Person | None) -> Iterator[Found]:
    words = [token.word for token in letter.inside(*letter.subject)]
    if letter.subject == WHOLE or not words:
        yield Found("subject_missing")
    elif len(words) < TELLING_WORDS or (len(words) < LONG and not letter.words("telling").intersection(words)):
        yield Found("subject_vague", letter.subject)
    else:
        yield Found("subject_good", letter.subject)


def _source(letter: Letter, person: Person | None) -> Iterator[Found]:
    if person and naming.is_left_out(letter, person.connector):
        yield Found("referrer_missing", WHOLE, {"name": person.connector.strip()})
    tie = _tie(letter)
    if tie and not letter.in_body("source"):
        yield Found("source_good", tie)
    else:
        yield from one_of(letter, "source")


def _tie(letter: Letter) -> Span | None:
    """The first statement before anything is asked that names both the student, or someone, and the person."""
    asked = letter.text.find("?", letter.body)
    stop = letter.end if asked < 0 else asked
    inside = (token for token in letter.tokens if max(letter.body, letter.greeting[1]) <= token.start < stop)
    wishes = {letter.tokens[match.first].sentence for match in letter.matches("wish")}
    for number, tokens in itertools.groupby(inside, lambda token: token.sentence):
        sentence = list(tokens)
        words = [token.word for token in sentence]
        both = letter.words("to_you").intersection(words) and letter.words("of_me").intersection(words)
        opens = words[0] in letter.words("to_you") and len(words) > TELLING_WORDS
        if (both or opens) and number not in wishes:
            return sentence[0].start, sentence[-1].end
    return None


def _self(letter: Letter, _: Person | None) -> Iterator[Found]:
    named = _by_name(letter)
    if named and not letter.in_body("self"):
        yield Found("self_good", named)
    else:
        yield from one_of(letter, "self")


def _by_name(letter: Letter) -> Span | None:
    """Where students say who they are by name: "I'm Poppy", with a capital."""
    for match in letter.in_body("i_am"):
        after = letter.tokens[match.end : match.end + 1]
        if after and after[0].sentence == letter.tokens[match.first].sentence and letter.text[after[0].start].isupper():
            return letter.tokens[match.first].start, after[0].end
    return None


def _goal(letter: Letter, _: Person | None) -> Iterator[Found]:
    yield from one_of(letter, "goal")


def _talk(letter: Letter, _: Person | None) -> Iterator[Found]:
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
    yield from one_of(letter, "time")


def _purpose(letter: Letter, _: Person | None) -> Iterator[Found]:
    span = asking.purpose(letter)
    yield Found("purpose_good", span) if span else Found("purpose_missing")


def _questions(letter: Letter, _: Person | None) -> Iterator[Found]:
    asked = list(QUESTION_MARK.finditer(letter.text, letter.body))
    if len(asked) > MOST_QUESTIONS:
        span = asked[MOST_QUESTIONS].start(), asked[MOST_QUESTIONS].end()
        yield Found("questions_many", _sentence_to(letter, span), {"count": str(len(asked))})
    yield from one_of(letter, "questions_follow")


def _sentence_to(letter: Letter, mark: Span) -> Span:
    """The sentence that ends with a question mark."""
    before = [token for token in letter.tokens if letter.body <= token.start and token.end <= mark[0]]
    return next((token.start for token in before if token.sentence == before[-1].sentence), mark[0]), mark[1]


def _length(letter: Letter, _: Person | None) -> Iterator[Found]:
    count = sum(any(map(str.isalnum, word)) for word in letter.text[letter.body : letter.end].split())
    count -= _about_the_team(letter)
    code = "short" if count < FEW_WORDS else "long" if count > MANY_WORDS else "length_good"
    yield Found(code, WHOLE, {"count": str(count)})


def _about_the_team(letter: Letter) -> int:
    """How many words say who is copied (rule 84): a team cannot leave them out, so they do not make a message long."""
    copied = {letter.tokens[match.first].sentence for match in letter.in_body("copied")}
    return sum(token.sentence in copied for token in letter.tokens)


def _thanks(letter: Letter, _: Person | None) -> Iterator[Found]:
    yield from one_of(letter, "thanks")


CHECKS: tuple[Check, ...] = (
    *(_subject, greeting, _source, _self, _goal, _talk, _purpose, asks, _questions, _length, _thanks),
    *(signature, contact_asked, safety, manners, placeholders),
)
