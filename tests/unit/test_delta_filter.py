"""A browser that is sent only what changed shows the same as one that is sent everything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg, populate_hash_if_needed

from workshop.streamlit_patches.delta_filter import Screen

PARTS = {"b": (0, 1), "a": (0, 2)}
DONE, DONE_PART, CUT = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_EARLY_FOR_RERUN,
)


@dataclass
class Node:
    """Something on the page of a browser: a block with children, or an element with what it says."""

    run: str
    part: str
    kind: str
    said: str = ""
    children: list["Node"] | None = None


@dataclass
class Browser:
    """How Streamlit's front end takes messages in: what it puts where, and what it takes away at the end of a run."""

    run: str = ""
    page: Node = field(default_factory=lambda: Node("", "", "root", children=[Node("", "", "flex", children=[])]))
    flashes: list[str] = field(default_factory=list)
    cached: dict[str, ForwardMsg] = field(default_factory=dict)

    def receive(self, message: ForwardMsg) -> None:
        kind, run = message.WhichOneof("type"), message.metadata.run
        if kind == "new_session":
            self.run = run.script_run_id
        elif kind == "delta":
            if message.metadata.cacheable:
                self.cached[message.hash] = message
            self._draw(message)
        elif kind == "ref_hash":
            kept = copies([self.cached[message.ref_hash]])[0]
            kept.metadata.CopyFrom(message.metadata)
            self._draw(kept)
        elif kind == "script_finished" and run.script_run_id and message.script_finished in (DONE, DONE_PART):
            rest = [_kept(each, run.script_run_id, list(run.fragment_ids), "") for each in self.page.children or []]
            self.page.children = [each or Node("", "", "flex", children=[]) for each in rest]

    def _draw(self, message: ForwardMsg) -> None:
        delta, (*above, last) = message.delta, message.metadata.delta_path
        place = self.page
        for step in above:
            assert place.children is not None
            place = place.children[step]
            place.run = self.run
        assert place.children is not None
        assert last <= len(place.children), "nothing can be put behind a gap"
        if delta.WhichOneof("type") == "add_block":
            kind = delta.add_block.WhichOneof("type") or ""
            before = place.children[last] if last < len(place.children) else None
            children = before.children if before and before.kind == kind and before.children is not None else []
            drawn = Node(self.run, delta.fragment_id, kind, children=children)
        else:
            drawn = Node(self.run, delta.fragment_id, *_words(message))
            self.flashes += [drawn.said] if delta.new_element.has_one_shot_effect else []
        place.children[last : last + 1] = [drawn]

    def shown(self) -> list[object]:
        """What a visitor sees, from the top to the bottom."""
        return _seen(self.page)


def _seen(node: Node) -> list[object]:
    return [node.kind, node.said, *(_seen(each) for each in node.children or [])]


def _kept(node: Node, run: str, parts: list[str], within: str) -> Node | None:
    if node.children is None:
        return node if node.run == run or (parts and not (node.part and within)) else None
    if node.run != run and (within or not parts):
        return None
    inside = node.part if node.part in parts and node.run == run else within
    rest = [_kept(each, run, parts, inside) for each in node.children]
    return replace(node, run=run, children=[each for each in rest if each])


def _words(message: ForwardMsg) -> tuple[str, str]:
    element = message.delta.new_element
    kind = element.WhichOneof("type") or ""
    return kind, element.markdown.body if kind == "markdown" else f"{element.checkbox.id}: {element.checkbox.label}"


@dataclass(frozen=True)
class Item:
    """What a part draws: a text, a box with an id, or a block of such."""

    kind: str
    said: str = ""
    name: str = ""
    at_once: bool = False
    inside: tuple["Item", ...] = ()


