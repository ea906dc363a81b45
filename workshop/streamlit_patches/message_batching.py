"""How what a run draws gets to the browser: gathered, in lots, and without what the browser shows already."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from math import inf
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import ActiveSessionInfo

from workshop.streamlit_patches.delta_filter import Screen

_SOON = 0.05  # seconds in which what a run draws is gathered before it is sent: most runs end within them
_LOT = 100  # messages; Streamlit gives a browser up that is 500 behind

_handle_event = AppSession._handle_scriptrunner_event_on_event_loop
_hand_over_by_signal = ScriptRunner._enqueue_forward_msg
_create_runner_at_once = AppSession._create_scriptrunner
_say_there_is_more = Runtime._enqueued_some_message
_take_what_waits = AppSession.flush_browser_queue
_write_one = Runtime._send_message
_log = logging.getLogger(__name__)


def send_quicker() -> None:
    """Put these ways in the place of Streamlit's, for this process."""
    AppSession._on_scriptrunner_event = _gather_event  # type: ignore[assignment, method-assign]
    ScriptRunner._enqueue_forward_msg = _hand_over  # type: ignore[assignment, method-assign]
    AppSession._create_scriptrunner = _create_runner  # type: ignore[assignment, method-assign]
    AppSession.flush_browser_queue = _take_in_lots  # type: ignore[assignment, method-assign]
    ForwardMsgQueue.enqueue = _append  # type: ignore[assignment, method-assign]
    Runtime._enqueued_some_message = _wake_up_once  # type: ignore[assignment, method-assign]
    Runtime._send_message = _write_lot  # type: ignore[assignment, method-assign]


class Gathered:
    """Calls to make on the event loop, in the order they came, several at a time.

    Streamlit wakes its event loop for each element that is drawn, and each time the run has to wait for it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Callable[[], None]] = deque()
        self._under_way = False

    def add(self, call: Callable[[], None], within: float = inf) -> None:
        """Have a call made within so many seconds, or with the next that cannot wait. Any thread may ask for it."""
        self._waiting.append(call)
        if not within:
            self._on_the_loop(self.make_calls)
        elif within < inf and not self._under_way:
            self._under_way = True
            self._on_the_loop(self._loop.call_later, within, self.make_calls)

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
    if sender and event is ScriptRunnerEvent.SCRIPT_STARTED:
        vars(sender)["_session"] = session
    elif sender and event is ScriptRunnerEvent.SHUTDOWN:
        vars(sender).pop("_session", None)  # else a run that is over would keep its session
    gathered = _gathered(session)
    if event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG and forward_msg is not None:
        gathered.add(partial(_send_on, session, sender, forward_msg), _SOON)
    else:
        call = partial(_handle_event, session, sender, event, forward_msg, *args, **more)
        gathered.add(call, inf if event is ScriptRunnerEvent.SCRIPT_STARTED else 0)


def _hand_over(runner: ScriptRunner, message: ForwardMsg) -> None:
    """Give what was drawn to the session of a run that has begun, which Streamlit looks up for each element anew."""
    session: AppSession | None = vars(runner).get("_session")
    if session:
        runner._maybe_handle_execution_control_request()
        _gather_event(session, runner, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, message)
    else:
        _hand_over_by_signal(runner, message)


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


def _append(queue: ForwardMsgQueue, message: ForwardMsg) -> None:
    """Put a message at the end. Streamlit looks whether one before it draws in the same place, which here none does."""
    queue._queue.append(message)


def _take_in_lots(session: AppSession) -> list[list[ForwardMsg]]:
    """What waits to be sent, in lots: the event loop turns round between two of them, as else between two messages."""
    messages = _take_what_waits(session)
    return [messages[at : at + _LOT] for at in range(0, len(messages), _LOT)]


def _write_lot(runtime: Runtime, to: ActiveSessionInfo, lot: list[ForwardMsg]) -> None:
    connection = vars(to.client)
    screen: Screen = connection.get("_screen") or connection.setdefault("_screen", Screen())
    for message in screen.lessen(lot):
        _write_one(runtime, to, message)
