"""Servers to measure: each a process of its own on 127.0.0.1, on new files, stopped whatever happens."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from urllib.error import URLError
from urllib.request import urlopen

from bench.processes import megabytes, processor_seconds
from workshop.keys import COOKIE, new_key
from workshop.paths import ROOT
from workshop.plan.file import load as read_plan
from workshop.plan.model import Plan
from workshop.settings import settings
from workshop.store import open_store

HOST = "127.0.0.1"
START_LIMIT = 60
MOST_SHOWN = 4000
EMPTY_PAGE = "import streamlit as st\n"


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{HOST}:{self.port}"

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"http://{self.address}/"

    @property
    def processor_seconds(self) -> float:
        """The processor time used so far."""
        return processor_seconds(self.process.pid)

    @property
    def megabytes(self) -> float:
        """The memory held now."""
        return megabytes(self.process.pid)


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def workshop(database: str, program: Sequence[str] = ("-m", "workshop")) -> Iterator[Server]:
    """The workshop, as `workshop serve` starts it, on a database; another program may stand for `workshop`."""
    with running(*workshop_command(database, program)) as server:
        yield server


@contextmanager
def stock(script: str) -> Iterator[Server]:
    """A script on Streamlit as it comes: `streamlit run` in an empty folder, without settings of anybody."""
    with new_folder() as folder, running(*stock_command(script, folder)) as server:
        yield server


Command = tuple[list[str], Path, dict[str, str]]


def workshop_command(database: str, program: Sequence[str] = ("-m", "workshop")) -> Command:
    """Command, folder and environment that start the workshop; the port is to be added."""
    command = [sys.executable, *program, "serve", "--host", HOST, "--port"]
    return command, ROOT, {"WORKSHOP_DATABASE_URL": database}


def stock_command(script: str, folder: Path) -> Command:
    """Command, folder and environment that start a script on stock Streamlit; the port is to be added.

    Said on the command line is only what keeps it from opening a browser and from calling home.
    """
    (folder / "page.py").write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", "page.py", "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.address", HOST, "--server.port"]
    return command, folder, {"HOME": str(folder), "USERPROFILE": str(folder)}


@contextmanager
def running(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """A server that answers; `command` lacks only the port."""
    with started(command, folder, environment) as server:
        _wait_until_it_answers(server)
        yield server


@contextmanager
def started(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """A server that was just started and may not answer yet; what it says is shown only if it went wrong."""
    port = _free_port()
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [*command, str(port)], cwd=folder, env=os.environ | environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            yield Server(process, port)
        finally:
            failed = process.poll() is not None
            process.kill()
            process.wait()
            said.seek(0)
            _show_trouble(said.read().decode(errors="replace"), failed)


def _show_trouble(said: str, failed: bool) -> None:
    if failed or "Traceback" in said:
        print(said[-MOST_SHOWN:], file=sys.stderr)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_it_answers(server: Server) -> None:
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end and server.process.poll() is None:
        try:
            with urlopen(f"{server.url}_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise SystemExit("A server did not start.")


def new_database(folder: Path) -> str:
    """The address of a database in a file that is not there yet."""
    return f"sqlite:///{folder / 'plans.sqlite3'}"


def example_plan() -> Plan:
    """The example plan that comes with the content."""
    return read_plan((settings().content / settings().language / "example-plan.json").read_bytes())


def plan_with_example(database: str) -> str:
    """The key of a new visitor whose own plan is the example plan."""
    key = new_key()
    open_store(database).edit(key, lambda _: example_plan())
    return key


def plan_of(database: str, key: str) -> Plan:
    """The plan the database holds for a key."""
    return open_store(database).load(key).plan


def cookie(key: str, name: str = COOKIE) -> str:
    """The cookie header a browser with this key sends."""
    return f"{name}={key}"
