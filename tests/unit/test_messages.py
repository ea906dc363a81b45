"""Messages are filled from the plan, say what is missing, and read a student's words as words only."""

import re
from datetime import date, timedelta
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workshop.content import Content, load, placeholders
from workshop.plan.messages import (
    advice_phrase,
    card_line,
    fill_template,
    forget_draft,
    goal_sentence,
    in_a_row,
    mailto,
    mark_sent,
    suggested,
    take_back,
    values,
)
from workshop.plan.model import Interview, Person, Plan, Sent, write
from workshop.vocabulary import OPTIONAL_PLACEHOLDERS, PLACEHOLDERS, STATUSES

ANA = Person(id="p_ana", name="Ana Silva", address="Ms. Silva")
TODAY = date(2026, 3, 3)
CONTENT = load()


def with_ana(**talk: object) -> Plan:
    return Plan(people=(ANA,), interviews=(Interview.model_validate({"person": ANA.id, **talk}),))


def test_an_empty_plan_has_every_gap_in_the_order_of_the_text(content: Content) -> None:
    nobody = Person(id="p_nobody")
    for template in content.templates.values():
        letter = fill_template(content, Plan(people=(nobody,)), nobody, template)
        assert set(letter.gaps) == {
            content.messages.gaps[name]
            for name in placeholders(template.subject + template.body)
            if name not in OPTIONAL_PLACEHOLDERS
        }
        text = letter.subject + letter.body
        found = [text.index(f"[{gap}]") for gap in letter.gaps]
        assert found == sorted(found), template.id
        assert "{" not in text


def test_a_filled_plan_has_no_gaps_with_anyone_it_was_written_for(content: Content, example: Plan) -> None:
    zoe = example.person("p_zoe")
    assert zoe is not None
    for template in content.templates.values():
        letter = fill_template(content, example, zoe, template)
        assert letter.gaps == (), template.id
        assert "[" not in letter.subject + letter.body
        assert zoe.address in letter.body or template.kind in ("introduction", "phone")


def test_only_what_is_missing_is_named(content: Content, example: Plan) -> None:
    zoe = example.person("p_zoe")
    assert zoe is not None
    template = content.templates["email_introduced"]
    without = write(example, "about.email", "")
    letter = fill_template(content, without, zoe, template)
    assert letter.gaps == (content.messages.gaps["my_email"],)
    assert letter.body.count(f"[{letter.gaps[0]}]") == template.body.count("{my_email}")


OF_A_BLANK = re.compile(r" [.,;!?]|[,:]\.|\.\.|  |\n\n\n|\b(?:at|is|slowly)[:.]|:\n(?!\n)|[\s:,]\Z", re.I)


@pytest.mark.parametrize("phone", ["", "  ", "555-0148"])
@pytest.mark.parametrize("template", [each.id for each in CONTENT.messages.templates])
def test_every_message_reads_well_with_a_phone_number_and_without(
    template: str, phone: str, content: Content, example: Plan
) -> None:
    zoe, email = example.person("p_zoe"), example.about.email
    assert zoe is not None
    plan = write(example, "about.phone", phone)
    ours = content.templates[template]
    letter = fill_template(content, plan, zoe, ours)
    assert letter.gaps == ()
    assert ("555-0148" in letter.body) == bool(phone.strip())
    assert OF_A_BLANK.findall(letter.body) == OF_A_BLANK.findall(fill_template(content, example, zoe, ours).body)
    assert email in letter.body or phone.strip()
    name = letter.body.partition(f"\n{example.about.name}\n")[2]
    if ours.channel == "email":
        assert name.split("\n") == [email, phone][: 1 + bool(phone.strip())]


NO_SENTENCE = re.compile(r" [.,;!?]|[,:]\.|\.\.|  |\n\n\n|[a-z]\.[A-Z]")
# Who can be asked: how they are known, who connects, and where they work, of which a student may know nothing.
PEOPLE = [
    Person.model_validate({"id": "p_x", "name": "Ana Silva", "address": "Ms. Silva", "title": "baker", **facts})
    for facts in (
        {"closeness": "stranger", "how": "I read about your bakery in the town paper."},
        {"closeness": "stranger", "how": "the sign on your van", "organisation": "Silva Bread."},
        {"closeness": "alumni", "how": "we both went to Lincoln High"},
        {"closeness": "known", "how": "my uncle's coworker"},
        {"closeness": "introduced", "how": "my uncle's coworker", "connector": "Ben Ray", "organisation": "Silva"},
        {"closeness": "stranger"},
        {},
    )
]


