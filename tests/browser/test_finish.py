"""A shared computer: two clicks from any page to finish, nothing lost, and nothing left for the next one."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import Server, Visit
from tests.browser.test_pages import LOW_CONTRAST
from workshop.content import Content
from workshop.device import whose
from workshop.keys import COOKIE, read_code
from workshop.plan.file import load
from workshop.store import open_store

LINE, SECRET = "answers.field_1", "SecretZebra"
PHONE = {"width": 390, "height": 844}
# Every text and every value on a page.
EVERYTHING = "document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(e => e.value)"
AHEAD = """
const real = Date.now.bind(Date);
Date.now = () => real() + Number(sessionStorage.getItem("ahead") ?? 0);
"""


def key_of(visit: Visit) -> str:
    return next(str(each["value"]) for each in visit.context.cookies() if each["name"] == COOKIE)


def type_here(visit: Visit, text: str) -> None:
    """Type, and do nothing else: the box keeps the focus."""
    box = visit.page.locator(f"{visit.key(LINE)} input")
    box.click()
    box.press_sequentially(text)


def finish_here(page: Page, content: Content) -> None:
    page.get_by_role("link", name=content.doors.finish.link).click()
    expect(page.locator("h1")).to_have_text(content.doors.finish.title)


def nothing_is_left(visit: Visit, *tabs: Page) -> None:
    """Whatever a curious next one tries in these tabs, nothing of the plan comes up."""
    for page in tabs:
        for attempt in (page.reload, page.go_back, page.go_back, page.reload, page.go_forward):
            with suppress(Error):  # the browser keeps no answer to a form
                attempt()
            page.wait_for_timeout(700)
            assert SECRET not in page.evaluate(EVERYTHING)
    page = visit.open("research")
    assert SECRET not in page.evaluate(EVERYTHING)
    assert SECRET not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert SECRET not in visit.context.request.get(f"{visit.url}/plan-file").text()


def test_what_was_typed_right_before_is_in_the_file_and_nothing_is_left(
    visit: Visit, server: Server, content: Content
) -> None:
    words = content.doors.finish
    visit.open("research")
    other = visit.new_tab()
    type_here(visit, SECRET)
    visit.settle()
    other.goto(f"{visit.url}/research")
    expect(other.locator(f"{visit.key(LINE)} input")).to_have_value(SECRET)
    before = key_of(visit)
    type_here(visit, " and more")
    finish_here(visit.page, content)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.method))
    with visit.page.expect_download() as download:
        for _ in range(2):  # as many do
            visit.page.evaluate("document.querySelector('section.download button').click()")
    plan = load(Path(download.value.path()).read_bytes())
    assert asked == ["POST"]  # a second one would call the file off
    assert plan.words("field_1") == f"{SECRET} and more"
    expect(visit.page.locator("h1")).to_have_text(words.done_title)
    expect(visit.page.get_by_text(words.done_download)).to_be_visible()
    assert visit.page.get_by_role("button").count() == 0
    assert key_of(visit) != before
    expect(other.locator(f"{visit.key(LINE)} input")).to_have_value("")
    nothing_is_left(visit, visit.page, other)
    assert open_store(server.environment["WORKSHOP_DATABASE_URL"]).load(before).plan == plan
    assert visit.own_troubles() == []


def test_without_a_script_the_download_finishes_too(browser: Browser, visit: Visit, content: Content) -> None:
    words = content.doors.finish
    visit.open("research")
    visit.type(LINE, SECRET)
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies([{"name": COOKIE, "value": key_of(visit), "url": visit.url}])
    page = plain.new_page()
    page.goto(f"{visit.url}/finish")
    expect(page.get_by_text("When the file is there, you are done.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=words.download).click()
    assert SECRET in Path(download.value.path()).read_text(encoding="utf-8")
    page.reload()
    expect(page.get_by_text(words.nothing)).to_be_visible()
    plain.close()


def mail(visit: Visit, content: Content) -> Page:
    """A student who chooses the mail; their mail program gets nothing, since there is none here."""
    visit.open("research")
    visit.type(LINE, SECRET)
    finish_here(visit.page, content)
    visit.page.get_by_role("button", name=content.doors.finish.mail, exact=True).click()
    expect(visit.page.locator("h1")).to_have_text(content.doors.finish.mail_page_title)
    return visit.page


def test_whoever_is_away_in_their_mail_for_an_hour_finds_everything_as_it_was(visit: Visit, content: Content) -> None:
    visit.context.clock.install()
    page = mail(visit, content)
    before = key_of(visit)
    page.evaluate("dispatchEvent(new Event('blur'))")  # what the page is told when a mail program comes to the front
    visit.context.clock.fast_forward("01:00:00")
    page.wait_for_timeout(1500)
    expect(page.locator("h1")).to_have_text(content.doors.finish.mail_page_title)
    assert key_of(visit) == before


def test_the_plan_is_forgotten_by_a_press_of_the_button_that_says_so(visit: Visit, content: Content) -> None:
    words = content.doors.finish
    page = mail(visit, content)
    before = key_of(visit)
    page.get_by_label(words.mailed).check()
    page.get_by_role("button", name=words.close).click()
    expect(page.locator("h1")).to_have_text(words.done_title)
    expect(page.get_by_text(words.done_mail)).to_be_visible()
    assert key_of(visit) != before
    nothing_is_left(visit, page)


def test_who_comes_back_to_the_mail_page_finds_it_and_the_mail_program_opens_once(
    visit: Visit, content: Content
) -> None:
    words, page = content.doors.finish, visit.page
    opened: list[str] = []
    protocol = visit.context.new_cdp_session(page)
    protocol.send("Page.enable")
    protocol.on("Page.frameRequestedNavigation", lambda told: opened.append(told["url"].partition(":")[0]))
    mail(visit, content)
    before = key_of(visit)
    page.wait_for_timeout(500)
    assert opened.count("mailto") == 1
    letter = page.locator(".letter").inner_text()
    page.reload()
    expect(page.locator(".letter")).to_have_text(letter, use_inner_text=True)
    page.goto(f"{visit.url}/privacy")
    page.go_back()
    expect(page.locator(".letter")).to_have_text(letter, use_inner_text=True)
    page.wait_for_timeout(500)
    assert opened.count("mailto") == 1
    assert key_of(visit) == before
    expect(page.get_by_role("button", name=words.close)).to_be_visible()


def test_without_a_mail_program_nothing_is_forgotten_and_the_message_can_be_copied(
    visit: Visit, content: Content, server: Server
) -> None:
    words, page = content.doors.finish, mail(visit, content)
    before = key_of(visit)
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=words.mail_copy).click()
    expect(page.get_by_role("button", name=content.words.copied)).to_be_visible()
    letter = page.evaluate("navigator.clipboard.readText()")
    code = next(found for line in letter.split("\n") if (found := read_code(line)))
    assert open_store(server.environment["WORKSHOP_DATABASE_URL"]).peek_code(code) == before
    other = visit.new_tab()
    other.goto(f"{visit.url}/finish")
    other.get_by_label(words.leave).check()
    other.get_by_role("button", name=words.close).click()
    expect(page.get_by_text(words.nothing)).to_be_visible()
    nothing_is_left(visit, page, other)


def test_a_plan_moves_to_a_phone_with_a_code_that_is_used_up_at_once(
    visit: Visit, browser: Browser, content: Content
) -> None:
    words = content.doors.finish
    visit.open("research")
    visit.type(LINE, SECRET)
    finish_here(visit.page, content)
    visit.page.get_by_role("button", name=words.phone).click()
    code = visit.page.locator(".code").inner_text()
    visit.page.get_by_role("button", name=words.phone_done).click()  # too early
    expect(visit.page.get_by_text(words.phone_waits)).to_be_visible()
    expect(visit.page.locator(".code")).to_have_text(code)
    square = visit.page.locator(".square svg").bounding_box()
    assert square
    assert square["width"] >= 150
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    phone = context.new_page()
    phone.goto(f"{visit.url}/move#{code.replace('-', '')}")
    phone.get_by_role("button", name=content.doors.move.look).click()
    phone.get_by_role("button", name=content.doors.move.open).click()
    expect(phone.locator("h1").first).to_have_text(content.words.my_plan)
    phone_box = f"{visit.key(LINE)} input"
    phone.goto(f"{visit.url}/research")
    expect(phone.locator(phone_box)).to_have_value(SECRET)
    late = visit.new_tab()
    late.goto(f"{visit.url}/move#{code}")
    late.get_by_role("button", name=content.doors.move.look).click()
    expect(late.get_by_text("works once and for ten minutes")).to_be_visible()
    visit.page.get_by_role("button", name=words.phone_done).click()
    expect(visit.page.locator("h1")).to_have_text(words.done_title)
    phone.reload()
    expect(phone.locator(phone_box)).to_have_value(SECRET)
    nothing_is_left(visit, visit.page)
    context.close()


@pytest.mark.parametrize("path", ["", "research", "identify", "conduct", "closing", "my_plan", "earlier", "rehearsal"])
@pytest.mark.parametrize("size", [None, PHONE], ids=["wide", "phone"])
def test_from_every_page_it_is_one_click_to_finish(
    visit: Visit, content: Content, path: str, size: dict[str, int] | None
) -> None:
    if size:
        visit.page.set_viewport_size(size)  # type: ignore[arg-type]
    visit.open(path)
    finish_here(visit.page, content)


def test_home_asks_once_whose_device_it_is_and_a_shared_one_says_so_on_every_page(
    visit: Visit, content: Content
) -> None:
    words = content.doors.device
    page = visit.open()
    expect(page.get_by_text(words.question)).to_be_visible()
    page.get_by_role("button", name=words.shared_short).click()
    expect(page.get_by_text(words.is_shared)).to_be_visible()
    visit.settle()
    assert page.get_by_text(words.question).count() == 0
    assert whose({str(each["name"]): str(each["value"]) for each in visit.context.cookies()}) == "shared"
    for path in ("research", "live", "my_plan"):
        visit.open(path)
        expect(page.get_by_text(words.is_shared)).to_be_visible()
    assert visit.own_troubles() == []


def test_a_shared_computer_that_nobody_touches_covers_the_page_and_asks(visit: Visit, content: Content) -> None:
    words, page = content.doors.device, visit.page
    visit.context.add_init_script(AHEAD)
    visit.open("research")
    visit.type(LINE, SECRET)
    later = "minutes => sessionStorage.setItem('ahead', minutes * 60_000)"
    page.evaluate(later, 21)
    page.wait_for_timeout(4000)
    assert page.get_by_role("dialog").count() == 0  # nobody said that this computer is shared
    visit.open()
    page.get_by_role("button", name=words.shared_short).click()
    expect(page.get_by_text(words.is_shared)).to_be_visible()
    visit.open("research")
    page.evaluate(later, 50)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (1280, 900)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    page.get_by_role("button", name=words.here).click()
    expect(dialog).to_be_hidden()
    page.wait_for_timeout(4000)
    expect(dialog).to_be_hidden()
    page.evaluate(later, 80)
    expect(dialog).to_be_visible()
    visit.open("projector")
    page.wait_for_timeout(4000)
    expect(dialog).to_be_hidden()  # a whole room looks at it
    visit.open("research")
    expect(dialog).to_be_visible()
    dialog.get_by_role("link", name=content.doors.finish.link).click()
    expect(page.locator("h1")).to_have_text(content.doors.finish.title)
    assert visit.own_troubles() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_small_pages_can_be_read_and_fit_the_screen(
    browser: Browser, server: Server, content: Content, theme: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    visit = Visit(context, server.url)
    visit.open("research")
    visit.type(LINE, SECRET)
    words = content.doors.finish

    def press(name: str, title: str) -> None:
        visit.page.get_by_role("button", name=name).click()
        expect(visit.page.locator("h1")).to_have_text(title)

    def close(sure: str, name: str, title: str) -> None:
        visit.page.get_by_label(sure).check()
        press(name, title)

    steps: list[Callable[[], object]] = [
        lambda: visit.page.goto(f"{visit.url}/device"),
        lambda: visit.page.goto(f"{visit.url}/finish"),
        lambda: press(words.mail, words.mail_page_title),
        lambda: visit.page.goto(f"{visit.url}/finish"),
        lambda: press(words.phone, words.phone_page_title),
        lambda: press(words.phone_done, words.phone_page_title),
        lambda: visit.page.goto(f"{visit.url}/class"),
        lambda: visit.open("classroom").locator("form.start button").first.click(),
        lambda: visit.page.goto(f"{visit.url}/class"),
        lambda: visit.page.goto(f"{visit.url}/finish"),
        lambda: visit.page.locator("summary").click(),
        lambda: press(content.teach.link.close, words.title),
        lambda: close(content.teach.link.have, content.teach.link.close, words.title),
        lambda: close(words.leave, words.close, words.done_title),
        lambda: visit.page.goto(f"{visit.url}/privacy"),
    ]
    for step in steps:
        step()
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.page.evaluate(LOW_CONTRAST) == []
    context.close()
