"""how long it takes from starting the server to its first page in a browser, against a stock page of three lines"""

import argparse
from socket import create_connection
from statistics import median
from time import monotonic, perf_counter, sleep

from playwright.sync_api import Browser

from bench.chromium import ONLY_HERE, chromium, open_page, visitor
from bench.report import number, table
from bench.servers import (
    HOST,
    START_LIMIT,
    Command,
    Server,
    new_database,
    new_folder,
    started,
    stock_command,
    workshop_command,
)

HELLO = """
import streamlit as st

st.title("Hello")
st.write("This is a page.")
st.slider("A number")
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--samples", type=int, default=5, help="how often each is started (default 5)")


def run(asked: argparse.Namespace) -> None:
    """Start both in turn, some times, and print the medians."""
    ours, stock = [], []
    with chromium(ONLY_HERE) as browser:
        for _ in range(asked.samples):
            with new_folder() as folder:
                ours.append(_start(browser, workshop_command(new_database(folder))))
            with new_folder() as folder:
                stock.append(_start(browser, stock_command(HELLO, folder)))
    print(
        f"Seconds from starting the process, median of {asked.samples}; the database and the browser's cache are new.\n"
    )
    rows = [("workshop", ours), ("stock", stock)]
    table(
        ["server", "listening", "first page", "slowest"],
        [
            [
                name,
                *(f"{median(part):.2f}" for part in zip(*times, strict=True)),
                f"{max(page for _, page in times):.2f}",
            ]
            for name, times in rows
        ],
    )
    share = median(page for _, page in ours) / median(page for _, page in stock)
    print(f"The workshop's first page takes {number(share)} of the time of stock's; no target is set.")


def _start(browser: Browser, command: Command) -> tuple[float, float]:
    """Seconds until the server listens, and until the heading of its first page is drawn."""
    begun = perf_counter()
    with started(*command) as server, visitor(browser) as context:
        page = context.new_page()
        _wait_until_it_listens(server)
        listening = perf_counter() - begun
        open_page(page, server.url)
        return listening, perf_counter() - begun


def _wait_until_it_listens(server: Server) -> None:
    end = monotonic() + START_LIMIT
    while monotonic() < end and server.process.poll() is None:
        try:
            create_connection((HOST, server.port), timeout=1).close()
            return
        except OSError:
            sleep(0.01)
    raise SystemExit("A server did not start.")
