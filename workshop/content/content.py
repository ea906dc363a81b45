"""All content as one frozen value."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from workshop.content import models
from workshop.content.words.class_table import ClassWords
from workshop.content.words.classroom import ClassroomWords
from workshop.content.words.coach import CoachWords
from workshop.content.words.comparison import TogetherWords
from workshop.content.words.doors import DoorWords
from workshop.content.words.exports import ExportWords
from workshop.content.words.family import FamilyWords
from workshop.content.words.interface import InterfaceWords
from workshop.content.words.live import LiveWords
from workshop.content.words.safety import SafetyWords
from workshop.content.words.teach import TeachWords
from workshop.content.words.team import TeamWords
from workshop.vocabulary import StepId


@dataclass(frozen=True)
class Content:
    """All content of one language, for one school."""

    workshop: models.Workshop
    steps: dict[StepId, models.Step]
    people: models.People
    bank: models.QuestionBank
    messages: models.Messages
    meeting: models.Meeting
    live: LiveWords
    sources: models.Sources
    school: models.School
    words: InterfaceWords
    doors: DoorWords
    together: TogetherWords
    team: TeamWords
    coach: CoachWords
    export: ExportWords
    classroom: ClassroomWords
    of_class: ClassWords
    teach: TeachWords
    family: FamilyWords
    safety: SafetyWords

    @functools.cached_property
    def fields(self) -> dict[str, models.Field]:
        """Every field of every worksheet by id."""
        return {field.id: field for step in self.steps.values() for part in step.sections for field in part.fields}

    @functools.cached_property
    def questions(self) -> dict[str, models.Question]:
        """The question bank by id."""
        return {question.id: question for question in self.bank.questions}

    @functools.cached_property
    def templates(self) -> dict[str, models.Template]:
        """The message templates by id."""
        return {template.id: template for template in self.messages.templates}

    @functools.cached_property
    def closing(self) -> tuple[models.Section, ...]:
        """The sections of the closing page, in order."""
        return tuple(part for step in self.steps.values() for part in step.sections if part.closing)

    def section(self, section_id: str) -> models.Section:
        """A section of a worksheet by id."""
        return next(part for step in self.steps.values() for part in step.sections if part.id == section_id)

    def cited(self) -> Iterator[tuple[int, str, models.Cited]]:
        """Every citation: rule number, the step it stands under (or `frame`, `classroom`, `family`), the item."""
        parts: list[tuple[str, BaseModel]] = [("frame", self.workshop), ("identify", self.people)]
        parts += list(self.steps.items())
        parts += [("prepare", self.bank), ("conduct", self.meeting), ("conduct", self.live), ("research", self.sources)]
        parts += [(template.step, template) for template in self.messages.templates]
        parts += [("classroom", self.classroom)]
        parts += [("family", step) for step in self.family.steps.values()]
        for step, part in parts:
            for item in _cited_in(part):
                yield from ((rule, step, item) for rule in item.rules)


def _cited_in(node: Any) -> Iterator[models.Cited]:
    if isinstance(node, models.Cited):
        yield node
    if isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _cited_in(getattr(node, name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _cited_in(part)
