"""On My plan: opening the plan elsewhere, a way back to it, who may read it, and ending it."""

import html
from datetime import UTC, date, datetime, timedelta
from functools import partial

import streamlit as st

from workshop.content import fill
from workshop.device import whose
from workshop.exports import Options, recovery
from workshop.exports.outline import full_day
from workshop.exports.recovery import Sheet
from workshop.exports.square import square
from workshop.keys import spoken
from workshop.plan.dates import clock_time
from workshop.services import store
from workshop.settings import settings
from workshop.ui.core.device import how_long_kept
from workshop.ui.core.session import PlanSession
from workshop.ui.core.step_page import folded, way_out
from workshop.ui.core.text import escape_markdown
from workshop.ui.plan.links import attempt, draw_links, tell_failure

_CODE = "move_code"


def keeping(current: PlanSession) -> None:
    """Draw the panel: everything that opens this plan, and how to end it."""
    words = current.content.doors.keeping
    tell_failure(current)
    if not current.editable or not current.saved.revision:
        st.caption(words.empty)
    else:
        kept = how_long_kept(current, current.content.doors.kept, settings().keep_days)
        st.caption(f"{kept} {fill(words.until, {'day': full_day(current.content, _kept_until(current))})}")
        folded(words.title, "keeping", partial(_cards, current), icon=":material/key:")
    _doors(current)


def _cards(current: PlanSession) -> None:
    for column, parts in zip(st.columns(2), ((_code, draw_links), (_sheet, _lock)), strict=True):
        for draw in parts:
            with column.container(border=True, key=f"card_{draw.__name__}"):
                draw(current)


def _code(current: PlanSession) -> None:
    words, address = current.content.doors.keeping, current.address
    st.subheader(words.code_title, anchor=False)
    st.markdown(fill(words.code_text, {"address": escape_markdown(address)}))
    st.button(words.code_make, icon=":material/pin:", key="make_code", on_click=attempt, args=(_make_code, current))
    if _CODE not in st.session_state:
        return
    code, until = st.session_state[_CODE]
    if until <= datetime.now(UTC):
        st.warning(words.code_over)
        return
    st.html(f'<p class="code">{html.escape(spoken(code))}</p>')
    st.image(square(f"{address}/move#{code}"), width=200, alt=words.code_square)
    st.caption(fill(words.code_lives, {"time": clock_time(until.astimezone(current.zone))}))


def _make_code(current: PlanSession) -> None:
    st.session_state[_CODE] = store().new_code(current.key)


def _sheet(current: PlanSession) -> None:
    words = current.content.doors.keeping
    st.subheader(words.sheet_title, anchor=False)
    st.markdown(words.sheet_text)
    address, until = current.address, _kept_until(current)
    options = Options(current.today, st.session_state.get("paper", "letter"))

    def make() -> bytes:
        code = spoken(store().recovery_code(current.key))
        sheet = Sheet(current.plan.about.name, code, address, until)
        return recovery.build(current.content, sheet, options)

    st.download_button(
        words.sheet_make,
        make,
        recovery.FILE_NAME,
        recovery.MIME,
        key="recovery",
        on_click="ignore",
        icon=":material/key:",
    )


def _lock(current: PlanSession) -> None:
    words = current.content.doors
    st.subheader(words.keeping.lock_title, anchor=False)
    st.markdown(words.keeping.lock_text)
    way_out({"/relock": words.lock_link})


def _doors(current: PlanSession) -> None:
    words, said = current.content.doors, whose(st.context.cookies)
    doors = {
        "/move": words.keeping.move_link,
        "/keep": words.keep_link,
        "/device": words.device.shared_link,
        "/delete": words.delete_link,
        "/privacy": words.keeping.privacy_link,
    }
    answered = {"own": "/keep", "shared": "/device"}.get(said or "")
    way_out({path: label for path, label in doors.items() if path != answered})


def _kept_until(current: PlanSession) -> date:
    return current.today + timedelta(days=settings().keep_days)
