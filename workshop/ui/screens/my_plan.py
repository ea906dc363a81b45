"""My plan: what is next, the downloads, bringing a plan back, and the whole plan to read."""

from functools import partial

import streamlit as st

from workshop.content import fill
from workshop.exports import FORMATS, Format, Options, Paper, file_name, title
from workshop.exports.outline import outline
from workshop.plan.file import FILE_LIMIT, PlanError, load
from workshop.plan.model import Plan
from workshop.save_errors import of_a_file
from workshop.ui.core.fragments import fragment
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.step_page import due_list, paper_choice
from workshop.ui.core.text import escape_markdown
from workshop.ui.plan.access import keeping
from workshop.ui.plan.comparison import draw_summary
from workshop.ui.plan.document import draw_document
from workshop.ui.team.card import draw_team

_RESTORE = "restore"


def page() -> None:
    """Draw the page."""
    current = plan_session()
    st.title(current.content.words.my_plan, anchor=False)
    fragment("decided", lambda: draw_summary(plan_session()))
    due_list(current)
    downloads(current)
    restore(current)
    fragment("team", lambda: draw_team(plan_session()))
    fragment("keeping", lambda: keeping(plan_session()))
    st.header(current.content.words.whole_plan, anchor=False)
    fragment("document", lambda: document(plan_session()))


def options(current: PlanSession, paper: Paper) -> Options:
    """What the exports need to know besides the plan."""
    return Options(today=current.today, paper=paper, now=current.now)


def downloads(current: PlanSession) -> None:
    """One button a format. A file is made when its button is pressed, not before."""
    words = current.content.words
    st.header(words.downloads, anchor=False)
    wanted = options(current, paper_choice(current))
    with st.grid(2):
        for name, made in FORMATS.items():
            st.download_button(
                title(current.content, name),
                partial(_made, current, made, wanted),
                file_name(current.plan, name),
                made.MIME,
                key=f"download_{name}",
                on_click="ignore",
                type="primary" if name == "pdf" else "secondary",
                icon=f":material/{made.ICON}:",
                width="stretch",
                wrap=True,
            )
    st.caption(words.keep_it)


def _made(current: PlanSession, made: Format, wanted: Options) -> bytes:
    return made.build(current.content, current.plan, wanted)


def restore(current: PlanSession) -> None:
    """Put the plan of a file in the place of this one; nothing changes before the visitor has seen whose it is."""
    words = current.content.words
    with st.expander(words.restore_title, icon=":material/upload_file:"):
        st.markdown(words.restore_text)
        file = st.file_uploader(
            words.restore_file,
            type="json",
            max_upload_size=FILE_LIMIT // 1_000_000,
            key=_RESTORE,
            disabled=not current.editable,
        )
        if file is None:
            return
        try:
            found = load(file.getvalue())
        except PlanError as error:
            st.error(escape_markdown(of_a_file(words, error)))
            return
        confirm(current, found)


def confirm(current: PlanSession, found: Plan) -> None:
    """Name the plan that was found, and replace the present one on a click."""
    words = current.content.words
    name = escape_markdown(found.about.name) or words.restore_nobody
    facts = {"name": name, "people": str(len(found.present)), "questions": str(len(found.questions))}
    st.markdown(fill(words.restore_found, facts))
    st.button(words.restore_do, icon=":material/swap_horiz:", on_click=_put_in_place, args=(current, found))
    current.show_save_error(_RESTORE)


def _put_in_place(current: PlanSession, found: Plan) -> None:
    current.change(lambda _: found, current.content.words.done_restore, _RESTORE)


def document(current: PlanSession) -> None:
    """The whole plan to read."""
    draw_document(current.once("outline", lambda: outline(current.content, current.plan, options(current, "a4"))))
