"""What Streamlit 1.67 does slowly where thirty people work at once, done quickly, and parts of a page that run alone.

Each of these changes something inside Streamlit; `bench rerun` shows what it is worth. A new version of Streamlit may
not need them, or break them: tests/test_quicker.py says so.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from time import monotonic
from typing import Any

from streamlit import config
from streamlit.components.v2.bidi_component import main as components
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.cursor import Cursor, SparseList
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import RerunData, ScriptRunnerEvent
from streamlit.runtime.session_manager import ActiveSessionInfo
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState, WStates

_AT_ONCE = 0.01  # seconds in which what a run draws is gathered before it is sent
_LOT = 100  # messages; Streamlit gives a browser up that is 500 behind
_LONGEST_TURN = 1.0  # seconds after which the others no longer wait for a run

_copy_of = vars(SessionState)["filtered_state"].fget
_handle_event = AppSession._handle_scriptrunner_event_on_event_loop
_ask_streamlit_for_run = AppSession.request_rerun
_create_runner_at_once = AppSession._create_scriptrunner
_say_there_is_more = Runtime._enqueued_some_message
_take_what_waits = AppSession.flush_browser_queue
_write_one = Runtime._send_message
_fill_in_theme = app_session._populate_theme_msg
_option_behind_a_lock = config.get_option
_show_writable = make_bidi_component_presenter
_log = logging.getLogger(__name__)


def make_quicker() -> None:
    """Put the quick ways in the place of the slow ones, for this process."""
    Cursor.__deepcopy__ = _copy_place  # type: ignore[attr-defined]
    SparseList.__class_getitem__ = classmethod(_without_its_parameter)  # type: ignore[attr-defined]
    SessionState.filtered_state = property(_Lookup)  # type: ignore[assignment, method-assign]
    AppSession._on_scriptrunner_event = _gather_event  # type: ignore[assignment, method-assign]
    AppSession.request_rerun = _ask_for_run  # type: ignore[assignment, method-assign]
    AppSession._create_scriptrunner = _create_runner  # type: ignore[assignment, method-assign]
    AppSession.flush_browser_queue = _take_in_lots  # type: ignore[assignment, method-assign]
    ForwardMsgQueue.enqueue = _append  # type: ignore[assignment, method-assign]
    Runtime._enqueued_some_message = _wake_up_once  # type: ignore[assignment, method-assign]
    Runtime._send_message = _write_lot  # type: ignore[assignment, method-assign]
    app_session._populate_theme_msg = _copy_theme  # type: ignore[assignment]
    config.get_option = _option
    components.make_bidi_component_presenter = _show_component  # type: ignore[attr-defined, assignment]


class Turn:
    """Whose turn it is, since when, and who comes next: those who wait are in the order they came."""

    def __init__(self) -> None:
        self._lock, self._line, self._since = threading.Lock(), deque[threading.Event](), monotonic()

    def take(self) -> bool:
        """Wait for the turn; whether it was given. It is not if someone else keeps it for too long."""
        mine = threading.Event()
        with self._lock:
            self._line.append(mine)
            if self._line[0] is mine:
                self._begin()
        while not mine.wait(_LONGEST_TURN):
            with self._lock:
                if not mine.is_set() and monotonic() - self._since > _LONGEST_TURN:
                    self._line.remove(mine)
                    return False
        return True

    def pass_on(self) -> None:
        """Let the next one have it."""
        with self._lock:
            self._line.popleft()
            if self._line:
                self._begin()

    def _begin(self) -> None:
        self._since = monotonic()
        self._line[0].set()


_turn = Turn()


@contextmanager
def in_turn() -> Iterator[None]:
    """Let one run compute at a time: together they would not be done sooner, and disturb each other.

    One that takes longer than a second holds up nobody: the others go on beside it.
    """
    mine = _turn.take()
    try:
        yield
    finally:
        if mine:
            _turn.pass_on()


class _Lookup(Mapping[str, Any]):
    """The session state as text boxes see it: looked up where one key is asked for, copied only to go through it.

    Streamlit copies the whole state for each text box.
    """

    def __init__(self, state: SessionState) -> None:
        self._state = state

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_copy_of(self._state))

    def __len__(self) -> int:
        return len(_copy_of(self._state))


class Gathered:
    """Calls to make on the event loop, in the order they came, several at a time.

    Streamlit wakes its event loop for each element that is drawn, and each time the run has to wait for it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Callable[[], None]] = deque()
        self._under_way = False

    def add(self, call: Callable[[], None], *, urgent: bool) -> None:
        """Have a call made: at once, or with those of the next moment. Any thread may ask for it."""
        self._waiting.append(call)
        if urgent:
            self._on_the_loop(self.make_calls)
        elif not self._under_way:
            self._under_way = True
            self._on_the_loop(self._loop.call_later, _AT_ONCE, self.make_calls)

    def _on_the_loop(self, call: Callable[..., object], *args: object) -> None:
        with suppress(RuntimeError):  # the server stops, and its loop is closed
            self._loop.call_soon_threadsafe(call, *args)

    def make_calls(self) -> None:
        """Make the calls that wait, on the loop."""
        self._under_way = False  # before the calls: what is added from now on asks anew
        while self._waiting:
            try:
                self._waiting.popleft()()
            except Exception:
                _log.exception("an event of a run failed")


