"""The question planner on Prepare: remarks come and go with the words, and each button does what it says."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, shown, trouble
from workshop.coach import check_question
from workshop.content import Content
from workshop.plan.dates import ASKED_MINUTES, next_minutes
from workshop.plan.model import ChosenQuestion, Interview, Person, Plan

CLOSED = "Do you like working with children?"
OPEN = "What do you like about working with children?"
DAY = "What does a typical day look like for you?"
PAY = "How much do you earn?"

Visit = Callable[..., Visitor]


def asking(*texts: str) -> Plan:
    """A plan with questions of the student's own."""
    return Plan(questions=tuple(ChosenQuestion(id=f"own_{place}", text=text) for place, text in enumerate(texts)))


def remarks_on(screen: AppTest) -> str:
    """The remarks in HTML, as they are sent to the browser."""
    return "\n".join(text for name, text in shown(screen) if name == "Html.body" and 'class="remarks"' in text)


def words_on(screen: AppTest) -> str:
    """The remarks as they are read."""
    return unescape(re.sub(r"<[^>]*>", "", remarks_on(screen)))


def remark(content: Content, text: str) -> str:
    """What the coach says first of a question."""
    return check_question(content, text)[0].say


def labels(screen: AppTest) -> list[str]:
    return [each.label for each in screen.button]


def press(screen: AppTest, label: str) -> AppTest:
    return next(each for each in screen.button if each.label == label).click().run()


def test_a_remark_comes_with_a_closed_question_and_goes_once_it_is_mended(visitor: Visit, content: Content) -> None:
    student = visitor().have(asking(DAY))
    box = student.box("questions.own_0.text")
    screen = student.open("prepare")
    assert content.words.check_better not in words_on(screen)
    screen = screen.text_area(key=box).set_value(CLOSED).run()
    assert " ".join(words_on(screen).split()) == f"{content.words.check_better} {remark(content, CLOSED)}"
    screen = screen.text_area(key=box).set_value(OPEN).run()
    assert content.words.check_better not in words_on(screen)
    assert trouble(screen) == []


def test_a_closed_question_is_replaced_by_the_open_one_and_that_can_be_taken_back(
    visitor: Visit, content: Content
) -> None:
    student, words = visitor().have(asking(CLOSED)), content.words
    screen = press(student.open("prepare"), words.use_this)
    assert student.plan.questions[0].text == OPEN
    assert screen.text_area(key=student.box("questions.own_0.text")).value == OPEN
    assert words.use_this not in labels(screen)
    screen = press(screen.run(), words.undo)
    assert student.plan.questions[0].text == CLOSED
    assert screen.text_area(key=student.box("questions.own_0.text")).value == CLOSED


@pytest.mark.parametrize("text", ["Is it hard?", "Is the work fun and do you like it?", PAY, "Will robots do it?"])
def test_what_needs_words_of_the_students_own_is_a_hint_and_no_button(
    visitor: Visit, content: Content, text: str
) -> None:
    screen = visitor().have(asking(text)).open("prepare")
    assert remark(content, text) in words_on(screen)
    assert content.words.use_this not in labels(screen)


def test_words_that_were_changed_meanwhile_are_not_replaced(visitor: Visit, content: Content) -> None:
    student = visitor().have(asking(CLOSED))
    screen = student.open("prepare")
    screen.text_area(key=student.box("questions.own_0.text")).set_value("Do you like the hours?")
    press(screen, content.words.use_this)
    assert student.plan.questions[0].text == "Do you like the hours?"


def test_the_words_a_remark_is_about_are_marked_and_how_much_it_matters_is_said(
    visitor: Visit, content: Content
) -> None:
    text = f"I like it here. {PAY}"
    found = remarks_on(visitor().have(asking(text)).open("prepare"))
    assert f'<li class="fix"><strong>{content.words.check_fix}</strong> <button' in found
    assert "<mark>How much do you earn</mark>" in found
    assert 'data-box="questions.own_0.text" data-from="16"' in found
    assert "<mark>" not in remarks_on(visitor().have(asking(PAY)).open("prepare"))


def test_a_short_list_is_not_judged_as_a_whole(visitor: Visit, content: Content) -> None:
    words = content.words
    assert words.list_title not in words_on(visitor().have(asking(DAY, OPEN)).open("prepare"))
    assert words.list_title in words_on(visitor().have(asking(DAY, OPEN, CLOSED)).open("prepare"))
    for plan in (Plan(), asking("", " ", "\n")):
        screen = visitor().have(plan).open("prepare")
        assert words.list_title not in words_on(screen)
        assert trouble(screen) == []


