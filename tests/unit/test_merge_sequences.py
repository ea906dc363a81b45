"""Whatever three tabs do to one plan, in whatever order, and however late one of them comes: no text is lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from workshop.plan.history import Change, as_of, earlier_values, thin, undo
from workshop.plan.merge import choose, difference, drop, extends, leaves, merge, merge_stale, put
from workshop.plan.model import ChosenQuestion, Person, Plan, Sent, Suggestion, Teammate, move, read, replace, write
from workshop.plan.team import share_out

Act = Callable[[Plan, Plan], Plan]  # what a tab does to a plan, having seen another

PEOPLE, QUESTIONS, SUGGESTED = ("p1", "p2", "p3"), ("q1", "q2", "own_1", "own_2"), ("p3", "s2")
MEMBERS = ("m1", "m2")
LIVE, SLOW, STALE = range(3)
NO_TEXT = re.compile(
    r".*\.(id|person|asker)|people\.[^.]+\.(closeness|stage)|interviews\.[^.]+\.(status|when|roles\..*)|team\.point"
)


def text_places(plan: Plan) -> list[str]:
    """The addresses of texts that a tab shows."""
    places = ["about.name", "answers.draws_me", "answers.goal_note", "answers.status"]
    places += [f"questions.{question.id}.text" for question in plan.questions]
    places += [f"team.members.{each.id}.{name}" for each in plan.team.members for name in ("name", "email")]
    for person in plan.people:
        talk = f"interviews.{person.id}"
        places += [f"people.{person.id}.name", f"people.{person.id}.how", f"{talk}.where"]
        places += [f"{talk}.answers.notes", f"{talk}.drafts.email_known", *(f"{talk}.team_notes.{m}" for m in MEMBERS)]
        places += [f"{talk}.suggested.{each.id}.name" for each in plan.interview(person.id).suggested]
    return places


def texts_in(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text of a plan, the other versions too, with its address."""
    for path, value in leaves(plan).items():
        if path.startswith("others."):
            yield from ((path.removeprefix("others."), text) for text in value)
        elif value and isinstance(value, str) and not NO_TEXT.fullmatch(path):
            yield path, value


def holds(plan: Plan, path: str, text: str) -> bool:
    """Whether a text stands at an address, or beside it."""
    return any(extends(each, text) for each in (read(plan, path) or "", *plan.others.get(path, ())))


