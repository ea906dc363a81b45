"""Each condition of each step is met by the thing it names, and by nothing else."""

from collections.abc import Callable

import pytest

from workshop.content import Content
from workshop.plan.model import Interview, Plan, Team, Teammate, replace, write
from workshop.plan.progress import _CONDITIONS, ENOUGH_PEOPLE, ENOUGH_QUESTIONS, STARS, overview, progress, shows
from workshop.plan.team import take_off
from workshop.vocabulary import CONDITIONS, STEPS, TEAM_SECTIONS, StepId

Change = Callable[[Plan], Plan]
ALL = [(step, name) for step in STEPS for name in CONDITIONS[step]]


def empty(*addresses: str) -> Change:
    def change(plan: Plan) -> Plan:
        for address in addresses:
            plan = write(plan, address, "")
        return plan

    return change


def people(**parts: object) -> Change:
    return lambda plan: replace(plan, people=tuple(each.model_copy(update=parts) for each in plan.people))


def talks(**parts: object) -> Change:
    return lambda plan: replace(plan, interviews=tuple(each.model_copy(update=parts) for each in plan.interviews))


def held_talk_without(field: str) -> Change:
    """Leave one answer of the last conversation that was held empty."""

    def change(plan: Plan) -> Plan:
        last = [talk for talk in plan.interviews if talk.held][-1]
        return write(plan, f"interviews.{last.person}.answers.{field}", "")

    return change


def circles(plan: Plan) -> Plan:
    return empty(*(f"answers.{name}" for name in plan.answers if name.startswith("circle_")))(plan)


def unthanked(plan: Plan) -> Plan:
    last = [talk for talk in plan.interviews if talk.held][-1]
    return write(plan, f"interviews.{last.person}.status", "met")


# condition: what to take away from a finished plan, and what else is then missing too
TAKE_AWAY: dict[str, tuple[Change, set[str]]] = {
    "draw": (empty("answers.draws_me"), set()),
    "field": (empty("answers.field_1", "answers.field_2", "answers.field_3"), set()),
    "found": (empty("answers.found_1", "answers.where_2", "answers.found_3"), set()),
    "guesses": (empty("answers.guess_1", "answers.guess_2_sure", "answers.guess_3"), set()),
    "goal": (empty("answers.goal_kind"), set()),
    "circles": (circles, set()),
    "people": (lambda plan: write(people(name="")(plan), f"people.{plan.people[0].id}.name", "Only One"), set()),
    "practice": (people(practice=False), set()),
    "reach": (people(email="", phone="", connector=""), set()),
    "intro": (empty("answers.intro"), set()),
    "hope": (empty("answers.hope"), set()),
    "questions": (lambda plan: replace(plan, questions=plan.starred), set()),
    "starred": (
        lambda plan: replace(plan, questions=tuple(q.model_copy(update={"starred": False}) for q in plan.questions)),
        set(),
    ),
    "asked": (talks(status="to_ask"), {"agreed", "held", "notes", "outline", "thanks", "learned"}),
    "agreed": (talks(status="asked"), {"held", "notes", "outline", "thanks", "learned"}),
    "planned": (talks(when=None), set()),
    "held": (talks(status="yes"), {"notes", "outline", "thanks", "learned"}),
    "notes": (held_talk_without("notes"), set()),
    "outline": (held_talk_without("outline"), set()),
    "thanks": (unthanked, set()),
    "learned": (held_talk_without("learned"), set()),
    "next": (empty("answers.next_1", "answers.next_2", "answers.next_3"), set()),
}


def missing(content: Content, plan: Plan) -> set[str]:
    """The conditions that are told to be missing, by name. Before any talk, one line stands for all that follow it."""
    told = {state.step: state.missing for state in overview(content, plan)}
    open_ones = {name for step, name in ALL if content.steps[step].missing[name] in told[step]}
    for step, names in AFTER_A_TALK.items():
        if content.words.after_a_talk in told[step]:
            assert not open_ones & names
            open_ones |= names
    return open_ones


AFTER_A_TALK: dict[StepId, set[str]] = {"conduct": {"notes"}, "follow_up": {"outline", "thanks", "learned"}}


def test_the_table_has_every_condition() -> None:
    assert set(TAKE_AWAY) == {name for _, name in ALL} == set(_CONDITIONS)


def test_every_step_of_an_empty_plan_is_open(content: Content) -> None:
    states = overview(content, Plan())
    assert [state.step for state in states] == list(STEPS)
    assert not any(state.done or state.begun for state in states)
    assert missing(content, Plan()) == set(TAKE_AWAY)


def test_every_step_of_the_example_is_done(content: Content, example: Plan) -> None:
    assert missing(content, example) == set()
    assert all(state.done and state.begun for state in overview(content, example))


