"""Copying a message and opening it in the mail program take what stands in the box at the click."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visit, new_context
from tests.faults.proxy import Proxy
from workshop.content import Content
from workshop.keys import COOKIE
from workshop.plan.model import About, Person, Plan
from workshop.store import open_store

ANA = Person(id="p1", name="Ana Ruiz", address="Ms. Ruiz", email="ana@work.example", closeness="known")
PLAN = Plan(about=About(name="Maya Thapa", email="maya@school.example"), people=(ANA,))
LONGEST = 2000  # characters of a mail link
WAYS = {"laptop": {}, "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}}


class Writer(Visit):
    """A student at a message, whose clipboard and mail link are looked at, on a line that can be slow."""

    def __init__(self, browser: Browser, server: Server, **device: Any) -> None:
        self.line = Proxy(int(server.port))
        super().__init__(
            new_context(browser, permissions=["clipboard-read", "clipboard-write"], **device), self.line.url
        )
        self.open("contact")
        key = next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == COOKIE)
        open_store(server.environment["WORKSHOP_DATABASE_URL"]).edit(key, lambda _: PLAN)
        self.open("contact")
        # What the page would hand to the mail program; null if it does not.
        self.page.evaluate(
            """() => document.addEventListener("click", event => {
                const link = event.composedPath().find(each => each.matches?.("a[href^='mailto:']"));
                if (link) window.mailed = event.defaultPrevented ? null : link.href;
                if (link) event.preventDefault();
            })"""
        )

    @property
    def body(self) -> Locator:
        """The box of the message."""
        return self.page.locator("[class*=-drafts-] textarea").first

    @property
    def subject(self) -> Locator:
        """The box of its subject."""
        return self.page.locator("[class*=-drafts-][class*=_subject] input").first

    @property
    def copied(self) -> str:
        """What is in the clipboard."""
        return str(self.page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")

    def mail(self, content: Content) -> str | None:
        """Press the mail link; where it leads."""
        self.page.evaluate("window.mailed = undefined")
        self.page.get_by_role("link", name=content.words.open_mail).click()
        link: str | None = self.page.evaluate("window.mailed")
        return link


@pytest.fixture(params=WAYS)
def writer(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Writer]:
    come = Writer(browser, server, **WAYS[request.param])
    yield come
    come.context.close()
    come.line.close()


def body_of(link: str | None) -> str:
    assert link
    return parse_qs(urlsplit(link).query)["body"][0].replace("\r\n", "\n")


def status(page: Page, text: str) -> Locator:
    return page.get_by_role("status").get_by_text(text, exact=True)


def test_copying_right_after_typing_takes_the_last_letter_too(writer: Writer, content: Content) -> None:
    writer.body.fill("Dear Ms. Ruiz,\n\nthis is my message")
    writer.line.delay = 1.0
    writer.body.press_sequentially(" and its end", delay=10)
    writer.page.get_by_role("button", name=content.words.copy_text, exact=True).click()
    expect(status(writer.page, content.words.copied)).to_be_visible()
    assert writer.copied == "Dear Ms. Ruiz,\n\nthis is my message and its end"


def test_mailing_right_after_typing_takes_the_last_letter_too(writer: Writer, content: Content) -> None:
    writer.body.fill("Dear Ms. Ruiz,\n\nthis is my message")
    writer.line.delay = 1.0
    writer.subject.fill("A question & more")
    writer.body.press_sequentially(" and its end", delay=10)
    link = writer.mail(content)
    assert body_of(link) == "Dear Ms. Ruiz,\n\nthis is my message and its end"
    assert link is not None
    assert parse_qs(urlsplit(link).query)["subject"] == ["A question & more"]
    assert urlsplit(link).path == "ana@work.example"


@pytest.mark.parametrize(
    "blank", ["[your phone number]", "[x]", "[your\nphone]", "[]", "{name}", "____", "<name>", "XX"]
)
def test_no_mail_is_opened_with_a_blank_in_it(writer: Writer, content: Content, blank: str) -> None:
    writer.body.fill("Dear Ms. Ruiz, call me at ")
    writer.body.press_sequentially(blank, delay=10)
    assert writer.mail(content) is None
    expect(status(writer.page, content.words.fill_blank_first.replace("{blank}", blank))).to_be_visible()
    expect(writer.body).to_be_focused()
    writer.page.keyboard.type("555 0100")  # it is marked, so that typing fills it in
    assert body_of(writer.mail(content)) == "Dear Ms. Ruiz, call me at 555 0100"


@pytest.mark.parametrize("left", ["[", "]"])
def test_no_mail_is_opened_with_what_is_left_of_a_blank(writer: Writer, content: Content, left: str) -> None:
    writer.body.fill(f"Dear Ms. Ruiz, call me at 555 0100{left}")
    assert writer.mail(content) is None
    expect(status(writer.page, content.words.fill_blank_first.replace("{blank}", left))).to_be_visible()


def test_no_mail_is_opened_with_a_blank_in_its_subject(writer: Writer, content: Content) -> None:
    writer.body.fill("Dear Ms. Ruiz")
    writer.subject.fill("A question from [your school]")
    assert writer.mail(content) is None
    expect(writer.subject).to_be_focused()


@pytest.mark.parametrize("long", [False, True])
def test_the_reason_stands_where_the_blank_is_until_it_is_filled_in(
    writer: Writer, content: Content, long: bool
) -> None:
    lines = "\n".join(f"This is line {number}." for number in range(40 * long))
    writer.body.fill(f"Dear Ms. Ruiz,\nI am from [your town].\n{lines}")
    writer.subject.fill("A question")
    writer.settle()
    if not long:
        writer.subject.fill("A question from [your school]")
    box, blank = (writer.body, "[your town]") if long else (writer.subject, "[your school]")
    assert writer.mail(content) is None
    reason = writer.page.locator(".above_box")
    expect(reason).to_have_text(content.words.fill_blank_first.replace("{blank}", blank))
    writer.settle()
    expect(reason).to_be_in_viewport(ratio=1)
    height = writer.page.viewport_size["height"]  # type: ignore[index]
    place = box.bounding_box()
    assert place
    assert 0 < place["y"] + 60 < height * 0.6  # the blank stands in the second line
    writer.page.keyboard.type("Riverside")
    expect(reason).to_have_count(0)
    expect(status(writer.page, content.words.fill_blank_first.replace("{blank}", blank))).to_have_count(0)


BLANKS = {
    "Call me at [your phone]": "Copied. One blank is still open: [your phone]",
    "Call me at 【your phone】": "Copied. One blank is still open: 【your phone】",
    "I am [name], $& [$&]": "Copied. 2 blanks are still open: [name], [$&]",
    "[a] [b] [b] [c] {dd}": "Copied. 5 blanks are still open: [a], [b], [c] …",
    f"[{'x' * 100}]": f"Copied. One blank is still open: [{'x' * 59}…",
}


def test_who_copies_a_text_with_blanks_is_told(writer: Writer, content: Content) -> None:
    writer.subject.fill("A question")
    for text, said in BLANKS.items():
        writer.body.fill(text)
        writer.page.get_by_role("button", name=content.words.copy_text, exact=True).click()
        expect(status(writer.page, said)).to_be_visible()
        assert writer.copied == text
        writer.body.fill("Call me at 555 0100")
        expect(status(writer.page, said)).to_have_count(0)


def test_too_long_and_not_copied_are_both_said(writer: Writer, content: Content) -> None:
    writer.page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error("not here"));
            document.execCommand = () => false;
        }"""
    )
    writer.body.fill("Dear Ms. Ruiz" + "x" * 2000)
    assert writer.mail(content)
    expect(status(writer.page, content.words.too_long_not_copied)).to_be_visible()


