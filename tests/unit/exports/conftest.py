"""Plans to export: a realistic one, an empty one, and one that attacks every format with every text."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from workshop.content import Content, load
from workshop.content.load import DIRECTORY
from workshop.exports import Options
from workshop.plan.file import load as plan_file
from workshop.plan.model import Plan

PAYLOADS = (
    '=HYPERLINK("http://x","y")',
    '#import "x"',
    "#panic()",
    '") #panic("x',
    "**x** <img src=http://h/t.png>",
    "[x](javascript:alert(1))",
    "| a | b |\n|---|---|\n\n    code\n***\n===",
    "bell\x07 null\x00 escape\x1b[31m",
    "\u202eright to left\u2067\u2069\u2069 and back",
    "محمد الأمين",
    "李小龍, 김민준, たなか",
    "👨\u200d👩\u200d👧\u200d👦 🇨🇦 👍🏽 ❤\ufe0f",
    "\ud800lone surrogate\udfff",
    "קצר \ue000 \U0010fffd e\u0301\u0489\u0e49 \u0915\u0301",
    "+1 555 0100",
    "＠wide",
)


@pytest.fixture(scope="session")
def content() -> Content:
    """The real content."""
    return load()


@pytest.fixture(scope="session")
def options() -> Options:
    """A day and a moment to export on."""
    return Options(today=date(2026, 3, 2), now=datetime(2026, 3, 2, 15, 4, 5, tzinfo=UTC))


@pytest.fixture(scope="session")
def example() -> Plan:
    """Maya's plan: two people, one of them met, a third taken off the table."""
    return Plan.model_validate(EXAMPLE)


@pytest.fixture(scope="session")
def empty() -> Plan:
    """A plan nobody has written in."""
    return Plan()


@pytest.fixture(scope="session")
def hostile(content: Content) -> Plan:
    """A plan with every payload in every text, and 20,000 characters in one."""
    return hostile_plan(content, "\n".join(PAYLOADS), "long text " * 2_000)


@pytest.fixture(scope="session")
def shipped() -> Plan:
    """The example plan that comes with the content."""
    return plan_file((DIRECTORY / "en" / "example-plan.json").read_bytes())


@pytest.fixture(scope="session", params=["example", "empty", "shipped", "hostile", *PAYLOADS], ids=ascii)
def any_plan(request: pytest.FixtureRequest, content: Content) -> Plan:
    """Each of the plans, and one for each payload in which that is the whole of every text."""
    if request.param in PAYLOADS:
        return hostile_plan(content, request.param, request.param)
    plan: Plan = request.getfixturevalue(request.param)
    return plan


def hostile_plan(content: Content, text: str, long: str) -> Plan:
    """The example with `text` in each place that takes free text, and in answers nobody asks for."""
    fields = content.fields.values()
    answers = {field.id: _answer(field.kind, text) for field in fields if field.place == "answers"}
    interview = {field.id: _answer(field.kind, text) for field in fields if field.place == "interview"}
    names = ("name", "pronounced", "address", "title", "organisation", "how", "connector", "email", "phone")
    return Plan.model_validate(
        {
            "about": dict.fromkeys(("name", "school", "year", "email", "phone"), text),
            "answers": {**answers, "draws_me": long, "old_field": text, "old_list": [text, text], "old_tick": True},
            "people": [
                {"id": key, **dict.fromkeys(names, text), "closeness": "known", "stage": "two", "practice": True}
                for key in ("p_1", "p_2")
            ],
            "questions": [{"id": f"q_{n}", "text": text, "starred": n < 2, "asker": "m_1"} for n in range(4)],
            "team": {"members": [{"id": f"m_{n}", "name": text, "email": text} for n in range(3)], "point": "m_1"},
            "interviews": [
                {
                    "person": key,
                    "status": status,
                    "when": "2026-03-10T16:00:00",
                    "zone": "America/Chicago",
                    "medium": medium,
                    "where": text,
                    "drafts": {"thank_you": text, "gone_template": text},
                    "sent": [{"template": "email_known", "on": "2026-03-01"}],
                    "answers": {**interview, "old_note": text},
                    "suggested": [{"id": f"s_{key}", "name": text, "how": text}],
                    "roles": {"lead": "m_1", "notes": "m_2"},
                    "team_notes": {"m_0": text, "m_1": text},
                }
                for key, status, medium in (("p_1", "yes", "in_person"), ("p_2", "met", "video"))
            ],
        }
    )


def _answer(kind: str, text: str) -> Any:
    return [text, text] if kind == "choices" else text


