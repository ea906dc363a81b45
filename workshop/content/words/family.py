"""What a family needs to help without taking over: on the page, on paper, and beside a plan that is shown to them."""

from workshop.content.models import Cited, Model, Words, may_hold
from workshop.vocabulary import Id, StepId


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
    """Handing over a contact: the note a parent sends, and how they step out of it then.

    The note has the blanks `{student}` and `{field}`; the gaps stand in their place where the plan does not say.
    """

    title: Words
    text: Words
    note_title: Words
    subject: Words
    note: Words = may_hold("student", "field")
    student_gap: Words
    field_gap: Words
    after: tuple[Words, ...]


class Advice(Model):
    """A titled list of advice."""

    title: Words
    lines: tuple[Words, ...]


class AgreementLine(Model):
    """A line that someone agrees to; its tick is kept in the plan under its id."""

    id: Id
    text: Words


class Agreement(Model):
    """What both sides tick and sign."""

    title: Words
    text: Words
    parent_title: Words
    parent: tuple[AgreementLine, ...]
    student_title: Words
    student: tuple[AgreementLine, ...]
    other_adult: Words
    signed: tuple[Words, ...]
    both: Words
    both_since: Words = may_hold("day")
    begun: Words
    elsewhere: Words
    here: Words

    @property
    def lines(self) -> tuple[AgreementLine, ...]:
        """All lines of both sides."""
        return (*self.parent, *self.student)


class FamilyPage(Model):
    """The words around all this on a screen: on the page for families, and for a parent who was given a link."""

    link: Words
    which: Words
    at: Words = may_hold("name")
    your_student: Words
    see: Words = may_hold("name")
    two_pages: Words
    two_pages_text: Words
    download: Words
    blanks: Words
    copy_note: Words
    give_link: Words
    no_plan_yet: Words
    next: Words
    next_step: Words = may_hold("number", "total", "step")
    still: Words = may_hold("name")
    all_done: Words = may_hold("name")
    tonight: Words
    chosen: Words = may_hold("name")
    far: Words = may_hold("name")
    more: Words


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
    page: FamilyPage
