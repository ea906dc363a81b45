"""Codes, links, leaving and deleting in a real browser; and what its words leave behind on the server."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, new_visit
from tests.unit.web.conftest import named
from tests.unit.web.live import Live
from workshop.keys import COOKIE, SHARED_COOKIE

Guests = Callable[[], Visit]
TEXT_BOXES = "[data-testid=stMain] :is([data-testid=stTextArea] textarea, [data-testid=stTextInput] input):enabled"
MARKERS = [f"MARKER{number:02}-{word}" for number, word in enumerate(["zebra", "quokka", "ibex", "okapi"] * 5)]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    running = Live(tmp_path)
    yield running
    running.end()


@pytest.fixture
def guests(browser: Browser, live: Live) -> Iterator[Guests]:
    """A function that brings visitors with a browser each to a server of this test's own."""
    visits = []

    def come() -> Visit:
        visits.append(new_visit(browser, f"http://{live.host}"))
        return visits[-1]

    yield come
    for visit in visits:
        visit.context.close()


def key_of(visit: Visit, name: str = COOKIE) -> str | None:
    return next((str(each["value"]) for each in visit.context.cookies() if each["name"] == name), None)


def with_plan(visit: Visit, live: Live, name: str) -> Visit:
    """A visitor whose plan has a name in it."""
    visit.open("my_plan")
    live.store.edit(str(key_of(visit)), lambda _: named(name))
    visit.open("my_plan")
    return visit


def panel(visit: Visit) -> Page:
    """The page, with the part open that is about opening the plan elsewhere."""
    visit.page.get_by_text("Open your plan elsewhere").click()
    visit.settle()
    return visit.page


def heading(page: Page, text: str) -> None:
    expect(page.locator("h1").first).to_have_text(text)


@pytest.mark.essential
def test_a_code_moves_a_plan_to_a_second_device(guests: Guests, live: Live) -> None:
    maya, phone = with_plan(guests(), live, "Maya"), guests()
    panel(maya).get_by_role("button", name="Make a code").click()
    code = maya.page.locator(".code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", code)
    phone.page.goto(f"{phone.url}/move#{code}")
    expect(phone.page.get_by_label("Code")).to_have_value(code)
    assert phone.page.url == f"{phone.url}/move"
    phone.page.get_by_role("button", name="Find my plan").click()
    heading(phone.page, "Is this your plan?")
    expect(phone.page.locator(".facts")).to_contain_text("The plan of Maya")
    phone.page.get_by_role("button", name="Yes, open it here").click()
    heading(phone.page, "My plan")
    assert key_of(phone) == key_of(maya)
    assert [*maya.own_troubles(), *phone.own_troubles()] == []


def test_a_plan_that_is_here_already_is_not_lost(guests: Guests, live: Live) -> None:
    maya, ben = with_plan(guests(), live, "Maya"), with_plan(guests(), live, "Ben")
    code, own = live.store.recovery_code(str(key_of(maya))), key_of(ben)
    page = ben.page
    page.goto(f"{ben.url}/move#{code}")
    page.get_by_role("button", name="Find my plan").click()
    heading(page, "There is already a plan here")
    page.get_by_role("button", name="Open the plan I found").click()
    expect(page.locator(".trouble")).to_have_text("Tick the box first. Nothing was changed.")
    assert key_of(ben) == own
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my plan file first").click()
    assert "Ben" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Put both together").click()
    heading(page, "My plan")
    assert key_of(ben) == key_of(maya)
    plan = live.store.load(str(key_of(ben))).plan
    assert {plan.about.name, *plan.others["about.name"]} == {"Maya", "Ben"}


def test_the_recovery_sheet_can_be_downloaded_and_opens_the_plan(guests: Guests, live: Live) -> None:
    maya = with_plan(guests(), live, "Maya")
    with maya.page.expect_download() as download:
        panel(maya).get_by_role("button", name="Download the recovery sheet").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert live.store.peek_code(live.store.recovery_code(str(key_of(maya)))) == key_of(maya)


def test_a_link_shows_a_plan_until_it_is_ended(guests: Guests, live: Live) -> None:
    maya, aunt = with_plan(guests(), live, "Maya"), with_plan(guests(), live, "Aunt Jo")
    link, own = live.store.share(str(key_of(maya)), "my aunt"), key_of(aunt)
    aunt.page.goto(f"{aunt.url}/shared#{link.secret}")
    expect(aunt.page).to_have_url(f"{aunt.url}/shared")
    aunt.page.get_by_role("button", name="Open it to read").click()
    heading(aunt.page, "The plan of Maya")
    assert (key_of(aunt), key_of(aunt, SHARED_COOKIE)) == (own, link.secret)
    maya.open("my_plan")
    panel(maya).get_by_role("button", name="End this link").click()
    maya.settle()
    aunt.page.reload()
    heading(aunt.page, "A plan to read")
    expect(aunt.page.get_by_text("does not open a plan any more")).to_be_visible()
    assert aunt.own_troubles() == []


