"""The people table, and the choice of one person on the pages that go person by person."""

import functools
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import pandas as pd
import streamlit as st

from workshop.content import fill
from workshop.plan.contact_details import REACHES
from workshop.plan.model import Person, Plan, clean, new_id, replace
from workshop.plan.model import write as write_plan
from workshop.plan.sent_drafts import checksum
from workshop.ui.core.fields import bind, other_versions, tell_if_wrong
from workshop.ui.core.menu import go_to
from workshop.ui.core.session import WRITING, PlanSession, plan_session
from workshop.ui.core.text import escape_markdown
from workshop.vocabulary import PERSON_COLUMNS

_TABLE, _ADD = "people_table", "add_person"
_TEXTS = [column for column in PERSON_COLUMNS if column not in ("closeness", "stage", "practice")]
# Streamlit forgets a widget on the pages that do not show it; what was chosen is remembered beside it.
_CHOICE, _REMEMBERED = "choice_of_person", "remembered_person"


def add(person: Person) -> Callable[[Plan], Plan]:
    """The change that puts a person at the end of the table, or brings them back if they were there before."""

    def change(plan: Plan) -> Plan:
        if plan.person(person.id):
            return write_plan(plan, f"people.{person.id}.removed", False)
        return replace(plan, people=(*plan.people, person))

    return change


def display_name(person: Person) -> str:
    """The person's name as plain text for a label."""
    return escape_markdown(person.name) or escape_markdown(person.organisation) or plan_session().content.words.unnamed


def choose() -> Person | None:
    """The person the visitor is working on, chosen above; None (with a way to the table) if there is nobody."""
    current = plan_session()
    words, people = current.content.words, {person.id: person for person in current.plan.present}
    if not people:
        st.info(words.no_people, icon=":material/group_add:")
        if st.button(words.go_to_people, icon=":material/arrow_back:"):
            go_to("identify")
        return None
    remembered = st.session_state.get(_CHOICE, st.session_state.get(_REMEMBERED))
    st.session_state[_CHOICE] = remembered if remembered in people else next(iter(people))
    chosen: str | None = st.pills(
        words.which_person,
        list(people),
        key=_CHOICE,
        required=True,
        format_func=_labels(current, people).__getitem__,
        wrap=True,
    )
    st.session_state[_REMEMBERED] = chosen
    return people[chosen] if chosen else None


def go_on_with(person: Person) -> None:
    """Have the pages that go person by person begin with this one."""
    st.session_state[_REMEMBERED] = person.id


_STATUS_ICONS = {
    "to_ask": "person",
    "asked": "outgoing_mail",
    "nudged": "notifications",
    "yes": "event_available",
    "no": "block",
    "met": "forum",
    "thanked": "favorite",
}


def _labels(current: PlanSession, people: Mapping[str, Person]) -> dict[str, str]:
    """A label for each person, never the same twice: a second person of one name gets a number."""
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for person in people.values():
        icon, name = _STATUS_ICONS[current.plan.interview(person.id).status], display_name(person)
        counts[name] += 1
        labels[person.id] = f":material/{icon}: {name}" + (f" ({counts[name]})" if counts[name] > 1 else "")
    return labels


def table() -> None:
    """The people as an editable table. Each cell is saved on its own; the table never eats its own output."""
    current = plan_session()
    words, columns = current.content.words, _columns(current)
    if not current.editable:
        st.dataframe(_frame(current.plan.present), column_config=columns, hide_index=True, alt=words.people_table)
        return
    state = st.session_state.get(_TABLE)
    if state is None or state.key not in st.session_state or not state.stands(current):
        state = st.session_state[_TABLE] = _Table(current.plan.present, state.number + 1 if state else 0)
    st.data_editor(
        state.frame,
        key=state.key,
        num_rows="fixed",
        hide_index=True,
        on_change=_sync,
        args=(current, state),
        column_config=columns,
        alt=words.people_table,
    )
    _sync(current, state)
    current.show_save_error("people.")
    for person in current.plan.present:
        for blank in REACHES:
            tell_if_wrong(blank, getattr(person, blank), f"{display_name(person)}: ")
    current.widgets.rows = [person.id for person in state.base]
    for person in current.plan.present:
        current.widgets.texts |= {f"people.{person.id}.{name}": checksum(getattr(person, name)) for name in _TEXTS}
    for path in [path for path in current.plan.others if path.startswith("people.")]:
        other_versions(current, path)


