"""What the coach looks for and what it says, in one language: `content/<language>/coach.yaml`."""

import difflib
import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from workshop.content.models import Model, RuleId, Topic, Words, may_hold
from workshop.content.words.coach_mix import MixCoach

_GAPS = ("..", "...", "~")
_GROUP = re.compile(r"\+(\w+)")


def _well_formed(phrase: str) -> str:
    """A phrase begins with a word, and behind a gap stands a word or the end."""
    words = phrase.removeprefix("^ ").split()
    behind = [after for before, after in zip([".."], words, strict=False)]
    behind += [after for before, after in zip(words, [*words[1:], ".."], strict=True) if before in _GAPS]
    if any(word in _GAPS or word.endswith("?") for word in behind) or words[0] == "$":
        raise ValueError(f'the phrase "{phrase}" needs a word at its beginning and behind each "..", "..." or "~"')
    return phrase


Phrase = Annotated[Words, AfterValidator(_well_formed)]


class CoachLanguage(Model):
    """How the language writes; `workshop.coach.phrases` explains the lines."""

    spellings: tuple[Words, ...]
    endings: tuple[Words, ...]
    abbreviations: tuple[Words, ...]
    stops: tuple[Words, ...]


class MessageWords(Model):
    """Lists of single words."""

    subject: tuple[Words, ...]
    telling: tuple[Words, ...]
    greetings: tuple[Words, ...]
    greetings_of_two: tuple[Words, ...]
    casual: tuple[Words, ...]
    nobody: tuple[Words, ...]
    titles: tuple[Words, ...]
    closing_words: tuple[Words, ...]
    numbers: tuple[Words, ...]
    requesting: tuple[Words, ...]
    to_you: tuple[Words, ...]
    of_me: tuple[Words, ...]
    not_meeting_minutes: tuple[Words, ...]
    negators: tuple[Words, ...]
    negation_ends: tuple[Words, ...]
    refusals: tuple[Words, ...]
    not_negations: tuple[Words, ...]
    the_job: tuple[Words, ...]
    jobs: tuple[Words, ...]
    harmless_after: tuple[Words, ...]
    not_mine: tuple[Words, ...]
    generic: tuple[Words, ...]
    generic_before: tuple[Words, ...]
    weekdays: tuple[Words, ...]
    months: tuple[Words, ...]
    not_doing: tuple[Words, ...]
    not_next: tuple[Words, ...]
    chat: tuple[Words, ...]
    chat_small: tuple[Words, ...]
    contact_labels: tuple[Words, ...]
    spoken_digits: tuple[Words, ...]
    mail_services: tuple[Words, ...]
    site_endings: tuple[Words, ...]
    streets: tuple[Words, ...]
    streets_behind: tuple[Words, ...]
    when_labels: tuple[Words, ...]
    where_labels: tuple[Words, ...]
    work_questions: tuple[Words, ...]
    names_of_mine: tuple[Words, ...]
    workplaces: tuple[Words, ...]


class MessagePhrases(Model):
    """Lists of phrases, by what they show; what meets a phrase of `not_...` shows something else."""

    source: tuple[Phrase, ...]
    not_source: tuple[Phrase, ...]
    wish: tuple[Phrase, ...]
    self: tuple[Phrase, ...]
    i_am: tuple[Phrase, ...]
    not_self: tuple[Phrase, ...]
    goal: tuple[Phrase, ...]
    not_goal: tuple[Phrase, ...]
    talk: tuple[Phrase, ...]
    copied: tuple[Phrase, ...]
    half_hour: tuple[Phrase, ...]
    too_long: tuple[Phrase, ...]
    not_too_long: tuple[Phrase, ...]
    time: tuple[Phrase, ...]
    not_time: tuple[Phrase, ...]
    asks_job: tuple[Phrase, ...]
    not_asks_job: tuple[Phrase, ...]
    asks_referral: tuple[Phrase, ...]
    not_asks_referral: tuple[Phrase, ...]
    asks_resume: tuple[Phrase, ...]
    attachment: tuple[Phrase, ...]
    not_attachment: tuple[Phrase, ...]
    by_email: tuple[Phrase, ...]
    not_for_work: tuple[Phrase, ...]
    informational: tuple[Phrase, ...]
    questions_follow: tuple[Phrase, ...]
    not_questions_follow: tuple[Phrase, ...]
    thanks: tuple[Phrase, ...]
    placeholder: tuple[Phrase, ...]
    time_thanked: tuple[Phrase, ...]
    specific: tuple[Phrase, ...]
    doing: tuple[Phrase, ...]
    next: tuple[Phrase, ...]
    late: tuple[Phrase, ...]
    contact_said: tuple[Phrase, ...]
    no_contact: tuple[Phrase, ...]
    private_place: tuple[Phrase, ...]
    not_private_place: tuple[Phrase, ...]
    live_at: tuple[Phrase, ...]
    home_behind: tuple[Phrase, ...]
    photo: tuple[Phrase, ...]
    not_photo: tuple[Phrase, ...]
    no_adult: tuple[Phrase, ...]
    not_no_adult: tuple[Phrase, ...]
    secret: tuple[Phrase, ...]
    not_secret: tuple[Phrase, ...]
    place: tuple[Phrase, ...]
    forward: tuple[Phrase, ...]


