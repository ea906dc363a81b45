"""What a visitor is told when a change could not be saved."""

from pydantic import ValidationError

from workshop.content import fill
from workshop.content.words.interface import InterfaceWords
from workshop.plan.file import PlanError, PlanFileFullError
from workshop.plan.limits import TooMany, over_limit
from workshop.store import PlanFullError, PlanGoneError, StoreError

CannotSave = StoreError | PlanError | ValidationError
_BEGINNING = 60  # letters of a text that is too long, by which the reader knows it
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
    return _over_limit(words, over_limit(error))


def _over_limit(words: InterfaceWords, of: TooMany | None) -> str:
    """Why a part of the plan does not fit, and how to make room for it."""
    if of is None:
        return words.does_not_fit
    if of.what == "letters":
        return words.too_long
    return f"{fill(words.list_full, _blanks(words, of))} {getattr(words.make_room, of.what)}"


def of_a_file(words: InterfaceWords, error: PlanError) -> str:
    """What is wrong with a plan file, and what to do."""
    if not isinstance(error, PlanFileFullError):
        return str(error)
    said, begins = fill(words.file_full_of, _blanks(words, error.of)), " ".join(error.of.text[:_BEGINNING].split())
    return f"{said} {fill(words.file_full_at, {'text': f'{begins} …'})}" if begins else said


def _blanks(words: InterfaceWords, of: TooMany) -> dict[str, str]:
    return {"what": words.counted[of.what], "found": f"{of.found:,}", "most": f"{of.most:,}"}
