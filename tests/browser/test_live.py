"""A whole conversation on a phone, with the clock advanced and the server killed in the middle of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visit, new_visit, until
from tests.browser.test_saving import SAVED, foot
from workshop.content import Content
from workshop.keys import COOKIE, new_key
from workshop.plan.file import load
from workshop.plan.live import said_name
from workshop.plan.model import ChosenQuestion, Person, Plan
from workshop.store import open_store

ANA = Person(id="p_ana", name="Ana Silva", address="Ms. Silva")
QUESTIONS = tuple(
    ChosenQuestion(id=f"own_{number}", text=text)
    for number, text in enumerate(
        (
            "How did you get into this work?",
            "What does your first hour in the morning look like, and what decides how the rest of your day will go?",
            "What was harder than you thought?",
            "Who else should I talk with?",
        )
    )
)
WORDS = ("saw an ad, paid", "6:30, two sites, 早", "heights – naïve", "cousin Pavel")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
THUMB = 44  # pixels
CLOCK = """
const real = Date.now.bind(Date);
const came = Number(sessionStorage.getItem("came") ?? real());
sessionStorage.setItem("came", came);
window.after = minutes => sessionStorage.setItem("ahead", came + minutes * 60_000 - real());
Date.now = () => real() + Number(sessionStorage.getItem("ahead") ?? 0) + WRONG;
"""


@dataclass
class Talk:
    """A student with a phone, a person and a list, before a server of their own."""

    visit: Visit
    server: Server
    key: str

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def plan(self) -> Plan:
        """What the database holds."""
        return open_store(self.server.environment["WORKSHOP_DATABASE_URL"]).load(self.key).plan

    def after(self, minutes: float) -> None:
        """Have the phone's clock show that this much time has passed since the student came."""
        self.page.evaluate("minutes => after(minutes)", minutes)

    def tap(self, label: str) -> None:
        self.page.get_by_role("button", name=label).last.tap()

    def box(self, number: int) -> Locator:
        path = f"interviews.{ANA.id}.answers.{said_name(QUESTIONS[number].id)}"
        return self.page.locator(f"{self.visit.key(path)} textarea")

    def said(self, number: int) -> str:
        return self.plan.interview(ANA.id).words(said_name(QUESTIONS[number].id))

    @property
    def clock(self) -> Locator:
        return self.page.locator(".st-key-clock .left")

    @property
    def sign(self) -> Locator:
        return self.page.locator(".st-key-clock [role=status]")


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server to kill."""
    running = Server(tmp_path)
    yield running
    running.stop()


def arrive(browser: Browser, server: Server, wrong_by: float = 0) -> Talk:
    """A student with a plan, on a phone whose clock is wrong by some minutes."""
    key = new_key()
    plan = Plan(people=(ANA,), questions=QUESTIONS)
    open_store(server.environment["WORKSHOP_DATABASE_URL"]).edit(key, lambda _: plan)
    visit = new_visit(browser, server.url, **PHONE)
    visit.context.add_init_script(CLOCK.replace("WRONG", str(wrong_by * 60_000)))
    visit.context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    return Talk(visit, server, key)


@pytest.fixture
def talk(browser: Browser, own_server: Server) -> Iterator[Talk]:
    """A student on the way into the live mode, before a server that may be killed."""
    student = arrive(browser, own_server)
    yield student
    student.visit.context.close()


def test_a_whole_conversation_with_a_killed_server_keeps_every_word(talk: Talk, content: Content) -> None:
    words, page = content.live, talk.page
    talk.visit.open("conduct")
    talk.tap(words.start_live)
    expect(page.locator("h1")).to_have_text(words.before_title)
    expect(talk.clock).to_have_text("20 min agreed")
    talk.tap(words.start)
    expect(page.locator("h1")).to_have_text(words.opening_title)
    expect(talk.clock).to_have_text("20 min left")
    talk.after(2.5)
    expect(talk.clock).to_have_text("18 min left")
    talk.tap(words.next)

    expect(page.locator("h1")).to_have_text(QUESTIONS[0].text)
    talk.box(0).tap()
    page.keyboard.type(WORDS[0])
    talk.tap(words.next)  # at once, and only once
    expect(page.locator("h1")).to_have_text(QUESTIONS[1].text)

    talk.after(8.2)
    talk.box(1).tap()
    page.keyboard.type(WORDS[1][:8])
    expect(foot(page)).to_have_text(SAVED)
    page.keyboard.type(WORDS[1][8:])
    talk.server.stop()  # before the pause after which a text is saved
    assert talk.said(1) == WORDS[1][:8]
    expect(foot(page)).to_have_text(content.words.no_connection, timeout=10_000)
    expect(talk.clock).to_have_text("12 min left")  # it goes on by itself
    expect(talk.sign).to_have_text("")
    talk.after(9.1)
    expect(talk.clock).to_have_text("11 min left")
    talk.server.start()
    assert until(lambda: talk.said(1) == WORDS[1], page, 30)
    expect(foot(page)).to_have_text(SAVED)
    expect(page.locator("h1")).to_have_text(QUESTIONS[1].text)
    page.reload()  # as a phone does that was short of memory
    expect(talk.box(1)).to_have_value(WORDS[1])
    expect(talk.clock).to_have_text("11 min left")

    talk.tap(words.next)
    talk.after(14.7)
    expect(talk.clock).to_have_text("6 min left")
    expect(talk.sign).to_have_text("")
    talk.box(2).tap()
    page.keyboard.type(WORDS[2])
    talk.after(15.4)
    expect(talk.clock).to_have_text("5 min left")
    expect(talk.sign).to_have_text(words.clock.closing)
    expect(talk.box(2)).to_be_focused()  # the sign interrupts nobody
    page.keyboard.type("!")
    talk.tap(words.all)
    talk.tap(QUESTIONS[3].text)
    talk.box(3).fill(WORDS[3])
    talk.tap(words.close)
    expect(page.locator("h1")).to_have_text(words.closing_title)
    talk.after(21.5)
    expect(talk.clock).to_have_text("1 min over")
    expect(talk.sign).to_have_text(words.clock.end)
    talk.tap(words.stay.text)
    expect(talk.clock).to_have_text("9 min left")
    expect(talk.sign).to_have_text("")
    talk.visit.type(f"interviews.{ANA.id}.answers.notes", "solar, math")
    talk.tap(words.done)

    expect(page.locator("h1")).to_have_text(content.steps["follow_up"].title)
    assert talk.plan.interview(ANA.id).status == "met"
    for question, keywords in zip(QUESTIONS, (*WORDS[:2], f"{WORDS[2]}!", WORDS[3]), strict=True):
        expect(page.locator(".noted")).to_contain_text(question.text)
        expect(page.locator(".noted")).to_contain_text(keywords)
    talk.visit.open("my_plan")
    with page.expect_download() as download:
        page.locator(".st-key-download_plan button").tap()
    interview = load(Path(download.value.path()).read_bytes()).interview(ANA.id)
    kept = [interview.words(said_name(question.id)) for question in QUESTIONS]
    assert kept == [*WORDS[:2], f"{WORDS[2]}!", WORDS[3]]
    assert interview.words("notes") == "solar, math"
    assert talk.visit.own_troubles() == []


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Talk]:
    """A student in the live mode, before the server of all."""
    student = arrive(browser, server)
    yield student
    student.visit.context.close()


@pytest.mark.parametrize(
    "place", ["card=before", "card=open", "card=ask_own_1", "card=close", "view=all", "view=what_if"]
)
def test_everything_is_within_reach_of_a_thumb(phone: Talk, place: str) -> None:
    page = phone.visit.open(f"live?person={ANA.id}&{place}")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    for button in page.get_by_role("button").all():
        size = button.bounding_box()
        assert size is None or (size["height"] >= THUMB and size["width"] >= THUMB), button.inner_text()
    main.evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(phone.clock).to_be_in_viewport()
    expect(page.locator(".st-key-live_way")).to_be_in_viewport()
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()


def test_a_card_is_read_from_its_beginning_and_the_button_keeps_the_focus(phone: Talk, content: Content) -> None:
    page = phone.visit.open(f"live?person={ANA.id}&card=open&view=what_if")
    main = page.locator("[data-testid=stMain]")
    main.evaluate("main => main.scrollTo(0, main.scrollHeight)")
    assert main.evaluate("main => main.scrollTop") > 0
    phone.tap(content.live.close)
    expect(page.locator("h1")).to_have_text(content.live.closing_title)
    assert until(lambda: main.evaluate("main => main.scrollTop") == 0, page, 3)
    page = phone.visit.open(f"live?person={ANA.id}&card=open")
    page.get_by_role("button", name=content.live.next).focus()
    for question in QUESTIONS:
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(question.text)


def test_the_question_and_its_box_fit_above_the_keyboard_of_a_phone(phone: Talk) -> None:
    page = phone.visit.open(f"live?person={ANA.id}&card=ask_own_0")
    title, box = page.locator("h1").bounding_box(), phone.box(0).bounding_box()
    assert title
    assert box
    assert title["y"] < box["y"]
    assert box["y"] + box["height"] < 844 - 340
    assert page.locator("h1").evaluate("title => parseFloat(getComputedStyle(title).fontSize)") >= 32


def test_a_phone_whose_clock_is_wrong_counts_from_the_start_all_the_same(
    browser: Browser, server: Server, content: Content
) -> None:
    student = arrive(browser, server, wrong_by=-12)
    student.visit.open(f"live?person={ANA.id}")
    student.tap(content.live.start)
    expect(student.clock).to_have_text("20 min left")
    student.after(3.5)
    expect(student.clock).to_have_text("17 min left")
    student.page.reload()
    expect(student.clock).to_have_text("17 min left")
    student.visit.context.close()


def test_the_back_button_of_a_phone_goes_back_one_card(phone: Talk, content: Content) -> None:
    page = phone.visit.open(f"live?person={ANA.id}&card=ask_own_0")
    phone.tap(content.live.next)
    expect(page.locator("h1")).to_have_text(QUESTIONS[1].text)
    phone.box(1).fill("typed, then back at once")
    page.go_back()
    expect(page.locator("h1")).to_have_text(QUESTIONS[0].text)
    assert until(lambda: phone.said(1) == "typed, then back at once", page, 5)


def test_the_screen_is_kept_awake_while_the_clock_runs(phone: Talk, content: Content) -> None:
    phone.visit.context.add_init_script(
        """window.locks = [];
        Object.defineProperty(navigator, "wakeLock", { value: { request: async kind => {
          const lock = { kind, released: false, release: async () => { lock.released = true; } };
          window.locks.push(lock);
          return lock;
        } } });"""
    )
    page = phone.visit.open(f"live?person={ANA.id}")
    assert page.evaluate("locks.length") == 0
    phone.tap(content.live.start)
    expect(phone.clock).to_have_text("20 min left")
    assert page.evaluate("locks.filter(each => !each.released).length") == 1
    phone.tap(content.live.next)
    expect(page.locator("h1")).to_have_text(QUESTIONS[0].text)
    assert page.evaluate("locks.filter(each => !each.released).length") == 1
    phone.tap(content.live.leave)
    expect(page.locator("h1")).to_have_text(content.steps["conduct"].title)
    assert page.evaluate("locks.filter(each => !each.released).length") == 0
