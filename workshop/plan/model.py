"""The student's work as one frozen value, and the functions that read and change it.

Every blank a student can fill has an address, a dotted path such as `answers.draws_me`, `people.p1.name` or
`interviews.p1.answers.notes`. `read` and `write` understand it; nothing else changes a plan field by field.
"""

import functools
import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Protocol, TypeVar
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    NaiveDatetime,
    Tag,
)

from workshop.vocabulary import Closeness, Id, Medium, Role, Stage, Status

FORMAT: Final = "career-conversations-plan"
SCHEMA = dict.fromkeys(("about", "answers", "people", "questions", "interviews", "checks", "team", "others"), 1)
TEXT_LIMIT = 50_000


_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """Return `text` without characters no document can hold; line breaks of every kind become `\\n`."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", text))


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


_EMPTY: tuple[Any, ...] = ("", None, False, (), [])
_zones = functools.cache(available_timezones)


def _known_zone(zone: str) -> str:
    if zone not in _zones():
        raise ValueError("not the name of a time zone")
    return zone


Text = Annotated[str, BeforeValidator(_clean), Field(max_length=TEXT_LIMIT)]
Address = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+){1,4}$")]
Zone = Annotated[str, AfterValidator(_known_zone)]
Moment = Annotated[NaiveDatetime, Field(ge=datetime(2000, 1, 1), lt=datetime(2200, 1, 1))]
Day = Annotated[date, Field(ge=date(2000, 1, 1), lt=date(2200, 1, 1))]


def _kind(answer: Any) -> str:
    return "several" if isinstance(answer, tuple | list) else "check" if isinstance(answer, bool) else "words"


Answer = Annotated[
    Annotated[bool, Tag("check")] | Annotated[tuple[Text, ...], Tag("several")] | Annotated[Text, Tag("words")],
    Discriminator(_kind),
]


class Record(BaseModel):
    """A frozen part of a plan that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_AnyKeyed = TypeVar("_AnyKeyed", bound=_Keyed)


def _no_key_twice(records: tuple[_AnyKeyed, ...]) -> tuple[_AnyKeyed, ...]:
    if len({record.key for record in records}) != len(records):
        raise ValueError("an id stands twice")
    return records


Unique = AfterValidator(_no_key_twice)


class About(Record):
    """Facts about the student that letters and the cover need."""

    name: Text = ""
    school: Text = ""
    year: Text = ""
    email: Text = ""
    phone: Text = ""


class Person(Record):
    """Someone the student may talk with. A person taken off the table is kept, with `removed`, to be brought back."""

    id: Id
    name: Text = ""
    pronounced: Text = ""
    address: Text = ""
    title: Text = ""
    organisation: Text = ""
    closeness: Closeness | None = None
    how: Text = ""
    connector: Text = ""
    stage: Stage | None = None
    email: Text = ""
    phone: Text = ""
    practice: bool = False
    removed: bool = False

    @property
    def key(self) -> str:
        """What an address calls this record."""
        return self.id

    @property
    def is_known(self) -> bool:
        """Whether the student knows them; who does not say so has not met them."""
        return self.closeness == "known"


class ChosenQuestion(Record):
    """A question on the student's list, in the student's order; those of the bank keep its id.

    In a team, `asker` is the member who asks it.
    """

    id: Id
    text: Text
    starred: bool = False
    asker: Id | None = None

    @property
    def key(self) -> str:
        """What an address calls this record."""
        return self.id


class Sent(Record):
    """A message marked as sent: which template, on which day."""

    template: Id
    on: Day


class Suggestion(Record):
    """Someone an interviewee named. Once added to the people table, the person has the same id."""

    id: Id
    name: Text = ""
    how: Text = ""

    @property
    def key(self) -> str:
        """What an address calls this record."""
        return self.id


class Teammate(Record):
    """Someone in the team. Who is taken off is kept, with `removed`: their notes stay under their name."""

    id: Id
    name: Text = ""
    email: Text = ""
    removed: bool = False

    @property
    def key(self) -> str:
        """What an address calls this record."""
        return self.id


class Team(Record):
    """Those who share this plan; `point` is the member who writes to people, while the others are copied."""

    members: Annotated[tuple[Teammate, ...], Unique] = Field(default=(), max_length=100)
    point: Id | None = None

    @property
    def present(self) -> tuple[Teammate, ...]:
        """The members who were not taken off."""
        return tuple(member for member in self.members if not member.removed)

    def member(self, member_id: str | None) -> Teammate | None:
        """The member with this id, if they are in the team now."""
        return _find(self.present, member_id or "")


class Interview(Record):
    """All about the conversation with one person. `when` is the local time in `zone`; `minutes` is its length.

    In a team, `roles` holds who leads, keeps the time and takes notes, and `team_notes` the notes of each member.
    """

    person: Id
    status: Status = "to_ask"
    sent: tuple[Sent, ...] = ()
    drafts: dict[Id, Text] = {}
    when: Moment | None = None
    zone: Zone | None = None
    minutes: int = Field(default=20, ge=5, le=240)
    medium: Medium | None = None
    where: Text = ""
    answers: dict[Id, Answer] = {}
    checks: dict[Id, bool] = {}
    suggested: Annotated[tuple[Suggestion, ...], Unique] = Field(default=(), max_length=50)
    roles: dict[Role, Id] = {}
    team_notes: dict[Id, Text] = {}

    @property
    def key(self) -> str:
        """What an address calls this record."""
        return self.person

    def words(self, field_id: str) -> str:
        """The answer to a field of words, or an empty string."""
        return _words(self.answers, field_id)

    @property
    def held(self) -> bool:
        """Whether the conversation has taken place."""
        return self.status in ("met", "thanked")

    @property
    def agreed(self) -> bool:
        """Whether the person has said yes."""
        return self.status == "yes" or self.held


