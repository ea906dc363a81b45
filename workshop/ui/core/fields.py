"""Widgets that read from the plan and write to the plan. Every one goes through `bind`."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st

from workshop.content import fill
from workshop.content.models import Field
from workshop.plan import merge
from workshop.plan.contact_details import REACHES, is_wrong
from workshop.plan.dates import as_day, day, moment
from workshop.plan.merge import seen
from workshop.plan.messages import EMPTIED
from workshop.plan.model import Person, clean, read
from workshop.plan.sent_drafts import checksum
from workshop.ui.core.session import PlanSession, plan_session
from workshop.ui.core.text import own_words

LONG_LABEL = 28
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
Widget = Callable[..., Any]
Convert = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def bind(
    widget: Widget,
    path: str,
    label: str,
    *,
    to_widget: Convert = _same,
    to_plan: Convert = _same,
    default: str = "value",
    **options: Any,
) -> Any:
    """Draw `widget` over the value at `path`, save what the visitor changes, and return the value now in the plan.

    `default` is the widget's argument for its first value. The widget shows a change made elsewhere, unless the
    visitor has changed it too; then the visitor's own text stands. Nobody's text is exchanged while they write it, nor
    for one that their own page sent to /draft: it stands in the box already.
    """
    current = plan_session()
    held = read(current.plan, path)
    stored = to_widget(held)
    if not current.editable:
        show(label, stored, options.get("format_func"))
        return held
    key, shown = current.widget(path), current.widgets.shown.get(path, stored)
    theirs = shown != stored and key in st.session_state and st.session_state[key] == shown
    own = theirs and current.on_its_way(path, held)
    waits = theirs and isinstance(stored, str) and (own or current.writes(path))
    if theirs and not waits:
        current.widgets.replaced.setdefault(path, []).insert(0, st.session_state[key])
        st.session_state[key] = stored
    else:
        options[default] = stored
    options["key"] = key
    if widget is st.text_input:
        options["live"] = True  # saved while it is typed, as `behaviour.js` does for long texts
    value = widget(label, on_change=_commit, args=(current, path, to_widget, to_plan), **options)
    if waits and value == current.widgets.shown[path]:  # what another wrote is shown once this visitor pauses
        current.run.refresh_pending, current.widgets.texts[path] = True, checksum(str(stored) if own else value)
        if not own:
            st.caption(f":material/edit_note: {current.content.words.both_write}")
        return held
    changed = _save(current, path, value, to_widget, to_plan)
    if changed:
        held = read(current.plan, path)
        stored = to_widget(held)
    _remember(current, path, value, stored, corrected=changed and not current.save_error)
    current.show_save_error(path)
    if path in current.plan.others:
        other_versions(current, path, options.get("format_func"))
    return held


def bind_draft(widget: Widget, path: str, label: str, filled: str, **options: Any) -> str:
    """Draw a text that starts as `filled` and of which only what the visitor changes is kept; how it stands now."""

    def shown(kept: str | None) -> str:
        return "" if kept == EMPTIED else kept or filled

    def kept(text: str) -> str:
        return "" if text == filled else clean(text) or EMPTIED

    return shown(bind(widget, path, label, to_widget=shown, to_plan=kept, **options))


def _remember(current: PlanSession, path: str, value: Any, kept: Any, *, corrected: bool) -> None:
    """Note what the visitor sees. A box that shows what the plan did not take is corrected by one more run."""
    corrected = corrected and value != kept
    current.widgets.shown[path] = value if corrected else kept
    current.run.rerun_needed |= corrected
    if isinstance(kept, str):
        current.widgets.texts[path] = checksum(kept)


def other_versions(current: PlanSession, path: str, format_func: Callable[[Any], str] | None = None) -> None:
    """What someone else wrote in the same blank at the same time, to use or to put away."""
    words = current.content.words
    with st.container(border=True, key=f"others_{current.widget(path)}"):
        st.caption(words.other_version)
        for number, text in enumerate(current.plan.others.get(path, ())):
            st.text(format_func(text) if format_func else text)
            with st.container(horizontal=True):
                for word, change, done in (
                    (words.use_other, merge.choose, words.done_use_other),
                    (words.drop_other, merge.drop, words.done_drop_other),
                ):
                    st.button(
                        word,
                        key=f"{change.__name__}_{number}_{current.widget(path)}",
                        on_click=current.change,
                        args=(lambda plan, change=change, text=text: change(plan, path, text), done),
                    )


def pick_from_list(label: str, *, options: Sequence[Any], value: Any = None, **more: Any) -> Any:
    """A choice of one whose options are sentences, one a line; it takes its first value like the other widgets."""
    return st.radio(label, options, index=options.index(value) if value in options else None, **more)


def show(label: str, value: Any, format_func: Callable[[Any], str] | None = None) -> None:
    """What a blank holds, to read and not to change."""
    if isinstance(value, bool):
        st.markdown(f":material/{'check_box' if value else 'check_box_outline_blank'}: {label}")
        return
    with st.container(gap=None):
        st.caption(label)
        if format_func and value:
            st.markdown(", ".join(map(format_func, value if isinstance(value, list) else [value])))
        elif isinstance(value, date):
            st.text(moment(value) if isinstance(value, datetime) else day(value))
        else:
            st.text(str(value or "–"))


def pick_one(label: str, *, options: Sequence[Any], value: Any = None, **more: Any) -> Any:
    """A select box that takes its first value like the other widgets; a value of old stays choosable."""
    shown = st.session_state.get(more.get("key", ""))
    choices = list(dict.fromkeys([*options, *(each for each in (value, shown) if each is not None)]))
    return st.selectbox(label, choices, index=choices.index(value) if value in choices else None, **more)


def _commit(current: PlanSession, path: str, to_widget: Convert, to_plan: Convert) -> None:
    key = current.widget(path)
    if _save(current, path, st.session_state.get(key), to_widget, to_plan) and current.save_error:
        return
    kept = to_widget(read(current.plan, path))
    if st.session_state.get(key) != kept:  # cleaned, or emptied where an empty box means the template
        st.session_state[key] = kept


def _save(current: PlanSession, path: str, value: Any, to_widget: Convert, to_plan: Convert) -> bool:
    """Save what differs from the plan; whether there was anything to save."""
    if to_widget(to_plan(value)) == to_widget(read(current.plan, path)):
        return False
    if path in current.widgets.shown:
        current.put(path, to_plan(value), to_plan(_seen(current, path, value)))
    else:
        current.merge_stale(path, to_plan(value))  # a browser sends its boxes again after the server was started anew
    return True


def _seen(current: PlanSession, path: str, value: Any) -> Any:
    """What the visitor saw when they changed it. A text of someone else's may have come too late to be seen."""
    earlier, shown = current.widgets.replaced.pop(path, []), current.widgets.shown[path]
    texts = [each for each in (shown, *earlier) if isinstance(each, str)]
    return seen(value, texts) if texts and isinstance(value, str) else shown


