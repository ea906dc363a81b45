"""The pages: each one opens, keeps what is typed, changes nothing it should not, and shows any text as text."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import PAGES, Visitor, component_data, shown, trouble
from workshop.content import Content
from workshop.content.models import Field
from workshop.plan.file import FILE_LIMIT, dump
from workshop.plan.model import TEXT_LIMIT, ChosenQuestion, Interview, Person, Plan, Suggestion, read, replace
from workshop.ui.core.fields import LONG_LABEL
from workshop.ui.core.text import escape_markdown
from workshop.vocabulary import STEPS

ANA = Person(id="p_ana", name="Ana Silva", closeness="known", email="ana@example.org")
BEN = Person(id="p_ben", name="Ben Okafor")
MET = Interview(person=ANA.id, status="met")

Visit = Callable[..., Visitor]


@pytest.fixture
def student(visitor: Visit) -> Visitor:
    """Someone with two people, who has met the first of them."""
    return visitor().have(Plan(people=(ANA, BEN), interviews=(MET,)))


def button(screen: AppTest, label: str, place: int = 0) -> AppTest:
    """Press a button by what it says, or by what its tooltip says."""
    return [each for each in screen.button if label in (each.label, each.help)][place].click().run()


def words_on(screen: AppTest) -> str:
    return "\n".join(text for _, text in shown(screen))


# Every page, for everyone


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_someone_new(visitor: Visit, page: str) -> None:
    screen = visitor().open(page)
    assert trouble(screen) == []
    assert len(screen.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_a_full_plan(visitor: Visit, example: Plan, page: str) -> None:
    screen = visitor().have(example).open(page)
    assert trouble(screen) == []
    assert len(screen.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_the_example_and_says_that_it_is_one(
    visitor: Visit, example: Plan, content: Content, page: str
) -> None:
    screen = visitor().open(page, example=True)
    assert trouble(screen) == []
    assert any(example.about.name in each.value and "example" in each.value for each in screen.markdown)
    assert [each for each in screen.button if each.label == content.words.back_to_mine]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("someone", ["new", "full", "example"])
def test_no_page_shows_a_blank_that_was_not_filled(visitor: Visit, example: Plan, page: str, someone: str) -> None:
    who = visitor().have(example) if someone == "full" else visitor()
    screen = who.open(page, example=someone == "example")
    shown_words = (text for name, text in shown(screen) if not name.startswith(("BidiComponent", "Html")))
    assert not [text for text in shown_words if re.search(r"\{[a-z_]+\}", text)]


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_without_a_key_is_told_that_nothing_is_kept(visitor: Visit, content: Content, page: str) -> None:
    for key in (None, "not-a-key"):
        screen = visitor(key).open(page)
        assert trouble(screen) == [content.words.no_cookie]
        assert not screen.text_area


def test_the_menu_counts_the_steps_that_are_done(visitor: Visit, example: Plan) -> None:
    def done(screen: AppTest) -> int:
        return [each.icon for each in screen.get("page_link")].count(":material/check_circle:")

    assert done(visitor().open("home")) == 0
    assert done(visitor().have(example).open("home")) == len(STEPS)


# What is typed is kept


def address_of(field: Field) -> str:
    return {"about": "about", "answers": "answers", "interview": f"interviews.{ANA.id}.answers"}[
        field.place
    ] + f".{field.id}"


def entry_for(field: Field) -> tuple[str, Any, Any]:
    """The widget of a field, what a visitor enters, and what the plan then holds."""
    options = [option.id for option in field.options]
    choice = "radio" if any(len(option.label) > LONG_LABEL for option in field.options) else "pills"
    return {
        "line": ("text_input", "a line", "a line"),
        "text": ("text_area", "two\nlines", "two\nlines"),
        "choice": (choice, options[-1:][0] if options else None, options[-1:][0] if options else None),
        "choices": ("pills", options[:2], tuple(options[:2])),
        "check": ("checkbox", True, True),
        "date": ("date_input", date(2026, 3, 3), "2026-03-03"),
    }[field.kind]


def fields_on(content: Content, page: str) -> list[Field]:
    parts = [part for step in content.steps.values() for part in step.sections if part.closing or step.id == page]
    return [field for part in parts if part.closing == (page == "closing") for field in part.fields]


@pytest.mark.parametrize("page", [*STEPS, "closing"])
def test_every_field_keeps_what_is_entered_and_shows_it_again(student: Visitor, content: Content, page: str) -> None:
    fields = fields_on(content, page)
    screen = student.open(page)
    for field in fields:
        kind, value, kept = entry_for(field)
        screen = getattr(screen, kind)(key=student.box(address_of(field))).set_value(value).run()
        assert trouble(screen) == [], field.id
        assert read(student.plan, address_of(field)) == kept, field.id
    again = student.come_back().open(page)
    for field in fields:
        kind, value, _ = entry_for(field)
        assert getattr(again, kind)(key=student.box(address_of(field))).value == value, field.id


@pytest.mark.parametrize(
    ("page", "kind", "address", "value"),
    [
        ("conduct", "text_input", "interviews.p_ana.where", "City Clinic"),
        ("conduct", "pills", "interviews.p_ana.medium", "video"),
        ("conduct", "segmented_control", "interviews.p_ana.minutes", 45),
        ("conduct", "datetime_input", "interviews.p_ana.when", datetime(2026, 3, 3, 16)),
        ("contact", "pills", "interviews.p_ana.status", "yes"),
        ("contact", "text_area", "interviews.p_ana.drafts.thank_you", "Dear Ana"),
        ("research", "checkbox", "checks.research_facts", True),
        ("research", "checkbox", "checks.research_lesson", True),
    ],
)
def test_every_other_blank_keeps_what_is_entered(
    student: Visitor, page: str, kind: str, address: str, value: Any
) -> None:
    screen = getattr(student.open(page), kind)(key=student.box(address)).set_value(value).run()
    assert trouble(screen) == []
    assert read(student.plan, address) == value
    assert getattr(student.come_back().open(page), kind)(key=student.box(address)).value == value


def test_a_meeting_gets_the_visitors_time_zone_and_another_can_be_chosen(student: Visitor) -> None:
    screen = student.open("conduct")
    screen.context["timezone"] = "Europe/Berlin"
    screen = screen.datetime_input(key=student.box("interviews.p_ana.when")).set_value(datetime(2026, 3, 3, 16)).run()
    assert student.plan.interview("p_ana").zone == "Europe/Berlin"
    screen.selectbox(key=student.box("interviews.p_ana.zone")).set_value("Asia/Kolkata").run()
    assert student.plan.interview("p_ana").zone == "Asia/Kolkata"


@pytest.mark.parametrize(
    "zone",
    ["Etc/UTC", "US/Central", "Mars/Olympus", "../../etc/passwd", "", "\x00", "America"],
)
def test_whatever_time_zone_a_browser_tells_the_pages_open(student: Visitor, zone: str) -> None:
    screen = student.open("conduct")
    screen.context["timezone"] = zone
    screen = screen.datetime_input(key=student.box("interviews.p_ana.when")).set_value(datetime(2026, 3, 3, 16)).run()
    assert trouble(screen) == []
    assert student.plan.interview("p_ana").when == datetime(2026, 3, 3, 16)


def test_an_emptied_box_is_empty_in_the_plan(student: Visitor) -> None:
    student.open("research").text_area(key=student.box("answers.draws_me")).set_value("trees").run()
    student.open("research").text_area(key=student.box("answers.draws_me")).set_value("").run()
    assert "draws_me" not in student.plan.answers


def test_two_visitors_see_their_own_plans_only(visitor: Visit) -> None:
    ana, eva = visitor(), visitor()
    ana.open("research").text_area(key=ana.box("answers.draws_me")).set_value("the words of Ana").run()
    assert "the words of Ana" not in words_on(eva.open("research"))
    assert eva.plan == Plan()


def test_a_session_that_gets_another_key_shows_the_other_plan(visitor: Visit, content: Content) -> None:
    ana, eva = visitor(), visitor()
    ana.open("research").text_area(key=ana.box("answers.draws_me")).set_value("the words of Ana").run()
    before = ana.plan
    eva._screen = ana._screen
    screen = eva.open("research")
    assert "the words of Ana" not in words_on(screen)
    assert (eva.plan, ana.plan) == (Plan(), before)


def test_what_a_browser_sends_again_after_a_restart_is_saved(student: Visitor) -> None:
    screen = student.open("research")
    screen.text_area(key=student.box("answers.draws_me")).set_value("typed while the server was away")
    again = student.come_back()._screen
    again._page_hash = screen._page_hash
    again._run(screen._tree.get_widget_states())
    assert trouble(again) == []
    assert student.plan.words("draws_me") == "typed while the server was away"


def test_what_a_browser_sends_again_never_ends_up_in_another_plan(visitor: Visit) -> None:
    ana, eva = visitor(), visitor()
    screen = ana.open("research")
    screen.text_area(key=ana.box("answers.draws_me")).set_value("the words of Ana")
    again = eva.open("research")
    again._run(screen._tree.get_widget_states())
    assert eva.plan == Plan()


def test_two_tabs_on_different_boxes_keep_both(student: Visitor) -> None:
    other = student.come_back()
    here, there = student.open("research"), other.open("research")
    here.text_area(key=student.box("answers.draws_me")).set_value("trees").run()
    there.text_input(key=student.box("answers.field_1")).set_value("forestry").run()
    assert (student.plan.words("draws_me"), student.plan.words("field_1")) == ("trees", "forestry")
    assert there.text_area(key=student.box("answers.draws_me")).value == "trees"


def test_text_over_the_limit_is_called_too_long_and_what_was_there_is_kept(student: Visitor, content: Content) -> None:
    screen = student.open("research").text_input(key=student.box("about.name")).set_value("short").run()
    screen = screen.text_input(key=student.box("about.name")).set_value("x" * (TEXT_LIMIT + 1)).run()
    assert content.words.too_long in trouble(screen)
    assert student.plan.about.name == "short"


def test_an_answer_over_the_limit_is_called_too_long(student: Visitor, content: Content) -> None:
    screen = (
        student.open("research").text_area(key=student.box("answers.draws_me")).set_value("x" * (TEXT_LIMIT + 1)).run()
    )
    assert content.words.too_long in trouble(screen)


def test_a_plan_that_is_full_says_so_and_keeps_what_it_has(student: Visitor, content: Content) -> None:
    full = {f"answer_{number}": "x" * TEXT_LIMIT for number in range(FILE_LIMIT // TEXT_LIMIT - 1)}
    student.have(replace(student.plan, answers=full))
    screen = student.open("research").text_area(key=student.box("answers.draws_me")).set_value("x" * TEXT_LIMIT).run()
    assert content.words.plan_full in trouble(screen)
    assert student.plan.answers == full
    screen = screen.text_area(key=student.box("answers.draws_me")).set_value("trees").run()
    assert trouble(screen) == []
    assert student.plan.words("draws_me") == "trees"


# People, questions, messages


def test_a_person_is_added_described_taken_off_and_brought_back(visitor: Visit, content: Content) -> None:
    student, words = visitor(), content.words
    screen = button(student.open("identify"), words.add_person)
    (person,) = student.plan.present
    screen = screen.segmented_control(key="people_view").set_value("one").run()
    for column in content.people.columns:
        if column.id not in ("closeness", "stage", "practice"):
            screen = (
                screen.text_input(key=student.box(f"people.{person.id}.{column.id}")).set_value(f"my {column.id}").run()
            )
    screen = screen.pills(key=student.box(f"people.{person.id}.closeness")).set_value("known").run()
    screen = screen.checkbox(key=student.box(f"people.{person.id}.practice")).check().run()
    (person,) = student.plan.present
    assert (person.name, person.email, person.closeness, person.practice) == ("my name", "my email", "known", True)
    screen = button(screen, words.remove_person)
    assert student.plan.present == ()
    screen = next(each for each in screen.button if "my name" in each.label).click().run()
    assert student.plan.present == (person,)
    assert trouble(screen) == []


def test_questions_are_chosen_written_starred_moved_changed_and_taken_off(visitor: Visit, content: Content) -> None:
    student, words = visitor(), content.words
    first, second = content.bank.questions[:2]
    screen = student.open("prepare")
    for question in (first, second):
        screen = screen.button(key=f"add_{question.id}").click().run()
    assert [each.text for each in student.plan.questions] == [first.text, second.text]
    assert f"add_{first.id}" not in [each.key for each in screen.button]
    screen = button(screen, words.star, 1)
    assert [each.id for each in student.plan.starred] == [second.id]
    screen = screen.menu_button(key=f"more_{second.id}").click(words.move_up).run()
    assert [each.id for each in student.plan.questions] == [second.id, first.id]
    screen = screen.text_area(key=student.box(f"questions.{first.id}.text")).set_value("In my words?").run()
    assert student.plan.questions[1].text == "In my words?"
    screen = screen.menu_button(key=f"more_{first.id}").click(words.move_first).run()
    assert [each.id for each in student.plan.questions] == [first.id, second.id]
    screen = screen.menu_button(key=f"more_{first.id}").click(words.move_down).run()
    screen = screen.menu_button(key=f"more_{second.id}").click(words.take_off).run()
    assert [each.id for each in student.plan.questions] == [first.id]
    next(each for each in screen.text_input if each.label == words.own_question).set_value("My own question?")
    screen = button(screen, words.add_own)
    assert [each.text for each in student.plan.questions] == ["In my words?", "My own question?"]
    assert trouble(screen) == []


def test_the_bank_is_searched_and_filtered(visitor: Visit, content: Content) -> None:
    screen = visitor().open("prepare")
    for question in content.bank.questions:
        if question.moment == "closing" and "leader" in question.audiences:
            break
    screen = screen.pills(key="bank_topic").set_value(question.topic).run()
    screen = screen.selectbox(key="bank_moment").set_value("closing").run()
    screen = screen.selectbox(key="bank_audience").set_value("leader").run()
    screen = screen.text_input(key="bank_search").set_value(question.text.upper()).run()
    assert [each.key for each in screen.button if str(each.key).startswith("add_")] == [f"add_{question.id}"]
    screen = screen.text_input(key="bank_search").set_value("zzz nothing zzz").run()
    assert not [each for each in screen.button if str(each.key).startswith("add_")]


def test_a_message_is_changed_marked_as_sent_taken_back_and_started_over(visitor: Visit, content: Content) -> None:
    student, words = visitor().have(Plan(people=(ANA,))), content.words
    screen = student.open("contact")
    path = "interviews.p_ana.drafts.email_known"
    filled = screen.text_area(key=student.box(path)).value
    screen = screen.text_area(key=student.box(path)).set_value("Dear Ana, my own words").run()
    assert student.plan.interview("p_ana").drafts == {"email_known": "Dear Ana, my own words"}
    (message,) = component_data(screen, "workshop_send")
    assert message["body"]["text"] == "Dear Ana, my own words"
    screen = button(screen, words.start_over_yes)
    assert student.plan.interview("p_ana").drafts == {}
    assert screen.text_area(key=student.box(path)).value == filled
    screen = button(screen, words.mark_sent)
    assert (student.plan.interview("p_ana").status, len(student.plan.interview("p_ana").sent)) == ("asked", 1)
    screen = button(screen, words.not_sent)
    assert student.plan.interview("p_ana").sent == ()
    assert trouble(screen) == []


def test_an_emptied_message_stays_empty_so_that_it_can_be_written_anew(visitor: Visit, content: Content) -> None:
    student = visitor().have(Plan(people=(ANA,)))
    box = student.box("interviews.p_ana.drafts.email_known")
    screen = student.open("contact").text_area(key=box).set_value("").run()
    assert screen.text_area(key=box).value == ""
    assert student.come_back().open("contact").text_area(key=box).value == ""
    screen = screen.text_area(key=box).set_value("Dear Ana").run()
    assert student.plan.interview("p_ana").drafts == {"email_known": "Dear Ana"}
    assert button(screen, content.words.start_over_yes).text_area(key=box).value.startswith("Dear")


def test_a_message_follows_what_the_plan_says_until_it_is_changed(visitor: Visit) -> None:
    student, path = visitor().have(Plan(people=(ANA,))), "interviews.p_ana.drafts.email_known"
    student.open("contact")
    student.open("research").text_input(key=student.box("about.name")).set_value("Teo Alvarez").run()
    assert student.open("contact").text_area(key=student.box(path)).value.count("Teo Alvarez") == 1
    assert student.plan.interview("p_ana").drafts == {}


def test_a_name_someone_suggests_becomes_a_person(student: Visitor, content: Content) -> None:
    words, screen = content.words, student.open("follow_up")
    next(each for each in screen.text_input if each.label == words.suggested_name).set_value("Cara Lind")
    next(each for each in screen.text_input if each.label == words.suggested_how).set_value("her sister")
    screen = button(screen, words.suggested_add)
    (suggestion,) = student.plan.interview("p_ana").suggested
    assert (suggestion.name, suggestion.how) == ("Cara Lind", "her sister")
    screen = button(screen, words.suggested_to_people)
    person = student.plan.person(suggestion.id)
    assert person is not None
    assert (person.name, person.how, person.connector, person.closeness) == (
        "Cara Lind",
        "her sister",
        "Ana Silva",
        "introduced",
    )
    assert not [each for each in screen.button if each.label == words.suggested_to_people]


def test_a_talk_is_marked_as_held(visitor: Visit, content: Content) -> None:
    student = visitor().have(Plan(people=(ANA,)))
    button(student.open("conduct"), content.words.mark_met)
    assert student.plan.interview("p_ana").held


def test_a_plan_file_takes_the_place_of_the_plan_after_a_click(visitor: Visit, example: Plan, content: Content) -> None:
    student = visitor().have(Plan(people=(BEN,)))
    screen = student.open("my_plan")
    screen = (
        screen.file_uploader(key="restore").set_value(("plan.json", dump(example).encode(), "application/json")).run()
    )
    assert student.plan.people == (BEN,)
    assert any(example.about.name in each.value for each in screen.markdown)
    screen = button(screen, content.words.restore_do)
    assert student.plan == example
    assert trouble(screen) == []


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[" * 50_000])
def test_a_file_that_is_no_plan_is_refused_and_nothing_is_changed(student: Visitor, data: bytes) -> None:
    before, screen = student.plan, student.open("my_plan")
    screen = screen.file_uploader(key="restore").set_value(("plan.json", data, "application/json")).run()
    assert len(trouble(screen)) == 1
    assert "plan file" in trouble(screen)[0]
    assert student.plan == before


# The example


@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_a_page_changes_the_example_or_ones_own_plan(visitor: Visit, example: Plan, page: str) -> None:
    own = Plan(people=(BEN,), answers={"draws_me": "trees"})
    student = visitor().have(own)
    screen = student.open(page, example=True)
    assert not screen.text_area
    assert not screen.checkbox
    buttons, choices = len(screen.button), len(screen.selectbox)
    for place in range(buttons):
        again = student.open(page, example=True)
        assert trouble(again.button[place].click().run()) == []
    for place in range(choices):
        again = student.open(page, example=True)
        assert trouble(again.selectbox[place].select_index(1).run()) == []
    assert student.plan == own
    assert student.store.revision(student.key or "") == 1


def test_one_looks_at_the_example_and_comes_back_to_ones_own_plan(
    visitor: Visit, content: Content, example: Plan
) -> None:
    student = visitor().have(Plan(answers={"draws_me": "trees"}))
    button(student.open("home"), content.words.see_example)
    assert example.words("draws_me") in words_on(student.open("research"))
    screen = button(student.open("research"), content.words.back_to_mine)
    assert screen.text_area(key=student.box("answers.draws_me")).value == "trees"


# Trouble


def test_a_damaged_plan_is_told_and_left_alone(student: Visitor, content: Content, database: str) -> None:
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("update sealed_plans set sealed = x'7b'")
        assert trouble(student.come_back().open("home")) == [content.words.plan_unreadable]
        assert connection.execute("select sealed from sealed_plans").fetchall() == [(b"{",)]


def test_a_database_that_goes_away_is_told_and_the_text_stays_in_its_box_until_it_is_back(
    student: Visitor, content: Content, database: str
) -> None:
    screen = student.open("research")
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("alter table sealed_plans rename to away")
        screen = screen.text_area(key=student.box("answers.draws_me")).set_value("trees").run()
        assert set(trouble(screen)) == {content.words.not_saved}
        assert screen.text_area(key=student.box("answers.draws_me")).value == "trees"
        connection.execute("alter table away rename to sealed_plans")
    assert trouble(screen.run()) == []
    assert student.plan.words("draws_me") == "trees"


def test_a_database_that_is_away_is_told_to_someone_who_comes(
    student: Visitor, content: Content, database: str
) -> None:
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("drop table sealed_plans")
    assert trouble(student.come_back().open("home")) == [content.words.not_saved]


@pytest.mark.parametrize(
    "odd",
    [
        "some words",
        ("a", "b"),
        True,
    ],
)
def test_answers_of_another_kind_than_their_fields_ask_for_are_passed_over(
    visitor: Visit, content: Content, odd: Any
) -> None:
    answers = {field.id: odd for field in content.fields.values() if field.place == "answers"}
    talk = {field.id: odd for field in content.fields.values() if field.place == "interview"}
    plan = Plan(
        answers={**answers, "undecided": True, "no_field": odd},
        people=(ANA,),
        interviews=(MET.model_copy(update={"answers": talk}),),
    )
    student = visitor().have(plan)
    assert {page: trouble(student.open(page)) for page in PAGES} == {page: [] for page in PAGES}
    assert student.plan == plan


def test_a_text_is_never_read_as_a_choice_of_several(visitor: Visit) -> None:
    student = visitor().have(Plan(answers={"goal_advice": "my studies"}))
    screen = student.open("research")
    assert screen.pills(key=student.box("answers.goal_advice")).value == []


# Hostile text

PAYLOADS = [
    '=HYPERLINK("http://x","y")',
    '#import "x"',
    "**x** <img src=http://h/t.png>",
    "[x](javascript:alert(1))",
    "![x](http://h/t.png) :material/home: :red[x] $x$",
    "# x",
    "- x\n- y\n\n    x",
]
HARMLESS = [
    "bell\x07 null\x00 escape\x1b[31m \ud800",
    "\u202eright to left\nالسلام عليكم\n李小龍\n👨\u200d👩\u200d👧",
    "long text " * 2_000,
]
LIVE = re.compile(
    r"(?<!\\)(?:\*\*x\*\*|<img|!\[x\]|\[x\]\(|=HYPERLINK|#import|:material/home:|:red\[x\]|\$x\$)|^# x$|^- x$|http://h/|\x00|\x07",
    re.M,
)
# What Streamlit shows as it is. Everything else that reaches the browser may be read as Markdown.
SHOWN_AS_IT_IS = re.compile(
    r"Text\.body|Text(Input|Area)\.(default|value|placeholder)|LinkButton\.url|BidiComponent\.|Html\.|.*\.id$"
)


FEW = ("p_halina", "p_nwosu", "p_sunita", "p_ha")  # thanked, agreed, asked, not asked


def hostile(content: Content, example: Plan, text: str) -> Plan:
    """Some of the example, with `text` in each place that takes a student's words and in answers nobody asks for."""
    made = example.model_dump(mode="json")
    made["people"] = [person for person in made["people"] if person["id"] in FEW]
    made["interviews"] = [talk for talk in made["interviews"] if talk["person"] in FEW]
    fields = content.fields.values()
    made["about"] = dict.fromkeys(made["about"], text)
    made["answers"] = {
        field.id: [text] if field.kind == "choices" else text for field in fields if field.place == "answers"
    }
    made["answers"] |= {"undecided": True, "old_field": text, "old_list": [text, text]}
    for person in made["people"]:
        person |= dict.fromkeys(
            ("name", "pronounced", "address", "title", "organisation", "how", "connector", "email", "phone"), text
        )
    for question in made["questions"]:
        question["text"] = text
    for talk in made["interviews"]:
        talk["where"] = text
        talk["drafts"] = {**dict.fromkeys(talk["drafts"], text), "gone_template": text}
        talk["answers"] = {field.id: text for field in fields if field.place == "interview"} | {"old_note": text}
        talk["suggested"] = [{"id": f"s_{talk['person']}", "name": text, "how": text}]
    made["people"].append({**made["people"][-1], "id": "p_gone", "removed": True})
    return Plan.model_validate(made)


