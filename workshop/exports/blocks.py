"""A document in neutral parts, which every printed format can draw. Every text is data; no part holds markup."""

from dataclasses import dataclass
from typing import Literal

State = Literal["done", "begun", "open"]
Ink = Literal["color", "black"]
MARKS: dict[State, str] = {"done": "●", "begun": "◐", "open": "○"}


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; `eyebrow` is a short line above it, `new_page` begins a page with it."""

    level: int
    text: str
    eyebrow: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two of ours; `quiet` ones are set smaller."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Goal:
    """The student's goal in one sentence, under its label."""

    label: str
    text: str


@dataclass(frozen=True)
class Answer:
    """The student's own words under the label of their field."""

    label: str
    text: str


@dataclass(frozen=True)
class Answers:
    """Answers in rows; those of a row belong side by side where there is room. None is an empty place."""

    rows: tuple[tuple[Answer | None, ...], ...]


@dataclass(frozen=True)
class Blank:
    """One thing to fill in by hand: its label, a hint, and as many lines to write on, or choices to tick instead."""

    label: str
    hint: str = ""
    lines: int = 1
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blanks:
    """Room to write on paper, side by side in `columns`; what cannot be written on shows the note instead."""

    items: tuple[Blank, ...]
    columns: int = 1
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """Short facts, each with its label."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bullets:
    """Lines to read or to say."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Tick:
    """A line with a box; `done` says whether it is ticked."""

    text: str
    done: bool


@dataclass(frozen=True)
class Ticks:
    """Lines with boxes."""

    items: tuple[Tick, ...]


@dataclass(frozen=True)
class Question:
    """A question of the student's list."""

    text: str
    starred: bool


@dataclass(frozen=True)
class Questions:
    """Numbered questions; `room` is how many empty lines follow each on paper."""

    items: tuple[Question, ...]
    room: int = 0


@dataclass(frozen=True)
class Table:
    """A table with column heads. A cell is a tuple of lines, a width a share of the page.

    `room` is how many lines by hand fit into each row on paper.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    widths: tuple[int, ...]
    room: int = 0


@dataclass(frozen=True)
class Columns:
    """Parts that stand side by side where there is room; a width is a share of the page."""

    parts: tuple[tuple["Block", ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """A sheet to take along: it stands on a page of its own. `level` is that of its heading."""

    title: str
    eyebrow: str
    blocks: tuple["Block", ...]
    level: int = 2


Block = Heading | Paragraph | Goal | Answers | Blanks | Facts | Bullets | Ticks | Questions | Table | Columns | Card


@dataclass(frozen=True)
class StepState:
    """One step on the cover: its title, how far it is, and that in words."""

    title: str
    state: State
    words: str


@dataclass(frozen=True)
class Cover:
    """The first page. Empty texts are left out."""

    workshop: str
    title: str
    name: str
    school: str
    goal: Goal | None
    what: str
    overview: str
    steps: tuple[StepState, ...]
    date: str


@dataclass(frozen=True)
class Document:
    """A whole document: what its properties say, the words around its pages, its cover, its parts, its ink.

    Without a cover there is no table of contents either.
    """

    title: str
    author: str
    language: str
    contents: str
    ticked: str
    not_ticked: str
    cover: Cover | None
    blocks: tuple[Block, ...]
    ink: Ink = "color"
