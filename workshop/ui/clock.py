"""The clock of a conversation, which ticks in the browser: time left, a bar, and a gentle sign when it is time."""

from datetime import datetime

import streamlit as st

from workshop.content.live_words import ClockWords
from workshop.live import Clock
from workshop.settings import ROOT

_CLOCK = st.components.v2.component(
    "workshop_clock",
    html="""
    <section>
      <p class="left" role="timer"></p>
      <div class="bar" aria-hidden="true"><i></i></div>
      <p class="note" role="status"></p>
    </section>
    """,
    css=(ROOT / "workshop" / "ui" / "clock.css").read_text(encoding="utf-8"),
    js=(ROOT / "workshop" / "ui" / "clock.js").read_text(encoding="utf-8"),
)


def draw_clock(clock: Clock | None, minutes: int, words: ClockWords, now: datetime, here: str) -> None:
    """Draw the clock; before the start it says how many minutes were agreed.

    `here` names the card below it: a new card is read from its beginning.
    """
    _CLOCK(
        key="clock",
        data={
            "started": _milliseconds(clock.started) if clock else None,
            "now": _milliseconds(now),
            "closing": clock.closing if clock else minutes,
            "end": clock.end if clock else minutes,
            "here": here,
            "words": words.model_dump(),
        },
    )


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
