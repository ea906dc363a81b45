"""Whose device it is: the key stays only where the visitor says so, and leaves when they finish."""

import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Visit, new_visit
from workshop.classroom.board import Board
from workshop.content import Content, fill
from workshop.device import COOKIE as DEVICE_COOKIE
from workshop.device import holds_until
from workshop.exports.outline import full_day
from workshop.keys import COOKIE, MEMBER_COOKIE
from workshop.store import open_classes, open_store

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def test_the_key_lasts_as_long_as_the_browser_unless_the_device_is_ones_own(visit: Visit) -> None:
    page = visit.open("my_plan")
    before = visit.context.cookies()[0]
    assert before["expires"] == -1
    page.get_by_role("link", name="This is my own device").click()
    assert visit.context.cookies()[0]["expires"] == -1
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("h1").first).to_have_text("My plan")
    after = visit.context.cookies()[0]
    assert after["value"] == before["value"]
    assert after["expires"] > time.time() + 300 * 24 * 3600


def test_who_comes_back_without_the_key_begins_anew(visit: Visit) -> None:
    visit.open("research")
    visit.type("about.name", "Ana")
    visit.context.clear_cookies()
    page = visit.open("research")
    assert page.get_by_text("does not accept cookies").count() == 0
    visit.type("about.name", "Eva")
    visit.open("research")
    expect(page.locator(f"{visit.key('about.name')} input")).to_have_value("Eva")


def test_finishing_leaves_nothing_of_the_plan_in_the_browser(visit: Visit) -> None:
    page = visit.open("research")
    visit.type("about.name", "Only mine")
    before = visit.context.cookies()[0]["value"]
    visit.open("my_plan")
    page.get_by_role("link", name="Finish here").click()
    page.get_by_label("I have one of these.").check()
    page.get_by_role("button", name="Close my plan here").click()
    expect(page.locator("h1").first).to_have_text("Done. You can go.")
    assert visit.context.cookies()[0]["value"] != before
    visit.open("research")
    expect(page.locator(f"{visit.key('about.name')} input")).to_have_value("")
    page.go_back()
    page.wait_for_timeout(1500)
    assert "Only mine" not in page.content()


def test_another_site_cannot_finish_for_a_visitor(visit: Visit) -> None:
    visit.open("my_plan")
    before = visit.context.cookies()
    for path in ("/finish", "/keep", "/device"):
        visit.context.request.post(f"{visit.url}{path}", headers={"Origin": "https://elsewhere.example"})
    assert visit.context.cookies() == before


def ends(visit: Visit) -> dict[str, float]:
    """When each cookie with a key ends; -1 is when the browser is closed."""
    names = (COOKIE, MEMBER_COOKIE, DEVICE_COOKIE)
    return {each["name"]: each["expires"] for each in visit.context.cookies() if each["name"] in names}


def says_that_it_stays(visit: Visit, content: Content) -> Page:
    """My plan says until which day, that is true of every cookie, and only the other answer is offered."""
    page = visit.open("my_plan")
    until = holds_until({str(each["name"]): str(each["value"]) for each in visit.context.cookies()})
    assert until
    expect(page.get_by_text(fill(content.doors.kept.own, {"day": full_day(content, until)}))).to_be_visible()
    assert {datetime.fromtimestamp(end, UTC).date() for end in ends(visit).values()} == {until}
    expect(page.get_by_role("link", name=content.doors.keep_link)).to_have_count(0)
    expect(page.get_by_role("link", name=content.doors.device.shared_link)).to_be_visible()
    return page


