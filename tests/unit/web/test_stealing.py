"""Keys, codes, links and session ids that were forged, swapped, used up or ended, tried on a running workshop.

The victim's plan holds one marker; no answer to anyone else may contain it, and no look may change a key.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

import pytest
from sqlalchemy import update

from tests.unit.web.conftest import named
from tests.unit.web.live import Live, Session, seen
from workshop import keys
from workshop.keys import COOKIE, HOST, SHARED_COOKIE, new_code, new_key
from workshop.store import tables

MARKER = "VICTIM5317ZEBRA"
MANY = pytest.mark.faults


class Victim:
    """Someone with a plan, and everything that once opened it."""

    def __init__(self, live: Live) -> None:
        self.live, store = live, live.store
        self.key = self._with_plan()
        self.link = store.share(self.key, MARKER)
        self.ended_link = store.share(self.key, MARKER)
        store.revoke(self.key, self.ended_link.number)
        self.sheet = store.recovery_code(self.key)
        self.used, _ = store.new_code(self.key)
        store.redeem_code(self.used)
        self.expired = self._expired()
        self.old_key = self._with_plan()
        self.old_sheet, self.old_link = store.recovery_code(self.old_key), store.share(self.old_key, MARKER)
        store.rotate(self.old_key)
        self.deleted_key = self._with_plan()
        self.deleted_sheet = store.recovery_code(self.deleted_key)
        store.delete(self.deleted_key)

    def _with_plan(self) -> str:
        key = new_key()
        self.live.store.edit(key, lambda _: named(MARKER))
        return key

    def _expired(self) -> str:
        code, _ = self.live.store.new_code(self.key)
        with self.live.store._engine.begin() as connection:
            past = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(update(tables.keys).where(tables.keys.c.kind == "move").values(until=past))
        return code

    def bad_keys(self) -> Iterator[str]:
        """What is not the key of this plan, without end."""
        key = self.key
        fixed = [self.old_key, self.deleted_key, self.link.secret, self.ended_link.secret, self.old_link.secret]
        fixed += [keys.locator(key), keys.locator(key)[:43], self.sheet, key[::-1], key.swapcase(), key[:-1], key + "A"]
        fixed += ["", "null", f'"{key}', f"{key}%00", "' or 1=1 --", "../" + key, key[1:] + key[:1]]
        yield from islice(cycle(fixed), 3 * len(fixed))
        while True:
            yield new_key()
            yield key[:-1] + next(letter for letter in "AQgw" if letter != key[-1])

    def bad_codes(self) -> Iterator[str]:
        """What is not a good code of this plan, without end."""
        sheet = self.sheet
        fixed = [self.used, self.expired, self.old_sheet, self.deleted_sheet, sheet[:-1], sheet[:10], sheet[::-1]]
        fixed += [self.key, self.link.secret, keys.holder(sheet).locator, "", "%", "' or 1=1", sheet + "0"]
        yield from fixed
        while True:
            yield new_code()
            yield new_code() + new_code()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    running = Live(tmp_path_factory.mktemp("live"), WORKSHOP_CODES_PER_HOUR="100000")
    yield running
    running.end()


@pytest.fixture(scope="module")
def victim(live: Live) -> Iterator[Victim]:
    found = Victim(live)
    assert MARKER.encode() in seen(live, found.key)  # else nothing below would say anything
    assert MARKER in live.ask("GET", "/plan-file", f"{COOKIE}={found.key}")[2]
    assert MARKER.encode() in seen(live, new_key(), "reading", shared=found.link.secret)
    yield found
    secrets = [MARKER, found.key, found.link.secret, found.sheet, found.used, found.old_key, found.expired]
    assert [secret for secret in secrets if secret in live.log()] == []
    assert [secret for secret in secrets if secret.encode() in live.kept()] == []


def set_cookies(headers: Any) -> list[str]:
    return [cookie for cookie in headers.get_all("set-cookie") or [] if COOKIE in cookie or SHARED_COOKIE in cookie]


@pytest.mark.parametrize("count", [20, pytest.param(250, marks=MANY)])
def test_a_key_that_is_not_the_victims_shows_nothing_and_is_not_changed_by_looking(
    live: Live, victim: Victim, count: int
) -> None:
    for number, bad in enumerate(islice(victim.bad_keys(), count)):
        cookie = f"{COOKIE}={bad}"
        for path in ("/my_plan", "/plan-file", "/delete"):
            _, headers, text = live.ask("GET", path, cookie)
            assert MARKER not in text
            given = set_cookies(headers)
            assert len(given) == (0 if keys.is_key(bad) or path == "/plan-file" else 1)
            assert not any(bad and bad in each for each in given)
        if bad.isascii() and '"' not in bad and ";" not in bad:
            page = ("research", "my_plan", "")[number % 3]
            assert MARKER.encode() not in seen(live, bad, page)
            assert MARKER.encode() not in seen(
                live, new_key(), "reading", shared=bad if bad != victim.link.secret else "x"
            )


@pytest.mark.parametrize("count", [20, pytest.param(250, marks=MANY)])
def test_a_code_that_is_not_good_opens_nothing_and_they_all_look_the_same(
    live: Live, victim: Victim, count: int
) -> None:
    key, answers = new_key(), set()
    for bad in islice(victim.bad_codes(), count):
        for do in ("", "open"):
            status, headers, text = live.form("/move", key, code=bad, do=do, sure="yes")
            assert set_cookies(headers) == []
            answers.add((status, text))
    assert len(answers) == 1
    assert MARKER not in answers.pop()[1]
    assert live.store.peek_code(victim.sheet) == victim.key


@pytest.mark.parametrize("count", [10, pytest.param(60, marks=MANY)])
def test_a_link_that_was_ended_or_forged_shows_nothing(live: Live, victim: Victim, count: int) -> None:
    bad = [victim.ended_link.secret, victim.old_link.secret, victim.key, victim.old_key, victim.deleted_key]
    for secret in islice(cycle([*bad, new_key(), new_key()]), count):
        status, headers, text = live.form("/shared", new_key(), link=secret)
        assert (status, set_cookies(headers)) == (404, [])
        assert MARKER not in text
        assert MARKER.encode() not in seen(live, new_key(), "reading", shared=secret)


FIXATIONS = (
    "/?plan_key={key}",
    "/my_plan?plan_key={key}&__Host-plan_key={key}",
    "/keep?plan_key={key}",
    "/move?code={code}&do=open&sure=yes",
    "/shared?link={link}",
    "/reading?shared_plan={link}",
    "/my_plan;plan_key={key}",
    "/?embed=true&key={key}",
    "/move/{code}",
    "/finish?plan_key={key}",
)
TRICKS: tuple[dict[str, str], ...] = (
    {},
    {"X_Plan_Owner": "{owner}"},
    {"Set_Cookie": "plan_key={key}"},
    {"Cookie2": "plan_key={key}"},
    {"X_Forwarded_Proto": "https"},
)


@pytest.mark.parametrize("count", [10, pytest.param(50, marks=MANY)])
def test_no_link_puts_a_key_into_a_browser(live: Live, victim: Victim, count: int) -> None:
    facts = {"key": victim.key, "code": victim.sheet, "link": victim.link.secret, "owner": keys.locator(victim.key)}
    pairs = [(path, trick) for trick in TRICKS for path in FIXATIONS]
    for path, trick in pairs[:count]:
        headers = {name: value.format(**facts) for name, value in trick.items()}
        own = new_key()
        name = HOST + COOKIE if "X_Forwarded_Proto" in trick else COOKIE
        _, answer, text = live.ask("GET", path.format(**facts), f"{name}={own}", **headers)
        assert set_cookies(answer) == []
        assert MARKER not in text
        _, answer, text = live.ask("GET", path.format(**facts), **headers)
        assert not any(victim.key in each or victim.link.secret in each for each in set_cookies(answer))
        assert MARKER not in text


@pytest.mark.parametrize("count", [6, pytest.param(50, marks=MANY)])
def test_a_stolen_session_id_opens_a_new_session(live: Live, victim: Victim, count: int) -> None:
    for number in range(count):
        with Session(live, victim.key) as theirs:
            stolen = theirs.run("research").id
            if number % 2:
                theirs.socket.close()  # kept for a while, so that the page can come back
            thief = ("", new_key(), victim.link.secret)[number % 3]
            lie = {"X_Plan_Owner": keys.locator(victim.key)} if number % 4 > 1 else {}
            with Session(live, thief, resume=stolen, **lie) as session:
                assert session.run("research").id != stolen
                assert MARKER.encode() not in session.bytes
        with Session(live, victim.key, resume=stolen) as back:
            assert back.run("research").id == stolen


@pytest.mark.parametrize("count", [2, pytest.param(10, marks=MANY)])
def test_who_finishes_on_a_shared_computer_leaves_nothing_to_the_next(live: Live, victim: Victim, count: int) -> None:
    for _ in range(count):
        with Session(live, victim.key, shared=victim.link.secret) as left_open:
            session = left_open.run("research").id
            status, headers, _ = live.form("/finish", victim.key, do="leave", sure="yes")
            given = dict(cookie.split(";")[0].split("=", 1) for cookie in set_cookies(headers))
            assert status == 303
            with pytest.raises(Exception, match="1012"):  # the page that was left open is closed
                left_open.listen()
        assert given[COOKIE] != victim.key
        assert any(cookie.startswith(f"{SHARED_COOKIE}=gone;") for cookie in set_cookies(headers))
        with Session(live, given[COOKIE], resume=session) as after:
            assert after.run("research").id != session
            assert MARKER.encode() not in after.bytes


def test_a_websocket_of_another_site_is_refused(live: Live, victim: Victim) -> None:
    for origin in ("https://elsewhere.test", "http://localhost:1", "http://127.0.0.1"):
        with pytest.raises(Exception, match="403"):
            Session(live, victim.key, Origin=origin)
