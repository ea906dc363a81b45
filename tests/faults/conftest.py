"""A class of students before one server, and a ledger of what the faults took from them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server, pytest_runtest_makereport  # noqa: F401 (a test that does not run fails)
from tests.faults.proxy import HERE, Proxy
from tests.faults.students import FEW, LAPTOP, SPOTS, Fate, Spot, Student
from workshop.store import Store, open_store


def in_short_and(name: str, spots: Sequence[Spot]) -> pytest.MarkDecorator:
    """A test that runs with one spot of each kind, and with these in the whole fault suite."""
    full = pytest.param(spots, id=name, marks=pytest.mark.faults)
    return pytest.mark.parametrize("spots", [pytest.param(FEW, id="short"), full])


in_short_and_in_full = in_short_and("full", SPOTS)


class Workshop:
    """A server of its own with a proxy before it, and the database behind it."""

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder)
        self.address = f"http://{HERE}:{self.server.port}"
        self.proxy = Proxy(int(self.server.port))
        self.store: Store = open_store(self.server.environment["WORKSHOP_DATABASE_URL"])

    def close(self) -> None:
        """Stop for good."""
        self.proxy.close()
        self.server.stop()


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A running workshop to be broken."""
    running = Workshop(tmp_path)
    yield running
    running.close()


Enrol = Callable[..., list[Student]]


@pytest.fixture
def enrol(browser: Browser, workshop: Workshop) -> Iterator[Enrol]:
    """A function that makes one student for each spot."""
    everyone: list[Student] = []

    def make(spots: Sequence[Spot], address: str = workshop.address, device: dict[str, Any] = LAPTOP) -> list[Student]:
        there = len(everyone)
        new = [
            Student(browser, address, workshop.store, spot, there + number, device) for number, spot in enumerate(spots)
        ]
        everyone.extend(new)
        return new

    yield make
    for student in everyone:
        student.visit.context.close()


LEDGER = "texts kept"


@pytest.fixture
def settle_up(request: pytest.FixtureRequest) -> Callable[..., None]:
    """A function that enters what became of the texts in the ledger, and fails if anything went wrong.

    `newest`: whether what was typed just before the fault must be there too; `troubles`: what else went wrong.
    """

    def settle(fates: Sequence[Fate], *, newest: bool, troubles: Sequence[str]) -> None:
        enter(request, fates)
        lost = [fate.story for fate in fates if not fate.older or (newest and not fate.newest)]
        story = "\n".join([f"{len(lost)} of {len(fates)} texts were lost.", *lost, *troubles])
        assert not lost, story
        assert not troubles, story

    return settle


def enter(request: pytest.FixtureRequest, fates: Sequence[Fate]) -> None:
    """Enter fates under the name of the test, where the process that prints them finds them too."""
    counts = Counter[str]()
    for fate in fates:
        counts[f"{fate.kind} typed"] += 1
        counts[f"{fate.kind} older"] += fate.older
        counts[f"{fate.kind} newest"] += fate.newest
    request.node.user_properties.append((LEDGER, dict(counts)))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the ledger."""
    ledger: dict[str, Counter[str]] = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, counts in report.user_properties if report.when == "call" else []:
            if name == LEDGER:
                ledger.setdefault(report.location[2], Counter()).update(counts)
    if ledger:
        terminalreporter.section("texts kept (older than two seconds before the fault / typed just before it / of)")
    for name, counts in ledger.items():
        kinds = sorted({key.rsplit(" ", 1)[0] for key in counts})
        kept = (
            f"{kind} {counts[f'{kind} older']}/{counts[f'{kind} newest']}/{counts[f'{kind} typed']}" for kind in kinds
        )
        terminalreporter.write_line(f"{name}: {', '.join(kept)}")
