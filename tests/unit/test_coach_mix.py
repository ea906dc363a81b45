"""The mix of people: the grid, what to add next, with whom to start, how many to ask, and who introduced whom."""

import re
import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as some

from workshop.coach.mix import HOW_KNOWN, KNOWN, STAGES, TALKS, YES_OF_TEN, GapKind, StartKind, call_them, mix
from workshop.content import Content, fill, load
from workshop.content.words.coach_mix import Advice, GapWords, Known, KnownWords, StartWords
from workshop.plan.model import Interview, Person, Plan, Suggestion, write
from workshop.vocabulary import STATUSES, Closeness, Stage, Status


def plan_of(*people: dict[str, object], **statuses: str) -> Plan:
    """A plan with people (each has its name as id, unless it is given one) and where things stand with some."""
    records = [Person.model_validate({"id": str(each["name"]).partition(" ")[0].lower(), **each}) for each in people]
    talks = [Interview.model_validate({"person": key, "status": status}) for key, status in statuses.items()]
    return Plan(people=tuple(records), interviews=tuple(talks))


def who(name: str, stage: str | None = None, closeness: str | None = None, **more: object) -> dict[str, object]:
    return {"name": name, "stage": stage, "closeness": closeness, **more}


def told(content: Content, plan: Plan) -> dict[tuple[str, str], list[str]]:
    """The names in each cell that holds any."""
    cells = [cell for row in mix(content, plan).grid.rows for cell in row.cells]
    return {(cell.stage, cell.known): [each.name for each in cell.people] for cell in cells if cell.people}


def tree(content: Content, plan: Plan) -> list[str]:
    """The tree as lines, two spaces a level; an asterisk marks a circle."""
    return [f"{'  ' * twig.depth}{twig.name}{'*' if twig.circle else ''}" for twig in mix(content, plan).tree]


FULL = (
    who("Ana", "two", "known", practice=True),
    who("Ben", "five", "introduced"),
    who("Cleo", "ten", "alumni"),
    who("Dan", "leader", "stranger"),
)


# The grid


def test_each_person_stands_in_one_cell(content: Content) -> None:
    assert told(content, plan_of(*FULL)) == {
        ("two", "known"): ["Ana"],
        ("five", "introduced"): ["Ben"],
        ("ten", "not_yet"): ["Cleo"],
        ("leader", "not_yet"): ["Dan"],
    }
    found = mix(content, plan_of(*FULL)).grid
    assert found.total == 4
    assert found.unplaced == found.said_no == ()
    assert [row.covered for row in found.rows] == [True] * 4


def test_the_grid_has_the_stages_of_the_people_table_in_its_order(content: Content) -> None:
    found = mix(content, Plan()).grid
    assert [row.label for row in found.rows] == list(content.people.stages.values())
    assert [[cell.known for cell in row.cells] for row in found.rows] == [list(KNOWN)] * len(STAGES)
    assert len(set(found.columns)) == len(KNOWN)
    assert not any(row.covered for row in found.rows)


def test_someone_without_a_stage_or_a_closeness_stands_beside_the_grid(content: Content) -> None:
    plan = plan_of(*FULL, who("Eva", None, "known"), who("Fay", "two"), who("Gus"))
    assert [each.name for each in mix(content, plan).grid.unplaced] == ["Eva", "Fay", "Gus"]
    assert mix(content, plan).grid.total == 4


def test_removed_people_and_empty_rows_are_not_counted(content: Content) -> None:
    plan = plan_of(*FULL, {"id": "empty", "name": " "})
    assert mix(content, plan).grid == mix(content, plan_of(*FULL)).grid
    assert ("two", "known") not in told(content, write(plan, "people.ana.removed", True))


def test_who_said_no_covers_nothing(content: Content) -> None:
    plan = plan_of(*FULL, ben="no")
    assert ("five", "introduced") not in told(content, plan)
    assert [each.name for each in mix(content, plan).grid.said_no] == ["Ben"]
    assert (mix(content, plan).gap.kind, mix(content, plan).gap.stage) == ("stage", "five")


