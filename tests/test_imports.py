"""Who may know whom. Read from the source, so that an import inside a function counts too."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from workshop.settings import ROOT

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
    assert "streamlit" in IMPORTS["workshop.ui.fields"]


def test_streamlit_is_known_on_the_screen_only() -> None:
    rooms = ("app", "pages", "workshop.ui", "workshop.quicker")
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
        ("sqlalchemy", ("workshop.store", "workshop.database")),
        ("sqlite3", ("workshop.backup",)),
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


MAY_KNOW = {
    "workshop.vocabulary": (),
    "workshop.keys": (),
    "workshop.settings": (),
    "workshop.blanks": (),
    "workshop.reach": (),
    "workshop.quicker": ("workshop.quicker",),
    "workshop.content": ("workshop.content", "workshop.vocabulary"),
    "workshop.device": ("workshop.keys",),
    "workshop.plan": ("workshop.vocabulary",),
    "workshop.plan_limits": ("workshop.plan", "workshop.vocabulary"),
    "workshop.plan_file": ("workshop.plan", "workshop.plan_limits"),
    "workshop.team": ("workshop.content", "workshop.plan", "workshop.reach", "workshop.vocabulary"),
    "workshop.classroom": ("workshop.plan", "workshop.vocabulary"),
    "workshop.overview": ("workshop.classroom", "workshop.vocabulary"),
    "workshop.run_sheet": ("workshop.classroom", "workshop.content", "workshop.vocabulary"),
    "workshop.sharing": (
        "workshop.classroom",
        "workshop.content",
        "workshop.plan",
        "workshop.messages",
        "workshop.progress",
        "workshop.vocabulary",
    ),
    "workshop.dates": ("workshop.plan", "workshop.vocabulary"),
    "workshop.messages": (
        "workshop.content",
        "workshop.plan",
        "workshop.dates",
        "workshop.reach",
        "workshop.team",
        "workshop.vocabulary",
    ),
    "workshop.live": ("workshop.content", "workshop.plan", "workshop.vocabulary"),
    "workshop.progress": (
        "workshop.content",
        "workshop.plan",
        "workshop.dates",
        "workshop.live",
        "workshop.reach",
        "workshop.team",
        "workshop.vocabulary",
    ),
    "workshop.rehearsal": (
        "workshop.content",
        "workshop.plan",
        "workshop.live",
        "workshop.progress",
        "workshop.vocabulary",
    ),
    "workshop.showing": ("workshop.plan", "workshop.progress", "workshop.vocabulary"),
    "workshop.together": ("workshop.content", "workshop.plan", "workshop.messages", "workshop.vocabulary"),
    "workshop.coach": (
        "workshop.coach",
        "workshop.together",
        "workshop.content",
        "workshop.plan",
        "workshop.dates",
        "workshop.messages",
        "workshop.blanks",
        "workshop.reach",
        "workshop.vocabulary",
    ),
    "workshop.safe_meeting": ("workshop.coach", "workshop.content", "workshop.plan"),
    "workshop.coverage": ("workshop.content",),
    "workshop.merge": ("workshop.plan",),
    "workshop.history": ("workshop.plan", "workshop.merge"),
    "workshop.drafted": ("workshop.plan", "workshop.merge"),
    "workshop.database": (),
    "workshop.store": (
        "workshop.store",
        "workshop.plan",
        "workshop.plan_file",
        "workshop.plan_limits",
        "workshop.showing",
        "workshop.keys",
        "workshop.merge",
        "workshop.history",
        "workshop.database",
        "workshop.classroom",
    ),
    "workshop.in_use": ("workshop.content", "workshop.drafted", "workshop.settings", "workshop.store"),
    "workshop.trouble": ("workshop.content", "workshop.plan_file", "workshop.plan_limits", "workshop.store"),
    "workshop.web": (
        "workshop.web",
        "workshop.in_use",
        "workshop.trouble",
        "workshop.keys",
        "workshop.device",
        "workshop.exports.outline",
        "workshop.exports.square",
        "workshop.content",
        "workshop.settings",
        "workshop.store",
        "workshop.plan",
        "workshop.plan_file",
        "workshop.merge",
        "workshop.messages",
        "workshop.dates",
        "workshop.team",
        "workshop.classroom",
        "workshop.sharing",
        "workshop.vocabulary",
    ),
    "workshop.backup": ("workshop.database", "workshop.settings"),
    "workshop.exports": (
        "workshop.exports",
        "workshop.coach",
        "workshop.content",
        "workshop.plan",
        "workshop.plan_file",
        "workshop.dates",
        "workshop.live",
        "workshop.messages",
        "workshop.overview",
        "workshop.progress",
        "workshop.safe_meeting",
        "workshop.team",
        "workshop.showing",
        "workshop.together",
        "workshop.vocabulary",
    ),
}


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    modules = [module for module in MODULES if within(module, room)]
    assert modules
    strangers = {(module, name) for module in modules for name in ours(module) if not within(name, *MAY_KNOW[room])}
    assert strangers == set()


def test_every_module_has_a_rule_or_is_an_entry() -> None:
    entries = ("workshop.ui", "workshop.cli", "workshop.papers", "workshop.__main__", "pages", "app")
    assert {module for module in MODULES if not within(module, *MAY_KNOW, *entries)} == {"workshop"}


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
