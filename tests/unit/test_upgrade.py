"""A database of an older version is brought to this one whole; one that cannot be used is refused in words."""

import logging
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, text
from sqlalchemy.engine import Connection

from tests.behind import behind
from tests.databases import FOLDER, lay
from workshop.cli.main import main
from workshop.keys import new_key
from workshop.paths import ROOT
from workshop.plan.file import load
from workshop.plan.model import write
from workshop.store import Classes, Store, StoreError, engine, tables, upgrade
from workshop.store.engine import alone
from workshop.store.migrations.versions.v0001_tables_of_0_1 import metadata as first_tables
from workshop.web.lifespan import _note_upgrade

LATER = ("class_people", "class_members", "class_keys", "classes", "days_before_later", "days_it_ran")
"""The tables that databases of before have not got, in the order in which they can be dropped."""

NEXT = """
from alembic import op
from sqlalchemy import Column, Integer

revision, down_revision = "0002", "0001"

def upgrade():
    op.add_column("sealed_plans", Column("new", Integer, nullable=False, server_default="7"))
"""


@pytest.fixture
def secrets(each_database: str, tmp_path: Path) -> dict[str, str]:
    """What opens the things in a database of 0.1, of each kind; its address is that of `each_database`."""
    if each_database.startswith("sqlite"):
        return lay("0.1", tmp_path / "plans.sqlite3")
    found = lay("0.1", tmp_path / "from.sqlite3")
    with behind(f"sqlite:///{tmp_path / 'from.sqlite3'}") as source, behind(each_database) as target:
        first_tables.create_all(target)
        for table in first_tables.sorted_tables:
            if rows := [dict(row) for row in source.execute(table.select()).mappings()]:
                target.execute(table.insert(), rows)
    return found


def run_sql(url: str, *statements: str) -> None:
    with behind(url) as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture
