"""What this process uses: the content and the store that the settings name, and what pages sent by themselves."""

import functools

from workshop.content import Content, load
from workshop.plan.sent_drafts import Drafted
from workshop.settings import settings
from workshop.store import Classes, Store, open_classes, open_store


def content() -> Content:
    """The content in use. Raises `ContentError`, `SettingsError`."""
    asked = settings()
    return load(asked.content, asked.language, asked.school)


def store() -> Store:
    """The store in use. Raises `StoreError`, `SettingsError`."""
    return open_store(settings().database_url)


def classes() -> Classes:
    """The classes in use. Raises `StoreError`, `SettingsError`."""
    return open_classes(settings().database_url)


@functools.cache
def drafted() -> Drafted:
    """What the pages of this process sent to /draft."""
    return Drafted()
