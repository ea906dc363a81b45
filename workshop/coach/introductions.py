"""Who introduced whom, read from what the student wrote under "Who connects you" and from the names people gave."""

import functools
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workshop.plan.messages import one_line
from workshop.plan.model import Person, Plan

# Where someone comes from: ("person", id) for a person of the list, ("name", words) for anyone else.
Source = tuple[str, str]
JOINING = "'’\u2010-"
ONE_NAME_AMONG = 2  # a name of one word is looked for among so few words only: "Uncle Karim"


@dataclass(frozen=True)
class Twig:
    """One line of the tree, in the order of reading: how deep it stands, the name, and who introduced them.

    `person` is the id of a person of the list, or None for a name that is not on it. `circle` marks where people name
    each other in a circle: the tree begins there although someone introduced them too.
    """

    depth: int
    name: str
    person: str | None = None
    by: str = ""
    circle: bool = False


def who_introduced_whom(
    plan: Plan, names: Mapping[str, str], titles: Collection[str], nobody: Collection[str] = ()
) -> tuple[Twig, ...]:
    """The introductions as a tree, without people whom nobody introduced and who introduced nobody.

    `names` says what to call each person, by id; `titles` are words before a name that say nothing about who it is,
    `nobody` words that name nobody at all.
    """
    sources = _sources(plan, titles, nobody)
    children: dict[Source, list[Source]] = {}
    for person, source in sources.items():
        children.setdefault(source, []).append(("person", person))
    shown = {**{("person", key): name for key, name in names.items()}, **_outside(plan, sources)}
    twigs: list[Twig] = []
    done: set[Source] = set()
    for root, circle in _roots(plan, sources, children):
        if root not in done:
            twigs += _branch(root, children, shown, done, circle)
    return tuple(twigs)


def _roots(
    plan: Plan, sources: Mapping[str, Source], children: Mapping[Source, list[Source]]
) -> Iterator[tuple[Source, bool]]:
    """Where trees begin: those whom nobody introduced, and then one in each circle."""
    yield from ((source, False) for source in children if source[0] == "name" or source[1] not in sources)
    for person in plan.present:
        seen: dict[str, None] = {}
        here = person.id
        while here in sources and here not in seen:
            seen[here] = None
            here = sources[here][1] if sources[here][0] == "person" else ""
        if here in seen:
            circle = [*seen][[*seen].index(here) :]
            yield ("person", min(circle, key=_order(plan).__getitem__)), True


def _order(plan: Plan) -> dict[str, int]:
    return {person.id: place for place, person in enumerate(plan.people)}


def _branch(
    root: Source,
    children: Mapping[Source, list[Source]],
    shown: Mapping[Source, str],
    done: set[Source],
    circle: bool,
) -> Iterator[Twig]:
    """A tree from its root on, without recursion, since three hundred people may stand in one row."""
    waiting: list[tuple[Source, int, str]] = [(root, 0, "")]
    while waiting:
        source, depth, by = waiting.pop()
        if source in done:
            continue
        done.add(source)
        person = source[1] if source[0] == "person" else None
        yield Twig(depth, shown[source], person, by, circle and source == root)
        waiting += [(child, depth + 1, shown[source]) for child in reversed(children.get(source, []))]


def _outside(plan: Plan, sources: Mapping[str, Source]) -> dict[Source, str]:
    """What to call those who are not on the list: as the student wrote it first."""
    found: dict[Source, str] = {}
    for person in plan.present:
        source = sources.get(person.id)
        if source and source[0] == "name":
            found.setdefault(source, one_line(person.connector))
    return found


def _sources(plan: Plan, titles: Collection[str], nobody: Collection[str]) -> dict[str, Source]:
    """By person, who introduced them."""
    directory, links = _Directory(plan.present, titles), _suggested(plan)
    found: dict[str, Source] = {}
    for person in plan.present:
        key = _key(person.connector)
        candidates = directory.named(key) if key and key not in nobody else []
        others = [other for other in candidates if other != person.id]
        link = links.get(person.id)
        if len(others) == 1 or link in others:
            found[person.id] = ("person", link if link in others else others[0])
        elif key and key not in nobody and candidates != [person.id]:
            found[person.id] = ("name", key)
        elif link:
            found[person.id] = ("person", link)
    return found


def _suggested(plan: Plan) -> dict[str, str]:
    """By person, on whose suggestion they came onto the list: a suggestion has the id of the person it became."""
    present = {person.id for person in plan.present}
    return {
        suggestion.id: interview.person
        for interview in plan.interviews
        for suggestion in interview.suggested
        if {suggestion.id, interview.person} <= present and suggestion.id != interview.person
    }


class _Directory:
    """The people as they may be named: by the whole name, and by each word of it or of the form of address."""

    def __init__(self, people: Iterable[Person], titles: Collection[str]) -> None:
        self._titles = titles
        self._whole: dict[str, list[str]] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, dict[str, None]] = {}
        self._known: dict[str, list[str]] = {}
        for person in people:
            if key := _key(person.name):
                self._whole.setdefault(key, []).append(person.id)
                self._names[person.id] = frozenset(key.split())
                for word in f"{key} {_key(person.address)}".split():
                    self._by_word.setdefault(word, {})[person.id] = None

    def named(self, key: str) -> list[str]:
        """The ids of those the student may mean, the whole name before a part of it, and that before a sentence."""
        if key not in self._known:
            words = key.split()
            self._known[key] = self._whole.get(key) or self._with_all(words) or self._inside(words)
        return self._known[key]

    def _with_all(self, words: Sequence[str]) -> list[str]:
        """Those whose name or form of address has all of the words, titles aside."""
        part = [word for word in words if word not in self._titles] or words
        fewest, *rest = sorted((self._by_word.get(word, {}) for word in part), key=len)
        return [person for person in fewest if all(person in people for people in rest)]

    def _inside(self, words: Sequence[str]) -> list[str]:
        """Those whose whole name stands among the words."""
        enough = 1 if len({*words}) <= ONE_NAME_AMONG else 2
        near = {person: self._names[person] for word in words for person in self._by_word.get(word, {})}
        return [person for person, name in near.items() if len(name) >= enough and name.issubset(words)]


def _key(name: str) -> str:
    """A name for comparing: small letters and single spaces, without punctuation."""
    kept = "".join(map(_kept, unicodedata.normalize("NFKC", name).casefold()))
    return " ".join(word for word in kept.split() if word.strip(JOINING))


@functools.lru_cache(4096)
def _kept(sign: str) -> str:
    """A sign of a name as it counts: letters, numbers and what joins words; others part words."""
    return sign if sign in JOINING or unicodedata.category(sign)[0] in "LMN" else " "