@pytest.mark.parametrize(
    ("people", "names"),
    [
        ([("Sam Lee", "cook", ""), ("Sam Lee", "nurse", "")], ["Sam Lee (cook)", "Sam Lee (nurse)"]),
        ([("Sam Lee", "", "Clinic"), ("sam lee", "nurse", "")], ["Sam Lee (Clinic)", "sam lee (nurse)"]),
        ([("Sam Lee", "cook", ""), ("Sam Lee", "cook", "")], ["Sam Lee (1)", "Sam Lee (2)"]),
        ([("Sam Lee", "", ""), ("Sam Lee", "", "")], ["Sam Lee (1)", "Sam Lee (2)"]),
        ([("Sam\nLee ", "cook", ""), ("Sue", "cook", "")], ["Sam Lee", "Sue"]),
        ([("{more}", "cook", ""), ("{more}", "{name}", "")], ["{more} (cook)", "{more} ({name})"]),
    ],
)
def test_two_people_of_one_name_are_told_apart(
    content: Content, people: list[tuple[str, str, str]], names: list[str]
) -> None:
    records = [
        {"id": f"p{number}", "name": name, "title": title, "organisation": place}
        for number, (name, title, place) in enumerate(people)
    ]
    assert list(call_them(content, plan_of(*records)).values()) == names


# What to add next


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((), ("first", 15, None, "known")),
        ((who("Ben", "five", "introduced"),), ("practice", 23, None, "known")),
        ((who("Ana", None, "known"),), ("blank", 25, None, None)),
        ((who("Ana", "five", "known"),), ("stage", 25, "two", "introduced")),
        ((who("Ana", "two", "known"), who("Ben", "ten", "introduced")), ("stage", 25, "five", "introduced")),
        ((who("Ana", "two", "known"), who("Ben", "five", "known")), ("stage", 25, "ten", "introduced")),
        (
            (who("Ana", "two", "known"), who("Ben", "five", "known"), who("Cleo", "ten", "known")),
            ("introduced", 17, None, "introduced"),
        ),
        (
            (who("Ana", "two", "known"), who("Ben", "five", "introduced"), who("Cleo", "ten", "known")),
            ("not_yet", 22, None, "not_yet"),
        ),
        (
            (
                who("Ana", "two", "introduced", practice=True),
                who("Ben", "five", "introduced"),
                who("Cleo", "ten", "alumni"),
            ),
            ("known", 15, None, "known"),
        ),
        (FULL, ("more", 26, None, "introduced")),
        ((*FULL, *(who(f"K{n}", "two", "known") for n in range(3))), ("none", 26, None, None)),
    ],
)
def test_the_next_gap(content: Content, people: tuple[dict[str, object], ...], expected: tuple[object, ...]) -> None:
    found = mix(content, plan_of(*people)).gap
    assert (found.kind, found.rule, found.stage, found.known) == expected
    assert found.say
    assert found.why
    assert bool(found.how) == bool(found.known)


def test_nobody_has_to_find_a_leader(content: Content) -> None:
    people = [who("Ana", "two", "known"), who("Ben", "five", "introduced"), who("Cleo", "ten", "alumni")]
    assert mix(content, plan_of(*people, *(who(f"K{n}", "two", "known") for n in range(3)))).gap.kind == "none"


def test_the_stage_is_named_and_so_is_who_could_connect(content: Content) -> None:
    found = mix(content, plan_of(who("Ana", "two", "known"), who("Ben", "two", "introduced"))).gap
    assert content.people.stages["five"] in found.say
    assert found.ask
    assert found.ask.name == "Ana"
    assert "Ana" in found.how


def test_the_last_one_talked_with_is_asked_for_names_first(content: Content) -> None:
    found = mix(content, plan_of(who("Ana", "two", "known"), who("Ben", "two", "stranger"), ben="met")).gap
    assert found.ask
    assert found.ask.name == "Ben"


def test_after_a_talk_nobody_is_sent_to_find_a_practice(content: Content) -> None:
    assert mix(content, plan_of(who("Ben", "five", "introduced"), ben="met")).gap.kind == "stage"


def test_blanks_that_hide_nothing_are_left_alone(content: Content) -> None:
    assert mix(content, plan_of(*FULL, who("Eva"))).gap.kind == "more"