class Plan(Record):
    """One student's whole work. `schema_numbers` (in the file: `schema`) numbers the shape of each part.

    `others` holds, by address, texts that someone else wrote in the same blank at the same time, until one is chosen.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    format: Literal["career-conversations-plan"] = FORMAT
    schema_numbers: dict[str, int] = Field(default=SCHEMA, alias="schema")
    about: About = About()
    answers: dict[Id, Answer] = {}
    people: Annotated[tuple[Person, ...], Unique] = Field(default=(), max_length=300)
    questions: Annotated[tuple[ChosenQuestion, ...], Unique] = Field(default=(), max_length=300)
    interviews: Annotated[tuple[Interview, ...], Unique] = Field(default=(), max_length=300)
    checks: dict[Id, bool] = {}
    team: Team = Team()
    others: dict[Address, tuple[Text, ...]] = {}

    @property
    def present(self) -> tuple[Person, ...]:
        """The people on the table, in its order."""
        return tuple(person for person in self.people if not person.removed)

    @property
    def starred(self) -> tuple[ChosenQuestion, ...]:
        """The questions to send ahead, in order (rule 58)."""
        return tuple(question for question in self.questions if question.starred)

    def person(self, person_id: str) -> Person | None:
        """The person with this id, removed or not."""
        return _find(self.people, person_id)

    def interview(self, person_id: str) -> Interview:
        """The interview with this person; an empty one if nothing was entered yet."""
        return self._interviews_by_person.get(person_id) or Interview(person=person_id)

    @functools.cached_property
    def _interviews_by_person(self) -> dict[str, Interview]:
        return {interview.person: interview for interview in self.interviews}

    def words(self, field_id: str) -> str:
        """The answer to a field of words, or an empty string."""
        return _words(self.answers, field_id)


def _words(answers: Mapping[str, Any], field_id: str) -> str:
    answer = answers.get(field_id, "")
    return answer if isinstance(answer, str) else ""


def _find(records: Iterable[_AnyKeyed], key: str) -> _AnyKeyed | None:
    return next((record for record in records if record.key == key), None)


def new_id(kind: str) -> str:
    """A fresh id such as `p_3f9c0a1b`; `kind` is its first letter or word."""
    return f"{kind}_{secrets.token_hex(4)}"


def read(plan: Plan, path: str) -> Any:
    """The value at a dotted path; None where nothing has been entered yet."""
    node: Any = plan
    names = path.split(".")
    for place, name in enumerate(names):
        if isinstance(node, Mapping):
            node = node.get(name)
        elif isinstance(node, tuple):
            node = _find(node, name) or (Interview(person=name) if names[:place] == ["interviews"] else None)
        elif node is not None:
            node = getattr(node, name)
    return node


_ID = "[a-z][a-z0-9_]{0,59}"
_TEXT_ADDRESS = re.compile(
    r"about\.(name|school|year|email|phone)"
    rf"|answers\.{_ID}"
    rf"|people\.{_ID}\.(name|pronounced|address|title|organisation|how|connector|email|phone)"
    rf"|questions\.{_ID}\.text"
    rf"|interviews\.{_ID}\.(where|(answers|drafts|team_notes)\.{_ID}|suggested\.{_ID}\.(name|how))"
    rf"|team\.members\.{_ID}\.(name|email)"
)


def holds_text(plan: Plan, path: str) -> bool:
    """Whether there is a blank for words at `path`."""
    return bool(_TEXT_ADDRESS.fullmatch(path)) and isinstance(read(plan, path), str | None)


def write(plan: Plan, path: str, value: Any) -> Plan:
    """The plan with `value` at `path`; an empty answer leaves no trace. Raises `ValueError` if it does not fit.

    A path into a record that is gone (a person someone else removed) changes nothing.
    """
    return checked(written(plan, path, value), {path.partition(".")[0]})


def written(plan: Plan, path: str, value: Any) -> Plan:
    """The plan with `value` at `path` as `write` puts it there, to be `checked` once all is written."""
    changed: Plan = _put(plan, path.split("."), _clean(value))
    return changed


def replace(plan: Plan, **parts: Any) -> Plan:
    """The plan with whole parts exchanged, checked."""
    return checked(plan.model_copy(update=parts), {*parts})


def checked(plan: Plan, changed: set[str]) -> Plan:
    """The plan, once the parts that changed are checked; the others were when they changed. Raises `ValueError`."""
    parts = {field.alias or name: getattr(plan, name) for name, field in Plan.model_fields.items()}
    return Plan.model_validate(parts | plan.model_dump(include=changed))


def _put(node: Any, path: list[str], value: Any) -> Any:
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        changed = {**node, name: _put(node.get(name), rest, value)}
        if changed[name] in _EMPTY:
            del changed[name]
        return changed
    if isinstance(node, tuple):
        return tuple(_put(record, rest, value) if record.key == name else record for record in node)
    if name == "interviews" and rest and _find(node.interviews, rest[0]) is None:
        if value in _EMPTY:
            return node
        node = node.model_copy(update={"interviews": (*node.interviews, Interview(person=rest[0]))})
    return node.model_copy(update={name: _put(getattr(node, name), rest, value)})


def move(questions: tuple[ChosenQuestion, ...], question_id: str, by: int) -> tuple[ChosenQuestion, ...]:
    """The questions with one moved `by` places, as far as the list goes."""
    order = list(questions)
    question = _find(order, question_id)
    if question is None:
        return questions
    place = order.index(question)
    order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
    return tuple(order)
