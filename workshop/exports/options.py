"""What an export needs to know besides content and plan."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

Paper = Literal["a4", "letter"]


@dataclass(frozen=True)
class Options:
    """The paper, the day printed on the cover, and the moment (with a time zone) stamped on calendar entries.

    The same options and the same plan give the same file.
    """

    today: date
    paper: Paper = "a4"
    now: datetime | None = None

    @property
    def stamp(self) -> datetime:
        """The moment of the export, in UTC; midnight of `today` where none was given."""
        return self.now.astimezone(UTC) if self.now else self.midnight

    @property
    def midnight(self) -> datetime:
        """The beginning of `today`, in UTC."""
        return datetime.combine(self.today, time(), UTC)
