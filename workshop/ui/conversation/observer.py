"""The observer's sheet of a rehearsal: what to tick, and two boxes."""

from functools import partial

import streamlit as st

from workshop.classroom.rehearsal import new_sheet
from workshop.exports.pack import observed
from workshop.plan.model import read
from workshop.ui.core.fields import draw
from workshop.ui.core.fragments import fragment
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import tick_boxes


def observer(current: PlanSession) -> None:
    """Draw the sheet. It stays in this browser's plan until a new one is started, and that can be taken back."""
    words = current.content.classroom.observer
    st.title(words.title, anchor=False)
    st.markdown(words.text)
    fragment("observed", _sheet)


def _sheet() -> None:
    current = plan_session()
    words, (seen, avoided) = current.content.classroom.observer, observed(current.content)
    tick_boxes(seen, "checks", words.seen)
    tick_boxes(avoided, "checks", words.seen_avoided)
    for note in words.notes:
        draw(note)
    ticks, fields = {item.id for item in (*seen, *avoided)}, {note.id for note in words.notes}
    filled = any(read(current.plan, f"checks.{name}") for name in ticks) or any(map(current.plan.words, fields))
    if filled and current.editable:
        screen = current.content.classroom.screen
        st.button(
            screen.new_sheet,
            icon=":material/ink_eraser:",
            type="tertiary",
            key="new_sheet",
            on_click=current.change,
            args=(partial(new_sheet, ticks=ticks, fields=fields), screen.done_new_sheet),
        )
