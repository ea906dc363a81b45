"""Plans in a database, sealed. SQL is here only."""

from workshop.store.errors import PlanFullError, PlanGoneError, StoreError
from workshop.store.plans import LINKS_LIMIT, Link, Saved, Store, open_store

__all__ = ["LINKS_LIMIT", "Link", "PlanFullError", "PlanGoneError", "Saved", "Store", "StoreError", "open_store"]
