"""A parent with a phone: the page for families, and a plan that is shown in parts, for as long as it is shown."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket, expect

from tests.browser.conftest import Server, Visit, new_visit
from tests.browser.test_pages import LOW_CONTRAST
from tests.marked import WITH_MEETING, WITH_NOTES, marked, marker, may_show
from workshop.content import Content
from workshop.keys import COOKIE, new_key
from workshop.plan.messages import handover_note
from workshop.plan.model import Plan, write
from workshop.store import Store, open_store

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
AT_ONCE = 5.0  # seconds in which an open page follows


@dataclass
class Traffic:
    """All bytes that a page gets: answers over HTTP, and what comes through its websockets."""

    got: list[bytes] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Collect from now on."""
        page.on("websocket", self._websocket)
        page.on("response", self._response)

    def _websocket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.got.append(frame if isinstance(frame, bytes) else frame.encode()))

    def _response(self, response: Response) -> None:
        if response.status == 200 and "/static/" not in response.url:
            self.got.append(response.body())

    def holds(self, text: str) -> bool:
        """Whether the text came."""
        return any(text.encode() in each for each in self.got)


@dataclass
class Home:
    """A student at a laptop with a plan that is full of markers, and a parent with a phone."""

    student: Visit
    parent: Visit
    store: Store
    key: str
    content: Content
    traffic: Traffic = field(default_factory=Traffic)

    @property
    def table(self) -> dict[str, set[str]]:
        return may_show(self.content, self.store.load(self.key).plan)

    def came(self) -> set[str]:
        """The markers that reached the parent's phone."""
        return {each for each in self.table if self.traffic.holds(each)}

    def allowed(self, *parts: str) -> set[str]:
        return {each for each, where in self.table.items() if where & {"always", *parts}}

    def links(self) -> Page:
        """The student's page, with the part open that makes links."""
        page = self.student.open("family")
        page.get_by_text(self.content.family.page.give_link).click()
        self.student.settle()
        return page

    def tick(self, label: str) -> None:
        self.student.page.locator("label", has_text=label).last.click()
        self.student.settle()

    def open_on_the_phone(self, secret: str) -> Page:
        page = self.parent.page
        page.goto(f"{self.parent.url}/shared#{secret}")
        page.get_by_role("button", name=self.content.doors.shared.open).tap()
        expect(page.locator("h1").first).to_contain_text(marker("about", "name"))
        self.parent.settle()
        return page


@pytest.fixture
def home(browser: Browser, server: Server, content: Content) -> Iterator[Home]:
    key = new_key()
    store = open_store(server.environment["WORKSHOP_DATABASE_URL"])
    store.edit(key, lambda _: marked(content))
    student, parent = new_visit(browser, server.url), new_visit(browser, server.url, **PHONE)
    student.context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    found = Home(student, parent, store, key, content)
    found.traffic.listen(parent.page)
    yield found
    student.context.close()
    parent.context.close()


@pytest.mark.essential
def test_a_parent_sees_what_is_ticked_as_long_as_it_is_and_nothing_else_ever_came(home: Home) -> None:
    parts = home.content.doors.parts
    home.links()
    home.tick(parts["goal"].tick)
    home.student.page.get_by_label(home.content.doors.keeping.link_name).fill("Mom")
    home.student.page.get_by_role("button", name=home.content.doors.keeping.link_make).click()
    home.student.settle()
    (link,) = home.store.links(home.key)
    assert (link.name, link.parts) == ("Mom", {"meetings", "goal"})

    page = home.open_on_the_phone(link.secret)
    expect(page.get_by_text(marker("answer", "goal_subject"))).to_be_visible()
    expect(page.get_by_text(marker(WITH_MEETING, "where"))).to_be_visible()
    assert {marker("about", "name"), marker("about", "phone")} < home.came() <= home.allowed("meetings", "goal")

    home.student.page.get_by_text(home.content.doors.keeping.link_change).click()
    home.student.settle()
    (before,) = home.store.links(home.key)
    home.student.page.locator(f".st-key-shows_{link.number}_goal label").click()
    home.student.settle()
    home.student.page.locator(f".st-key-shows_{link.number}_questions label").click()
    expect(page.get_by_text(marker("question"))).to_be_visible(timeout=AT_ONCE * 1000)
    expect(page.get_by_text(marker("answer", "goal_subject"))).to_have_count(0)
    (after,) = home.store.links(home.key)
    assert (after.secret, after.parts) == (before.secret, {"meetings", "questions"})
    assert home.came() <= home.allowed("meetings", "goal", "questions")

    home.student.page.get_by_role("button", name=home.content.doors.keeping.link_end).click()
    ended = time.monotonic()
    expect(page.get_by_text(home.content.doors.shared.wrong)).to_be_visible(timeout=AT_ONCE * 1000)
    home.parent.settle()
    assert time.monotonic() - ended < AT_ONCE + 1
    assert [each for each in home.table if each in page.content()] == []
    page.reload()
    expect(page.get_by_text(home.content.doors.shared.wrong)).to_be_visible()
    assert home.came() <= home.allowed("meetings", "goal", "questions")
    assert [*home.student.own_troubles(), *home.parent.own_troubles()] == []


