"""Parts of a page that run alone when one of their widgets changes, so that a save does not draw the whole page."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from workshop.plan.file import PlanError
from workshop.plan.messages import goal_sentence
from workshop.plan.model import read
from workshop.plan.progress import shows
from workshop.store import StoreError
from workshop.streamlit_patches.run_lock import in_turn
from workshop.ui.core.components import saved
from workshop.ui.core.report_sync import tell_class
from workshop.ui.core.session import PlanSession, open_session, plan_session


@st.fragment
def fragment(name: str, draw: Callable[[], None]) -> None:
    """Draw a part of the page that runs alone when one of its widgets changes.

    The whole page follows only where what other parts show has changed too. A part holds no other: it would wait for
    its own turn.
    """
    if plan_session().run.full_run:
        draw()
    else:
        with in_turn():
            _run_part(name, draw)


def _run_part(name: str, draw: Callable[[], None]) -> None:
    """Run a part, and tell the page what is saved, as the frame does after a whole run."""
    if opened_anew(plan_session()):
        st.rerun()
    current = plan_session()
    current.widgets.texts, current.widgets.rows = {}, []
    draw()
    current.show_save_error()
    if current.editable:
        saved(name, current.save_status)
        current.refused = False
    tell_class(current)
    if shared_state_changed(current) or current.run.rerun_needed:
        current.run.rerun_needed = False
        st.rerun()


def opened_anew(current: PlanSession) -> bool:
    """Look again for the visitor's plan; whether it is another session's than this one, or cannot be had."""
    try:
        return open_session() is not current
    except (StoreError, PlanError):
        return True


def shared_state_changed(current: PlanSession) -> bool:
    """Whether something changed that several parts of the page show, since this was asked the last time."""
    before, current.run.shared_state = current.run.shared_state, _shared(current)
    return before not in (None, current.run.shared_state)


def _shared(current: PlanSession) -> tuple[Any, ...]:
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
