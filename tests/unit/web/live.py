"""`workshop serve` as a process of its own, asked over HTTP and as Streamlit's page asks it, over a websocket."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from workshop.keys import COOKIE, SHARED_COOKIE
from workshop.paths import ROOT
from workshop.store import Store, open_store


class Live:
    """A running workshop with a database of its own; what it prints goes to files beside it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.database = f"sqlite:///{folder / 'plans.sqlite3'}"
        self.log_file, self.out_file = folder / "log", folder / "out"
        command = [sys.executable, "-m", "workshop", "serve", "--port", "0"]
        with self.log_file.open("w") as log, self.out_file.open("w") as out:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | {"WORKSHOP_DATABASE_URL": self.database} | environment,
                stdout=out,
                stderr=log,
            )
        until = time.monotonic() + 60
        while "http://" not in self.out_file.read_text():
            assert self.process.poll() is None, self.log_file.read_text()
            assert time.monotonic() < until
            time.sleep(0.1)
        self.port = int(self.out_file.read_text().split("\n")[0].rsplit(":", 1)[1])
        self.host = f"127.0.0.1:{self.port}"
        assert self.ask("GET", "/ready")[0] == 200

    @property
    def store(self) -> Store:
        """The store behind it."""
        return open_store(self.database)

    def ask(self, method: str, path: str, cookie: str = "", body: str = "", **headers: str) -> tuple[int, Any, str]:
        """One request: status, headers, text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Cookie": cookie} if cookie else {}
        if method != "GET":
            sent |= {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body or None, sent | {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def form(self, path: str, key: str, **values: str) -> tuple[int, Any, str]:
        """Send a form with the key of a visitor."""
        return self.ask("POST", path, f"{COOKIE}={key}", urlencode(values))

    def end(self, sig: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code."""
        self.process.send_signal(sig)
        return self.process.wait(30)

    def log(self) -> str:
        """Everything it printed."""
        return self.log_file.read_text() + self.out_file.read_text()

    def kept(self) -> bytes:
        """Every byte of the database's files."""
        return b"".join(file.read_bytes() for file in sorted(self.folder.glob("plans.sqlite3*")))


class Session:
    """One websocket to Streamlit's session."""

    def __init__(self, live: Live, key: str, resume: str = "", shared: str = "", **headers: str) -> None:
        cookies = {COOKIE: key, SHARED_COOKIE: shared}
        jar = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
        protocols = [Subprotocol(each) for each in ("streamlit", "PLACEHOLDER", resume) if each]
        self.socket: ClientConnection = connect(
            f"ws://{live.host}/_stcore/stream",
            subprotocols=protocols,
            additional_headers=_sent(jar, headers),
            max_size=None,
            open_timeout=20,
        )
        self.bytes = b""
        self.id = ""

    def run(self, page: str = "") -> "Session":
        """Run a page, and take in everything it draws."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        self.socket.send(asked.SerializeToString())
        while True:
            data = self.socket.recv(20)
            assert isinstance(data, bytes)
            self.bytes += data
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.WhichOneof("type") == "new_session":
                self.id = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                return self

    def say(self, data: bytes) -> None:
        """Send a message, and take in what comes until the server hangs up."""
        self.socket.send(data)
        self.listen()

    def listen(self) -> None:
        """Take in what comes until the server hangs up."""
        while True:
            data = self.socket.recv(10)
            assert isinstance(data, bytes)
            self.bytes += data

    def __enter__(self) -> "Session":
        """Stay connected for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self.socket.close()


def _sent(jar: str, headers: Mapping[str, str]) -> dict[str, str]:
    return ({"Cookie": jar} if jar else {}) | {name.replace("_", "-"): value for name, value in headers.items()}


def seen(live: Live, key: str, page: str = "research", **more: str) -> bytes:
    """Everything a visitor with a key gets to see of a page."""
    with Session(live, key, **more) as session:
        return session.run(page).bytes
