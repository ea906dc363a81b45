"""Earlier versions, Undo and clearing: whatever was taken out of a plan can be had back, and nothing else changes."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from tests.app.test_pages import button
from tests.conftest import Visitor, shown, trouble
from workshop.content import Content, fill
from workshop.plan.file import dump
from workshop.plan.history import bring_back, differences
from workshop.plan.merge import RECORDS, leaves
from workshop.plan.model import ChosenQuestion, Interview, Person, Plan, Suggestion, read, replace, write
from workshop.plan.progress import clear
from workshop.store import tables
from workshop.ui.core.text import escape_markdown
from workshop.ui.plan.field_names import blank_name, words_of
from workshop.ui.plan.history import MANY
from workshop.vocabulary import AGREED_ON, STEPS, StepId

Visit = Callable[..., Visitor]
Change = Callable[[Plan], Plan]

START = datetime(2026, 3, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANA = Person(id="p_ana", name="Ana Silva", closeness="known", email="ana@example.org")
BEN = Person(id="p_ben", name="Ben Okafor")
WHY = ChosenQuestion(id="own_1", text="Why this job?", starred=True)
DRAFT = "interviews.p_ana.drafts.email_known"
PLAN = Plan(
    people=(ANA, BEN),
    questions=(WHY, ChosenQuestion(id="own_2", text="And then?")),
    interviews=(Interview(person="p_ana", drafts={"email_known": "Dear Ana, my own words"}),),
    answers={"draws_me": "trees", "goal_kind": "job", "goal_advice": ("started", "days"), "undecided": True},
    checks={"research_facts": True},
)
# What no reader should see: the address of a blank, or the bare name of one.
ADDRESS = re.compile(r"\b(about|answers|people|questions|interviews|checks|others|drafts)\\?\.\w|[a-z]+_\w*[a-z]")


def written(student: Visitor, *plans: Plan, apart: timedelta = HOUR) -> Visitor:
    """Save one plan after another, with some time between."""
    for plan in plans:
        student.have(plan)
    dated(student, apart)
    return student


def dated(student: Visitor, apart: timedelta = HOUR) -> None:
    """Say that the saves so far were some time apart."""
    with student.store._engine.begin() as connection:
        for revision in range(1, student.store.revision(student.key or "") + 1):
            row = tables.changes.c.revision == revision
            connection.execute(update(tables.changes).where(row).values(at=START + apart * revision))


def moments(screen: AppTest) -> list[str]:
    (chosen,) = [each for each in screen.selectbox if each.key == "earlier_moment"]
    return list(chosen.options)


def go_back(screen: AppTest, place: int) -> AppTest:
    """Choose one of the moments."""
    return screen.selectbox(key="earlier_moment").select_index(place).run()


def back(screen: AppTest, path: str) -> AppTest:
    """Press "Bring this back" of one blank."""
    return screen.button(key=f"back_{path}").click().run()


def listed(screen: AppTest) -> list[str]:
    """The addresses of what is listed as different."""
    return [str(each.key).removeprefix("back_") for each in screen.button if str(each.key).startswith("back_")]


def texts(screen: AppTest) -> list[str]:
    return [each.value for each in screen.text]


def words_on(screen: AppTest) -> str:
    return "\n".join(text for name, text in shown(screen) if not name.startswith(("BidiComponent", "Html", "Logo")))


# The moments


def test_a_plan_without_changes_says_so(visitor: Visit, content: Content) -> None:
    screen = visitor().open("earlier")
    assert trouble(screen) == []
    assert [each.value for each in screen.info] == [content.words.earlier_none]
    assert not screen.selectbox


def test_each_moment_before_the_last_save_is_listed_newest_first(visitor: Visit) -> None:
    one, two, three = (write(PLAN, "answers.draws_me", text) for text in ("one", "two", "three"))
    screen = written(visitor(), one, two, three).open("earlier")
    assert moments(screen) == [
        "Tuesday, March 3 at 11:00 AM",
        "Tuesday, March 3 at 10:00 AM",
        "Tuesday, March 3, before the first change that is kept (10:00 AM)",
    ]
    assert texts(screen) == ["two"]
    assert texts(go_back(screen, 1)) == ["one"]
    assert trouble(screen) == []


def test_saves_within_five_minutes_are_one_moment(visitor: Visit) -> None:
    plans = [write(PLAN, "answers.draws_me", f"text {number}") for number in range(12)]
    screen = written(visitor(), *plans, apart=timedelta(minutes=1)).open("earlier")
    assert moments(screen)[:2] == ["Tuesday, March 3 at 9:09 AM", "Tuesday, March 3 at 9:04 AM"]
    assert texts(screen) == ["text 8"]
    assert len(moments(screen)) == 3


def test_the_times_are_those_of_the_visitor(visitor: Visit) -> None:
    student = written(visitor(), PLAN, Plan())
    screen = student.open("earlier")
    screen.context["timezone"] = "Asia/Kolkata"
    assert moments(screen.run())[0] == "Tuesday, March 3 at 3:30 PM"


def test_a_moment_without_a_difference_says_so(visitor: Visit, content: Content) -> None:
    screen = written(visitor(), PLAN, Plan(), PLAN).open("earlier")
    screen = go_back(screen, 1)
    assert content.words.earlier_same in [each.value for each in screen.caption]
    assert listed(screen) == []
    assert not [each for each in screen.button if each.label == content.words.earlier_whole]


# What was different, in words


def test_what_was_different_is_listed_with_its_label_and_what_stood_there(visitor: Visit, content: Content) -> None:
    student = written(visitor(), PLAN, replace(PLAN, answers={}, checks={}, questions=(), interviews=()))
    screen = student.open("earlier")
    names, fields = words_on(screen), content.fields
    for field in ("draws_me", "goal_kind", "goal_advice", "undecided"):
        assert f"**{fields[field].label}**" in names
    options = {option.id: option.label for name in ("goal_kind", "goal_advice") for option in fields[name].options}
    assert {"trees", options["job"], "Why this job?", "Dear Ana, my own words", content.words.yes} < set(texts(screen))
    assert f"**Ana Silva: {content.templates['email_known'].title}**" in names
    assert trouble(screen) == []


def test_every_value_of_the_example_has_a_name_and_is_shown_in_words(example: Plan, content: Content) -> None:
    found = {path: value for path, value in leaves(example).items() if not RECORDS.fullmatch(path)}
    assert len(found) > 200
    own = "\n".join(value for value in found.values() if isinstance(value, str) and " " in value)
    for path, value in found.items():
        if path.rsplit(".", 1)[-1] not in ("id", "person"):
            name, words = blank_name(content, example, path), words_of(content, example, path, value)
            assert name, path
            assert not ADDRESS.search(name), (path, name)
            assert words or not value, path
            assert words in own or not ADDRESS.search(words) or "@" in words, (path, words)


def test_every_record_of_the_example_has_a_name(example: Plan, content: Content) -> None:
    for path, name in differences(Plan(), example).items():
        shown_name = blank_name(content, Plan(), path, example)
        assert not ADDRESS.search(shown_name), path
        if path.startswith("people."):
            assert shown_name == escape_markdown(name)


@pytest.mark.parametrize(
    "path", ["answers.retired_one", "checks.old_tick", "interviews.p_gone.answers.x", "people.p_x"]
)
def test_what_the_content_no_longer_knows_has_a_name_too(content: Content, path: str) -> None:
    name = blank_name(content, PLAN, path)
    assert name
    assert not ADDRESS.search(name)


def test_the_whole_example_is_listed_without_an_address(visitor: Visit, example: Plan, content: Content) -> None:
    screen = written(visitor(), example, Plan()).open("earlier")
    assert trouble(screen) == []
    labels = [each.value for each in screen.markdown if each.value.startswith("**")]
    assert len(labels) == 40
    assert [label for label in labels if ADDRESS.search(label)] == []
    assert any("And " in each.value and "more" in each.value for each in screen.caption)


# Bring this back


BLANK = {"questions.own_1.text": "Other words?", "questions.own_1.starred": False, "people.p_ana.closeness": None}


@pytest.mark.parametrize(
    "path",
    [
        "answers.draws_me",
        "answers.goal_kind",
        "answers.goal_advice",
        "answers.undecided",
        "checks.research_facts",
        "people.p_ana.email",
        "people.p_ana.closeness",
        "questions.own_1.text",
        "questions.own_1.starred",
        DRAFT,
    ],
)
def test_bring_this_back_restores_that_box_and_no_other(visitor: Visit, content: Content, path: str) -> None:
    emptied = write(PLAN, path, BLANK.get(path, ""))
    now = write(emptied, "answers.intro", "written since")
    student = written(visitor(), PLAN, emptied, now)
    screen = go_back(student.open("earlier"), 1)
    assert listed(screen) == [path]
    screen = back(screen, path)
    assert student.plan == write(PLAN, "answers.intro", "written since")
    assert content.words.done_bring_back in words_on(screen)
    screen = button(screen, content.words.undo)
    assert student.plan == now
    assert trouble(screen) == []


def test_of_two_boxes_only_the_one_that_was_asked_for_comes_back(visitor: Visit) -> None:
    now = write(write(PLAN, "answers.draws_me", "birds"), "people.p_ana.email", "")
    student = written(visitor(), PLAN, now)
    screen = student.open("earlier")
    assert listed(screen) == ["answers.draws_me", "people.p_ana.email"]
    screen = back(screen, "people.p_ana.email")
    assert student.plan == write(PLAN, "answers.draws_me", "birds")
    assert trouble(screen) == []


def test_the_moment_stays_chosen_once_something_was_brought_back(visitor: Visit) -> None:
    now = write(write(PLAN, "answers.draws_me", ""), "answers.goal_kind", "")
    student = written(visitor(), PLAN, write(PLAN, "answers.draws_me", "birds"), now)
    screen = go_back(student.open("earlier"), 1)
    screen = back(screen, "answers.draws_me")
    assert listed(screen) == ["answers.goal_kind"]
    screen = back(screen, "answers.goal_kind")
    assert student.plan == PLAN


def test_a_removed_question_comes_back_with_its_star_and_in_its_words(visitor: Visit, content: Content) -> None:
    student = written(visitor(), PLAN, replace(PLAN, questions=PLAN.questions[1:]))
    screen = student.open("earlier")
    assert f"**{content.words.my_questions}: Why this job?**".replace("?", r"\?") in words_on(screen)
    screen = back(screen, "questions.own_1")
    assert set(student.plan.questions) == set(PLAN.questions)
    button(screen, content.words.undo)
    assert student.plan.questions == PLAN.questions[1:]


def test_a_person_who_is_off_the_list_comes_back(visitor: Visit, content: Content) -> None:
    student = written(visitor(), PLAN, write(PLAN, "people.p_ana.removed", True))
    screen = student.open("earlier")
    assert f"**Ana Silva: {content.words.removed_people}**" in words_on(screen)
    assert texts(screen) == [content.words.no]
    back(screen, "people.p_ana.removed")
    assert student.plan == PLAN


def test_a_person_who_was_lost_comes_back_with_every_fact(visitor: Visit) -> None:
    student = written(visitor(), PLAN, replace(PLAN, people=(BEN,)))
    back(student.open("earlier"), "people.p_ana")
    assert set(student.plan.people) == {ANA, BEN}


def test_the_whole_plan_comes_back_and_goes_again(visitor: Visit, example: Plan, content: Content) -> None:
    student = written(visitor(), example, PLAN)
    screen = button(student.open("earlier"), content.words.earlier_whole)
    assert student.plan == example
    assert content.words.done_whole_plan in words_on(screen)
    button(screen, content.words.undo)
    assert student.plan == PLAN


def test_looking_at_every_moment_changes_nothing(visitor: Visit, example: Plan) -> None:
    student = written(visitor(), PLAN, example, Plan(), PLAN)
    before, screen = student.store.load(student.key or ""), student.open("earlier")
    for place in range(len(moments(screen))):
        screen = go_back(screen, place)
        assert trouble(screen) == []
    assert student.store.load(student.key or "") == before


def test_the_page_in_the_example_has_nothing_to_bring_back_and_changes_nothing(
    visitor: Visit, content: Content
) -> None:
    student = written(visitor(), PLAN, Plan())
    screen = student.open("earlier", example=True)
    assert content.words.earlier_none in [each.value for each in screen.info]
    assert {each.label for each in screen.button} == {content.words.back_to_mine}
    assert student.plan == Plan()
    assert student.store.revision(student.key or "") == 2


def test_every_difference_brought_back_one_by_one_gives_the_plan_of_then(example: Plan) -> None:
    now = replace(PLAN, questions=example.questions[:2], people=(*PLAN.people, *example.people[1:]))
    for path in differences(now, example):
        now = bring_back(now, example, path)
    assert differences(now, example) == {}
    assert now.answers == example.answers
    assert set(now.people) == set(example.people)


def test_of_many_undecided_texts_the_first_are_shown_and_the_others_are_counted(
    visitor: Callable[..., Visitor], content: Content
) -> None:
    student = visitor().have(
        replace(PLAN, others={f"answers.field_{number}": (f"text {number}",) for number in range(500)})
    )
    screen = student.open("earlier")
    there = [each.value for each in screen.text if re.fullmatch(r"text \d+", each.value)]
    assert there == [f"text {number}" for number in range(MANY)]
    assert fill(content.words.undecided_more, {"count": str(500 - MANY)}) in [each.value for each in screen.caption]


@pytest.mark.parametrize("field", ["goal_kind", "goal_advice", "undecided", "draws_me", "field_1", "guess_1_sure"])
def test_a_page_that_is_open_shows_what_was_brought_back_elsewhere(
    visitor: Visit, content: Content, example: Plan, field: str
) -> None:
    student, path = visitor().have(example), f"answers.{field}"
    kept, screen = read(example, path), student.open("research")
    student.store.edit(student.key or "", lambda plan: write(plan, path, ""))
    screen = screen.run()
    assert trouble(screen) == []
    student.store.edit(student.key or "", lambda plan: write(plan, path, kept))
    screen = screen.run()
    assert trouble(screen) == []
    kinds = (screen.get(kind) for kind in ("radio", "button_group", "checkbox", "text_area", "text_input"))
    (box,) = [each for found in kinds for each in found if each.key == student.box(path)]
    assert (tuple(box.value) if isinstance(kept, tuple) else box.value) == kept
    assert student.plan == example


def test_a_time_zone_chosen_elsewhere_is_shown_on_the_page_that_is_open(visitor: Visit) -> None:
    path = "interviews.p_ana.zone"
    student = visitor().have(
        write(write(PLAN, "interviews.p_ana.when", START.replace(tzinfo=None)), path, "US/Central")
    )
    screen = student.open("conduct")
    assert screen.selectbox(key=student.box(path)).value == "US/Central"
    student.store.edit(student.key or "", lambda plan: write(plan, path, "Asia/Kolkata"))
    screen = screen.run()
    assert trouble(screen) == []
    assert screen.selectbox(key=student.box(path)).value == "Asia/Kolkata"


# Blanks with two versions

VERSIONS = replace(
    PLAN,
    others={
        "answers.draws_me": ("birds",),
        "answers.goal_kind": ("field",),
        "people.p_ana.email": ("a@example.org",),
        DRAFT: ("Dear Ms Silva",),
    },
)


def test_all_blanks_with_two_versions_are_shown_in_words(visitor: Visit, content: Content) -> None:
    screen = visitor().have(VERSIONS).open("earlier")
    labels = {option.id: option.label for option in content.fields["goal_kind"].options}
    assert {"birds", labels["field"], "a@example.org", "Dear Ms Silva"} <= set(texts(screen))
    assert f"**{content.fields['draws_me'].label}**" in words_on(screen)
    assert not ADDRESS.search("\n".join(each.value for each in screen.markdown if each.value.startswith("**")))
    assert trouble(screen) == []


@pytest.mark.parametrize("page", ["earlier", "own page"])
@pytest.mark.parametrize(
    ("path", "own_page"), [("answers.draws_me", "research"), ("answers.goal_kind", "research"), (DRAFT, "contact")]
)
def test_another_version_is_used_or_put_away_and_either_can_be_undone(
    visitor: Visit, content: Content, page: str, path: str, own_page: str
) -> None:
    (other,), words = VERSIONS.others[path], content.words
    for name, done in (("choose", words.done_use_other), ("drop", words.done_drop_other)):
        student = visitor().have(VERSIONS)
        screen = student.open(own_page if page == "own page" else page)
        screen = screen.button(key=f"{name}_0_{student.box(path)}").click().run()
        assert done in words_on(screen)
        plan = student.plan
        assert read(plan, path) == (other if name == "choose" else read(PLAN, path))
        assert plan.others.get(path) == ((read(PLAN, path),) if name == "choose" else None)
        screen = button(screen, words.undo)
        assert student.plan == VERSIONS
        assert trouble(screen) == []


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("questions.own_9.text", lambda plan: plan.questions[-1] == ChosenQuestion(id="own_9", text="Lost words")),
        ("people.p_gone.name", lambda plan: plan.people[-1] == Person(id="p_gone", name="Lost words")),
        (
            "interviews.p_ana.suggested.s_gone.how",
            lambda plan: plan.interview("p_ana").suggested == (Suggestion(id="s_gone", how="Lost words"),),
        ),
    ],
)
def test_a_version_of_something_that_is_gone_is_not_lost_when_it_is_used(
    visitor: Visit, content: Content, path: str, there: Callable[[Plan], bool]
) -> None:
    before = replace(PLAN, others={path: ("Lost words",)})
    student = visitor().have(before)
    screen = student.open("earlier")
    assert "Lost words" in texts(screen)
    screen = button(screen, content.words.use_other)
    assert there(student.plan)
    assert student.plan.others == {}
    button(screen, content.words.undo)
    assert student.plan == before


# Hostile text

HOSTILE = "![x](https://example.org/x.png)\n# <b>big</b> {my_name} :material/home: $x$ \u202e\x07 **" + "x" * 20_000


def test_hostile_text_of_earlier_is_drawn_as_text(visitor: Visit, content: Content) -> None:
    hostile = replace(
        write(PLAN, "answers.draws_me", HOSTILE),
        people=(write(PLAN, "people.p_ana.name", HOSTILE).people[0],),
        questions=(ChosenQuestion(id="own_1", text=HOSTILE),),
        others={"answers.intro": (HOSTILE,)},
    )
    student = written(visitor(), hostile, replace(hostile, questions=(), people=(), answers={}))
    screen = student.open("earlier")
    assert trouble(screen) == []
    assert len(listed(screen)) == 6
    for name, text in shown(screen):
        if "example.org" in text or "\\.org" in text:
            assert name.startswith("Text.") or r"\!\[x\]\(https" in text, (name, text[:80])
            assert name.startswith("Text.") or len(text) < 1000
        assert "\x07" not in text
    assert all(len(each.value) <= 600 or each.value == student.plan.others["answers.intro"][0] for each in screen.text)
    screen = back(screen, "answers.draws_me")
    assert student.plan.words("draws_me") == hostile.words("draws_me")


# Undo


def taken_off(student: Visitor, content: Content) -> AppTest:
    return button(student.open("identify", people_view="one"), content.words.remove_person)


def own_question_off(student: Visitor, content: Content) -> AppTest:
    return take_off(student, content, "own_1")


def bank_question_off(student: Visitor, content: Content) -> AppTest:
    return take_off(student, content, content.bank.questions[0].id)


def take_off(student: Visitor, content: Content, question: str) -> AppTest:
    return student.open("prepare").menu_button(key=f"more_{question}").click(content.words.take_off).run()


def started_over(student: Visitor, content: Content) -> AppTest:
    return button(student.open("contact"), content.words.start_over_yes)


def plan_file_in_place(student: Visitor, content: Content) -> AppTest:
    file = ("plan.json", dump(write(Plan(), "about.name", "Eva")).encode(), "application/json")
    screen = student.open("my_plan").file_uploader(key="restore").set_value(file).run()
    return button(screen, content.words.restore_do)


def cleared(step: StepId) -> Callable[[Visitor, Content], AppTest]:
    def press(student: Visitor, _: Content) -> AppTest:
        return student.open(step).button(key=f"clear_{step}").click().run()

    press.__name__ = f"cleared_{step}"
    return press


TAKE_OUT = [
    (taken_off, "done_remove_person"),
    (own_question_off, "done_take_off"),
    (bank_question_off, "done_take_off"),
    (started_over, "done_start_over"),
    (plan_file_in_place, "done_restore"),
    *((cleared(step), "done_clear_step") for step in STEPS),
]


@pytest.fixture
def full(example: Plan, content: Content) -> Plan:
    """The example plan, with one question more of each kind and a message in the student's own words."""
    bank = content.bank.questions[0]
    questions = [each for each in example.questions if each.id != bank.id]
    first = example.present[0]
    plan = replace(example, questions=(ChosenQuestion(id=bank.id, text=bank.text), WHY, *questions))
    for template in content.templates.values():
        plan = write(plan, f"interviews.{first.id}.drafts.{template.id}", "in my own words")
    return plan


