"""The lists a section without fields stands for: people, questions, messages out, meetings."""

from collections.abc import Callable, Iterator

from workshop.coach.mix import mix
from workshop.content import Content, fill
from workshop.exports.answers import nothing
from workshop.exports.blocks import Block, Heading, Paragraph, Question, Questions, Table
from workshop.exports.conversations import begun, person_name, when
from workshop.exports.inline import isolated
from workshop.plan.model import Person, Plan, Teammate
from workshop.plan.team import member_name, point, with_askers

ListOf = Callable[[Content, Plan], Iterator[Block]]
Cell = tuple[str, ...]


def people(content: Content, plan: Plan) -> Iterator[Block]:
    """The people table, its twelve columns drawn together into five."""
    words = content.export.people
    rows = tuple(_person_row(content, plan, person) for person in plan.present)
    heads = (words.person, words.work, words.link, words.reach, words.status)
    yield Table(heads, rows, (5, 5, 6, 6, 4)) if rows else nothing(content)


def mix_of_people(content: Content, short: Plan) -> Iterator[Block]:
    """The people by career stage and by how known, and what to do next. `short` has texts fit for our sentences."""
    found, years = mix(content, short), content.people.column("stage").label
    if found.grid.total:
        rows = tuple(
            ((row.label,), *(tuple(person.name for person in cell.people) for cell in row.cells))
            for row in found.grid.rows
        )
        yield Heading(3, content.words.mix_title)
        yield Table((years, *found.grid.columns), rows, (3, 4, 4, 4))
        start = "" if found.start.goes_without_saying else found.start.say
        yield Paragraph(" ".join(filter(None, (found.gap.say, found.gap.how, start))))


def _person_row(content: Content, plan: Plan, person: Person) -> tuple[Cell, ...]:
    words, labels = content.people, {column.id: column.label for column in content.people.columns}

    def labelled(column: str) -> str:
        value = str(getattr(person, column))
        line = {"label": labels[column], "value": isolated(value)}
        return fill(content.export.labelled, line) if value.strip() else ""

    closeness = words.closeness[person.closeness] if person.closeness else ""
    stage = words.stages[person.stage] if person.stage else ""
    practice = content.export.facts.practice if person.practice else ""
    status = words.statuses[plan.interview(person.id).status]
    return (
        _cell(person.name or content.export.someone, labelled("pronounced"), labelled("address")),
        _cell(person.title, person.organisation, stage),
        _cell(closeness, person.how, labelled("connector")),
        _cell(person.email, person.phone),
        _cell(status, practice),
    )


def _cell(*lines: str) -> Cell:
    return tuple(line for line in lines if line.strip())


def questions(content: Content, plan: Plan) -> Iterator[Block]:
    """The student's questions in their order."""
    items = tuple(Question(each.text, each.starred) for each in with_askers(content, plan))
    if any(question.starred for question in items):
        yield Paragraph(content.export.starred)
    yield Questions(items) if items else nothing(content)


def contacts(content: Content, plan: Plan) -> Iterator[Block]:
    """Where things stand with each person who was written to or met."""
    words, statuses = content.export.people, content.people.statuses
    asked = [person for person in plan.present if begun(plan.interview(person.id))]
    rows = tuple((_named(content, person), (statuses[plan.interview(person.id).status],)) for person in asked)
    yield Table((words.person, words.status), rows, (1, 1)) if rows else nothing(content)


def meetings(content: Content, plan: Plan) -> Iterator[Block]:
    """Who is met when and how."""
    words, facts = content.export.people, content.export.facts
    rows = []
    for person in plan.present:
        interview = plan.interview(person.id)
        if interview.when or interview.agreed:
            kind = content.meeting.kind(interview.medium)
            rows.append((_named(content, person), (when(content, interview),), _cell(kind.title if kind else "")))
    yield Table((words.person, facts.when, facts.how), tuple(rows), (3, 5, 2)) if rows else nothing(content)


def team(content: Content, plan: Plan) -> Iterator[Block]:
    """Who is in the team, and who of them writes to people."""
    words = content.team.card

    def row(member: Teammate) -> tuple[Cell, ...]:
        writes = words.writes if member == point(plan) else ""
        return _cell(member.name or member_name(content, plan, member.id), writes), _cell(member.email)

    yield Table((words.name, words.email), tuple(map(row, plan.team.present)), (1, 1))


def _named(content: Content, person: Person) -> Cell:
    return (person_name(content, person),)


LISTS: dict[str, ListOf] = {
    "people": people,
    "questions": questions,
    "contact_people": contacts,
    "meeting": meetings,
    "team_point": team,
}
