"""Two of a team write at once, in two browsers, and one of them loses the network: nothing that was written is lost."""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, new_visit
from tests.faults.conftest import Workshop
from tests.faults.students import CONNECTED
from workshop.keys import MEMBER_COOKIE
from workshop.plan.merge import extends
from workshop.plan.model import Person, Plan, read, replace
from workshop.store import Store

HALINA = Person(id="p1", name="Halina Wiśniewska")
TALK = f"interviews.{HALINA.id}"
SHARED = f"{TALK}.where"  # one line that both write
BOTH = f"{TALK}.answers.notes"  # one box that both write
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A server of its own, and a proxy before it to take the network away."""
    running = Workshop(tmp_path)
    yield running
    running.close()


@pytest.fixture
def pair(browser: Browser, workshop: Workshop) -> Iterator[tuple[Visit, Visit]]:
    """Ana, who began a team with her plan, and Ben, who came in by its link; his way leads through the proxy."""
    ana, ben = new_visit(browser, workshop.address), new_visit(browser, workshop.proxy.url)
    begin(ana)
    key = key_of(ana)
    workshop.store.edit(key, lambda plan: replace(plan, people=(HALINA,)))
    come_in(ben, link_of(ana, workshop))
    yield ana, ben
    for each in (ana, ben):
        each.context.close()


def begin(visit: Visit) -> None:
    """Make one's plan a team plan, from My plan."""
    page = visit.open("my_plan")
    page.locator("[data-testid=stExpander]", has_text="Work as a team").locator("summary").click()
    visit.settle()  # it opens slowly, and what is in it moves
    page.get_by_role("link", name="Make this plan a team plan").click()
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.get_by_role("button", name="Begin the team").click()
    page.wait_for_url("**/my_plan")
    page.get_by_role("button", name="Make the team link").click()
    page.get_by_role("button", name="End the team link").wait_for()


def key_of(visit: Visit) -> str:
    return next(cookie["value"] for cookie in visit.context.cookies() if cookie["name"] == "plan_key")


def link_of(visit: Visit, workshop: Workshop) -> str:
    """The link as Ana's page copies it."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=workshop.address)
    visit.page.get_by_role("button", name="Copy the team link").click()
    link = str(visit.page.evaluate("navigator.clipboard.readText()"))
    assert link.startswith(f"{workshop.address}/team#")
    return link


def come_in(visit: Visit, link: str) -> None:
    """Follow a link, by one's own way to the server."""
    page = visit.page
    page.goto(visit.url + "/team#" + link.split("#")[1])
    assert "#" not in page.url
    page.get_by_role("button", name="Look at the team").click()
    expect(page.get_by_text("The team: Ana Ruiz")).to_be_visible()
    page.get_by_label("Your name").fill("Ben Ortiz")
    page.get_by_role("button", name="Join the team").click()
    page.wait_for_url("**/my_plan")


class Writer:
    """One of the two: where they write, and all that they wrote there."""

    def __init__(self, visit: Visit, store: Store, name: str) -> None:
        self.visit, self.store, self.name = visit, store, name
        self.key = key_of(visit)
        self.own = f"{TALK}.team_notes.{self.member}"
        self.texts: dict[str, str] = {}
        self.words = iter(f"{name}{number}" for number in range(10_000))

    @property
    def member(self) -> str:
        cookies = {cookie["name"]: cookie["value"] for cookie in self.visit.context.cookies()}
        return cookies[MEMBER_COOKIE]

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def plan(self) -> Plan:
        return self.store.load(self.key).plan

    def write(self, path: str) -> None:
        """Add a word at the end of a box, as a person does. Once a page knows it is cut off, it takes no more."""
        box = self.page.locator(f"{self.visit.key(path)} :is(textarea, input)").first
        if box.is_disabled():
            return
        if not box.evaluate("box => box === document.activeElement"):
            box.click()
            self.page.keyboard.press("Control+End")
        word = f"{next(self.words)} "
        self.page.keyboard.type(word, delay=15)
        if word in box.input_value():
            self.texts[path] = self.texts.get(path, "") + word

    def lost(self) -> list[str]:
        """The words of this writer that stand nowhere: not in their box, and not beside it."""
        plan, found = self.plan, []
        for path, written in self.texts.items():
            kept = [read(plan, path) or "", *plan.others.get(path, ())]
            found += [f"{path}: {word}" for word in written.split() if not any(word in text.split() for text in kept)]
        return found

    def is_connected(self) -> None:
        self.page.locator(CONNECTED).wait_for(timeout=60_000)


