"""What a page says whose plan is gone: why, and the way on."""

import html

import streamlit as st

from workshop.content import Content, fill
from workshop.dates import day
from workshop.settings import ROOT, settings
from workshop.store import PlanGoneError


def draw_gone(content: Content, error: PlanGoneError) -> None:
    """Say why the plan that was open here is gone, and offer to load the page again or to begin a new plan."""
    words = content.doors.gone
    told = {"deleted": words.deleted, "unused": words.unused, "rekeyed": words.rekeyed}[error.why]
    on = fill(content.export.date, {"day": day(error.on), "year": str(error.on.year)})
    st.html(ROOT / "workshop" / "ui" / "style.css")
    st.title(words.title, anchor=False)
    st.warning(fill(told, {"day": on, "days": str(settings().keep_days)}), icon=":material/lock:")
    ways = {"/my_plan": words.reload, "/move": content.doors.move.title, "/begin": words.begin}
    with st.container(horizontal=True, key="device"):
        for path, label in ways.items():
            st.html(f'<a href="{path}" target="_self">{html.escape(label)}</a>', width="content")
