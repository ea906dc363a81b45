"""Puts into a wheel what stands beside the package, where `workshop/paths.py` and Streamlit look for it."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACES = {
    "app.py": "workshop/installed/app.py",
    "pages": "workshop/installed/pages",
    "content": "workshop/installed/content",
    ".streamlit": "workshop/ui/.streamlit",  # beside frame.py, the script that Streamlit runs
}


class BesideThePackage(BuildHookInterface[Any]):
    """Adds them to a wheel; an editable install uses them where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Say what goes where, before the files are gathered."""
        if version != "editable":
            build_data["force_include"].update(PLACES)
