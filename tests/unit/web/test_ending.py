"""How a running workshop says that it is well, and how it ends."""

import json
import signal
import socket
import time
from pathlib import Path

import pytest

from tests.unit.web.live import Live, Session
from workshop.keys import new_key

STOPS_WITHIN = 11


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_0_while_pages_are_open(tmp_path: Path, sig: signal.Signals) -> None:
    live = Live(tmp_path)
    with Session(live, new_key()) as session:
        session.run()
        began = time.monotonic()
        assert live.end(sig) == 0
        assert time.monotonic() - began < STOPS_WITHIN
    assert json.loads(live.log_file.read_text().splitlines()[-1])["event"] == "stopped"


def test_it_says_first_that_it_is_stopping_and_a_second_ctrl_c_stops_at_once(tmp_path: Path) -> None:
    live = Live(tmp_path, WORKSHOP_REVISION="abc123")
    status, _, text = live.ask("GET", "/ready")
    assert (status, json.loads(text)["revision"]) == (200, "abc123")
    live.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    status, _, text = live.ask("GET", "/ready")
    assert (status, json.loads(text)["reason"]) == (503, "stopping")
    assert live.ask("GET", "/health")[0] == 200
    began = time.monotonic()
    assert live.end(signal.SIGINT) == 130
    assert time.monotonic() - began < 1


def test_what_is_being_sent_is_taken_in_first(tmp_path: Path) -> None:
    live, body = Live(tmp_path), b"code=ABCDEFGHJK"
    head = f"POST /move HTTP/1.1\r\nHost: {live.host}\r\nOrigin: http://{live.host}\r\nContent-Length: {len(body)}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with socket.create_connection(("127.0.0.1", live.port)) as connection:
        connection.sendall((head + kind).encode() + body[:5])
        time.sleep(0.5)
        live.process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        connection.sendall(body[5:])
        assert connection.recv(100).startswith(b"HTTP/1.1 404")
    assert live.process.wait(STOPS_WITHIN) == 0


def test_each_line_of_the_log_is_an_event(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.ask("GET", "/research?name=secretword")
    live.ask("GET", "/secretword")
    live.end()
    lines = [json.loads(line) for line in live.log_file.read_text().splitlines()]
    assert all({"time", "level", "event"} <= set(line) for line in lines)
    requests = [line for line in lines if line["event"] == "request"]
    assert [line["route"] for line in requests] == ["/research", "other"]
    assert all(line["status"] == 200 and line["ms"] >= 0 and len(line["id"]) == 16 for line in requests)
    assert "secretword" not in live.log()
