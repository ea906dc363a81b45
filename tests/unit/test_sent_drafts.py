"""A visitor's own texts, sent by two ways, are never taken for somebody else's."""

from collections.abc import Sequence
from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.plan.merge import leaves, put_texts
from workshop.plan.model import Plan, write
from workshop.plan.sent_drafts import SOON, Drafted, checksum

BOX = "answers.draws_me"


def sent(known: Drafted, session: str, plan: Plan, address: str, text: str, base: str, trail: Sequence[int]) -> Plan:
    """The plan once a page sent a text."""
    seen = known.draft(session, plan, address, text, base, trail)
    return put_texts(plan, [seen] if seen else [])


def holds(plan: Plan, text: str, *others: str) -> bool:
    return plan.words("draws_me") == text and plan.others.get(BOX, ()) == others


def test_what_the_page_sent_is_seen_by_its_session() -> None:
    known = Drafted()
    plan = sent(known, "mine", Plan(), BOX, "teh", "", [])
    assert holds(known.put("mine", plan, BOX, "the", ""), "the")


def test_what_the_session_saved_is_seen_by_its_page() -> None:
    known = Drafted()
    plan = known.put("mine", Plan(), BOX, "teh", "")
    assert holds(sent(known, "mine", plan, BOX, "the", "", [checksum("teh")]), "the")


def test_a_text_of_the_session_from_before_what_the_page_sent_is_left_out() -> None:
    known = Drafted()
    plan = sent(known, "mine", Plan(), BOX, "the", "", [checksum("teh")])
    assert holds(known.put("mine", plan, BOX, "teh", ""), "the")


def test_a_text_of_the_page_from_before_what_the_session_saved_is_left_out() -> None:
    known = Drafted()
    plan = known.put("mine", Plan(), BOX, "teh", "")
    plan = known.put("mine", plan, BOX, "the", "teh")
    assert holds(sent(known, "mine", plan, BOX, "teh", "", []), "the")


def test_a_text_that_comes_back_is_no_late_one() -> None:
    known = Drafted()
    plan = known.put("mine", Plan(), BOX, "cat", "")
    plan = known.put("mine", plan, BOX, "cow", "cat")
    assert holds(known.put("mine", plan, BOX, "cat", "cow"), "cat")
    plan = sent(known, "mine", plan, BOX, "cat", "cow", [])
    assert holds(plan, "cat")
    assert holds(sent(known, "mine", plan, BOX, "cow", "", [checksum("cat")]), "cow")


def test_another_sessions_text_is_kept_as_another_version() -> None:
    known = Drafted()
    plan = sent(known, "theirs", Plan(), BOX, "teh", "", [])
    assert holds(known.put("mine", plan, BOX, "the", ""), "the", "teh")
    assert holds(sent(known, "mine", plan, BOX, "the", "", []), "the", "teh")


def test_pages_that_do_not_say_their_session_know_nothing_of_each_other() -> None:
    known = Drafted()
    plan = sent(known, "", Plan(), BOX, "teh", "", [])
    assert holds(sent(known, "", plan, BOX, "the", "", []), "the", "teh")


def test_what_someone_else_wrote_since_is_not_seen() -> None:
    known = Drafted()
    plan = write(sent(known, "mine", Plan(), BOX, "teh", "", []), BOX, "hers")
    assert holds(known.put("mine", plan, BOX, "the", ""), "the", "hers")


def test_a_text_that_could_not_be_saved_does_not_hide_the_one_that_is_stored() -> None:
    known = Drafted()
    plan = sent(known, "mine", Plan(), BOX, "teh", "", [])
    sent(known, "mine", plan, BOX, "ten", "", [checksum("teh")])  # the database was away
    assert holds(known.put("mine", plan, BOX, "the", ""), "the")


def test_a_change_that_is_made_again_because_another_was_first_is_no_conflict() -> None:
    known = Drafted()
    plan = sent(known, "mine", Plan(), BOX, "teh", "", [])
    known.put("mine", plan, BOX, "the", "")
    assert holds(known.put("mine", write(plan, "about.name", "Ana"), BOX, "the", ""), "the")


def test_no_two_phone_numbers_are_taken_for_the_same_text() -> None:
    assert len({checksum(f"555-{number:04}") for number in range(10_000)}) == 10_000


def test_the_oldest_are_forgotten() -> None:
    known = Drafted(most=2)
    plan = Plan()
    for number in range(3):
        plan = sent(known, "mine", plan, f"answers.a{number}", "teh", "", [])
    waits = [known.on_its_way("mine", f"answers.a{number}", "teh") for number in range(3)]
    assert waits == [False, True, True]


def test_a_text_of_the_page_is_on_its_way_for_some_seconds_and_one_of_the_session_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = Drafted()
    plan = sent(known, "mine", Plan(), BOX, "teh", "", [])
    assert known.on_its_way("mine", BOX, "teh")
    assert not known.on_its_way("mine", BOX, "other")
    later = monotonic() + SOON
    monkeypatch.setattr("workshop.plan.sent_drafts.monotonic", lambda: later)
    assert not known.on_its_way("mine", BOX, "teh")
    known.put("mine", plan, BOX, "the", "teh")
    assert not known.on_its_way("mine", BOX, "the")


@given(st.data())
def test_texts_that_arrive_by_two_ways_in_any_order_leave_the_last_one(data: st.DataObject) -> None:
    """The session gets some texts of a box and the last one, in order; the page sends some of those, in order."""
    texts = data.draw(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=6, unique=True))
    by_session = [n for n in range(len(texts)) if n == len(texts) - 1 or data.draw(st.booleans())]
    by_page = [n for n in by_session if data.draw(st.booleans())]
    arrivals = data.draw(st.permutations([("session", n) for n in by_session] + [("page", n) for n in by_page]))
    arrivals = in_order(arrivals, "session", by_session)
    arrivals = in_order(arrivals, "page", by_page)
    known, plan, shown = Drafted(), Plan(), ""
    for way, number in arrivals:
        if way == "session":
            plan = known.put("mine", plan, BOX, texts[number], shown)
            shown = texts[number]
        else:
            plan = sent(known, "mine", plan, BOX, texts[number], "", [checksum(text) for text in texts[:number]])
    assert leaves(plan)[BOX] == texts[-1]
    assert not plan.others


def in_order(arrivals: list[tuple[str, int]], way: str, numbers: list[int]) -> list[tuple[str, int]]:
    """The arrivals with those of one way in their order."""
    left = iter(numbers)
    found = [(way, next(left)) if each == way else (each, number) for each, number in arrivals]
    assert all(one < other for one, other in pairwise(number for each, number in found if each == way))
    return found
