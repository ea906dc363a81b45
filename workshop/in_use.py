"""What the settings in force name: the content that is shown, and the store that keeps the plans."""

from workshop.content import Content, load
from workshop.settings import settings
from workshop.store import Store, open_store


def content() -> Content:
    """The content in use. Raises `ContentError`, `SettingsError`."""
    asked = settings()
    return load(asked.content, asked.language, asked.school)


def store() -> Store:
    """The store in use. Raises `StoreError`, `SettingsError`."""
    return open_store(settings().database_url)
