"""What Streamlit's front end keeps and sends, as far as measuring needs it. Read from, and tied to, Streamlit 1.67.

A browser sends the values of all widgets on the page with each rerun, those nobody touched included; the fragment a
changed widget stands in, if any; and, when the page changes, only the values of widgets the main script drew.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.proto.WidgetStates_pb2 import WidgetState

Run = tuple[str, ...]
"""What a run of the script was for: its fragments, or nothing for the whole page."""


@dataclass(frozen=True)
class Mark:
    """The beginning or the end of a run. One that changed too little to be said to begin only ends."""

    run: Run
    ended: bool
    begun: bool = False


@dataclass
class Widget:
    """A widget on the page: its kind, its value as the browser would send it, and where it stands."""

    kind: str
    state: WidgetState
    fragment: str
    in_main_script: bool
    can_be_typed_in: bool
    run: int = 0


class FrontEnd:
    """One browser tab without its screen: takes the server's messages, makes the browser's."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.widgets: dict[str, Widget] = {}
        self.pages: dict[str, str] = {}
        self.elements: Counter[str] = Counter()
        self.beats: dict[str, float] = {}
        self.html = ""
        """The HTML that was drawn last."""
        self._page = self._main_script = ""
        self._run: Run = ()
        self._runs = 0
        self._kept: dict[str, tuple[Delta, int]] = {}
        self._keep_for = 2

    def receive(self, payload: bytes) -> Mark | None:
        """Take in one message; when it begins or ends a run of the script, say so."""
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._delta(message, message.delta)
        elif kind == "ref_hash":
            delta, _ = self._kept[message.ref_hash]
            self._kept[message.ref_hash] = (delta, self._runs)
            self._delta(message, delta)
        elif kind == "new_session":
            return self._begin(message.new_session, tuple(message.metadata.run.fragment_ids))
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._page = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self.beats[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "script_finished":
            return self._finish(message)
        return None

    def _begin(self, session: NewSession, run: Run) -> Mark:
        self._run = run
        self._runs += 1
        self._keep_for = session.config.max_cached_message_age
        if not run:
            self._page, self._main_script = session.page_script_hash, session.main_script_hash
            self.elements.clear()
            self.beats.clear()
        return Mark(run, ended=False)

    def _delta(self, message: ForwardMsg, delta: Delta) -> None:
        if delta.WhichOneof("type") != "new_element":
            self.elements[f"block:{delta.add_block.WhichOneof('type')}"] += 1
            return
        if message.metadata.cacheable:
            self._kept[message.hash] = (delta, self._runs)
        kind = delta.new_element.WhichOneof("type") or ""
        self.elements[kind] += 1
        if kind == "html":
            self.html = delta.new_element.html.body
        if kind in _VALUES:
            element = getattr(delta.new_element, kind)
            self._widget(kind, element, delta.fragment_id, message.metadata.active_script_hash)

    def _widget(self, kind: str, element: Any, fragment: str, script: str) -> None:
        known = self.widgets.get(element.id)
        if known is None or getattr(element, "set_value", False):
            state = WidgetState(id=element.id, **_VALUES[kind](element))
            typed = kind in ("text_area", "text_input") and not (element.disabled or element.form_id)
            known = Widget(kind, state, fragment, script == self._main_script, typed)
            self.widgets[element.id] = known
        known.run = self._runs

    def _finish(self, message: ForwardMsg) -> Mark | None:
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return None  # another run follows; so says the server too of a run that ended just before another began
        run = tuple(message.metadata.run.fragment_ids)
        if not message.metadata.run.script_run_id:
            return Mark(run, ended=True, begun=True)
        for widget_id, widget in list(self.widgets.items()):
            if widget.run < self._runs and (not self._run or widget.fragment in self._run):
                del self.widgets[widget_id]
        for name, (_, seen) in list(self._kept.items()):
            if self._runs - seen > self._keep_for:
                del self._kept[name]
        return Mark(run, ended=True)

    def of_kind(self, *kinds: str) -> Iterator[str]:
        """The ids of the widgets of these kinds, in the order of the page."""
        return (widget_id for widget_id, widget in self.widgets.items() if widget.kind in kinds)

    def first_message(self, page: str) -> bytes:
        """What a browser sends when it opens the page of this name by its address."""
        return self._message((), page_name=page)

    def rerun(self, fragment: str = "", *, by_itself: bool = False) -> bytes:
        """Run the page, or one fragment of it, with the values of all widgets."""
        states = (widget.state for widget in self.widgets.values())
        return self._message(states, page_script_hash=self._page, fragment_id=fragment, is_auto_rerun=by_itself)

    def change_page(self, name: str) -> bytes:
        """Go to another page, as the link in the sidebar does."""
        states = (widget.state for widget in self.widgets.values() if widget.in_main_script)
        return self._message(states, page_script_hash=self.pages[name])

    def _message(self, states: Iterator[WidgetState] | tuple[()], **more: Any) -> bytes:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.widget_states.SetInParent()
        rerun.widget_states.widgets.extend(states)
        for name, value in more.items():
            setattr(rerun, name, value)
        rerun.cached_message_hashes.extend(self._kept)
        context = rerun.context_info
        context.timezone, context.timezone_offset, context.locale = "UTC", 0, "en-US"
        context.url, context.is_embedded, context.color_scheme = self.url, False, "light"
        made: bytes = message.SerializeToString()
        return made


def _text(element: Any) -> dict[str, Any]:
    return {"string_value": element.value if element.set_value else element.default}


def _tick(element: Any) -> dict[str, Any]:
    return {"bool_value": element.value if element.set_value else element.default}


def _one_of(element: Any) -> dict[str, Any]:
    if element.set_value:
        return {"string_value": element.raw_value} if element.HasField("raw_value") else {}
    return {"string_value": element.options[element.default]} if element.HasField("default") else {}


def _some_of(element: Any) -> dict[str, Any]:
    chosen = list(element.raw_values)
    if not element.set_value:
        options = (element.options[place] for place in element.default)
        chosen = [f"{option.content_icon} {option.content}".strip() for option in options]
    return {"string_array_value": {"data": chosen}}


def _days(element: Any) -> dict[str, Any]:
    return {"string_array_value": {"data": list(element.value if element.set_value else element.default)}}


def _no_file(_: Any) -> dict[str, Any]:
    return {"file_uploader_state_value": {}}


_VALUES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "text_area": _text,
    "text_input": _text,
    "checkbox": _tick,
    "radio": _one_of,
    "selectbox": _one_of,
    "button_group": _some_of,
    "date_input": _days,
    "date_time_input": _days,
    "file_uploader": _no_file,
}
