"""The live mode: its clock, its cards, and the keywords that stay whatever happens to their questions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, shown, trouble
from workshop.content import Content
from workshop.exports import FORMATS, Options
from workshop.plan.live import cards, closing_after, finish, length, live_clock, noted, openers, said_name, start, stay
from workshop.plan.model import ChosenQuestion, Interview, Person, Plan, replace, write
from workshop.plan.progress import clear, progress
from workshop.ui.plan.field_names import blank_name

ANA = Person(id="p_ana", name="Ana Silva", address="Ms. Silva")
BEN = Person(id="p_ben", name="Ben Okafor")
DAY = ChosenQuestion(id="q_typical_day", text="What does a typical day look like for you?", starred=True)
OWN = ChosenQuestion(id="own_1", text="What happens before anyone else is awake?")
WHO = ChosenQuestion(id="q_who_else", text="Who else should I talk with?")
NOW = datetime(2026, 12, 3, 22, 0, tzinfo=UTC)
PLAN = Plan(people=(ANA, BEN), questions=(DAY, OWN, WHO))

Visit = Callable[..., Visitor]


@pytest.fixture
def student(visitor: Visit) -> Visitor:
    """Someone with two people and three questions."""
    return visitor().have(PLAN)


def at(student: Visitor, card: str = "", view: str = "", person: str = ANA.id) -> AppTest:
    """The live mode with this person, at a card."""
    asked = {"person": person, "card": card, "view": view}
    return student.open("live", query={name: value for name, value in asked.items() if value})


def press(screen: AppTest, label: str) -> AppTest:
    found = [each for each in screen.button if each.label.startswith(label)]
    return found[0].click().run()


def box(student: Visitor, question: ChosenQuestion, person: str = ANA.id) -> str:
    return student.box(f"interviews.{person}.answers.{said_name(question.id)}")


def text_of(screen: AppTest) -> str:
    return "\n".join(text for _, text in shown(screen))


# The clock


@pytest.mark.parametrize(("minutes", "closing"), [(5, 2.5), (8, 4), (10, 5), (15, 10), (20, 15), (30, 25), (240, 235)])
def test_the_sign_comes_five_minutes_before_the_end_and_in_a_short_talk_after_its_half(
    minutes: int, closing: float
) -> None:
    assert closing_after(minutes) == closing


def test_the_clock_runs_from_the_start_until_long_after_the_end() -> None:
    plan = start(PLAN, ANA.id, NOW)
    for minutes, runs in ((0, True), (19, True), (20, True), (90, True), (141, False), (-1, True), (-200, False)):
        running = live_clock(plan.interview(ANA.id), NOW + timedelta(minutes=minutes))
        assert bool(running) == runs, minutes
        assert not running or (running.started, running.closing, running.end) == (NOW, 15, 20)
    assert live_clock(plan.interview(BEN.id), NOW) is None


def test_minutes_they_offer_are_added_and_a_new_start_takes_them_away() -> None:
    plan = stay(stay(start(PLAN, ANA.id, NOW), ANA.id), ANA.id)
    assert length(plan.interview(ANA.id)) == 40
    assert plan.interview(ANA.id).minutes == 20
    running = live_clock(plan.interview(ANA.id), NOW)
    assert running
    assert (running.closing, running.end) == (35, 40)
    assert length(start(plan, ANA.id, NOW).interview(ANA.id)) == 20


def test_the_end_marks_the_talk_as_held_and_stops_the_clock() -> None:
    plan = finish(stay(start(PLAN, ANA.id, NOW), ANA.id), ANA.id)
    assert plan.interview(ANA.id) == Interview(person=ANA.id, status="met")
    thanked = write(PLAN, f"interviews.{ANA.id}.status", "thanked")
    assert finish(thanked, ANA.id).interview(ANA.id).status == "thanked"


@pytest.mark.parametrize(
    "odd",
    ["", "yesterday", "2026-12-03", "0001-01-01T00:00", "9999-12-31T23:59:59-12:00", True, ("a", "b"), "x" * 9000],
)
def test_a_start_that_is_no_time_starts_nothing(odd: object) -> None:
    talk = Interview.model_validate({"person": ANA.id, "answers": {"live_started": odd, "live_longer": odd}})
    assert (live_clock(talk, NOW), length(talk)) == (None, 20)


@pytest.mark.parametrize(("odd", "minutes"), [("-5", 20), ("1e9", 20), ("9999999", 20), ("9999", 260), ("٣", 23)])
def test_odd_minutes_do_no_harm(odd: str, minutes: int) -> None:
    assert length(Interview(person=ANA.id, answers={"live_longer": odd})) == minutes


# The cards


def test_the_cards_follow_the_list(content: Content) -> None:
    names = [card.name for card in cards(content, PLAN)]
    assert names == ["before", "open", "ask_q_typical_day", "ask_own_1", "ask_q_who_else", "close"]


def test_without_questions_three_openers_of_different_topics_stand_in(content: Content) -> None:
    found = openers(content)
    assert len({content.questions[each.id].topic for each in found}) == 3
    assert [card.question for card in cards(content, Plan())[2:-1]] == found


def test_next_and_back_lead_through_all_cards_and_the_start_is_kept(student: Visitor, content: Content) -> None:
    words = content.live
    screen = at(student)
    titles = [screen.title[0].value]
    screen = press(screen, words.start)
    assert live_clock(student.plan.interview(ANA.id), datetime.now(UTC))
    titles.append(screen.title[0].value)
    while not [each for each in screen.button if each.label == words.done]:
        screen = press(screen, words.next)
        titles.append(screen.title[0].value)
        assert trouble(screen) == []
    asked = [question.text.replace("?", "\\?") for question in PLAN.questions]
    assert titles == [words.before_title, words.opening_title, *asked, words.closing_title]
    for title in reversed(titles[1:-1]):
        screen = press(screen, words.back)
        assert screen.title[0].value == title


def test_a_page_loaded_anew_shows_the_same_card_and_the_same_clock(student: Visitor) -> None:
    press(at(student), "Start")
    began = student.plan.interview(ANA.id).words("live_started")
    again = at(student.come_back(), "ask_own_1")
    assert again.title[0].value.startswith("What happens before")
    assert student.plan.interview(ANA.id).words("live_started") == began
    assert trouble(again) == []


def test_the_list_leads_to_any_card_and_says_what_was_noted(student: Visitor, content: Content) -> None:
    at(student, "ask_own_1").text_area(key=box(student, OWN)).set_value("baker, 3 am").run()
    screen = press(at(student, "ask_own_1"), content.live.all)
    rows = {each.key: each.label for each in screen.button}
    assert content.live.marks.closing in rows["live_to_ask_q_who_else"]
    assert content.live.noted not in rows["live_to_ask_q_who_else"]
    assert f"{content.live.noted} · {content.live.now_here}" in rows["live_to_ask_own_1"]
    screen = screen.button(key="live_to_ask_q_who_else").click().run()
    assert screen.title[0].value.startswith("Who else")
    assert screen.query_params == {"person": ANA.id, "card": "ask_q_who_else"}


def test_what_if_says_what_to_say_and_leads_back_to_the_same_card(student: Visitor, content: Content) -> None:
    screen = press(at(student, "ask_own_1"), content.live.what_if)
    text = text_of(screen)
    assert all(each.say in text and each.text in text for each in content.live.curveballs)
    assert press(screen, content.live.return_to_talk).title[0].value.startswith("What happens before")


def test_each_question_and_each_person_has_its_own_keywords(student: Visitor) -> None:
    at(student, "ask_own_1").text_area(key=box(student, OWN)).set_value("baker, 3 am").run()
    at(student, "ask_q_typical_day").text_area(key=box(student, DAY)).set_value("two sites\nmath").run()
    other = at(student, "ask_own_1", person=BEN.id).text_area(key=box(student, OWN, BEN.id))
    assert other.value == ""
    other.set_value("never").run()
    assert at(student.come_back(), "ask_own_1").text_area(key=box(student, OWN)).value == "baker, 3 am"
    assert student.plan.interview(ANA.id).words("said_q_typical_day") == "two sites\nmath"
    assert student.plan.interview(BEN.id).words("said_own_1") == "never"


def test_a_word_typed_as_one_goes_on_is_saved(student: Visitor, content: Content) -> None:
    screen = at(student, "ask_own_1")
    screen.text_area(key=box(student, OWN)).set_value("at the last moment")
    screen = press(screen, content.live.next)
    assert screen.title[0].value.startswith("Who else")
    assert student.plan.interview(ANA.id).words("said_own_1") == "at the last moment"
    assert student.plan.interview(ANA.id).words("asked_own_1") == OWN.text


def test_more_time_is_offered_while_the_clock_runs(student: Visitor, content: Content) -> None:
    assert not [each for each in at(student, "close").button if each.label == content.live.stay.text]
    press(at(student), content.live.start)
    press(at(student, "close"), content.live.stay.text)
    assert length(student.plan.interview(ANA.id)) == 30


def test_done_marks_the_talk_and_goes_on_to_the_thank_you(student: Visitor, content: Content) -> None:
    at(student, "ask_own_1", person=BEN.id).text_area(key=box(student, OWN, BEN.id)).set_value("solar").run()
    screen = press(at(student, "close", person=BEN.id), content.live.done)
    assert student.plan.interview(BEN.id).status == "met"
    assert screen.title[0].value == content.steps["follow_up"].title
    assert screen.session_state["choice_of_person"] == BEN.id
    text = text_of(screen)
    assert "solar" in text
    assert OWN.text in text
    assert trouble(screen) == []


def test_leaving_goes_back_to_conduct_with_the_same_person(student: Visitor, content: Content) -> None:
    screen = press(at(student, "ask_own_1", person=BEN.id), content.live.leave)
    assert screen.title[0].value == content.steps["conduct"].title
    assert screen.session_state["choice_of_person"] == BEN.id


def test_conduct_leads_to_the_live_mode(student: Visitor, content: Content) -> None:
    screen = press(student.open("conduct"), content.live.start_live)
    assert screen.title[0].value == content.live.before_title
    assert screen.query_params == {"person": ANA.id}


def test_without_people_it_says_where_to_add_one(visitor: Visit, content: Content) -> None:
    screen = visitor().open("live")
    assert trouble(screen) == []
    assert content.words.no_people in text_of(screen)


@pytest.mark.parametrize("person", ["p_nobody", "", "../etc", "p_gone"])
def test_an_address_of_nobody_asks_whom(student: Visitor, content: Content, person: str) -> None:
    gone = Person(id="p_gone", name="Gone", removed=True)
    student.have(replace(PLAN, people=(*PLAN.people, gone)))
    screen = at(student, "nowhere", "nothing", person)
    assert trouble(screen) == []
    assert screen.title[0].value == content.live.before_title
    assert [each for each in screen.pills if each.label == content.words.which_person]


def test_without_questions_it_says_where_to_choose_them(visitor: Visit, content: Content) -> None:
    student = visitor().have(Plan(people=(ANA,)))
    assert content.live.no_questions in text_of(at(student))
    first = openers(content)[0]
    screen = at(student, f"ask_{first.id}").text_area(key=box(student, first)).set_value("by chance").run()
    assert trouble(screen) == []
    assert [
        (each.question, each.keywords) for each in noted(content, student.plan, student.plan.interview(ANA.id))
    ] == [(first.text, "by chance")]


HOSTILE = (
    "<img src=x onerror=alert(1)> ![p](http://h/t.png) :red[no] **b** [l](javascript:alert(1)) $x$ " + "long " * 900
)


def test_hostile_questions_and_keywords_are_shown_as_text(visitor: Visit, content: Content) -> None:
    question = ChosenQuestion(id="x" * 60, text=HOSTILE)
    twin = ChosenQuestion(id="x" * 59 + "y", text="Another?")
    student = visitor().have(Plan(people=(ANA,), questions=(question, twin)))
    at(student, f"ask_{question.id}").text_area(key=box(student, question)).set_value(HOSTILE).run()
    at(student, f"ask_{twin.id}").text_area(key=box(student, twin)).set_value("of the twin").run()
    student.have(write(student.plan, f"interviews.{ANA.id}.status", "met"))
    for screen in (
        at(student, f"ask_{question.id}"),
        at(student, "", "all"),
        student.open("conduct"),
        student.open("follow_up"),
    ):
        assert trouble(screen) == []
        for name, text in shown(screen):
            if name.startswith("Html"):
                assert "<img" not in text
            elif not name.startswith(("TextArea", "BidiComponent")):
                assert "![p](" not in text
    found = noted(content, student.plan, student.plan.interview(ANA.id))
    assert [each.keywords for each in found] == [HOSTILE, "of the twin"]


# What stays


def after_the_talk() -> Plan:
    plan = replace(PLAN, interviews=(Interview(person=ANA.id, status="met"),))
    for name, text in (("said_own_1", "baker, 3 am"), ("asked_own_1", OWN.text), ("said_q_typical_day", "math")):
        plan = write(plan, f"interviews.{ANA.id}.answers.{name}", text)
    return plan


def test_keywords_stay_with_the_words_of_a_question_that_is_off_the_list(content: Content) -> None:
    plan = replace(after_the_talk(), questions=())
    plan = write(plan, f"interviews.{ANA.id}.answers.said_own_lost", "who asked this")
    found = {each.keywords: each.question for each in noted(content, plan, plan.interview(ANA.id))}
    assert found == {"baker, 3 am": OWN.text, "math": DAY.text, "who asked this": ""}


def test_keywords_count_as_notes_of_a_conversation(content: Content) -> None:
    missing = content.steps["conduct"].missing["notes"]
    held = write(PLAN, f"interviews.{ANA.id}.status", "met")
    assert missing in progress(content, held, "conduct").missing
    assert missing not in progress(content, after_the_talk(), "conduct").missing


def test_clearing_the_step_clears_its_keywords_too(content: Content) -> None:
    assert clear(content, after_the_talk(), "conduct").interview(ANA.id).answers == {}
    assert clear(content, after_the_talk(), "follow_up") == after_the_talk()


@pytest.mark.parametrize("kind", ["markdown", "plan"])
def test_keywords_go_along_in_the_exports(content: Content, kind: str) -> None:
    plan = replace(after_the_talk(), questions=(DAY,))
    text = FORMATS[kind].build(content, plan, Options(today=NOW.date())).decode()
    for words in ("baker, 3 am", OWN.text, "math"):
        assert words in text
    assert content.export.older_title not in text


@pytest.mark.parametrize("kind", FORMATS)
def test_hostile_keywords_break_no_export(content: Content, kind: str) -> None:
    plan = replace(PLAN, questions=(ChosenQuestion(id="own_1", text=HOSTILE),), people=(ANA,))
    plan = write(plan, f"interviews.{ANA.id}.answers.said_own_1", HOSTILE + "\u202e #let x = 1 \U0001f3ba")
    assert FORMATS[kind].build(content, plan, Options(today=NOW.date()))


def test_earlier_versions_call_keywords_by_their_question(content: Content) -> None:
    plan = after_the_talk()
    names = [
        blank_name(content, plan, f"interviews.{ANA.id}.answers.{name}") for name in ("said_own_1", "live_started")
    ]
    assert "What happens before anyone else is awake" in names[0]
    assert content.live.started_at in names[1]
