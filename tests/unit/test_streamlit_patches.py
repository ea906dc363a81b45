"""The quick ways in the place of Streamlit's slow ones do the same, in the same order."""

import asyncio
import importlib
import threading
import time
import weakref
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from streamlit import config
from streamlit.components.v2.bidi_component import main as components
from streamlit.cursor import RunningCursor
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, ForwardMsgMetadata
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState

from workshop.streamlit_patches import (
    ABSENT,
    PATCHES,
    Patch,
    apply_patches,
    drawing,
    fitting,
    lookups,
    message_batching,
    rerun_scope,
    run_lock,
)
from workshop.streamlit_patches.message_batching import Gathered
from workshop.streamlit_patches.run_lock import in_turn

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
                within = 0 if number % urgent_every == 0 else 0.01
                gathered.add(lambda call=call: made.append(call), within)  # type: ignore[misc]

        await asyncio.gather(*(asyncio.to_thread(ask, thread) for thread in range(4)))
        await asyncio.sleep(0.1)

    asyncio.run(run())
    for thread in range(4):
        assert [number for each, number in made if each == thread] == list(range(3000))


def test_a_call_that_fails_keeps_no_other_from_being_made() -> None:
    made: list[int] = []

    async def run() -> None:
        gathered = Gathered(asyncio.get_running_loop())
        gathered.add(lambda: made.append(1), 0.01)
        gathered.add(lambda: made.append(1 // 0), 0.01)
        gathered.add(lambda: made.append(3), 0)
        await asyncio.sleep(0.05)

    asyncio.run(run())
    assert made == [1, 3]


def test_calls_after_the_end_of_the_loop_are_dropped() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    Gathered(loop).add(lambda: None, 0)


@pytest.mark.parametrize("section", THEMES)
def test_a_copied_theme_is_what_streamlit_makes(section: str) -> None:
    made, copied = CustomThemeConfig(), CustomThemeConfig()
    app_session._populate_theme_msg(made, section)
    lookups.theme_message(app_session._populate_theme_msg)(copied, section)
    assert copied == made


@pytest.mark.parametrize("section", ["theme", "theme.dark"])
def test_the_theme_of_the_workshop_is_not_empty(section: str) -> None:
    made = CustomThemeConfig()
    app_session._populate_theme_msg(made, section)
    assert made.ByteSize()


def test_options_are_what_streamlit_says() -> None:
    option = lookups.option(config.get_option)
    for key in config.get_config_options():
        assert option(key) == config.get_option(key)
    with pytest.raises(RuntimeError):
        option("no.such")


def test_the_state_is_looked_up_as_in_a_copy() -> None:
    state = SessionState()
    state["name"] = "Ana"
    copied = vars(SessionState)["filtered_state"]
    lookup = lookups.filtered_state(copied).__get__(state)
    assert dict(lookup) == dict(copied.__get__(state)) == {"name": "Ana"}
    assert lookup["name"] == "Ana"
    assert "other" not in lookup
    assert len(lookup) == 1


def pressed(name: str) -> WidgetState:
    return WidgetState(id=name, trigger_value=True)


def filled(name: str, text: str) -> WidgetState:
    return WidgetState(id=name, string_value=text)


def nothing(_: str) -> None:
    """What a server has drawn that has drawn nothing yet."""


KNOWN: dict[str, WidgetMetadata[Any]] = {
    name: WidgetMetadata(
        id=name,
        deserializer=str,
        serializer=str,
        value_type="string_value",
        fragment_id=name[0] if name != "free" else None,
    )
    for name in ("a1", "a2", "b1", "free")
}


@pytest.mark.parametrize(
    ("now", "parts"),
    [
        ([], set()),
        ([filled("a1", "old")], set()),
        ([filled("a1", "new")], {"a"}),
        ([filled("a1", "new"), filled("b1", "old"), filled("a2", "x")], {"a"}),
        ([filled("a1", "new"), filled("b1", "new")], {"a", "b"}),
        ([filled("a1", "new"), pressed("free")], {"a", None}),
        ([pressed("b1")], {"b"}),
        ([filled("unknown", "text")], {None}),
    ],
)
def test_the_parts_in_which_something_changed_are_found(now: list[WidgetState], parts: set[str | None]) -> None:
    before = {each.id: each for each in (filled("a1", "old"), filled("b1", "old"))}
    assert rerun_scope.parts_of(before, {each.id: each for each in now}, KNOWN, nothing) == parts


def test_what_is_sent_for_the_first_time_has_changed_only_if_it_is_not_as_it_was_drawn() -> None:
    drawn = {"a1": filled("a1", "x"), "b1": filled("b1", "y")}
    now = {"a1": filled("a1", "x, and more"), "b1": filled("b1", "y")}
    assert rerun_scope.parts_of({}, now, KNOWN, drawn.get) == {"a"}
    assert rerun_scope.parts_of({}, drawn, KNOWN, drawn.get) == set()
    assert rerun_scope.parts_of({"b1": filled("b1", "older")}, now, KNOWN, drawn.get) == {"a", "b"}


def test_a_button_pressed_again_counts_as_pressed() -> None:
    sent = {"b1": pressed("b1")}
    assert rerun_scope.parts_of(sent, sent, KNOWN, nothing) == {"b"}


def noting(runs: list[str]) -> Callable[[AppSession, ClientState | None], None]:
    """What stands for Streamlit's own way to ask for a run."""
    return lambda _, asked: runs.append(asked.fragment_id if asked else "everything")


class Session:
    """What is asked about of a session."""

    def __init__(self) -> None:
        self._session_state = SessionState()
        self._session_state._new_widget_state.widget_metadata = dict(KNOWN)

    def has_fragment(self, fragment: str) -> bool:
        return fragment in ("a", "b")


@pytest.mark.parametrize(
    ("part", "by_itself", "changed", "run"),
    [
        ("a", False, [filled("a1", "x")], "a"),
        ("a", False, [filled("a1", "x"), filled("b1", "y")], ""),
        ("a", False, [filled("a1", "x"), pressed("free")], ""),
        ("gone", False, [], ""),
        ("gone", True, [], "gone"),
        ("a", True, [], "a"),
        ("a", True, [filled("b1", "y")], ""),
        ("", False, [filled("a1", "x")], ""),
    ],
)
def test_the_whole_page_runs_where_more_than_a_part_changed(
    part: str, by_itself: bool, changed: list[WidgetState], run: str
) -> None:
    runs: list[str] = []
    asked = ClientState(fragment_id=part, is_auto_rerun=by_itself, widget_states=WidgetStates(widgets=changed))
    rerun_scope.request_rerun(noting(runs))(cast(AppSession, Session()), asked)
    assert runs == [run]


def test_what_was_sent_before_is_no_change() -> None:
    runs: list[str] = []
    ask_for_run = rerun_scope.request_rerun(noting(runs))
    session = cast(AppSession, Session())
    for part, texts in (("", ("x", "y")), ("a", ("z", "y")), ("a", ("z", "w")), ("b", ("z", "v"))):
        states = [filled(name, text) for name, text in zip(("a1", "b1"), texts, strict=True)]
        ask_for_run(session, ClientState(fragment_id=part, widget_states=WidgetStates(widgets=states)))
    assert runs == ["", "a", "", "b"]


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
    monkeypatch.setattr(run_lock, "_LONGEST_TURN", 0.05)
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
        assert not run_lock._turn.take()


def test_many_short_runs_wait_for_each_other_however_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_lock, "_LONGEST_TURN", 0.05)
    line, given = run_lock.Turn(), []

    def run() -> None:
        given.append(line.take())
        time.sleep(0.01)
        line.pass_on()

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == [True] * 20


def test_who_waits_longest_is_next_also_after_many_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_lock, "_LONGEST_TURN", 0.002)
    monkeypatch.setattr(run_lock, "monotonic", lambda: 0.0)  # nobody has had the turn for too long
    line, order = run_lock.Turn(), list[int]()
    assert line.take()

    def run(number: int) -> None:
        assert line.take()
        order.append(number)
        time.sleep(0.01)
        line.pass_on()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(20)]
    for number, thread in enumerate(threads, 2):
        thread.start()
        while len(line._line) < number:
            time.sleep(0.0001)
    line.pass_on()
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_a_run_that_fails_gives_up_its_turn() -> None:
    with pytest.raises(ValueError, match="broken"), in_turn():
        raise ValueError("broken")
    assert run_lock._turn.take()
    run_lock._turn.pass_on()


