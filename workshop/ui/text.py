"""Student text on the screen: always as plain text, never read as Markdown."""

import re

import streamlit as st

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """`text` for a place that reads Markdown (a label, an option): one line, every punctuation mark escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def own_words(text: str, caption: str = "") -> None:
    """Show what the student wrote, as they wrote it, set apart from our words."""
    with st.container(border=True, gap="xsmall"):
        st.text(text)
        if caption:
            st.caption(caption)
