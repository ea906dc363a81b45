"""A plan that someone shows, to read."""

from workshop.ui.core.session import plan_session
from workshop.ui.plan.shared_view import draw_shared


def page() -> None:
    """Draw the page."""
    draw_shared(plan_session())
