"""A plan with a marker in every text it can hold, and which parts of a view link may show each of them."""

from datetime import datetime

from workshop.content import Content
from workshop.plan.model import About, ChosenQuestion, Interview, Person, Plan, Sent, Suggestion, Team, Teammate
from workshop.vocabulary import ABOUT_FIELDS, AGREED_ON, OTHER_ADULT, PERSON_COLUMNS

WITH_MEETING, WITH_NOTES, WITH_NOTHING, SAID_NO, REMOVED = "p_meeting", "p_notes", "p_nothing", "p_no", "p_removed"
PEOPLE = (WITH_MEETING, WITH_NOTES, WITH_NOTHING, SAID_NO, REMOVED)
HOURS = {WITH_MEETING: 10, SAID_NO: 11, REMOVED: 12}
NAMED = ("name", "pronounced", "address", "title", "organisation", "how", "connector", "email", "phone")
GOAL = ("goal_kind", "goal_subject", "goal_advice")
TICK = "family_myself"
MEMBER = "m_member"


def marker(*names: str) -> str:
    """The marker of the text at an address."""
    return f"Mark{''.join(name.title().replace('_', '') for name in names)}Q"


def marked(content: Content) -> Plan:
    """A plan that is full of markers, and meets no condition by what cannot be marked."""
    own = [field for field in content.fields.values() if field.place == "answers"]
    names = (*(field.id for field in own), "old_field", OTHER_ADULT)
    answers = {name: marker("answer", name) for name in names}
    return Plan(
        about=About(**{name: marker("about", name) for name in ABOUT_FIELDS}),
        answers=answers | {"goal_advice": (marker("answer", "goal_advice"),), AGREED_ON: "2026-11-02"},
        people=tuple(_person(name) for name in PEOPLE),
        questions=(ChosenQuestion(id="q_mine", text=marker("question"), asker=MEMBER),),
        interviews=tuple(_interview(content, name) for name in PEOPLE if name != WITH_NOTHING),
        checks={TICK: True, "research_read_online": True},
        team=Team(members=(Teammate(id=MEMBER, name=marker("member"), email=marker("member_email")),), point=MEMBER),
        others={"answers.goal_subject": (marker("others"),)},
    )


def _person(person: str) -> Person:
    texts = {name: marker(person, name) for name in NAMED}
    return Person(id=person, closeness="alumni", stage="ten", practice=True, removed=person == REMOVED, **texts)


def _interview(content: Content, person: str) -> Interview:
    if person == SAID_NO:
        return Interview(person=person, status="no", when=datetime(2099, 3, 2, 11), where=marker(person, "where"))
    fields = [field.id for field in content.fields.values() if field.place == "interview"]
    fields += ["said_q_mine", "asked_q_mine", "old_answer"]
    return Interview(
        person=person,
        status="yes",
        sent=(Sent(template="email_known", on=datetime(2026, 11, 2).date()),),
        drafts={"email_known": marker(person, "draft"), "email_known_subject": marker(person, "subject")},
        when=datetime(2099, 3, 2, HOURS[person]) if person in HOURS else None,
        zone="America/Chicago" if person in HOURS else None,
        minutes=35,
        medium="in_person",
        where=marker(person, "where"),
        answers={name: marker(person, "answer", name) for name in fields},
        checks={"in_person_route": True},
        roles={"lead": MEMBER},
        team_notes={MEMBER: marker(person, "team_notes")},
        suggested=(Suggestion(id="s_one", name=marker(person, "suggested"), how=marker(person, "suggested_how")),),
    )


def may_show(content: Content, plan: Plan) -> dict[str, set[str]]:
    """For each marker, the parts that may show it; `always` is no part that can be left out."""
    table = {marker(name): set[str]() for name in ("others", "member", "member_email")}
    table[marker("question")] = {"questions"}
    table |= {marker("about", name): set() for name in ABOUT_FIELDS}
    table |= {marker("about", "name"): {"always"}, marker("about", "phone"): {"meetings"}}
    closing = {field.id for section in content.closing for field in section.fields}
    for name in plan.answers.keys() - {AGREED_ON}:
        parts = {"goal"} if name in GOAL else {"decided"} if name in closing else set()
        parts |= {"agreement"} if name == OTHER_ADULT else set()
        table[marker("answer", name)] = parts
    for person in PEOPLE:
        table |= _of(plan, person)
    return table


def _of(plan: Plan, person: str) -> dict[str, set[str]]:
    there = set() if person == REMOVED else {"people"}
    meeting = {"meetings"} if person == WITH_MEETING else set()
    notes = {"notes"} if person in (WITH_MEETING, WITH_NOTES) else set()
    hidden = ("email", "phone")
    table = {marker(person, name): set() if name in hidden else set(there) for name in NAMED}
    table[marker(person, "name")] |= meeting | notes
    table[marker(person, "organisation")] |= meeting
    interview = plan.interview(person)
    if interview.where:
        table[marker(person, "where")] = meeting
    if interview.drafts:
        table |= {marker(person, name): set() for name in ("draft", "subject", "team_notes")}
        table |= {marker(person, "suggested"): notes, marker(person, "suggested_how"): notes}
    return table | {marker(person, "answer", name): notes for name in interview.answers}


assert set(NAMED) < set(PERSON_COLUMNS)