@pytest.mark.parametrize("template", ["phone_script", "voicemail"])
@pytest.mark.parametrize("person", PEOPLE, ids=range(len(PEOPLE)))
def test_a_call_says_where_the_name_is_from_and_asks_for_nobody_who_does_not_exist(
    person: Person, template: str, content: Content, example: Plan
) -> None:
    letter = fill_template(content, example, person, content.templates[template])
    assert letter.gaps == ()
    assert NO_SENTENCE.findall(letter.body) == []
    assert ("I got your name from Ben Ray." in letter.body) == bool(person.connector)
    found = person.how.rstrip(".") if person.closeness != "known" and not person.connector else ""
    assert found in letter.body
    assert ("came to call you" in letter.body) == bool(found)


@pytest.mark.parametrize("person", PEOPLE, ids=range(len(PEOPLE)))
def test_a_first_message_asks_for_nothing_that_some_people_do_not_have(
    person: Person, content: Content, example: Plan
) -> None:
    template = content.templates[suggested(content, person, Interview(person=person.id), TODAY)]
    letter = fill_template(content, example, person, template)
    assert set(letter.gaps) <= ({content.messages.gaps["how_i_know"]} if not person.how else set())
    assert NO_SENTENCE.findall(f"{letter.subject}\n{letter.body}") == []


def test_someone_who_works_for_themselves_has_a_job_and_no_workplace(content: Content, example: Plan) -> None:
    body = [fill_template(content, example, each, content.templates["email_stranger"]).body for each in PEOPLE[:2]]
    assert "your work as baker interests me" in body[0]
    assert "your work as baker at Silva Bread interests me" in body[1]


@pytest.mark.parametrize(
    ("email", "phone", "given"),
    [
        ("maya@mail.example", "555-0148", "555-0148"),
        ("maya@mail.example", "", "maya@mail.example"),
        ("maya@mail.example", "ask my mom", "maya@mail.example"),
        ("maya.dogs", "", "maya.dogs"),
        ("", "five", "five"),
        ("", "", ""),
    ],
)
def test_a_student_is_reached_by_a_number_that_works_or_by_mail(
    content: Content, email: str, phone: str, given: str
) -> None:
    plan = write(write(with_ana(), "about.phone", phone), "about.email", email)
    assert values(content, plan, ANA)["my_contact"] == given
    gap = content.messages.gaps["my_contact"]
    assert (gap in fill_template(content, plan, ANA, content.templates["confirm"]).gaps) == (not given)


def test_a_line_of_a_students_own_is_never_left_out(content: Content) -> None:
    plan = write(with_ana(), f"interviews.{ANA.id}.answers.learned", "one\n{my_phone}\ntwo")
    assert "one\n{my_phone}\ntwo" in fill_template(content, plan, ANA, content.templates["thank_you"]).body


def test_blank_spaces_are_a_gap(content: Content) -> None:
    template = content.templates["thank_you"]
    plan = write(with_ana(), "about.name", "  \n ")
    assert content.messages.gaps["my_name"] in fill_template(content, plan, ANA, template).gaps


def test_every_placeholder_has_a_value_and_a_name_for_its_gap(content: Content, example: Plan) -> None:
    assert values(content, example, example.present[0]).keys() == PLACEHOLDERS
    assert content.messages.gaps.keys() == PLACEHOLDERS - OPTIONAL_PLACEHOLDERS


@pytest.mark.parametrize(
    "text", ["{my_phone}", "{dear} {dear}", "{{my_name}}", "{goal", "%s {0} {}", r"\g<0> \1", "[your name]"]
)
def test_a_students_braces_are_never_filled(content: Content, example: Plan, text: str) -> None:
    plan = example
    for address in (
        "about.name",
        "about.school",
        "about.email",
        "about.phone",
        "answers.goal_subject",
        "answers.intro",
        "answers.hope",
    ):
        plan = write(plan, address, text)
    for name in ("name", "address", "title", "organisation", "how", "connector"):
        plan = write(plan, f"people.p_zoe.{name}", text)
    for name in ("learned", "next_step", "update_note"):
        plan = write(plan, f"interviews.p_zoe.answers.{name}", text)
    zoe = plan.person("p_zoe")
    assert zoe is not None
    for template in content.templates.values():
        letter = fill_template(content, plan, zoe, template)
        named = placeholders(template.body) & {"my_name", "my_school", "dear", "connector", "learned", "next_step"}
        assert letter.body.count(text) >= len(named) > 0
        assert letter.gaps == ()
    for line in (*content.meeting.card.opening, *content.meeting.card.closing):
        assert (text in card_line(content, plan, zoe, line.text)) == bool(placeholders(line.text))
    assert text in goal_sentence(content, plan)


