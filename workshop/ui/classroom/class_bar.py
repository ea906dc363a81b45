"""What a page shows to a student who is in a class: the line above it, and who else plans to write to someone."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import get_args

import streamlit as st

from workshop.assets import asset
from workshop.content import fill
from workshop.exports.pack import page_title
from workshop.plan.messages import in_a_row
from workshop.plan.model import Person
from workshop.services import classes
from workshop.store import Membership, StoreError
from workshop.ui.core.clock import milliseconds
from workshop.ui.core.report_sync import tags_by_person
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.plan.people import display_name
from workshop.vocabulary import PageId

_SAME = "class_same_people"
_BAR = st.components.v2.component(
    "workshop_class",
    html="""
    <section>
      <p class="now"></p>
      <p class="said" role="status"></p>
      <p class="ways"></p>
    </section>
    """,
    css=asset("class_bar.css"),
    js=asset("class_bar.js"),
)


def class_bar(current: PlanSession) -> None:
    """Draw the line that says what the class does now. It asks the server itself, so no page has to run for it."""
    own, content = current.in_class.member, current.content
    if own is None:
        _say_that_it_is_over(current)
        return
    _BAR(
        key="class_bar",
        data={
            "member": own.number,
            "nickname": own.nickname,
            "revision": own.revision,
            "board": own.board.seen,
            "now": milliseconds(datetime.now(UTC)),
            "helping": own.help,
            "pages": {page: page_title(content, page) for page in get_args(PageId)},
            "words": content.of_class.bar.model_dump(),
        },
    )


def joined_again(current: PlanSession) -> bool:
    """Look whether a student who is told that their class is over is in one again, by another tab of theirs."""
    if current.in_class.over:
        with suppress(StoreError):
            current.in_class.member = classes().mine(current.key)
        current.in_class.over = current.in_class.member is None
        return not current.in_class.over
    return False


def _also_of_others(current: PlanSession, own: Membership, everyone: frozenset[str]) -> frozenset[str]:
    """Which of the hashes others have too; asked for again when they change, and once a minute."""
    asked = (own.class_id, everyone, current.now.replace(second=0, microsecond=0))
    before = st.session_state.get(_SAME)
    if before and before[0] == asked:
        known: frozenset[str] = before[1]
        return known
    try:
        found = frozenset(classes().same_people(current.key, own, everyone) if everyone else ())
    except StoreError:
        return frozenset()
    st.session_state[_SAME] = (asked, found)
    return found


def _say_that_it_is_over(current: PlanSession) -> None:
    """Say it until the student has read it."""
    if current.in_class.over:
        words = current.content.of_class.bar
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="class_over"):
            st.markdown(words.ended)
            st.button(words.read, key="class_over_read", on_click=setattr, args=(current.in_class, "over", False))


def same_person(people: Iterable[Person]) -> None:
    """Say which of these people may be on the list of someone else in the class, too; never on whose."""
    current = plan_session()
    own = current.in_class.member
    if own is None:
        return
    by_person = tags_by_person(current, own)
    also = _also_of_others(current, own, frozenset().union(*by_person.values()))
    found = [person for person in people if by_person[person.id] & also]
    if not found:
        return
    words = current.content.of_class
    count = words.same_one if len(found) == 1 else fill(words.same_more, {"count": str(len(found))})
    names = in_a_row([display_name(person) for person in found], current.content.words.list_and)
    st.info(fill(words.same_person, {"count": count, "names": names}), icon=":material/group:")