def without_classes(each_database: str, secrets: dict[str, str]) -> str:
    """The address of a database from before there were classes."""
    run_sql(each_database, *(f"drop table {name}" for name in LATER))
    return each_database


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that makes this the next version of the workshop, with one more revision."""

    def become(module: str) -> None:
        folder = tmp_path / "next % version"
        shutil.copytree(upgrade.MIGRATIONS, folder)
        (folder / "versions" / "v0002_next.py").write_text(module)
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(tables, "REVISION", "0002")

    return become


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """A function that runs a command and gives what it printed and why it failed."""

    def act(*arguments: str) -> tuple[str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        return capsys.readouterr().out, str(left.value.code or "")

    return act


def content(url: str) -> dict[str, Any]:
    """What a database holds: the columns and the rows of each of its tables."""
    with behind(url) as connection:
        there = MetaData()
        there.reflect(connection)
        return {
            name: [table.columns.keys(), sorted(map(tuple, connection.execute(table.select())), key=str)]
            for name, table in there.tables.items()
        }


def revision(url: str) -> object:
    with behind(url) as connection:
        return connection.scalar(text("select version_num from alembic_version"))


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("*before*"))


def bring(url: str) -> Path | None:
    """Do what someone does who runs the workshop after a new version was installed."""
    if url.startswith("sqlite"):
        done = Store(url).upgraded
    else:
        with pytest.raises(StoreError, match=r"workshop upgrade$"):
            Store(url)
        done = upgrade.upgrade(url)
    assert done
    return done.copy


def refused(url: str, why: str) -> None:
    """Neither start nor `workshop upgrade` takes this database, and both leave it as it is."""
    before = content(url)
    for attempt in (Store, upgrade.upgrade):
        with pytest.raises(StoreError, match=why) as caught:
            attempt(url)
        assert len(str(caught.value).splitlines()) == 1
    assert content(url) == before


def test_a_database_of_0_1_is_opened_and_all_in_it_can_be_used(
    each_database: str, secrets: dict[str, str], tmp_path: Path
) -> None:
    store = Store(each_database)
    key = secrets["plan"]
    written = load((FOLDER / "0.1.json").read_bytes())
    assert store.load(key).plan == write(written, "about.name", "Ana")
    assert [each.revision for each in store.changes(key)] == [1, 2]
    shown = store.view(secrets["link"])
    assert shown
    assert shown.plan.about.name == "Ana"
    assert store.peek_code(secrets["recovery"]) == key
    assert store.peek_code(secrets["team"], "team") == key
    assert store.edit(key, lambda plan: write(plan, "about.name", "Eva")).revision == 3
    classes = Classes(store)
    found = classes.open(secrets["class"])
    assert found
    assert found.board.name == "Period 3"
    assert [member.report.nickname for member in classes.members(found).values()] == ["Otter"]
    own = classes.mine(key)
    assert own
    assert own.nickname == "Otter"
    assert Store(each_database).load(key).plan.about.name == "Eva"
    assert revision(each_database) == "0001"
    assert (store.upgraded, copies(tmp_path)) == (None, [])


def test_a_database_from_before_classes_gets_their_tables_and_a_copy_stays(
    without_classes: str, secrets: dict[str, str], tmp_path: Path
) -> None:
    before = content(without_classes)
    copy = bring(without_classes)
    assert copies(tmp_path) == ([copy] if copy else [])
    if without_classes.startswith("sqlite"):
        assert copy
        assert content(f"sqlite:///{copy}") == before
        assert os.name == "nt" or stat.S_IMODE(copy.stat().st_mode) == 0o600
    after = content(without_classes)
    assert {name: after[name] for name in before} == before
    assert set(LATER) <= after.keys()
    store = Store(without_classes)
    assert store.upgraded is None
    assert store.edit(secrets["plan"], lambda plan: write(plan, "about.name", "Eva")).revision == 3


def test_the_next_version_brings_a_database_along_with_its_plans(
    each_database: str, secrets: dict[str, str], next_version: Callable[[str], None], tmp_path: Path
) -> None:
    Store(each_database)
    next_version(NEXT)
    copy = bring(each_database)
    assert revision(each_database) == "0002"
    with behind(each_database) as connection:
        assert connection.scalar(text("select new from sealed_plans")) == 7
    store = Store(each_database)
    assert store.edit(secrets["plan"], lambda plan: write(plan, "about.name", "Eva")).revision == 3
    assert copies(tmp_path) == ([copy] if copy else [])
    assert copy is None or revision(f"sqlite:///{copy}") == "0001"


def test_a_database_of_before_the_first_revision_goes_through_all_of_them(
    without_classes: str, secrets: dict[str, str], next_version: Callable[[str], None]
) -> None:
    next_version(NEXT)
    bring(without_classes)
    assert revision(without_classes) == "0002"
    assert Store(without_classes).load(secrets["plan"]).plan.about.name == "Ana"


def test_an_upgrade_that_fails_in_the_middle_changes_nothing(
    each_database: str, secrets: dict[str, str], next_version: Callable[[str], None], tmp_path: Path
) -> None:
    Store(each_database)
    before = content(each_database)
    next_version(f"{NEXT}    op.execute('delete from plan_changes')\n    op.execute('nonsense')\n")
    for _ in range(2):
        with pytest.raises(StoreError, match="nonsense"):
            upgrade.upgrade(each_database)
    assert content(each_database) == before
    assert copies(tmp_path) == []


def test_a_revision_that_leaves_a_table_unusable_is_taken_back(
    each_database: str, secrets: dict[str, str], next_version: Callable[[str], None], tmp_path: Path
) -> None:
    Store(each_database)
    before = content(each_database)
    next_version(f"{NEXT}    op.drop_column('sealed_plans', 'saved_at')\n")
    with pytest.raises(StoreError, match="saved_at"):
        upgrade.upgrade(each_database)
    assert content(each_database) == before
    assert copies(tmp_path) == []


def test_nothing_is_changed_where_no_copy_can_be_made(
    database: str, tmp_path: Path, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(database)
    before = content(database)
    next_version(NEXT)

    def full(*_: object) -> Path:
        raise OSError("No space left on device")

    monkeypatch.setattr(upgrade, "copy_beside", full)
    refused(database, "could not be copied before: No space left")
    assert content(database) == before


@pytest.mark.parametrize("noted", [False, True], ids=["0.1", "of a revision"])
@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("alter table sealed_plans drop column saved_at", "the table sealed_plans has no column saved_at"),
        ("alter table plan_keys drop column note", "the table plan_keys has no column note"),
        ("alter table class_members rename column own to mine", "class_members has no column own; the table"),
    ],
)
def test_a_table_that_lacks_a_column_is_noticed_at_start(
    each_database: str, secrets: dict[str, str], damage: str, why: str, noted: bool, tmp_path: Path
) -> None:
    if noted:
        Store(each_database)
    run_sql(each_database, damage)
    refused(each_database, why)
    assert copies(tmp_path) == []


def test_a_table_that_is_gone_is_noticed_at_start(each_database: str, secrets: dict[str, str]) -> None:
    Store(each_database)
    run_sql(each_database, "drop table plan_changes")
    refused(each_database, "it has no table plan_changes")


def test_a_column_that_nobody_fills_is_noticed_at_start(each_database: str, secrets: dict[str, str]) -> None:
    Store(each_database)
    run_sql(
        each_database,
        "alter table sealed_plans add column may_be_empty integer",
        "alter table sealed_plans add column fills_itself integer not null default 3",
    )
    Store(each_database)
    run_sql(
        each_database,
        "drop table ended_keys",
        "create table ended_keys (locator varchar(64) primary key, gone_on date, why varchar(10), more int not null)",
    )
    refused(each_database, "the table ended_keys has a column more that must be filled")


def test_a_database_of_a_newer_version_is_refused(each_database: str, secrets: dict[str, str], tmp_path: Path) -> None:
    Store(each_database)
    run_sql(each_database, "update alembic_version set version_num = '0999'")
    refused(each_database, "newer version of the workshop: revision 0999.*Install that version again, or put back")
    assert copies(tmp_path) == []


def test_the_server_does_not_start_on_a_database_it_cannot_save_to(database: str, tmp_path: Path) -> None:
    lay("0.1", tmp_path / "plans.sqlite3")
    run_sql(database, "alter table sealed_plans drop column saved_at")
    command = [sys.executable, "-m", "workshop", "serve", "--port", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "The workshop cannot start."
    assert "sealed_plans has no column saved_at" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("begin", ["empty", "of before"])
def test_of_several_that_start_at_once_one_does_it(
    each_database: str, begin: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if begin == "of before":
        request.getfixturevalue("without_classes")
    together = Barrier(6)

    def start(_: int) -> upgrade.Upgraded | None:
        together.wait()
        return upgrade.upgrade(each_database) if begin == "of before" else Store(each_database).upgraded

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(start, range(6)))
    assert len([each for each in done if each]) == (begin == "of before")
    assert len(copies(tmp_path)) == (begin == "of before" and each_database.startswith("sqlite"))
    assert Store(each_database).edit(new_key(), lambda plan: write(plan, "about.name", "Eva")).revision == 1


def test_who_starts_while_another_upgrades_a_large_file_waits(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_SQLITE", ("busy_timeout = 1",))
    lay("0.1", tmp_path / "plans.sqlite3")
    first, in_it, done = engine.engine(database), Event(), Event()

    def hold() -> None:
        with alone(first):
            in_it.set()
            done.wait(0.5)

    holding = Thread(target=hold)
    holding.start()
    in_it.wait()
    Store(database)
    holding.join()
    first.dispose()


def test_the_command_says_what_it_did(
    without_classes: str, run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    said, error = run("upgrade")
    assert said.splitlines()[0] == "The database is of this version now."
    assert [copy for copy in copies(tmp_path) if str(copy) in said] == copies(tmp_path)
    assert error == ""
    assert run("upgrade") == ("The database is of this version.\n", "")


def test_the_command_makes_no_database_where_none_is(
    database: str, run: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    assert run("upgrade") == ("", f"There is no database at {tmp_path / 'plans.sqlite3'}.")
    assert list(tmp_path.iterdir()) == []


def test_the_log_says_where_the_copy_is(database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    lay("0.1", tmp_path / "plans.sqlite3")
    run_sql(database, *(f"drop table {name}" for name in LATER))
    with caplog.at_level(logging.INFO, "workshop"):
        _note_upgrade()
    (record,) = caplog.records
    assert record.msg == "database upgraded"
    assert record.__dict__["facts"] == {"copy": str(copies(tmp_path)[0])}


def differences(connection: Connection, wanted: MetaData) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, wanted))


def test_the_revisions_lead_to_the_tables_of_this_version(each_database: str) -> None:
    with behind(each_database) as connection:
        upgrade._upgrade(connection)
        assert differences(connection, tables.metadata) == []
        its_columns = inspect(connection).get_columns("alembic_version")
        its_key = inspect(connection).get_pk_constraint("alembic_version")
    assert revision(each_database) == tables.REVISION
    with behind(each_database) as connection:
        tables.metadata.drop_all(connection)
        connection.execute(text("drop table alembic_version"))
    Store(each_database)
    with behind(each_database) as connection:
        assert differences(connection, tables.metadata) == []
        assert str(inspect(connection).get_columns("alembic_version")) == str(its_columns)
        assert inspect(connection).get_pk_constraint("alembic_version") == its_key
    assert revision(each_database) == tables.REVISION
    assert ScriptDirectory.from_config(upgrade._config()).get_heads() == [tables.REVISION]


def test_the_first_revision_is_the_tables_of_0_1(database: str, tmp_path: Path) -> None:
    lay("0.1", tmp_path / "plans.sqlite3")
    with behind(database) as connection:
        assert differences(connection, first_tables) == []
