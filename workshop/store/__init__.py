"""Plans in a database, sealed. SQL is here only."""

from workshop.store.errors import PlanFullError, PlanGoneError, StoreError
from workshop.store.plans import LINKS_LIMIT, Store, open_store
from workshop.store.rows import Link, Saved

__all__ = ["LINKS_LIMIT", "Link", "PlanFullError", "PlanGoneError", "Saved", "Store", "StoreError", "open_store"]
