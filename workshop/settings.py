"""Settings from environment variables; README lists them."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workshop.places import HOME, ROOT

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
    return _read(tuple(os.environ.get(name, "") for name in _NAMES))


_NAMES = (
    "WORKSHOP_DATABASE_URL",
    "WORKSHOP_CONTENT",
    "WORKSHOP_LANGUAGE",
    "WORKSHOP_SCHOOL",
    "WORKSHOP_ADDRESS",
    "WORKSHOP_KEEP_DAYS",
    "WORKSHOP_CODES_PER_HOUR",
    "WORKSHOP_NEW_PLANS_PER_HOUR",
    "WORKSHOP_NEW_CLASSES_PER_HOUR",
    "WORKSHOP_FRAME_ANCESTORS",
    "WORKSHOP_PROXIES",
    "WORKSHOP_REVISION",
)


@lru_cache
def _read(texts: tuple[str, ...]) -> Settings:
    """The settings as the variables say them; read once, for every run asks for them."""
    said = dict(zip(_NAMES, texts, strict=True))
    return Settings(
        database_url=said["WORKSHOP_DATABASE_URL"] or f"sqlite:///{HOME / 'data' / 'workshop.sqlite3'}",
        content=Path(said["WORKSHOP_CONTENT"] or ROOT / "content").absolute(),
        language=said["WORKSHOP_LANGUAGE"] or "en",
        school=said["WORKSHOP_SCHOOL"] or "default",
        address=_address(said, "WORKSHOP_ADDRESS"),
        keep_days=_number(said, "WORKSHOP_KEEP_DAYS", 365),
        codes_per_hour=_number(said, "WORKSHOP_CODES_PER_HOUR", 1000),
        new_plans_per_hour=_number(said, "WORKSHOP_NEW_PLANS_PER_HOUR", 3000),
        new_classes_per_hour=_number(said, "WORKSHOP_NEW_CLASSES_PER_HOUR", 60),
        frame_ancestors=_frames(said, "WORKSHOP_FRAME_ANCESTORS"),
        proxies=_proxies(said, "WORKSHOP_PROXIES"),
        revision=said["WORKSHOP_REVISION"],
    )


def _number(said: Mapping[str, str], name: str, default: int) -> int:
    text = said[name] or str(default)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise SettingsError(f'{name} must be a whole number from 1 up, such as {default}; found "{text}".')
    return int(text)


def _address(said: Mapping[str, str], name: str) -> str:
    text = said[name].rstrip("/").lower()
    if text and not _ORIGIN.fullmatch(text):
        raise SettingsError(f'{name} must be an address such as https://careers.school.org; found "{text}".')
    return text


def _frames(said: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(said[name].lower().split())
    for each in found:
        if not _FRAME.fullmatch(each):
            raise SettingsError(
                f'{name} must be https addresses with spaces between, such as https://*.school.org; found "{each}".'
            )
    return found


def _proxies(said: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in (said[name] or "127.0.0.1").split(","))
    for each in found:
        try:
            ipaddress.ip_network(each)
        except ValueError:
            raise SettingsError(
                f'{name} must be network addresses with commas between, such as 10.0.0.0/8; found "{each}".'
            ) from None
    return found