EXAMPLE: dict[str, Any] = {
    "about": {
        "name": "Maya Brooks",
        "school": "Lincoln High School",
        "year": "11th grade",
        "email": "maya.brooks@example.org",
        "phone": "+1 555 0142",
    },
    "answers": {
        "draws_me": (
            "I like mornings in the kitchen with my grandmother. An hour of kneading feels like ten minutes.\n"
            "At school I like chemistry, mostly when something changes in front of you."
        ),
        "field_1": "baking",
        "field_2": "food science",
        "found_1": "Most bakers start between two and four in the morning.",
        "where_1": "Occupational Outlook Handbook, “Bakers”",
        "found_2": "Flour prices changed twice last year and small bakeries felt it first.",
        "where_2": "Modern Baking, the January issue at the public library",
        "guess_1": "You are on your feet for the whole shift.",
        "guess_1_sure": "very",
        "guess_2": "You need a degree to run a bakery.",
        "guess_2_sure": "a_little",
        "goal_kind": "job",
        "goal_subject": "a baker who runs a small shop",
        "goal_advice": ["getting_started", "daily_work"],
        "goal_note": "I can only work on weekends until I graduate.",
        "circle_family": "Aunt Rosa knows everyone at the farmers' market.",
        "circle_teachers": "Mr. Okafor, chemistry. He used to work in a food lab.",
        "circle_alumni": "Dana Whitfield, class of 2016, pastry chef",
        "intro": (
            "I am in 11th grade at Lincoln High School. I bake on weekends and sell bread to six families on my "
            "street. I would like to find out whether I could do it for a living."
        ),
        "hope": "I hope to hear what the first two years were like and what you would do differently.",
        "what_changed": "I thought the hard part was getting up early. It is the money in the first year.",
        "decision": "go_deeper",
        "decision_why": "Both people lit up when they talked about teaching someone else.",
        "next_1": "Ask the bakery on Elm Street for one morning to watch",
        "next_1_by": "2026-03-21",
        "next_2": "Compare the two-year baking program with an apprenticeship",
        "next_2_by": "2026-04-04",
    },
    "people": [
        {
            "id": "p_rosa",
            "name": "Rosa Delgado",
            "pronounced": "del-GAH-doh",
            "address": "Ms. Delgado",
            "title": "Head baker and owner",
            "organisation": "Elm Street Bread",
            "closeness": "introduced",
            "how": "Aunt Rosa buys from her every Saturday",
            "connector": "my aunt",
            "stage": "ten",
            "email": "rosa@elmstreetbread.example",
            "phone": "+1 555 0100",
        },
        {
            "id": "p_okafor",
            "name": "Samuel Okafor",
            "address": "Mr. Okafor",
            "title": "Chemistry teacher",
            "organisation": "Lincoln High School",
            "closeness": "known",
            "how": "my chemistry teacher",
            "stage": "five",
            "email": "s.okafor@lincoln.example",
            "practice": True,
        },
        {"id": "p_gone", "name": "Someone Removed", "removed": True},
    ],
    "questions": [
        {"id": "q_1", "text": "What does the first hour of your day look like?", "starred": True},
        {"id": "q_2", "text": "What did you find hard in your first year?", "starred": True},
        {"id": "q_3", "text": "How do people usually learn this work here?"},
        {"id": "q_4", "text": "What do people outside this field most often get wrong about it?"},
        {"id": "q_5", "text": "What part of the work would you never give away?", "starred": True},
        {"id": "q_6", "text": "Which jobs in this field has a student probably never heard of?"},
        {"id": "q_7", "text": "How has the price of flour changed the way you plan a week?"},
        {"id": "q_8", "text": "Who else would you suggest that I talk with?", "starred": True},
    ],
    "interviews": [
        {
            "person": "p_rosa",
            "status": "yes",
            "when": "2026-03-10T16:00:00",
            "zone": "America/Chicago",
            "minutes": 25,
            "medium": "in_person",
            "where": "Elm Street Bread, 41 Elm Street, side door",
            "sent": [{"template": "email_introduced", "on": "2026-02-24"}],
            "drafts": {"email_introduced": "Dear Ms. Delgado, my aunt gave me your name and said you might have time."},
            "checks": {"in_person_route": True},
        },
        {
            "person": "p_okafor",
            "status": "met",
            "when": "2026-02-27T15:30:00",
            "zone": "America/Chicago",
            "medium": "video",
            "where": "School video room",
            "sent": [{"template": "email_known", "on": "2026-02-20"}],
            "answers": {
                "notes": "lab at 6 am / same test 40 times / missed people",
                "surprise": "He left the lab because nobody talked.",
                "outline": "Lab work is careful and quiet. Teaching pays less at first.",
                "learned": "Quiet work is not for me, even if I like the chemistry.",
                "still_to_know": "Whether a bakery is loud all day.",
                "next_step": "I will ask Ms. Delgado who works with her and when.",
                "guess_1_now": "He stood all day too, so this is not only bakers.",
                "guess_1_held": "partly",
            },
            "checks": {"video_test": True, "video_place": True},
            "suggested": [{"id": "s_1", "name": "Lena Fischer", "how": "Quality tester at the mill, likes visitors"}],
        },
    ],
    "checks": {"research_read_online": True, "research_facts": True, "prepare_intro": True},
}
