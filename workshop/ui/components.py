"""Two small pieces of our own for the page: a copy button, and what `behaviour.js` does. Text travels as data."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from workshop.settings import ROOT

_BEHAVIOUR = st.components.v2.component(
    "workshop_behaviour",
    html="<p><span aria-hidden='true'></span><span role='status'></span></p>",
    css="""
    p { margin: 0; font-size: 0.85rem; color: var(--st-text-color); min-height: 1.4em; }
    span[role=status] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .trouble { font-weight: 700; color: var(--st-red-text-color); }
    """,
    js=(ROOT / "workshop" / "ui" / "behaviour.js").read_text(encoding="utf-8"),
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
_BUTTON = st.components.v2.component(
    "workshop_copy",
    html="<button type='button'></button>",
    css="""
    button {
      font: inherit; cursor: pointer; padding: 0.25rem 0.85rem; min-height: 2.5rem; border-radius: 99rem;
      color: var(--st-text-color); background: var(--st-background-color);
      border: 1px solid var(--st-border-color);
    }
    button:hover, button:focus-visible { border-color: var(--st-link-color); color: var(--st-link-color); }
    """,
    js="""
    export default function ({ data, parentElement }) {
      const button = parentElement.querySelector("button");
      button.textContent = data.label;
      button.onclick = async () => {
        try {
          await navigator.clipboard.writeText(data.text);
        } catch {
          const area = document.createElement("textarea");
          area.value = data.text;
          document.body.append(area);
          area.select();
          document.execCommand("copy");
          area.remove();
        }
        button.textContent = data.done;
        setTimeout(() => (button.textContent = data.label), 2000);
      };
    }
    """,
)


def copy_button(label: str, done: str, text: str, key: str) -> None:
    """Draw a button that copies `text` and then says `done` for two seconds."""
    _BUTTON(key=key, data={"label": label, "done": done, "text": text}, width="content")


def saved(part: str, told: Mapping[str, Any]) -> None:
    """Tell the page what is saved in one of its parts."""
    _SAVED(key=f"saved_{part}", data=dict(told))


def behave(page: str, told: Mapping[str, Any], words: Mapping[str, str], *, read: bool) -> None:
    """Draw the line that says what is saved, and let the page do what `behaviour.js` does.

    `read` tells whether the lesson of the page was read; the page then goes on to the worksheet.
    """
    _BEHAVIOUR(key="behaviour", data={**told, "page": page, "words": dict(words), "read": read})