def messages_of(item: Item, path: tuple[int, ...], part: str) -> Iterator[ForwardMsg]:
    """What Streamlit sends for it."""
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = part
    if item.kind == "block":
        message.delta.add_block.flex_container.border = bool(item.said)
    elif item.kind in ("text", "large"):
        message.delta.new_element.markdown.body = item.said
    else:
        message.delta.new_element.checkbox.id = item.name
        message.delta.new_element.checkbox.label = item.said
    if item.at_once:
        message.delta.new_element.has_one_shot_effect = True
    populate_hash_if_needed(message)
    message.metadata.cacheable = item.kind == "large"
    yield message
    for place, each in enumerate(item.inside):
        yield from messages_of(each, (*path, place), part)


def run_of(
    name: str, parts: Sequence[str], drawn: Sequence[ForwardMsg], how: "ForwardMsg.ScriptFinishedStatus.ValueType"
) -> list[ForwardMsg]:
    """A run from its beginning to its end."""
    begin, status, end = ForwardMsg(), ForwardMsg(), ForwardMsg()
    begin.new_session.name = "app"
    status.session_status_changed.script_is_running = True
    end.script_finished = how
    for message in (begin, end):
        message.metadata.run.script_run_id = name
        message.metadata.run.fragment_ids.extend(parts)
    return [begin, status, *drawn, end]


def copies(messages: Sequence[ForwardMsg]) -> list[ForwardMsg]:
    made = []
    for message in messages:
        made.append(ForwardMsg())
        made[-1].CopyFrom(message)
    return made


def as_sent_to(browser: Browser, run: Sequence[ForwardMsg]) -> list[ForwardMsg]:
    """What Streamlit sends to a browser that keeps some large elements: of those only the name."""
    return [create_reference_msg(each) if each.hash in browser.cached else each for each in copies(run)]


leaves = some.builds(
    Item,
    kind=some.sampled_from(["text", "box", "large"]),
    said=some.sampled_from(["one", "two", "three"]),
    name=some.sampled_from(["x", "y"]),
    at_once=some.sampled_from([False, False, False, True]),
)
items = some.one_of(
    leaves,
    some.builds(
        Item, kind=some.just("block"), said=some.sampled_from(["", "edge"]), inside=some.tuples(leaves, leaves)
    ),
)
contents = some.lists(items, max_size=3).map(lambda inside: Item("block", inside=tuple(inside)))
steps = some.tuples(
    some.sampled_from(["a", "a", "a", "b", "whole", "without a"]),
    contents,
    some.booleans(),
    some.sampled_from([None, None, None, 1]),
    some.sampled_from([100, 100, 3]),
)


@settings(max_examples=300, deadline=None)
@given(some.lists(steps, min_size=2, max_size=12))
def test_the_screen_is_the_same(script: list[tuple[str, Item, bool, int | None, int]]) -> None:
    """Runs of the whole page and of its parts, some cut short, some sent in several lots."""
    told_all, told_less, screen = Browser(), Browser(), Screen()
    page = {name: Item("block") for name in PARTS}
    for number, (name, content, again, cut, lot) in enumerate([("whole", Item("block"), False, None, 100), *script]):
        alone = name in PARTS
        if alone and not again:
            page[name] = content
        names = {"whole": list(PARTS), "without a": ["b"]}.get(name, [name])
        drawn = [each for name in names for each in messages_of(page[name], PARTS[name], name)]
        if not alone:
            drawn = [*messages_of(Item("text", f"run {number}"), (0, 0), ""), *drawn]
        how = CUT if cut else DONE_PART if alone else DONE
        run = run_of(f"run {number}", [name] if alone else [], drawn[: cut or len(drawn)], how)
        for message in as_sent_to(told_all, run):
            told_all.receive(message)
        sent = as_sent_to(told_less, run)
        for at in range(0, len(sent), lot):
            for message in screen.lessen(sent[at : at + lot]):
                told_less.receive(message)
        assert told_less.shown() == told_all.shown()
    assert told_less.flashes == told_all.flashes


def checklist(*labels: str, title: str = "2 of 3", edge: str = "", first: int = 0) -> list[ForwardMsg]:
    """A part: a block with a text and boxes, whose ids are numbered."""
    boxes = [Item("box", label, f"box {number}") for number, label in enumerate(labels, first)]
    return list(messages_of(Item("block", edge, inside=(Item("text", title), *boxes)), PARTS["a"], "a"))


