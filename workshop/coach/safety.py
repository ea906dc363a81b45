"""What a student does not write to someone they have yet to meet: where they live, that they are alone, a secret."""

import itertools
import re
from collections.abc import Container, Iterator

from workshop.coach.finding import Found
from workshop.coach.letter import Letter
from workshop.coach.numbers import night
from workshop.coach.phrases import Match
from workshop.coach.places import REMARK, danger_of
from workshop.coach.private_data import private_data
from workshop.coach.remarks import Span
from workshop.coach.signs import combined
from workshop.coach.wordlists import sign_list
from workshop.plan.model import Person

DANGERS = (
    *("private_place", "meet_hidden", "meet_street", "meet_night"),
    *("no_adult", "secret", "photo", "private_data"),
)
_LISTS = ("private_place", "no_adult", "secret", "photo")
_MAY_SAY_NOT, _ASKED_OF_WORK = ("no_adult", "secret"), ("no_adult", "secret", "meet_night")
_NEAR, _STREET_WORDS, _NAME_OF_STREET = 4, 6, 4
_HOUSE = re.compile(r"\d{1,5}[a-z]?")
_LABELLED = re.compile(r"^[ \t]*(\w+)[ \t]?:[ \t]*(\S[^\n]*)", re.M)


def safety(letter: Letter, _: Person | None) -> Iterator[Found]:
    """Each such thing once a sentence; "I cannot come to your house" is none."""
    said: set[tuple[str, int]] = set()
    for code, match in _unsafe(letter):
        place = code, letter.tokens[match.first].sentence
        if place not in said:
            said.add(place)
            yield Found(code, letter.span(match))
    yield from (Found("private_data", span) for span in private_data(letter))
    homes = {number for code, number in said if code == "private_place"}
    yield from _agreed(letter, homes)


def _agreed(letter: Letter, said: Container[int]) -> Iterator[Found]:
    """Behind "Where:" and "When:", what is no place or no time to meet; of a home not what was `said`."""
    for line in _LABELLED.finditer(letter.text, letter.body):
        label = line[1].casefold()
        if label in letter.words("when_labels") and (late := night(line[2])):
            yield Found("meet_night", (line.start(2) + late[0], line.start(2) + late[1]))
        danger = danger_of(letter.known, line[2]) if label in letter.words("where_labels") else None
        first = letter.inside(*line.span(2))[:1]
        if danger and not (danger == "home" and first and first[0].sentence in said):
            yield Found(REMARK[danger], _trimmed(line))


def _trimmed(line: re.Match[str]) -> Span:
    return line.start(2), line.start(2) + len(line[2].rstrip())


def _unsafe(letter: Letter) -> Iterator[tuple[str, Match]]:
    yield from (("private_place", match) for match in _home_addresses(letter))
    of_work = _work_questions(letter)
    watched = {letter.tokens[match.first].sentence for match in letter.clear(sign_list("supervised"))}
    phrases = (
        (code, match)
        for code in _LISTS
        for match in letter.clear(code)
        if code != "no_adult" or letter.tokens[match.first].sentence not in watched
    )
    for code, match in itertools.chain(phrases, combined(letter)):
        asked = code in _ASKED_OF_WORK and letter.tokens[match.first].sentence in of_work
        if not asked and (code in _MAY_SAY_NOT or not _refused(letter, match)):
            yield code, match


def _work_questions(letter: Letter) -> frozenset[int]:
    """The sentences that ask about the work and name nobody but others: "What if nobody is home when you come?"."""
    asking, of_me, last = set[int](), set[int](), -1
    for token, after in zip(letter.tokens, [*letter.tokens[1:], *letter.tokens[-1:]], strict=True):
        begins = token.sentence != last and token.word in letter.words("work_questions")
        if begins and after.word not in letter.words("negators"):
            asking.add(token.sentence)
        last = token.sentence
        if token.word in letter.words("of_me"):
            of_me.add(token.sentence)
    return frozenset(asking - of_me)


def _refused(letter: Letter, match: Match) -> bool:
    """Whether "not", "never" or "than" stands close before the words in the same thought, or among them."""
    before = range(match.first - 1, max(match.first - _NEAR, 0) - 1, -1)
    ends = letter.words("negation_ends")
    turn = next((number + 1 for number in before if letter.tokens[number].word in ends), before.stop + 1)
    start = letter.tokens[turn].start
    begin = max(start, *(letter.text.rfind(sign, start, letter.span(match)[0]) for sign in ",.;:?!\n"))
    near = letter.inside(begin, letter.span(match)[1])
    return any(
        token.word in letter.words("refusals") and after.word not in letter.words("not_negations")
        for token, after in zip(near, [*near[1:], near[-1]], strict=True)
    )


def _home_addresses(letter: Letter) -> Iterator[Match]:
    """A number and a street beside words such as "I live at", or under the name where no workplace stands."""
    under = _home_under(letter)
    said = {match.end + more for match in letter.matches("live_at") for more in (0, 1)}
    behind = {match.first for match in letter.matches("home_behind")}
    for first in [number for number, token in enumerate(letter.tokens) if token.word[0].isdigit()]:
        here = first in said
        street = _street(letter, first, "streets", *["streets_behind"] * here)
        if street and (here or street.end in behind or letter.tokens[first].start >= under):
            yield street
        elif _HOUSE.fullmatch(letter.tokens[first].word):
            yield from _named_first(letter, first, said)


def _street(letter: Letter, first: int, *lists: str) -> Match | None:
    """An address that begins with this word, such as "12 Oak Street"; None if it is no number of a house."""
    number = letter.tokens[first]
    if not _HOUSE.fullmatch(number.word):
        return None
    for end in range(first + 2, min(first + _STREET_WORDS, len(letter.tokens) + 1)):
        word = letter.tokens[end - 1]
        if "\n" in letter.text[number.end : word.start]:
            return None
        if any(word.word in letter.words(name) for name in lists):
            return Match(first, end)
    return None


def _named_first(letter: Letter, number: int, said: Container[int]) -> Iterator[Match]:
    """An address that ends with this number, right behind words such as "I live on": "Oak Street 12"."""
    street, sentence = letter.tokens[max(number - 1, 0)].word, letter.tokens[number].sentence
    first = next((each for each in range(max(number - _NAME_OF_STREET, 0), number - 1) if each in said), None)
    if first is not None and letter.tokens[first].sentence == sentence and street in letter.words("streets"):
        yield Match(first, number + 1)


def _home_under(letter: Letter) -> int:
    """From where on a street is the student's own: under the name, or nowhere if a workplace stands there."""
    under = letter.inside(letter.under, len(letter.text))
    words = {token.word for token in under if not letter.is_glued((token.start, token.end))}
    return letter.under if words.isdisjoint(letter.words("workplaces")) else len(letter.text)
