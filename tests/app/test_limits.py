"""A plan holds only so many of each thing: what goes beyond is refused in words, and nothing that is there is lost."""

import json
import re
from collections.abc import Callable
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from tests.conftest import Visitor, component_data, trouble
from workshop.content import Content
from workshop.plan.file import PlanError, dump, load
from workshop.plan.limits import LIMITS, TooMany
from workshop.plan.model import ChosenQuestion, Interview, Person, Plan, Sent, Suggestion, replace, write
from workshop.save_errors import in_words, of_a_file
from workshop.store import PlanFullError, Store
from workshop.vocabulary import Counted

Make = Callable[[int], Plan]
KEY = "5WcWwng6BR2OtIPyJRAdK50gX_NHJCHOjBagn_TUWQE"


def one_talk(**parts: Any) -> Plan:
    return Plan(people=(Person(id="p1"),), interviews=(Interview(person="p1", **parts),))


def texts(count: int) -> dict[str, Any]:
    return {f"a_{number}": "x" for number in range(count)}


def suggested(count: int) -> Plan:
    """A plan with so many suggested people, of whom a conversation has up to fifty."""
    several = [
        tuple(Suggestion(id=f"s{each}") for each in range(min(50, count - start))) for start in range(0, count, 50)
    ]
    return Plan(interviews=tuple(Interview(person=f"p{number}", suggested=each) for number, each in enumerate(several)))


WITH: dict[Counted, tuple[Make, ...]] = {
    "answers": (
        lambda count: Plan(answers=texts(count)),
        lambda count: one_talk(answers=texts(count)),
        lambda count: Plan(answers={"kinds": ("x",) * count}),
    ),
    "checks": (
        lambda count: Plan(checks=dict.fromkeys(texts(count), True)),
        lambda count: one_talk(checks=dict.fromkeys(texts(count), True)),
    ),
    "messages": (lambda count: one_talk(drafts=texts(count)),),
    "team_notes": (lambda count: one_talk(team_notes=texts(count)),),
    "sent": (lambda count: one_talk(sent=(Sent(template="nudge", on="2026-03-01"),) * count),),
    "suggested": (suggested,),
    "others": (
        lambda count: Plan(others={f"answers.{name}": ("y",) for name in texts(count)}),
        lambda count: Plan(others={"answers.a": ("y",) * count}),
    ),
}
KINDS = [(name, make) for name, makes in WITH.items() for make in makes]


def test_every_limit_is_tried() -> None:
    assert set(WITH) == set(LIMITS)


@pytest.mark.parametrize(("name", "make"), KINDS)
def test_a_plan_is_saved_up_to_its_limit_and_not_beyond(store: Store, name: Counted, make: Make) -> None:
    most = LIMITS[name][0]
    full = store.edit(KEY, lambda _: make(most))
    with pytest.raises(PlanFullError) as full_of:
        store.edit(KEY, lambda _: make(most + 1))
    assert full_of.value.of == TooMany(name, most + 1, most)
    assert store.load(KEY) == full


@pytest.mark.parametrize(("name", "make"), KINDS)
def test_a_stored_plan_that_is_over_a_limit_opens_changes_and_shrinks_and_does_not_grow(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: Counted, make: Make
) -> None:
    store.edit(KEY, lambda _: make(40))
    monkeypatch.setitem(LIMITS, name, (10, LIMITS[name][1]))
    assert store.load(KEY).plan == make(40)
    store.edit(KEY, lambda plan: write(plan, "about.name", "Ana"))
    with pytest.raises(PlanFullError):
        store.edit(KEY, lambda _: make(41))
    assert store.edit(KEY, lambda _: make(39)).plan == make(39)


@pytest.mark.parametrize(("name", "make"), KINDS)
def test_a_plan_file_that_holds_too_many_is_refused_with_what_they_are(
    content: Content, name: Counted, make: Make
) -> None:
    most = LIMITS[name][0]
    assert load(dump(make(most))) == make(most)
    with pytest.raises(PlanError, match=rf"{name}, {most + 1:,} \(up to {most:,}\)") as refused:
        load(json.dumps(json.loads(dump(make(most))) | json.loads(dump(make(most + 1)))))

    said = of_a_file(content.words, refused.value)
    assert f"too many {content.words.counted[name]}: {most + 1:,}, and a plan can hold {most:,}." in said