@pytest.mark.parametrize("letter", ["x", "न", "\n", "🙂"])
def test_what_is_too_long_for_a_mail_link_is_copied_instead(writer: Writer, content: Content, letter: str) -> None:
    writer.body.fill("Dear Ms. Ruiz" + letter * 2000)
    link = writer.mail(content)
    assert link is not None
    assert len(link) <= LONGEST
    assert "body=" not in link
    expect(status(writer.page, content.words.copied_too_long)).to_be_visible()
    assert writer.copied == writer.body.input_value()


def test_copied_is_said_only_if_it_was(writer: Writer, content: Content) -> None:
    writer.page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error("not here"));
            document.execCommand = () => false;
        }"""
    )
    button = writer.page.get_by_role("button", name=content.words.copy_text, exact=True)
    button.click()
    expect(status(writer.page, content.words.not_copied)).to_be_visible()
    expect(writer.page.get_by_text(content.words.copied, exact=True)).to_have_count(0)
    expect(button).to_be_focused()


def test_the_second_way_of_copying_keeps_the_focus(writer: Writer, content: Content) -> None:
    writer.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not here')); }")
    writer.body.fill("Dear Ms. Ruiz")
    button = writer.page.get_by_role("button", name=content.words.copy_text, exact=True)
    button.click()
    expect(status(writer.page, content.words.copied)).to_be_visible()
    expect(button).to_be_focused()
    assert writer.copied == "Dear Ms. Ruiz"
