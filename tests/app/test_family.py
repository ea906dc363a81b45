"""The page for families: help for one step, a note to hand over, an agreement in the plan, a link from the student."""

import dataclasses
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from pydantic_core import to_jsonable_python

from tests.conftest import Visitor, component_data, leaves, shown, trouble
from workshop.content import Content, fill
from workshop.content.checks import cross_checks
from workshop.content.models import Retired
from workshop.content.reading import Reader
from workshop.exports import FORMATS, Options
from workshop.exports.agreement import agreed_on
from workshop.exports.family import family
from workshop.exports.outline import outline
from workshop.keys import SHARED_COOKIE
from workshop.paths import ROOT
from workshop.plan.dates import day
from workshop.plan.messages import handover_note
from workshop.plan.model import About, Person, Plan, replace, write
from workshop.plan.shared_view import only
from workshop.store import Store
from workshop.ui.plan.field_names import blank_name, words_of
from workshop.vocabulary import AGREED_ON, OTHER_ADULT, PARTS, STEPS

Visit = Callable[..., Visitor]
MAYA = write(Plan(), "about.name", "Maya")
OPTIONS = Options(today=date(2026, 11, 2), now=datetime(2026, 11, 2, 9))


def texts(screen: Any) -> str:
    return "\n".join(text for _, text in shown(screen))


def agreed(content: Content, on: str = "2026-11-02") -> Plan:
    ticks = {line.id: True for line in content.family.agreement.lines}
    return replace(MAYA, checks=ticks, answers={AGREED_ON: on} if on else {})


@pytest.mark.parametrize("step", STEPS)
def test_the_help_of_the_chosen_step_is_shown_and_no_other(visitor: Visit, content: Content, step: str) -> None:
    page = texts(visitor().open("family", {"step": step}))
    for name, each in content.family.steps.items():
        assert {text in page for text in (each.may, each.student, each.starter)} == {name == step}


def test_without_a_plan_the_first_step_is_offered_and_nobody_is_said_to_be_there(
    visitor: Visit, content: Content
) -> None:
    page = texts(visitor().open("family", {"step": "nonsense"}))
    assert content.family.steps["research"].starter in page
    assert content.family.page.at.split("{name}")[1] not in page


def test_the_step_of_the_plan_in_this_browser_is_offered(visitor: Visit, content: Content, example: Plan) -> None:
    page = texts(visitor().have(Plan(about=example.about, answers=example.answers)).open("family"))
    assert content.family.steps["identify"].starter in page
    assert fill(content.family.page.at, {"name": example.about.name}) in page


def test_the_step_of_a_plan_that_is_shown_here_is_offered_with_the_way_to_it(
    visitor: Visit, store: Store, content: Content, example: Plan
) -> None:
    student, parent = visitor().have(Plan(about=example.about, answers=example.answers)), visitor()
    parent.also[SHARED_COOKIE] = store.share(str(student.key), "Mom", frozenset()).secret
    page = texts(parent.open("family"))
    assert content.family.steps["identify"].starter in page
    assert fill(content.family.page.see, {"name": example.about.name}) in page
    store.delete(str(student.key))
    page = texts(parent.come_back().open("family"))
    assert content.family.steps["research"].starter in page
    assert example.about.name not in page


def test_the_note_names_the_student_and_the_field_and_asks_for_the_rest(visitor: Visit, content: Content) -> None:
    empty = handover_note(content, Plan())
    assert all(blank in empty for blank in ("[your student's first name]", "[field]", "[name]", "[your name]"))
    plan = Plan(about=About(name="Maya Thapa"), answers={"goal_subject": "nursing."})
    note = handover_note(content, plan)
    assert "Maya, who is in copy here, is learning about nursing and" in note
    assert "Maya will write to you" in note
    screen = visitor().have(plan).open("family")
    (sent,) = component_data(screen, "workshop_send")
    assert sent["body"]["text"] == note


