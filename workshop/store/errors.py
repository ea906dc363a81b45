"""What can go wrong with a store."""

from datetime import date
from typing import Literal

Why = Literal["deleted", "unused", "rekeyed"]


class StoreError(Exception):
    """The database could not do it; nothing was changed."""


class PlanFullError(StoreError):
    """The plan would grow larger than a plan may be; nothing was changed."""


class ConflictError(StoreError):
    """Someone else was first; nothing was changed."""


class PlanGoneError(StoreError):
    """A key opens nothing any more since a day: the plan was deleted, was unused for too long, or got another key."""

    def __init__(self, why: Why, on: date) -> None:
        super().__init__(f"The plan is gone: {why}.")
        self.why, self.on = why, on