def sent_after(*runs: list[ForwardMsg]) -> list[ForwardMsg]:
    """What a browser is sent of the last of these runs of a part."""
    screen, sent = Screen(), []
    for number, drawn in enumerate(runs):
        sent = screen.lessen(run_of(f"run {number}", ["a"], drawn, DONE_PART))
    return sent


def test_only_what_changed_is_sent() -> None:
    count, end = sent_after(checklist("I", "you"), checklist("I", "you", title="3 of 3"))
    assert count.delta.new_element.markdown.body == "3 of 3"
    assert (end.WhichOneof("type"), end.metadata.run.script_run_id) == ("script_finished", "")


def test_only_what_changed_is_sent_also_after_the_part_was_sent_whole_again() -> None:
    longer = checklist("I", "you", "we")
    assert len(sent_after(checklist("I"), longer, checklist("I", "you", "we", title="3 of 3"))) == 2


def test_of_a_run_that_changes_nothing_only_its_end_is_sent() -> None:
    assert [each.WhichOneof("type") for each in sent_after(checklist("I"), checklist("I"))] == ["script_finished"]


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(checklist("I", "you", "we"), id="one more element"),
        pytest.param(checklist("I"), id="one less"),
        pytest.param(checklist("I", "you", edge="edge"), id="another block"),
        pytest.param(checklist("I", "you", first=7), id="other ids"),
        pytest.param(
            checklist("I", "you")[:-1] + list(messages_of(Item("text", "A toast."), (2, 0), "a")), id="elsewhere"
        ),
    ],
)
def test_all_is_sent_where_more_than_the_insides_changed(drawn: list[ForwardMsg]) -> None:
    assert len(sent_after(checklist("I", "you"), drawn)) == len(drawn) + 3


def test_all_is_sent_of_a_part_with_a_field_that_waits_for_the_end_of_a_run() -> None:
    search = checklist("I")
    search[-1].delta.new_element.text_input.live_debounce_ms = 0
    assert len(sent_after(search, search)) == len(search) + 3


def test_all_is_sent_to_a_new_connection() -> None:
    assert len(sent_after(checklist("I"))) == len(checklist("I")) + 3
    assert len(sent_after([])) == 3


def test_what_has_an_effect_at_once_is_always_sent() -> None:
    """A field that the server fills anew: what was typed since is not known here."""
    filled = list(messages_of(Item("text", "filled in", at_once=True), PARTS["a"], "a"))
    assert [each.WhichOneof("type") for each in sent_after(filled, filled)] == ["delta", "script_finished"]


def test_what_was_only_named_and_is_gone_is_taken_away() -> None:
    """A large element that the browser kept stands in the part too."""
    large = checklist("I")
    large[-1].metadata.cacheable = True
    named = [*large[:-1], create_reference_msg(large[-1])]
    assert len(sent_after(large, named, large[:-1])) == len(large) - 1 + 3


def test_what_is_sent_alone_is_not_kept_by_the_browser() -> None:
    large, larger = (list(messages_of(Item("large", said), PARTS["a"], "a")) for said in ("many words", "more words"))
    assert [each.metadata.cacheable for each in sent_after(large, larger)] == [False, False]


def test_an_end_without_its_beginning_tells_nothing() -> None:
    """The beginning went to a connection that is gone."""
    screen, part = Screen(), checklist("I")
    screen.lessen(run_of("run 0", ["a"], part, DONE_PART)[1:])
    assert len(screen.lessen(run_of("run 1", ["a"], part, DONE_PART))) == len(part) + 3


def test_a_part_that_another_drew_and_did_not_end_is_not_known() -> None:
    screen, part = Screen(), checklist("I")
    screen.lessen(run_of("run 0", ["a"], part, DONE_PART))
    screen.lessen(run_of("run 1", ["b"], checklist("you"), CUT))
    assert len(screen.lessen(run_of("run 2", ["a"], part, DONE_PART))) == len(part) + 3