def test_a_component_that_tells_nothing_back_is_shown_as_it_is_stored() -> None:
    state, stored = SessionState(), {"value": 1}
    assert (
        drawing.component_presenter(components.make_bidi_component_presenter)("events", "one")(stored, state) is stored
    )


def test_a_component_with_callbacks_is_shown_as_streamlit_does() -> None:
    shown = drawing.component_presenter(components.make_bidi_component_presenter)("events", "one", {"value"})
    assert shown is not drawing.as_it_is
    assert shown({"value": 1}, SessionState()) == {"value": 1}


def test_all_that_waits_is_sent_in_order() -> None:
    """Also what is drawn twice in one place, which Streamlit may leave out the first time."""
    session, written = cast(Any, SimpleNamespace(_browser_queue=ForwardMsgQueue())), []
    append = message_batching.append(ForwardMsgQueue.enqueue)
    flush = message_batching.flush_in_lots(AppSession.flush_browser_queue)
    send_lot = message_batching.send_lot(lambda _, to, message: written.append((to, message)))
    messages = [ForwardMsg(metadata=ForwardMsgMetadata(delta_path=[0, number // 2])) for number in range(250)]
    for message in messages:
        append(session._browser_queue, message)
    lots = flush(session)
    assert [len(lot) for lot in lots] == [100, 100, 50]
    to = cast(Any, SimpleNamespace(client=SimpleNamespace()))
    for lot in lots:
        send_lot(cast(Any, None), to, lot)
    assert written == [(to, message) for message in messages]
    assert flush(session) == []


def test_a_run_that_is_over_does_not_keep_its_session() -> None:
    """Streamlit closes a session when nobody holds it any more."""
    loop = asyncio.new_event_loop()
    session: Any = Holder(_event_loop=loop, _handle_scriptrunner_event_on_event_loop=lambda *_: None)
    runner, gather_event = Holder(), message_batching.on_event(AppSession._on_scriptrunner_event)
    for event in (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.SHUTDOWN):
        gather_event(session, runner, event)
    loop.call_soon(loop.stop)
    loop.run_forever()
    there = weakref.ref(session)
    del session
    assert there() is None, vars(runner)
    loop.close()


class Holder(SimpleNamespace):
    """Something with attributes that can be referred to weakly."""


def test_a_copied_place_goes_its_own_way() -> None:
    place = RunningCursor(0, (3, 1))
    place.lock_element()
    place.transient_elements[2] = cast(Any, "kept")
    copied = cast(RunningCursor, drawing.copy_cursor(None)(place, {}))
    assert (copied.delta_path, list(copied.transient_elements.items())) == (place.delta_path, [(2, "kept")])
    copied.transient_elements[3] = cast(Any, "only here")
    assert 3 not in place.transient_elements
    assert copied.lock_element().delta_path == [0, 3, 1, 1]
    assert place.delta_path == [0, 3, 1, 1]
    assert copied.delta_path == [0, 3, 1, 2]


def test_every_patch_fits_the_pinned_streamlit() -> None:
    assert fitting() == (list(PATCHES), {})


def rename(monkeypatch: pytest.MonkeyPatch, patch: Patch) -> None:
    """As a newer Streamlit might: the attribute has another name, or the class to which one is added."""
    module, _, name = patch.owner.partition(":")
    owner: Any = importlib.import_module(module)
    if name and patch.expected != ABSENT:
        owner, name = getattr(owner, name), patch.name
    name = name or patch.name
    monkeypatch.setattr(owner, f"{name}_2", vars(owner)[name], raising=False)
    monkeypatch.delattr(owner, name)


def change(monkeypatch: pytest.MonkeyPatch, patch: Patch) -> None:
    """As a newer Streamlit might: something else stands under the name."""
    module, _, name = patch.owner.partition(":")
    owner: Any = importlib.import_module(module)
    monkeypatch.setattr(getattr(owner, name) if name else owner, patch.name, lambda _, and_more: None, raising=False)


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
@pytest.mark.parametrize("newer", [rename, change])
def test_a_patch_that_does_not_fit_is_left_out_with_its_feature_and_named(
    monkeypatch: pytest.MonkeyPatch, patch: Patch, newer: Callable[[pytest.MonkeyPatch, Patch], None]
) -> None:
    newer(monkeypatch, patch)
    left, misfits = fitting()
    assert list(misfits) == [patch.feature]
    assert left == [each for each in PATCHES if each.feature != patch.feature]


def test_a_patch_that_does_not_fit_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    wrong = Patch("no such name", "streamlit.runtime.app_session", "_no_such", "msg", "lookups:theme_message")
    apply_patches((wrong, wrong._replace(feature="no such module", owner="streamlit.no_such")))
    assert "no such name" in caplog.text
    assert "no such module" in caplog.text
    assert not hasattr(app_session, "_no_such")
