"""Small pieces of our own for the page: buttons that send a text, and what `behaviour.js` does. Text is data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from workshop.assets import asset
from workshop.plan.blanks import BLANK
from workshop.services import content

_BEHAVIOUR = st.components.v2.component(
    "workshop_behaviour",
    html="<p><span aria-hidden='true'></span><span role='status'></span></p>",
    css="""
    p { margin: 0; font-size: 0.85rem; color: var(--st-text-color); min-height: 1.4em; }
    span[role=status] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .trouble { font-weight: 700; color: var(--st-red-text-color); }
    """,
    js=asset("behaviour.js"),
)
_SAVED = st.components.v2.component(
    "workshop_saved",
    html="<span hidden></span>",
    js="""
    export default function ({ data }) {
      window.workshop?.saved(data);
    }
    """,
)
_SEND = st.components.v2.component(
    "workshop_send",
    html="<div><button type='button'></button><a hidden></a><span role='status'></span></div>",
    css=asset("send.css"),
    js=asset("copy.js") + asset("send.js"),
)


@dataclass(frozen=True)
class Boxed:
    """A text, and the key of the widget in which the visitor may change it; without one the text stands as it is."""

    text: str
    box: str = ""

    @property
    def as_data(self) -> dict[str, str]:
        """As the page finds it: Streamlit puts the key of a widget among its classes, with `-` for every other sign."""
        return {"text": self.text, "box": re.sub(r"[^\w-]", "-", self.box)}


def send_buttons(
    key: str, body: Boxed, subject: Boxed | None = None, mail: str = "", *, blank: str = BLANK, **other_words: str
) -> None:
    """Draw the button that copies a text, and, with the beginning of a `mail` link, the link that opens it as a mail.

    Both take the texts as they stand in their boxes. The link is not followed while there is a blank to fill in, and
    who copies is told of it; of a message that is too long for a link only the subject goes into it, and the rest is
    copied. `blank` is the pattern of what is a blank; with an empty one nothing is.
    """
    words = content().words
    said = {
        "copy": words.copy_text,
        "copied": words.copied,
        "not_copied": words.not_copied,
        "copied_one_blank": words.copied_one_blank,
        "copied_blanks": words.copied_blanks,
        "mail": words.open_mail,
        "blank": words.fill_blank_first,
        "too_long": words.copied_too_long,
        "too_long_not_copied": words.too_long_not_copied,
    }
    texts = {"subject": (subject or Boxed("")).as_data, "body": body.as_data}
    data = {**texts, "mail": mail, "blank": blank, "words": said | other_words}
    _SEND(key=key, data=data, width="stretch" if mail else "content")


def copy_button(label: str, done: str, text: str, key: str) -> None:
    """Draw a button that copies `text`, which is no message, and then says `done` if it could."""
    send_buttons(key, Boxed(text), blank="", copy=label, copied=done)


def saved(part: str, told: Mapping[str, Any]) -> None:
    """Tell the page what is saved in one of its parts."""
    _SAVED(key=f"saved_{part}", data=dict(told))


def behave(page: str, told: Mapping[str, Any], words: Mapping[str, str], *, read: bool) -> None:
    """Draw the line that says what is saved, and let the page do what `behaviour.js` does.

    `read` tells whether the lesson of the page was read; the page then goes on to the worksheet.
    """
    _BEHAVIOUR(key="behaviour", data={**told, "page": page, "words": dict(words), "read": read})
