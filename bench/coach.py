"""how often each remark on a message is right, over the messages of tests/corpus, and how long the check takes"""

import argparse
from collections import Counter
from dataclasses import dataclass, field

import yaml

from bench.coach_questions import LABELS, counts_of, seen_of
from bench.report import Target, ms, number, percentile, share, table, targets, timed
from bench.servers import example_plan
from workshop.coach.message import REMARKS, Kind, check_message
from workshop.content import Content, load
from workshop.paths import ROOT
from workshop.plan.model import Plan

CORPUS = ROOT / "tests" / "corpus"
KINDS: dict[str, Kind] = {"requests": "request", "thank_yous": "thank-you", "confirmations": "confirm"}
UNSEEN: dict[str, Kind] = {"unseen_requests": "request", "unseen_thank_yous": "thank-you"}
PRECISION, RECALL, LONGEST = 0.95, 0.9, 0.02
WORDS = 2000


@dataclass
class Counts:
    """How often each code was given rightly, given wrongly, and not given."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    good_with_fix: list[str] = field(default_factory=list)
    messages: int = 0

    @property
    def all(self) -> tuple[float, float]:
        """Precision and recall of all remarks together."""
        right, wrong, missed = self.right.total(), self.wrong.total(), self.missed.total()
        return share(right, wrong, if_none=1.0), share(right, missed, if_none=1.0)

    def precision(self, code: str) -> float:
        """The share of the remarks given that are right."""
        return share(self.right[code], self.wrong[code], if_none=1.0)

    def recall(self, code: str) -> float:
        """The share of the remarks due that were given."""
        return share(self.right[code], self.missed[code], if_none=1.0)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--samples", type=int, default=20, help="how often the long message is checked (default 20)")
    parser.add_argument("--show", action="store_true", help="name each message with a wrong or a missed remark")


def run(asked: argparse.Namespace) -> None:
    """Check every message of the corpus, and print the tables."""
    content, plan = load(), example_plan()
    counts = counted(content, plan, KINDS, show=asked.show)
    codes = _print("the corpus", counts)
    unseen = counted(content, plan, UNSEEN, show=asked.show)
    _print("messages and questions that no rule was tuned on", unseen)
    _print_questions(content)
    took = _seconds(content, asked.samples)
    print(f"a message of {WORDS:,} words: p50 {ms(percentile(took, 50))} ms, p95 {ms(percentile(took, 95))} ms\n")
    targets(
        [
            Target("lowest precision of a remark", min(map(counts.precision, codes)), PRECISION, at_least=True),
            Target("lowest recall of a remark", min(map(counts.recall, codes)), RECALL, at_least=True),
            Target("good messages with a “must fix”", len(counts.good_with_fix), 0),
            Target("good messages with a “must fix”, unseen", len(unseen.good_with_fix), 0),
            Target(f"p50 of the check of {WORDS:,} words", percentile(took, 50), LONGEST, " s"),
        ]
    )


def counted(content: Content, plan: Plan, files: dict[str, Kind], *, show: bool = False) -> Counts:
    """Check every message of these files."""
    counts = Counts()
    for kind, entry in ((kind, entry) for file, kind in files.items() for entry in _entries(file)):
        counts.messages += 1
        _count(counts, entry, _codes(content, plan, kind, entry), show=show)
    return counts


def _print(title: str, counts: Counts) -> list[str]:
    """Print a table of remarks, all together in its first lines, and give their codes."""
    codes = [code for code in REMARKS if counts.right[code] + counts.wrong[code] + counts.missed[code]]
    print(f"{title}: {counts.messages} messages")
    fix = [code for code in codes if REMARKS[code][0] == "fix"]
    rows = [_sum(counts, "all", codes), _sum(counts, "all “must fix”", fix), *(_row(counts, code) for code in codes)]
    table(["remark", "right", "wrong", "missed", "precision", "recall"], rows)
    return codes


def _sum(counts: Counts, name: str, codes: list[str]) -> list[str]:
    right, wrong, missed = (sum(kept[code] for code in codes) for kept in (counts.right, counts.wrong, counts.missed))
    shares = share(right, wrong, if_none=1.0), share(right, missed, if_none=1.0)
    return [name, str(right), str(wrong), str(missed), *map(number, shares)]


def _print_questions(content: Content) -> None:
    seen = seen_of(content, CORPUS / "unseen_questions.yaml")
    rows = [(label, *counts_of(label, seen)) for label in LABELS]
    shares = [
        [label, str(right), str(wrong), str(missed), number(share(right, wrong)), number(share(right, missed))]
        for label, right, wrong, missed in rows
    ]
    table([f"label of {len(seen)} questions", "right", "wrong", "missed", "precision", "recall"], shares)


def _entries(file: str) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = yaml.safe_load((CORPUS / f"{file}.yaml").read_text(encoding="utf-8"))
    return entries


def _codes(content: Content, plan: Plan, kind: Kind, entry: dict[str, object]) -> dict[str, str]:
    """The codes of what must be fixed or could be better, with their level."""
    person = plan.person(str(entry["person"])) if "person" in entry else None
    remarks = check_message(content, str(entry["text"]), kind, person=person)
    return {remark.code: remark.level for remark in remarks if remark.level != "good"}


def _count(counts: Counts, entry: dict[str, object], given: dict[str, str], *, show: bool) -> None:
    due = set(map(str, entry["expect"]))  # type: ignore[call-overload]
    counts.right.update(due & given.keys())
    counts.wrong.update(given.keys() - due)
    counts.missed.update(due - given.keys())
    if entry.get("good") and "fix" in given.values():
        counts.good_with_fix.append(str(entry["id"]))
    if show and due != given.keys():
        print(f"{entry['id']}: wrong {sorted(given.keys() - due)}, missed {sorted(due - given.keys())}")


def _row(counts: Counts, code: str) -> list[str]:
    shares = number(counts.precision(code)), number(counts.recall(code))
    return [code, *(str(kept[code]) for kept in (counts.right, counts.wrong, counts.missed)), *shares]


def _seconds(content: Content, samples: int) -> list[float]:
    """How long the check of a long message takes; its words are those of the corpus, so that phrases are found."""
    words = " ".join(str(entry["text"]) for entry in _entries("requests")).split(" ")[:WORDS]
    text = " ".join(words)
    return timed(lambda: check_message(content, text, "request"), samples)