@dataclass
class Server:
    """A store without a database: one plan, its history, and every text that was ever accepted."""

    plan: Plan = field(default_factory=Plan)
    changes: list[Change] = field(default_factory=list)
    was: dict[int, Plan] = field(default_factory=dict)
    accepted: set[tuple[str, str]] = field(default_factory=set)
    now: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    revision: int = 0

    def save(self, plan: Plan, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.accepted |= set(texts_in(plan))
        if plan != self.plan:
            self.revision += 1
            self.changes.append(Change(self.revision, self.now, difference(self.plan, plan)))
            self.plan = self.was[self.revision] = plan

    def lost(self) -> set[tuple[str, str]]:
        return {(path, text) for path, text in self.accepted if not self.has(path, text)}

    def has(self, path: str, text: str) -> bool:
        earlier = earlier_values(self.changes, path)
        return holds(self.plan, path, text) or any(extends(each, text) for each in earlier if isinstance(each, str))


class Sequence:
    """One sequence of edits over three tabs, checked at every step."""

    def __init__(self) -> None:
        self.server, self.words = Server(), (f"w{number}" for number in count())
        self.seen = [Plan(), Plan(), Plan()]
        self.mine = Plan()  # what stands in the stale tab

    def run(self, edits: list[tuple[str, int, int, int]]) -> None:
        for kind, tab, place, how in edits:
            if kind in MEETINGS:
                MEETINGS[kind](self, place, how)
            elif kind == "typing on":
                for _ in range(3):
                    self.act(tab, typing(self, place, how=1), 0)
            else:
                self.act(tab, ACTS[kind](self, place, how), how)
        RECONNECT[len(edits) % 3](self)
        self.check_history()

    def act(self, tab: int, act: Act, seconds: int) -> None:
        if tab == STALE:
            self.mine = act(self.mine, self.mine)
            return
        seen = self.seen[tab] if tab == SLOW else self.server.plan
        self.server.save(act(self.server.plan, seen), 20 * seconds + 1)
        self.seen[tab] = self.server.plan

    def reconnect(self, plan: Plan, brought: set[tuple[str, str]]) -> None:
        self.server.save(plan, 60)
        assert not {(path, text) for path, text in brought if not self.server.has(path, text)}
        self.seen[STALE] = self.mine = self.server.plan

    def merge_all(self) -> None:
        base, theirs = self.seen[STALE], self.server.plan
        check_merge(base, self.mine, theirs)
        self.reconnect(merge(base, self.mine, theirs), set(texts_in(self.mine)) - set(texts_in(base)))

    def resend(self) -> None:
        plan, base = self.server.plan, self.seen[STALE]
        for path in text_places(self.mine):
            plan = checked_put(plan, path, read(self.mine, path) or "", read(base, path))
        self.reconnect(plan, {each for each in self.shown() if each[1] != read(base, each[0])})

    def resend_blindly(self) -> None:
        plan = self.server.plan
        for path in text_places(self.mine):
            text = read(self.mine, path) or ""
            plan = merge_stale(plan, path, text, earlier_values(self.server.changes, path))
            assert merge_stale(plan, path, text, earlier_values(self.server.changes, path)) == plan
        self.reconnect(plan, self.shown())

    def shown(self) -> set[tuple[str, str]]:
        return {(path, text) for path in text_places(self.mine) if (text := read(self.mine, path))}

    def undo(self, place: int, how: int) -> None:
        if self.server.changes:
            change = self.server.changes[-1 - place % len(self.server.changes)]
            before = as_of(self.server.plan, self.server.changes, change.revision)
            undone = undo(self.server.plan, self.server.changes, change.revision)
            for path, text in set(texts_in(self.server.plan)) - set(texts_in(before)):
                assert holds(undone, path, text), f"undoing lost {text!r} at {path}"
            self.server.save(undone, how)

    def thin(self, place: int, how: int) -> None:
        self.server.changes = thin(self.server.changes, self.server.plan)
        self.server.was = {change.revision: self.server.was[change.revision] for change in self.server.changes}
        assert not self.server.lost()

    def check_history(self) -> None:
        assert not self.server.lost()
        for revision, plan in self.server.was.items():
            assert as_of(self.server.plan, self.server.changes, revision) == plan, revision


RECONNECT = (Sequence.merge_all, Sequence.resend, Sequence.resend_blindly)
MEETINGS: dict[str, Callable[[Sequence, int, int], None]] = {
    "reconnect": lambda sequence, place, _: RECONNECT[place % 3](sequence),
    "undo": Sequence.undo,
    "thin": Sequence.thin,
}


def checked_put(plan: Plan, path: str, text: str, base: str | None) -> Plan:
    """`put`, which keeps what is written and what stood there unseen."""
    stored, after = read(plan, path) or "", put(plan, path, text, base)
    for kept in (text if text != (base or "") else "", stored if stored != (base or "") else ""):
        assert holds(after, path, kept), f"{kept!r} at {path}"
    return after


def check_merge(base: Plan, mine: Plan, theirs: Plan) -> None:
    """`merge` keeps every changed text, does so once, and gives both sides the same."""
    merged, turned = merge(base, mine, theirs), merge(base, theirs, mine)
    assert merge(base, merged, theirs) == merged
    assert merge(base, turned, mine) == turned
    assert_alike(merged, turned, leaves(mine), leaves(theirs))
    for side in (mine, theirs):
        assert merge(base, side, side) == merge(base, base, side) == merge(base, side, base) == side
        for path, text in set(texts_in(side)) - set(texts_in(base)):
            assert holds(merged, path, text), f"{text!r} at {path}"


def assert_alike(one: Plan, two: Plan, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Both hold the same versions of each text and the same of everything else; where both chose, either choice."""
    first, second = leaves(one), leaves(two)
    assert first.keys() == second.keys()
    for path in first:
        if isinstance(first[path], list) and not path.startswith("others."):
            assert sorted(map(str, first[path])) == sorted(map(str, second[path]))
        elif not path.startswith("others.") and first[path] != second[path]:
            assert (first[path], second[path]) == (mine[path], theirs[path])
        path = path.removeprefix("others.")
        if path in one.others:
            assert {first.get(path), *one.others[path]} == {second.get(path), *two.others[path]}


def typing(sequence: Sequence, place: int, how: int) -> Act:
    word = next(sequence.words)

    def act(plan: Plan, seen: Plan) -> Plan:
        path = text_places(seen)[place % len(text_places(seen))]
        before = read(seen, path) or ""
        middle = len(before) // 2
        texts = (f"I like {word}", f"{before} {word}", f"{before[:middle]}{word}{before[middle:]}", before[:middle])
        return checked_put(plan, path, (*texts, "", "yes", f"{before} and {before}")[how], before)

    return act


def person(plan: Plan, place: int) -> str:
    return plan.people[place % len(plan.people)].id if plan.people else PEOPLE[0]


def ticking(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        path = f"checks.c{how}" if place % 2 else f"interviews.{person(seen, place)}.checks.c{how}"
        return put(plan, path, not read(seen, path), bool(read(seen, path)))

    return act


def choosing(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        who, either = person(seen, place), how % 2
        path, value = (
            (f"people.{who}.closeness", ("known", "stranger")[either]),
            (f"people.{who}.practice", bool(either)),
            (f"interviews.{who}.status", ("asked", "yes")[either]),
            (f"interviews.{who}.minutes", (20, 45)[either]),
            (f"interviews.{who}.when", datetime(2026, 3, 8, 10 + either)),
            (f"interviews.{who}.roles.lead", MEMBERS[either]),
            (f"questions.{QUESTIONS[place % 4]}.asker", MEMBERS[either]),
            ("team.point", MEMBERS[either]),
        )[place % 8]
        return put(plan, path, value, read(seen, path))

    return act


def choosing_several(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        before = read(seen, "answers.kinds") or ()
        option = f"option_{place % 4}"
        after = tuple(each for each in before if each != option) if option in before else (*before, option)
        return put(plan, "answers.kinds", after, before)

    return act


def adding(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        who, question = PEOPLE[place % 3], QUESTIONS[place % 4]
        if how % 3 == 0 and plan.person(who) is None:
            return replace(plan, people=(*plan.people, Person(id=who, name="Ana" * (place % 2))))
        if how % 3 == 1 and read(plan, f"questions.{question}") is None:
            return replace(plan, questions=(*plan.questions, ChosenQuestion(id=question, text=f"What of {question}?")))
        path, suggestion = f"interviews.{person(plan, place)}.suggested", SUGGESTED[place % 2]
        if read(plan, f"{path}.{suggestion}") is None:
            return write(plan, path, (*read(plan, path), Suggestion(id=suggestion, name="Eva")))
        return plan

    return act


def removing(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        who, question = person(plan, place), QUESTIONS[place % 4]
        if how == 0:
            return replace(plan, people=tuple(each for each in plan.people if each.id != who))
        if how <= 2:
            return write(plan, f"people.{who}.removed", how == 1)
        if how <= 4:
            return replace(plan, questions=tuple(each for each in plan.questions if each.id != question))
        path = f"interviews.{who}.suggested"
        return write(plan, path, tuple(each for each in read(plan, path) if each.id != SUGGESTED[place % 2]))

    return act


def moving(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        if how > 4:
            return write(plan, f"questions.{QUESTIONS[place % 4]}.starred", how == 5)
        return replace(plan, questions=move(plan.questions, QUESTIONS[place % 4], how - 2))

    return act


def sending(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        path, mark = f"interviews.{person(plan, place)}.sent", Sent(template="nudge", on=date(2026, 3, 1 + how))
        sent = read(plan, path)
        return write(plan, path, tuple(each for each in sent if each != mark) if mark in sent else (*sent, mark))

    return act


def teaming(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        who, path = MEMBERS[place % 2], "team.members"
        there = read(plan, f"{path}.{who}")
        if there is None:
            return write(plan, path, (*plan.team.members, Teammate(id=who, name="Lea" * (how % 2))))
        if how == 0:
            return write(plan, path, tuple(each for each in plan.team.members if each.id != who))
        return write(plan, f"{path}.{who}.removed", not there.removed) if how < 3 else share_out(plan)

    return act


def deciding(_: Sequence, place: int, how: int) -> Act:
    def act(plan: Plan, seen: Plan) -> Plan:
        kept = [(path, text) for path, texts in sorted(seen.others.items()) for text in texts]
        if not kept:
            return plan
        path, text = kept[place % len(kept)]
        return (choose if how % 2 else drop)(plan, path, text)

    return act


ACTS: dict[str, Callable[[Sequence, int, int], Act]] = {
    "typing": typing,
    "ticking": ticking,
    "choosing": choosing,
    "choosing several": choosing_several,
    "adding": adding,
    "removing": removing,
    "moving": moving,
    "sending": sending,
    "teaming": teaming,
    "deciding": deciding,
}

kinds = some.sampled_from([*ACTS, *MEETINGS, "adding", "typing", "typing", "typing on", "typing on"])
places = some.sampled_from([0, 0, 0, 1, 1, 2, *range(3, 30)])  # often the same, so that they meet
edit = some.tuples(kinds, some.integers(0, 2), places, some.integers(0, 6))
sequences = some.integers(1, 30).flatmap(lambda length: some.lists(edit, min_size=length, max_size=length))
relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink))


@settings(relaxed, max_examples=100)
@given(sequences)
def test_three_tabs_lose_no_text(edits: list[tuple[str, int, int, int]]) -> None:
    Sequence().run(edits)


@pytest.mark.faults
@settings(relaxed, max_examples=2000)
@given(sequences)
def test_three_tabs_lose_no_text_in_two_thousand_sequences(edits: list[tuple[str, int, int, int]]) -> None:
    Sequence().run(edits)
