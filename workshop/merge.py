"""Two changes of one plan put together, field by field, so that no text is lost.

`leaves` spreads a plan into its single values by address; everything here works on those. A text changed on both
sides stays as the later writer left it, and the other text is kept beside it in `Plan.others`, until someone chooses.
Text that only grew takes the place of the shorter one.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any

from workshop.plan import Plan, read, replace, write

Leaves = dict[str, Any]

RECORDS = re.compile(r"people|questions|interviews|interviews\.[^.]+\.suggested")
_RECORD = re.compile(rf"((?:{RECORDS.pattern})\.[^.]+)\.")
_OTHERS = "others."
_CODES = frozenset({"closeness", "stage", "status", "when", "zone", "medium"})
OTHERS_LIMIT = 20


def extends(longer: str, shorter: str) -> bool:
    """Whether `longer` is `shorter` with something put in at one place, so that nothing of it is lost."""
    start = _same(longer, shorter)
    return start + _same(reversed(longer[start:]), reversed(shorter[start:])) == len(shorter)


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters are the same from the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def leaves(plan: Plan) -> Leaves:
    """Every single value of a plan by its address; a list of records also gives the order of their ids."""
    found: Leaves = {}
    _spread("", plan.model_dump(mode="json", exclude={"format", "schema_numbers", "others"}), found)
    return found | {_OTHERS + address: list(texts) for address, texts in plan.others.items()}


def _spread(path: str, node: Any, found: Leaves) -> None:
    if isinstance(node, dict):
        for name, part in node.items():
            _spread(f"{path}.{name}" if path else name, part, found)
    elif RECORDS.fullmatch(path):
        found[path] = [record[_id_name(path)] for record in node]
        for record in node:
            _spread(f"{path}.{record[_id_name(path)]}", record, found)
    else:
        found[path] = node


def _id_name(path: str) -> str:
    return "person" if path == "interviews" else "id"


def from_leaves(found: Mapping[str, Any]) -> Plan:
    """The plan that `leaves` spread. Raises `ValueError` if they make no plan."""
    tree: dict[str, Any] = {}
    for path, value in found.items():
        if not RECORDS.fullmatch(path):
            names = path.split(".", 1) if path.startswith(_OTHERS) else path.split(".")
            node = tree
            for name in names[:-1]:
                node = node.setdefault(name, {})
            node[names[-1]] = value
    for path in sorted(filter(RECORDS.fullmatch, found), key=len, reverse=True):
        _gather(tree, path.split("."), found[path])
    return Plan.model_validate(tree)


def _gather(tree: dict[str, Any], names: list[str], order: list[str]) -> None:
    """Turn the records at an address, kept by id, into the list they were."""
    node = tree
    for name in names[:-1]:
        node = node.get(name, {})
    records = node.get(names[-1], {})
    placed = [each for each in order if each in records]
    node[names[-1]] = [records[each] for each in [*placed, *(each for each in records if each not in placed)]]


def difference(before: Plan, after: Plan) -> Leaves:
    """What has to be put into `after` to have `before` again, by address; None for what was not there."""
    old, new = leaves(before), leaves(after)
    return {path: old.get(path) for path in {**old, **new} if old.get(path) != new.get(path)}


def merge(base: Plan, mine: Plan, theirs: Plan) -> Plan:
    """Both changes of `base` in one plan. Raises `ValueError` if it would hold more than a plan may."""
    old, ours, other = leaves(base), leaves(mine), leaves(theirs)
    _agree_on_records(old, ours, other)
    _agree_on_records(old, other, ours)
    settled: Leaves = {}
    kept: dict[str, str] = {}
    for path in {**other, **ours}:
        value, rest = settle(old.get(path), ours.get(path), other.get(path))
        if value is not None or (path in ours and path in other):
            settled[path] = value
        if rest:
            kept[path] = rest
    plan = from_leaves(settled)
    for path, text in kept.items():
        plan = keep(plan, path, text)
    return plan


def _agree_on_records(old: Leaves, one: Leaves, other: Leaves) -> None:
    """A record taken out on one side goes, unless the other side changed it."""
    for record in records(old) - records(one):
        before = _part(old, record)
        if _part(other, record) in ({}, before):
            for path in before:
                other.pop(path, None)
        else:
            one |= before
            container, _, name = record.rpartition(".")
            one[container] = [*one.get(container, []), name]


def records(found: Iterable[str]) -> set[str]:
    """The addresses of all records among the addresses of leaves."""
    return {match[1] for match in map(_RECORD.match, found) if match}


def _part(found: Leaves, record: str) -> Leaves:
    return {path: value for path, value in found.items() if path.startswith(f"{record}.")}


def settle(base: Any, mine: Any, theirs: Any) -> tuple[Any, str | None]:
    """The value of one field that two sides may have changed, and a text of theirs that has no place in it."""
    if mine == theirs or theirs == base:
        return mine, None
    if mine == base:
        return theirs, None
    if isinstance(mine, list) and isinstance(theirs, list):
        return _both_lists(base or [], mine, theirs), None
    if not theirs:
        return mine, None
    if not mine and isinstance(theirs, str | list):
        return theirs, None
    if isinstance(mine, str) and isinstance(theirs, str):
        return (mine, None) if extends(mine, theirs) else (theirs, None) if extends(theirs, mine) else (mine, theirs)
    return mine, None


def _both_lists(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """What both kept and what either put in; in the order of the one who changed the order."""

    def kept(item: Any) -> bool:
        return item in mine and item in theirs

    moved = [item for item in mine if item in base] != [item for item in base if item in mine]
    added = [item for item in [*mine, *theirs] if item not in base]
    once = {json.dumps(item, sort_keys=True): item for item in added}
    return [item for item in (mine if moved else theirs) if item in base and kept(item)] + [
        once[text] for text in sorted(once)
    ]


def put(plan: Plan, path: str, value: Any, base: Any) -> Plan:
    """The plan with `value` at `path`, by someone who saw `base` there.

    A text that stands there by now and was not seen is kept in `Plan.others`. Raises `ValueError` as `write` does.
    """
    if not isinstance(value, str):
        return write(plan, path, value)
    settled, rest = settle(base or "", value, read(plan, path) or "")
    plan = _forget(write(plan, path, settled), path, settled)
    return keep(plan, path, rest) if rest else plan


def arrive(plan: Plan, path: str, value: Any, earlier: Iterable[Any]) -> Plan:
    """The plan after a value came from a page that does not say what it saw; `earlier` are those of before.

    A text that was here before, or is contained in what was, is old and changes nothing.
    """
    stored = read(plan, path)
    if not isinstance(value, str):
        plain = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        return write(plan, path, value) if value and plain not in [*earlier] else plan
    if any(extends(version, value) for version in (stored or "", *earlier) if isinstance(version, str)):
        return plan
    return put(plan, path, value, stored if extends(value, stored or "") else "")


def keep(plan: Plan, path: str, text: str) -> Plan:
    """The plan with another version of the text at `path`."""
    if path.rsplit(".", 1)[-1] in _CODES:
        return plan
    texts = [each for each in plan.others.get(path, ()) if not extends(text, each)]
    return replace(plan, others={**plan.others, path: (*texts, text)[-OTHERS_LIMIT:]})


def choose(plan: Plan, path: str, text: str) -> Plan:
    """The plan with one of the other versions in the place of the text at `path`, which becomes the other version."""
    now = read(plan, path)
    plan = write(drop(plan, path, text), path, text)
    return keep(plan, path, now) if now else plan


def drop(plan: Plan, path: str, text: str) -> Plan:
    """The plan without one of the other versions of the text at `path`."""
    return _with_others(plan, path, [each for each in plan.others.get(path, ()) if each != text])


def _forget(plan: Plan, path: str, value: str) -> Plan:
    texts = plan.others.get(path, ())
    left = [each for each in texts if not extends(value, each)]
    return plan if len(left) == len(texts) else _with_others(plan, path, left)


def _with_others(plan: Plan, path: str, texts: list[str]) -> Plan:
    rest = {address: kept for address, kept in plan.others.items() if address != path}
    return replace(plan, others=rest | ({path: tuple(texts)} if texts else {}))
