"""What the plan was before, to look at and to bring back."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from workshop.content import fill
from workshop.exports.inline import brief
from workshop.plan.dates import clock_time, day
from workshop.plan.history import Change, as_of, bring_back, differences
from workshop.plan.model import Plan
from workshop.ui.core.fields import other_versions
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.plan.field_names import blank_name, words_of

EVERY = 300  # seconds
MANY = 40
LONGEST = 600


def earlier_page() -> None:
    """Draw the page."""
    current = plan_session()
    words = current.content.words
    st.title(words.earlier_title, anchor=False)
    st.markdown(words.earlier_text)
    undecided(current)
    changes = current.changes() if current.editable else []
    if not changes:
        st.info(words.earlier_none, icon=":material/history:")
        return
    moments = _moments(changes)
    chosen = st.selectbox(
        words.earlier_when,
        [change.revision for change in moments],
        format_func={change.revision: _when(current, change) for change in moments}.__getitem__,
        key="earlier_moment",
    )
    then(current, as_of(current.plan, changes, chosen), chosen)


def undecided(current: PlanSession) -> None:
    """The blanks with two versions, wherever they are; the first of them, if there are too many for one page."""
    paths = list(current.plan.others)
    for path in paths[:MANY]:
        st.markdown(f"**{blank_name(current.content, current.plan, path)}**")
        other_versions(current, path, partial(words_of, current.content, current.plan, path))
    if len(paths) > MANY:
        st.caption(fill(current.content.words.undecided_more, {"count": str(len(paths) - MANY)}))


def _moments(changes: Sequence[Change]) -> list[Change]:
    """The last change of every few minutes, newest first, without the one that stands; and the beginning of it all."""
    last = {change.at.timestamp() // EVERY: change for change in changes}
    first = Change(changes[0].revision - 1, changes[0].at, {})
    return [*(change for change in reversed(last.values()) if change is not changes[-1]), first]


def _when(current: PlanSession, change: Change) -> str:
    at, words = change.at.astimezone(current.zone), current.content.words
    pattern = words.earlier_at if change.before else words.earlier_before
    return fill(pattern, {"day": day(at), "time": clock_time(at)})


def then(current: PlanSession, plan: Plan, revision: int) -> None:
    """What is different now from what it was then, each with a way back."""
    words, found = current.content.words, differences(current.plan, plan)
    if not found:
        st.caption(words.earlier_same)
        return
    back_to = {"done": words.done_whole_plan, "change": lambda _: plan}
    st.button(words.earlier_whole, icon=":material/settings_backup_restore:", on_click=current.change, kwargs=back_to)
    rows = [(path, was) for path, was in found.items() if was or path.endswith(".removed")]
    for path, was in rows[:MANY]:
        with st.container(border=True, key=f"was_{revision}_{path}", gap="xsmall"):
            st.markdown(f"**{blank_name(current.content, plan, path, current.plan)}**")
            _row(current, plan, path, was)
    if len(rows) > MANY:
        st.caption(fill(words.earlier_more, {"count": str(len(rows) - MANY)}))


def _row(current: PlanSession, plan: Plan, path: str, was: Any) -> None:
    words = current.content.words
    value = bool(was) if path.endswith(".removed") else was
    st.text(brief(words_of(current.content, current.plan, path, value), LONGEST))
    st.button(
        words.earlier_bring_back,
        key=f"back_{path}",
        icon=":material/undo:",
        on_click=current.change,
        args=(lambda now: bring_back(now, plan, path), words.done_bring_back),
    )
