"""The word lists of `content/<language>/coach.yaml`, made ready to be looked up."""

import functools
from dataclasses import dataclass

from workshop.coach.phrases import Language, PhraseIndex, Reading, straighten_quotes
from workshop.content.words.coach import CoachWords, Rule


@dataclass(frozen=True)
class Lists:
    """What the coach knows of one language: phrases of messages, of questions and of places, sets of words, numbers.

    A rule stands beside the signs that it needs and those that forbid it.
    """

    language: Language
    messages: PhraseIndex
    questions: PhraseIndex
    places: PhraseIndex
    sets: dict[str, frozenset[str]]
    numbers: dict[str, int]
    signs: tuple[str, ...]
    rules: tuple[tuple[Rule, frozenset[str], frozenset[str]], ...]

    def question(self, text: str) -> Reading:
        """A question and the phrases in it."""
        straight = straighten_quotes(text)
        tokens = self.language.tokens(straight)
        return Reading(straight, tokens, self.questions.find(tokens))


@functools.lru_cache(maxsize=8)
def lists_of(coach: CoachWords) -> Lists:
    """Make the lists ready, once for each language."""
    how, sets, phrases, asked = coach.language, coach.messages.words, coach.messages.phrases, coach.questions
    places = coach.places.phrases
    language = Language.of(how.spellings, how.endings, how.abbreviations, how.stops)
    groups = {name: words.split() for name, words in (line.split(" = ") for line in coach.groups)}
    messages = {name: getattr(phrases, name) for name in type(phrases).model_fields}
    messages |= {sign_list(sign.name): sign.phrases for sign in coach.messages.signs}
    messages |= {f"not_{sign_list(sign.name)}": sign.but for sign in coach.messages.signs}
    questions = {name: getattr(asked.lists, name) for name in type(asked.lists).model_fields}
    questions |= {topic_list(each.topic): each.phrases for each in asked.topics}
    questions |= {rewrite_list(number): rewrite.starts for number, rewrite in enumerate(asked.rewrites)}
    return Lists(
        language,
        PhraseIndex(messages, language, groups),
        PhraseIndex(questions, language, groups),
        PhraseIndex({name: getattr(places, name) for name in type(places).model_fields}, language, groups),
        {name: frozenset(getattr(sets, name)) for name in type(sets).model_fields},
        {name: int(number) for name, number in (line.split(" = ") for line in sets.numbers)},
        tuple(sign.name for sign in coach.messages.signs),
        tuple((rule, frozenset(rule.all), frozenset(rule.unless)) for rule in coach.messages.rules),
    )


def sign_list(name: str) -> str:
    """The name of the list of phrases that show a sign."""
    return f"sign {name}"


def topic_list(topic: str) -> str:
    """The name of the list of phrases that show a topic."""
    return f"topic {topic}"


def rewrite_list(number: int) -> str:
    """The name of the list of beginnings that a rewrite is for."""
    return f"rewrite {number}"
