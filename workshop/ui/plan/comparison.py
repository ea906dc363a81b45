"""All conversations side by side, and the guesses before and after: tables whose marks are drawn, so that one can look.

A table is one element of HTML; every text of the student's is escaped. A mark is a small picture with its words beside
it. On a narrow screen the rows stand under each other, with the name in front of each answer.
"""

import html
from collections.abc import Iterable, Iterator
from functools import partial

import streamlit as st

from workshop.coach.together import ENERGY, noticed
from workshop.content import Content, fill
from workshop.content.words.comparison import TogetherWords
from workshop.exports.answers import own_answer
from workshop.exports.inline import LONGEST_NAME, brief
from workshop.plan.comparison import Guess, Mark, Named, Row, Together, Verdict, in_words, side_by_side, together
from workshop.plan.model import Plan
from workshop.ui.core.menu import go_to
from workshop.ui.core.session import PlanSession
from workshop.ui.core.step_page import folded
from workshop.ui.core.text import escape_markdown, paragraphs

LONGEST_CELL = 400
DECIDED = ("decision", "study_next", "next_person")


def all_together(current: PlanSession) -> Together:
    """All conversations of the plan, worked out once for each state of it."""
    return current.once("together", lambda: together(current.content, current.plan))


def draw_facts(current: PlanSession) -> None:
    """The people side by side, or from when on they can be compared."""
    found, words = all_together(current), current.content.together
    if not found.people:
        st.caption(words.too_few)
    elif not found.rows:
        st.caption(words.nothing_yet)
    else:
        st.html(facts_html(current.content, found))


def folded_facts(current: PlanSession) -> None:
    """The people side by side, behind a title."""
    draw = partial(draw_facts, current)
    folded(current.content.together.look, "side_by_side", draw, icon=":material/view_column:")


def draw_guesses(current: PlanSession) -> None:
    """The guesses before and after, if there are any."""
    found = all_together(current)
    if found.guesses and found.people:
        st.html(guesses_html(current.content, found))


def draw_noticed(current: PlanSession) -> None:
    """What stands out, if anything does."""
    remarks = noticed(current.content, current.plan, all_together(current))
    if remarks:
        with st.container(border=True, key="card_noticed"):
            said = [f":material/lightbulb: {escape_markdown(remark.say)}" for remark in remarks]
            paragraphs([f"**{current.content.together.noticed_title}**", *said])


def draw_summary(current: PlanSession) -> None:
    """For My plan: what was decided, all side by side behind its title, and the way to the closing page."""
    words, found = current.content.together, all_together(current)
    lines = list(_decided(current.content, current.plan))
    if not lines and not found.people:
        return
    with st.container(border=True, key="card_decided"):
        paragraphs([f"### {words.title}", *(lines or [words.nothing_decided])])
        if found.rows:
            folded_facts(current)
        if st.button(words.go, icon=":material/arrow_forward:", icon_position="right"):
            go_to("closing")


def _decided(content: Content, plan: Plan) -> Iterator[str]:
    for field in (content.fields[name] for name in DECIDED):
        text = own_answer(content, plan, field)
        if text.strip():
            yield f"**{field.label}:** {escape_markdown(brief(text, LONGEST_CELL))}"


def facts_html(content: Content, found: Together) -> str:
    """The people side by side, in one table or more."""
    return "".join(_facts(content.together, people, rows) for people, rows in side_by_side(found))


def _facts(words: TogetherWords, people: Iterable[Named], rows: Iterable[Row]) -> str:
    names = [_name(words, person) for person in people]
    heads = [f"{name}<small>{_short(person.work)}</small>" for name, person in zip(names, people, strict=True)]
    lines = (
        _line(_escaped(row.label), (_who(name) + _cell(words, row, cell) for name, cell in _pairs(names, row)))
        for row in rows
    )
    return _table(words.side_by_side, [html.escape(words.compare), *heads], lines)


def _pairs(names: list[str], row: Row) -> Iterator[tuple[str, Mark | str]]:
    return zip(names, row.cells, strict=True)


def _cell(words: TogetherWords, row: Row, cell: Mark | str) -> str:
    if isinstance(cell, Mark):
        return _bar(words, cell, "energy" if row.field == ENERGY else "fit")
    return _escaped(cell) if cell else f'<span class="blank">{html.escape(words.blank)}</span>'


def _bar(words: TogetherWords, mark: Mark, kind: str) -> str:
    """A mark as a row of boxes, some of them full, and in words."""
    boxes = "".join(f'<i class="{"on" if place < mark.value else "off"}"></i>' for place in range(mark.of))
    said = html.escape(in_words(words, mark))
    return f'<span class="bar {kind}" aria-hidden="true">{boxes}</span><span class="said">{said}</span>'


def guesses_html(content: Content, found: Together) -> str:
    """Each guess: before, how sure, and what each conversation said."""
    words = content.together
    lines = (_line(_before(words, guess), [_after(words, guess)]) for guess in found.guesses)
    return _table(words.guesses, [html.escape(words.guess), html.escape(words.after)], lines, "guesses")


def _before(words: TogetherWords, guess: Guess) -> str:
    text = _escaped(guess.text) or f'<span class="blank">{html.escape(words.blank)}</span>'
    return f"<span>{text}</span>" + (_bar(words, guess.sure, "sure") if guess.sure else "")


def _after(words: TogetherWords, guess: Guess) -> str:
    if not guess.verdicts:
        return f'<span class="blank">{html.escape(words.open)}</span>'
    return f'<ul role="list">{"".join(f"<li>{_verdict(words, verdict)}</li>" for verdict in guess.verdicts)}</ul>'


def _verdict(words: TogetherWords, verdict: Verdict) -> str:
    """One verdict, behind the sign of its class: whose it is, and in words; the student's own words open below it."""
    blanks = {"name": _name(words, verdict.person), "label": html.escape(verdict.label or words.open)}
    line = f'<span class="verdict {verdict.held}">{fill(html.escape(words.verdict), blanks)}</span>'
    if not verdict.now:
        return line
    return f'<details><summary>{line}</summary><p dir="auto">{_escaped(verdict.now)}</p></details>'


def _table(title: str, heads: Iterable[str], lines: Iterable[str], kind: str = "facts") -> str:
    head = "".join(f'<th scope="col" role="columnheader">{each}</th>' for each in heads)
    return (
        f'<table class="together {kind}" role="table"><caption>{html.escape(title)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(lines)}</tbody></table>'
    )


def _line(head: str, cells: Iterable[str]) -> str:
    inside = "".join(f'<td role="cell" dir="auto">{cell}</td>' for cell in cells)
    return f'<tr role="row"><th scope="row" role="rowheader" dir="auto">{head}</th>{inside}</tr>'


def _name(words: TogetherWords, person: Named) -> str:
    return _short(person.name) or html.escape(words.someone)


def _who(name: str) -> str:
    """The name before an answer, where the head of the table cannot stand above it."""
    return f'<span class="who">{name}</span>'


def _short(text: str) -> str:
    return html.escape(brief(text, LONGEST_NAME))


def _escaped(text: str) -> str:
    return html.escape(brief(text, LONGEST_CELL))
