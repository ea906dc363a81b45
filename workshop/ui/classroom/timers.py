"""What ticks in the browser of a teacher: the time that is left of an activity, and a stop-watch for pairs."""

from datetime import datetime

import streamlit as st

from workshop.assets import asset
from workshop.classroom.board import Board
from workshop.classroom.run_sheet import ends_at
from workshop.content.words.teach import StopwatchWords, TeachWords
from workshop.ui.core.clock import milliseconds

_COUNTDOWN = st.components.v2.component(
    "workshop_countdown",
    html="<p role='timer'><b></b> <span></span></p>",
    css="""
    p { margin: 0; font-variant-numeric: tabular-nums; color: var(--st-text-color); line-height: 1.1; }
    b { font-size: var(--countdown, 2.2rem); font-weight: 700; }
    span { font-size: calc(var(--countdown, 2.2rem) * 0.35); }
    .over b, .over span { color: var(--st-red-text-color); }
    """,
    js=asset("countdown.js"),
)
_STOPWATCH = st.components.v2.component(
    "workshop_stopwatch",
    html="""
    <section>
      <p class="round"></p>
      <p class="left" role="timer"></p>
      <p class="swap" role="status"></p>
      <label><span></span> <input type="number" min="1" max="60" step="1"></label>
      <div><button type="button" class="go"></button> <button type="button" class="reset"></button></div>
    </section>
    """,
    css=asset("stopwatch.css"),
    js=asset("stopwatch.js"),
)


def draw_countdown(board: Board, words: TeachWords, now: datetime, key: str) -> None:
    """Draw how much time is left of what goes on, if its time is set."""
    ends = ends_at(board)
    if ends:
        said = {"left": words.projector.left, "over": words.projector.over}
        data = {"ends": milliseconds(ends), "now": milliseconds(now), "words": said}
        _COUNTDOWN(key=key, data=data, width="content")


def draw_stopwatch(words: StopwatchWords) -> None:
    """Draw a stop-watch for rounds of some minutes. It lives in the browser alone."""
    _STOPWATCH(key="stopwatch", data={"words": words.model_dump()})
