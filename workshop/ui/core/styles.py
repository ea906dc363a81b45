"""How everything looks: one style file for all pages, and a small one for each page that looks different as a whole.

What holds for a whole page stands in a file of that page. A rule that asks what is on the page (`:has`) would have the
browser look at all of it anew with each thing that is drawn.
"""

from functools import cache

import streamlit as st

from workshop.assets import asset


def use_style(name: str = "style") -> None:
    """Have the page look as the style file of this name says."""
    st.html(_style(name))


@cache
def _style(name: str) -> "_Style":
    return _Style(f"<style>{asset(f'{name}.css')}</style>")


class _Style:
    """A style, as Streamlit takes it without looking for a file of that name."""

    def __init__(self, style: str) -> None:
        self._style = style

    def _repr_html_(self) -> str:
        return self._style
