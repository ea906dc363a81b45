"""What a class shares: the board that all see, and what each student lets the teacher see."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field

from workshop.plan.model import Record, clean
from workshop.vocabulary import Id, PageId, StepId

NICKNAME_LIMIT, NAME_LIMIT, SAID_LIMIT, HANDED_LIMIT = 30, 60, 300, 20_000


def one_line(text: str, limit: int) -> str:
    """A short text of one line, cut where it is too long."""
    return " ".join(clean(text).split())[:limit].strip()


Line = Annotated[str, BeforeValidator(lambda text: one_line(text, SAID_LIMIT) if isinstance(text, str) else text)]


class Board(Record):
    """What the whole class sees: the name of the class, what is done now, on which page, and until when.

    `sheet` and `activity` are the teacher's place in a run sheet, `lesson_began` is when its lesson would have begun
    had it gone by the sheet. `said` is a sentence to all.
    """

    name: Line = ""
    sheet: Id | None = None
    activity: Id | None = None
    title: Line = ""
    page: PageId | None = None
    minutes: int | None = Field(default=None, ge=1, le=600)
    began: AwareDatetime | None = None
    lesson_began: AwareDatetime | None = None
    said: Line = ""

    @property
    def seen(self) -> dict[str, Any]:
        """What a student's page needs of it, as JSON."""
        return self.model_dump(mode="json", exclude={"sheet", "activity", "lesson_began"})


class HandedIn(Record):
    """A text that a student handed in on purpose, and when."""

    text: str = Field(max_length=HANDED_LIMIT)
    at: AwareDatetime


class Report(Record):
    """All that the teacher sees of a student: never words or people, unless they were handed in.

    `left` counts by step what is still missing; `ticked` names the ticked boxes of the checklists. `active_at` is when
    something was changed last.
    """

    nickname: Line
    page: str = ""
    begun: tuple[StepId, ...] = ()
    done: tuple[StepId, ...] = ()
    left: dict[StepId, int] = Field(default={})
    ticked: tuple[Id, ...] = ()
    help: bool = False
    handed: dict[Id, HandedIn] = Field(default={})
    active_at: AwareDatetime | None = None
