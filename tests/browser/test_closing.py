"""The conversations side by side, as a browser lays them out."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server, new_visit
from tests.browser.test_pages import EXAMPLE, restore

# Where the answers of each row begin: their tops and their left edges, each named once.
PLACES = """() => [...document.querySelectorAll("table.together.facts tbody tr")].map(row => {
  const boxes = [...row.querySelectorAll("td")].map(cell => cell.getBoundingClientRect());
  return [new Set(boxes.map(box => box.top)).size, new Set(boxes.map(box => box.left)).size];
})"""


@pytest.mark.parametrize(("width", "expected"), [(1280, [1, 3]), (390, [3, 1])])
def test_three_people_stand_side_by_side_where_there_is_room_and_under_each_other_where_not(
    browser: Browser, server: Server, tmp_path: Path, width: int, expected: list[int]
) -> None:
    visit = new_visit(browser, server.url, viewport={"width": width, "height": 900})
    restore(visit, EXAMPLE.read_text(encoding="utf-8"), tmp_path)
    page = visit.open("closing")
    assert page.evaluate(PLACES) == [expected] * 7
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    name = page.locator("table.together.facts .who", has_text="Halina").first
    expect(name).to_be_visible(visible=width == 390)
    said = page.get_by_text("In the lab, she sees a patient about once a month")
    expect(said).to_be_hidden()
    page.locator("table.together.guesses summary", has_text="Zoë").first.click()
    expect(said).to_be_visible()
    assert visit.own_troubles() == []
    visit.context.close()
