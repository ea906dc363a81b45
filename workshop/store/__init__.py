"""Plans and classes in a database, sealed. SQL is here only."""

from workshop.store.class_rows import Class, Member, Membership
from workshop.store.classes import CLASS_DAYS, Classes, ClassFullError, open_classes
from workshop.store.errors import PlanFullError, PlanGoneError, StoreError
from workshop.store.plans import LINKS_LIMIT, Store, open_store
from workshop.store.rows import Link, Saved

__all__ = [
    "CLASS_DAYS",
    "LINKS_LIMIT",
    "Class",
    "ClassFullError",
    "Classes",
    "Link",
    "Member",
    "Membership",
    "PlanFullError",
    "PlanGoneError",
    "Saved",
    "Store",
    "StoreError",
    "open_classes",
    "open_store",
]
