"""Settings from environment variables, shown in docs/settings.md; tests/unit/test_docs.py holds the two together."""

import ipaddress
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from workshop.paths import HOME, ROOT

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
_FRAME = re.compile(r"https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?")


class SettingsError(ValueError):
    """Settings that cannot be used; the message names each in a line and says what it may be."""


def _count(text: str, info: ValidationInfo) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        usual = Settings.model_fields[str(info.field_name)].default
        raise ValueError(f'must be a whole number from 1 up, such as {usual}; found "{text}".')
    return int(text)


def _origin(text: str) -> str:
    found = text.rstrip("/").lower()
    if found and not _ORIGIN.fullmatch(found):
        raise ValueError(f'must be an address such as https://careers.school.org; found "{found}".')
    return found


def _frames(text: str) -> tuple[str, ...]:
    found = tuple(text.lower().split())
    for each in found:
        if not _FRAME.fullmatch(each):
            raise ValueError(
                f'must be https addresses with spaces between, such as https://*.school.org; found "{each}".'
            )
    return found


def _networks(text: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in text.split(","))
    for each in found:
        try:
            ipaddress.ip_network(each)
        except ValueError:
            raise ValueError(
                f'must be network addresses with commas between, such as 10.0.0.0/8; found "{each}".'
            ) from None
    return found


Count = Annotated[int, BeforeValidator(_count)]
Origin = Annotated[str, BeforeValidator(_origin)]
Frames = Annotated[tuple[str, ...], BeforeValidator(_frames)]
Networks = Annotated[tuple[str, ...], BeforeValidator(_networks)]
Folder = Annotated[Path, BeforeValidator(lambda text: Path(text).absolute())]


class Settings(BaseSettings):
    """Where plans are kept, which content is shown, and what the server allows.

    A field `keep_days` is the variable `WORKSHOP_KEEP_DAYS`; an empty one counts as not set.
    """

    model_config = SettingsConfigDict(
        alias_generator=lambda name: f"WORKSHOP_{name.upper()}",
        case_sensitive=True,
        enable_decoding=False,  # a list is not JSON here
        env_ignore_empty=True,
        frozen=True,
        validate_default=False,  # the checks are for texts
    )

    address: Origin = Field(
        "",
        description="the public address, such as `https://careers.school.org`, for links and codes; "
        "if not set, the address the browser asked for",
    )
    keep_days: Count = Field(365, description="after how many days without use a plan is deleted")
    proxies: Networks = Field(
        ("127.0.0.1",),
        description="addresses of proxies in front, with commas between, that may say who a visitor is "
        "and whether they came over https",
    )
    new_plans_per_hour: Count = Field(
        3000, description="how many new visitors one network address may bring in an hour"
    )
    new_classes_per_hour: Count = Field(60, description="how many classes one network address may start in an hour")
    codes_per_hour: Count = Field(
        1000, description="how many wrong codes and links one network address may try in an hour"
    )
    frame_ancestors: Frames = Field(
        (),
        description="https addresses, with spaces between, that may show the workshop inside their pages; "
        "if not set, none may",
    )
    revision: str = Field("", description="what `/ready` names as the revision that runs")
    database_url: str = Field(
        f"sqlite:///{HOME / 'data' / 'workshop.sqlite3'}",
        description="where plans are kept: `sqlite:///file` or `postgresql://user:password@host/name`",
    )
    school: str = Field("default", description="the file of `content/schools/` in use")
    language: str = Field("en", description="the folder of `content/` in use")
    content: Folder = Field(
        ROOT / "content", description="the folder of all content, if not the one that comes with the workshop"
    )


NAMES = tuple(str(field.validation_alias) for field in Settings.model_fields.values())


def settings() -> Settings:
    """The settings in force now. Raises `SettingsError`."""
    return _read(tuple(os.environ.get(name, "") for name in NAMES))


@lru_cache
def _read(_: tuple[str, ...]) -> Settings:
    """The settings as the variables say them; read once for each set of values, for every run asks for them."""
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"{each['loc'][0]} {each.get('ctx', {}).get('error', each['msg'])}" for each in error.errors())
        raise SettingsError("\n".join(lines)) from None
