"""What the settings in force name: the content that is shown, and the store that keeps the plans."""

from workshop.content import Content, load
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
