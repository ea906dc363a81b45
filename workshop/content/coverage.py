"""Which rules of the sources the content teaches, and where."""

from collections import defaultdict

from workshop.content import Content
from workshop.content.models import Rule

_ANY_STEP = ("classroom", "family")


def coverage(content: Content) -> dict[int, set[str]]:
    """For each rule number, the steps whose items cite it (`frame` is the home page)."""
    found: dict[int, set[str]] = defaultdict(set)
    for number, step, _ in content.cited():
        found[number].add(step)
    return dict(found)


def untaught(content: Content, rules: tuple[Rule, ...]) -> list[Rule]:
    """The rules that no item cites under the step they belong to; those of class and family may stand anywhere."""
    found = coverage(content)
    return [rule for rule in rules if not _taught(rule, found.get(rule.id, set()))]


def _taught(rule: Rule, steps: set[str]) -> bool:
    return bool(steps) if rule.step in _ANY_STEP else rule.step in steps


def report(content: Content, rules: tuple[Rule, ...]) -> str:
    """The coverage as a text: a line a rule, and the count at the end."""
    found, missing = coverage(content), untaught(content, rules)
    lines: list[str] = []
    for step in dict.fromkeys(rule.step for rule in rules):
        lines.append(step)
        for rule in (rule for rule in rules if rule.step == step):
            where = ", ".join(sorted(found.get(rule.id, ()))) or "nowhere"
            mark = "not under its step: " if rule in missing else ""
            lines.append(f"  {rule.id:2}  {rule.rule}  [{mark}{where}]")
    return "\n".join([*lines, f"{len(rules) - len(missing)} of {len(rules)} rules are taught under their step."])
