"""The mix of people: a table drawn as a picture, what to do next, and who introduced whom. One element of the page."""

import html
from collections.abc import Iterator, Sequence

import streamlit as st

from workshop.coach.introductions import Twig
from workshop.coach.mix import Cell, Grid, Mix, Named, mix
from workshop.content import Content, fill
from workshop.content.words.coach_mix import Known
from workshop.exports.inline import LONGEST_NAME, brief
from workshop.ui.core.session import plan_session

MOST_NAMES, MOST_TWIGS, DEEPEST = 6, 40, 5


def draw_mix() -> None:
    """Draw the mix of people; one line while there is nobody."""
    current = plan_session()
    found = current.once("mix", lambda: mix(current.content, current.plan))
    if found.gap.kind == "first" and not found.grid.said_no:
        st.caption(f"{found.gap.say} {found.gap.why}")
    else:
        st.html("".join(_picture(current.content, found)))


def _picture(content: Content, found: Mix) -> Iterator[str]:
    words = content.words
    yield f'<div class="mix"><h4>{_text(words.mix_title)}</h4>'
    yield from _table(content, found)
    yield from _beside(content, words.mix_no_place, found.grid.unplaced)
    yield from _beside(content, words.mix_said_no, found.grid.said_no)
    yield '<div class="mix_advice">'
    yield _advice(words.mix_add, found.gap.say, found.gap.how, found.gap.why)
    if not found.start.goes_without_saying:
        yield _advice(words.mix_start, found.start.say, found.start.why)
    yield _advice(words.mix_ask, found.asking.say, found.asking.assume if found.asking.more else "")
    yield "</div>"
    if found.tree:
        yield f"<h4>{_text(words.mix_tree)}</h4>"
        yield from _tree(content, found.tree)
    yield "</div>"


def _text(text: str) -> str:
    return html.escape(brief(text))


def _name(name: str) -> str:
    return f"<bdi>{html.escape(brief(name, LONGEST_NAME))}</bdi>"


def _advice(title: str, say: str, *more: str) -> str:
    details = _text(" ".join(filter(None, more)))
    return f"<p><strong>{_text(title)}</strong> <span>{_text(say)} <small>{details}</small></span></p>"


def _table(content: Content, found: Mix) -> Iterator[str]:
    """The grid as a table. Its roles are written out: on a phone it is laid out anew, and would lose them."""
    words, years = content.words, content.people.column("stage").label
    yield f'<table role="table"><caption>{_text(words.mix_caption)}</caption>'
    yield f'<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{_text(years)}</th>'
    yield from (_head(content, found, known, label) for known, label in _columns(found.grid))
    yield '</tr></thead><tbody role="rowgroup">'
    for row in found.grid.rows:
        yield f'<tr role="row"><th role="rowheader" scope="row">{_text(row.label)}</th>'
        yield from (_cell(content, found, cell) for cell in row.cells)
        yield "</tr>"
    yield "</tbody></table>"


def _columns(grid: Grid) -> Iterator[tuple[Known, str]]:
    return zip((cell.known for cell in grid.rows[0].cells), grid.columns, strict=True)


def _head(content: Content, found: Mix, known: Known, label: str) -> str:
    here = found.gap.known == known and found.gap.stage is None
    return f'<th role="columnheader" scope="col">{_text(label)}{_mark(content) if here else ""}</th>'


def _mark(content: Content) -> str:
    return f' <span class="mix_here">{_text(content.words.mix_here)}</span>'


def _cell(content: Content, found: Mix, cell: Cell) -> str:
    shown, rest = cell.people[:MOST_NAMES], cell.count - MOST_NAMES
    names = [_chip(each, found.start.person) for each in shown]
    more = [_text(fill(content.words.mix_more, {"count": str(rest)}))] if rest > 0 else []
    here = cell.known == found.gap.known and cell.stage == found.gap.stage
    filled = ' class="mix_filled"' if names else ' class="mix_gap"' if here else ""
    return f'<td role="cell"{filled}>{" ".join([*names, *more])}{_mark(content) if here else ""}</td>'


def _chip(person: Named, first: Named | None) -> str:
    return f'<span class="mix_name{" mix_first" if person == first else ""}">{_name(person.name)}</span>'


def _beside(content: Content, text: str, people: Sequence[Named]) -> Iterator[str]:
    """Those who do not stand in the grid, and why."""
    if people:
        names = [_name(each.name) for each in people[:MOST_NAMES]]
        if len(people) > MOST_NAMES:
            names.append(_text(fill(content.words.mix_more, {"count": str(len(people) - MOST_NAMES)})))
        yield f"<p>{fill(_text(text), {'names': ', '.join(names)})}</p>"


def _tree(content: Content, twigs: Sequence[Twig]) -> Iterator[str]:
    """Lists within lists; what is deeper than they go stands in the last one, with who made the introduction."""
    depth = -1
    for twig in twigs[:MOST_TWIGS]:
        level = min(twig.depth, DEEPEST)
        yield '<ul role="list">' if level > depth else "</li>" + "</ul></li>" * (depth - level)
        yield f"<li>{_twig(content, twig)}"
        depth = level
    yield "</li></ul>" * (depth + 1)
    if len(twigs) > MOST_TWIGS:
        yield f"<p>{_text(fill(content.words.mix_more, {'count': str(len(twigs) - MOST_TWIGS)}))}</p>"


def _twig(content: Content, twig: Twig) -> str:
    name = _name(twig.name)
    if twig.depth > DEEPEST:
        return fill(_text(content.words.mix_by), {"name": name, "by": _name(twig.by)})
    return fill(_text(content.words.mix_circle), {"name": name}) if twig.circle else name
