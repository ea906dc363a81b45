"""What the coach looks for and what it says, in one language: `content/<language>/coach.yaml`."""

from workshop.content.coach_mix import MixCoach
from workshop.content.models import Model, RuleId, Topic, Words


class MessageCoach(Model):
    """Word lists and remarks about a message."""


class Rewrite(Model):
    """How closed questions that begin so can be asked openly; `{rest}` is what follows their beginning."""

    starts: tuple[Words, ...]
    instead: Words


class Said(Model):
    """A remark: the rule it rests on, and its words."""

    rule: RuleId
    say: Words


class QuestionLists(Model):
    """What the coach looks for, as phrases (`workshop/coach/patterns.py` says how they are written)."""

    fillers: tuple[Words, ...]
    asking: tuple[Words, ...]
    whether: tuple[Words, ...]
    open: tuple[Words, ...]
    asides: tuple[Words, ...]
    closed: tuple[Words, ...]
    facts: tuple[Words, ...]
    not_facts: tuple[Words, ...]
    choices: tuple[Words, ...]
    subjects: tuple[Words, ...]
    statements: tuple[Words, ...]
    inside: tuple[Words, ...]
    joins: tuple[Words, ...]
    second: tuple[Words, ...]
    second_after_comma: tuple[Words, ...]
    nudges: tuple[Words, ...]
    negations: tuple[Words, ...]
    definitions: tuple[Words, ...]
    not_searchable: tuple[Words, ...]
    searchable: tuple[Words, ...]
    own_pay: tuple[Words, ...]
    personal: tuple[Words, ...]
    asks_job: tuple[Words, ...]
    resume: tuple[Words, ...]
    contact_again: tuple[Words, ...]
    whom_else: tuple[Words, ...]
    fits: tuple[Words, ...]
    easy: tuple[Words, ...]
    hard: tuple[Words, ...]


class QuestionRemarks(Model):
    """What the coach says of one question."""

    open: Said
    closed: Said
    choice: Said
    fact: Said
    no_question: Said
    several: Said
    searchable: Said
    own_pay: Said
    personal: Said
    asks_job: Said
    resume: Said
    contact_again: Said
    whom_else: Said
    fits: Said


class QuestionListRemarks(Model):
    """What the coach says of a list; blanks are `{minutes}`, `{asked}` and `{topic}`."""

    too_long: Said
    room: Said
    time_fits: Said
    one_topic: Said
    not_their_own: Said
    mixed: Said
    begins_easily: Said
    begins_hard: Said
    ends_with_names: Said
    no_names: Said
    ends_with_contact: Said
    no_contact: Said


class QuestionCoach(Model):
    """Word lists and remarks about questions; `spellings` are ways to write a word, its usual one first."""

    spellings: tuple[tuple[Words, ...], ...]
    lists: QuestionLists
    topics: dict[Topic, tuple[Words, ...]]
    rewrites: tuple[Rewrite, ...]
    instead: Words
    remarks: QuestionRemarks
    list_remarks: QuestionListRemarks


class CoachWords(Model):
    """The whole file."""

    messages: MessageCoach
    questions: QuestionCoach
    mix: MixCoach
