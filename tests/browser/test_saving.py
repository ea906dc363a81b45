"""What the line at the foot says about saving is true, without a connection and in two tabs too."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import Server, Visit, new_visit, until
from workshop.content import Content
from workshop.keys import COOKIE
from workshop.plan.model import TEXT_LIMIT, Plan
from workshop.store import open_store

BOX, LINE = "answers.draws_me", "about.name"
SAVED = re.compile(r"^Saved at \d")
HEARD = """span => {
  window.heard = [];
  new MutationObserver(() => window.heard.push(span.textContent))
    .observe(span, { childList: true, characterData: true, subtree: true });
}"""


def foot(page: Page) -> Locator:
    """The line at the foot, as it is seen."""
    return page.locator(".st-key-behaviour p span").first


def heard(page: Page) -> Locator:
    """The line at the foot, as a screen reader reads it out."""
    return page.locator(".st-key-behaviour p span[role=status]")


def plan_of(visit: Visit, server: Server) -> Plan:
    """What the database holds of this visitor."""
    key = next(cookie["value"] for cookie in visit.context.cookies() if cookie["name"] == COOKIE)
    return open_store(server.environment["WORKSHOP_DATABASE_URL"]).load(key).plan


def box(visit: Visit, page: Page, path: str = BOX) -> Locator:
    """The blank at an address in one of the visitor's tabs."""
    return page.locator(f"{visit.key(path)} :is(textarea, input)").first


def second_tab(visit: Visit) -> Page:
    """Another tab on the same page."""
    page = visit.new_tab()
    page.goto(visit.page.url)
    box(visit, page).wait_for()
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)
    return page


