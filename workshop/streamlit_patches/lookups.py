"""What Streamlit copies or locks for each run, looked up instead."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime.state.session_state import SessionState


def filtered_state(original: property) -> property:
    """The session state as text boxes see it: looked up where one key is asked for, copied only to go through it.

    Streamlit copies the whole state for each text box.
    """
    copy_of: Callable[[SessionState], Mapping[str, Any]] = original.__get__

    class Lookup(Mapping[str, Any]):
        def __init__(self, state: SessionState) -> None:
            self._state = state

        def __getitem__(self, key: str) -> Any:
            return self._state[key]

        def __iter__(self) -> Iterator[str]:
            return iter(copy_of(self._state))

        def __len__(self) -> int:
            return len(copy_of(self._state))

    return property(Lookup)


def theme_message(fill_in: Callable[[CustomThemeConfig, str], None]) -> Callable[..., None]:
    """A theme is filled in from one that was put together once; Streamlit does it anew for each run."""

    @cache
    def theme(section: str) -> CustomThemeConfig:
        made = CustomThemeConfig()
        fill_in(made, section)
        return made

    def fill_in_a_copy(msg: CustomThemeConfig, section: str = "theme") -> None:
        made = theme(section)
        if made.ByteSize():
            msg.MergeFrom(made)

    return fill_in_a_copy


def option(behind_a_lock: Callable[[str], Any]) -> Callable[[str], Any]:
    """The value of an option without the lock that all runs would queue for."""

    def get_option(key: str) -> Any:
        options = config._config_options
        return options[key].value if options and key in options else behind_a_lock(key)

    return get_option
