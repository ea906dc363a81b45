"""how often each remark on a message is right, over the messages of tests/corpus, and how long the check takes"""

import argparse
from collections import Counter
from dataclasses import dataclass, field

import yaml

from bench.report import Target, ms, number, percentile, share, table, targets, timed
from bench.servers import example_plan
from workshop.coach.message import REMARKS, Kind, check_message
from workshop.content import Content, load
from workshop.plan import Plan
from workshop.settings import ROOT

CORPUS = ROOT / "tests" / "corpus"
KINDS: dict[str, Kind] = {"requests": "request", "thank_yous": "thank-you", "confirmations": "confirm"}
PRECISION, RECALL, LONGEST = 0.95, 0.9, 0.02
WORDS = 2000


@dataclass
class Counts:
    """How often each code was given rightly, given wrongly, and not given."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    good_with_fix: list[str] = field(default_factory=list)

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
    counts, messages = Counts(), [(kind, entry) for file, kind in KINDS.items() for entry in _entries(file)]
    for kind, entry in messages:
        _count(counts, entry, _codes(content, plan, kind, entry), show=asked.show)
    codes = [code for code in REMARKS if counts.right[code] + counts.wrong[code] + counts.missed[code]]
    print(f"{len(messages)} messages, {sum(bool(entry.get('good')) for _, entry in messages)} of them good")
    table(["remark", "right", "wrong", "missed", "precision", "recall"], [_row(counts, code) for code in codes])
    took = _seconds(content, asked.samples)
    print(f"a message of {WORDS:,} words: p50 {ms(percentile(took, 50))} ms, p95 {ms(percentile(took, 95))} ms\n")
    targets(
        [
            Target("lowest precision of a remark", min(map(counts.precision, codes)), PRECISION, at_least=True),
            Target("lowest recall of a remark", min(map(counts.recall, codes)), RECALL, at_least=True),
            Target("good messages with a “must fix”", len(counts.good_with_fix), 0),
            Target(f"p50 of the check of {WORDS:,} words", percentile(took, 50), LONGEST, " s"),
        ]
    )


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