@pytest.mark.parametrize(("act", "done"), TAKE_OUT, ids=lambda each: getattr(each, "__name__", ""))
@pytest.mark.parametrize("between", [False, True], ids=["at once", "after another edit"])
def test_undo_brings_back_all_that_was_taken_out(
    visitor: Visit, full: Plan, content: Content, act: Callable[..., AppTest], done: str, *, between: bool
) -> None:
    student = visitor().have(full)
    screen = act(student, content)
    assert getattr(content.words, done) in words_on(screen)
    assert student.plan != full
    if between:  # by someone else, or in another tab
        student.store.edit(student.key or "", lambda plan: write(plan, "answers.next_3_by_note", "written since"))
    screen = button(screen, content.words.undo)
    assert trouble(screen) == []
    assert student.plan == (write(full, "answers.next_3_by_note", "written since") if between else full)
    assert content.words.undo not in [each.label for each in screen.button]


def test_what_was_undone_can_be_found_on_earlier_versions(visitor: Visit, full: Plan, content: Content) -> None:
    student = visitor().have(full)
    button(cleared("research")(student, content), content.words.undo)
    dated(student)
    button(student.open("earlier"), content.words.earlier_whole)
    assert student.plan == clear(content, full, "research")


def test_undo_is_offered_until_the_next_edit_of_the_same_tab(visitor: Visit, full: Plan, content: Content) -> None:
    student = visitor().have(full)
    cleared("research")(student, content)
    screen = student.open("home")
    assert content.words.undo in [each.label for each in screen.button]
    screen = student.open("prepare").text_area(key=student.box("answers.intro")).set_value("new").run()
    assert content.words.undo not in [each.label for each in screen.button]