def write_at_once(writers: Sequence[Writer], seconds: float, paths: Sequence[str]) -> None:
    """Everyone writes by turns of a word, now into the one box, now into another, without waiting for each other."""
    end, chance = time.monotonic() + seconds, random.Random(7)
    while time.monotonic() < end:
        for path in paths:
            stop = min(end, time.monotonic() + chance.uniform(2, 5))
            while time.monotonic() < stop:
                for writer in writers:
                    writer.write(writer.own if path == "own" else path)
                writers[0].page.wait_for_timeout(chance.choice([50, 250, 900]))


@pytest.mark.parametrize(
    ("writing", "away"),
    [
        pytest.param(5, 5, id="short"),
        pytest.param(60, 20, id="full", marks=pytest.mark.faults),
    ],
)
def test_two_who_write_at_once_lose_nothing(
    workshop: Workshop, pair: tuple[Visit, Visit], writing: float, away: float
) -> None:
    for visit in pair:
        visit.open("conduct")
    ana, ben = writers = [Writer(visit, workshop.store, name) for visit, name in zip(pair, "ab", strict=True)]
    assert ana.key == ben.key
    assert ana.member != ben.member
    write_at_once(writers, writing / 2, ["own", BOTH, SHARED])
    workshop.proxy.cut()
    write_at_once(writers, away, [BOTH, "own"])
    workshop.proxy.heal()
    ben.is_connected()
    write_at_once(writers, writing / 2, [SHARED, BOTH, "own"])
    for writer in writers:
        writer.page.keyboard.press("Tab")
    end = time.monotonic() + 20
    while any(writer.lost() for writer in writers) and time.monotonic() < end:
        ana.page.wait_for_timeout(500)
    assert [lost for writer in writers for lost in writer.lost()] == []
    assert [read(ana.plan, writer.own) for writer in writers] == [writer.texts[writer.own] for writer in writers]


def test_a_conflict_shows_both_versions_to_both(workshop: Workshop, pair: tuple[Visit, Visit]) -> None:
    for visit in pair:
        visit.open("conduct")
    writers = [Writer(visit, workshop.store, name) for visit, name in zip(pair, "ab", strict=True)]
    for _ in range(6):
        for writer in writers:
            writer.write(SHARED)
        writers[0].page.wait_for_timeout(600)
    for writer in writers:  # nobody's text is exchanged under their hands
        assert writer.visit.value(SHARED) == writer.texts[SHARED]
    for writer in writers:
        writer.page.keyboard.press("Tab")
    expect_both(writers)
    standing = str(read(writers[0].plan, SHARED))
    (other,) = {writer.texts[SHARED] for writer in writers} - {standing}
    for writer in writers:
        box = writer.page.locator(f"{writer.visit.key(SHARED)} input").first
        expect(box).to_have_value(standing, timeout=30_000)
        beside = writer.page.locator("[class*=st-key-others_]").filter(has_text=other.strip())
        expect(beside).to_be_visible(timeout=30_000)


def expect_both(writers: Sequence[Writer]) -> None:
    """Wait until the one text stands and the other is kept beside it."""
    end = time.monotonic() + 15
    wanted = {writer.texts[SHARED] for writer in writers}
    while time.monotonic() < end:
        plan = writers[0].plan
        kept = [str(read(plan, SHARED)), *plan.others.get(SHARED, ())]
        if all(any(extends(text, each) for text in kept) for each in wanted):
            break
        writers[0].page.wait_for_timeout(300)
    assert set(kept) == wanted


def test_notes_stand_side_by_side_and_follow_while_they_are_written(
    browser: Browser, workshop: Workshop, pair: tuple[Visit, Visit]
) -> None:
    for visit in pair:
        visit.open("conduct")
    ana, ben = (Writer(visit, workshop.store, name) for visit, name in zip(pair, "ab", strict=True))
    for _ in range(3):
        ben.write(ben.own)
    beside = ana.page.locator(f".st-key-notes_of_{ben.member}")
    expect(beside).to_contain_text(ben.texts[ben.own].strip(), timeout=15_000)
    mine = ana.page.locator(ana.visit.key(ana.own)).bounding_box()
    theirs = beside.bounding_box()
    assert mine
    assert theirs
    assert theirs["x"] > mine["x"] + mine["width"] - 1
    phone = new_visit(browser, workshop.address, **PHONE)
    phone.context.add_cookies(ana.visit.context.storage_state()["cookies"])
    page = phone.open("conduct")
    upper, lower = (
        page.locator(each).bounding_box() for each in (phone.key(ana.own), f".st-key-notes_of_{ben.member}")
    )
    assert upper
    assert lower
    assert lower["y"] >= upper["y"] + upper["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.context.close()
