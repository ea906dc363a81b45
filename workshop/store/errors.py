"""What can go wrong with a store."""

from datetime import date
from typing import Literal

from workshop.plan.limits import TooMany

Why = Literal["deleted", "unused", "rekeyed"]


class StoreError(Exception):
    """The database could not do it; nothing was changed."""


class PlanFullError(StoreError):
    """The plan would grow larger than a plan may be; nothing was changed.

    `of` says what it would hold too many of; None if it would be too long as a whole.
    """

    def __init__(self, of: TooMany | None = None) -> None:
        super().__init__(f"The plan would hold too much: {of}.")
        self.of = of


class ConflictError(StoreError):
    """Someone else was first; nothing was changed."""


class PlanGoneError(StoreError):
    """A key opens nothing any more since a day: the plan was deleted, was unused for too long, or got another key."""

    def __init__(self, why: Why, on: date) -> None:
        super().__init__(f"The plan is gone: {why}.")
        self.why, self.on = why, on
