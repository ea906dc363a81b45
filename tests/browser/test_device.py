"""Whose device it is: the key stays only where the visitor says so, and leaves when they finish."""

import time

from playwright.sync_api import expect

from tests.browser.conftest import Visit


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
    page.get_by_role("button", name="I have a way back").click()
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
