"""The answers of a worksheet section as blocks."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from workshop.content import Content
from workshop.content.models import Field, Section
from workshop.exports.blocks import Answer, Answers, Blank, Blanks, Block, Paragraph
from workshop.plan.dates import as_day, day
from workshop.plan.model import Answer as Given
from workshop.plan.model import Plan

Reader = Callable[[Field], str]


def strip_bold(text: str) -> str:
    """A text of the content without its bold marks."""
    return text.replace("**", "")


def answer_text(content: Content, field: Field, given: Given) -> str:
    """An answer as words: the labels of what was chosen, a day in words, yes for a tick; empty if there is none."""
    if isinstance(given, bool):
        return content.export.yes if given else ""
    labels = {option.id: option.label for option in field.options}
    if isinstance(given, tuple):
        return "\n".join(labels.get(choice, choice) for choice in given)
    on = as_day(given) if field.kind == "date" else None
    return day(on) if on else labels.get(given, given)


def own_answer(content: Content, plan: Plan, field: Field) -> str:
    """What the student wrote in a field about themselves or their work, as words."""
    if field.place == "about":
        return str(getattr(plan.about, field.id))
    return answer_text(content, field, plan.answers.get(field.id, ""))


def section_answers(section: Section, read: Reader) -> Iterator[Answers]:
    """The rows of a section in which something was written."""
    shown = [_answer(field, read(field)) for field in section.fields]
    if len({field.kind for field in section.fields}) == 1:
        # Fields of one kind do not go together in pairs: the empty ones need no place.
        shown = [answer for answer in shown if answer]
    rows = [tuple(shown[start : start + section.columns]) for start in range(0, len(shown), section.columns)]
    kept = tuple(row for row in rows if any(row))
    if kept:
        yield Answers(kept)


def _answer(field: Field, text: str) -> Answer | None:
    return Answer(field.label, text) if text.strip() else None


def blanks(content: Content, section: Section) -> Block:
    """Room to write on paper, for a section without answers."""
    items = tuple(Blank(field.label) for field in section.fields if field.kind != "check")
    return Blanks(items, section.columns, content.export.nothing) if items else nothing(content)


def nothing(content: Content) -> Paragraph:
    """The remark that a part is empty."""
    return Paragraph(content.export.nothing, quiet=True)


def leftovers(content: Content, answers: Mapping[str, Given], known: Iterable[str]) -> Iterator[Answers]:
    """Answers whose fields the content no longer has, under the ids they had."""
    names = set(known)
    unknown = {key: _raw(content, given) for key, given in answers.items() if key not in names}
    rows = tuple((Answer(key, text),) for key, text in unknown.items() if text.strip())
    if rows:
        yield Answers(rows)


def _raw(content: Content, given: Given) -> str:
    if isinstance(given, bool):
        return content.export.yes if given else ""
    return given if isinstance(given, str) else "\n".join(given)
