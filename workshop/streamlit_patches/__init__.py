"""What Streamlit 1.67 does slowly where thirty people work at once, done quickly, and parts of a page that run alone.

Each of these changes something inside Streamlit; `bench rerun` shows what it is worth. A new version of Streamlit may
not need them, or break them: tests/unit/test_streamlit_patches.py says so.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from streamlit import config
from streamlit.components.v2.bidi_component import main as components
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.cursor import Cursor, SparseList
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state.session_state import SessionState

from workshop.streamlit_patches.message_batching import send_quicker
from workshop.streamlit_patches.rerun_scope import ask_for_run

_copy_of = vars(SessionState)["filtered_state"].fget
_fill_in_theme = app_session._populate_theme_msg
_option_behind_a_lock = config.get_option
_show_writable = make_bidi_component_presenter


def apply_patches() -> None:
    """Put the quick ways in the place of the slow ones, for this process."""
    Cursor.__deepcopy__ = _copy_place  # type: ignore[attr-defined]
    SparseList.__class_getitem__ = classmethod(_without_its_parameter)  # type: ignore[attr-defined]
    SessionState.filtered_state = property(_Lookup)  # type: ignore[assignment, method-assign]
    AppSession.request_rerun = ask_for_run  # type: ignore[assignment, method-assign]
    app_session._populate_theme_msg = _copy_theme  # type: ignore[assignment]
    config.get_option = _option
    components.make_bidi_component_presenter = _show_component  # type: ignore[attr-defined, assignment]
    send_quicker()


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


def _copy_place(place: Cursor, _: object) -> Cursor:
    """A place on the page, copied attribute by attribute: each part of the page keeps those it stands in."""
    copied = object.__new__(type(place))
    vars(copied).update(vars(place), _transient_elements=SparseList())
    copied._transient_elements._data.update(place._transient_elements._data)
    return copied


def _without_its_parameter(generic: type[Any], _: object) -> type[Any]:
    """`SparseList[Element]` as `SparseList`: each element makes two, and to go by the parameter costs more."""
    return generic


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