# With whom to start


@pytest.mark.parametrize(
    ("people", "statuses", "expected"),
    [
        ((), {}, ("nobody", 15, None)),
        ((who("Ben", "two", "stranger"),), {}, ("find", 23, None)),
        ((who("Ben", "two", "stranger"), who("Ana", "ten", "known")), {}, ("mark", 23, "Ana")),
        (FULL, {}, ("practice", 23, "Ana")),
        (FULL, {"ana": "asked"}, ("practice_asked", 23, "Ana")),
        (FULL, {"ana": "nudged"}, ("practice_asked", 23, "Ana")),
        (FULL, {"ana": "yes"}, ("practice_agreed", 23, "Ana")),
        (FULL, {"ana": "no"}, ("find", 23, None)),
        (FULL, {"ana": "met"}, ("next", 24, "Ben")),
        (FULL, {"ana": "thanked", "ben": "asked"}, ("next", 24, "Cleo")),
        (FULL, {"ana": "met", "ben": "asked", "cleo": "no"}, ("next", 24, "Dan")),
        (FULL, {"ana": "met", "ben": "met", "cleo": "asked", "dan": "yes"}, ("all_asked", 26, None)),
        ((who("Dan", "leader", "known"), who("Ben", "two", "stranger")), {"ben": "met"}, ("next", 24, "Dan")),
        (
            (who("Eva", "ten", "known", practice=True), who("Fay", "two", "stranger", practice=True)),
            {},
            ("practice", 23, "Eva"),
        ),
        ((who("Fay", "two", "stranger", practice=True),), {}, ("practice", 23, "Fay")),
    ],
)
def test_with_whom_to_start(
    content: Content,
    people: tuple[dict[str, object], ...],
    statuses: dict[str, str],
    expected: tuple[str, int, str | None],
) -> None:
    found = mix(content, plan_of(*people, **statuses)).start
    assert (found.kind, found.rule, found.person.name if found.person else None) == expected
    advice: Advice = getattr(content.coach.mix.start, found.kind)
    assert found.say == fill(advice.say, {"name": found.person.name} if found.person else {})
    assert ("{name}" in advice.say) == bool(found.person), "who is meant is named, and nobody else"


# How many to ask


@pytest.mark.parametrize(
    ("people", "statuses", "expected"),
    [
        ((), {}, (0, 0, 6)),
        ((who("Ana", "two", "known", practice=True),), {}, (0, 0, 6)),
        ((who("Ana", "two", "known"),), {}, (0, 1, 5)),
        ((who("Ben", "two", "introduced"),), {}, (0, 1, 5)),
        ((who("Cleo", "two", "alumni"), who("Eva")), {}, (0, 2, 5)),
        (FULL, {}, (0, 3, 4)),
        (FULL, {"ben": "yes", "cleo": "met", "dan": "thanked"}, (3, 0, 0)),
        (FULL, {"ben": "yes", "cleo": "no"}, (1, 1, 4)),
        (tuple(who(f"K{n}", "two", "known") for n in range(4)), {}, (0, 4, 0)),
        (tuple(who(f"S{n}", "two", "stranger") for n in range(10)), {}, (0, 10, 0)),
        (tuple(who(f"S{n}", "two", "stranger") for n in range(9)), {}, (0, 9, 1)),
    ],
)
def test_how_many_to_ask(
    content: Content, people: tuple[dict[str, object], ...], statuses: dict[str, str], expected: tuple[int, int, int]
) -> None:
    found = mix(content, plan_of(*people, **statuses)).asking
    assert (found.agreed, found.open, found.more) == expected
    assert (found.want, found.rule) == (TALKS, 26)
    numbers = (TALKS, *expected) if found.more else (TALKS, *expected[:2])
    assert re.findall(r"\d+", found.say) == [str(number) for number in numbers]


def test_the_assumption_is_written_down_with_its_numbers(content: Content) -> None:
    assume = mix(content, Plan()).asking.assume
    assert [int(number) for number in re.findall(r"(\d) of 10", assume)] == list(YES_OF_TEN.values())
    assert YES_OF_TEN["known"] > YES_OF_TEN["introduced"] > YES_OF_TEN["not_yet"] > 0