def test_the_parents_page_follows_what_the_student_writes_in_the_parts_shown(home: Home) -> None:
    link = home.store.share(home.key, "Mom", frozenset({"meetings"}))
    page = home.open_on_the_phone(link.secret)
    where, hidden = f"interviews.{WITH_MEETING}.where", f"interviews.{WITH_NOTES}.answers.notes"
    home.store.edit(home.key, lambda plan: write(write(plan, where, "Room Zebra 12"), hidden, "Secret quokka"))
    expect(page.get_by_text("Room Zebra 12")).to_be_visible(timeout=AT_ONCE * 1000)
    assert not home.traffic.holds("Secret quokka")


def test_an_open_page_shows_nothing_any_more_once_the_plan_has_a_new_lock_or_is_gone(home: Home) -> None:
    link = home.store.share(home.key, "Mom", frozenset({"meetings"}))
    page = home.open_on_the_phone(link.secret)
    home.store.rotate(home.key)
    expect(page.get_by_text(home.content.doors.shared.wrong)).to_be_visible(timeout=AT_ONCE * 1000)
    home.parent.settle()
    assert [each for each in may_show(home.content, marked(home.content)) if each in page.content()] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_pages_fit_a_phone_and_can_be_read(
    browser: Browser, server: Server, home: Home, example: Plan, scheme: Any
) -> None:
    home.store.edit(home.key, lambda _: example)
    link = home.store.share(home.key, "Mom", frozenset({"meetings", "goal", "people", "notes", "decided"}))
    visit = new_visit(browser, server.url, **PHONE, color_scheme=scheme)
    visit.context.add_cookies([{"name": "shared_plan", "value": link.secret, "url": server.url}])
    for path in ("family", "reading"):
        page = visit.open(path)
        closed = page.locator("[data-testid=stMain] details:not([open]) > summary")
        while closed.count():
            closed.first.tap()
            visit.settle()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
        assert page.evaluate(LOW_CONTRAST) == []
    assert visit.own_troubles() == []
    visit.context.close()


def test_the_agreement_ticked_by_touch_is_in_the_plan(home: Home) -> None:
    phone = home.parent
    phone.context.add_cookies([{"name": COOKIE, "value": home.key, "url": phone.url}])
    page = phone.open("family")
    page.get_by_text(home.content.family.agreement.title).tap()
    phone.settle()
    for line in home.content.family.agreement.lines:
        if line.id != "family_myself":  # ticked already
            page.get_by_text(line.text).tap()
            phone.settle()
    expect(page.get_by_text(home.content.family.agreement.both_since.split("{")[0])).to_be_visible()
    plan = home.store.load(home.key).plan
    assert all(plan.checks[line.id] for line in home.content.family.agreement.lines)


@pytest.mark.parametrize("paper", ["US Letter", "A4"])
def test_the_two_pages_come_as_pdf(visit: Visit, content: Content, paper: str) -> None:
    page = visit.open("family")
    page.get_by_role("radio", name=paper).click()
    visit.settle()
    with page.expect_download() as download:
        page.get_by_role("button", name=content.family.page.download).click()
    found = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes()))
    assert len(found.pages) == 2
    assert round(float(found.pages[0].mediabox.width)) == (595 if paper == "A4" else 612)


def test_the_note_is_copied_with_its_blanks_and_not_mailed_with_them(visit: Visit, content: Content) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("family")
    page.get_by_text(content.family.handover.title).click()
    page.get_by_role("button", name=content.family.page.copy_note).click()
    expect(page.get_by_role("status").get_by_text(content.words.copied_blanks.partition("{")[0])).to_be_visible()
    note = handover_note(content, Plan())
    assert page.evaluate("navigator.clipboard.readText()") == note
    page.get_by_role("link", name=content.words.open_mail).click()
    said = content.words.fill_blank_first.replace("{blank}", "[name]")
    expect(page.get_by_role("status").get_by_text(said)).to_be_visible()
    box = page.get_by_label(content.family.handover.note_title)
    expect(box).to_be_focused()
    page.keyboard.type("Ana")
    expect(box).to_have_value(note.replace("[name]", "Ana"))
    page.wait_for_timeout(2000)
    page.reload()
    page.get_by_text(content.family.handover.title).click()
    expect(box).to_have_value(note.replace("[name]", "Ana"))
