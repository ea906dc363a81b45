"""The quick ways in the place of Streamlit's slow ones do the same, in the same order."""

import asyncio
import threading
import time

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime.state.session_state import SessionState

from workshop import quicker
from workshop.quicker import Gathered, in_turn

THEMES = ["theme", *(f"theme.{each.value}" for each in config.CustomThemeCategories)]


@pytest.mark.parametrize("urgent_every", [1, 7, 10_000])
def test_calls_are_made_in_order_and_none_is_lost(urgent_every: int) -> None:
    """Several threads ask at once, while the loop makes the calls."""
    made: list[tuple[int, int]] = []

    async def run() -> None:
        gathered = Gathered(asyncio.get_running_loop())

        def ask(thread: int) -> None:
            for number in range(3000):
                call = (thread, number)
                gathered.add(lambda call=call: made.append(call), urgent=number % urgent_every == 0)  # type: ignore[misc]

        await asyncio.gather(*(asyncio.to_thread(ask, thread) for thread in range(4)))
        await asyncio.sleep(0.1)

    asyncio.run(run())
    for thread in range(4):
        assert [number for each, number in made if each == thread] == list(range(3000))


def test_calls_after_the_end_of_the_loop_are_dropped() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    Gathered(loop).add(lambda: None, urgent=True)


@pytest.mark.parametrize("section", THEMES)
def test_a_copied_theme_is_what_streamlit_makes(section: str) -> None:
    made, copied = CustomThemeConfig(), CustomThemeConfig()
    quicker._fill_in_theme(made, section)
    quicker._copy_theme(copied, section)
    assert copied == made


def test_the_theme_of_the_workshop_is_not_empty() -> None:
    assert quicker._theme("theme").ByteSize()
    assert quicker._theme("theme.dark").ByteSize()


def test_options_are_what_streamlit_says() -> None:
    for key in config.get_config_options():
        assert quicker._option(key) == quicker._option_behind_a_lock(key)
    with pytest.raises(RuntimeError):
        quicker._option("no.such")


def test_the_state_is_looked_up_as_in_a_copy() -> None:
    state = SessionState()
    state["name"] = "Ana"
    lookup = quicker._Lookup(state)
    assert dict(lookup) == dict(quicker._copy_of(state)) == {"name": "Ana"}
    assert lookup["name"] == "Ana"
    assert "other" not in lookup
    assert len(lookup) == 1


def test_one_run_computes_at_a_time() -> None:
    at_once: list[int] = []
    now = 0

    def run() -> None:
        nonlocal now
        with in_turn():
            now += 1
            at_once.append(now)
            time.sleep(0.005)
            now -= 1

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert at_once == [1] * 20


def test_a_run_that_hangs_holds_up_nobody_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quicker, "_LONGEST_WAIT", 0.05)
    done = threading.Event()

    def hang() -> None:
        with in_turn():
            done.wait()

    hanging = threading.Thread(target=hang)
    hanging.start()
    with in_turn():
        assert not done.is_set()
    with in_turn():
        done.set()
    hanging.join()
    with in_turn():
        assert not quicker._turn.acquire(blocking=False)


def test_a_run_that_fails_gives_up_its_turn() -> None:
    with pytest.raises(ValueError, match="broken"), in_turn():
        raise ValueError("broken")
    assert quicker._turn.acquire(blocking=False)
    quicker._turn.release()
