"""Plans in a database, sealed. SQL is here only."""

from workshop.store.errors import PlanFullError, PlanGoneError, StoreError
from workshop.store.plans import Link, Saved, Store, open_store

__all__ = ["Link", "PlanFullError", "PlanGoneError", "Saved", "Store", "StoreError", "open_store"]
