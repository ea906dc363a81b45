"""Settings from environment variables; README lists them."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Settings:
    """Where plans are kept, and which content is shown."""

    database_url: str
    content: Path
    language: str
    school: str


def settings() -> Settings:
    """The settings in force now."""
    return Settings(
        database_url=os.environ.get("WORKSHOP_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'workshop.sqlite3'}",
        content=Path(os.environ.get("WORKSHOP_CONTENT") or ROOT / "content").absolute(),
        language=os.environ.get("WORKSHOP_LANGUAGE") or "en",
        school=os.environ.get("WORKSHOP_SCHOOL") or "default",
    )