def test_a_note_for_a_plan_that_is_shown_here_names_its_student_also_once_it_was_changed(
    visitor: Visit, store: Store, content: Content
) -> None:
    student, parent = visitor().have(Plan(about=About(name="Maya Thapa"))), visitor()
    parent.also[SHARED_COOKIE] = store.share(str(student.key), "Mom", None).secret
    screen = parent.open("family")
    (sent,) = component_data(screen, "workshop_send")
    assert "Maya will write to you" in sent["body"]["text"]
    screen = screen.text_area(key=parent.box("answers.family_note")).set_value("Dear Ana, Maya is").run()
    assert parent.plan.words("family_note") == "Dear Ana, Maya is"
    again = parent.come_back()
    again.also = parent.also
    assert fill(content.family.page.see, {"name": "Maya Thapa"}) in texts(again.open("family"))


def test_both_tick_in_the_plan_and_the_day_is_kept_until_a_tick_goes(visitor: Visit, content: Content) -> None:
    maya, lines = visitor().have(MAYA), content.family.agreement.lines
    screen = maya.open("family")
    for line in lines:
        assert agreed_on(content, maya.plan) is None
        screen = screen.checkbox(key=maya.box(f"checks.{line.id}")).check().run()
    assert trouble(screen) == []
    on = agreed_on(content, maya.plan)
    assert on
    assert abs((on - date.today()).days) <= 1  # the visitor's day is in their zone
    assert fill(content.family.agreement.both_since, {"day": day(on)}) in texts(screen)
    screen = screen.checkbox(key=maya.box(f"checks.{lines[2].id}")).uncheck().run()
    assert AGREED_ON not in maya.plan.answers
    assert content.family.agreement.both_since.split("{")[0] not in texts(screen)


def test_a_browser_without_a_plan_gives_the_agreement_to_read_first(visitor: Visit, content: Content) -> None:
    parent, line = visitor(), content.family.agreement.lines[0]
    screen = parent.open("family")
    assert content.family.agreement.elsewhere in texts(screen)
    assert line.text in texts(screen)
    assert not [box for box in screen.checkbox if line.text == box.label]
    screen = screen.button(key="agree_on_this").click().run()
    screen.checkbox(key=parent.box(f"checks.{line.id}")).check().run()
    assert parent.plan.checks == {line.id: True}


def test_the_day_is_only_said_while_all_is_ticked(content: Content) -> None:
    both = agreed(content)
    assert agreed_on(content, both) == date(2026, 11, 2)
    assert agreed_on(content, write(both, "checks.family_leave", False)) is None
    assert agreed_on(content, agreed(content, "")) is agreed_on(content, agreed(content, "soon")) is None


@pytest.mark.parametrize("on", ["", "2026-11-02"])
def test_who_only_looks_at_the_agreement_changes_nothing(visitor: Visit, content: Content, on: str) -> None:
    plan = agreed(content, on)
    maya = visitor().have(plan)
    for _ in range(2):
        assert ("You both agree, since" in texts(maya.open("family"))) == bool(on)
        assert "You both agree" in texts(maya.open("family"))
    assert maya.plan == plan


def test_a_day_that_is_kept_stays_when_the_rest_is_ticked_elsewhere(visitor: Visit, content: Content) -> None:
    maya = visitor().have(write(agreed(content), "checks.family_leave", False))
    screen = maya.open("family")
    maya.have(agreed(content))  # on another device
    screen.run()
    assert maya.plan == agreed(content)


def test_the_agreement_is_in_the_documents_once_something_is_ticked(content: Content) -> None:
    title, lines = content.family.agreement.title, content.family.agreement.lines
    parts = FORMATS["markdown"].build(content, agreed(content), OPTIONS).decode()
    assert title in parts
    assert all(line.text in parts for line in lines)
    assert "You both agree, since Monday, November 2." in parts
    assert parts.count(AGREED_ON) == parts.count("2026-11-02") == 0
    begun = FORMATS["markdown"].build(content, write(MAYA, "checks.family_leave", True), OPTIONS).decode()
    assert content.family.agreement.begun in begun
    assert title not in str(outline(content, MAYA, OPTIONS))


