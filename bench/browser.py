"""from a click on a box to its effect on the screen in Chromium, each step against a stock page of as many elements"""

import argparse
import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser, Page

from bench.chromium import ONLY_HERE, chromium, open_page, settle, visitor
from bench.client import Tab
from bench.look_alike import TICKED, look_alike
from bench.report import Target, ms, number, percentile, table, targets
from bench.servers import Server, cookie, new_database, new_folder, plan_with_example, stock, workshop
from workshop.content import load
from workshop.keys import COOKIE

SHARE_OF_TIME, MOST_SECONDS = 0.75, 0.060
WARM_UPS = 3
FIND = """
pattern => {
  const all = name => [...document.querySelectorAll(`[data-testid=${name}]`)];
  const counts = () => [...document.querySelectorAll("[data-testid=stMain] :is(p, span)")];
  window.counter = () => counts().filter(each => pattern.test(each.textContent.trim())).pop();
  window.box = () => {
    const counter = window.counter(), boxes = all("stCheckbox");
    return boxes.find(each => counter.compareDocumentPosition(each) & 4) ?? boxes.pop();
  };
}
"""
# The clock begins when the browser has the click, and stops after the frame in which the new count was drawn.
MEASURE = """
() => {
  const before = window.counter().textContent;
  window.taken = new Promise(resolve => {
    let begun;
    window.box().addEventListener("click", event => (begun ??= event.timeStamp), { capture: true });
    const watch = () => {
      if (window.counter()?.textContent === before) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - begun) / 1000)));
    };
    const observer = new MutationObserver(watch);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--pages", nargs="*", help="only these steps (research, …)")
    parser.add_argument("--samples", type=int, default=24, help="clicks on each page (default 24)")


def run(asked: argparse.Namespace) -> None:
    """Click on each step's page and its look-alike in turn, and print the table."""
    steps = [step for step in load().workshop.steps if not asked.pages or step in asked.pages]
    with new_folder() as folder:
        database = new_database(folder)
        key = plan_with_example(database)
        with workshop(database) as ours:
            counts = asyncio.run(_counts(ours, steps, cookie(key)))
            with chromium(ONLY_HERE) as browser:
                results = [_step(browser, ours, key, step, counts[step], asked.samples) for step in steps]
    print(
        f"From a click on a box until the new count is on the screen, {asked.samples} clicks on each page in turn with"
    )
    print("a stock page of as many elements of the same kinds.\n")
    table(
        ["page", "elements", "p50 ms", "p95 ms", "max ms", "stock p50", "stock p95", "share"],
        [_row(each) for each in results],
    )
    targets([target for each in results for target in _targets(each)])


@dataclass
class Result:
    """What was measured on one page and its look-alike: seconds from click to effect."""

    step: str
    elements: int
    ours: list[float] = field(default_factory=list)
    stock: list[float] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Our time as a share of the look-alike's."""
        return median(self.ours) / median(self.stock)


def _row(result: Result) -> list[str]:
    ours, other = result.ours, result.stock
    times = [median(ours), percentile(ours, 95), max(ours), median(other), percentile(other, 95)]
    return [result.step, number(result.elements), *map(ms, times), number(result.share)]


def _targets(result: Result) -> list[Target]:
    return [
        Target(f"{result.step}, share of the look-alike's time", result.share, SHARE_OF_TIME),
        Target(f"{result.step}, p50", median(result.ours) * 1000, MOST_SECONDS * 1000, " ms"),
    ]


async def _counts(server: Server, steps: Sequence[str], visitor_cookie: str) -> dict[str, Counter[str]]:
    """How many elements of which kind each page has."""
    counts = {}
    for step in steps:
        async with Tab.opened(server.address, step, visitor_cookie) as tab:
            counts[step] = Counter(tab.front.elements)
    return counts


def _step(browser: Browser, ours: Server, key: str, step: str, counts: Counter[str], samples: int) -> Result:
    result = Result(step, sum(each for kind, each in counts.items() if not kind.startswith("block:")))
    with ExitStack() as stack:
        other = stack.enter_context(stock(look_alike(counts)))
        our_page = stack.enter_context(visitor(browser, (COOKIE, key, ours.url))).new_page()
        stock_page = stack.enter_context(visitor(browser)).new_page()
        _prepare(our_page, f"{ours.url}{step}", load().words.ticked)
        _prepare(stock_page, other.url, TICKED)
        for number_ in range(WARM_UPS + samples):
            times = _click(our_page), _click(stock_page)
            if number_ >= WARM_UPS:
                result.ours.append(times[0])
                result.stock.append(times[1])
    return result


def _prepare(page: Page, url: str, count: str) -> None:
    """Open a page and let it know what its count of ticked boxes reads like."""
    open_page(page, url)
    settle(page, 500)
    page.evaluate(FIND, re.compile(re.sub(r"\{\w+\}", "[0-9]+", count)))


def _click(page: Page) -> float:
    page.evaluate(MEASURE)
    box = page.evaluate_handle("window.box().querySelector('label')").as_element()
    assert box
    box.click()
    taken: float = page.evaluate("window.taken")
    settle(page)
    return taken