# Clear this step


def own_addresses(content: Content, plan: Plan, step: StepId) -> set[str]:
    """The addresses of the answers and ticks that stand on the page of one step, told from its content."""
    place = {"answers": ["answers"], "interview": [f"interviews.{each.person}.answers" for each in plan.interviews]}
    fields = [field for part in content.steps[step].sections if not part.closing for field in part.fields]
    ticks = [item.id for item in content.steps[step].checklist]
    return {f"{start}.{field.id}" for field in fields for start in place.get(field.place, [])} | {
        f"checks.{name}" for name in (*ticks, f"{step}_lesson")
    }


def ticked(content: Content, plan: Plan) -> Plan:
    """The plan with every box of every step ticked, and every lesson read."""
    ticks = [item.id for step in content.steps.values() for item in step.checklist]
    return replace(plan, checks=dict.fromkeys((*ticks, *(f"{step}_lesson" for step in STEPS)), True))


def test_the_question_whether_to_clear_a_step_closes_with_the_answer(visitor: Visit, content: Content) -> None:
    assert not cleared("research")(visitor().have(Plan(answers={"draws_me": "trees"})), content).session_state["clear"]


@pytest.mark.parametrize("step", STEPS)
def test_clearing_a_step_takes_its_answers_and_ticks_and_nothing_else(
    full: Plan, content: Content, step: StepId
) -> None:
    plan = ticked(content, full)
    before, after = leaves(plan), leaves(clear(content, plan, step))
    gone = before.keys() - after.keys()
    assert gone == own_addresses(content, plan, step) & before.keys()
    assert len(gone) >= len(content.steps[step].checklist) + 1
    assert {path: value for path, value in before.items() if path not in gone} == after


