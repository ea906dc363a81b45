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
_LOT = 100  # messages; Streamlit gives up a browser that is 500 behind
_log = logging.getLogger(__name__)


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


def gathered(session: AppSession) -> Gathered:
    """The calls of a session that wait."""
    waiting: Gathered | None = vars(session).get("_gathered")
    return waiting or vars(session).setdefault("_gathered", Gathered(session._event_loop))


def on_event(_: Callable[..., None]) -> Callable[..., None]:
    """What a run tells its session is gathered, and handled in its order."""

    def gather_event(
        self: AppSession,
        sender: Any,
        event: ScriptRunnerEvent,
        forward_msg: ForwardMsg | None = None,
        *args: Any,
        **more: Any,
    ) -> None:
        if sender and event is ScriptRunnerEvent.SCRIPT_STARTED:
            vars(sender)["_session"] = self
        elif sender and event is ScriptRunnerEvent.SHUTDOWN:
            vars(sender).pop("_session", None)  # else a run that is over would keep its session
        calls = gathered(self)
        if event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG and forward_msg is not None:
            calls.add(partial(_send_on, self, sender, forward_msg), _SOON)
        else:
            handle = self._handle_scriptrunner_event_on_event_loop
            call = partial(handle, sender, event, forward_msg, *args, **more)
            calls.add(call, inf if event is ScriptRunnerEvent.SCRIPT_STARTED else 0)

    return gather_event


def enqueue_drawn(by_signal: Callable[[ScriptRunner, ForwardMsg], None]) -> Callable[[ScriptRunner, ForwardMsg], None]:
    """What was drawn goes to the session of a run that has begun, which Streamlit looks up for each element anew."""

    def hand_over(self: ScriptRunner, msg: ForwardMsg) -> None:
        session: AppSession | None = vars(self).get("_session")
        if session:
            self._maybe_handle_execution_control_request()
            session._on_scriptrunner_event(self, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, msg)
        else:
            by_signal(self, msg)

    return hand_over


def create(at_once: Callable[[AppSession, RerunData], None]) -> Callable[[AppSession, RerunData], None]:
    """The thread of a run starts once all that the last one drew is on its way.

    Streamlit drops what is not: a fragment that runs right after the whole page would leave a page that is half drawn.
    """

    def create_scriptrunner(self: AppSession, initial_rerun_data: RerunData) -> None:
        gathered(self).make_calls()
        at_once(self, initial_rerun_data)

    return create_scriptrunner


def _send_on(session: AppSession, sender: Any, message: ForwardMsg) -> None:
    if sender is session._scriptrunner:  # one of a run that was replaced is not sent, as in Streamlit
        session._enqueue_forward_msg(message)


def wake_up_once(say_there_is_more: Callable[[Runtime], None]) -> Callable[[Runtime], None]:
    """The event loop is told that there is something to send, unless it was told, and without a call to itself."""

    def wake_up(self: Runtime) -> None:
        loop = self._get_async_objs()
        if loop.need_send_data.is_set():
            return
        if asyncio._get_running_loop() is loop.eventloop:
            loop.need_send_data.set()
        else:
            say_there_is_more(self)

    return wake_up


def append(_: Callable[..., None]) -> Callable[[ForwardMsgQueue, ForwardMsg], None]:
    """A message goes to the end. Streamlit looks for one before it that draws in the same place; here none does."""

    def enqueue(self: ForwardMsgQueue, msg: ForwardMsg) -> None:
        self._queue.append(msg)

    return enqueue


def flush_in_lots(take: Callable[[AppSession], list[ForwardMsg]]) -> Callable[[AppSession], list[list[ForwardMsg]]]:
    """What waits is sent in lots: the event loop turns round between two of them, as else between two messages."""

    def flush(self: AppSession) -> list[list[ForwardMsg]]:
        messages = take(self)
        return [messages[at : at + _LOT] for at in range(0, len(messages), _LOT)]

    return flush


def send_lot(send_one: Callable[[Runtime, ActiveSessionInfo, ForwardMsg], None]) -> Callable[..., None]:
    """A lot goes to a browser without what it shows already."""

    def send(self: Runtime, session_info: ActiveSessionInfo, msg: list[ForwardMsg]) -> None:
        connection = vars(session_info.client)
        screen: Screen = connection.get("_screen") or connection.setdefault("_screen", Screen())
        for message in screen.lessen(msg):
            send_one(self, session_info, message)

    return send
