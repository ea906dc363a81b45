"""A view link shows what is ticked and nothing else: in the plan that leaves the store, and on the page."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from tests.app.test_pages import LIVE, PAYLOADS, hostile, read_as_markdown
from tests.conftest import Visitor, shown, trouble
from tests.marked import MEMBER, TICK, WITH_MEETING, WITH_NOTES, marked, marker, may_show
from workshop.content import Content
from workshop.keys import SHARED_COOKIE
from workshop.plan.model import Plan, read, write
from workshop.plan.progress import met, overview, standing
from workshop.plan.shared_view import ANSWERS, Parts, only, show
from workshop.store import Store
from workshop.vocabulary import AGREED_ON, PARTS

SUBSETS = [frozenset(parts) for size in range(len(PARTS) + 1) for parts in combinations(PARTS, size)]
NARROW = [parts for parts in SUBSETS if len(parts) in (0, 1, len(PARTS) - 1, len(PARTS))]


@pytest.fixture(scope="module")
def plan(content: Content) -> Plan:
    return marked(content)


def named(parts: Any) -> str:
    return "+".join(part for part in PARTS if part in parts) or "nothing"


def test_the_marked_plan_has_a_marker_in_every_text(content: Content, plan: Plan) -> None:
    texts = plan.model_dump_json()
    table = may_show(content, plan)
    assert [found for found in table if found not in texts] == []
    assert texts.count("Mark") == len(table)


@pytest.mark.parametrize("parts", SUBSETS, ids=named)
def test_of_a_plan_only_what_is_ticked_is_left(content: Content, plan: Plan, parts: frozenset[str]) -> None:
    left = only(plan, parts).model_dump_json()
    for found, where in may_show(content, plan).items():
        assert (found in left) == bool(where & (parts | {"always"})), found
    assert (TICK in left) == (AGREED_ON in left) == ("agreement" in parts)
    assert "research_read_online" not in left
    assert MEMBER not in left


@pytest.mark.parametrize(
    ("path", "value", "tells"),
    [
        (f"people.{WITH_MEETING}.closeness", "stranger", {"people"}),
        (f"people.{WITH_MEETING}.stage", "two", {"people"}),
        (f"people.{WITH_MEETING}.practice", False, {"people"}),
        (f"interviews.{WITH_MEETING}.status", "met", {"people"}),
        (f"interviews.{WITH_MEETING}.minutes", 50, {"meetings"}),
        (f"interviews.{WITH_MEETING}.medium", "phone", {"meetings"}),
        (f"interviews.{WITH_MEETING}.zone", "Europe/Paris", {"meetings"}),
        (f"interviews.{WITH_NOTES}.medium", "phone", set()),
        (f"interviews.{WITH_MEETING}.checks.in_person_route", False, set()),
        ("checks.research_read_online", False, set()),
        (f"checks.{TICK}", False, {"agreement"}),
        ("questions.q_mine.starred", True, {"questions"}),
    ],
)
def test_what_is_no_text_is_told_by_its_part_alone(plan: Plan, path: str, value: Any, tells: set[str]) -> None:
    assert read(plan, path) != value
    changed = write(plan, path, value)
    for parts in SUBSETS:
        assert (only(plan, parts) != only(changed, parts)) == bool(tells & parts), named(parts)


def test_the_whole_plan_leaves_without_what_others_wrote(plan: Plan) -> None:
    assert show(plan, None).plan == plan.model_copy(update={"others": {}})
    assert marker("others") not in show(plan, None).plan.model_dump_json()


@pytest.mark.parametrize("parts", [None, *NARROW], ids=lambda parts: "all" if parts is None else named(parts))
def test_how_far_the_plan_is_is_told_whatever_else_is(content: Content, example: Plan, parts: Any) -> None:
    told = standing(content, show(example, parts).met, {})
    assert [(each.step, each.missing) for each in told] == [
        (each.step, each.missing) for each in overview(content, example)
    ]
    assert show(Plan(), parts).met == met(Plan()) == frozenset()


def test_every_part_names_answers_that_there_are(content: Content) -> None:
    closing = {field.id for section in content.closing for field in section.fields}
    assert ANSWERS["decided"] == closing
    assert ANSWERS["goal"] | {"goal_note"} == {field.id for field in content.section("goal").fields}


@pytest.mark.parametrize("parts", NARROW, ids=named)
def test_the_page_shows_what_is_ticked_and_nothing_else(
    visitor: Callable[..., Visitor], store: Store, content: Content, plan: Plan, parts: frozenset[str]
) -> None:
    student, parent = visitor().have(plan), visitor()
    parent.also[SHARED_COOKIE] = store.share(str(student.key), "Mom", parts).secret
    screen = parent.open("shared")
    assert trouble(screen) == []
    page = "\n".join(text for _, text in shown(screen))
    table = may_show(content, plan)
    allowed = {found for found, where in table.items() if where & (parts | {"always"})}
    assert [found for found in table if found in page and found not in allowed] == []
    for part in PARTS:
        assert (content.doors.parts[part].title in page) == (part in parts)
    one_each = {
        "meetings": marker(WITH_MEETING, "where"),
        "goal": marker("answer", "goal_subject"),
        "people": marker(WITH_NOTES, "organisation"),
        "questions": marker("question"),
        "notes": marker(WITH_NOTES, "answer", "learned"),
        "decided": marker("answer", "next_1"),
        "agreement": content.family.agreement.parent_title,
    }
    assert [part for part in PARTS if (one_each[part] in page) != (part in parts)] == []
    assert parent.plan == Plan()


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("parts", [None, frozenset(PARTS)], ids=["whole", "in parts"])
def test_what_the_student_wrote_is_text_for_the_one_who_reads_it(
    visitor: Callable[..., Visitor], store: Store, content: Content, example: Plan, text: str, parts: Parts
) -> None:
    student, parent = visitor().have(hostile(content, example, text)), visitor()
    parent.also[SHARED_COOKIE] = store.share(str(student.key), text, parts).secret
    for screen in (parent.open("shared"), parent.open("family"), student.open("family")):
        assert trouble(screen) == []
        assert not [words for words in read_as_markdown(screen) if LIVE.search(words)]


@pytest.mark.parametrize("page", ["family", "my_plan", "home"])
def test_no_other_page_shows_anything_of_a_plan_that_is_shown(
    visitor: Callable[..., Visitor], store: Store, content: Content, plan: Plan, page: str
) -> None:
    student, parent = visitor().have(plan), visitor()
    parent.also[SHARED_COOKIE] = store.share(str(student.key), "Mom", frozenset(PARTS)).secret
    found = "\n".join(text for _, text in shown(parent.open(page)))
    assert [each for each in may_show(content, plan) if each in found] in ([], [marker("about", "name")])


def test_the_help_on_the_page_is_for_the_step_the_student_is_at(
    visitor: Callable[..., Visitor], store: Store, content: Content, example: Plan
) -> None:
    student, parent = visitor().have(Plan(answers=example.answers)), visitor()
    parent.also[SHARED_COOKIE] = store.share(str(student.key), "Mom", frozenset()).secret
    page = "\n".join(text for _, text in shown(parent.open("shared")))
    assert content.family.steps["identify"].starter in page
    assert content.family.steps["research"].starter not in page
    assert content.steps["identify"].missing["people"] in page
    student.have(example)
    page = "\n".join(text for _, text in shown(parent.open("shared")))
    assert content.family.page.all_done.split("{")[0] in page
