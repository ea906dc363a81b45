"""The plan as Markdown. Every text is escaped, so that what a student typed is shown and never read as markup."""

import re
from collections.abc import Iterator
from functools import singledispatch

from workshop.content import Content
from workshop.exports import blocks
from workshop.exports.blocks import MARKS
from workshop.exports.options import Options
from workshop.exports.outline import outline
from workshop.plan.model import Plan

TITLE_KEY, ICON, EXTENSION, MIME = "markdown", "notes", "md", "text/markdown"

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$@^]|!(?=\[)|:(?=//)|(?<=www)\.")
_LINE_START = re.compile(r"[#+=:-]|\d+(?=[.)])")
_NEW_LINE = "&#10;"
_BLANK_LINES = re.compile("\n\n+")


def build(content: Content, plan: Plan, options: Options) -> bytes:
    """The plan and its checklist as Markdown with GitHub's tables and task lists."""
    document = outline(content, plan, options)
    cover = _cover(document.cover) if document.cover else ()
    parts = [*cover, *(part for block in document.blocks for part in show(block))]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """The text on one or more lines so that Markdown gives exactly it back; blank lines stay paragraph breaks."""
    body = text.strip("\n")
    before = len(text) - len(text.lstrip("\n"))
    after = len(text) - len(body) - before
    extra = [len(gap) - 2 for gap in _BLANK_LINES.findall(body)]
    first, *others = map(_paragraph, _BLANK_LINES.split(body))
    rest = "".join("\n\n" + _NEW_LINE * more + other for more, other in zip(extra, others, strict=True))
    return _NEW_LINE * before + first + rest + _NEW_LINE * after


def _paragraph(text: str) -> str:
    return "\\\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    """One line, with its special characters escaped and the space at its edges written so that it stays."""
    bare = line.strip()
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :] if bare else ""
    safe = _SPECIAL.sub(lambda found: "\\" + found[0], bare)
    safe = _LINE_START.sub(_escape_start, safe, count=1) if _LINE_START.match(safe) else safe
    return _entities(before) + safe + _entities(after)


def _escape_start(found: re.Match[str]) -> str:
    return found[0] + "\\" if found[0].isdigit() else "\\" + found[0]


def _entities(space: str) -> str:
    return "".join(f"&#{ord(character)};" for character in space)


def one_line(text: str) -> str:
    """The text for a place that has only one line: a heading, a cell, an item."""
    return _NEW_LINE.join(_line(line) for line in text.split("\n"))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip(" ") for line in escaped(text).split("\n"))


def _cover(cover: blocks.Cover) -> Iterator[str]:
    yield f"# {one_line(cover.title)}"
    yield from (one_line(text) for text in (cover.name, cover.school) if text)
    yield one_line(cover.date)
    yield one_line(cover.what)
    if cover.goal:
        yield from show(cover.goal)
    yield f"**{one_line(cover.overview)}**"
    yield "\n".join(f"- {MARKS[step.state]} {one_line(step.title)}: {one_line(step.words)}" for step in cover.steps)


@singledispatch
def show(block: blocks.Block) -> Iterator[str]:
    """The Markdown of one block, as parts that blank lines separate."""
    raise TypeError(f"no Markdown for {type(block).__name__}")


@show.register
def _heading(block: blocks.Heading) -> Iterator[str]:
    eyebrow = f"{one_line(block.eyebrow)}: " if block.eyebrow else ""
    yield f"{'#' * (block.level + 1)} {eyebrow}{one_line(block.text)}"


@show.register
def _paragraph_block(block: blocks.Paragraph) -> Iterator[str]:
    yield escaped(block.text)


@show.register
def _goal(block: blocks.Goal) -> Iterator[str]:
    yield f"**{one_line(block.label)}**"
    yield _quoted(block.text)


@show.register
def _answers(block: blocks.Answers) -> Iterator[str]:
    for answer in (answer for row in block.rows for answer in row if answer):
        yield f"**{one_line(answer.label)}**"
        yield _quoted(answer.text)


@show.register
def _blanks(block: blocks.Blanks) -> Iterator[str]:
    yield escaped(block.note)


@show.register
def _facts(block: blocks.Facts) -> Iterator[str]:
    yield "\n".join(f"- **{one_line(label)}**: {one_line(value)}" for label, value in block.rows)


@show.register
def _bullets(block: blocks.Bullets) -> Iterator[str]:
    yield "\n".join(f"- {one_line(item)}" for item in block.items)


@show.register
def _ticks(block: blocks.Ticks) -> Iterator[str]:
    yield "\n".join(f"- [{'x' if item.done else ' '}] {one_line(item.text)}" for item in block.items)


@show.register
def _questions(block: blocks.Questions) -> Iterator[str]:
    stars = ["★ " if item.starred else "" for item in block.items]
    yield "\n".join(
        f"{number}. {star}{one_line(item.text)}"
        for number, (star, item) in enumerate(zip(stars, block.items, strict=True), 1)
    )


@show.register
def _table(block: blocks.Table) -> Iterator[str]:
    lines = ["| " + " | ".join(map(one_line, block.heads)) + " |", "| " + " | ".join("---" for _ in block.heads) + " |"]
    lines += ["| " + " | ".join(one_line("\n".join(cell)) for cell in row) + " |" for row in block.rows]
    yield "\n".join(lines)


@show.register
def _columns(block: blocks.Columns) -> Iterator[str]:
    for part in block.parts:
        for inner in part:
            yield from show(inner)


@show.register
def _card(block: blocks.Card) -> Iterator[str]:
    yield from _heading(blocks.Heading(2, block.title, block.eyebrow))
    for inner in block.blocks:
        yield from show(inner)
