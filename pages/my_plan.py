"""My plan: what is next, the downloads, bringing a plan back, and the whole plan to read."""

import streamlit as st

from workshop.content import fill
from workshop.exports import FORMATS, Options, Paper, file_name, title
from workshop.exports.outline import outline
from workshop.plan import Plan
from workshop.plan_file import FILE_LIMIT, PlanError, load
from workshop.trouble import of_a_file
from workshop.ui.blocks import due_list, paper_choice
from workshop.ui.book import Book, book
from workshop.ui.document import draw_document
from workshop.ui.keeping import keeping
from workshop.ui.parts import alone
from workshop.ui.team_card import draw_team
from workshop.ui.text import plain
from workshop.ui.together import draw_summary

_RESTORE = "restore"


def options(current: Book, paper: Paper) -> Options:
    """What the exports need to know besides the plan."""
    return Options(today=current.today, paper=paper, now=current.now)


def downloads(current: Book) -> None:
    """One button a format. A file is made when its button is pressed, not before."""
    words = current.content.words
    st.header(words.downloads, anchor=False)
    wanted = options(current, paper_choice(current))
    with st.grid(2):
        for name, made in FORMATS.items():
            st.download_button(
                title(current.content, name),
                lambda made=made: made.build(current.content, current.plan, wanted),
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


def restore(current: Book) -> None:
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
            st.error(plain(of_a_file(words, error)))
            return
        confirm(current, found)


def confirm(current: Book, found: Plan) -> None:
    """Name the plan that was found, and replace the present one on a click."""
    words = current.content.words
    name = plain(found.about.name) or words.restore_nobody
    facts = {"name": name, "people": str(len(found.present)), "questions": str(len(found.questions))}
    st.markdown(fill(words.restore_found, facts))
    st.button(words.restore_do, icon=":material/swap_horiz:", on_click=_put_in_place, args=(current, found))
    current.tell_trouble(_RESTORE)


def _put_in_place(current: Book, found: Plan) -> None:
    current.change(lambda _: found, current.content.words.done_restore, _RESTORE)


def document(current: Book) -> None:
    """The whole plan to read."""
    draw_document(current.once("outline", lambda: outline(current.content, current.plan, options(current, "a4"))))


current = book()
st.title(current.content.words.my_plan, anchor=False)
alone("decided", lambda: draw_summary(book()))
due_list(current)
downloads(current)
restore(current)
alone("team", lambda: draw_team(book()))
alone("keeping", lambda: keeping(book()))
st.header(current.content.words.whole_plan, anchor=False)
alone("document", lambda: document(book()))
