"""The rehearsal in threes: each role holds its own card, and nobody else's."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, shown, trouble
from workshop.classroom.rehearsal import deck, next_role
from workshop.content import Content, load
from workshop.exports.pack import observed
from workshop.plan.model import ChosenQuestion, Plan, write
from workshop.ui.core.text import escape_markdown
from workshop.ui.plan.field_names import blank_name
from workshop.vocabulary import REHEARSAL_ROLES

Visit = Callable[..., Visitor]
PERSONAS = load().classroom.personas
SECRET = "SecretZebra"
OWN = Plan(
    questions=(
        ChosenQuestion(id="own_1", text=f"What about {SECRET}1?"),
        ChosenQuestion(id="own_2", text=f"What about {SECRET}2?", starred=True),
    )
)


@pytest.fixture
def student(visitor: Visit) -> Visitor:
    plan = write(write(OWN, "answers.intro", f"I am {SECRET}, *the* student."), "about.name", SECRET)
    return visitor().have(plan)


def words_on(screen: AppTest) -> str:
    assert trouble(screen) == []
    return "\n".join(text for _, text in shown(screen))


def place(screen: AppTest) -> dict[str, str]:
    """What the address says by now."""
    return {name: value[0] if isinstance(value, list) else value for name, value in screen.query_params.items()}


def test_who_opens_the_page_chooses_one_of_three_roles(student: Visitor, content: Content) -> None:
    screen = student.open("rehearsal")
    for role, words in content.classroom.screen.roles.items():
        assert words.title in screen.button(key=f"role_{role}").label
    assert SECRET not in words_on(screen)
    assert place(screen.button(key="role_observer").click().run()) == {"role": "observer"}


@pytest.mark.parametrize("persona", PERSONAS, ids=[each.id for each in PERSONAS])
def test_the_professionals_card_says_all_of_the_persona_and_nothing_of_the_student(
    student: Visitor, persona: object
) -> None:
    told = next(each for each in PERSONAS if each is persona)
    seen = words_on(student.open("rehearsal", query={"role": "professional", "persona": told.id}))
    texts = (told.name, told.pronounced, told.job, told.place, told.intro, told.path)
    assert [text for text in texts if text not in seen] == []
    lines = [*told.curveballs, *(text for each in (*told.facts, told.hidden) for text in (each.asked, each.text))]
    assert [text for text in lines if escape_markdown(text) not in seen] == []
    assert SECRET not in seen


@pytest.mark.parametrize("persona", PERSONAS, ids=[each.id for each in PERSONAS])
def test_the_student_sees_name_job_and_place_of_the_persona_and_nothing_to_be_asked(
    student: Visitor, content: Content, persona: object
) -> None:
    other = next(each for each in PERSONAS if each is persona)
    seen = "\n".join(
        words_on(student.open("rehearsal", query={"role": "student", "persona": other.id, "card": card.name}))
        for card in deck(content, student.plan)
    )
    assert [text for text in (other.name, other.job, other.place) if escape_markdown(text) not in seen] == []
    facts = [text for each in (*other.facts, other.hidden) for text in (each.asked, each.text)]
    hidden = (other.intro, other.path, other.pronounced, *other.curveballs, *facts)
    assert [text for text in hidden if text in seen or escape_markdown(text) in seen] == []
    assert f"I am {SECRET}, *the* student." in seen
    assert f"{SECRET}1" in seen


def test_the_student_goes_from_the_first_lines_over_starred_questions_to_the_last_lines(student: Visitor) -> None:
    screen, seen = student.open("rehearsal", query={"role": "student", "persona": "radio"}), []
    while "live_next" in [each.key for each in screen.button]:
        screen = screen.button(key="live_next").click().run()
        seen.append(place(screen)["card"])
    assert seen == ["ask_own_2", "ask_own_1", "close"]
    assert place(screen.button(key="live_back").click().run())["card"] == "ask_own_1"


def test_without_questions_the_student_gets_a_few_that_begin_well(visitor: Visit, content: Content) -> None:
    assert [card.kind for card in deck(content, Plan())] == ["open", "ask", "ask", "ask", "close"]
    assert trouble(visitor().open("rehearsal", query={"role": "student", "persona": "radio"})) == []


def test_a_persona_is_chosen_or_left_to_chance(student: Visitor) -> None:
    screen = student.open("rehearsal", query={"role": "professional"})
    assert SECRET not in words_on(screen)
    assert place(screen.button(key="persona_baker").click().run())["persona"] == "baker"
    screen = student.open("rehearsal", query={"role": "professional"})
    assert place(screen.button(key="surprise").click().run())["persona"] in [each.id for each in PERSONAS]
    chooses = student.open("rehearsal", query={"role": "student"})
    assert "surprise" not in [each.key for each in chooses.button]


def test_a_tap_marks_a_fact_as_told_and_another_takes_the_mark_away(student: Visitor, content: Content) -> None:
    screen = student.open("rehearsal", query={"role": "professional", "persona": "nurse"})
    for taps, told in (((0,), "0"), ((5,), "0-5"), ((0,), "5"), ((5,), "")):
        for number in taps:
            screen = screen.button(key=f"tell_{number}").click().run()
        assert place(screen)["told"] == told
        marked = [each.key for each in screen.button if content.classroom.screen.told in each.label]
        assert marked == [f"tell_{number}" for number in told.split("-") if number]


def test_everyone_moves_on_by_one_role_and_comes_back_after_three_rounds(student: Visitor) -> None:
    screen, roles = student.open("rehearsal", query={"role": "student", "persona": "radio", "began": "1700000000"}), []
    for persona in ("radio", "baker", "nurse"):
        screen = screen.button(key="round_next").click().run()
        roles.append(place(screen)["role"])
        assert set(place(screen)) == {"role"}
        if roles[-1] != "observer":
            screen = screen.button(key=f"persona_{persona}").click().run()
    assert sorted(roles) == sorted(REHEARSAL_ROLES)
    assert roles[-1] == "student"
    assert len({next_role(role) for role in REHEARSAL_ROLES}) == 3


def test_the_clock_of_the_round_is_in_the_address(student: Visitor, content: Content) -> None:
    screen = student.open("rehearsal", query={"role": "observer"})
    screen = screen.button(key="round_clock").click().run()
    assert abs(int(place(screen)["began"]) - datetime.now(UTC).timestamp()) < 60
    assert screen.button(key="round_clock").label == content.classroom.screen.start_again


@pytest.mark.parametrize(
    "query",
    [
        {"role": "teacher"},
        {"role": "student", "persona": "nobody"},
        {"role": "student", "persona": "radio", "card": "ask_own_9"},
        {"role": "professional", "persona": "radio", "told": "x-99--1"},
        *({"role": "observer", "began": began} for began in ("x", "-1", "0", "99999999999999999", "١٢٣")),
    ],
)
def test_an_address_with_odd_words_in_it_opens_all_the_same(student: Visitor, query: dict[str, str]) -> None:
    assert trouble(student.open("rehearsal", query=query)) == []


def test_the_observers_ticks_and_words_stay_until_a_new_sheet_which_can_be_taken_back(
    student: Visitor, content: Content
) -> None:
    query = {"role": "observer"}
    screen = student.open("rehearsal", query=query)
    assert SECRET not in words_on(screen)
    assert "new_sheet" not in [each.key for each in screen.button]
    before = student.plan
    boxes = [item.id for items in observed(content) for item in items]
    assert len(boxes) == len(set(boxes)) == len(screen.checkbox)
    for name in (boxes[0], boxes[-1]):
        screen = screen.checkbox(key=student.box(f"checks.{name}")).check().run()
    well, to_try = (note.id for note in content.classroom.observer.notes)
    screen = screen.text_area(key=student.box(f"answers.{well}")).set_value("She asked **why**").run()
    screen = screen.text_area(key=student.box(f"answers.{to_try}")).set_value("Wait longer").run()
    filled = student.plan
    assert filled.checks == {boxes[0]: True, boxes[-1]: True}
    assert (filled.words(well), filled.words(to_try)) == ("She asked **why**", "Wait longer")
    again = student.come_back()
    assert again.open("rehearsal", query=query).text_area(key=student.box(f"answers.{well}")).value
    screen = student.open("rehearsal", query=query).button(key="new_sheet").click().run()
    assert student.plan == before
    assert not screen.checkbox(key=student.box(f"checks.{boxes[0]}")).value
    next(each for each in screen.button if each.label == content.words.undo).click().run()
    assert student.plan == filled


def test_earlier_versions_call_the_observers_boxes_by_their_words(content: Content) -> None:
    for note in content.classroom.observer.notes:
        assert blank_name(content, Plan(), f"answers.{note.id}") == note.label
    for item in (*observed(content)[0], *observed(content)[1]):
        assert blank_name(content, Plan(), f"checks.{item.id}") == escape_markdown(item.text)


def test_conduct_leads_to_the_rehearsal(visitor: Visit, example: Plan, content: Content) -> None:
    links = visitor().have(example).open("conduct").get("page_link")
    assert content.classroom.screen.way_in in [link.label for link in links]
