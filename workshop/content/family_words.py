"""What a family needs to help without taking over."""

from workshop.content.models import Cited, Model, Words
from workshop.vocabulary import StepId


class FamilyStep(Cited):
    """One step at home: what the parent may do and the student does, words to say and to leave, and a way to begin."""

    may: Words
    student: Words
    say: Words
    not_say: Words
    starter: Words


class FamilyLabels(Model):
    """The labels of a step."""

    step: Words
    may: Words
    student: Words
    say: Words
    not_say: Words
    starter: Words


class Handover(Model):
    """Handing over a contact: the note a parent sends, and how they step out of it then."""

    title: Words
    text: Words
    note_title: Words
    note: Words
    after: tuple[Words, ...]


class Advice(Model):
    """A titled list of advice."""

    title: Words
    lines: tuple[Words, ...]


class Agreement(Model):
    """What both sides tick and sign."""

    title: Words
    text: Words
    parent_title: Words
    parent: tuple[Words, ...]
    student_title: Words
    student: tuple[Words, ...]
    signed: tuple[Words, ...]


class FamilyWords(Model):
    """Everything for a family."""

    title: Words
    what: Words
    second_title: Words
    labels: FamilyLabels
    steps: dict[StepId, FamilyStep]
    handover: Handover
    practice: Advice
    after_no: Advice
    agreement: Agreement