def tour(student: Visitor, plan: Plan, **state: Any) -> Iterator[AppTest]:
    """Every page, and the pages about a person for one person of each standing."""
    for page in ("home", "research", "identify", "prepare", "closing", "my_plan", "family"):
        yield student.open(page, **state)
    yield student.open("identify", people_view="one", **state)
    standing = {plan.interview(person.id).status: person.id for person in plan.present}
    for page in ("contact", "conduct", "follow_up"):
        screen = student.open(page, **state)
        for person in standing.values():
            yield screen.pills(key="choice_of_person").set_value(person).run()


def read_as_markdown(screen: AppTest) -> list[str]:
    return [text for name, text in shown(screen) if not SHOWN_AS_IT_IS.match(name)]


@pytest.mark.parametrize("text", [*PAYLOADS, *HARMLESS], ids=range(len(PAYLOADS + HARMLESS)))
def test_hostile_text_in_every_box_goes_through_every_page_as_text(
    visitor: Visit, content: Content, example: Plan, text: str
) -> None:
    plan = hostile(content, example, text)
    student = visitor().have(plan)
    for screen in tour(student, plan):
        assert trouble(screen) == []
        assert not [words for words in read_as_markdown(screen) if LIVE.search(words)]
    assert student.plan == plan
    name = escape_markdown(plan.about.name)[:50]
    assert any(name in words for words in read_as_markdown(student.open("contact")))


@pytest.mark.parametrize("text", PAYLOADS[2:5])
def test_hostile_text_is_text_too_where_a_plan_is_only_shown(
    visitor: Visit, content: Content, example: Plan, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = hostile(content, example, text)
    monkeypatch.setattr("workshop.ui.core.session.example_plan", lambda: plan)
    for screen in tour(visitor(), plan, example=True):
        assert trouble(screen) == []
        assert not [words for words in read_as_markdown(screen) if LIVE.search(words)]


@pytest.mark.parametrize("text", PAYLOADS)
def test_live_text_would_be_found(text: str) -> None:
    assert LIVE.search(text)
    assert not LIVE.search(escape_markdown(text))


def test_a_person_with_nothing_but_a_number_is_drawn(visitor: Visit) -> None:
    plan = Plan(
        people=(Person(id="p_x"),), interviews=(Interview(person="p_x", status="met", suggested=(Suggestion(id="s"),)),)
    )
    student = visitor().have(replace(plan, questions=(ChosenQuestion(id="q", text=""),)))
    assert [trouble(screen) for screen in tour(student, plan) if trouble(screen)] == []