def in_file(**parts: Any) -> str:
    """A plan file that holds more than a plan can."""
    return json.dumps(json.loads(dump(one_talk())) | parts)


def several(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"i{number}", **more} for number in range(count)]


TOO_MUCH: dict[str, tuple[str, str]] = {
    "people": (in_file(people=several(400)), "too many people: 400, and a plan can hold 300."),
    "questions": (
        in_file(questions=several(3_000, text="Why?")),
        "too many questions: 3,000, and a plan can hold 300.",
    ),
    "talks": (
        in_file(interviews=[{"person": f"p{number}"} for number in range(301)]),
        "too many conversations: 301, and a plan can hold 300.",
    ),
    "members": (
        in_file(team={"members": several(101)}),
        "too many people in the team: 101, and a plan can hold 100.",
    ),
    "suggested_by_one": (
        in_file(interviews=[{"person": "p1", "suggested": several(5_000)}]),
        "too many people suggested by one person: 5,000, and a plan can hold 50.",
    ),
    "letters": (
        in_file(answers={"draws_me": "Dear me, " + "x" * 60_000}),
        "too many letters in one text: 60,009, and a plan can hold 50,000.",
    ),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_plan_file_over_a_limit_is_not_called_damaged(content: Content, what: str) -> None:
    file, said = TOO_MUCH[what]
    with pytest.raises(PlanError) as refused:
        load(file)
    found = of_a_file(content.words, refused.value)
    assert said in found
    assert "your plan here is as it was" in found
    assert ("begins: “Dear me, xxx" in found) == (what == "letters")
    assert not re.search("damaged|Tuple|Value|JSON|xxx", f"{refused.value}" + found.partition("begins")[0])


def test_every_list_and_text_with_a_limit_is_tried() -> None:
    assert {*TOO_MUCH, *LIMITS} == {each for part in get_args(Counted) for each in (get_args(part) or (part,))}


def test_a_plan_file_that_is_damaged_is_called_so_even_if_it_is_too_large(content: Content) -> None:
    with pytest.raises(PlanError, match="damaged") as refused:
        load(in_file(people=several(400), questions=[{"id": "q", "text": 5}]))
    assert "damaged" in of_a_file(content.words, refused.value)


FULL: dict[str, Callable[[Plan], Plan]] = {
    "people": lambda plan: replace(plan, people=tuple(Person(id=f"p{number}") for number in range(301))),
    "questions": lambda plan: replace(
        plan, questions=tuple(ChosenQuestion(id=f"q{number}", text="Why?") for number in range(301))
    ),
    "suggested_by_one": lambda plan: write(
        plan, "interviews.p1.suggested", tuple(Suggestion(id=f"s{number}") for number in range(51))
    ),
}


@pytest.mark.parametrize("what", FULL)
def test_a_list_that_is_full_says_how_to_make_room(content: Content, store: Store, what: str) -> None:
    store.edit(KEY, lambda _: one_talk(where="here"))
    with pytest.raises(ValidationError) as refused:
        store.edit(KEY, FULL[what])
    said = in_words(content.words, refused.value)
    assert f"no more {getattr(content.words.counted, what)} than {50 if 'by_one' in what else 300}." in said
    assert said.endswith(getattr(content.words.make_room, what))
    assert store.load(KEY).plan == one_talk(where="here")


def full(**parts: Any) -> Plan:
    return Plan(people=(Person(id="p1", name="Ana"),), interviews=(Interview(person="p1", status="met"),)).model_copy(
        update=parts
    )


MANY_PEOPLE = full(people=tuple(Person(id=f"p{number}", name="Ana") for number in range(1, 301)))
MANY_QUESTIONS = full(questions=tuple(ChosenQuestion(id=f"q{number}", text="Why?") for number in range(300)))
MANY_NAMES = full(
    interviews=(
        Interview(person="p1", status="met", suggested=tuple(Suggestion(id=f"s{number}") for number in range(50))),
    )
)
# The page, a plan, what is typed into which box, the word on the button that adds, and the word for what is full.
ADD: dict[str, tuple[str, Plan, dict[str, str], str, str]] = {
    "person": ("identify", MANY_PEOPLE, {}, "add_person", "people"),
    "question": ("prepare", MANY_QUESTIONS, {"own_text": "And why not?"}, "add_own", "questions"),
    "question of the bank": ("prepare", MANY_QUESTIONS, {}, "", "questions"),
    "suggested": (
        "follow_up",
        MANY_NAMES,
        {"suggested_name": "Bo", "suggested_how": "At the fair"},
        "suggested_add",
        "suggested_by_one",
    ),
}


@pytest.mark.parametrize("what", ADD)
def test_a_full_list_says_so_below_the_button_and_keeps_what_is_typed(
    visitor: Callable[..., Visitor], content: Content, what: str
) -> None:
    page, plan, typed, button, counted = ADD[what]
    student = visitor().have(plan)
    screen = student.open(page, bank=True)
    for key, text in typed.items():
        screen.text_input(key=key).set_value(text)
    label = getattr(content.words, button, "") or content.bank.questions[0].text
    next(each for each in screen.button if label in each.label).click().run()
    drawn = [node for node in screen._tree if getattr(node, "type", "") in ("button", "error")]
    place = next(number for number, node in enumerate(drawn) if node.type == "error")
    assert label in drawn[place - 1].label
    assert f"no more {getattr(content.words.counted, counted)}" in drawn[place].value
    assert len(trouble(screen)) == 1
    assert {key: screen.text_input(key=key).value for key in typed} == typed
    assert [each["refused"] for each in component_data(screen, "workshop_behaviour")] == [content.words.refused]
    assert student.plan == plan
    screen.run()
    assert [each["refused"] for each in component_data(screen, "workshop_behaviour")] == [""]


def test_each_limit_is_named_in_plain_words_and_a_plan_that_is_too_long_in_others(content: Content) -> None:
    words = content.words
    said = {name: in_words(words, PlanFullError(TooMany(name, most + 1, most))) for name, (most, _) in LIMITS.items()}
    assert "no more suggested people (600)." in said["suggested"]
    assert len({*said.values(), in_words(words, PlanFullError())}) == len(LIMITS) + 1
    assert not [text for text in said.values() if "{" in text or "_" in text]


def test_a_student_who_talks_with_sixty_people_in_a_team_of_twelve_is_far_from_every_limit() -> None:
    talk = Interview(
        person="p",
        drafts=texts(10),
        answers=texts(60),
        checks=dict.fromkeys(texts(30), True),
        sent=(Sent(template="nudge", on="2026-03-01"),) * 6,
        suggested=tuple(Suggestion(id=f"s{number}") for number in range(5)),
        team_notes=texts(12),
    )
    talks = tuple(talk.model_copy(update={"person": f"p{number}"}) for number in range(60))
    plan = Plan(answers=texts(100), interviews=talks, others={f"answers.{name}": ("y",) * 3 for name in texts(100)})
    assert {name: count(plan) <= most * 0.6 for name, (most, count) in LIMITS.items()} == dict.fromkeys(LIMITS, True)


def test_a_page_says_in_words_that_the_plan_is_full(
    visitor: Callable[..., Visitor], content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    student = visitor().have(Plan(answers=texts(20)))
    monkeypatch.setitem(LIMITS, "answers", (20, LIMITS["answers"][1]))
    screen = student.open("research")
    screen.text_area(key=student.box("answers.draws_me")).set_value("trees").run()
    of = TooMany("answers", 21, 20)
    assert set(trouble(screen)) == {in_words(content.words, PlanFullError(of))}
    assert student.plan == Plan(answers=texts(20))
