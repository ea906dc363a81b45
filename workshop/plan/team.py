"""A team that works on one plan: who is in it, who writes, who asks which question, and what each is called."""

from collections import Counter
from collections.abc import Iterator, Mapping

from workshop.content import Content, fill
from workshop.plan.contact_details import email_in
from workshop.plan.model import ChosenQuestion, Interview, Plan, Team, Teammate, checked, new_id, read, replace, written
from workshop.vocabulary import ROLES, Role

MEMBERS_LIMIT, LONGEST_NAME = 12, 80


class TeamFullError(ValueError):
    """The team has as many members as it may have."""


def has_team(plan: Plan) -> bool:
    """Whether more than one person is or was at work on this plan; what they wrote is shown from then on."""
    return len(plan.team.members) > 1


def join(plan: Plan, name: str, email: str = "") -> tuple[Plan, str]:
    """The plan with one more member, and the id of the member. Raises `TeamFullError`."""
    if len(plan.team.present) >= MEMBERS_LIMIT:
        raise TeamFullError
    member = Teammate(id=new_id("m"), name=name, email=email)
    return replace(plan, team=Team(members=(*plan.team.members, member), point=plan.team.point)), member.id


def take_off(plan: Plan, member_id: str) -> Plan:
    """The plan with a member taken off; the notes stay, what they were to do is open again."""
    plan = written(plan, f"team.members.{member_id}.removed", True)
    for path in _given_to(plan, member_id):
        plan = written(plan, path, None)
    return checked(plan, {"team", "questions", "interviews"})


def _given_to(plan: Plan, member_id: str) -> Iterator[str]:
    """The addresses at which a member stands as who does something."""
    if plan.team.point == member_id:
        yield "team.point"
    yield from (f"questions.{each.id}.asker" for each in plan.questions if each.asker == member_id)
    for talk in plan.interviews:
        yield from (f"interviews.{talk.person}.roles.{role}" for role, who in talk.roles.items() if who == member_id)


def member_name(content: Content, plan: Plan, member_id: str) -> str:
    """What a member is called, in one short line; also one who was taken off."""
    name = " ".join(str(read(plan, f"team.members.{member_id}.name") or "").split())
    return name[:LONGEST_NAME] or content.team.someone


def point(plan: Plan) -> Teammate | None:
    """The member who writes to people; None if nobody was chosen, or there is nobody to copy."""
    return plan.team.member(plan.team.point) if len(plan.team.present) > 1 else None


def copied(plan: Plan) -> tuple[Teammate, ...]:
    """The members who are copied when the point person writes."""
    writer = point(plan)
    return tuple(each for each in plan.team.present if each != writer) if writer else ()


def addresses(plan: Plan) -> tuple[str, ...]:
    """The e-mail addresses of those who are copied, as far as they are known."""
    return tuple(filter(None, (email_in(each.email) for each in copied(plan))))


def asker(plan: Plan, question: ChosenQuestion) -> Teammate | None:
    """The member who asks a question."""
    return plan.team.member(question.asker) if has_team(plan) else None


def with_askers(content: Content, plan: Plan) -> tuple[ChosenQuestion, ...]:
    """The questions of the list, each behind the name of who asks it."""
    return tuple(_with_asker(content, plan, question) for question in plan.questions)


def _with_asker(content: Content, plan: Plan, question: ChosenQuestion) -> ChosenQuestion:
    member = asker(plan, question)
    if member is None:
        return question
    blanks = {"question": question.text, "name": member_name(content, plan, member.id)}
    return question.model_copy(update={"text": fill(content.team.asked_by, blanks)})


def open_questions(plan: Plan) -> list[ChosenQuestion]:
    """The questions that nobody in the team asks yet."""
    return [question for question in plan.questions if asker(plan, question) is None]


def share_out(plan: Plan) -> Plan:
    """The plan with each open question given to who has the fewest; what was chosen stays."""
    members = [member.id for member in plan.team.present]
    counts = Counter(dict.fromkeys(members, 0))
    counts.update(question.asker for question in plan.questions if question.asker in members)
    given: dict[str, str] = {}
    for question in open_questions(plan) if members else ():
        given[question.id] = min(members, key=counts.__getitem__)
        counts[given[question.id]] += 1
    changed = (each.model_copy(update={"asker": given.get(each.id, each.asker)}) for each in plan.questions)
    return replace(plan, questions=tuple(changed))


def roles(plan: Plan, interview: Interview) -> Mapping[Role, Teammate]:
    """Who does what in a conversation, as far as it was chosen."""
    found = ((role, plan.team.member(interview.roles.get(role))) for role in ROLES)
    return {role: member for role, member in found if member}


def note_writers(plan: Plan, interview: Interview) -> list[str]:
    """The ids of those who have notes of this conversation, in the order of the team; gone ones last."""
    order = [member.id for member in plan.team.members]
    written = [each for each, text in interview.team_notes.items() if text.strip()]
    return sorted(written, key=lambda each: order.index(each) if each in order else len(order))
