"""How a student stays safe with people they have not met."""

from pydantic import Field as Constraint

from workshop.content.models import Model, Words, may_hold


class SafetyCard(Model):
    """What to mind at one step, in a few lines; each may begin with words in bold."""

    title: Words
    lines: tuple[Words, ...] = Constraint(min_length=1, max_length=5)


class SafetyWords(Model):
    """The cards of the steps in which a student writes to someone and meets them.

    `other_adult` is a line more on the second, and `label` stands before what is said of a meeting on paper.
    """

    contact: SafetyCard
    conduct: SafetyCard
    other_adult: Words = may_hold("adult")
    label: Words
