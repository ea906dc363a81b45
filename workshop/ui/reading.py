"""Reading a plan that someone shows: the page's place in the menu, and what it draws."""

import streamlit as st

from workshop.content import Content, fill
from workshop.exports import Options
from workshop.exports.outline import outline
from workshop.in_use import store
from workshop.keys import SHARED_COOKIE, key_in
from workshop.plan_file import PlanError
from workshop.settings import ROOT
from workshop.store import StoreError
from workshop.ui.book import Book
from workshop.ui.document import draw_document
from workshop.ui.text import plain


def reading_page(content: Content) -> list[st.Page]:
    """The page for the menu, if this browser holds the key of a plan that someone shows."""
    if key_in(st.context.cookies, SHARED_COOKIE) is None:
        return []
    icon, file = ":material/menu_book:", str(ROOT / "pages" / "shared.py")
    return [st.Page(file, title=content.doors.shared.menu, icon=icon, url_path="reading")]


def draw_shared(current: Book) -> None:
    """Draw the plan of the link, to read; a link that was ended shows nothing of it any more."""
    content, secret = current.content, key_in(st.context.cookies, SHARED_COOKIE)
    words = content.doors.shared
    try:
        found = store().view(secret) if secret else None
    except (StoreError, PlanError):
        st.error(content.doors.refused.no_storage)
        return
    if found is None:
        st.title(words.menu, anchor=False)
        st.info(words.wrong)
        return
    name = plain(found.plan.about.name) or content.doors.someone
    st.title(fill(words.heading, {"name": name}), anchor=False)
    st.info(fill(words.reading, {"name": name}), icon=":material/visibility:")
    draw_document(outline(content, found.plan, Options(today=current.today)))
