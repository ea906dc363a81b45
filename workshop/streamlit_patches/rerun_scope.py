"""Which part of the page runs when something on it changed."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

_log = logging.getLogger(__name__)


def request_rerun(ask: Callable[[AppSession, ClientState | None], None]) -> Callable[..., None]:
    """Run one fragment, or the whole page where something changed outside of that fragment.

    Streamlit's page sends what changed at the same moment as one message that names only one fragment.
    """

    def ask_for_run(self: AppSession, client_state: ClientState | None) -> None:
        if client_state is not None:
            held = self._session_state._new_widget_state
            sent = vars(self).get("_sent", {})
            now = vars(self)["_sent"] = {each.id: each for each in client_state.widget_states.widgets}
            fragment = client_state.fragment_id
            gone = not client_state.is_auto_rerun and not self.has_fragment(fragment)
            if fragment and (gone or not parts_of(sent, now, held.widget_metadata, partial(_held, held)) <= {fragment}):
                client_state.fragment_id = ""
        ask(self, client_state)

    return ask_for_run


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