@dataclass
class _Table:
    """The people as the table first showed them, and the cells changed since, by person and column.

    The widget's key names the rows: what a browser sends again must not end up with another person.
    """

    base: tuple[Person, ...]
    number: int
    cells: dict[tuple[str, str], Any] = field(default_factory=dict)
    known: bool = False
    written_at: float = -math.inf

    @property
    def key(self) -> str:
        rows = checksum(" ".join(person.id for person in self.base))
        return plan_session().widget(f"people_table_{rows}_{self.number}")

    @functools.cached_property
    def frame(self) -> pd.DataFrame:
        """The people as the table first showed them, a row each."""
        return _frame(self.base)

    def stands(self, current: PlanSession) -> bool:
        """Whether this table can stay. A new one, for what was changed elsewhere, closes the cell that is open in it:
        while somebody writes, it has to wait for the heartbeat."""
        people = list(current.plan.present)
        shown = [person.model_copy(update=self._changes(person.id)) for person in self.base]
        same_rows = [person.id for person in shown] == [person.id for person in people]
        current.run.refresh_pending = shown != people and same_rows and monotonic() - self.written_at < WRITING
        return shown == people or current.run.refresh_pending

    def _changes(self, person_id: str) -> dict[str, Any]:
        return {column: value for (owner, column), value in self.cells.items() if owner == person_id}

    def seen(self, person_id: str, column: str) -> Any:
        """What the visitor saw in a cell before the change at hand."""
        person = next(person for person in self.base if person.id == person_id)
        return self.cells.get((person_id, column), getattr(person, column))


def _sync(current: PlanSession, state: _Table) -> None:
    """Save the cells that were edited since the last time."""
    edits = st.session_state[state.key]["edited_rows"]
    cells = {
        (state.base[row].id, column): _cell(column, value)
        for row, changes in edits.items()
        for column, value in changes.items()
    }
    new = {place: value for place, value in cells.items() if place not in state.cells or state.cells[place] != value}
    for (person_id, column), value in new.items():
        path = f"people.{person_id}.{column}"
        if state.known:
            current.put(path, value, state.seen(person_id, column))
        else:
            current.merge_stale(path, value)  # a browser sends its table again after the server was started anew
    state.known = True
    if new:
        state.written_at = monotonic()
    if not (new and current.save_error):
        state.cells = cells


def _cell(column: str, value: Any) -> Any:
    if column in ("closeness", "stage"):
        return value or None
    return bool(value) if column == "practice" else clean(value or "")


def _frame(people: tuple[Person, ...]) -> pd.DataFrame:
    rows = [{column: getattr(person, column) for column in PERSON_COLUMNS} for person in people]
    frame = pd.DataFrame(rows, columns=list(PERSON_COLUMNS), index=[person.id for person in people])
    return frame.astype({column: bool if column == "practice" else object for column in PERSON_COLUMNS})


def _choices(current: PlanSession) -> dict[str, dict[Any, str]]:
    return {"closeness": dict(current.content.people.closeness), "stage": dict(current.content.people.stages)}


def _columns(current: PlanSession) -> dict[str, Any]:
    choices = _choices(current)
    made: dict[str, Any] = {}
    for column in current.content.people.columns:
        label, hint = column.label, column.hint or None
        if column.id in choices:
            labels = choices[column.id]
            made[column.id] = st.column_config.SelectboxColumn(
                label, help=hint, options=list(labels), format_func=labels.__getitem__
            )
        elif column.id == "practice":
            made[column.id] = st.column_config.CheckboxColumn(label, help=hint)
        else:
            pinned = column.id == "name"
            made[column.id] = st.column_config.TextColumn(label, help=hint, pinned=pinned, width="medium")
    return made


def form(person: Person) -> None:
    """One person's facts, a blank each: what the table holds, made for a phone."""
    current = plan_session()
    choices = _choices(current)
    with st.container(border=True, key="section_person"):
        for column in current.content.people.columns:
            path, hint = f"people.{person.id}.{column.id}", column.hint or None
            if column.id in choices:
                labels = choices[column.id]
                bind(
                    st.pills,
                    path,
                    column.label,
                    options=list(labels),
                    format_func=labels.__getitem__,
                    default="default",
                    help=hint,
                )
            elif column.id == "practice":
                bind(st.checkbox, path, column.label, help=hint)
            else:
                tell_if_wrong(column.id, bind(st.text_input, path, column.label, to_plan=clean, help=hint))


def removed() -> None:
    """The people taken off the list, each with a way back."""
    current = plan_session()
    gone = [person for person in current.plan.people if person.removed]
    if gone and current.editable:
        st.caption(current.content.words.removed_people)
        with st.container(horizontal=True):
            for person in gone:
                label = fill(current.content.words.bring_back, {"name": display_name(person)})
                st.button(
                    label,
                    icon=":material/undo:",
                    key=f"back_{person.id}",
                    on_click=current.set,
                    args=(f"people.{person.id}.removed", False),
                )


def add_button() -> None:
    """The button that adds an empty row to the list."""
    current = plan_session()
    if current.editable:
        st.button(current.content.words.add_person, icon=":material/person_add:", on_click=_add_empty, args=(current,))
        current.show_save_error(_ADD)


def _add_empty(current: PlanSession) -> None:
    person = Person(id=new_id("p"))
    current.change(add(person), at=_ADD)
    if not current.save_error:
        st.session_state[_CHOICE] = person.id
