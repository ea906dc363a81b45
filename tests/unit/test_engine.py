"""How the workshop reaches its database: what it asks of it, and which errors pass by themselves."""

import os
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from tests.postgres import Postgres
from workshop.store.engine import alone, engine, for_pg_dump, passing, sqlite_file, writing

PROBE = Table("probe", MetaData(), Column("number", Integer, primary_key=True))


@pytest.fixture
def made(each_database: str) -> Iterator[Engine]:
    made = engine(each_database)
    yield made
    made.dispose()


def ask(connection: Connection, question: str) -> object:
    return connection.scalar(text(question))


def error_of(act: Callable[[], object]) -> SQLAlchemyError:
    with pytest.raises(SQLAlchemyError) as caught:
        act()
    return caught.value


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_each_of_its_names(postgres: Postgres, scheme: str) -> None:
    made = engine(postgres.url().replace("postgresql", scheme))
    with made.connect() as connection:
        assert ask(connection, "select 1") == 1
    made.dispose()


@pytest.mark.parametrize("url", ["mysql://localhost/plans", "postgresql+psycopg2://localhost/plans", "plans.sqlite3"])
def test_another_address_is_refused_and_its_password_not_repeated(url: str) -> None:
    error = error_of(lambda: engine(url.replace("localhost", "ana:secret@localhost")))
    assert "secret" not in str(error)


def test_what_postgresql_calls_saved_is_on_disk_and_nothing_waits_for_ever(postgres: Postgres) -> None:
    made = engine(postgres.url())
    with made.connect() as connection:
        asked = {name: ask(connection, f"show {name}") for name in ("synchronous_commit", "fsync", "TimeZone")}
        limits = {name: ask(connection, f"show {name}") for name in ("statement_timeout", "lock_timeout")}
    assert asked == {"synchronous_commit": "on", "fsync": "on", "TimeZone": "UTC"}
    assert limits == {"statement_timeout": "10s", "lock_timeout": "5s"}
    made.dispose()


def test_the_address_can_set_what_we_set(postgres: Postgres) -> None:
    made = engine(f"{postgres.url()}?application_name=mine&connect_timeout=2")
    with made.connect() as connection:
        assert ask(connection, "show application_name") == "mine"
    made.dispose()


def test_what_sqlite_calls_saved_is_on_disk(database: str) -> None:
    made = engine(database)
    with made.connect() as connection:
        assert ask(connection, "pragma synchronous") == 2
        assert ask(connection, "pragma journal_mode") == "wal"
        assert ask(connection, "pragma busy_timeout") == 10_000
    made.dispose()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_the_sqlite_file_is_for_its_owner_only(tmp_path: Path) -> None:
    made = engine(f"sqlite:///{tmp_path / 'new' / 'plans.sqlite3'}")
    with alone(made) as connection:
        PROBE.create(connection)
        files = list((tmp_path / "new").iterdir())
        assert len(files) == 3
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    made.dispose()


def test_tables_are_made_by_one_process_at_a_time(each_database: str) -> None:
    together = Barrier(8)

    def start(number: int) -> None:
        own = engine(each_database)
        together.wait()
        with alone(own) as connection:
            PROBE.metadata.create_all(connection)
            connection.execute(PROBE.insert().values(number=number))
        own.dispose()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(start, range(8)))
    made = engine(each_database)
    with made.connect() as connection:
        assert ask(connection, "select count(*) from probe") == 8
    made.dispose()


def test_writers_of_one_row_wait_for_each_other(each_database: str) -> None:
    one, together = engine(each_database), Barrier(8)
    with alone(one) as connection:
        PROBE.create(connection)
        connection.execute(PROBE.insert().values(number=0))

    def count(_: int) -> None:
        own = engine(each_database)
        together.wait()
        for _ in range(25):
            with writing(own) as connection:
                number = connection.scalars(select(PROBE.c.number).with_for_update()).one()
                connection.execute(PROBE.update().values(number=number + 1))
        own.dispose()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(8)))
    with one.connect() as connection:
        assert ask(connection, "select number from probe") == 8 * 25
    one.dispose()


def test_what_fails_while_tables_are_made_leaves_none(made: Engine) -> None:
    def fail() -> None:
        with alone(made) as connection:
            PROBE.create(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with alone(made) as connection:
        PROBE.create(connection)


def test_a_database_that_is_away_passes_and_comes_back(postgres: Postgres) -> None:
    made = engine(postgres.url())

    def answer() -> object:
        with made.connect() as connection:
            return ask(connection, "select 1")

    answer()
    with made.connect() as in_use:
        postgres.kill()
        assert passing(error_of(lambda: ask(in_use, "select 1")))
    assert passing(error_of(answer))
    postgres.start()
    assert answer() == 1
    made.dispose()


def test_connections_of_before_a_restart_are_not_handed_out(postgres: Postgres) -> None:
    made = engine(postgres.url())
    with made.connect() as one, made.connect() as two:
        assert (ask(one, "select 1"), ask(two, "select 2")) == (1, 2)
    postgres.kill()
    postgres.start()
    with made.connect() as one, made.connect() as two:
        assert (ask(one, "select 1"), ask(two, "select 2")) == (1, 2)
    made.dispose()


@pytest.mark.parametrize(
    ("statement", "passes"),
    [
        ("do $$ begin raise sqlstate '40001'; end $$", True),
        ("do $$ begin raise sqlstate '57P03'; end $$", True),
        ("set local statement_timeout = 10; select pg_sleep(5)", True),
        ("select * from nowhere", False),
        ("select 1 / 0", False),
    ],
)
def test_postgresql_says_which_errors_pass(postgres: Postgres, statement: str, passes: bool) -> None:
    made = engine(postgres.url())
    with made.connect() as connection:
        assert passing(error_of(lambda: connection.exec_driver_sql(statement))) is passes
    made.dispose()


def test_a_locked_sqlite_file_passes_and_a_missing_table_does_not(database: str) -> None:
    one, two = engine(database), engine(database)
    with alone(one), two.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout = 1")
        assert passing(error_of(lambda: connection.exec_driver_sql("begin immediate")))
        assert not passing(error_of(lambda: ask(connection, "select * from nowhere")))
    one.dispose()
    two.dispose()


def test_an_address_names_its_file_or_what_pg_dump_takes(tmp_path: Path) -> None:
    assert sqlite_file(f"sqlite:///{tmp_path / 'a.sqlite3'}") == tmp_path / "a.sqlite3"
    assert sqlite_file("sqlite://") is None
    assert sqlite_file("postgres://localhost/plans") is None
    assert for_pg_dump("postgres://ana:s%40cret@h:5/p?sslmode=require") == "postgresql://ana@h:5/p?sslmode=require"