# Who introduced whom


def test_names_are_matched_to_people_and_others_stand_outside(content: Content) -> None:
    plan = plan_of(
        who("Ana Silva"),
        who("Ben", connector="ana  SILVA"),
        who("Cleo", connector="Ben"),
        who("Dan", connector="Ms. Rivera"),
        who("Eva", connector="ms rivera."),
        who("Fay"),
    )
    assert tree(content, plan) == ["Ana Silva", "  Ben", "    Cleo", "Ms. Rivera", "  Dan", "  Eva"]
    assert [twig.person for twig in mix(content, plan).tree] == ["ana", "ben", "cleo", None, "dan", "eva"]
    assert [twig.by for twig in mix(content, plan).tree][:3] == ["", "Ana Silva", "Ben"]


@pytest.mark.parametrize(
    "connector",
    ["Adama Fofanah", "Adama", "Ms. Fofanah", "Coach Fofanah", "my teacher Adama Fofanah from the club", "ADAMA"],
)
def test_a_part_of_a_name_or_a_sentence_is_enough(content: Content, connector: str) -> None:
    plan = plan_of(who("Adama Fofanah", address="Dr. Fofanah"), who("Zoe", connector=connector), who("Will"))
    assert tree(content, plan) == ["Adama Fofanah", "  Zoe"]


def test_a_word_of_a_sentence_is_not_taken_for_a_name(content: Content) -> None:
    plan = plan_of(who("Will"), who("Zoe", connector="a friend who will write"))
    assert tree(content, plan) == ["a friend who will write", "  Zoe"]


@pytest.mark.parametrize("connector", ["", "  ", "-", "?", "nobody", "None", "n/a", "Zoe"])
def test_nobody_introduces_nobody(content: Content, connector: str) -> None:
    assert tree(content, plan_of(who("Ana"), who("Zoe", connector=connector))) == []


def test_of_two_people_of_one_name_neither_is_guessed(content: Content) -> None:
    plan = plan_of({"id": "one", "name": "Sam Lee"}, {"id": "two", "name": "Sam Lee"}, who("Zoe", connector="Sam Lee"))
    assert [(twig.name, twig.person) for twig in mix(content, plan).tree] == [("Sam Lee", None), ("Zoe", "zoe")]


def test_who_suggested_someone_tells_two_people_of_one_name_apart(content: Content) -> None:
    plan = plan_of(
        {"id": "one", "name": "Sam Lee"}, {"id": "two", "name": "Sam Lee"}, who("Zoe", connector="Sam Lee"), two="met"
    )
    plan = write(plan, "interviews.two.suggested", (Suggestion(id="zoe", name="Zoe"),))
    assert [twig.person for twig in mix(content, plan).tree] == ["two", "zoe"]
    assert [twig.person for twig in mix(content, write(plan, "people.zoe.connector", "")).tree] == ["two", "zoe"]


def test_one_of_two_people_of_one_name_may_introduce_the_other(content: Content) -> None:
    plan = plan_of({"id": "one", "name": "Sam Lee"}, {"id": "two", "name": "Sam Lee", "connector": "Sam Lee"})
    assert tree(content, plan) == ["Sam Lee (1)", "  Sam Lee (2)"]


def test_a_removed_person_still_stands_in_the_tree_by_name(content: Content) -> None:
    plan = write(plan_of(who("Ana Silva"), who("Ben", connector="Ana Silva")), "people.ana.removed", True)
    assert [(twig.name, twig.person) for twig in mix(content, plan).tree] == [("Ana Silva", None), ("Ben", "ben")]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([("Ana", "Ben"), ("Ben", "Ana")], ["Ana*", "  Ben"]),
        ([("Ana", "Cleo"), ("Ben", "Ana"), ("Cleo", "Ben")], ["Ana*", "  Ben", "    Cleo"]),
        ([("Zoe", "Ben"), ("Ana", "Ben"), ("Ben", "Ana")], ["Ana*", "  Ben", "    Zoe"]),
        ([("Ana", "Ben"), ("Ben", "Ana"), ("Cleo", "Dan"), ("Dan", "Cleo")], ["Ana*", "  Ben", "Cleo*", "  Dan"]),
        ([("Ana", "Ana"), ("Ben", "Ana")], ["Ana", "  Ben"]),
    ],
)
def test_a_circle_is_cut_once_and_says_so(content: Content, people: list[tuple[str, str]], expected: list[str]) -> None:
    assert tree(content, plan_of(*(who(name, connector=connector) for name, connector in people))) == expected


