"""How to stay safe is on the page before a student writes to someone or meets them, and nothing else says otherwise."""

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from pydantic_core import to_jsonable_python
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, leaves, shown, trouble
from workshop.coach.meetings import unsafe
from workshop.coach.message import check_message
from workshop.coach.places import REMARK, Danger
from workshop.coach.safety import DANGERS
from workshop.content import Content
from workshop.content.words.safety import SafetyCard
from workshop.exports import FORMATS, Options
from workshop.exports.outline import outline
from workshop.exports.shown import parts_shown
from workshop.exports.worksheets import worksheets
from workshop.plan.messages import fill_template
from workshop.plan.model import Interview, Person, Plan
from workshop.plan.shared_view import show

Visit = Callable[[], Visitor]
MOST_WORDS, LONGEST_SENTENCE = 90, 22
CARDS = ("contact", "conduct")
NOW = datetime(2099, 3, 1, 9, tzinfo=UTC)
OPTIONS = Options(today=date(2099, 3, 1), now=datetime(2099, 3, 1, 9))


def with_kim(**facts: object) -> Plan:
    kim = Person.model_validate({"id": "p_kim", "name": "Mrs. Kim"} | facts)
    return Plan(people=(kim,), interviews=(Interview(person="p_kim"),))


def card(content: Content, page: str) -> SafetyCard:
    return content.safety.contact if page == "contact" else content.safety.conduct


def is_folded(screen: AppTest, title: str) -> bool:
    return title in [folder.label for folder in screen.expander]


def is_open(screen: AppTest, title: str) -> bool:
    return any(title in text.value and "###" in text.value for text in screen.main.markdown)


@pytest.mark.parametrize("page", CARDS)
@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("closeness", [None, "introduced", "alumni", "stranger"])
def test_the_card_is_open_for_everyone_whom_the_student_does_not_say_they_know(
    visitor: Visit, content: Content, page: str, closeness: str | None, practice: bool
) -> None:
    screen = visitor().have(with_kim(closeness=closeness, practice=practice)).open(page)
    title = card(content, page).title
    assert (is_open(screen, title), is_folded(screen, title)) == (True, False)
    assert trouble(screen) == []


@pytest.mark.parametrize("page", CARDS)
def test_the_card_is_folded_for_someone_the_student_knows(visitor: Visit, content: Content, page: str) -> None:
    screen = visitor().have(with_kim(closeness="known")).open(page)
    title = card(content, page).title
    assert (is_open(screen, title), is_folded(screen, title)) == (False, True)
    folder = next(each for each in screen.expander if each.label == title)
    assert all(line in folder.markdown[0].value for line in card(content, page).lines)


@pytest.mark.parametrize("page", CARDS)
def test_the_card_is_open_while_nobody_is_on_the_list(visitor: Visit, content: Content, page: str) -> None:
    assert is_open(visitor().open(page), card(content, page).title)


