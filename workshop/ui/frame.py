"""The script Streamlit runs: navigation, the page asked for, and the frame around it."""

import logging

import streamlit as st

from workshop.content import load
from workshop.plan import read
from workshop.plan_file import PlanError
from workshop.progress import overview
from workshop.settings import ROOT, settings
from workshop.store import PlanGoneError, StoreError
from workshop.ui.blocks import STATIC, example_banner, page_file, save_state
from workshop.ui.book import Book, open_book
from workshop.ui.components import behave
from workshop.ui.gone import draw_gone
from workshop.ui.reading import reading_page

STYLE = ROOT / "workshop" / "ui" / "style.css"
_log = logging.getLogger(__name__)


def _pages(book: Book) -> dict[str, list[st.Page]]:
    words = book.content.words
    steps = []
    for number, progress in enumerate(overview(book.content, book.plan), 1):
        step = book.content.steps[progress.step]
        icon = "check_circle" if progress.done else step.icon
        steps.append(
            st.Page(page_file(step.id), title=f"{number} {step.short}", icon=f":material/{icon}:", help=step.promise)
        )
    home = st.Page(page_file("home"), title=words.home, icon=":material/home:", default=True)
    plan = st.Page(page_file("my_plan"), title=words.my_plan, icon=":material/folder_special:", url_path="my_plan")
    return {"": [home], words.steps: steps, words.my_plan: [plan, *reading_page(book.content)]}


def _run() -> None:
    try:
        book = open_book()
    except PlanGoneError as error:
        draw_gone(load(settings().content, settings().language, settings().school), error)
        return
    except (StoreError, PlanError) as error:
        words = load(settings().content, settings().language, settings().school).words
        _log.exception("a plan could not be opened")
        st.error(words.plan_unreadable if isinstance(error, PlanError) else words.not_saved)
        return
    st.set_page_config(page_title=book.content.workshop.title, page_icon=str(STATIC / "mark.png"))
    st.logo(STATIC / "mark.svg", size="large")
    st.html(STYLE)
    page = st.navigation(_pages(book))
    example_banner(book)
    try:
        page.run()
    except Exception:
        _log.exception("page %s failed", page.url_path)
        st.error(book.content.words.page_trouble)
    save_state(book)
    behave(page.url_path, read=bool(read(book.plan, f"checks.{page.url_path}_lesson")))


_run()
