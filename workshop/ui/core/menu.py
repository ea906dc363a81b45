"""The menu that leads to the pages, and links to them."""

from typing import Any, NoReturn

import streamlit as st

from workshop.content import Content
from workshop.page_registry import MENU, PAGE, PAGES, Page
from workshop.paths import ROOT
from workshop.plan.progress import Progress
from workshop.ui.core.session import PlanSession, plan_session

Sections = dict[str, list[st.Page]]


def draw_menu(current: PlanSession, *, reads: bool) -> st.Page:
    """Draw the menu; the page that is asked for. `reads`: this browser may read a plan that someone shows."""
    member = current.in_class.member is not None
    made_for = (id(current.content), member, reads, *(each.done for each in current.progress.values()))
    if current.navigation.menu[0] != made_for:  # to look for the files of all pages takes a while
        current.navigation.menu = (made_for, _sections(current.content, current.progress, member=member, reads=reads))
        current.navigation.pages = {
            page.url_path: page for pages in current.navigation.menu[1].values() for page in pages
        }
    return st.navigation(current.navigation.menu[1])


def page_link(name: str, label: str, icon: str = "") -> None:
    """A link to a page, with its own sign if it gets no other."""
    page = PAGE[name]
    st.page_link(_drawn(page), label=label, icon=f":material/{icon or page.icon}:")


def go_to(name: str, **query: str) -> NoReturn:
    """Leave for a page; `query` is what the address says after it."""
    st.switch_page(_drawn(PAGE[name]), query_params=query)


def _drawn(page: Page) -> st.Page:
    drawn: st.Page = plan_session().navigation.pages[page.url_path]
    return drawn


def _sections(content: Content, progress: dict[str, Progress], *, member: bool, reads: bool) -> Sections:
    """The pages there are for this visitor, by the headings of the menu; those it does not have stand at the top."""
    words = content.words
    heads = {"top": "", "steps": words.steps, "plan": words.my_plan, "helpers": words.helpers_menu}
    sections: Sections = {heads[part]: [] for part in MENU}
    titles = _titles(content)
    for page in PAGES:
        if page.shown_to != "readers of a plan" or reads:
            hidden = page.part is None or (page.shown_to == "members of a class" and not member)
            more = _step_signs(content, progress, page.id) if page.part == "steps" else {}
            sections[heads[page.part or "top"]].append(_page(page, titles[page.id], hidden=hidden, **more))
    return sections


def _titles(content: Content) -> dict[str, str]:
    """What the menu calls each page."""
    words, teach = content.words, content.teach
    return {
        **{name: f"{number} {step.short}" for number, (name, step) in enumerate(content.steps.items(), 1)},
        "home": words.home,
        "live": content.live.start_live,
        "rehearsal": content.classroom.rehearsal_title,
        "projector": teach.projector.title,
        "closing": content.together.title,
        "my_plan": words.my_plan,
        "earlier": words.earlier_title,
        "my_class": content.of_class.page.title,
        "shared": content.doors.shared.menu,
        "family": content.family.title,
        "classroom": teach.menu,
    }


def _step_signs(content: Content, progress: dict[str, Progress], name: str) -> dict[str, str]:
    """How the menu draws a step: its icon or, once it is done, a tick."""
    step = next(step for step in content.steps.values() if step.id == name)
    return {"icon": "check_circle" if progress[name].done else step.icon, "help": step.promise}


def _page(page: Page, title: str, *, hidden: bool, icon: str = "", **more: Any) -> st.Page:
    shown = icon or page.icon
    return st.Page(
        str(ROOT / page.file),
        title=title,
        icon=f":material/{shown}:" if shown else None,
        url_path=page.url_path,
        default=page.url_path == "",
        visibility="hidden" if hidden else "visible",
        **more,
    )
