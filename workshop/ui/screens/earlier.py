"""Earlier versions: two texts in one blank, and any blank or the whole plan as it was at an earlier time."""

from workshop.ui.core.fragments import fragment
from workshop.ui.plan.history import earlier_page


def page() -> None:
    """Draw the page."""
    fragment("earlier", earlier_page)