def is_below(one: Locator, other: Locator) -> bool:
    """Whether one part of the page stands below another."""
    below, above = one.bounding_box(), other.bounding_box()
    return bool(below and above and below["y"] >= above["y"] + above["height"])


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A workshop that may be stopped."""
    running = Server(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def own_visit(browser: Browser, own_server: Server) -> Iterator[Visit]:
    """A visitor of the workshop that may be stopped."""
    come = new_visit(browser, own_server.url)
    yield come
    come.context.close()


@pytest.mark.essential
@pytest.mark.parametrize("path", [BOX, LINE])
def test_saved_is_said_only_once_the_database_holds_the_text(
    visit: Visit, server: Server, content: Content, path: str
) -> None:
    page = visit.open("research")
    expect(foot(page)).to_have_text(content.words.not_saved_yet)
    for text in ("I fix bikes", "I fix bikes and radios"):
        box(visit, page, path).click()
        page.keyboard.press("End")
        page.keyboard.type(text.removeprefix(box(visit, page, path).input_value()), delay=20)
        said = [foot(page).inner_text()]
        assert said == [content.words.saving]

        def saved(said: list[str] = said) -> bool:
            said.append(foot(page).inner_text())
            return bool(SAVED.match(said[-1]))

        assert until(saved, page, 10), said[-1]
        plan = plan_of(visit, server)
        assert (plan.words("draws_me") if path == BOX else plan.about.name) == text
        assert {each for each in said if not SAVED.match(each)} == {content.words.saving}


def test_the_line_is_read_out_when_something_was_saved_and_not_while_it_is(visit: Visit, content: Content) -> None:
    page = visit.open("research")
    box(visit, page).click()
    page.keyboard.type("one ")
    expect(heard(page)).to_have_text(SAVED)
    heard(page).evaluate(HEARD)
    for word in ("two ", "three ", "four "):
        page.keyboard.type(word, delay=20)
        expect(foot(page)).to_have_text(content.words.saving)
        assert SAVED.match(heard(page).inner_text())
        expect(foot(page)).to_have_text(SAVED)
    changes = page.evaluate("window.heard")
    assert [each for each in changes if not SAVED.match(each)] == []
    assert len(changes) <= 1  # the minute may have ended meanwhile


@pytest.mark.essential
def test_without_a_server_it_says_so_and_saves_by_itself_afterwards(
    own_visit: Visit, own_server: Server, content: Content
) -> None:
    page = own_visit.open("research")
    box(own_visit, page).fill("typed before")
    expect(foot(page)).to_have_text(SAVED)
    box(own_visit, page).click()
    page.keyboard.press("End")
    page.keyboard.type(" and as the server went away")
    own_server.stop()  # before the pause after which a text is saved
    expect(foot(page)).to_have_text(content.words.no_connection, timeout=5_000)
    expect(heard(page)).to_have_text(content.words.no_connection)
    own_server.start()
    whole = "typed before and as the server went away"
    assert until(lambda: plan_of(own_visit, own_server).words("draws_me") == whole, page, 20)
    expect(foot(page)).to_have_text(SAVED)
    expect(box(own_visit, page)).to_have_value(whole)
    assert plan_of(own_visit, own_server).others == {}


@pytest.mark.parametrize("status", [400, 429, 503])
def test_a_text_that_was_not_saved_is_kept_and_sent_again(
    visit: Visit, server: Server, content: Content, status: int
) -> None:
    answers: list[int] = []

    def refuse_twice(route: Route) -> None:
        answers.append(status)
        if len(answers) < 3:
            route.fulfill(status=status, content_type="application/json", body="{}")
        else:
            route.continue_()

    page = visit.open("research")
    page.route("**/draft", refuse_twice)
    page.evaluate("() => { WebSocket.prototype.send = () => {}; }")  # only /draft is left to save it
    box(visit, page).press_sequentially("trees")
    expect(foot(page)).to_have_text(content.words.no_connection)
    expect(foot(page)).to_have_text(SAVED)
    assert plan_of(visit, server).words("draws_me") == "trees"
    assert len(answers) == 3


@pytest.mark.parametrize("path", [BOX, LINE])
def test_a_text_over_the_limit_is_called_too_long_and_stays_in_its_box(
    visit: Visit, server: Server, content: Content, path: str
) -> None:
    page = visit.open("research")
    box(visit, page, path).fill("x" * (TEXT_LIMIT + 1))
    expect(foot(page)).to_have_text(content.words.too_long)
    page.wait_for_timeout(2500)
    expect(foot(page)).to_have_text(content.words.too_long)
    assert len(box(visit, page, path).input_value()) == TEXT_LIMIT + 1
    assert plan_of(visit, server) == Plan()
    box(visit, page, path).fill("short enough")
    expect(foot(page)).to_have_text(SAVED)
    assert "short enough" in plan_of(visit, server).model_dump_json()


@pytest.mark.parametrize("choice", ["use_other", "drop_other"])
def test_two_tabs_in_one_box_show_the_other_version_below_it(
    visit: Visit, server: Server, content: Content, choice: str
) -> None:
    here = visit.open("research")
    there = second_tab(visit)
    box(visit, here).fill("from the first tab")
    box(visit, there).fill("out of another tab")
    expect(foot(here)).to_have_text(SAVED)
    expect(foot(there)).to_have_text(SAVED)
    plan = plan_of(visit, server)
    (other,) = plan.others[BOX]
    assert {plan.words("draws_me"), other} == {"from the first tab", "out of another tab"}
    there.reload()
    version = there.locator("[class*=st-key-others_]")
    expect(version).to_contain_text(content.words.other_version)
    expect(version).to_contain_text(other)
    assert until(lambda: is_below(version, box(visit, there)), there, 5)
    version.get_by_role("button", name=getattr(content.words, choice)).click()
    stands, rest = (other, (plan.words("draws_me"),)) if choice == "use_other" else (plan.words("draws_me"), None)
    expect(there.get_by_text(getattr(content.words, f"done_{choice}"))).to_be_visible()
    expect(box(visit, there)).to_have_value(stands)
    after = plan_of(visit, server)
    assert (after.words("draws_me"), after.others.get(BOX)) == (stands, rest)


@pytest.mark.essential
def test_two_tabs_in_two_boxes_keep_both_and_each_shows_the_other_without_a_click(visit: Visit, server: Server) -> None:
    here = visit.open("research")
    there = second_tab(visit)
    box(visit, here).fill("from the first tab")
    box(visit, there, LINE).fill("Maya")
    expect(foot(here)).to_have_text(SAVED)
    expect(foot(there)).to_have_text(SAVED)
    plan = plan_of(visit, server)
    assert (plan.words("draws_me"), plan.about.name, plan.others) == ("from the first tab", "Maya", {})
    expect(box(visit, there)).to_have_value("from the first tab", timeout=25_000)
    expect(box(visit, here, LINE)).to_have_value("Maya", timeout=25_000)
    expect(box(visit, there, LINE)).to_have_value("Maya")
    expect(box(visit, here)).to_have_value("from the first tab")
    assert visit.own_troubles() == []


def test_a_page_that_is_left_sends_all_its_boxes_in_one_request(visit: Visit, server: Server) -> None:
    page = visit.open("research")
    paths = ["about.name", "about.school", "about.year", BOX]
    page.evaluate(
        """() => {
            const send = navigator.sendBeacon.bind(navigator);
            window.beacons = 0;
            navigator.sendBeacon = (...what) => send(...what) && ++window.beacons;
        }"""
    )
    for number, path in enumerate(paths):
        page.locator(f"{visit.key(path)} :is(textarea, input)").evaluate(
            """(box, text) => {
                Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, text);
                box.dispatchEvent(new InputEvent("input", { bubbles: true }));
            }""",
            f"text {number} é漢🙂",
        )
    page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
            window.dispatchEvent(new Event("pagehide"));
        }"""
    )
    assert page.evaluate("window.beacons") == 1
    assert until(lambda: plan_of(visit, server).words("draws_me") == "text 3 é漢🙂", page)
    plan = plan_of(visit, server)
    assert (plan.about.name, plan.about.school, plan.about.year) == tuple(f"text {n} é漢🙂" for n in range(3))
    assert plan.others == {}
