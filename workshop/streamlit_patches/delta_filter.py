"""What a browser shows of each part of a page, so that a part that runs alone sends only what has changed.

Streamlit sends a part whole each time it runs, and the browser then draws the whole page two or three times. Its front
end keeps what it is not told about, as long as no run is said to begin. So where a part has the same elements in the
same places as the last time, the changed ones are sent without a beginning, and with an end that takes nothing away.
"""

from collections.abc import Sequence
from typing import NamedTuple

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, RunIdentity

_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_THAT_HEAR = ("chat_input", "balloons", "snow")
_ON_THE_PAGE = (0, 1)  # the first number of a path, for the page and its sidebar: toasts and dialogs stand elsewhere


class _Place(NamedTuple):
    """Where something stands, and what it is: a kind of element and its id, or "block"."""

    path: tuple[int, ...]
    script: str
    what: str


class Screen:
    """What one connection was sent of each part of the page. It is looked at only when a part runs alone."""

    def __init__(self) -> None:
        self._parts: dict[str, list[ForwardMsg]] = {}
        self._under_way: dict[str, list[ForwardMsg]] = {}
        self._run = RunIdentity()
        self._unread: list[ForwardMsg] = []

    def lessen(self, messages: Sequence[ForwardMsg]) -> list[ForwardMsg]:
        """The messages without those that would change nothing, in the order they came.

        Only of a part that runs alone, and whose run stands in these messages from its beginning to its end.
        """
        begun = [each.metadata.run for each in messages if each.WhichOneof("type") == "new_session"]
        if not any(run.fragment_ids for run in begun):
            self._unread = [*messages] if begun else [*self._unread, *messages]  # a whole run draws everything anew
            return [*messages]
        for message in self._unread:
            self._note(message)
        self._unread = []
        return self._lessen(messages)

    def _lessen(self, messages: Sequence[ForwardMsg]) -> list[ForwardMsg]:
        lessened: list[ForwardMsg] = []
        at = 0
        while at < len(messages):
            run = _run_of_a_part(messages, at)
            changes = self._changes(run) if run else None
            if changes is None:
                self._note(messages[at])
                lessened.append(messages[at])
                at += 1
            else:
                lessened += changes
                at += len(run)
        return lessened

    def _changes(self, run: Sequence[ForwardMsg]) -> list[ForwardMsg] | None:
        """What of a part's run is new to the browser; nothing where more than the insides of elements may differ."""
        begin, *drawn, end = run
        drawn = [message for message in drawn if message.WhichOneof("type") != "session_status_changed"]
        (part,) = begin.metadata.run.fragment_ids
        known, places = self._parts.get(part), [_place(message, part) for message in drawn]
        if known is None or places != [_place(message, part) for message in known] or not _are_apart(places):
            return None
        changed = [
            message
            for message, shown in zip(drawn, known, strict=True)
            if message.hash != shown.hash or message.delta.new_element.has_one_shot_effect
        ]
        if any(message.delta.WhichOneof("type") == "add_block" for message in changed):
            return None
        self._parts[part] = drawn
        for message in changed:
            message.metadata.cacheable = False  # the front end forgets what it keeps at the ends of runs only
        end.metadata.run.script_run_id = ""  # the front end then takes nothing away that was not sent again
        return [*changed, end]

    def _note(self, message: ForwardMsg) -> None:
        """Remember what is sent whole: only a run that came to its end has taken away what it did not draw."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._run, self._under_way = message.metadata.run, {}
            for part in message.metadata.run.fragment_ids or list(self._parts):
                self._parts.pop(part, None)
        elif kind == "delta" and (part := message.delta.fragment_id):
            self._parts.pop(part, None)
            self._under_way.setdefault(part, []).append(message)
        elif kind == "ref_hash":
            self._note_what_the_browser_kept(message)
        elif kind == "script_finished" and message.script_finished in _DONE and message.metadata.run == self._run:
            self._parts |= self._under_way

    def _note_what_the_browser_kept(self, name: ForwardMsg) -> None:
        """A large element that is only named: of which part it is, its place tells. Such a part is sent whole."""
        path = name.metadata.delta_path
        for drawn in self._under_way.values():
            within = drawn[0].metadata.delta_path
            if path[: len(within)] == within:
                drawn.append(name)


def _run_of_a_part(messages: Sequence[ForwardMsg], at: int) -> Sequence[ForwardMsg]:
    """The run of one part that begins here, to its end; nothing if none does, or it ends elsewhere."""
    begin = messages[at]
    if begin.WhichOneof("type") != "new_session" or len(begin.metadata.run.fragment_ids) != 1:
        return []
    for last in range(at + 1, len(messages)):
        if messages[last].WhichOneof("type") == "script_finished":
            done = messages[last].script_finished in _DONE and messages[last].metadata.run == begin.metadata.run
            return messages[at : last + 1] if done else []
    return []


def _place(message: ForwardMsg, part: str) -> _Place | None:
    """Where something of this part is drawn; nothing for what is not drawn, or not on the page, or of another part."""
    delta, path = message.delta, tuple(message.metadata.delta_path)
    if delta.fragment_id != part or path[0] not in _ON_THE_PAGE:
        return None
    kind = delta.WhichOneof("type")
    what = "block" if kind == "add_block" else _what(delta.new_element) if kind == "new_element" else ""
    return _Place(path, message.metadata.active_script_hash, what) if what else None


def _what(element: Element) -> str:
    """The kind of an element and its id; nothing for one that has to hear of the run, of its beginning or its end."""
    kind = element.WhichOneof("type") or ""
    inside = getattr(element, kind, None)
    waits = kind == "text_input" and element.text_input.HasField("live_debounce_ms")
    return "" if waits or kind in _THAT_HEAR else f"{kind}:{getattr(inside, 'id', '')}"


def _are_apart(places: list[_Place | None]) -> bool:
    """Whether all are elements in places of their own."""
    return None not in places and len({place.path for place in places if place}) == len(places)
