"""What I decide: all conversations side by side, what stands out, and the decision."""

from functools import partial

import streamlit as st

from workshop.content.models import Section
from workshop.plan import Person
from workshop.together import next_people
from workshop.ui.blocks import next_page, section
from workshop.ui.book import Book, book
from workshop.ui.parts import alone
from workshop.ui.text import plain
from workshop.ui.together import draw_facts, draw_guesses, draw_noticed

PICK, MOST = "pick_next_person", 12


def everything(current: Book) -> None:
    """What stands out, the people side by side, and the guesses."""
    draw_noticed(current)
    draw_facts(current)
    draw_guesses(current)


def names_at_hand(_: Section, __: Person | None) -> None:
    """Names to pick for the next conversation; the one that is picked goes into the box above."""
    current = book()
    people = {person.id: person for person in next_people(current.plan)[:MOST]}
    if people and current.editable:
        st.pills(
            current.content.together.pick,
            list(people),
            format_func=lambda each: plain(people[each].name),
            key=PICK,
            on_change=_pick,
            args=(current, {each: person.name for each, person in people.items()}),
        )


def _pick(current: Book, names: dict[str, str]) -> None:
    picked = st.session_state[PICK]
    st.session_state[PICK] = None
    if picked in names:
        current.set("answers.next_person", names[picked])


current = book()
words = current.content.together
st.title(words.title, anchor=False)
st.markdown(words.text)
alone("together", lambda: everything(book()))
for part in current.content.closing:
    alone(part.id, partial(section, part, None, names_at_hand if part.id == "look_into" else None))
next_page(current.content.words.my_plan, "my_plan")
