"""Student text on the screen: always as plain text, never read as Markdown."""

import re
from collections.abc import Iterable

import streamlit as st

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
# What the page would still turn into links, arrows and logos once it has read the escapes: addresses, "->", ":name:".
_STILL_READ = re.compile(r"(?<=:)(?=[/A-Za-z])|(?<=www)(?=\.)|(?=@)|(?<=[<>=~-])(?=[<>=~-])", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def escape_markdown(text: str) -> str:
    """`text` for a place that reads Markdown (a label, an option): one line, every punctuation mark escaped.

    An invisible joiner keeps apart what would come alive even so; where students copy from, use `st.text`.
    """
    line = _STILL_READ.sub(_WORD_JOINER, " ".join(text.split()))
    return _SPECIAL.sub(r"\\\1", line)


def paragraphs(texts: Iterable[str]) -> None:
    """Draw texts in Markdown one under the other, as one element: each costs time on every run."""
    st.markdown("\n\n".join(texts))


def linked(title: str, link: str) -> str:
    """A title of the content in Markdown, as a link where there is one."""
    return f"[{title}]({link})" if link else title


def own_words(text: str, caption: str = "") -> None:
    """Show what the student wrote, as they wrote it, set apart from our words."""
    with st.container(border=True, gap="xsmall"):
        st.text(text)
        if caption:
            st.caption(caption)