@pytest.mark.parametrize("step", STEPS)
def test_a_cleared_step_clears_no_further(full: Plan, content: Content, step: StepId) -> None:
    once = clear(content, full, step)
    assert clear(content, once, step) == once
    assert clear(content, Plan(), step) == Plan()


def test_six_cleared_steps_leave_the_people_the_questions_and_the_messages(full: Plan, content: Content) -> None:
    plan = ticked(content, full)
    for step in STEPS:
        plan = clear(content, plan, step)
    elsewhere = {field.id for part in content.closing for field in part.fields} | {AGREED_ON}  # on pages of their own
    assert (plan.answers.keys(), plan.checks) == (elsewhere & full.answers.keys(), {})
    assert (plan.about, plan.people, plan.questions) == (full.about, full.people, full.questions)
    for before in full.interviews:
        assert plan.interview(before.person) == before.model_copy(update={"answers": {}})


@pytest.mark.parametrize("step", STEPS)
def test_the_button_clears_the_step_of_its_page(visitor: Visit, full: Plan, content: Content, step: StepId) -> None:
    student = visitor().have(ticked(content, full))
    screen = cleared(step)(student, content)
    assert student.plan == clear(content, ticked(content, full), step)
    assert not any(each.value for each in screen.checkbox if str(each.key).startswith(student.box("checks.")))
    own = [each for each in (*screen.text_area, *screen.text_input) if ".answers." in str(each.key)]
    assert [each.key for each in own if each.value] == []
    assert trouble(screen) == []
