"""My plan says who can open the plan, and a shared plan can be read and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Visitor, shown, trouble
from workshop.content import Content
from workshop.keys import SHARED_COOKIE, new_key, read_code
from workshop.plan import Plan, write
from workshop.store import Store

MAYA = write(Plan(), "about.name", "Maya *Brooks*")


def texts(screen: Any) -> str:
    return "\n".join(text for _, text in shown(screen))


def test_before_anything_is_saved_there_is_nothing_to_open(visitor: Callable[..., Visitor], content: Content) -> None:
    screen = visitor().open("my_plan")
    assert content.doors.keeping.empty in texts(screen)
    assert not [button for button in screen.button if button.key == "make_code"]


def test_a_code_is_shown_in_groups_and_opens_this_plan(visitor: Callable[..., Visitor], store: Store) -> None:
    maya = visitor().have(MAYA)
    screen = maya.open("my_plan")
    screen.button(key="make_code").click().run()
    assert trouble(screen) == []
    code = next(text for text in texts(screen).split("\n") if 'class="code"' in text)
    found = read_code(code.split(">")[1].split("<")[0])
    assert found
    assert store.look(found) == maya.key


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