def test_earlier_versions_call_the_ticks_by_their_words(content: Content) -> None:
    line = content.family.agreement.lines[0]
    assert blank_name(content, MAYA, f"checks.{line.id}") == line.text.replace(".", "\\.").replace(",", "\\,")
    assert blank_name(content, MAYA, f"answers.{AGREED_ON}") == content.family.agreement.title
    assert words_of(content, MAYA, f"answers.{AGREED_ON}", "2026-11-02") == "Monday, November 2"


@pytest.mark.parametrize(("old", "new"), [("family_leave", "leave"), ("family_leave", "family_where")])
def test_an_id_of_the_agreement_that_cannot_be_told_from_others_is_refused(
    content: Content, old: str, new: str
) -> None:
    words = content.family.agreement
    lines = tuple(each.model_copy(update={"id": new}) if each.id == old else each for each in words.student)
    family = content.family.model_copy(update={"agreement": words.model_copy(update={"student": lines})})
    retired = Reader(ROOT / "content").read("retired.yaml", Retired)
    assert retired
    problems = list(cross_checks(dataclasses.replace(content, family=family), "en/", retired))
    assert [file for file, _ in problems] == ["en/family.yaml"]
    assert new in problems[0][1]


def test_the_student_makes_a_link_here_that_shows_what_is_ticked(visitor: Visit, store: Store) -> None:
    maya = visitor().have(MAYA)
    screen = maya.open("family")
    screen.text_input(key="link_name").set_value("Mom").run()
    screen.checkbox(key="shows_new_goal").check().run()
    screen.checkbox(key="shows_new_meetings").uncheck().run()
    screen = screen.button(key="make_link").click().run()
    assert trouble(screen) == []
    (link,) = store.links(str(maya.key))
    assert (link.name, link.parts) == ("Mom", {"goal"})
    assert f"/shared#{link.secret}" in texts(screen)


def test_a_link_shows_the_meetings_if_nothing_else_is_ticked(visitor: Visit, store: Store) -> None:
    maya = visitor().have(MAYA)
    maya.open("family").button(key="make_link").click().run()
    assert [link.parts for link in store.links(str(maya.key))] == [{"meetings"}]


def test_what_a_link_shows_is_changed_tick_by_tick(visitor: Visit, store: Store) -> None:
    maya = visitor().have(MAYA)
    link = store.share(str(maya.key), "Mom", frozenset({"meetings"}))
    opened = {f"change_{link.number}": True}

    def tick(part: str, on: bool) -> Any:
        screen = maya.open("my_plan", **opened)
        box = screen.checkbox(key=f"shows_{link.number}_{part}")
        assert box.value is not on
        return (box.check() if on else box.uncheck()).run()

    def shows() -> Any:
        (found,) = store.links(str(maya.key))
        assert found.secret == link.secret
        return found.parts

    tick("goal", True)
    assert shows() == {"meetings", "goal"}
    store.set_link_parts(str(maya.key), link.number, lambda _: frozenset({"goal"}))  # in another tab
    tick("notes", True)
    assert shows() == {"goal", "notes"}
    tick("everything", True)
    assert shows() is None
    tick("everything", False)
    assert shows() == frozenset()


