"""A stock page with as many elements of the same kinds as one of ours, written from counts."""

from collections.abc import Mapping

SENTENCE = "A sentence of the length that is usual on a page of this kind, and no longer than that, number {n}."

TICKED = "{ticked} boxes ticked"
ONE_OF_A_KIND = {
    "markdown": 'st.markdown("{words}")',
    "text": 'st.text("{words}")',
    "heading": 'st.header("Heading {n}")',
    "html": 'st.html("<p>{words}</p>")',
    "alert": 'st.info("{words}")',
    "text_input": 'st.text_input("Line {n}", "{words}")',
    "text_area": 'st.text_area("Text {n}", "{words}")',
    "button": 'st.button("Button {n}")',
    "button_group": 'st.pills("Choice {n}", ["one", "two", "three"])',
    "radio": 'st.radio("One of {n}", ["one", "two", "three"])',
    "selectbox": 'st.selectbox("List {n}", ["one", "two", "three"])',
    "date_input": 'st.date_input("Day {n}")',
    "date_time_input": 'st.datetime_input("Moment {n}")',
    "number_input": 'st.number_input("Number {n}")',
    "page_link": 'st.page_link("http://127.0.0.1", label="Link {n}")',
    "menu_button": 'st.menu_button("Menu {n}", ["one", "two", "three"])',
    "dataframe": 'st.data_editor({{"name": ["{words}"] * 7}}, key="table {n}")',
    "file_uploader": 'st.file_uploader("File {n}")',
    "block:flex_container": "st.container(border=True)",
    "block:expandable": 'st.expander("Part {n}").write("{words}")',
    "block:popover": 'st.popover("Open {n}").write("{words}")',
    "block:column": "st.columns(1)",
}
"""What draws one of a kind. Kinds that are not here (our own components, say) the stock page does without."""


def look_alike(counts: Mapping[str, int]) -> str:
    """The script: a title, all elements but boxes, then the boxes and how many of them are ticked."""
    lines = ["import streamlit as st", 'st.title("A page")']
    for kind, code in ONE_OF_A_KIND.items():
        lines += [code.format(n=n, words=SENTENCE.format(n=n)) for n in range(counts.get(kind, 0))]
    lines.append(f'ticked = sum([st.checkbox(f"Box {{n}}") for n in range({counts["checkbox"]})])')
    lines.append(f'st.caption(f"{TICKED}")')
    return "\n".join(lines) + "\n"
