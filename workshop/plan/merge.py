"""Two changes of one plan put together, field by field, so that no text is lost.

`leaves` spreads a plan into its single values by address; everything here works on those. A text changed on both
sides stays as the later writer left it, and the other text is kept beside it in `Plan.others`, until someone chooses.
Text that only grew takes the place of the shorter one.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import merge as in_order
from typing import Any

from workshop.plan.model import (
    ChosenQuestion,
    Interview,
    Person,
    Plan,
    Record,
    Suggestion,
    Teammate,
    checked,
    clean,
    read,
    write,
    written,
)

Leaves = dict[str, Any]

RECORDS = re.compile(r"people|questions|interviews|interviews\.[^.]+\.suggested|team\.members")
_KINDS: dict[str, type[Record]] = {
    "people": Person,
    "questions": ChosenQuestion,
    "interviews": Interview,
    "suggested": Suggestion,
    "members": Teammate,
}
_CHOICES = re.compile(
    r"people\.[^.]+\.(closeness|stage)|interviews\.[^.]+\.(status|when|zone|medium|roles\.[^.]+)"
    r"|questions\.[^.]+\.asker|team\.point"
)
_OTHERS = "others."
_PARTS = {*Plan.model_fields} - {"format", "schema_numbers"}
OTHERS_LIMIT = 20


def extends(longer: str, shorter: str) -> bool:
    """Whether `longer` is `shorter` with something put in at one place, so that nothing of it is lost."""
    return _kept(longer, shorter) == len(shorter)


def _same(one: str, other: str) -> int:
    """How many characters are the same from the beginning."""
    same, most = 0, min(len(one), len(other))
    while same < most:
        middle = (same + most + 1) // 2
        same, most = (middle, most) if one.startswith(other[:middle]) else (same, middle - 1)
    return same


def seen(value: str, texts: Sequence[str]) -> str:
    """Which of some texts, the newest first, was seen by who wrote `value`; an older one where it is not sure."""
    added_to = next((text for text in texts if extends(value, text)), None)
    return max(reversed(texts), key=lambda text: _kept(value, text)) if added_to is None else added_to


def _kept(value: str, text: str) -> int:
    """How many characters of a text are still there at the beginning and the end of `value`."""
    start = _same(value, text)
    return start + _same(value[start:][::-1], text[start:][::-1])


def leaves(plan: Plan) -> Leaves:
    """Every value a plan holds by its address; a list of records also gives the order of their ids."""
    return _leaves(plan, _PARTS)


def _leaves(plan: Plan, parts: set[str]) -> Leaves:
    found: Leaves = {}
    _spread("", plan.model_dump(mode="json", include=parts), found)
    return found


def _spread(path: str, node: Any, found: Leaves) -> None:
    if isinstance(node, dict):
        for name, part in node.items():
            _spread(f"{path}.{name}" if path else name, part, found)
    elif RECORDS.fullmatch(path):
        found[path] = [record[_id_name(path)] for record in node]
        for record in node:
            _spread(f"{path}.{record[_id_name(path)]}", record, found)
    elif node is not None:
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
    changed = {name for name in _PARTS if getattr(before, name) != getattr(after, name)}
    old, new = _leaves(before, changed), _leaves(after, changed)
    return {path: old.get(path) for path in {**old, **new} if old.get(path) != new.get(path)}


def merge(base: Plan, mine: Plan, theirs: Plan) -> Plan:
    """Both changes of `base` in one plan. Raises `ValueError` if it would hold more than a plan may."""
    old, ours, other = leaves(base), leaves(mine), leaves(theirs)
    _agree_on_records(old, ours, other)
    _agree_on_records(old, other, ours)
    for record in (records(ours) & records(other)) - records(old):
        old |= _blank(record)
    settled: Leaves = {}
    kept: dict[str, str] = {}
    for path in {**other, **ours}:
        value, rest = merge_value(old.get(path), ours.get(path), other.get(path))
        if value is not None:
            settled[path] = value
        if rest:
            kept[path] = rest
    plan = from_leaves(settled)
    for path, text in kept.items():
        plan = _kept_beside(plan, path, text)
    return checked(plan, {"others"})


def _agree_on_records(old: Leaves, one: Leaves, other: Leaves) -> None:
    """A record taken out on one side goes, unless the other side changed it."""
    changed = dict(other)
    for record in sorted(records(old) - records(one)):
        before = _part(old, record)
        if _part(one, record):
            continue  # it came back with the record it is a part of
        if _changed(old, changed, record):
            container, _, name = record.rpartition(".")
            one |= before
            one[container] = _placed(name, one.get(container, []), old[container])
        else:
            for path in before:
                other.pop(path, None)


def records(found: Leaves) -> set[str]:
    """The addresses of all records among leaves."""
    return {f"{path}.{name}" for path, names in found.items() if RECORDS.fullmatch(path) for name in names}


def _part(found: Leaves, record: str) -> Leaves:
    return {path: value for path, value in found.items() if path.startswith(f"{record}.")}


def _changed(old: Leaves, new: Leaves, record: str) -> bool:
    """Whether a record that is still there was changed; the conversation with a person is a part of them."""
    kind, _, name = record.partition(".")
    parts = [record, f"interviews.{name}"] if kind == "people" else [record]
    return bool(_part(new, record)) and any(_part(new, part) != _part(old, part) for part in parts)


def _placed(name: str, order: list[str], before: list[str]) -> list[str]:
    """The order with a name put back after those that stood in front of it."""
    in_front = [order.index(each) for each in before[: before.index(name)] if each in order]
    place = max(in_front, default=-1) + 1
    return [*order[:place], name, *order[place:]]


def _blank(record: str) -> Leaves:
    """What a record holds before anything is entered: what both sides began is no choice of either."""
    kind = _KINDS[record.split(".")[-2]]
    plain = {name: field.default for name, field in kind.model_fields.items() if isinstance(field.default, str | int)}
    return {f"{record}.{name}": value for name, value in plain.items()}


def merge_value(base: Any, mine: Any, theirs: Any) -> tuple[Any, str | None]:
    """The value of one field that two sides may have changed, and a text of theirs that has no place in it."""
    if mine == theirs or theirs == base:
        return mine, None
    if mine == base:
        return theirs, None
    if _lists(base, mine, theirs):
        return _both_lists(base or [], mine or [], theirs or []) or None, None
    if not theirs:
        return mine, None
    if not mine and isinstance(theirs, str | list):
        return theirs, None
    if isinstance(mine, str) and isinstance(theirs, str):
        return (mine, None) if extends(mine, theirs) else (theirs, None) if extends(theirs, mine) else (mine, theirs)
    return mine, theirs if isinstance(theirs, str) else None


def _lists(base: Any, mine: Any, theirs: Any) -> bool:
    """Whether one side holds a list of something, and none holds anything else."""
    return bool(mine or theirs) and all(isinstance(side or [], list) for side in (base, mine, theirs))


def _both_lists(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """What both kept and what either put in; in the order of the one who changed the order."""
    kept = [item for item in base if item in mine and item in theirs]
    ours = [item for item in mine if item in kept]
    order = ours if ours != kept else [item for item in theirs if item in kept]
    added = ([item for item in side if item not in base] for side in (mine, theirs))
    return order + list({_as_text(item): item for item in in_order(*added, key=_as_text)}.values())


def _as_text(item: Any) -> str:
    return json.dumps(item, sort_keys=True, default=str)


def put(plan: Plan, path: str, value: Any, base: Any) -> Plan:
    """The plan with `value` at `path`, by someone who saw `base` there.

    A text that stands there by now and was not seen is kept in `Plan.others`; so is one whose record is gone. Of a
    list, both changes are made. Raises `ValueError` as `write` does.
    """
    stored = read(plan, path)
    if isinstance(value, tuple | list) and isinstance(stored, tuple):
        return write(plan, path, tuple(merge_value(list(base or ()), list(value), list(stored))[0] or ()))
    if not isinstance(value, str) or _CHOICES.fullmatch(path):
        return plan if value == base else write(plan, path, value)
    return put_texts(plan, [(path, value, base)])


def put_texts(plan: Plan, texts: Iterable[tuple[str, str, Any]]) -> Plan:
    """The plan with many texts, each an address, what was typed there and what stood there then, put one by one.

    They are checked together at the end: checking takes as long for one as for all. Raises `ValueError`.
    """
    parts = set[str]()
    for path, text, base in texts:
        plan = _with_text(plan, path, text, base)
        parts.add(path.partition(".")[0])
    return checked(plan, parts | {"others"}) if parts else plan


def _with_text(plan: Plan, path: str, text: str, base: Any) -> Plan:
    """The plan with one text, not checked yet."""
    settled, rest = merge_value(clean(base) if isinstance(base, str) else "", clean(text), read(plan, path) or "")
    plan = _forget(written(plan, path, settled), path, settled)
    if settled and read(plan, path) != settled:
        rest = settled
    return _kept_beside(plan, path, rest) if rest else plan


def merge_stale(plan: Plan, path: str, value: Any, earlier: Iterable[Any]) -> Plan:
    """The plan after a value came from a page that does not say what it saw; `earlier` are those of before.

    A text that was here before, or is contained in what was, is old and changes nothing.
    """
    if not isinstance(value, str):
        plain = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        return write(plan, path, value) if value and plain not in [*earlier] else plan
    value, stored = clean(value), read(plan, path)
    there = [each for each in (stored, *plan.others.get(path, ()), *earlier) if isinstance(each, str)]
    if not value or any(extends(each, value) for each in there):
        return plan
    return put(plan, path, value, stored if isinstance(stored, str) and extends(value, stored) else "")


def keep(plan: Plan, path: str, text: str) -> Plan:
    """The plan with another version of the text at `path`; versions contained in it or in the text are let go."""
    return checked(_kept_beside(plan, path, text), {"others"})


def _kept_beside(plan: Plan, path: str, text: str) -> Plan:
    """The plan as `keep` makes it, not checked yet."""
    if _CHOICES.fullmatch(path):
        return plan
    there = [each for each in (text, read(plan, path)) if isinstance(each, str)]
    texts = [each for each in plan.others.get(path, ()) if not any(extends(longer, each) for longer in there)]
    return _with_others(plan, path, [*texts, text][-OTHERS_LIMIT:])


def choose(plan: Plan, path: str, text: str) -> Plan:
    """The plan with one of the other versions in the place of the text at `path`, which becomes the other version.

    A record that is gone is begun anew for it.
    """
    now = read(plan, path)
    plan = write(_with_record(drop(plan, path, text), path, text), path, text)
    return keep(plan, path, now) if now and now != text else plan


def _with_record(plan: Plan, path: str, text: str) -> Plan:
    """The plan with a record for the text at `path`, if that stands in a list; without it the text would be lost."""
    *names, record_id, field = path.split(".")
    container = ".".join(names)
    there = read(plan, container) if RECORDS.fullmatch(container) and container != "interviews" else None
    if there is None or any(each.key == record_id for each in there):
        return plan
    record = _KINDS[names[-1]].model_validate({"id": record_id, field: text})
    return write(plan, container, (*there, record))


def drop(plan: Plan, path: str, text: str) -> Plan:
    """The plan without one of the other versions of the text at `path`."""
    return checked(_with_others(plan, path, [each for each in plan.others.get(path, ()) if each != text]), {"others"})


def _forget(plan: Plan, path: str, value: str) -> Plan:
    texts = plan.others.get(path, ())
    left = [each for each in texts if not extends(value, each)]
    return plan if len(left) == len(texts) else _with_others(plan, path, left)


def _with_others(plan: Plan, path: str, texts: list[str]) -> Plan:
    """The plan with these as the other versions at `path`, not checked yet."""
    others = {**plan.others, path: tuple(texts)}
    if not texts:
        del others[path]
    return plan.model_copy(update={"others": others})
