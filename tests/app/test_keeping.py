"""My plan says who can open the plan, and a shared plan can be read and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Visitor, shown, trouble
from workshop.content import Content, fill
from workshop.device import COOKIE as DEVICE_COOKIE
from workshop.device import told
from workshop.exports.outline import full_day
from workshop.keys import SHARED_COOKIE, new_key, read_code
from workshop.plan.model import Plan, write
from workshop.store import Store

MAYA = write(Plan(), "about.name", "Maya *Brooks*")


def texts(screen: Any) -> str:
    return "\n".join(text for _, text in shown(screen))


def test_before_anything_is_saved_there_is_nothing_to_open(visitor: Callable[..., Visitor], content: Content) -> None:
    screen = visitor().open("my_plan")
    assert content.doors.keeping.empty in texts(screen)
    assert not [button for button in screen.button if button.key == "make_code"]


@pytest.mark.parametrize("said", ["own", "shared", ""])
def test_my_plan_says_truly_how_long_this_browser_opens_it_and_offers_the_other_answer(
    visitor: Callable[..., Visitor], content: Content, said: str
) -> None:
    maya, words = visitor().have(MAYA), content.doors
    until = datetime.now(UTC).date() + timedelta(days=100)
    maya.also = {DEVICE_COOKIE: told("own", until) if said == "own" else said}
    text = texts(maya.open("my_plan"))
    kept = {
        "own": fill(words.kept.own, {"day": full_day(content, until)}),
        "shared": words.kept.shared,
        "": words.kept.not_said,
    }
    assert {name for name, sentence in kept.items() if sentence in text} == {said}
    assert ('href="/keep"' in text, 'href="/device"' in text) == (said != "own", said != "shared")


def test_the_day_until_which_this_browser_opens_a_plan_is_not_after_that_on_which_it_is_deleted(
    visitor: Callable[..., Visitor], content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_KEEP_DAYS", "30")
    maya, today = visitor().have(MAYA), datetime.now(UTC).date()
    maya.also = {DEVICE_COOKIE: told("own", today + timedelta(days=100))}
    day = full_day(content, today + timedelta(days=30))
    assert fill(content.doors.kept.own, {"day": day}) in texts(maya.open("my_plan"))


@pytest.mark.parametrize("page", ["home", "research", "follow_up"])
def test_a_page_asks_whose_device_it_is_once_something_is_saved_and_until_it_is_answered(
    visitor: Callable[..., Visitor], content: Content, page: str
) -> None:
    question, maya = content.doors.device.question, visitor()
    assert (question in texts(maya.open(page))) is (page == "home")
    maya.have(MAYA)
    asked = texts(maya.open(page))
    assert asked.count(question) == 1
    assert content.doors.device.why in asked
    assert f'href="/keep?from={page}"' in asked
    for said in (told("own", datetime.now(UTC).date()), "shared"):
        maya.also = {DEVICE_COOKIE: said}
        assert question not in texts(maya.open(page))


def test_the_question_comes_with_the_first_text_that_is_saved(
    visitor: Callable[..., Visitor], content: Content
) -> None:
    maya = visitor()
    screen = maya.open("research")
    assert content.doors.device.question not in texts(screen)
    screen.text_input(key=maya.box("about.name")).set_value("Maya").run()
    assert content.doors.device.question in texts(screen)


def test_a_code_is_shown_in_groups_and_opens_this_plan(visitor: Callable[..., Visitor], store: Store) -> None:
    maya = visitor().have(MAYA)
    screen = maya.open("my_plan")
    screen.button(key="make_code").click().run()
    assert trouble(screen) == []
    code = next(text for text in texts(screen).split("\n") if 'class="code"' in text)
    found = read_code(code.split(">")[1].split("<")[0])
    assert found
    assert store.peek_code(found) == maya.key


def test_a_link_is_made_named_and_ended(visitor: Callable[..., Visitor], store: Store) -> None:
    maya = visitor().have(MAYA)
    screen = maya.open("my_plan")
    screen.text_input(key="link_name").set_value("My aunt").run()
    screen.button(key="make_link").click().run()
    (link,) = store.links(str(maya.key))
    assert link.name == "My aunt"
    assert f"/shared#{link.secret}" in texts(screen)
    screen.button(key=f"end_{link.number}").click().run()
    assert store.links(str(maya.key)) == []
    assert link.secret not in texts(screen)
    assert trouble(screen) == []


def test_trouble_with_the_storage_is_told(visitor: Callable[..., Visitor], store: Store, content: Content) -> None:
    maya = visitor().have(MAYA)
    screen = maya.open("my_plan")
    store.delete(str(maya.key))
    screen.button(key="make_code").click().run()
    assert content.doors.keeping.failed in texts(screen) or content.doors.gone.begin in texts(screen)


@pytest.mark.parametrize("why", ["deleted", "rekeyed", "unused"])
def test_a_plan_that_is_gone_is_told_with_the_reason(
    visitor: Callable[..., Visitor], store: Store, content: Content, why: str
) -> None:
    maya = visitor().have(MAYA)
    store.delete(str(maya.key))
    with store._engine.begin() as connection:
        connection.exec_driver_sql(f"update ended_keys set why = '{why}'")
    told = texts(maya.open("my_plan"))
    assert getattr(content.doors.gone, why).split("{")[0] in told
    assert "/begin" in told
    assert "Maya" not in told


def test_a_shared_plan_is_read_by_its_link_until_that_is_ended(
    visitor: Callable[..., Visitor], store: Store, content: Content
) -> None:
    maya, guest = visitor().have(MAYA), visitor()
    link = store.share(str(maya.key), "aunt")
    guest.also[SHARED_COOKIE] = new_key()
    assert "Maya" not in texts(guest.open("shared"))
    guest.also[SHARED_COOKIE] = link.secret
    screen = guest.open("shared")
    assert r"The plan of Maya \*Brooks\*" in texts(screen)
    assert trouble(screen) == []
    assert not screen.text_input
    assert not screen.text_area
    store.revoke(str(maya.key), link.number)
    screen = guest.open("shared")
    assert "Maya" not in texts(screen)
    assert content.doors.shared.wrong in texts(screen)
    assert guest.plan == Plan()