def test_a_tick_that_could_not_be_saved_is_not_shown(
    visitor: Visit, store: Store, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = visitor().have(MAYA)
    link = store.share(str(maya.key), "Mom", frozenset({"meetings", "goal"}))
    screen = maya.open("my_plan", **{f"change_{link.number}": True})
    store.revoke(str(maya.key), link.number)
    again = store.share(str(maya.key), "Mom", frozenset({"meetings"}))
    screen = screen.checkbox(key=f"shows_{link.number}_goal").uncheck().run()
    assert content.doors.keeping.failed in texts(screen)
    assert [each.number for each in store.links(str(maya.key))] == [again.number]


def test_without_a_plan_there_is_no_link_to_make(visitor: Visit, content: Content) -> None:
    screen = visitor().open("family")
    assert content.family.page.no_plan_yet in texts(screen)
    assert not [button for button in screen.button if button.key == "make_link"]


def test_the_home_page_leads_here(visitor: Visit, content: Content) -> None:
    assert content.family.page.link in texts(visitor().open("home"))


def test_a_family_is_not_talked_out_of_coming_along_or_of_reading_with_someone_new(content: Content) -> None:
    words = content.family
    advised = " ".join(step.say for step in words.steps.values())
    discouraged = " ".join((*(step.not_say for step in words.steps.values()), *words.handover.after))
    assert "come to the door" in advised
    assert "nearby" in advised
    for line in ("say hello", "come in with you", "unless your student shows it"):
        assert line not in discouraged
    assert any("copied" in line and "new to you" in line for line in words.handover.after)


def test_nobody_is_told_to_wait_outside(content: Content) -> None:
    said = [each.name for each in dataclasses.fields(content) if each.name != "coach"]
    texts = [text for name in said for text in leaves(to_jsonable_python(getattr(content, name)))]
    assert not [text for text in texts if "wait outside" in text]


def test_the_agreement_lets_a_parent_say_yes_first_and_introduce(content: Content) -> None:
    parent = {line.id: line.text for line in content.family.agreement.parent}
    assert "before my student writes to someone new" in parent["family_yes_first"]
    assert "introduce" in parent["family_introduce"]
    assert not [text for text in parent.values() if "I do not write" in text]
    assert {"family_when_asked", "family_ask_before"} <= parent.keys()
    student = {line.id for line in content.family.agreement.student}
    assert {"family_myself", "family_where", "family_leave"} <= student


def test_a_parent_says_yes_before_the_student_writes_wherever_that_is_said(content: Content) -> None:
    said = [
        text for text in leaves(to_jsonable_python(content)) if "yes" in text and "new" in text and "parent" in text
    ]
    before = re.compile(r"before (?:you|my student|they|a student|I) writes?|wrote to someone new only after")
    assert said
    assert [text for text in said if not before.search(text)] == []


def test_the_other_adult_is_chosen_in_the_agreement_and_named_where_a_student_meets_someone(
    visitor: Visit, content: Content
) -> None:
    maya = visitor().have(replace(MAYA, people=(Person(id="p_kim", name="Mrs. Kim"),)))
    named = content.safety.other_adult.split("{")[0]
    assert named not in texts(maya.open("conduct"))
    box = maya.box(f"answers.{OTHER_ADULT}")
    screen = maya.open("family").text_input(key=box).set_value("Aunt Rosa, 555-0199").run()
    assert trouble(screen) == []
    assert screen.text_input(key=box).label == content.family.agreement.other_adult
    assert maya.plan.words(OTHER_ADULT) == "Aunt Rosa, 555-0199"
    assert f"{named}Aunt Rosa, 555-0199" in texts(maya.open("conduct")).replace("\\", "")


def test_the_other_adult_is_in_the_documents_and_has_a_line_on_paper(content: Content) -> None:
    plan = write(MAYA, f"answers.{OTHER_ADULT}", "Aunt Rosa, 555-0199")
    parts = FORMATS["markdown"].build(content, plan, OPTIONS).decode()
    assert parts.count("Aunt Rosa") == 1
    assert content.family.agreement.title in parts
    assert OTHER_ADULT not in parts
    assert content.family.agreement.other_adult in str(family(content))
    assert blank_name(content, plan, f"answers.{OTHER_ADULT}") == content.family.agreement.other_adult


def test_the_other_adult_is_shown_with_the_agreement_and_with_nothing_else() -> None:
    plan = write(MAYA, f"answers.{OTHER_ADULT}", "Aunt Rosa")
    assert [part for part in PARTS if OTHER_ADULT in only(plan, {part}).answers] == ["agreement"]