def test_a_subject_has_one_line(content: Content, example: Plan) -> None:
    plan = write(example, "people.p_zoe.connector", "Ben\nBcc: all@school.example")
    zoe = plan.person("p_zoe")
    assert zoe is not None
    subject = fill_template(content, plan, zoe, content.templates["email_introduced"]).subject
    assert "Ben Bcc: all@school.example" in subject
    EmailMessage()["Subject"] = subject  # raises if it holds a line break


def test_the_starred_questions_are_numbered_in_order(content: Content, example: Plan) -> None:
    numbered = values(content, example, example.present[0])["starred_questions"].split("\n")
    assert numbered == [f"{number}. {question.text}" for number, question in enumerate(example.starred, 1)]


def test_the_reminder_names_the_day_of_the_first_request(content: Content) -> None:
    sent = [
        {"template": "ask_introduction", "on": "2026-02-01"},
        {"template": "email_introduced", "on": "2026-02-10"},
        {"template": "phone_script", "on": "2026-02-20"},
    ]
    plan = with_ana(status="asked", sent=sent)
    assert values(content, plan, ANA)["sent_on"] == "Tuesday, February 10"
    assert "Tuesday, February 10" in fill_template(content, plan, ANA, content.templates["nudge"]).body


# what the student said about the goal: the parts of the sentence
@pytest.mark.parametrize("kind", ["job", "field", None])
@pytest.mark.parametrize("subject", ["nurse", "nurse.", "  nurse  "])
@pytest.mark.parametrize("advice", [(), ("studies",), ("studies", "skills"), ("getting_started", "studies", "skills")])
def test_the_goal_is_one_sentence(content: Content, kind: str | None, subject: str, advice: tuple[str, ...]) -> None:
    answers = {"goal_kind": kind, "goal_subject": subject, "goal_advice": advice}
    plan = Plan.model_validate({"answers": {name: value for name, value in answers.items() if value}})
    sentence = goal_sentence(content, plan)
    labels = {option.id: option.label for option in content.fields["goal_advice"].options}
    assert sentence.endswith(".")
    assert ".." not in sentence
    assert ("one job" in sentence) == (kind == "job")
    assert "nurse" in sentence
    assert all((labels[each] in sentence) == (each in advice) for each in labels)
    assert (", above all" in sentence) == bool(advice)
    assert not placeholders(sentence)


def test_without_a_subject_there_is_no_goal_sentence(content: Content) -> None:
    for subject in ("", "  ", "."):
        assert goal_sentence(content, Plan(answers={"goal_subject": subject, "goal_kind": "job"})) == ""


def test_advice_of_an_older_version_is_passed_over(content: Content) -> None:
    assert advice_phrase(content, Plan(answers={"goal_advice": ("gone", "studies")})) == advice_phrase(
        content, Plan(answers={"goal_advice": ("studies",)})
    )
    assert advice_phrase(content, Plan(answers={"goal_advice": "studies"})) == ""


def test_phrases_stand_in_a_row() -> None:
    rows = [in_a_row(list("abc"[:count]), "and") for count in range(4)]
    assert rows == ["", "a", "a and b", "a, b and c"]


SENT_TODAY = {"sent": [{"template": "email_stranger", "on": TODAY.isoformat()}]}
SENT_LONG_AGO = {"sent": [{"template": "email_stranger", "on": (TODAY - timedelta(weeks=1)).isoformat()}]}


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ({"status": "to_ask"}, "email_stranger"),
        ({"status": "asked"}, "nudge"),
        ({"status": "asked", **SENT_TODAY}, "email_stranger"),
        ({"status": "asked", **SENT_LONG_AGO}, "nudge"),
        ({"status": "nudged"}, "nudge"),
        ({"status": "yes"}, "confirm"),
        ({"status": "no"}, "thanks_anyway"),
        ({"status": "met"}, "thank_you"),
        ({"status": "thanked"}, "update"),
    ],
)
def test_the_message_offered_fits_where_things_stand(content: Content, talk: dict[str, object], expected: str) -> None:
    interview = Interview.model_validate({"person": ANA.id, **talk})
    assert suggested(content, ANA, interview, TODAY) == expected
    assert expected in content.templates


