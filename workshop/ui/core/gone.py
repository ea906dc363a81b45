"""What a page says whose plan is gone: why, and the way on."""

import streamlit as st

from workshop.content import Content, fill
from workshop.exports.outline import full_day
from workshop.keys import NEXT_COOKIE, key_in
from workshop.settings import settings
from workshop.store import PlanGoneError
from workshop.ui.core.step_page import way_out
from workshop.ui.core.styles import use_style


def draw_gone(content: Content, error: PlanGoneError) -> None:
    """Say why the plan that was open here is gone, and offer to load the page again or to begin a new plan."""
    words = content.doors.gone
    told = {"deleted": words.deleted, "unused": words.unused, "rekeyed": words.rekeyed}[error.why]
    use_style()
    st.title(words.title, anchor=False)
    facts = {"day": full_day(content, error.on), "days": str(settings().keep_days)}
    st.warning(fill(told, facts), icon=":material/lock:")
    locked = {"/relock": content.doors.locked_yes} if key_in(st.context.cookies, NEXT_COOKIE) else {}
    way_out({**locked, "/my_plan": words.reload, "/move": content.doors.move.title, "/begin": words.begin})