class MessageSays(Model):
    """What is said, by the code of the remark."""

    subject_missing: Words
    subject_vague: Words
    subject_good: Words
    greeting_missing: Words
    greeting_without_name: Words
    greeting_casual: Words
    greeting_good: Words
    name_misspelt: Words = may_hold("name")
    name_differs: Words = may_hold("name")
    title_differs: Words = may_hold("name")
    first_name_only: Words = may_hold("name")
    source_missing: Words
    source_good: Words
    referrer_missing: Words = may_hold("name")
    self_missing: Words
    self_good: Words
    goal_missing: Words
    goal_good: Words
    talk_missing: Words
    minutes_missing: Words
    minutes_many: Words
    minutes_good: Words
    time_missing: Words
    time_good: Words
    asks_job: Words
    asks_referral: Words
    asks_resume: Words
    purpose_missing: Words
    purpose_good: Words
    questions_follow_missing: Words
    questions_follow_good: Words
    questions_many: Words = may_hold("count")
    short: Words = may_hold("count")
    long: Words = may_hold("count")
    length_good: Words
    thanks_missing: Words
    thanks_good: Words
    signature_missing: Words
    contact_missing: Words
    placeholder: Words
    attachment: Words
    contact_wrong: Words
    private_place: Words
    meet_hidden: Words
    meet_street: Words
    meet_night: Words
    no_adult: Words
    secret: Words
    photo: Words
    private_data: Words
    casual: Words
    capitals: Words
    by_email: Words
    gratitude_missing: Words
    time_not_thanked: Words
    time_thanked_good: Words
    specific_missing: Words
    specific_good: Words
    next_missing: Words
    next_good: Words
    late: Words
    day_missing: Words
    clock_missing: Words
    when_good: Words
    place_missing: Words
    place_good: Words
    questions_few: Words = may_hold("count")
    questions_too_many: Words = may_hold("count")
    questions_good: Words
    forward_missing: Words
    forward_good: Words


class Sign(Model):
    """Phrases that show one thing; alone they may be harmless."""

    name: Words
    phrases: tuple[Phrase, ...]
    but: tuple[Phrase, ...] = ()


SHAPES = ("nickname", "amount")
"""Signs without a list: `workshop.coach.signs` knows them by their shape."""


class Rule(Model):
    """The remark to give where all these signs stand in a sentence, the last at most `within` words from the first.

    In a sentence with a sign of `unless` it is not given; `in_order` is for signs that count only behind the first.
    """

    code: Literal["private_place", "meet_hidden", "meet_night", "no_adult", "secret", "photo", "private_data"]
    all: tuple[Words, ...]
    unless: tuple[Words, ...] = ()
    within: int = 12
    in_order: bool = False


class MessageCoach(Model):
    """Word lists and remarks about a message."""

    words: MessageWords
    phrases: MessagePhrases
    signs: tuple[Sign, ...]
    rules: tuple[Rule, ...]
    say: MessageSays
    also: Words = may_hold("others")


class Rewrite(Model):
    """How closed questions that begin so can be asked openly; `{rest}` is what follows their beginning."""

    starts: tuple[Phrase, ...]
    instead: Words = may_hold("rest")


class Said(Model):
    """A remark: the rule it rests on, and its words."""

    rule: RuleId
    say: Words


