"""Load everything under `content/`, checked and frozen."""

import functools
from pathlib import Path

from workshop.content import models
from workshop.content.checks import cross_checks
from workshop.content.content import Content
from workshop.content.reading import ContentError, Reader
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
from workshop.paths import ROOT
from workshop.vocabulary import SCHOOL_WORDS, STEPS

DIRECTORY = ROOT / "content"


def load(directory: Path = DIRECTORY, language: str = "en", school: str = "default") -> Content:
    """The content of a language, for a school; read and checked once. Raises `ContentError`."""
    return _load(Path(directory), language, school)


@functools.cache
def _load(directory: Path, language: str, school_id: str) -> Content:
    reader = Reader(directory)
    school = reader.read(f"schools/{school_id}.yaml", models.School)
    retired = reader.read("retired.yaml", models.Retired)
    reader.read("rules.yaml", models.Rules)
    reader.school = {word: getattr(school, word, f"{{{word}}}") for word in SCHOOL_WORDS}
    base = language + "/"
    parts = {
        "workshop": reader.read(base + "workshop.yaml", models.Workshop),
        "people": reader.read(base + "people.yaml", models.People),
        "bank": reader.read(base + "questions.yaml", models.QuestionBank),
        "messages": reader.read(base + "messages.yaml", models.Messages),
        "meeting": reader.read(base + "meeting.yaml", models.Meeting),
        "live": reader.read(base + "live.yaml", LiveWords),
        "sources": reader.read(base + "sources.yaml", models.Sources),
        "words": reader.read(base + "words.yaml", InterfaceWords),
        "doors": reader.read(base + "doors.yaml", DoorWords),
        "together": reader.read(base + "together.yaml", TogetherWords),
        "team": reader.read(base + "team.yaml", TeamWords),
        "coach": reader.read(base + "coach.yaml", CoachWords),
        "export": reader.read(base + "export.yaml", ExportWords),
        "classroom": reader.read(base + "classroom.yaml", ClassroomWords),
        "of_class": reader.read(base + "class.yaml", ClassWords),
        "teach": reader.read(base + "teach.yaml", TeachWords),
        "family": reader.read(base + "family.yaml", FamilyWords),
        "safety": reader.read(base + "safety.yaml", SafetyWords),
    }
    steps = {step: reader.read(f"{base}steps/{step}.yaml", models.Step) for step in STEPS}
    if reader.problems or school is None or retired is None:
        raise ContentError(reader.problems)
    content = Content(steps=steps, school=school, **parts)  # type: ignore[arg-type]
    problems = [reader.label(file) + problem for file, problem in cross_checks(content, base, retired)]
    if problems:
        raise ContentError(problems)
    return content


def read_rules(directory: Path = DIRECTORY) -> tuple[models.Rule, ...]:
    """The rules of the sources. Raises `ContentError`."""
    reader = Reader(Path(directory))
    rules = reader.read("rules.yaml", models.Rules)
    if rules is None:
        raise ContentError(reader.problems)
    return rules.rules
