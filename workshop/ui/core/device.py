"""On every page: the way to finish here; on a shared computer with a reminder. Whose device it is, and what follows."""

import html

import streamlit as st

from workshop.assets import asset
from workshop.content import fill
from workshop.content.words.doors import KeptWords
from workshop.device import opens_until, whose
from workshop.exports.outline import full_day
from workshop.ui.core.session import PlanSession

_STILL_THERE = st.components.v2.component(
    "workshop_still_there",
    html="""
    <dialog aria-labelledby="asked">
      <h2 id="asked"></h2>
      <p></p>
      <div><button type="button"></button> <a href="/finish" target="_self"></a></div>
    </dialog>
    """,
    css=asset("still_there.css"),
    js=asset("still_there.js"),
)


def finish_here(current: PlanSession) -> None:
    """The link to finish; on a shared computer a button, and after a while without a touch it is asked who is there."""
    words, shared = current.content.doors, whose(st.context.cookies) == "shared"
    said = f"<span>{html.escape(words.device.is_shared)}</span> " if shared else ""
    link = f'<a href="/finish" target="_self">{html.escape(words.finish.link)}</a>'
    st.html(f'<p class="finish{" shared" * shared}">{said}{link}</p>', width="content")
    if shared:
        asked = {"title": words.device.still_there, "text": words.device.still_there_text}
        _STILL_THERE(key="still_there", data={**asked, "here": words.device.here, "finish": words.finish.link})


def ask_whose_device(current: PlanSession, page: str) -> None:
    """Ask on a page, until it is answered, whose device this is, and say what it costs not to answer."""
    if whose(st.context.cookies):
        return
    words = current.content.doors.device
    why = words.why_class if page == "classroom" else words.why
    st.html(
        f'<p class="whose">{html.escape(words.question)} '
        f'<a href="/keep?from={page}" target="_self">{html.escape(words.own)}</a> '
        f'<button type="button" class="shared">{html.escape(words.shared_short)}</button> '
        f"<small>{html.escape(why)}</small></p>"
    )


def how_long_kept(current: PlanSession, words: KeptWords, days: int) -> str:
    """How long this browser opens what is deleted after so many `days` without use, by whose device it is."""
    until = opens_until(st.context.cookies, current.today, days)
    if until:
        return fill(words.own, {"day": full_day(current.content, until)})
    return words.shared if whose(st.context.cookies) else words.not_said
