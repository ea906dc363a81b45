"""What each element costs while a page is drawn."""

from collections.abc import Callable
from typing import Any

from streamlit.cursor import Cursor, SparseList

Presenter = Callable[[Any, Any], Any]


def copy_cursor(_: None) -> Callable[[Cursor, object], Cursor]:
    """A cursor is copied attribute by attribute: each fragment keeps those it stands in."""

    def copy(cursor: Cursor, _: object) -> Cursor:
        copied = object.__new__(type(cursor))
        vars(copied).update(vars(cursor), _transient_elements=SparseList())
        copied._transient_elements._data.update(cursor._transient_elements._data)
        return copied

    return copy


def without_parameter(_: None) -> Any:
    """`SparseList[Element]` is `SparseList`: each element makes two, and looking at the parameter costs more."""
    return classmethod(lambda generic, _: generic)


def component_presenter(make: Callable[..., Presenter]) -> Callable[..., Presenter]:
    """The state of a component without callbacks is shown as it is.

    Streamlit makes a class each time a component is drawn, and only the garbage collector can free it again.
    """

    def make_presenter(aggregator_id: str, component_id: str | None = None, keys: set[str] | None = None) -> Presenter:
        return make(aggregator_id, component_id, keys) if keys else as_it_is

    return make_presenter


def as_it_is(value: Any, _: Any) -> Any:
    """The state as it is stored."""
    return value
