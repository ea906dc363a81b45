"""Who may know whom. Read from the source, so that an import inside a function counts too."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from workshop.paths import ROOT

SOURCES = sorted([ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("workshop/**/*.py")])


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_name(str(path.relative_to(ROOT))): path for path in SOURCES}


def imported(module: str) -> Iterator[str]:
    """The full names a module imports; a name taken from a package is a module if there is one of that name."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            assert node.module
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES or node.module == "streamlit" else node.module


IMPORTS = {module: set(imported(module)) for module in MODULES}


def within(name: str, *rooms: str) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def ours(module: str) -> set[str]:
    return {name for name in IMPORTS[module] if within(name, "workshop", "pages", "app")}


def users_of(package: str) -> set[str]:
    return {module for module, names in IMPORTS.items() if any(within(name, package) for name in names)}


def test_the_source_was_found() -> None:
    assert {"app", "pages.home", "workshop.plan", "workshop.content", "workshop.exports.pdf"} <= set(MODULES)
    assert "workshop.content.models" in IMPORTS["workshop.content.load"]
    assert "streamlit" in IMPORTS["workshop.ui.core.fields"]


def test_streamlit_is_known_on_the_screen_only() -> None:
    rooms = ("app", "pages", "workshop.ui", "workshop.streamlit_patches")
    elsewhere = {module for module in users_of("streamlit") if not within(module, *rooms)}
    assert elsewhere == {"workshop.web.headers", "workshop.web.logs", "workshop.web.reload"}
    assert {name for module in elsewhere for name in IMPORTS[module] if within(name, "streamlit")} == {
        "streamlit.file_util",
        "streamlit.logger",
        "streamlit.proto.ForwardMsg_pb2",
    }


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("sqlalchemy", ("workshop.store",)),
        ("alembic", ("workshop.store.upgrade", "workshop.store.migrations")),
        ("sqlite3", ("workshop.store.backup",)),
        ("cryptography", ("workshop.keys",)),
        ("segno", ("workshop.exports",)),
        ("yaml", ("workshop.content",)),
        ("typst", ("workshop.exports",)),
        ("docx", ("workshop.exports",)),
    ],
)
def test_each_library_has_its_rooms(package: str, rooms: tuple[str, ...]) -> None:
    users = users_of(package)
    assert users
    assert {module for module in users if not within(module, *rooms)} == set()


# Each room, and the rooms it knows: only such as stand above it in this list.
ROOMS = {
    "vocabulary": "",
    "page_registry": "vocabulary",
    "paths": "",
    "settings": "paths",
    "keys": "",
    "device": "keys",
    "assets": "",
    "streamlit_patches": "",
    "content": "paths vocabulary",
    "plan": "content vocabulary",
    "classroom": "content plan vocabulary",
    "coach": "content plan vocabulary",
    "exports": "classroom coach content plan vocabulary",
    "store": "classroom keys paths plan",
    "services": "content plan settings store",
    "save_errors": "content plan store",
    "web": "assets classroom content device exports keys page_registry paths plan save_errors services settings store "
    "vocabulary",
    "ui.core": "assets classroom coach content device exports keys page_registry paths plan save_errors services "
    "settings store streamlit_patches vocabulary",
    "ui.plan": "coach content device exports keys plan services settings store ui.core vocabulary",
    "ui.team": "content exports keys plan services store ui.core vocabulary",
    "ui.conversation": "classroom coach content exports plan ui.core ui.plan ui.team vocabulary",
    "ui.classroom": "assets classroom content exports keys plan services store streamlit_patches ui.core ui.plan "
    "vocabulary",
    "ui.screens": "coach content exports plan save_errors ui.classroom ui.conversation ui.core ui.plan ui.team "
    "vocabulary",
    "ui.frame": "plan services store streamlit_patches ui.classroom ui.core ui.plan vocabulary",
    "cli": "coach content exports paths plan services settings store vocabulary web",
}
ENTRIES = {"app", "workshop", "workshop.__main__", "workshop.ui"}


def room_of(module: str) -> str:
    return next((room for room in ROOMS if within(module, f"workshop.{room}")), module)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    known = {room_of(name) for module in MODULES if room_of(module) == room for name in ours(module)}
    assert known - {room, "app" if room == "cli" else room} == set(ROOMS[room].split())
    assert list(ROOMS).index(room) > max([list(ROOMS).index(each) for each in ROOMS[room].split()], default=-1)


def test_every_module_is_in_a_room_or_is_an_entry() -> None:
    outside = {module for module in MODULES if room_of(module) not in ROOMS}
    assert {module for module in outside if not within(module, "pages")} == ENTRIES


def test_the_plan_itself_knows_nothing_but_the_terms() -> None:
    assert ours("workshop.plan.model") == {"workshop.vocabulary"}


def test_the_screen_is_known_by_nobody_but_itself_and_its_pages() -> None:
    assert {module for module in users_of("workshop.ui") if not within(module, "workshop.ui", "pages")} == set()


def test_pages_are_imported_by_nobody() -> None:
    assert users_of("pages") == set()


def test_no_module_needs_itself() -> None:
    graph = {module: names & MODULES.keys() - {module} for module, names in IMPORTS.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"these import each other: {' -> '.join(error.args[1])}")
    assert set(order) == MODULES.keys()


def test_the_architecture_names_every_room_in_its_order() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.partition("Outside of")[0].splitlines() if line.startswith("| `")]
    named = [name.strip("/").removesuffix(".py").replace("/", ".") for row in rows for name in row.split("`")[1::2]]
    assert named == list(reversed(ROOMS))
