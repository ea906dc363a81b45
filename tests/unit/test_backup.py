"""A backup is whole whenever it is taken, and putting it back never costs a plan."""

import os
import shlex
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from tests.postgres import Postgres
from workshop.cli.main import main
from workshop.keys import new_key
from workshop.paths import ROOT
from workshop.plan.model import Plan, write
from workshop.store import Store
from workshop.store.backup import BackupError, backup, restore

KEY = new_key()


def setting(address: str, text: str) -> Callable[[Plan], Plan]:
    return lambda plan: write(plan, address, text)


def named(name: str) -> Callable[[Plan], Plan]:
    return setting("about.name", name)


def name_in(url: str) -> str:
    return Store(url).load(KEY).plan.about.name


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "backup.sqlite3"


@pytest.fixture
def current(tmp_path: Path) -> Path:
    """The file of the fixture `database`."""
    return tmp_path / "plans.sqlite3"


@pytest.fixture
def stopped(database: str, close: Callable[[], None]) -> str:
    """The address of a database with a plan in it, that nobody has open."""
    Store(database).edit(KEY, named("Ana"))
    close()
    return database


@pytest.fixture
def saved(stopped: str, out: Path) -> Path:
    """A backup of it."""
    backup(stopped, out)
    return out


@pytest.fixture
def renamed(stopped: str, saved: Path, close: Callable[[], None]) -> str:
    """The same database after a change that is not in the backup."""
    Store(stopped).edit(KEY, named("Eva"))
    close()
    return stopped


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """A function that runs a command and gives what it printed and why it failed."""

    def act(*arguments: object) -> tuple[str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        return capsys.readouterr().out, str(left.value.code or "")

    return act


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_backup_put_back_holds_the_same_plan(
    database: str, store: Store, out: Path, example: Plan, current: Path, close: Callable[[], None]
) -> None:
    saved = store.edit(KEY, lambda _: example)
    assert backup(database, out) == 1
    close()
    current.unlink()
    assert restore(database, out) is None
    assert Store(database).load(KEY) == saved


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_the_copies_are_for_their_owner_only(renamed: str, saved: Path, current: Path) -> None:
    kept = restore(renamed, saved, replace=True)
    assert kept
    assert [stat.S_IMODE(path.stat().st_mode) for path in (saved, current, kept)] == [0o600] * 3


def test_a_backup_taken_while_four_writers_save_holds_all_that_was_saved_before(database: str, tmp_path: Path) -> None:
    Store(database)
    done, keys, saved = Event(), [new_key() for _ in range(4)], [0] * 4

    def work(writer: int) -> None:
        own = Store(database)
        while not done.is_set():
            number = saved[writer] + 1
            own.edit(keys[writer], setting(f"answers.a{number % 50}", f"{number}"))
            saved[writer] = number

    def check(round_: int) -> None:
        before, copy = list(saved), tmp_path / f"{round_}.sqlite3"
        assert backup(database, copy) == 4
        after, copied = list(saved), Store(f"sqlite:///{copy}")
        for writer in range(4):
            answers = copied.load(keys[writer]).plan.answers
            newest = max(int(text) for text in answers.values())
            assert before[writer] <= newest <= after[writer] + 1
            assert answers == {f"a{n % 50}": f"{n}" for n in range(max(1, newest - 49), newest + 1)}

    with ThreadPoolExecutor(4) as pool:
        working = [pool.submit(work, writer) for writer in range(4)]
        while min(saved) < 20 and not any(each.done() for each in working):
            sleep(0.01)
        try:
            for round_ in range(10):
                check(round_)
        finally:
            done.set()
        for each in working:
            each.result()


def test_a_backup_never_replaces_a_file(stopped: str, saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(BackupError, match="is there already"):
        backup(stopped, saved)
    assert saved.read_bytes() == before


def test_a_backup_of_no_database_makes_none(database: str, out: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no database at"):
        backup(database, out)
    assert everything_in(tmp_path) == {}


def test_a_backup_of_a_damaged_database_fails_and_leaves_no_file(stopped: str, current: Path, out: Path) -> None:
    content = bytearray(current.read_bytes())
    content[4096:] = b"\xaa" * len(content[4096:])
    current.write_bytes(content)
    with pytest.raises(BackupError, match="cannot be read as a database"):
        backup(stopped, out)
    assert not out.exists()


def test_plans_are_replaced_only_when_told_and_then_kept(renamed: str, saved: Path, tmp_path: Path) -> None:
    before = everything_in(tmp_path)
    with pytest.raises(BackupError, match="--replace"):
        restore(renamed, saved)
    assert everything_in(tmp_path).keys() == before.keys()
    kept = restore(renamed, saved, replace=True)
    assert kept
    assert (name_in(renamed), name_in(f"sqlite:///{kept}")) == ("Ana", "Eva")


def test_an_empty_database_is_replaced_without_a_word(
    database: str, out: Path, tmp_path: Path, current: Path, close: Callable[[], None]
) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    Store(other).edit(KEY, named("Ana"))
    backup(other, out)
    Store(database)
    close()
    assert restore(database, out) is None
    close()
    current.write_bytes(b"")
    assert restore(database, out) is None
    assert name_in(database) == "Ana"


def test_a_database_in_use_is_not_replaced(renamed: str, saved: Path) -> None:
    running = Store(renamed)
    with pytest.raises(BackupError, match="Stop the workshop first"):
        restore(renamed, saved, replace=True)
    assert running.load(KEY).plan.about.name == "Eva"


@pytest.mark.parametrize("left", ["", "-wal", "-journal"])
def test_a_damaged_database_is_kept_and_nothing_of_it_gets_into_the_new_one(
    stopped: str, saved: Path, current: Path, left: str
) -> None:
    current.write_bytes(b"this was a database" * 300)
    current.with_name(current.name + left).write_bytes(b"this was a database" * 300)
    with pytest.raises(BackupError, match="--replace"):
        restore(stopped, saved)
    kept = restore(stopped, saved, replace=True)
    assert kept
    assert kept.read_bytes() == b"this was a database" * 300
    assert not left or not current.with_name(current.name + left).exists()
    assert name_in(stopped) == "Ana"


def another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table songs (title)")


BAD_FILES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(missing_ok=True),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"this is not a database" * 100),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "another program's": lambda path: (path.unlink(), another_database(path)),
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    renamed: str, saved: Path, tmp_path: Path, bad: str
) -> None:
    BAD_FILES[bad](saved)
    with pytest.raises(BackupError):
        restore(renamed, saved, replace=True)
    assert {path.name for path in tmp_path.iterdir()} <= {"plans.sqlite3", saved.name}
    assert name_in(renamed) == "Eva"


def test_the_file_of_another_program_is_never_taken_for_an_empty_one(database: str, saved: Path, current: Path) -> None:
    current.unlink()
    another_database(current)
    with pytest.raises(BackupError, match="--replace"):
        restore(database, saved)


def test_a_short_address_means_the_file_that_serve_uses(out: Path) -> None:
    with pytest.raises(BackupError, match=str(ROOT / "nowhere.sqlite3")):
        backup("sqlite:///nowhere.sqlite3", out)


@pytest.mark.parametrize("url", ["sqlite://", "mysql://ana:secret@localhost/plans", "plans.sqlite3"])
def test_other_addresses_are_refused_in_one_line(url: str, out: Path) -> None:
    with pytest.raises(BackupError) as caught:
        backup(url, out)
    assert len(str(caught.value).splitlines()) == 1
    assert "secret" not in str(caught.value)


def test_the_commands_say_what_they_did(
    stopped: str, out: Path, run: Callable[..., tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("backup", "--out", out) == (f"Wrote {out}. Plans in it: 1.\n", "")
    said, error = run("restore", out)
    assert (said, len(error.splitlines())) == ("", 1)
    said, error = run("restore", out, "--replace")
    assert "What was there before is in" in said
    assert error == ""


def test_the_commands_for_postgresql_that_we_name_do_it(
    postgres: Postgres,
    postgres_database: str,
    out: Path,
    run: Callable[..., tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", postgres_database)

    def do(message: str, program: str) -> None:
        assert "secret" not in message
        assert len(message.splitlines()) == 1
        words = shlex.split(message[message.index(program) :])
        password = postgres_database.split(":")[2].split("@")[0]
        assert password not in message
        subprocess.run([postgres.program(words[0]), *words[1:]], check=True, env=os.environ | {"PGPASSWORD": password})

    store = Store(postgres_database)
    store.edit(KEY, named("Ana"))
    do(run("backup", "--out", out)[1], "pg_dump")
    store.edit(KEY, named("Eva"))
    do(run("restore", out)[1], "pg_restore")
    assert name_in(postgres_database) == "Ana"
