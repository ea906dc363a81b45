"""The pages there are, the menu that leads to them, and links to them."""

from typing import Any, NoReturn

import streamlit as st

from workshop.content import Content
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


def page_link(path: str, label: str, icon: str) -> None:
    """A link to the page at a path of this address."""
    st.page_link(plan_session().navigation.pages[path], label=label, icon=f":material/{icon}:")


def go_to(path: str, **query: str) -> NoReturn:
    """Leave for the page at a path of this address; `query` is what the address says after it."""
    st.switch_page(plan_session().navigation.pages[path], query_params=query)


def _sections(content: Content, progress: dict[str, Progress], *, member: bool, reads: bool) -> Sections:
    words = content.words
    steps = [
        _page(id_, f"{number} {step.short}", "check_circle" if progress[id_].done else step.icon, help=step.promise)
        for number, (id_, step) in enumerate(content.steps.items(), 1)
    ]
    shown = [_page("shared", content.doors.shared.menu, "menu_book", url_path="reading")] if reads else []
    return {
        "": [
            _page("home", words.home, "home", default=True),
            _hidden("live", content.live.start_live),
            _hidden("rehearsal", content.classroom.rehearsal_title),
            _hidden("projector", content.teach.projector.title),
        ],
        words.steps: steps,
        words.my_plan: [
            _page("closing", content.together.title, "signpost"),
            _page("my_plan", words.my_plan, "folder_special"),
            _page("earlier", words.earlier_title, "history"),
            _page("my_class", content.of_class.page.title, "groups", visibility="visible" if member else "hidden"),
        ],
        words.helpers_menu: [
            *shown,
            _page("family", content.family.title, "family_restroom"),
            _page("classroom", content.teach.menu, "co_present"),
        ],
    }


def _page(name: str, title: str, icon: str, **more: Any) -> st.Page:
    return st.Page(_file(name), title=title, icon=f":material/{icon}:", **{"url_path": name} | more)


def _hidden(name: str, title: str) -> st.Page:
    """A page that the menu does not have."""
    return st.Page(_file(name), title=title, url_path=name, visibility="hidden")


def _file(name: str) -> str:
    return str(ROOT / "pages" / f"{name}.py")