@pytest.mark.parametrize(("step", "condition"), ALL)
def test_taking_a_thing_away_opens_its_step(content: Content, example: Plan, step: StepId, condition: str) -> None:
    change, also = TAKE_AWAY[condition]
    assert missing(content, change(example)) == {condition, *also}
    state = progress(content, change(example), step)
    assert not state.done
    assert content.steps[step].missing[condition] in state.missing
    unmet = [name for name in CONDITIONS[step] if name in {condition, *also}]
    assert state.met == len(CONDITIONS[step]) - len(unmet)


def test_what_is_missing_is_told_in_the_order_of_the_step(content: Content) -> None:
    for step in STEPS:
        told = progress(content, Plan(), step).missing
        waiting = [content.words.after_a_talk] if step in AFTER_A_TALK else []
        now = [name for name in CONDITIONS[step] if name not in AFTER_A_TALK.get(step, set())]
        assert list(told) == waiting + [content.steps[step].missing[name] for name in now]


@pytest.mark.parametrize(
    ("condition", "addresses"),
    [
        ("draw", ["answers.draws_me"]),
        ("field", ["answers.field_1", "answers.field_2", "answers.field_3"]),
        ("intro", ["answers.intro"]),
        ("hope", ["answers.hope"]),
        ("next", ["answers.next_1", "answers.next_2", "answers.next_3"]),
        ("goal", ["answers.goal_subject"]),
        ("notes", ["interviews.p_zoe.answers.notes"]),
    ],
)
def test_blank_spaces_meet_no_condition(content: Content, example: Plan, condition: str, addresses: list[str]) -> None:
    for address in addresses:
        example = write(example, address, " \n ")
    assert missing(content, example) == {condition}


def test_blank_spaces_are_no_way_to_reach_someone(content: Content, example: Plan) -> None:
    assert missing(content, people(email=" ", phone=" ", connector=" ")(example)) == {"reach"}


@pytest.mark.parametrize("count", range(12))
def test_five_to_eight_stars_are_right(content: Content, example: Plan, count: int) -> None:
    starred = tuple(q.model_copy(update={"starred": n < count}) for n, q in enumerate(example.questions))
    assert ("starred" in missing(content, replace(example, questions=starred))) == (count not in (5, 6, 7, 8))
    assert list(STARS) == [5, 6, 7, 8]


def test_one_less_than_enough_is_not_enough(content: Content, example: Plan) -> None:
    few = replace(example, people=example.people[: ENOUGH_PEOPLE - 1])
    assert "people" in missing(content, few)
    assert "people" not in missing(content, replace(example, people=example.people[:ENOUGH_PEOPLE]))
    assert "questions" in missing(content, replace(example, questions=example.questions[: ENOUGH_QUESTIONS - 1]))
    assert "questions" not in missing(content, replace(example, questions=example.questions[:ENOUGH_QUESTIONS]))


def test_people_taken_off_the_table_do_not_count(content: Content, example: Plan) -> None:
    gone = people(removed=True)(example)
    expected = {"people", "practice", "reach", *(name for step in STEPS[3:] for name in CONDITIONS[step])} - {"next"}
    assert missing(content, gone) == expected


def test_a_talk_with_someone_who_was_never_on_the_table_does_not_count(content: Content, example: Plan) -> None:
    strangers = tuple(Interview(person=f"x_{talk.person}", status="met") for talk in example.interviews)
    assert {"asked", "held"} <= missing(content, replace(example, interviews=strangers))


def test_a_step_is_begun_by_a_box_alone(content: Content) -> None:
    for step in STEPS:
        box = content.steps[step].checklist[0].id
        state = progress(content, write(Plan(), f"checks.{box}", True), step)
        assert (state.begun, state.done, state.ticked) == (True, False, 1)
        assert state.boxes == len(content.steps[step].checklist)


def test_what_is_for_a_team_is_shown_to_a_team_also_once_it_is_smaller(content: Content) -> None:
    parts = [content.section(name) for name in TEAM_SECTIONS]
    ana, ben = Teammate(id="m_a"), Teammate(id="m_b")
    assert not any(shows(replace(Plan(), team=Team(members=(ana,))), part) for part in parts)
    plan = replace(Plan(), team=Team(members=(ana, ben)))
    assert all(shows(plan, part) for part in parts)
    assert all(shows(take_off(plan, "m_b"), part) for part in parts)


def test_the_path_to_a_major_is_for_the_undecided_and_for_who_began_it(content: Content) -> None:
    path = content.section("undecided_path")
    assert not shows(Plan(), path)
    assert shows(Plan(answers={"undecided": True}), path)
    assert shows(Plan(answers={path.fields[0].id: "Drawing"}), path)
    parts = [part for step in content.steps.values() for part in step.sections]
    assert all(shows(Plan(), part) for part in parts if part is not path and part.id not in TEAM_SECTIONS)
