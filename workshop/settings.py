"""Settings from environment variables; README lists them."""

import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
_FRAME = re.compile(r"https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?")


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and says what it may be."""


@dataclass(frozen=True)
class Settings:
    """Where plans are kept, which content is shown, and what the server allows."""

    database_url: str
    content: Path
    language: str
    school: str
    address: str
    keep_days: int
    codes_per_hour: int
    new_plans_per_hour: int
    new_classes_per_hour: int
    frame_ancestors: tuple[str, ...]
    proxies: tuple[str, ...]
    revision: str


def settings() -> Settings:
    """The settings in force now. Raises `SettingsError`."""
    return Settings(
        database_url=os.environ.get("WORKSHOP_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'workshop.sqlite3'}",
        content=Path(os.environ.get("WORKSHOP_CONTENT") or ROOT / "content").absolute(),
        language=os.environ.get("WORKSHOP_LANGUAGE") or "en",
        school=os.environ.get("WORKSHOP_SCHOOL") or "default",
        address=_address("WORKSHOP_ADDRESS"),
        keep_days=_number("WORKSHOP_KEEP_DAYS", 365),
        codes_per_hour=_number("WORKSHOP_CODES_PER_HOUR", 1000),
        new_plans_per_hour=_number("WORKSHOP_NEW_PLANS_PER_HOUR", 3000),
        new_classes_per_hour=_number("WORKSHOP_NEW_CLASSES_PER_HOUR", 60),
        frame_ancestors=_frames("WORKSHOP_FRAME_ANCESTORS"),
        proxies=_proxies("WORKSHOP_PROXIES"),
        revision=os.environ.get("WORKSHOP_REVISION") or "",
    )


def _number(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise SettingsError(f'{name} must be a whole number from 1 up, such as {default}; found "{text}".')
    return int(text)


def _address(name: str) -> str:
    text = (os.environ.get(name) or "").rstrip("/").lower()
    if text and not _ORIGIN.fullmatch(text):
        raise SettingsError(f'{name} must be an address such as https://careers.school.org; found "{text}".')
    return text


def _frames(name: str) -> tuple[str, ...]:
    found = tuple((os.environ.get(name) or "").lower().split())
    for each in found:
        if not _FRAME.fullmatch(each):
            raise SettingsError(
                f'{name} must be https addresses with spaces between, such as https://*.school.org; found "{each}".'
            )
    return found


def _proxies(name: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in (os.environ.get(name) or "127.0.0.1").split(","))
    for each in found:
        try:
            ipaddress.ip_network(each)
        except ValueError:
            raise SettingsError(
                f'{name} must be network addresses with commas between, such as 10.0.0.0/8; found "{each}".'
            ) from None
    return found