def test_what_is_good_is_summed_up_in_one_line(visitor: Visit, content: Content) -> None:
    said = words_on(visitor().have(asking(DAY, OPEN, CLOSED)).open("prepare"))
    assert "2 of 3" in said
    assert said.count(content.words.check_well_done) == 1
    nothing = words_on(visitor().have(asking(CLOSED, CLOSED, PAY)).open("prepare"))
    assert "0 of 3" not in nothing
    assert content.words.check_well_done not in nothing


def test_the_list_is_put_in_order_shows_its_parts_and_that_can_be_taken_back(visitor: Visit, content: Content) -> None:
    student, words = visitor().have(asking(PAY, "Who else should I talk to?", "", DAY, OPEN)), content.words
    before = student.plan.questions
    screen = student.open("prepare")
    assert f"{words.ask_not}: {PAY}" in words_on(screen)
    screen = press(screen, words.put_in_order)
    assert [each.text for each in student.plan.questions] == [DAY, OPEN, "Who else should I talk to?", PAY, ""]
    assert words.put_in_order not in labels(screen)
    heads = [each.value for each in screen.markdown if each.value.startswith(":small[**")]
    assert heads == [f":small[**{part}**]" for part in (words.ask_first, words.ask_closing, words.ask_not)]
    press(screen.run(), words.undo)
    assert student.plan.questions == before


def test_a_closing_question_that_is_missing_is_added(visitor: Visit, content: Content) -> None:
    student = visitor().have(asking(DAY, OPEN, "How did you get into this field?"))
    screen = student.open("prepare")
    offers = [each for each in screen.button if str(each.key).startswith("close_")]
    assert len(offers) == 2
    for offer in offers:
        screen = screen.button(key=offer.key).click().run()
    added = [check_question(content, each.text)[0].code for each in student.plan.questions[3:]]
    assert added == ["whom_else", "contact_again"]
    assert not [each for each in screen.button if str(each.key).startswith("close_")]
    assert trouble(screen) == []


def test_the_time_is_that_of_the_next_meeting(visitor: Visit, content: Content) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def plan(*talks: tuple[str, int, int]) -> Plan:
        people = tuple(Person(id=name, removed=name == "gone") for name, _, _ in talks)
        found = [
            Interview(person=name, minutes=minutes, when=now.replace(tzinfo=None) + timedelta(days=days))
            for name, days, minutes in talks
        ]
        return Plan(people=people, interviews=tuple(found))

    assert next_minutes(Plan(), now) == ASKED_MINUTES
    assert next_minutes(plan(("past", -1, 60)), now) == ASKED_MINUTES
    assert next_minutes(plan(("late", 9, 60), ("soon", 2, 30), ("gone", 1, 45)), now) == 30
    assert next_minutes(plan(("a", 2, 30), ("b", 2, 15)), now) == 15


def test_the_example_is_looked_at_too_and_offers_no_buttons(visitor: Visit, content: Content) -> None:
    screen, words = visitor().open("prepare", example=True), content.words
    assert words.list_title in words_on(screen)
    assert f"{words.ask_first}:" in words_on(screen)
    assert not {words.put_in_order, words.use_this} & set(labels(screen))


HOSTILE = [
    "Do you like **x** <img src=http://h/t.png>?",
    "I say ![x](http://h/t.png). Do you like :red[x] $x$ and do you ] earn?",
    "# x\n- Do you ever \u202eabc?",
    "Do you like " + "long " * 9_000 + "days?",
    "\ud83d\ude00 你喜欢你的工作吗？",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_question_comes_alive_in_the_remarks(visitor: Visit, content: Content, text: str) -> None:
    student = visitor().have(asking(*[text.encode("utf-16", "surrogatepass").decode("utf-16")] * 4))
    screen = student.open("prepare")
    assert trouble(screen) == []
    found = remarks_on(screen)
    assert set(re.findall(r"<(\w+)", found)) <= {
        "div",
        "section",
        "h4",
        "ul",
        "li",
        "strong",
        "button",
        "mark",
        "p",
        "b",
        "bdi",
    }
    assert len(found) < 60_000
