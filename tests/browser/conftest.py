"""A real server and a real browser. Without a browser these tests fail; they are never skipped."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from workshop.keys import COOKIE, mark

ROOT = Path(__file__).parents[2]


class Server:
    """`workshop serve` as a process of its own, on a database of its own."""

    started_in = ROOT

    def __init__(self, folder: Path, program: Sequence[str] = ("-m", "workshop"), **environment: str) -> None:
        self.program = program
        self.environment = os.environ | {"WORKSHOP_DATABASE_URL": f"sqlite:///{folder / 'plans.sqlite3'}"} | environment
        self.port = "0"
        self.start()

    def start(self) -> None:
        """Start, on the same port as before, and wait for the address."""
        command = [sys.executable, *self.program, "serve", "--port", self.port]
        self.process = subprocess.Popen(
            command, cwd=self.started_in, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.url = self.process.stdout.readline().split()[-1]
        self.port = self.url.rsplit(":", 1)[1]

    def stop(self) -> None:
        """Kill without a warning, as a power cut does."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running workshop for the tests that leave it alone."""
    running = Server(tmp_path_factory.mktemp("plans"))
    yield running
    running.stop()


def until(condition: Callable[[], bool], page: Page, seconds: float = 5) -> bool:
    """Whether something comes true within some seconds."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        page.wait_for_timeout(50)
    return condition()


# What the browser and Streamlit say when the network or the server is gone.
OF_THE_NETWORK = (
    "Failed to load resource",
    "WebSocket connection",
    "Cannot send rerun backMessage",
    "Client Error in reaching server",
    "Is Streamlit still running?",
)


class Visit:
    """One visitor in one browser: opens pages, waits for them, and collects what goes wrong."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """Another tab of the same visitor."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: self.requests.append(request.url))
        return page

    def open(self, path: str = "") -> Page:
        """Go to a page of the workshop and wait until it stands still."""
        self.page.goto(f"{self.url}/{path}")
        self.page.locator("[data-testid=stMain] h1").first.wait_for()
        self.settle()
        return self.page

    def go(self, path: str) -> Page:
        """Go to a page by its link, in the same session."""
        self.page.evaluate(
            "path => document.querySelector(`[data-testid=stSidebarNavLink][href$='/${path}']`).click()", path
        )
        self.page.wait_for_url(f"{self.url}/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and nothing is stale."""
        self.page.wait_for_timeout(150)
        self.page.locator("[data-testid=stStatusWidget]").wait_for(state="detached")
        self.page.locator("[data-stale=true]").first.wait_for(state="detached")
        self.page.wait_for_timeout(150)

    def key(self, path: str) -> str:
        """The selector of the widget at an address in the plan."""
        key = next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == COOKIE)
        return f".st-key-{mark(key)}-{path.replace('.', '-')}"

    def type(self, path: str, text: str) -> None:
        """Fill the blank at an address in the plan and leave it."""
        box = self.page.locator(f"{self.key(path)} :is(textarea, input)").first
        box.fill(text)
        box.press("Tab")
        self.settle()

    def value(self, path: str) -> str:
        """What the blank at an address in the plan shows."""
        return self.page.locator(f"{self.key(path)} :is(textarea, input)").first.input_value()

    def own_troubles(self) -> list[str]:
        """What went wrong, without what the network says: Streamlit's own probing, and a server we stopped."""
        return [trouble for trouble in self.troubles if not trouble.startswith(OF_THE_NETWORK)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport]:
    """A browser test that does not run has failed."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
    return report


def new_context(browser: Browser, **device: Any) -> BrowserContext:
    """A browser of someone, on a laptop unless another device is given; to be closed."""
    asked = {"viewport": {"width": 1280, "height": 900}, "timezone_id": "America/Chicago"} | device
    context = browser.new_context(**asked)
    context.set_default_timeout(15_000)
    return context


def new_visit(browser: Browser, url: str, **device: Any) -> Visit:
    """A new visitor; their context is to be closed."""
    return Visit(new_context(browser, **device), url)


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """A new visitor on a laptop."""
    come = new_visit(browser, server.url)
    yield come
    come.context.close()
