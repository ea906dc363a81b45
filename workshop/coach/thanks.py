"""What a thank-you note is checked for, besides what every message is."""

import itertools
from collections.abc import Iterator

from workshop.coach import asking
from workshop.coach.contacts import contact
from workshop.coach.finding import Check, Found, asks, greeting, joined, meets, placeholders, signature
from workshop.coach.letter import Letter
from workshop.coach.manners import manners
from workshop.coach.phrases import Match
from workshop.coach.remarks import Span
from workshop.coach.safety import safety
from workshop.plan.model import Person

SPECIFIC_WORDS, OWN_WORDS = 3, 4
DOING = "ing"


def _thanked(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Whether the note thanks, and for the person's time (rule 78)."""
    time = next(iter(letter.in_body("time_thanked")), None)
    if not letter.matches("thanks"):
        yield Found("gratitude_missing")
    elif time:
        yield Found("time_thanked_good", letter.span(time))
    else:
        yield Found("time_not_thanked")


def _specific(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Whether it names something the person told: by words that say so, or by words that no other note would have."""
    named = _named(letter) or _own_words(letter)
    yield Found("specific_good", named) if named else Found("specific_missing")


def _named(letter: Letter) -> Span | None:
    waiting = letter.gaps
    for match in letter.in_body("specific"):
        sentence = letter.tokens[match.first].sentence
        near = letter.tokens[max(match.first - 3, 0) : match.first]
        before = {token.word for token in near if token.sentence == sentence}
        after = [token for token in letter.tokens[match.end : match.end + SPECIFIC_WORDS] if token.sentence == sentence]
        after = [token for token in after if not meets(waiting, (token.start, token.end))]
        if len(after) == SPECIFIC_WORDS and not before & letter.words("generic_before"):
            return letter.span(match)
    return None


def _own_words(letter: Letter) -> Span | None:
    """The first sentence with several words that could not stand in any thank-you note, if it only looks back."""
    passed_over = [letter.span(match) for match in letter.in_body("next")]
    passed_over += [*letter.gaps, letter.greeting, *(span for _, span in asking.favours(letter))]
    passed_over = joined(passed_over)
    inside = (token for token in letter.tokens if letter.body <= token.start and token.end <= letter.end)
    for _, tokens in itertools.groupby(inside, lambda token: token.sentence):
        sentence = list(tokens)
        span = sentence[0].start, sentence[-1].end
        own = {token.word for token in sentence} - letter.words("generic")
        if len(own) >= OWN_WORDS and not meets(passed_over, span):
            return span
    return None


def _next(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Whether it says what the student will do, or does already: "I'm adding a class" (rule 79)."""
    doing = [match for match in letter.in_body("doing") if _is_doing(letter, match)]
    for match in [*letter.in_body("next"), *doing]:
        after = {token.word for token in letter.tokens[match.end : match.end + 2]}
        if not after & letter.words("not_next"):
            yield Found("next_good", letter.span(match))
            return
    yield Found("next_missing")


def _is_doing(letter: Letter, match: Match) -> bool:
    """Whether a word such as "adding" follows, other than those of a letter itself: "writing", "hoping"."""
    word = letter.tokens[match.end].word if match.end < len(letter.tokens) else ""
    return word.endswith(DOING) and word not in letter.words("not_doing")


def _late(letter: Letter, _: Person | None) -> Iterator[Found]:
    yield from (Found("late", letter.span(match)) for match in list(letter.in_body("late"))[:1])


CHECKS: tuple[Check, ...] = (
    *(greeting, _thanked, _specific, _next, _late, asks, signature),
    *(contact, safety, manners, placeholders),
)
