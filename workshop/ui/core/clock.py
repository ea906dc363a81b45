"""Clocks that tick in the browser: of a conversation, with a gentle sign when it is time, and of a round in class."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from workshop.assets import asset
from workshop.content.words.live import ClockWords
from workshop.plan.live import Clock

_CLOCK = st.components.v2.component(
    "workshop_clock",
    html="""
    <section>
      <p class="left" role="timer"></p>
      <div class="bar" aria-hidden="true"><i></i></div>
      <p class="note" role="status"></p>
    </section>
    """,
    css=asset("clock.css"),
    js=asset("clock.js"),
)


def draw_clock(clock: Clock | None, minutes: int, words: ClockWords, now: datetime, here: str) -> None:
    """Draw the clock; before the start it says how many minutes were agreed.

    `here` names the card below it: a new card is read from its beginning.
    """
    _CLOCK(
        key="clock",
        data={
            "started": milliseconds(clock.started) if clock else None,
            "now": milliseconds(now),
            "closing": clock.closing if clock else minutes,
            "end": clock.end if clock else minutes,
            "here": here,
            "words": words.model_dump(),
        },
    )


def draw_round(parts: Sequence[tuple[str, int]], began: datetime | None, over: str, now: datetime) -> None:
    """Draw a clock that counts down one part after the other (its title, its seconds), then says `over`.

    Before it has begun it shows the first part whole.
    """
    _CLOCK(
        key="round",
        data={
            "started": milliseconds(began) if began else None,
            "now": milliseconds(now),
            "parts": [{"title": title, "seconds": seconds} for title, seconds in parts],
            "over": over,
        },
    )


def milliseconds(moment: datetime) -> int:
    """A moment as a browser counts it, from 1970."""
    return round(moment.timestamp() * 1000)
