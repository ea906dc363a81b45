"""What is changed inside Streamlit, in one table: what it does slowly where thirty people work at once, done quickly.

`PATCHES` is the table. Each row was written for the pinned version of Streamlit. A row that does not fit the Streamlit
that runs is left out, with all of its feature, and named in the log: the workshop then runs slower, not wrong.
`python -m bench patches` measures what each feature is worth.
"""

import importlib
import inspect
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

ABSENT = "(absent)"
PROPERTY = "(property)"
_log = logging.getLogger(__name__)


class Patch(NamedTuple):
    """One attribute inside Streamlit, and what takes its place.

    `owner` is a module, or a class as "module:Class". `expected` is what must stand there now: the names of the
    function's parameters, or `PROPERTY`, or `ABSENT` where the attribute is added. `replacement` is a function of this
    package, as "module:function": it is given what stood there and returns what takes its place. The patches of one
    `feature` need each other and are applied together or not at all.
    """

    feature: str
    owner: str
    name: str
    expected: str
    replacement: str


_SESSION = "streamlit.runtime.app_session:AppSession"
_RUNNER = "streamlit.runtime.scriptrunner.script_runner:ScriptRunner"
_RUNTIME = "streamlit.runtime.runtime:Runtime"
_QUEUE = "streamlit.runtime.forward_msg_queue:ForwardMsgQueue"
_COMPONENTS = "streamlit.components.v2.bidi_component.main"
_STATE = "streamlit.runtime.state.session_state:SessionState"
_AN_EVENT = (
    "self sender event forward_msg exception client_state page_script_hash fragment_ids_this_run pages run_descriptor"
)

PATCHES: tuple[Patch, ...] = (
    Patch("fragment copies", "streamlit.cursor:Cursor", "__deepcopy__", ABSENT, "drawing:copy_cursor"),
    Patch("generic lists", "streamlit.cursor:SparseList", "__class_getitem__", ABSENT, "drawing:without_parameter"),
    Patch(
        "silent components",
        _COMPONENTS,
        "make_bidi_component_presenter",
        "aggregator_id component_id allowed_state_keys",
        "drawing:component_presenter",
    ),
    Patch("state lookup", _STATE, "filtered_state", PROPERTY, "lookups:filtered_state"),
    Patch("theme", "streamlit.runtime.app_session", "_populate_theme_msg", "msg section", "lookups:theme_message"),
    Patch("options", "streamlit.config", "get_option", "key", "lookups:option"),
    Patch("rerun scope", _SESSION, "request_rerun", "self client_state", "rerun_scope:request_rerun"),
    Patch("message batching", _SESSION, "_on_scriptrunner_event", _AN_EVENT, "message_batching:on_event"),
    Patch("message batching", _RUNNER, "_enqueue_forward_msg", "self msg", "message_batching:enqueue_drawn"),
    Patch("message batching", _SESSION, "_create_scriptrunner", "self initial_rerun_data", "message_batching:create"),
    Patch("message batching", _SESSION, "flush_browser_queue", "self", "message_batching:flush_in_lots"),
    Patch("message batching", _QUEUE, "enqueue", "self msg", "message_batching:append"),
    Patch("message batching", _RUNTIME, "_enqueued_some_message", "self", "message_batching:wake_up_once"),
    Patch("message batching", _RUNTIME, "_send_message", "self session_info msg", "message_batching:send_lot"),
)


def apply_patches(patches: Sequence[Patch] = PATCHES) -> None:
    """Put each replacement in its place, for this process; what does not fit is left out and logged."""
    fit, misfits = fitting(patches)
    for feature, reason in misfits.items():
        facts = {"feature": feature, "reason": reason}
        _log.warning("left out what does not fit this Streamlit: %s", facts, extra={"facts": facts})
    for patch in fit:
        owner = owner_of(patch)
        replacement = _found(f"{__name__}.{patch.replacement}")
        setattr(owner, patch.name, replacement(_standing(owner, patch.name)))


def fitting(patches: Sequence[Patch] = PATCHES) -> tuple[list[Patch], dict[str, str]]:
    """The patches that can be applied, and by feature why the others cannot."""
    misfits = {patch.feature: reason for patch in patches if (reason := misfit(patch))}
    return [patch for patch in patches if patch.feature not in misfits], misfits


def misfit(patch: Patch) -> str:
    """Why a patch does not fit the Streamlit that runs, or what it needs cannot be had; empty if it fits."""
    try:
        owner = owner_of(patch)
        _found(f"{__name__}.{patch.replacement}")
    except (ImportError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"
    standing = _standing(owner, patch.name)
    found = _description(standing)
    return "" if found == patch.expected else f"{patch.owner}.{patch.name} is {found}, not {patch.expected}"


def owner_of(patch: Patch) -> Any:
    """The module or the class that a patch changes. Raises `ImportError`, `AttributeError`."""
    return _found(patch.owner)


def _found(address: str) -> Any:
    module, _, name = address.partition(":")
    found = importlib.import_module(module)
    return getattr(found, name) if name else found


def _standing(owner: Any, name: str) -> Any:
    """What an owner itself holds under a name: a property as such, and nothing that is inherited."""
    return vars(owner).get(name)


def _description(standing: Any) -> str:
    if standing is None:
        return ABSENT
    if isinstance(standing, property):
        return PROPERTY
    return " ".join(inspect.signature(standing).parameters)
