"""Visitors of the doors."""

from collections.abc import Callable

import pytest

from tests.unit.web.client import Browser, server
from workshop.plan.model import Plan, write
from workshop.store import Store


def named(name: str) -> Plan:
    """A plan of someone."""
    return write(Plan(), "about.name", name)


@pytest.fixture
def browser(store: Store) -> Callable[..., Browser]:
    """A function that makes visitors of one server; with a name, they have a plan of that name."""
    app = server()

    def make(name: str = "", scheme: str = "http") -> Browser:
        made = Browser(app, scheme)
        made.get("/keep")
        if name:
            store.edit(made.key, lambda _: named(name))
        return made

    return make