class QuestionLists(Model):
    """What the coach looks for, as phrases (see `workshop/coach/phrases.py`); `not_...` is as above."""

    fillers: tuple[Phrase, ...]
    asking: tuple[Phrase, ...]
    whether: tuple[Phrase, ...]
    open: tuple[Phrase, ...]
    asides: tuple[Phrase, ...]
    closed: tuple[Phrase, ...]
    facts: tuple[Phrase, ...]
    not_facts: tuple[Phrase, ...]
    choices: tuple[Phrase, ...]
    subjects: tuple[Phrase, ...]
    statements: tuple[Phrase, ...]
    inside: tuple[Phrase, ...]
    joins: tuple[Phrase, ...]
    second: tuple[Phrase, ...]
    second_after_comma: tuple[Phrase, ...]
    nudges: tuple[Phrase, ...]
    negations: tuple[Phrase, ...]
    definitions: tuple[Phrase, ...]
    not_definitions: tuple[Phrase, ...]
    searchable: tuple[Phrase, ...]
    not_searchable: tuple[Phrase, ...]
    own_pay: tuple[Phrase, ...]
    not_own_pay: tuple[Phrase, ...]
    personal: tuple[Phrase, ...]
    not_personal: tuple[Phrase, ...]
    asks_job: tuple[Phrase, ...]
    not_asks_job: tuple[Phrase, ...]
    resume: tuple[Phrase, ...]
    contact_again: tuple[Phrase, ...]
    whom_else: tuple[Phrase, ...]
    fits: tuple[Phrase, ...]
    easy: tuple[Phrase, ...]
    hard: tuple[Phrase, ...]


class QuestionRemarks(Model):
    """What the coach says of one question."""

    open: Said
    closed: Said = may_hold("instead")
    choice: Said
    fact: Said
    no_question: Said
    several: Said = may_hold("said")
    searchable: Said
    own_pay: Said
    personal: Said
    asks_job: Said
    resume: Said
    contact_again: Said
    whom_else: Said
    fits: Said


class QuestionListRemarks(Model):
    """What the coach says of a list."""

    too_long: Said = may_hold("minutes", "asked")
    room: Said = may_hold("minutes", "asked")
    time_fits: Said = may_hold("minutes", "asked")
    one_topic: Said = may_hold("topic")
    not_their_own: Said
    mixed: Said
    begins_easily: Said
    begins_hard: Said
    ends_with_names: Said
    no_names: Said
    ends_with_contact: Said
    no_contact: Said


class TopicWords(Model):
    """Phrases that show what a question is about."""

    topic: Topic
    phrases: tuple[Phrase, ...]


class QuestionCoach(Model):
    """Word lists and remarks about questions."""

    lists: QuestionLists
    topics: tuple[TopicWords, ...]
    rewrites: tuple[Rewrite, ...]
    instead: Words
    remarks: QuestionRemarks
    list_remarks: QuestionListRemarks


class PlacePhrases(Model):
    """What the words of a place to meet show; `lonely` counts only where nothing is `public`."""

    online: tuple[Phrase, ...]
    home: tuple[Phrase, ...]
    not_home: tuple[Phrase, ...]
    hidden: tuple[Phrase, ...]
    not_hidden: tuple[Phrase, ...]
    lonely: tuple[Phrase, ...]
    dark: tuple[Phrase, ...]
    not_dark: tuple[Phrase, ...]
    public: tuple[Phrase, ...]


class PlaceCoach(Model):
    """Word lists about a place to meet; what is said of it stands with the remarks on a message."""

    phrases: PlacePhrases


class CoachWords(Model):
    """The whole file."""

    language: CoachLanguage
    groups: tuple[Words, ...]
    messages: MessageCoach
    questions: QuestionCoach
    places: PlaceCoach
    mix: MixCoach

    @model_validator(mode="after")
    def _names_known_groups(self) -> "CoachWords":
        known = [line.partition(" = ")[0] for line in self.groups]
        for phrase in self._phrases():
            for name in _GROUP.findall(phrase):
                if name not in known:
                    near = next(iter(difflib.get_close_matches(name, known, 1)), ", ".join(known))
                    raise ValueError(f'the phrase "{phrase}" names the group "{name}". Did you mean "{near}"?')
        return self

    @model_validator(mode="after")
    def _rules_name_known_signs(self) -> "CoachWords":
        known = {*SHAPES, *(sign.name for sign in self.messages.signs)}
        for name in (name for rule in self.messages.rules for name in (*rule.all, *rule.unless)):
            if name not in known:
                near = next(iter(difflib.get_close_matches(name, known, 1)), ", ".join(sorted(known)))
                raise ValueError(f'a rule names the sign "{name}". Did you mean "{near}"?')
        return self

    def _phrases(self) -> Iterator[str]:
        for lists in (self.messages.phrases, self.questions.lists, self.places.phrases):
            for name in type(lists).model_fields:
                yield from getattr(lists, name)
        for sign in self.messages.signs:
            yield from (*sign.phrases, *sign.but)
        for topic in self.questions.topics:
            yield from topic.phrases
        for rewrite in self.questions.rewrites:
            yield from rewrite.starts