def tell_if_wrong(blank: str, text: str, whose: str = "") -> None:
    """Say under the blank "email" or "phone" that what stands there reaches nobody; it is saved all the same."""
    if is_wrong(blank, text):
        words = plan_session().content.words
        said = {"email": words.wrong_email, "phone": words.wrong_phone}[blank]
        st.caption(f":material/error: {whose}{said}")


def draw(field: Field, person: Person | None = None) -> None:
    """Draw one blank of a worksheet; `person` for a field of the interview with that person."""
    if field.recall:
        _recall(field.recall)
    _KINDS[field.kind](field, _address(field, person))


def fills_a_cell(others: Collection[str], field: Field, person: Person | None) -> bool:
    """Whether a blank is drawn with more than its box, and needs a place of its own.

    `others` are the addresses in the plan at which somebody else wrote too.
    """
    checked = field.place == "about" and field.id in REACHES
    return bool(checked or field.recall or field.aim_words or _address(field, person) in others)


def _address(field: Field, person: Person | None) -> str:
    places = {"answers": "answers", "about": "about", "interview": f"interviews.{person.id if person else ''}.answers"}
    return f"{places[field.place]}.{field.id}"


def _recall(field_id: str) -> None:
    current = plan_session()
    earlier = current.plan.words(field_id)
    sure = current.plan.answers.get(f"{field_id}_sure")
    sure_field = current.content.fields.get(f"{field_id}_sure")
    labels = {option.id: option.label for option in sure_field.options} if sure_field else {}
    if earlier:
        own_words(earlier, caption=labels.get(str(sure), ""))


def _text_or_empty(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _typed(widget: Widget, field: Field, path: str, **more: Any) -> str:
    """A blank for words, of one line or of many; what stands in it."""
    more |= {"help": field.hint or None, "placeholder": field.example}
    value = bind(widget, path, field.label, to_widget=_text_or_empty, to_plan=_text_or_empty, **more)
    return _text_or_empty(value)


def _line(field: Field, path: str) -> None:
    text = _typed(st.text_input, field, path)
    if field.place == "about":
        tell_if_wrong(field.id, text)


def _text(field: Field, path: str) -> None:
    words = _typed(st.text_area, field, path, height="content")
    if field.aim_words:
        blanks = {"count": str(len(words.split())), "aim": str(field.aim_words)}
        st.caption(fill(plan_session().content.words.word_count, blanks))


def _choice(field: Field, path: str) -> None:
    labels = {option.id: option.label for option in field.options}
    sentences = max(map(len, labels.values())) > LONG_LABEL
    more: dict[str, Any] = {} if sentences else {"default": "default", "wrap": True}
    bind(
        pick_from_list if sentences else st.pills,
        path,
        field.label,
        to_widget=lambda value: value if value in labels else None,
        options=list(labels),
        format_func=labels.__getitem__,
        help=field.hint or None,
        **more,
    )


def _choices(field: Field, path: str) -> None:
    labels = {option.id: option.label for option in field.options}
    bind(
        st.pills,
        path,
        field.label,
        to_widget=lambda value: [each for each in labels if isinstance(value, tuple) and each in value],
        to_plan=tuple,
        options=list(labels),
        format_func=labels.__getitem__,
        selection_mode="multi",
        help=field.hint or None,
        default="default",
    )


def _check(field: Field, path: str) -> None:
    bind(st.checkbox, path, field.label, to_widget=bool, help=field.hint or None)


def _day_in_range(value: Any) -> date | None:
    found = as_day(_text_or_empty(value))
    return found if found and FIRST_DAY <= found <= LAST_DAY else None


def _date(field: Field, path: str) -> None:
    bind(
        st.date_input,
        path,
        field.label,
        to_widget=_day_in_range,
        to_plan=lambda value: value.isoformat() if isinstance(value, date) else "",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        help=field.hint or None,
    )


_KINDS: dict[str, Callable[[Field, str], None]] = {
    "line": _line,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "check": _check,
    "date": _date,
}
