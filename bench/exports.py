"""how long each download takes to make and how large it is, and the PDF against WeasyPrint on the same text"""

import argparse
import math
import subprocess
import sys
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter
from typing import Any

from markdown_it import MarkdownIt

from bench.report import Target, ms, number, table, targets
from bench.servers import example_plan
from workshop.content import Content, load
from workshop.exports import FORMATS, Options
from workshop.paths import ROOT
from workshop.plan.model import Plan, replace

TIMES_AS_FAST = 5
COPIES, MOST_PEOPLE = 50, 300
WEASYPRINT_LIMIT = 300
WEASYPRINT = "PDF by WeasyPrint"
MISSING = (
    "WeasyPrint does not run here, so there is nothing to compare the PDF with. It needs `pip install weasyprint`\n"
    "and the system's Pango (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0)."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--samples", type=int, default=5, help="how often each file is made (default 5)")
    parser.add_argument("--large-samples", type=int, default=1, help="the same for the large plan (default 1)")


def run(asked: argparse.Namespace) -> None:
    """Make each format for a small and a large plan, and print the tables."""
    content, small = load(), example_plan()
    large = fifty_times(small)
    _make(content, "pdf", small)
    results = {
        "the example plan": _measure(content, small, asked.samples),
        f"{COPIES} times its people": _measure(content, large, asked.large_samples),
    }
    for name, plan in zip(results, (small, large), strict=True):
        print(f"{name}: {len(plan.people)} people, {len(plan.interviews)} conversations")
        table(["format", "ms", "KB"], [[each, ms(took), number(kb)] for each, (took, kb) in results[name].items()])
    if math.isnan(results["the example plan"][WEASYPRINT][0]):
        print(MISSING)
    targets(
        [
            Target(f"PDF of {name}, times as fast", made[WEASYPRINT][0] / made["pdf"][0], TIMES_AS_FAST, at_least=True)
            for name, made in results.items()
        ]
    )


def fifty_times(plan: Plan) -> Plan:
    """The plan with fifty times its people and conversations, as far as a plan goes."""
    people = [
        person.model_copy(update={"id": f"{person.id}_{number}"})
        for person in sorted(plan.people, key=lambda person: plan.interview(person.id) not in plan.interviews)
        for number in range(COPIES)
    ]
    kept = people[:MOST_PEOPLE]
    interviews = [
        interview.model_copy(update={"person": f"{interview.person}_{number}"})
        for interview in plan.interviews
        for number in range(COPIES)
    ]
    ids = {person.id for person in kept}
    return replace(plan, people=tuple(kept), interviews=tuple(each for each in interviews if each.person in ids))


Made = dict[str, tuple[float, float]]


def _measure(content: Content, plan: Plan, samples: int) -> Made:
    """For each format the median of the seconds, and the KB; WeasyPrint's turn is next to the PDF's."""
    taken: dict[str, list[tuple[float, float]]] = {}
    for sample in range(samples):
        other = _another(plan, sample)
        for name in FORMATS:
            taken.setdefault(name, []).append(_make(content, name, other))
            if name == "pdf":
                taken.setdefault(WEASYPRINT, []).append(_weasyprint(content, other))
    return {name: (median(took for took, _ in each), each[0][1]) for name, each in taken.items()}


def _another(plan: Plan, number: int) -> Plan:
    """The plan of somebody else: every text differs, or Typst would find its paragraphs set already."""
    return Plan.model_validate(_with_other_texts(plan.model_dump(), f" {number}"))


def _with_other_texts(part: Any, addition: str) -> Any:
    if isinstance(part, str) and " " in part:
        return part + addition
    if isinstance(part, dict):
        return {name: _with_other_texts(inner, addition) for name, inner in part.items()}
    return [_with_other_texts(inner, addition) for inner in part] if isinstance(part, list | tuple) else part


def _options() -> Options:
    return Options(today=date.today(), paper="a4", now=datetime.now(UTC))


def _make(content: Content, name: str, plan: Plan) -> tuple[float, float]:
    begun = perf_counter()
    made = FORMATS[name].build(content, plan, _options())
    return perf_counter() - begun, len(made) / 1000


def _weasyprint(content: Content, plan: Plan) -> tuple[float, float]:
    """WeasyPrint on our Markdown; not numbers if it is missing or takes too long."""
    text = FORMATS["markdown"].build(content, plan, _options()).decode()
    page = MarkdownIt().enable("table").render(text)
    command = [sys.executable, "-m", "bench.weasyprinted"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, input=page, capture_output=True, text=True, timeout=WEASYPRINT_LIMIT, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return math.nan, math.nan
    seconds, size = map(float, done.stdout.split())
    return seconds, size / 1000