@pytest.mark.parametrize(("page", "section"), [("contact", "contact_people"), ("conduct", "meeting")])
def test_the_card_comes_before_what_is_to_be_filled_in(
    visitor: Visit, content: Content, page: str, section: str
) -> None:
    texts = [text for _, text in shown(visitor().have(with_kim()).open(page))]
    places = [
        next(number for number, text in enumerate(texts) if words in text)
        for words in (content.words.worksheet, card(content, page).lines[0], content.section(section).title)
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("page", CARDS)
def test_a_card_is_short_enough_to_be_read(content: Content, page: str) -> None:
    text = " ".join(card(content, page).lines).replace("*", "")
    assert len(text.split()) <= MOST_WORDS
    assert max(len(sentence.split()) for sentence in text.replace("?", ".").split(".")) <= LONGEST_SENTENCE


def test_between_them_the_cards_name_what_keeps_a_minor_safe(content: Content) -> None:
    both = " ".join((*content.safety.contact.lines, *content.safety.conduct.lines)).casefold()
    for words in ("parent", "guardian", "teacher", "is real", "workplace", "library", "video", "never at a home"):
        assert words in both
    for words in ("home address", "money", "pictures", "secrets", "leave", "the same day", "not in trouble"):
        assert words in both


def test_no_message_and_no_question_we_offer_says_what_a_student_may_not_write(content: Content, example: Plan) -> None:
    person = example.people[0]
    letters = [fill_template(content, example, person, template) for template in content.templates.values()]
    texts = [
        *(letter.body for letter in letters),
        *(f"Dear Ms. Ito,\n\n{each.text}" for each in content.bank.questions),
    ]
    assert len(texts) > 100
    for text in texts:
        assert not {each.code for each in check_message(content, text, "other")} & set(DANGERS), text


HOME, LIBRARY = "her house next door, 12 Oak Street", "City Library, room 4"
LATE, EARLY_ENOUGH = datetime(2099, 3, 2, 21), datetime(2099, 3, 2, 20, 45)


def meeting(closeness: str | None = "stranger", **talk: object) -> Plan:
    plan = with_kim(closeness=closeness)
    return plan.model_copy(update={"interviews": (Interview.model_validate({"person": "p_kim"} | talk),)})


def warnings(screen: AppTest) -> list[str]:
    assert trouble(screen) == []
    return [each.value for each in screen.warning]


def said(content: Content, danger: Danger) -> str:
    return str(getattr(content.coach.messages.say, REMARK[danger]))


@pytest.mark.parametrize("closeness", [None, "introduced", "alumni", "stranger"])
@pytest.mark.parametrize("medium", [None, "in_person"])
@pytest.mark.parametrize("danger", ["home", "hidden", "street"])
def test_an_unsafe_place_to_meet_someone_new_is_named_at_the_box(
    visitor: Visit, content: Content, closeness: str | None, medium: str | None, danger: Danger
) -> None:
    where = {"home": HOME, "hidden": "behind the school", "street": "12 Oak Street"}[danger]
    screen = visitor().have(meeting(closeness, medium=medium, where=where, status="yes")).open("conduct")
    assert warnings(screen) == [said(content, danger)]
    texts = [text for _, text in shown(screen)]
    day_of = next(
        place for place, text in enumerate(texts) if text.startswith(f"### {content.section('day_of').title}")
    )
    assert texts.index(content.words.where) < texts.index(said(content, danger)) < day_of


def test_the_words_come_and_go_with_what_is_typed_and_nothing_typed_is_lost(visitor: Visit, content: Content) -> None:
    student = visitor().have(meeting(medium="in_person"))
    box = student.box("interviews.p_kim.where")
    screen = student.open("conduct").text_input(key=box).set_value(HOME).run()
    assert warnings(screen) == [said(content, "home")]
    assert student.plan.interview("p_kim").where == screen.text_input(key=box).value == HOME
    screen = screen.text_input(key=box).set_value(LIBRARY).run()
    assert warnings(screen) == []
    assert student.plan.interview("p_kim").where == LIBRARY


@pytest.mark.parametrize(
    ("closeness", "talk"),
    [
        ("known", {"where": HOME, "when": LATE}),
        ("stranger", {"where": HOME, "when": LATE, "medium": "video"}),
        ("stranger", {"where": HOME, "when": LATE, "medium": "phone"}),
        ("stranger", {"where": HOME, "when": LATE, "status": "met"}),
        ("stranger", {"where": HOME, "when": LATE, "status": "thanked"}),
        ("stranger", {"where": HOME, "when": LATE, "status": "no"}),
        ("stranger", {"where": LIBRARY, "when": EARLY_ENOUGH}),
        ("stranger", {}),
    ],
)
def test_nothing_is_said_where_nobody_new_will_be_met_in_an_unsafe_place(
    content: Content, closeness: str, talk: dict[str, object]
) -> None:
    plan = meeting(closeness, **{"medium": "in_person"} | talk)
    assert unsafe(content, plan.people[0], plan.interviews[0]) == ""


@pytest.mark.parametrize("hour", range(24))
def test_a_meeting_in_person_is_by_day(content: Content, hour: int) -> None:
    plan = meeting(medium="in_person", where=LIBRARY, when=datetime(2099, 3, 2, hour, 30))
    found = unsafe(content, plan.people[0], plan.interviews[0])
    assert found == ("" if 6 <= hour < 21 else said(content, "night"))


def test_the_hour_is_named_at_the_box_and_the_same_is_not_said_twice(visitor: Visit, content: Content) -> None:
    screen = visitor().have(meeting(medium="in_person", where=LIBRARY, when=LATE)).open("conduct")
    assert warnings(screen) == [said(content, "night")]
    both = meeting(where="park at midnight", when=LATE)
    assert unsafe(content, both.people[0], both.interviews[0]) == said(content, "night")
    two = meeting(where=HOME, when=LATE)
    assert unsafe(content, two.people[0], two.interviews[0]) == f"{said(content, 'home')} {said(content, 'night')}"


def test_the_example_meets_people_in_safe_places(content: Content, example: Plan) -> None:
    talks = [each.model_copy(update={"status": "yes"}) for each in example.interviews]
    strangers = [Person(id=each.person, closeness="stranger") for each in talks]
    assert {unsafe(content, *both) for both in zip(strangers, talks, strict=True)} == {""}


def in_calendar(content: Content, plan: Plan) -> str:
    """What the calendar says of the meeting."""
    found = Calendar.from_ical(FORMATS["calendar"].build(content, plan, OPTIONS)).walk("VEVENT")
    return next(str(event["description"]) for event in found if str(event["uid"]).startswith("p_kim-interview"))


@pytest.mark.parametrize(("where", "unsafe_words"), [(HOME, True), (LIBRARY, False)])
def test_an_unsafe_place_is_named_again_wherever_it_stands_before_the_meeting(
    visitor: Visit, content: Content, where: str, unsafe_words: bool
) -> None:
    plan = meeting(medium="in_person", where=where, when=EARLY_ENOUGH, status="yes", zone="UTC")
    live = visitor().have(plan).open("live", query={"person": "p_kim"})
    documents = [FORMATS["markdown"].build(content, plan, OPTIONS).decode(), str(outline(content, plan, OPTIONS))]
    calendar = in_calendar(content, plan)
    shared = str(list(parts_shown(content, show(plan, frozenset({"meetings"})), NOW)))
    assert where in documents[0]
    assert where in shared
    assert (warnings(live) == [said(content, "home")]) == unsafe_words
    assert [said(content, "home") in text for text in (*documents, shared)] == [unsafe_words] * 3
    assert documents[1].count(said(content, "home")) == 2 * unsafe_words  # the meeting, and the card to take along
    assert (said(content, "home") in calendar) == unsafe_words


def test_a_day_of_list_begins_with_an_adult_who_knows_and_a_public_place(visitor: Visit, content: Content) -> None:
    for kind in content.meeting.kinds:
        first, student = kind.checklist[0], visitor().have(meeting(medium=kind.id))
        assert first.text.startswith("Tell an adult whom you ")
        assert ("public" in first.text) == (kind.id == "in_person")
        box = student.box(f"interviews.p_kim.checks.{first.id}")
        screen = student.open("conduct").checkbox(key=box).check().run()
        assert trouble(screen) == []
        assert student.plan.interview("p_kim").checks == {first.id: True}
        for document in (outline(content, student.plan, OPTIONS), worksheets(content, "conduct")):
            assert first.text in str(document)


def test_a_calendar_says_that_an_adult_knows_and_that_the_place_is_public(content: Content) -> None:
    text = in_calendar(content, meeting(medium="in_person", when=EARLY_ENOUGH, zone="UTC"))
    assert "Tell an adult" in text
    assert "public" in text


@pytest.mark.parametrize("page", CARDS)
def test_the_card_is_on_the_worksheet_of_its_step_too(content: Content, page: str) -> None:
    paper = str(worksheets(content, page))  # type: ignore[arg-type]
    assert all(line.replace("**", "") in paper for line in card(content, page).lines)


def read(content: Content, *without: str) -> list[str]:
    """Every text that a reader is given, in small letters; the coach's lists are not read."""
    named = [each.name for each in fields(content) if each.name not in ("coach", *without)]
    texts = [text for name in named for text in leaves(to_jsonable_python(getattr(content, name)))]
    return [text.casefold() for text in texts]


# What a text speaks of, and what it then has to say so that it does not talk a student out of the card.
MUST_SAY = {
    r"stay(?:s|ing)? (?:a )?(?:little )?longer|minutes more\b": r"adult|minutes you were invited",
    r"\btour\b|look around the workplace": r"others are there",
    r"\bget into a car|\ba ride\b": r"do not|never",
    r"social media|private message": r"not |no ",
    r"\bresume\b.*(?:show it|send it)": r"home address|that you would value advice on it, and show",
    r"linkedin": r"adult",
    r"send (?:it|your message) (?:today|by |tomorrow)": r"adult has said yes|thank-you",
    r"meet again|second meeting": r"others are near",
    r"where (?:shall|should|do|would) (?:we|you) (?:like to )?meet": r"workplace",
}


@pytest.mark.parametrize("about", MUST_SAY)
def test_no_advice_talks_a_student_out_of_the_card(content: Content, about: str) -> None:
    spoken = [text for text in read(content, "safety") if re.search(about, text)]
    assert [text for text in spoken if not re.search(MUST_SAY[about], text)] == []


def test_a_student_knows_what_to_say_to_go_nowhere_else_and_to_give_nothing_private(content: Content) -> None:
    known = {each.id: f"{each.title} {each.say} {each.text}" for each in content.live.curveballs}
    assert all(words in known["elsewhere"] for words in ("somewhere else", "stay here", "car", "home", "leave"))
    assert all(words in known["private"] for words in ("number", "photo", "e-mail", "social media", "the same day"))


def test_nobody_gives_a_new_person_a_place_of_their_choice(content: Content) -> None:
    for template in content.templates.values():
        assert "where shall we meet" not in template.body.casefold(), template.id


def test_someone_known_only_online_is_someone_not_met(content: Content) -> None:
    hints = {column.id: column.hint for column in content.people.columns}
    assert "only online is someone you have not met" in hints["closeness"]
