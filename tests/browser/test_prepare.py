"""The list of questions: what is said of each and of all follows what is changed in it."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Server, Visit
from workshop.content import Content
from workshop.keys import COOKIE, new_key
from workshop.plan.model import Plan
from workshop.store import open_store


@pytest.fixture
def list_(visit: Visit, server: Server, example: Plan) -> Visit:
    """A student with the questions of the example, on Prepare."""
    key = new_key()
    open_store(server.environment["WORKSHOP_DATABASE_URL"]).edit(key, lambda _: example)
    visit.context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    visit.open("prepare")
    return visit


def card(visit: Visit) -> Locator:
    return visit.page.locator(".st-key-section_questions")


def test_what_is_said_of_a_question_and_of_the_list_follows_its_text(list_: Visit, example: Plan) -> None:
    fine = card(list_).locator("section.remarks")
    before = fine.inner_text()
    first, second = example.questions[:2]
    list_.type(f"questions.{first.id}.text", "Is it fun?")
    remark = card(list_).locator("div.remarks").first
    expect(remark).to_be_visible()
    expect(fine).not_to_have_text(before)
    list_.type(f"questions.{second.id}.text", second.text + " Why?")
    assert list_.value(f"questions.{first.id}.text") == "Is it fun?"
    list_.type(f"questions.{second.id}.text", second.text)
    list_.type(f"questions.{first.id}.text", first.text)
    expect(fine).to_have_text(before, use_inner_text=True)
    assert list_.own_troubles() == []


def test_the_list_follows_a_star_a_move_and_what_is_taken_off(list_: Visit, example: Plan, content: Content) -> None:
    words, page = content.words, list_.page
    first, second, *_ = example.questions
    starred = len(example.starred)
    count = card(list_).get_by_text("starred", exact=False).first
    said = count.inner_text()
    page.locator(f".st-key-star_{second.id} button").first.click()
    expect(count).not_to_have_text(said)
    assert str(starred + (-1 if second.starred else 1)) in count.inner_text()

    def choose(question: str, what: str) -> None:
        page.locator(f".st-key-more_{question} button").first.click()
        page.get_by_role("menuitem", name=what).or_(page.get_by_role("option", name=what)).first.click()
        list_.settle()

    choose(second.id, words.move_up)
    rows = card(list_).locator("[class*=st-key-row_]")
    assert f"st-key-row_{second.id}" in str(rows.first.get_attribute("class"))
    choose(first.id, words.take_off)
    expect(page.locator(f".st-key-row_{first.id}")).to_have_count(0)
    expect(rows).to_have_count(len(example.questions) - 1)
    page.get_by_role("button", name=words.undo).click()
    expect(rows).to_have_count(len(example.questions))
    assert list_.own_troubles() == []
