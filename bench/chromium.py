"""Chromium, as the browser programs and the browser tests start it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.servers import HOST

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ONLY_HERE = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"
LIMIT = 30_000


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """The machine's own Chromium, or Playwright's, with more flags."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *more])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(browser: Browser, *cookies: tuple[str, str, str]) -> Iterator[BrowserContext]:
    """Somebody who was never here before, but for these cookies: name, value and the address they are for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(LIMIT)
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value, url in cookies])
    try:
        yield context
    finally:
        context.close()


def open_page(page: Page, url: str) -> None:
    """Go to an address and wait until its heading is drawn."""
    page.goto(url, wait_until="commit")
    page.locator("[data-testid=stMain] h1").first.wait_for()


def settle(page: Page, pause: int = 150) -> None:
    """Wait until the script has ended and nothing moves, with a pause in milliseconds after it."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(pause)
