"""What `workshop check` looks at: every content file, for each language and school, as its readers would meet it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from workshop.coach.questions import check_question
from workshop.content import Content, ContentError, load
from workshop.plan.file import PlanError
from workshop.plan.file import load as load_plan


def problems_in(directory: Path, languages: Sequence[str], schools: Sequence[str]) -> list[str]:
    """Every problem once, as a line with file, place and remedy."""
    found: dict[str, None] = {}
    for language in languages:
        for school in schools:
            try:
                found |= dict.fromkeys(_doubtful_questions(load(directory, language, school), directory, language))
            except ContentError as error:
                found |= dict.fromkeys(error.problems)
        example = directory / language / "example-plan.json"
        try:
            load_plan(example.read_bytes())
        except (PlanError, OSError) as error:
            found[f"{directory.name}/{language}/{example.name}: {error}"] = None
    return list(found)


def _doubtful_questions(content: Content, directory: Path, language: str) -> Iterator[str]:
    """The questions we offer in which the coach would find something to mend, a closed one above all."""
    for place, text in _questions(content):
        for remark in check_question(content, text):
            if remark.level != "good":
                remedy = "Change the question, or coach.yaml if the coach is wrong."
                yield f'{directory.name}/{language}/{place}: "{text}" gets the remark: {remark.say} {remedy}'


def _questions(content: Content) -> Iterator[tuple[str, str]]:
    for question in content.bank.questions:
        yield f'questions.yaml, question "{question.id}"', question.text
    for persona in content.classroom.personas:
        for asked in (*(fact.asked for fact in persona.facts), persona.hidden.asked):
            yield f'classroom.yaml, persona "{persona.id}"', asked
