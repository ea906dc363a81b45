"""Parts of a page that run alone when one of their widgets changes, so that a save does not draw the whole page."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from workshop.messages import goal_sentence
from workshop.plan import read
from workshop.plan_file import PlanError
from workshop.progress import shows
from workshop.quicker.turn import in_turn
from workshop.store import StoreError
from workshop.ui.book import Book, book, open_book
from workshop.ui.components import saved
from workshop.ui.telling import tell_class


@st.fragment
def alone(name: str, draw: Callable[[], None]) -> None:
    """Draw a part of the page that runs alone when one of its widgets changes.

    The whole page follows only where what other parts show has changed too. A part holds no other: it would wait for
    its own turn.
    """
    if book().whole:
        draw()
    else:
        with in_turn():
            _run_part(name, draw)


def _run_part(name: str, draw: Callable[[], None]) -> None:
    """Run a part, and tell the page what is saved, as the frame does after a whole run."""
    if opened_anew(book()):
        st.rerun()
    current = book()
    current.texts, current.rows = {}, []
    draw()
    current.tell_trouble()
    if current.editable:
        saved(name, current.told)
        current.refused = False
    tell_class(current)
    if glance(current) or current.again:
        current.again = False
        st.rerun()


def opened_anew(current: Book) -> bool:
    """Look again for the visitor's plan; whether it is another book than this one, or cannot be had."""
    try:
        return open_book() is not current
    except (StoreError, PlanError):
        return True


def glance(current: Book) -> bool:
    """Whether something changed that several parts of the page show, since this was asked the last time."""
    before, current.seen = current.seen, _shared(current)
    return before not in (None, current.seen)


def _shared(current: Book) -> tuple[Any, ...]:
    plan, content = current.plan, current.content
    people = [(each.id, each.name, each.organisation, plan.interview(each.id).status) for each in plan.present]
    dates = [(each.when, each.zone, each.minutes, each.medium, len(each.sent)) for each in plan.interviews]
    open_parts = [shows(plan, part) for step in content.steps.values() for part in step.sections]
    missing = [state.missing for state in current.progress.values()]
    lessons = [read(plan, f"checks.{step}_lesson") for step in content.steps]
    goal = goal_sentence(content, plan)
    team = (plan.team, plan.questions, [each.roles for each in plan.interviews]) if plan.team.members else None
    begun = current.saved.revision > 0
    return missing, people, dates, open_parts, lessons, goal, current.undo, set(plan.others), team, begun