@pytest.mark.parametrize("shape", ["row", "circle", "star", "strangers", "one name"])
def test_three_hundred_people_are_quick(content: Content, shape: str) -> None:
    connectors = {
        "row": lambda number: f"Person{number - 1} Lee" if number else "",
        "circle": lambda number: f"Person{(number - 1) % 300} Lee",
        "star": lambda number: "Person0 Lee" if number else "",
        "strangers": lambda number: f"Someone Else {number}",
        "one name": lambda number: "Sam",
    }
    people = [
        {
            "id": f"p{number}",
            "name": "Sam Lee" if shape == "one name" else f"Person{number} Lee",
            "connector": connectors[shape](number),
            "stage": STAGES[number % 4],
            "closeness": [*HOW_KNOWN][number % 3],
        }
        for number in range(300)
    ]
    plan = plan_of(*people)
    begun = time.perf_counter()
    found = mix(content, plan)
    assert time.perf_counter() - begun < 1
    assert found.grid.total == 300
    assert {twig.person for twig in found.tree if twig.person} == {person.id for person in plan.people}
    assert found.tree == mix(content, plan).tree
    repr(found)


# The words


def test_each_kind_has_its_words() -> None:
    assert set(GapWords.model_fields) == set(get_args(GapKind))
    assert set(StartWords.model_fields) == set(get_args(StartKind))
    assert set(KnownWords.model_fields) == set(get_args(Known)) == set(KNOWN) == set(YES_OF_TEN)
    assert set(HOW_KNOWN) == set(get_args(Closeness))
    assert set(STAGES) == set(get_args(Stage))


def test_the_example_has_a_mix(content: Content, example: Plan) -> None:
    found = mix(content, example)
    assert [twig.name for twig in found.tree if not twig.depth] == ["Adama Fofanah", "Joel Abernathy"]
    assert [each.name for each in found.grid.said_no] == ["Bret Lindholm"]
    assert found.start.person


NAMES = some.sampled_from(
    ["Ana Silva", "Ana", "Sam Lee", "Sam Lee", "Ms. Rivera", "李娜", "د. سمير", "", "{name}", "-"]
)


@some.composite
def plans(draw: some.DrawFn) -> Plan:
    people = [
        Person(
            id=f"p{number}",
            name=draw(NAMES),
            connector=draw(NAMES | some.text(max_size=20)),
            stage=draw(some.sampled_from([None, *STAGES])),
            closeness=draw(some.sampled_from([None, *HOW_KNOWN])),
            practice=draw(some.booleans()),
            removed=draw(some.booleans()),
        )
        for number in range(draw(some.integers(0, 8)))
    ]
    status: some.SearchStrategy[Status] = some.sampled_from(STATUSES)
    return Plan(
        people=tuple(people), interviews=tuple(Interview(person=each.id, status=draw(status)) for each in people)
    )


@how(deadline=None)
@given(plan=plans())
def test_whatever_the_plan_the_mix_adds_up(plan: Plan) -> None:
    content = load()
    found = mix(content, plan)
    placed = [each.id for row in found.grid.rows for cell in row.cells for each in cell.people]
    seen = [*placed, *(each.id for each in (*found.grid.unplaced, *found.grid.said_no))]
    present = {person.id for person in plan.present}
    listed = {each.id for each in plan.present if each.name.strip() or each.stage or each.closeness}
    assert sorted(seen) == sorted(listed), "each once"
    twigs = [twig.person for twig in found.tree if twig.person]
    assert len(set(twigs)) == len(twigs)
    assert set(twigs) <= present
    for twig, after in zip(found.tree, found.tree[1:], strict=False):
        assert after.depth <= twig.depth + 1
    assert found.asking.more >= 0
    assert not found.start.person or plan.interview(found.start.person.id).status != "no"
