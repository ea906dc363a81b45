"""A new visitor works through the whole workshop. Nothing they enter may be missing afterwards."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visit
from workshop.page_registry import IN_EVERY_MENU
from workshop.plan.file import load

NOT_KEPT = (
    "people-",
    "people_view",
    "choice_of_person",
    "bank_",
    "own_text",
    "suggested_",
    "on_p_",
    "message_p",
    "paper",
)

LIST_BOXES = """() => [...document.querySelectorAll("[data-testid=stMain] :is(textarea, input)")].map(box => {
  let holder = box;
  while (holder && !/st-key-/.test(holder.className || "")) holder = holder.parentElement;
  const kind = box.closest("[data-testid=stDateInput], [data-testid=stDateTimeInput]") ? "date"
    : box.closest("[data-testid=stSelectbox]") ? "select" : box.type;
  return holder && [kind, holder.className.match(/st-key-([^ ]+)/)[1]];
}).filter(Boolean)"""


def boxes(page: Page, *kinds: str) -> list[str]:
    """The widget keys of the boxes of these kinds on the page, in order."""
    found = [key for kind, key in page.evaluate(LIST_BOXES) if kind in kinds]
    return [key for key in dict.fromkeys(found) if not address(key).startswith(NOT_KEPT)]


def address(key: str) -> str:
    """A widget key without the part that names the plan."""
    return re.sub("^[0-9a-f]{8}-", "", key)


def box(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} :is(textarea, input)").first


def fill_everything(visit: Visit) -> dict[str, str]:
    """Tick every box, choose in every group, write in every blank; what was written, by widget key."""
    page = visit.page
    for key in boxes(page, "checkbox"):
        if not box(page, key).is_checked():
            page.locator(f".st-key-{key} label").first.click()
            visit.settle()
    choices = page.locator("[data-testid=stMain] [class*='-answers-']")
    for group in choices.locator("[data-testid=stButtonGroup]").all():
        if not group.locator("[aria-checked=true], [kind$=Active]").count():
            group.locator("button").first.click()
            visit.settle()
    written = {}
    for key in boxes(page, "text", "textarea"):
        written[key] = f"{key} – naïve 漢字 “{len(key)}”"
        box(page, key).fill(written[key])
        box(page, key).press("Tab")
        page.wait_for_timeout(60)
    for key in boxes(page, "date"):
        if address(key).startswith("answers-"):
            page.locator(f".st-key-{key} [role=spinbutton]").first.click()
            page.keyboard.type("20270115", delay=30)
            page.keyboard.press("Escape")  # the calendar it opened may lie over the next box
            page.keyboard.press("Tab")
    visit.settle()
    return written


def assert_kept(visit: Visit, written: dict[str, str]) -> None:
    """Every blank shows what was written."""
    for key, text in written.items():
        expect(box(visit.page, key)).to_have_value(text)


def assert_still_there(visit: Visit, written: dict[str, str]) -> None:
    """Every blank shows what was written, every box is still ticked."""
    assert_kept(visit, written)
    ticks = boxes(visit.page, "checkbox")
    assert ticks
    assert [key for key in ticks if not box(visit.page, key).is_checked()] == []


def add_two_people(visit: Visit) -> dict[str, str]:
    """Two people with all their facts, through the form a phone shows; what was written, by widget key."""
    written = {}
    page = visit.open("identify")
    page.get_by_role("radio", name="One by one").click()
    visit.settle()
    for name in ("Ana Ruiz", "Bảo Nguyễn"):
        page.get_by_role("button", name="Add a person").click()
        visit.settle()
        page.locator("[class*=-people-][class*=-name] input").fill(name)
        page.keyboard.press("Tab")
        visit.settle()
        keys = [key for kind, key in page.evaluate(LIST_BOXES) if kind == "text" and "-people-" in key]
        for key in (key for key in keys if not key.endswith("-name")):
            written[key] = f"{key} – naïve 漢字"
            box(page, key).fill(written[key])
            page.keyboard.press("Tab")
            page.wait_for_timeout(60)
        visit.settle()
    return written


def open_letters(visit: Visit, step: str) -> None:
    """Unfold the messages of Follow up: they are drawn only then."""
    if step == "follow_up":
        for opener in ("Write the thank-you", "Write an update"):
            open_expander(visit.page, opener)
            visit.settle()


def open_expander(page: Page, title: str) -> None:
    closed = page.locator("details:not([open]) > summary", has_text=title)
    if closed.count():
        closed.click()


def choose_person(visit: Visit, name: str) -> None:
    visit.page.locator(".st-key-choice_of_person").get_by_text(name).click()
    visit.settle()


@pytest.mark.essential
def test_everything_a_student_enters_survives_a_reload_and_a_restart(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="America/Chicago")
    context.set_default_timeout(15_000)
    visit = Visit(context, server.url)
    try:
        visit.open("research")
        visit.page.locator(f"{visit.key('answers.undecided')} label").click()
        visit.settle()
        research = fill_everything(visit)
        visit.page.reload()
        visit.open("research")
        assert_still_there(visit, research)

        people = add_two_people(visit)
        circles = {key: text for key, text in fill_everything(visit).items() if address(key).startswith("answers")}
        server.stop()
        server.start()
        visit.open("identify")
        assert_still_there(visit, circles)

        visit.open("prepare")
        for _ in range(10):
            visit.page.locator("[class*=st-key-add_q] button").first.click()
            visit.settle()
        for place in range(5):
            visit.page.locator("[class*=st-key-star_]").nth(place).locator("button").first.click()
            visit.settle()
        visit.page.get_by_label("Write your own question").fill("What surprised you?")
        visit.page.get_by_role("button", name="Add my question").click()
        visit.settle()
        prepare = fill_everything(visit)
        visit.open("prepare")
        assert_still_there(visit, prepare)

        written: dict[tuple[str, str], dict[str, str]] = {}
        for step in ("contact", "conduct", "follow_up"):
            visit.open(step)
            for name in ("Ana Ruiz", "Bảo Nguyễn"):
                choose_person(visit, name)
                if step == "conduct":
                    visit.page.get_by_text("Video call", exact=True).first.click()
                    visit.settle()
                open_letters(visit, step)
                written[step, name] = fill_everything(visit)
                if step == "contact":
                    visit.page.get_by_role("button", name="Mark as sent").click()
                    visit.settle()
            server.stop()
            server.start()
        for (step, name), texts in written.items():
            visit.open(step)
            choose_person(visit, name)
            open_letters(visit, step)
            kept = {key: text for key, text in texts.items() if "drafts" not in key or step != "contact"}
            assert_still_there(visit, kept)

        visit.open("closing")
        closing = fill_everything(visit)
        visit.open("closing")
        assert_kept(visit, closing)

        visit.open("my_plan")
        with visit.page.expect_download() as download:
            visit.page.locator(".st-key-download_plan button").click()
        plan = load(Path(download.value.path()).read_bytes())
        assert [person.name for person in plan.present] == ["Ana Ruiz", "Bảo Nguyễn"]
        assert all(interview.status == "asked" and len(interview.sent) == 1 for interview in plan.interviews)
        assert [plan.words(f"next_{number}_by") for number in (1, 2, 3)] == ["2027-01-15"] * 3
        assert len(plan.starred) == 5
        assert len(plan.questions) == 11
        kept_texts = json.dumps(plan.model_dump(mode="json"), ensure_ascii=False)
        assert len(people) == 2 * 8
        everything = [research, people, circles, prepare, closing, *written.values()]
        texts = [text for written_texts in everything for text in written_texts.values()]
        missing = [text for text in texts if json.dumps(text, ensure_ascii=False)[1:-1] not in kept_texts]
        assert missing == []
        assert visit.own_troubles() == []
    finally:
        context.close()
        server.stop()


@pytest.mark.parametrize("path", [page.url_path for page in IN_EVERY_MENU])
def test_a_cold_server_shows_any_page_to_its_first_visitor(browser: Browser, tmp_path: Path, path: str) -> None:
    server = Server(tmp_path)
    context = browser.new_context()
    try:
        visit = Visit(context, server.url)
        page = visit.open(path)
        assert page.locator("[data-testid=stSidebarNavLink]").count() == len(IN_EVERY_MENU)
        assert page.get_by_text("Something went wrong").count() == 0
        assert visit.own_troubles() == []
    finally:
        context.close()
        server.stop()