def test_a_new_lock_and_deleting_are_told_where_the_plan_was_open(guests: Guests, live: Live) -> None:
    maya, phone = with_plan(guests(), live, "Maya"), guests()
    phone.context.add_cookies([{"name": COOKIE, "value": str(key_of(maya)), "url": phone.url}])
    phone.open("my_plan")
    panel(maya).get_by_role("link", name="Change the lock").click()
    maya.page.get_by_role("button", name="Change the lock").click()
    heading(maya.page, "My plan")
    expect(phone.page.get_by_text("The lock of this plan was changed")).to_be_visible()
    maya.page.get_by_role("link", name="Delete my plan").click()
    maya.page.get_by_label("I understand").check()
    maya.page.get_by_role("button", name="Delete my plan").click()
    heading(maya.page, "My plan")
    assert "Maya" not in maya.page.content()
    phone.page.get_by_role("link", name="Begin a new plan").click()
    phone.page.get_by_role("button", name="Yes, begin a new plan").click()
    heading(phone.page, "My plan")
    expect(phone.page.get_by_text("The lock of this plan was changed")).to_have_count(0)


@pytest.mark.essential
@pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.faults)])
def test_the_next_one_at_a_shared_computer_sees_nothing(guests: Guests, live: Live, times: int) -> None:
    computer = guests()
    for number in range(times):
        name = f"Pupil{number}Zebra"
        with_plan(computer, live, name)
        left_open = computer.new_tab()
        left_open.goto(f"{computer.url}/research")
        expect(left_open.locator(f"input[value={name}]")).to_have_count(1)
        before = key_of(computer)
        computer.page.evaluate("localStorage.setItem('draft', 'Zebra')")
        computer.page.get_by_role("link", name="Finish here").click()
        computer.page.get_by_label("I have one of these").check()
        computer.page.get_by_role("button", name="Close my plan here").click()
        heading(computer.page, "Done. You can go.")
        assert key_of(computer) != before
        assert computer.page.evaluate("localStorage.getItem('draft')") is None
        expect(left_open.locator(f"input[value={name}]")).to_have_count(0)
        for _ in range(3):
            computer.page.go_back()
            computer.page.wait_for_timeout(400)
            assert "Zebra" not in computer.page.content()
        assert computer.context.request.get(f"{computer.url}/plan-file").text().count("Zebra") == 0
        left_open.close()


def test_looking_at_a_door_with_a_code_in_its_address_changes_no_cookie(guests: Guests, live: Live) -> None:
    maya, ben = with_plan(guests(), live, "Maya"), with_plan(guests(), live, "Ben")
    secret, own = str(key_of(maya)), key_of(ben)
    code, link = live.store.recovery_code(secret), live.store.share(secret, "x").secret
    for path in (f"move#{code}", f"move?code={code}", f"shared#{link}", f"?{COOKIE}={secret}", f"keep#{secret}"):
        ben.page.goto(f"{ben.url}/{path}")
        ben.page.wait_for_timeout(300)
        assert (key_of(ben), key_of(ben, SHARED_COOKIE)) == (own, None)
        assert "Maya" not in ben.page.content()


@pytest.mark.essential
def test_what_is_typed_is_neither_in_the_database_nor_in_the_log(guests: Guests, live: Live, tmp_path: Path) -> None:
    pupil, left = guests(), list(MARKERS)
    for path in ("research", "identify", "prepare", "contact", "follow_up"):
        page = pupil.open(path)
        if path == "identify":
            page.get_by_role("radio", name="One by one").click()
            page.get_by_role("button", name="Add a person").first.click()
            pupil.settle()
        for number in range(min(3, page.locator(TEXT_BOXES).count())):
            page.locator(TEXT_BOXES).nth(number).fill(left.pop())
            page.locator(TEXT_BOXES).nth(number).press("Tab")
            pupil.settle()
    pupil.open("my_plan")
    page = panel(pupil)
    page.get_by_label("Who is it for?").fill(left.pop())
    page.get_by_role("button", name="Make a link").click()
    pupil.settle()
    wrong = tmp_path / f"{left.pop()}.json"
    wrong.write_text(left[-1])
    page.get_by_text("Bring back a plan").click()
    page.locator("input[type=file]").set_input_files(wrong)
    pupil.settle()
    pupil.open(f"research?q={left.pop()}#{left.pop()}")
    page.goto(f"{pupil.url}/move")
    for typed in (left.pop() if left else "X", "Y"):
        page.get_by_label("Code").fill(typed)
        page.get_by_role("button", name="Find my plan").click()
    stored = str(live.store.load(str(key_of(pupil))).plan)
    assert sum(marker in stored for marker in MARKERS) >= 10  # else nothing was typed at all
    secrets = [*MARKERS, str(key_of(pupil)), live.store.links(str(key_of(pupil)))[0].secret]
    log = live.log()
    assert '"route": "/move"' in log
    assert [secret for secret in secrets if secret in log or secret.encode() in live.kept()] == []
