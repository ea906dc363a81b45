"""What the coach says of questions, against a corpus labelled by hand: precision and recall of each label, and time."""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bench.report import Target, ms, number, percentile, share, table, targets, timed
from workshop.coach import Remark, check_question, check_questions
from workshop.content import Content, load

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "questions.yaml"
PRECISION, RECALL = 0.95, 0.9
LABELS = ("open", "closed", "fits", "several", "searchable", "personal", "asks_job")
# What a remark's code says of the label.
CODES = {
    "choice": "closed",
    "fact": "closed",
    "contact_again": "fits",
    "whom_else": "fits",
    "own_pay": "personal",
}


def add_options(command: argparse.ArgumentParser) -> None:
    """Declare the options."""
    command.add_argument("--samples", type=int, default=20, help="how often the list of 50 is timed (default 20)")


def run(asked: argparse.Namespace) -> None:
    """Print a table of labels, what was said wrongly, and the time."""
    content, corpus = load(), read_corpus()
    seen = seen_of(content)
    for entry, (want, got) in zip(corpus, seen, strict=True):
        if want != got:
            print(f"{entry['text']!r}: should be {_named(want)}, is said to be {_named(got)}")
    counts = {label: counts_of(label, seen) for label in LABELS}
    heads = ("label", "in the corpus", "precision", "recall")
    table(heads, [(label, str(right + missed), number(share(right, wrong)), number(share(right, missed)))
                  for label, (right, wrong, missed) in counts.items()])  # fmt: skip
    seconds = _times(content, [entry["text"] for entry in corpus[:50]], asked.samples)
    print(f"A list of 50 questions: p50 {ms(percentile(seconds, 50))} ms, p95 {ms(percentile(seconds, 95))} ms\n")
    long = Target("p95 of a text of 2,000 words", 1000 * percentile(_long_times(content, asked.samples), 95), 20, " ms")
    targets([*_targets(counts), long])


def read_corpus(file: Path = CORPUS) -> list[dict[str, Any]]:
    """The labelled questions."""
    entries: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]
    return entries


def wanted(entry: dict[str, Any]) -> frozenset[str]:
    """The labels a question should get. The form does not count where it should not be asked at all, or looked up."""
    also = frozenset(entry.get("also", ()))
    return also if also - {"several"} else also | {"fits" if entry.get("fits") else entry["form"]}


def found(entry: dict[str, Any], remarks: Iterable[Remark]) -> frozenset[str]:
    """The labels that remarks say; a single open question that is praised for closing well is open too."""
    codes = {CODES.get(remark.code, remark.code) for remark in remarks}
    if "fits" in codes and entry["form"] == "open":
        codes = codes - {"fits"} | {"open"}
    return frozenset(codes | ({"open"} if codes == {"several"} else set()))


def seen_of(content: Content, file: Path = CORPUS) -> list[tuple[frozenset[str], frozenset[str]]]:
    """For each question the labels that it should get, and those that it gets."""
    corpus = read_corpus(file)
    return [(wanted(entry), found(entry, check_question(content, entry["text"]))) for entry in corpus]


def counts_of(label: str, seen: Iterable[tuple[frozenset[str], frozenset[str]]]) -> tuple[int, int, int]:
    """How often a label was said rightly, said wrongly, and missed."""
    cases = Counter((label in want, label in got) for want, got in seen)
    return cases[True, True], cases[False, True], cases[True, False]


def _targets(counts: dict[str, tuple[int, int, int]]) -> Iterable[Target]:
    for label, (right, wrong, missed) in counts.items():
        yield Target(f"precision of {label}", share(right, wrong), PRECISION, at_least=True)
        yield Target(f"recall of {label}", share(right, missed), RECALL, at_least=True)


def _named(labels: Iterable[str]) -> str:
    return ", ".join(sorted(labels)) or "nothing"


def _long_times(content: Content, samples: int) -> list[float]:
    """Seconds for a text of 2,000 words in one line, each time."""
    text = "In my first year I learned how the team works and what people do when it is busy, " * 112
    return timed(lambda: check_question(content, text), samples)


def _times(content: Content, texts: list[str], samples: int) -> list[float]:
    """Seconds for a list, each time; the first one, which makes the lists ready, is not counted."""
    return timed(lambda: check_questions(content, texts), samples + 1)[1:]
