"""Two small pieces of our own for the page: a copy button, and what `behaviour.js` does. Text travels as data."""

import streamlit as st

from workshop.settings import ROOT

_BEHAVIOUR = st.components.v2.component(
    "workshop_behaviour",
    html="<span hidden></span>",
    js=(ROOT / "workshop" / "ui" / "behaviour.js").read_text(encoding="utf-8"),
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


def behave(page: str, *, read: bool) -> None:
    """Let the page save long texts after a pause, begin at its top, and go to the worksheet once a lesson was read."""
    _BEHAVIOUR(key="behaviour", data={"page": page, "read": read})
