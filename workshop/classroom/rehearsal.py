"""A rehearsal in threes: how a round goes, who plays what next, and what the three of them hold in their hands."""

from collections.abc import Container

from workshop.content import Content
from workshop.content.words.classroom import Persona
from workshop.plan.live import Card, cards
from workshop.plan.model import Person, Plan, replace
from workshop.plan.progress import without
from workshop.vocabulary import REHEARSAL_ROLES, RehearsalRole

TALK, FEEDBACK = 180, 60  # seconds


def next_role(role: RehearsalRole) -> RehearsalRole:
    """The role of the next round: everyone moves on by one."""
    return REHEARSAL_ROLES[(REHEARSAL_ROLES.index(role) + 1) % len(REHEARSAL_ROLES)]


def partner(persona: Persona) -> Person:
    """The invented professional as someone to talk with: name, job and place, and nothing that is to be asked."""
    return Person(id="partner", name=persona.name, address=persona.name, title=persona.job, organisation=persona.place)


def deck(content: Content, plan: Plan) -> tuple[Card, ...]:
    """The student's cards: the first lines, the questions with the starred ones first, the last lines."""
    _, first, *asked, last = cards(content, plan)
    return first, *sorted(asked, key=lambda card: not (card.question and card.question.starred)), last


def new_sheet(plan: Plan, ticks: Container[str], fields: Container[str]) -> Plan:
    """The plan with an empty sheet for the observer."""
    return replace(plan, checks=without(plan.checks, ticks), answers=without(plan.answers, fields))
