"""Where visitors find the workshop."""

from urllib.parse import urlsplit

import streamlit as st

from workshop.settings import settings


def address() -> str:
    """The public address of the workshop, or the one this browser came to."""
    parts = urlsplit(st.context.url or "")
    return settings().address or f"{parts.scheme}://{parts.netloc}"
