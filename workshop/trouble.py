"""What a visitor is told when a change could not be saved."""

from pydantic import ValidationError

from workshop.content.words import InterfaceWords
from workshop.plan_file import PlanError
from workshop.store import PlanFullError, PlanGoneError, StoreError

CannotSave = StoreError | PlanError | ValidationError
REASONS = (StoreError, PlanError, ValidationError)


def in_words(words: InterfaceWords, error: CannotSave) -> str:
    """Why nothing was changed, and what to do."""
    match error:
        case PlanFullError():
            return words.plan_full
        case PlanGoneError():
            return words.plan_gone
        case StoreError():
            return words.not_saved
        case PlanError():
            return words.plan_unreadable
    first = error.errors()[0]
    if not first["type"].endswith("too_long"):
        return words.does_not_fit
    return words.too_long if isinstance(first["input"], str) else words.list_full