def _gathered(session: AppSession) -> Gathered:
    """The calls of a session that wait."""
    waiting: Gathered | None = vars(session).get("_gathered")
    return waiting or vars(session).setdefault("_gathered", Gathered(session._event_loop))


def _gather_event(
    session: AppSession,
    sender: Any,
    event: ScriptRunnerEvent,
    forward_msg: ForwardMsg | None = None,
    *args: Any,
    **more: Any,
) -> None:
    gathered = _gathered(session)
    if event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG and forward_msg is not None:
        gathered.add(partial(_send_on, session, sender, forward_msg), urgent=False)
    else:
        call = partial(_handle_event, session, sender, event, forward_msg, *args, **more)
        gathered.add(call, urgent=event is not ScriptRunnerEvent.SCRIPT_STARTED)


def _ask_for_run(session: AppSession, asked: ClientState | None) -> None:
    """Run one part of the page, or the whole page where something changed outside of that part.

    Streamlit's page sends what changed at the same moment as one message that names only one part.
    """
    if asked is not None:
        held = session._session_state._new_widget_state
        sent = vars(session).get("_sent", {})
        now = vars(session)["_sent"] = {each.id: each for each in asked.widget_states.widgets}
        gone = not asked.is_auto_rerun and not session.has_fragment(asked.fragment_id)
        if asked.fragment_id and (
            gone or not parts_of(sent, now, held.widget_metadata, partial(_held, held)) <= {asked.fragment_id}
        ):
            asked.fragment_id = ""
    _ask_streamlit_for_run(session, asked)


def parts_of(
    before: Mapping[str, WidgetState],
    now: Mapping[str, WidgetState],
    known: Mapping[str, WidgetMetadata[Any]],
    held: Callable[[str], WidgetState | None],
) -> set[str | None]:
    """The parts of the page whose widgets changed or were pressed; None for what is in no part, or not known.

    What a page sends for the first time has not changed if it is as the server drew it, which `held` tells.
    """
    pressed = {name for name, state in now.items() if "trigger" in (state.WhichOneof("value") or "")}
    changed = {name for name, state in now.items() if (before.get(name) or held(name)) != state}
    return {known[name].fragment_id if name in known else None for name in pressed | changed}


def _held(states: WStates, name: str) -> WidgetState | None:
    """The value that the server has for a widget, as a page would send it."""
    try:
        return states.get_serialized(name)
    except Exception:
        _log.exception("the value of a widget could not be told")
        return None


def _create_runner(session: AppSession, asked: RerunData) -> None:
    """Start the thread of a run, once all that the last one drew is on its way.

    Streamlit drops what is not: a part that runs right after the whole page would leave a page that is half drawn.
    """
    _gathered(session).make_calls()
    _create_runner_at_once(session, asked)


def _send_on(session: AppSession, sender: Any, message: ForwardMsg) -> None:
    if sender is session._scriptrunner:  # one of a run that was replaced is not sent, as in Streamlit
        session._enqueue_forward_msg(message)


def _wake_up_once(runtime: Runtime) -> None:
    """Tell the event loop that there is something to send, unless it was told, and without a call to itself."""
    loop = runtime._get_async_objs()
    if loop.need_send_data.is_set():
        return
    if asyncio._get_running_loop() is loop.eventloop:
        loop.need_send_data.set()
    else:
        _say_there_is_more(runtime)


def _copy_place(place: Cursor, _: object) -> Cursor:
    """A place on the page, copied attribute by attribute: each part of the page keeps those it stands in."""
    copied = object.__new__(type(place))
    vars(copied).update(vars(place), _transient_elements=SparseList())
    copied._transient_elements._data.update(place._transient_elements._data)
    return copied


def _without_its_parameter(generic: type[Any], _: object) -> type[Any]:
    """`SparseList[Element]` as `SparseList`: each element makes two, and to go by the parameter costs more."""
    return generic


def _append(queue: ForwardMsgQueue, message: ForwardMsg) -> None:
    """Put a message at the end. Streamlit looks whether one before it draws in the same place, which here none does."""
    queue._queue.append(message)


def _take_in_lots(session: AppSession) -> list[list[ForwardMsg]]:
    """What waits to be sent, in lots: the event loop turns round between two of them, as else between two messages."""
    messages = _take_what_waits(session)
    return [messages[at : at + _LOT] for at in range(0, len(messages), _LOT)]


def _write_lot(runtime: Runtime, to: ActiveSessionInfo, lot: list[ForwardMsg]) -> None:
    for message in lot:
        _write_one(runtime, to, message)


@cache
def _theme(section: str) -> CustomThemeConfig:
    made = CustomThemeConfig()
    _fill_in_theme(made, section)
    return made


def _copy_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    """Fill in a theme from one that was put together once; Streamlit does it anew for each run."""
    theme = _theme(section)
    if theme.ByteSize():
        message.MergeFrom(theme)


def _option(key: str) -> Any:
    """The value of one of Streamlit's options, without the lock that all runs would queue for."""
    options = config._config_options
    return options[key].value if options and key in options else _option_behind_a_lock(key)


def _show_component(aggregator: str, component: str | None = None, keys: set[str] | None = None) -> Any:
    """How the state of a component is shown; of one that tells nothing back it is shown as it is.

    Streamlit makes a class for each time a component is drawn, and only the garbage collector can take it away again.
    """
    return _show_writable(aggregator, component, keys) if keys else _as_it_is


def _as_it_is(value: object, _: SessionState) -> object:
    return value
