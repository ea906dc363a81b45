"""A word that is put together from several keys, as phones, accents and East Asian languages do, is no conflict."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visit, new_context, until
from tests.faults.proxy import Proxy
from workshop.keys import COOKIE
from workshop.plan.model import Plan
from workshop.store import open_store

LINE, AREA = "about.name", "answers.draws_me"
LONGER_THAN_PATIENCE = 2500  # milliseconds; see behaviour.js
SLOW = 1.0  # seconds each way
COMPOSED = {
    "autocorrect": (["teh"], "the"),
    "accent": (["e"], "é"),
    "japanese": (["か", "かん", "かんじ"], "漢字"),
    "korean": (["ㅎ", "하"], "한"),
}


class Student(Visit):
    """A student who composes words, and whose line can be made slow."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.line = Proxy(int(server.port))
        self.database = server.environment["WORKSHOP_DATABASE_URL"]
        super().__init__(new_context(browser), self.line.url)

    def box(self, path: str) -> Locator:
        """The box at an address in the plan, with the cursor in it."""
        box = self.page.locator(f"{self.key(path)} :is(input, textarea)")
        box.click()
        return box

    def compose(self, text: str) -> None:
        """Show a word that is not whole yet."""
        keys = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        self.context.new_cdp_session(self.page).send("Input.imeSetComposition", keys)

    def finish(self, text: str) -> None:
        """Choose what the word becomes."""
        self.context.new_cdp_session(self.page).send("Input.insertText", {"text": text})

    @property
    def plan(self) -> Plan:
        """What the database holds."""
        key = next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == COOKIE)
        return open_store(self.database).load(key).plan

    def text(self, path: str) -> str:
        """What the database holds at an address."""
        return self.plan.about.name if path == LINE else self.plan.words("draws_me")

    def has(self, path: str, text: str) -> None:
        """See that a text is saved, with no other version, and the cursor still in its box."""
        box = self.page.locator(f"{self.key(path)} :is(input, textarea)")
        assert until(lambda: self.text(path) == text, self.page, 15), self.text(path)
        self.page.wait_for_timeout(LONGER_THAN_PATIENCE)
        expect(box).to_have_value(text)
        expect(box).to_be_focused()
        assert (self.text(path), self.plan.others) == (text, {})
        expect(self.page.locator("[class*=st-key-others_]")).to_have_count(0)


@pytest.fixture
def student(browser: Browser, server: Server) -> Iterator[Student]:
    come = Student(browser, server)
    come.open("research")
    yield come
    come.context.close()
    come.line.close()


def hide(page: Page, *, hidden: bool) -> None:
    """What a page hears when another app comes before it, and when it is back."""
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


@pytest.mark.parametrize("kind", COMPOSED)
@pytest.mark.parametrize("path", [LINE, AREA])
def test_a_word_that_takes_its_time_is_no_conflict(student: Student, path: str, kind: str) -> None:
    steps, word = COMPOSED[kind]
    student.box(path)
    student.page.keyboard.type("Ana ")
    student.page.wait_for_timeout(LONGER_THAN_PATIENCE)
    for step in steps:
        student.compose(step)
        student.page.wait_for_timeout(LONGER_THAN_PATIENCE)
    student.finish(word)
    student.has(path, f"Ana {word}")


@pytest.mark.parametrize("path", [LINE, AREA])
def test_a_word_on_a_slow_line_is_no_conflict(student: Student, path: str) -> None:
    student.box(path)
    student.line.delay = SLOW
    student.compose("teh")
    student.page.wait_for_timeout(LONGER_THAN_PATIENCE)
    student.finish("the")
    student.page.wait_for_timeout(200)
    student.compose(" ned")
    student.page.wait_for_timeout(1000)
    student.finish(" end")
    student.has(path, "the end")


@pytest.mark.parametrize("path", [LINE, AREA])
def test_a_word_in_the_middle_of_which_the_page_is_hidden_is_no_conflict(student: Student, path: str) -> None:
    student.box(path)
    student.compose("teh")
    hide(student.page, hidden=True)
    assert until(lambda: student.text(path) == "teh", student.page)
    hide(student.page, hidden=False)
    student.compose("thee")
    student.finish("the")
    student.has(path, "the")


@pytest.mark.parametrize("path", [LINE, AREA])
def test_a_text_that_a_program_puts_in_over_another_is_no_conflict(student: Student, path: str) -> None:
    """As autofill and add-ons do: `input` comes without `beforeinput`, here before Streamlit is told."""
    student.box(path)
    student.page.keyboard.type("Ana")
    student.has(path, "Ana")
    student.open("research")
    student.box(path).evaluate(
        """box => {
            Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, "Bo");
            box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }"""
    )
    hide(student.page, hidden=True)
    student.has(path, "Bo")
