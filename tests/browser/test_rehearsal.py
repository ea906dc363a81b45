"""A round of the rehearsal on a phone: the clock counts to the second, and everyone moves on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server, Visit, new_visit
from tests.browser.test_live import CLOCK, PHONE, THUMB
from tests.browser.test_pages import LOW_CONTRAST
from workshop.content import Content

MINUTE = 60


@pytest.fixture(params=[0, 40], ids=["right", "forty-minutes-fast"])
def phone(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Visit]:
    """A phone whose clock can be moved on, and may be wrong."""
    visit = new_visit(browser, server.url, **PHONE)
    visit.context.add_init_script(CLOCK.replace("WRONG", str(request.param * MINUTE * 1000)))
    yield visit
    visit.context.close()


def test_a_round_has_three_minutes_of_talk_and_one_for_the_observer(phone: Visit, content: Content) -> None:
    words, page = content.classroom.screen, phone.page
    phone.open("rehearsal?role=professional&persona=ranger")
    clock, said = page.locator(".st-key-round .left"), page.locator(".st-key-round .note")
    expect(clock).to_have_text("3:00")
    page.get_by_role("button", name=words.start_clock).tap()
    expect(clock).to_have_text("2:56")
    expect(said).to_have_text(words.talk)
    page.evaluate("after(2.9)")
    expect(page.locator(".st-key-round section")).to_have_class("round closing")
    page.evaluate("after(3.2)")
    expect(said).to_have_text(words.feedback)
    expect(clock).to_contain_text("0:4")
    page.reload()
    expect(said).to_have_text(words.feedback)
    page.evaluate("after(4.2)")
    expect(clock).to_have_text("0:00")
    expect(said).to_have_text(words.over)
    page.get_by_role("button", name=words.next_round).tap()
    expect(page.locator("h1")).to_have_text(content.classroom.observer.title)
    expect(clock).to_have_text("3:00")
    assert phone.own_troubles() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_card_can_be_read_on_a_small_phone_and_tapped_with_a_thumb(
    browser: Browser, server: Server, theme: str
) -> None:
    visit = new_visit(browser, server.url, **PHONE | {"viewport": {"width": 360, "height": 700}, "color_scheme": theme})
    for query in (
        "role=student",
        "role=student&persona=warehouse",
        "role=student&persona=warehouse&card=close",
        "role=professional&persona=mechanic&told=0-1",
        "role=observer",
    ):
        page = visit.open(f"rehearsal?{query}")
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 360, query
        assert page.evaluate(LOW_CONTRAST) == [], query
        boxes = [button.bounding_box() for button in page.get_by_role("button").all() if button.is_visible()]
        small = [box for box in boxes if box and box["height"] < THUMB and box["width"] > THUMB]
        assert small == [], query
    visit.context.close()