def test_on_a_phone_the_first_saved_text_brings_the_question_and_an_answer_leads_back_to_it(
    browser: Browser, server: Server, content: Content
) -> None:
    words = content.doors.device
    visit = new_visit(browser, server.url, **PHONE)
    page = visit.open("research")
    expect(page.get_by_text(words.question)).to_have_count(0)
    visit.type("about.name", "Zoe")
    line = page.locator(".whose")
    expect(line).to_be_in_viewport(ratio=1)
    box = line.bounding_box()
    assert box
    assert box["height"] < 70  # the question with its answers in one line, and one line why it is asked
    assert set(ends(visit).values()) == {-1}
    line.get_by_role("link", name=words.own).tap()
    page.get_by_role("button", name=content.doors.keep_yes).tap()
    page.wait_for_url("**/research")
    visit.settle()
    expect(page.locator(f"{visit.key('about.name')} input")).to_have_value("Zoe")
    expect(page.get_by_text(words.question)).to_have_count(0)
    page = says_that_it_stays(visit, content)
    page.get_by_role("link", name=words.shared_link).tap()
    page.get_by_role("button", name=words.shared_yes).tap()
    page.locator("[data-testid=stMain] h1").first.wait_for()
    expect(visit.open("my_plan").get_by_text(content.doors.kept.shared)).to_be_visible()
    assert set(ends(visit).values()) == {-1}
    assert visit.own_troubles() == []
    visit.context.close()


@pytest.mark.parametrize("own", [True, False])
def test_who_says_whose_device_it_is_goes_on_at_the_place_where_they_were(
    browser: Browser, server: Server, content: Content, own: bool
) -> None:
    words = content.doors.device
    visit = new_visit(browser, server.url, **PHONE)
    page = visit.open("research")
    visit.type("about.name", "Zoe")
    place = "document.querySelector('[data-testid=stMain]').scrollTop"
    page.evaluate(f"{place} = 1400")
    page.wait_for_timeout(300)
    before = page.evaluate(place)
    assert before > 1000
    if own:
        page.locator(".whose").get_by_role("link", name=words.own).tap()
        page.get_by_role("button", name=content.doors.keep_yes).tap()
    else:
        page.locator(".whose").get_by_role("button", name=words.shared_short).tap()
    expect(page.get_by_text(words.question)).to_have_count(0)
    visit.settle()
    page.wait_for_function(f"Math.abs({place} - {before}) < 60")
    page.wait_for_timeout(3000)
    page.evaluate(f"{place} = 200")
    visit.open("research")
    assert page.evaluate(place) < 60  # once only
    assert visit.own_troubles() == []
    visit.context.close()


def test_who_joins_a_class_on_their_own_phone_keeps_the_plan_and_is_told_so(
    browser: Browser, server: Server, content: Content
) -> None:
    classes = open_classes(server.environment["WORKSHOP_DATABASE_URL"])
    found = classes.open(classes.begin(Board(page="research")))
    assert found
    visit = new_visit(browser, server.url, **PHONE)
    visit.page.goto(f"{server.url}/join#{found.code}")
    visit.page.get_by_label("Nickname").fill("Zoe")
    visit.page.get_by_label(content.doors.own_device).check()
    visit.page.get_by_role("button", name="Join the class").click()
    visit.page.wait_for_url("**/research")
    visit.settle()
    visit.type("about.name", "Zoe")
    expect(visit.page.get_by_text(content.doors.device.question)).to_have_count(0)
    says_that_it_stays(visit, content)
    visit.context.close()


def test_who_opens_a_plan_with_a_code_and_makes_a_team_on_their_own_phone_is_told_that_it_stays(
    browser: Browser, visit: Visit, server: Server, content: Content
) -> None:
    visit.open("research")
    visit.type("about.name", "Zoe")
    key = next(str(each["value"]) for each in visit.context.cookies() if each["name"] == COOKIE)
    code, _ = open_store(server.environment["WORKSHOP_DATABASE_URL"]).new_code(key)
    phone = new_visit(browser, server.url, **PHONE)
    phone.page.goto(f"{server.url}/move#{code}")
    phone.page.get_by_role("button", name=content.doors.move.look).click()
    phone.page.get_by_label(content.doors.own_device).check()
    phone.page.get_by_role("button", name=content.doors.move.open).click()
    phone.page.locator("[data-testid=stMain] h1").first.wait_for()
    says_that_it_stays(phone, content)
    phone.page.goto(f"{server.url}/team")
    expect(phone.page.get_by_label(content.doors.own_device)).to_be_checked()
    phone.page.get_by_role("button", name=content.team.door.begin_yes).click()
    phone.page.locator("[data-testid=stMain] h1").first.wait_for()
    assert set(ends(phone)) == {COOKIE, MEMBER_COOKIE, DEVICE_COOKIE}
    says_that_it_stays(phone, content)
    phone.context.close()
