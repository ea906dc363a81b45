"""Two copies of the workshop on one database, as processes of their own that can be killed, and a proxy before them."""

import http.client
import json
import os
import random
import socket
import ssl
import subprocess
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from time import monotonic, sleep

from tests.browser.conftest import Server
from tests.postgres import free_port
from workshop.keys import COOKIE, HOST, mark
from workshop.paths import ROOT

Save = Callable[[str, str, str], bool]
"""Saves a text in a field of a session's plan; whether the server said that it is saved."""

PATIENCE = 60  # seconds after which what has not happened never will


class Copy(Server):
    """One of several servers on one database."""

    def __init__(self, url: str) -> None:
        super().__init__(Path(), WORKSHOP_DATABASE_URL=url)


class Copies:
    """Two copies, and writers who go to one of them, or to the other while that one is away."""

    def __init__(self, url: str) -> None:
        self._both = [Copy(url), Copy(url)]
        self._doors: list[http.client.HTTPConnection] = []

    def writer(self) -> Save:
        """A writer with a connection of its own."""
        doors = [http.client.HTTPConnection("127.0.0.1", int(copy.port), timeout=PATIENCE) for copy in self._both]
        random.shuffle(doors)
        self._doors += doors

        def save(session: str, field: str, text: str) -> bool:
            for door in doors:
                try:
                    origin = f"http://127.0.0.1:{door.port}"
                    return _post(door, origin, {COOKIE: session}, session, field, text)[0] == 200
                except ConnectionRefusedError:  # it is not there, so it has not got the text either
                    continue
                except (OSError, http.client.HTTPException):
                    door.close()
                    return False
            return False

        return save

    def kill_one(self) -> Callable[[], None]:
        """Kill one of them; a function that starts it again."""
        copy = random.choice(self._both)
        copy.stop()
        return copy.start

    def stop(self) -> None:
        """End both."""
        for door in self._doors:
            door.close()
        for copy in self._both:
            copy.stop()


class CopiesBehindProxy(Copies):
    """Two copies behind HAProxy as deploy/haproxy.cfg sets it up; the writers know the proxy only."""

    def __init__(self, url: str, folder: Path) -> None:
        super().__init__(url)
        self._port, self._certificate = free_port(), folder / "certificate.pem"
        make_certificate(self._certificate)
        addresses = {
            "WORKSHOP_HTTP": f"127.0.0.1:{free_port()}",
            "WORKSHOP_HTTPS": f"127.0.0.1:{self._port}",
            "WORKSHOP_CERTIFICATE": str(self._certificate),
            "WORKSHOP_COPY_ONE": f"127.0.0.1:{self._both[0].port}",
            "WORKSHOP_COPY_TWO": f"127.0.0.1:{self._both[1].port}",
        }
        quiet = subprocess.DEVNULL
        command = ["haproxy", "-f", str(ROOT / "deploy" / "haproxy.cfg")]
        self._proxy = subprocess.Popen(command, env=os.environ | addresses, stdout=quiet, stderr=quiet)
        wait_for_port(self._port)

    def writer(self) -> Save:
        """A writer with a connection to the proxy, and the cookies it was given."""
        trust = ssl.create_default_context(cafile=str(self._certificate))
        door = http.client.HTTPSConnection("localhost", self._port, context=trust, timeout=PATIENCE)
        self._doors.append(door)
        cookies: dict[str, str] = {}

        def save(session: str, field: str, text: str) -> bool:
            try:
                origin = f"https://localhost:{self._port}"
                status, given = _post(door, origin, cookies | {HOST + COOKIE: session}, session, field, text)
            except (OSError, http.client.HTTPException):
                door.close()
                return False
            cookies.update(given)
            return status == 200

        return save

    def stop(self) -> None:
        """End the proxy and both copies."""
        self._proxy.kill()
        self._proxy.wait()
        super().stop()


def _post(
    door: http.client.HTTPConnection, origin: str, cookies: dict[str, str], session: str, field: str, text: str
) -> tuple[int, dict[str, str]]:
    """Send a draft, as the page does; the status of the answer, and the cookies that came with it."""
    headers = {
        "Content-Type": "application/json",
        "Origin": origin,
        "Cookie": "; ".join(f"{name}={cookies[name]}" for name in cookies),
    }
    draft = {"mark": mark(session), "texts": [{"address": field, "base": "", "text": text}]}
    door.request("POST", "/draft", json.dumps(draft), headers)
    answer = door.getresponse()
    answer.read()
    given = SimpleCookie(answer.getheader("Set-Cookie", ""))
    return answer.status, {name: given[name].value for name in given}


def wait_for_port(port: int) -> None:
    """Wait until somebody listens."""
    until = monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert monotonic() < until, f"Nobody listens on port {port}."
            sleep(0.02)
        else:
            return


def make_certificate(file: Path) -> None:
    """Write a key, and a certificate for localhost that it signed itself, into one file."""
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*made, "-keyout", file, "-out", f"{file}.2"], check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.2").read_text())