@pytest.mark.parametrize("closeness", ["known", "introduced", "alumni", "stranger"])
def test_the_first_message_fits_how_they_know_each_other(content: Content, closeness: str) -> None:
    person = Person.model_validate({"id": "p", "closeness": closeness})
    template = content.templates[suggested(content, person, Interview(person="p"), TODAY)]
    assert (template.id, template.kind) == (f"email_{closeness}", "request")


@pytest.mark.parametrize("status", STATUSES)
def test_marking_a_message_as_sent_keeps_it_and_never_steps_back(content: Content, status: str) -> None:
    for template in content.templates.values():
        plan = mark_sent(with_ana(status=status), ANA, template, TODAY)
        talk = plan.interview(ANA.id)
        assert talk.sent == (Sent(template=template.id, on=TODAY),)
        assert STATUSES.index(talk.status) >= STATUSES.index(status)


def test_a_request_a_reminder_and_a_thank_you_move_things_on(content: Content) -> None:
    plan = Plan(people=(ANA,))
    seen: list[str] = []
    for template_id in ("ask_introduction", "email_stranger", "nudge", "confirm", "thank_you", "update"):
        if template_id == "thank_you":
            plan = write(plan, f"interviews.{ANA.id}.status", "met")
        plan = mark_sent(plan, ANA, content.templates[template_id], TODAY)
        seen.append(plan.interview(ANA.id).status)
    assert seen == ["to_ask", "asked", "nudged", "nudged", "thanked", "thanked"]
    assert len(plan.interview(ANA.id).sent) == 6


@pytest.mark.parametrize("status", ["to_ask", "asked", "yes", "no"])
def test_thanks_without_a_conversation_do_not_make_one(content: Content, status: str) -> None:
    plan = mark_sent(with_ana(status=status), ANA, content.templates["thank_you"], TODAY)
    assert plan.interview(ANA.id).status == status


@pytest.mark.parametrize("place", [0, 1, 2])
def test_taking_back_removes_that_mark_only(place: int) -> None:
    sent = [{"template": name, "on": "2026-03-01"} for name in ("email_known", "nudge", "confirm")]
    plan = with_ana(status="yes", sent=sent)
    mark = plan.interview(ANA.id).sent[place]
    after = take_back(take_back(plan, ANA, mark), ANA, mark).interview(ANA.id)
    assert [each.template for each in after.sent] == [each["template"] for n, each in enumerate(sent) if n != place]
    assert after.status == "yes"


def test_starting_over_forgets_the_draft_of_that_message_only(content: Content) -> None:
    plan = with_ana(drafts={"confirm": "a", "confirm_subject": "b", "nudge": "c"})
    after = forget_draft(plan, ANA, content.templates["confirm"])
    assert after.interview(ANA.id).drafts == {"nudge": "c"}


HARD_TEXTS = [
    "two\n\nlines",
    "a & b?c=d#e",
    "100% sure + more",
    "café 李小龍 محمد 👩\u200d👧",
    '"quoted" <tag>',
    "a;b,c:d",
]


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_a_mail_link_carries_every_character(text: str) -> None:
    link = mailto("ana@example.org", text, text)
    parts = urlsplit(link)
    assert link.isascii()
    assert not set(link) & set('\n <>"')
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "ana@example.org", "")
    asked = parse_qs(parts.query, strict_parsing=True)
    assert asked == {"subject": [text], "body": [text.replace("\n", "\r\n")]}


@given(address=some.text(max_size=40), text=some.text(min_size=1, max_size=40))
def test_no_address_and_no_text_adds_a_header_to_a_mail_link(address: str, text: str) -> None:
    parts = urlsplit(mailto(address, text, text))
    assert parse_qs(parts.query, strict_parsing=True).keys() == {"subject", "body"}
    assert not set(unquote(parts.path)) & set("\r\n")


def test_a_line_break_in_an_address_adds_no_header() -> None:
    link = mailto("ana@example.org\r\nBcc: all@example.org?cc=x@example.org&body=y", "s", "b")
    assert "%0A" not in link.partition("?")[0]
    assert list(parse_qs(urlsplit(link).query)) == ["subject", "body"]


def test_only_a_message_to_mail_has_a_subject(content: Content) -> None:
    assert {template.channel for template in content.templates.values() if template.subject} == {"email"}
    assert {template.channel for template in content.templates.values() if not template.subject} == {"spoken"}
