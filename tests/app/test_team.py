"""A team on one plan: who writes and who is copied, who asks what, who does what, and the notes of each."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import Visitor, component_data, shown, trouble
from workshop.coach.message import check_message
from workshop.content import Content
from workshop.keys import MEMBER_COOKIE
from workshop.plan.merge import merge, put
from workshop.plan.messages import fill_template
from workshop.plan.model import Interview, Plan, Team, Teammate, read, replace, write
from workshop.plan.team import MEMBERS_LIMIT, TeamFullError, copied, join, point, roles, share_out, take_off
from workshop.store import Store, StoreError
from workshop.ui.core.text import escape_markdown
from workshop.ui.plan.field_names import blank_name, words_of
from workshop.ui.plan.messages import KINDS

MAYA, BEN, ZOE = "m_0000000a", "m_0000000b", "m_0000000c"
MEMBERS = (
    Teammate(id=MAYA, name="Maya Thapa", email="maya@school.example"),
    Teammate(id=BEN, name="Ben *Ortiz*", email="ben@school.example"),
    Teammate(id=ZOE, name="Zoë Łęcka"),
)
OURS = ("email_known", "email_introduced", "email_alumni", "email_stranger", "confirm", "thank_you")
Visit = Callable[..., Visitor]


@pytest.fixture
def plan(example: Plan) -> Plan:
    """The example as the plan of three, of whom Maya writes; no message was changed by hand."""
    talks = tuple(talk.model_copy(update={"drafts": {}}) for talk in example.interviews)
    return replace(example, team=Team(members=MEMBERS, point=MAYA), interviews=talks)


@pytest.fixture
def someone(plan: Plan) -> str:
    """A person they write to."""
    return plan.present[0].id


def texts(screen: AppTest) -> str:
    return "\n".join(text for _, text in shown(screen))


def pills(screen: AppTest, key: str) -> Any:
    return next(each for each in screen.get("button_group") if each.key == key)


# Who writes.


@pytest.mark.parametrize("template", OURS)
def test_a_message_says_who_is_copied_and_the_coach_has_nothing_to_mend(
    content: Content, plan: Plan, template: str
) -> None:
    ours = content.templates[template]
    for team, said in (
        (plan, "I am writing for our team of 3; Ben *Ortiz* and Zoë Łęcka are copied here."),
        (take_off(plan, ZOE), "I am writing for our team of 2; Ben *Ortiz* is copied here."),
    ):
        filled = [(person, fill_template(content, team, person, ours)) for person in plan.present]
        whole = [(person, letter) for person, letter in filled if not letter.gaps]
        assert whole
        for person, letter in whole:
            assert f" {said}\n" in letter.body
            text = f"Subject: {letter.subject}\n\n{letter.body}"
            remarks = check_message(content, text, KINDS[ours.kind], person=person, plan=team)
            assert [each.code for each in remarks if each.level != "good"] == []


@pytest.mark.parametrize("change", ["nobody chosen", "alone", "the one who wrote is off", "no team"])
def test_without_a_point_person_or_a_team_a_message_says_nothing_of_it(
    content: Content, plan: Plan, example: Plan, change: str
) -> None:
    team = {
        "nobody chosen": write(plan, "team.point", None),
        "alone": take_off(take_off(plan, BEN), ZOE),
        "the one who wrote is off": take_off(plan, MAYA),
        "no team": replace(plan, team=Team()),
    }[change]
    assert point(team) is None
    assert copied(team) == ()
    for person in plan.present:
        for template in OURS:
            letter = fill_template(content, team, person, content.templates[template])
            assert "team of" not in letter.body
            assert letter == fill_template(content, replace(team, team=Team()), person, content.templates[template])


def mail(screen: AppTest) -> dict[str, list[str]]:
    (message,) = component_data(screen, "workshop_send")
    return parse_qs(urlsplit(message["mail"]).query)


def test_the_mail_goes_in_copy_to_the_addresses_that_are_known(visitor: Visit, content: Content, plan: Plan) -> None:
    screen = visitor().have(plan).open("contact")
    assert mail(screen)["cc"] == ["ben@school.example"]
    alone = visitor().have(replace(plan, team=Team())).open("contact")
    assert "cc" not in mail(alone)
    assert content.steps["contact"].sections[0].title not in texts(alone)


def test_an_address_cannot_add_anything_to_the_link(visitor: Visit, content: Content, plan: Plan) -> None:
    odd = write(plan, f"team.members.{BEN}.email", "ben&bcc=spy@x.example")
    found = mail(visitor().have(odd).open("contact"))
    assert set(found) == {"cc"}
    assert found["cc"] == ["ben&bcc=spy@x.example"]


def test_the_page_tells_the_one_who_writes_and_warns_the_others(visitor: Visit, content: Content, plan: Plan) -> None:
    student, words = visitor().have(plan), content.team.point
    for member, said in ((MAYA, "You write for the team"), (BEN, "Please do not send these messages yourself")):
        student.also[MEMBER_COOKIE] = member
        screen = student.come_back().have(plan).open("contact") if member == BEN else student.open("contact")
        assert said in texts(screen)
        assert "no e-mail address yet for Zoë Łęcka." in texts(screen)
        assert trouble(screen) == []
        student.also.clear()
    assert words.none not in texts(screen)


def test_a_missing_address_is_written_there(visitor: Visit, content: Content, plan: Plan) -> None:
    student = visitor().have(plan)
    path = f"team.members.{ZOE}.email"
    screen = student.open("contact")
    for typed in ("zoe@school.e", "zoe@school.example"):
        screen = screen.text_input(key=student.box(path)).set_value(typed).run()
    assert content.team.point.no_email.split("{")[0] not in texts(screen)
    assert read(student.plan, path) == "zoe@school.example"
    screen = student.come_back().open("contact")
    assert mail(screen)["cc"] == ["ben@school.example,zoe@school.example"]


def test_the_messages_are_signed_by_the_one_who_writes_if_they_like(visitor: Visit, plan: Plan) -> None:
    student = visitor().have(write(plan, "team.point", BEN))
    screen = student.open("contact")
    assert "signed by Maya Thapa" in texts(screen)
    screen.button(key="sign_as_writer").click().run()
    about = student.plan.about
    assert (about.name, about.email, about.phone) == ("Ben *Ortiz*", "ben@school.example", "")
    assert about.school == plan.about.school
    assert "sign_as_writer" not in [button.key for button in student.come_back().open("contact").button]


# Who asks what.


def test_questions_are_shared_out_evenly_and_what_was_chosen_stays(plan: Plan) -> None:
    first, second, *_ = plan.questions
    chosen = write(write(plan, f"questions.{first.id}.asker", ZOE), f"questions.{second.id}.asker", ZOE)
    shared = share_out(chosen)
    counts = [sum(each.asker == member.id for each in shared.questions) for member in MEMBERS]
    assert max(counts) - min(counts) <= 1
    assert sum(counts) == len(plan.questions)
    assert [read(shared, f"questions.{each.id}.asker") for each in (first, second)] == [ZOE, ZOE]
    assert share_out(shared) == shared
    assert share_out(replace(chosen, team=Team())) == chosen.model_copy(update={"team": Team()})


def test_who_asks_is_chosen_shared_out_taken_back_and_shown(visitor: Visit, content: Content, plan: Plan) -> None:
    student, words = visitor().have(plan), content.team
    screen = student.open("prepare")
    last = plan.questions[-1].id
    pills(screen, student.box(f"questions.{last}.asker")).set_value(BEN).run()
    assert read(student.plan, f"questions.{last}.asker") == BEN
    next(each for each in screen.button if each.label == words.share_out).click().run()
    assert all(question.asker for question in student.plan.questions)
    assert words.done_share_out in texts(screen)
    assert words.share_out not in [each.label for each in screen.button]
    next(each for each in screen.button if each.label == content.words.undo).click().run()
    assert [question.id for question in student.plan.questions if question.asker] == [last]
    assert trouble(screen) == []
    assert escape_markdown(f"Ben *Ortiz*: {plan.questions[-1].text}") in texts(student.open("conduct"))


def test_the_live_mode_says_who_asks_and_who_writes(visitor: Visit, plan: Plan, someone: str) -> None:
    question = plan.questions[0].id
    plan = write(write(plan, f"questions.{question}.asker", BEN), f"interviews.{someone}.roles.notes", ZOE)
    student = visitor().have(plan)
    screen = student.open("live", query={"person": someone, "card": f"ask_{question}"})
    assert r"Ben \*Ortiz\* asks this one" in texts(screen)
    assert "Zoë Łęcka writes the keywords" in texts(screen)
    student.also[MEMBER_COOKIE] = ZOE
    screen = student.come_back().open("conduct")
    screen = visitor(student.key)
    screen.also[MEMBER_COOKIE] = ZOE
    writing = screen.open("live", query={"person": someone, "card": "close"})
    assert [each.key for each in writing.text_area] == [student.box(f"interviews.{someone}.team_notes.{ZOE}")]


# Who does what, and everyone's notes.


def test_each_has_a_box_of_their_own_and_sees_what_the_others_wrote(
    visitor: Visit, content: Content, plan: Plan, someone: str
) -> None:
    path = f"interviews.{someone}.team_notes"
    student = visitor().have(write(plan, f"{path}.{MAYA}", "paid *apprenticeship*"))
    student.also[MEMBER_COOKIE] = BEN
    screen = student.open("conduct")
    assert "paid *apprenticeship*" in [each.value for each in screen.text]
    assert student.box(f"{path}.{MAYA}") not in [each.key for each in screen.text_area]
    screen.text_area(key=student.box(f"{path}.{BEN}")).set_value("heights").run()
    assert student.plan.interview(someone).team_notes == {MAYA: "paid *apprenticeship*", BEN: "heights"}
    assert trouble(screen) == []


def test_who_is_not_known_says_so_once(visitor: Visit, plan: Plan, someone: str) -> None:
    student = visitor().have(plan)
    student.also[MEMBER_COOKIE] = "m_ffffffff"  # a member of another team
    screen = student.open("conduct")
    own = [f"interviews.{someone}.team_notes.{each.id}" for each in MEMBERS]
    assert not {student.box(each) for each in own} & {each.key for each in screen.text_area}
    pills(screen, "team_me_choice").set_value(ZOE).run()
    screen = student.open("conduct")
    assert [each.key for each in screen.text_area if "team_notes" in str(each.key)] == [student.box(own[2])]


def test_roles_are_chosen_for_each_talk(visitor: Visit, plan: Plan, someone: str) -> None:
    student = visitor().have(plan)
    screen = student.open("conduct")
    pills(screen, student.box(f"interviews.{someone}.roles.lead")).set_value(ZOE).run()
    found = roles(student.plan, student.plan.interview(someone))
    assert {role: member.id for role, member in found.items()} == {"lead": ZOE}
    assert roles(student.plan, student.plan.interview(plan.present[1].id)) == {}


# On My plan.


def test_a_single_student_sees_one_folded_line(visitor: Visit, content: Content, example: Plan) -> None:
    student, words = visitor().have(example), content.team.card
    screen = student.open("my_plan", team=False)
    assert [each.label for each in screen.expander if each.label == words.title] == [words.title]
    assert words.text not in texts(screen)
    assert '<a href="/team"' in texts(student.open("my_plan"))
    assert words.link_make not in texts(screen)
    for page in ("prepare", "contact", "conduct"):
        shown_there = texts(student.open(page))
        parts = [part for part in content.steps[page].sections if part.id.startswith("team_")]  # type: ignore[index]
        assert parts
        assert not any(part.title in shown_there for part in parts)


def test_the_link_is_made_shown_again_and_ended(visitor: Visit, store: Store, content: Content, plan: Plan) -> None:
    student, words = visitor().have(plan), content.team.card
    screen = student.open("my_plan")
    screen.button(key="make_team_link").click().run()
    code = store.team_code(str(student.key))
    assert code
    for again in (screen, student.come_back().open("my_plan")):
        assert f"/team#{code}" in texts(again)
    screen.button(key="end_team_link").click().run()
    assert store.team_code(str(student.key)) is None
    assert code not in texts(screen)
    assert words.link_ended in texts(screen)
    assert trouble(screen) == []


def test_who_is_taken_off_can_come_back_by_undo(visitor: Visit, content: Content, plan: Plan) -> None:
    student = visitor().have(share_out(plan))
    screen = student.open("my_plan")
    screen.button(key=f"take_off_{MAYA}").click().run()
    after = student.plan
    assert [each.id for each in after.team.present] == [BEN, ZOE]
    assert after.team.point is None
    assert MAYA not in {question.asker for question in after.questions}
    next(each for each in screen.button if each.label == content.words.undo).click().run()
    assert student.plan == share_out(plan)


def test_the_card_tells_the_goal_of_all(visitor: Visit, content: Content, plan: Plan) -> None:
    assert "Our goal: I want to learn about" in texts(visitor().have(plan).open("my_plan"))
    nothing = visitor().have(replace(Plan(), team=plan.team)).open("my_plan")
    assert content.team.card.no_goal in texts(nothing)
    assert trouble(nothing) == []


def test_trouble_with_the_storage_is_told(
    visitor: Visit, store: Store, content: Content, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise StoreError("away")

    monkeypatch.setattr(Store, "new_team_code", fail)
    screen = visitor().have(plan).open("my_plan")
    screen.button(key="make_team_link").click().run()
    assert content.doors.keeping.failed in texts(screen)


# The plan itself.


def test_a_team_has_an_end(plan: Plan) -> None:
    while len(plan.team.present) < MEMBERS_LIMIT:
        plan, _ = join(plan, "One more")
    with pytest.raises(TeamFullError):
        join(plan, "One too many")
    again, member = join(take_off(plan, ZOE), "Zoë")
    assert member not in (each.id for each in plan.team.members)
    assert len(again.team.present) == MEMBERS_LIMIT


def test_two_who_come_in_at_once_are_both_there(plan: Plan) -> None:
    (mine, me), (theirs, them) = join(plan, "Ana"), join(plan, "Ana")
    merged = merge(plan, write(mine, "team.point", me), theirs)
    assert {me, them} <= {each.id for each in merged.team.present}
    assert merged.team.point == me


def test_notes_of_someone_taken_off_stay_under_their_name(visitor: Visit, plan: Plan, someone: str) -> None:
    noted = replace(plan, interviews=(Interview(person=someone, team_notes={ZOE: "early start"}),))
    screen = visitor().have(take_off(noted, ZOE)).open("conduct")
    assert "early start" in [each.value for each in screen.text]
    assert "Zoë Łęcka" in texts(screen)


def test_earlier_versions_name_what_a_team_changed(visitor: Visit, content: Content, plan: Plan, someone: str) -> None:
    student = visitor().have(share_out(plan))
    changes = {
        "team.point": BEN,
        f"team.members.{BEN}.name": "Benny",
        f"questions.{plan.questions[0].id}.asker": ZOE,
        f"interviews.{someone}.roles.lead": ZOE,
        f"interviews.{someone}.team_notes.{ZOE}": "early",
    }
    for path, value in changes.items():
        student.store.edit(str(student.key), lambda now, path=path, value=value: write(now, path, value))
    student.store.edit(str(student.key), lambda _: Plan())
    screen = student.open("earlier")
    screen.selectbox(key="earlier_moment").select_index(-1).run()
    assert trouble(screen) == []
    undone = visitor().have(Plan()).have(share_out(plan))
    for path in changes:
        undone.store.edit(str(undone.key), lambda now, path=path: write(now, path, changes[path]))
    for path, value in changes.items():
        name, words = blank_name(content, undone.plan, path), words_of(content, undone.plan, path, value)
        assert name
        assert "m_0000" not in name + words
    assert blank_name(content, undone.plan, "team.point") == content.team.point.pick
    assert words_of(content, undone.plan, "team.point", ZOE) == "Zoë Łęcka"


# Two in one box.


def shared_box(visitor: Visit, plan: Plan, someone: str) -> tuple[Visitor, str, AppTest]:
    """A member with a box open that others write in too, in which they have written a word."""
    student, path = visitor().have(plan), f"interviews.{someone}.where"
    student.have(write(plan, path, ""))
    screen = student.open("conduct")
    return student, path, screen.text_input(key=student.box(path)).set_value("Ana ").run()


def by_ben(student: Visitor, path: str, text: str) -> None:
    student.store.edit(str(student.key), lambda plan: put(plan, path, text, ""))


def test_nobodys_text_is_exchanged_while_they_write(
    visitor: Visit, content: Content, plan: Plan, someone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    student, path, screen = shared_box(visitor, plan, someone)
    by_ben(student, path, "Ben")
    screen = screen.run()
    assert screen.text_input(key=student.box(path)).value == "Ana "
    assert content.words.both_write in texts(screen)
    assert (read(student.plan, path), student.plan.others[path]) == ("Ben", ("Ana ",))
    screen = screen.text_input(key=student.box(path)).set_value("Ana writes").run()
    assert (read(student.plan, path), student.plan.others[path]) == ("Ana writes", ("Ben",))
    by_ben(student, path, "Ben too")
    monkeypatch.setattr("workshop.ui.core.session.WRITING", 0)
    screen = screen.run()
    assert screen.text_input(key=student.box(path)).value == "Ben too"
    assert content.words.both_write not in texts(screen)
    assert content.words.other_version in texts(screen)
    assert trouble(screen) == []


@pytest.mark.parametrize(
    ("written", "beside"),
    [
        ("Ana goes on", ("Ben",)),  # the page still showed her own word
        ("Ben goes on", ("Ana ",)),
        ("another", ("Ben",)),
    ],
)
def test_a_text_that_came_too_late_to_be_seen_is_kept(
    visitor: Visit, plan: Plan, someone: str, monkeypatch: pytest.MonkeyPatch, written: str, beside: tuple[str, ...]
) -> None:
    monkeypatch.setattr("workshop.ui.core.session.WRITING", 0)
    student, path, screen = shared_box(visitor, plan, someone)
    by_ben(student, path, "Ben")
    screen = screen.run()
    screen.text_input(key=student.box(path)).set_value(written).run()
    assert read(student.plan, path) == written
    assert set(beside) <= set(student.plan.others[path])
