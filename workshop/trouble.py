"""What a visitor is told when a change could not be saved."""

from pydantic import ValidationError

from workshop.content import fill
from workshop.content.words import InterfaceWords
from workshop.plan_file import PlanError, PlanFileFullError
from workshop.plan_limits import TooMany
from workshop.store import PlanFullError, PlanGoneError, StoreError

CannotSave = StoreError | PlanError | ValidationError
REASONS = (StoreError, PlanError, ValidationError)


def in_words(words: InterfaceWords, error: CannotSave) -> str:
    """Why nothing was changed, and what to do."""
    match error:
        case PlanFullError(of=TooMany() as of):
            return fill(words.plan_full_of, _blanks(words, of))
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


def of_a_file(words: InterfaceWords, error: PlanError) -> str:
    """What is wrong with a plan file, and what to do."""
    return fill(words.file_full_of, _blanks(words, error.of)) if isinstance(error, PlanFileFullError) else str(error)


def _blanks(words: InterfaceWords, of: TooMany) -> dict[str, str]:
    return {"what": words.counted[of.what], "found": f"{of.found:,}", "most": f"{of.most:,}"}
