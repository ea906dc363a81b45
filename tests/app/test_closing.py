"""The closing page, and what Follow up and My plan show of it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, shown, trouble
from workshop.content import Content
from workshop.plan.model import Interview, Person, Plan, Suggestion, replace, write

Visit = Callable[..., Visitor]
PEOPLE = tuple(Person(id=f"p_{name.lower()}", name=name) for name in ("Ana", "Ben", "Cleo"))


def talk(person: str, **answers: str) -> Interview:
    return Interview(person=person, status="met", answers=dict(answers))


ONE = Plan(people=PEOPLE, interviews=(talk("p_ana", all_day="Bakes all night", my_energy="high", my_fit="well"),))
TWO = replace(
    ONE,
    interviews=(*ONE.interviews, talk("p_ben", all_day="Drives a van", guess_1_held="wrong")),
    answers={"guess_1": "You work alone."},
)


def drawn(screen: AppTest) -> str:
    """The tables on a page, as they are sent."""
    return "\n".join(text for name, text in shown(screen) if name == "Html.body" and '<table class="together' in text)


def words_on(screen: AppTest) -> str:
    return "\n".join(text for _, text in shown(screen))


def test_the_page_opens_with_nothing_in_the_plan(visitor: Visit, content: Content) -> None:
    screen = visitor().open("closing")
    assert trouble(screen) == []
    assert content.together.too_few in words_on(screen)
    assert drawn(screen) == ""
    assert not [each for each in screen.pills if each.label == content.together.pick]


def test_someone_met_of_whom_nothing_is_noted_is_told_where_to_note_it(visitor: Visit, content: Content) -> None:
    screen = visitor().have(Plan(people=PEOPLE, interviews=(talk("p_ana"),))).open("closing")
    assert content.together.nothing_yet in words_on(screen)
    assert content.together.noticed.one.say.split(".")[0] in words_on(screen)


def test_the_page_shows_everyone_met_the_guesses_and_what_stands_out(visitor: Visit, content: Content) -> None:
    page = drawn(visitor().have(TWO).open("closing"))
    assert [text in page for text in ("Ana", "Bakes all night", "High (4 of 5)", "Ben", "Drives a van")] == [True] * 5
    assert "You work alone." in page
    assert "Ben: It was wrong" in page
    assert "Cleo" not in page
    said = words_on(visitor().have(TWO).open("closing"))
    assert content.together.noticed_title in said
    assert content.together.noticed.guess_wrong.say.split(".")[0] in said


def test_each_blank_of_the_decision_stands_on_one_page_only(visitor: Visit, content: Content) -> None:
    student = visitor().have(TWO)
    pages = {page: {each.key for each in boxes(student.open(page))} for page in ("follow_up", "closing", "my_plan")}
    for field in (field for part in content.closing for field in part.fields):
        key = student.box(f"answers.{field.id}")
        assert [page for page, keys in pages.items() if key in keys] == ["closing"], field.id


def boxes(screen: AppTest) -> list[object]:
    return [*screen.text_input, *screen.text_area, *screen.radio, *screen.pills, *screen.date_input, *screen.checkbox]


def test_a_name_is_picked_into_the_box_and_can_be_changed_there(visitor: Visit) -> None:
    student = visitor().have(
        write(TWO, "interviews.p_ana.suggested", (Suggestion(id="s_1", name="*Dana* <b>Lind</b>"),))
    )
    screen = student.open("closing")
    box = student.box("answers.next_person")
    screen = screen.pills(key="pick_next_person").set_value("s_1").run()
    assert trouble(screen) == []
    assert student.plan.words("next_person") == "*Dana* <b>Lind</b>"
    assert screen.text_input(key=box).value == "*Dana* <b>Lind</b>"
    assert screen.pills(key="pick_next_person").value is None
    screen = screen.text_input(key=box).set_value("Somebody else").run()
    assert student.plan.words("next_person") == "Somebody else"
    screen = screen.pills(key="pick_next_person").set_value("p_cleo").run()
    assert screen.text_input(key=box).value == student.plan.words("next_person") == "Cleo"


def test_the_example_offers_no_names_to_pick(visitor: Visit, content: Content) -> None:
    screen = visitor().open("closing", example=True)
    assert trouble(screen) == []
    assert content.together.pick not in words_on(screen)
    assert drawn(screen)


def test_follow_up_compares_from_the_second_person_on_and_at_once(visitor: Visit, content: Content) -> None:
    student = visitor().have(ONE)
    screen = student.open("follow_up")
    assert content.together.too_few in words_on(screen)
    assert drawn(screen) == ""
    student.have(TWO)
    screen = student.open("follow_up")
    assert "Drives a van" in drawn(screen)
    screen = screen.text_input(key=student.box("interviews.p_ana.answers.all_day")).set_value("Kneads dough").run()
    assert "Kneads dough" in drawn(screen)
    assert "Bakes all night" not in drawn(screen)


def test_the_side_by_side_of_follow_up_is_drawn_only_once_it_is_open(visitor: Visit) -> None:
    assert drawn(visitor().have(TWO).open("follow_up", side_by_side=False)) == ""


def test_follow_up_leads_on_to_the_decision_and_that_to_my_plan(visitor: Visit, content: Content) -> None:
    student = visitor().have(TWO)
    screen = student.open("follow_up").button(key="next_page").click().run()
    assert [title.value for title in screen.title] == [content.together.title]
    screen = student.come_back().open("closing").button(key="next_page").click().run()
    assert [title.value for title in screen.title] == [content.words.my_plan]


def test_my_plan_is_quiet_before_the_first_conversation(visitor: Visit, content: Content) -> None:
    student = visitor().have(Plan(people=PEOPLE))
    assert content.together.go not in words_on(student.open("my_plan"))


@pytest.mark.parametrize("plan", [TWO, Plan(answers={"next_person": "Cleo"})])
def test_my_plan_leads_to_the_decision_from_the_first_thing_on(visitor: Visit, content: Content, plan: Plan) -> None:
    screen = visitor().have(plan).open("my_plan")
    screen = next(each for each in screen.button if each.label == content.together.go).click().run()
    assert [title.value for title in screen.title] == [content.together.title]


def test_my_plan_says_what_was_decided_in_words(visitor: Visit, content: Content) -> None:
    plan = replace(TWO, answers={"decision": "go_deeper", "study_next": "Baking <b>school</b>", "next_person": "Cleo"})
    screen = visitor().have(plan).open("my_plan")
    said = words_on(screen)
    label = next(each.label for each in content.fields["decision"].options if each.id == "go_deeper")
    assert label.split(":")[0] in said
    assert "Baking \\<b\\>school" in said
    assert content.together.nothing_decided not in said
    assert "Drives a van" in drawn(screen)
    undecided = words_on(visitor().have(TWO).open("my_plan"))
    assert content.together.nothing_decided in undecided
