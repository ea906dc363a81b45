"""Every page there is: its file, its address, its sign, and where the menu has it. What it is called is content."""

from dataclasses import dataclass
from typing import Literal

from workshop.vocabulary import STEPS

MenuPart = Literal["top", "steps", "plan", "helpers"]
MENU: tuple[MenuPart, ...] = ("top", "steps", "plan", "helpers")
"""The parts of the menu, in its order."""


@dataclass(frozen=True)
class Page:
    """One page, drawn by the file of its name in `pages/`. Without a `part` it is not in the menu."""

    id: str
    part: MenuPart | None = None
    icon: str = ""  # that of a step is content
    path: str | None = None  # where it differs from the name
    shown_to: Literal["everyone", "members of a class", "readers of a plan"] = "everyone"

    @property
    def url_path(self) -> str:
        """What Streamlit knows it by: its address without the slash."""
        return self.id if self.path is None else self.path

    @property
    def address(self) -> str:
        """Its address on the server."""
        return f"/{self.url_path}"

    @property
    def file(self) -> str:
        """Its file, seen from the root of the project."""
        return f"pages/{self.id}.py"


PAGES = (
    Page("home", "top", "home", path=""),
    Page("live"),
    Page("rehearsal"),
    Page("projector"),
    *(Page(step, "steps") for step in STEPS),
    Page("closing", "plan", "signpost"),
    Page("my_plan", "plan", "folder_special"),
    Page("earlier", "plan", "history"),
    Page("my_class", "plan", "groups", shown_to="members of a class"),
    Page("shared", "helpers", "menu_book", path="reading", shown_to="readers of a plan"),
    Page("family", "helpers", "family_restroom"),
    Page("classroom", "helpers", "co_present"),
)
PAGE = {page.id: page for page in PAGES}
"""The pages by their names."""
IN_EVERY_MENU = tuple(page for page in PAGES if page.part and page.shown_to == "everyone")
