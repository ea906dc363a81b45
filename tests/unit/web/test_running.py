"""What only a whole running server shows: proxies, sizes, old plans, and a log without words."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from websockets.exceptions import ConnectionClosed

from tests.behind import ran
from tests.unit.web.conftest import named
from tests.unit.web.live import Live, Session
from workshop.classroom.board import Board
from workshop.keys import COOKIE, HOST, new_key
from workshop.store import CLASS_DAYS, PlanGoneError, open_classes, open_store, tables
from workshop.store.diary import RAN_SINCE
from workshop.web.limits import MESSAGE_LIMIT, UPLOAD_LIMIT

BREAKING = """
import workshop.plan.progress

def overview(content, plan):
    if plan.about.name.startswith("BREAK"):
        raise ValueError(f"cannot draw {plan.about.name}")
    return given(content, plan)

given, workshop.plan.progress.overview = workshop.plan.progress.overview, overview
"""


def test_only_a_trusted_proxy_says_that_a_visitor_came_over_https(tmp_path: Path) -> None:
    for proxies, name in (("127.0.0.1", HOST + COOKIE), ("10.0.0.0/8", COOKIE)):
        folder = tmp_path / name
        folder.mkdir()
        live = Live(folder, WORKSHOP_PROXIES=proxies, WORKSHOP_NEW_PLANS_PER_HOUR="2")
        forwarded = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.5"}
        assert live.ask("GET", "/keep", **forwarded)[1]["set-cookie"].startswith(f"{name}=")
        assert live.ask("GET", "/keep", **forwarded)[0] == 200
        assert live.ask("GET", "/keep", **forwarded)[0] == 429
        other = forwarded | {"X_Forwarded_For": "203.0.113.6"}
        assert live.ask("GET", "/keep", **other)[0] == (200 if proxies == "127.0.0.1" else 429)
        live.end()


def test_what_is_too_large_is_refused(tmp_path: Path) -> None:
    live = Live(tmp_path)
    with Session(live, new_key()) as session:
        path = f"/_stcore/upload_file/{session.run().id}/1"
        assert live.ask("PUT", path, body="x", Content_Length=str(UPLOAD_LIMIT + 1))[0] == 413
        assert live.ask("PUT", path, body="x", Origin="https://elsewhere.test")[0] == 403
        assert live.ask("DELETE", path, Origin="https://elsewhere.test")[0] == 403
        with pytest.raises(ConnectionClosed):
            session.say(b"x" * (MESSAGE_LIMIT + 1))
    assert live.ask("GET", "/health")[0] == 200
    live.end()


def test_a_plan_nobody_used_for_long_is_deleted_at_the_start(tmp_path: Path) -> None:
    store, old, fresh = open_store(f"sqlite:///{tmp_path / 'plans.sqlite3'}"), new_key(), new_key()
    store.edit(old, lambda _: named("Old"))
    with store._engine.begin() as connection:
        connection.execute(update(tables.plans).values(used_on=date.today() - timedelta(days=50)))
    ran(store._engine.url.render_as_string(), RAN_SINCE, until=datetime.now(UTC).date())
    store.edit(fresh, lambda _: named("Fresh"))
    live = Live(tmp_path, WORKSHOP_KEEP_DAYS="30")
    live.end()
    assert '"event": "unused plans deleted", "count": 1' in live.log()
    assert store.load(fresh).plan.about.name == "Fresh"
    with pytest.raises(PlanGoneError) as gone:
        store.load(old)
    assert gone.value.why == "unused"


def test_a_class_nobody_used_for_long_is_deleted_at_the_start(tmp_path: Path) -> None:
    classes = open_classes(f"sqlite:///{tmp_path / 'plans.sqlite3'}")
    old = classes.begin(Board())
    with classes._engine.begin() as connection:
        connection.execute(update(tables.classes).values(used_on=date.today() - timedelta(days=CLASS_DAYS + 20)))
    ran(classes._engine.url.render_as_string(), RAN_SINCE, until=datetime.now(UTC).date())
    fresh = classes.begin(Board())
    live = Live(tmp_path)
    live.end()
    assert '"event": "unused classes deleted", "count": 1' in live.log()
    assert (classes.open(old), bool(classes.open(fresh))) == (None, True)


def test_an_exception_with_a_students_words_leaves_none_of_them_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "sitecustomize.py").write_text(BREAKING)
    live, key = Live(tmp_path, PYTHONPATH=f"{tmp_path / 'code'}:{Path.cwd()}"), new_key()
    live.store.edit(key, lambda _: named("BREAK zebra"))
    with Session(live, key) as session:
        session.run("research")
    live.ask("POST", "/move", f"{COOKIE}={key}", "code=zebra&zebra=zebra", X_Zebra="zebra")
    live.ask("GET", "/zebra?zebra=zebra", f"zebra=zebra; {COOKIE}=zebra")
    live.end()
    assert "zebra" not in live.log().lower()
    told = [json.loads(line) for line in live.log_file.read_text().splitlines()]
    assert ["ValueError"] in [line.get("exception") for line in told]
    assert any("overview" in place for line in told for place in line.get("stack", ()))
