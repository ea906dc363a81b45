"""Plan files: a plan as JSON, out and in again. `docs/plan-file.md` describes them."""

import json
from typing import Any, NoReturn

from pydantic import ValidationError

from workshop.plan.limits import TooMany, grown_too_large, over_limit
from workshop.plan.model import FORMAT, SCHEMA, Plan

FILE_LIMIT = 5_000_000
ADDED_LATER = {"others", "team"}


class PlanError(ValueError):
    """A plan file that cannot be used; the message says what is wrong and what to do."""


class PlanFileFullError(PlanError):
    """A plan file that holds too many of something, or a text that is too long."""

    def __init__(self, of: TooMany, place: str = "") -> None:
        what = f"{of.what}, {of.found:,} (up to {of.most:,}){place and f' at “{place}”'}"
        super().__init__(f"This plan file holds more than a plan may: {what}. Choose an older copy.")
        self.of = of


def dump(plan: Plan) -> str:
    """The plan as the text of a plan file: JSON, the same every time for the same plan."""
    return json.dumps(plan.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a plan file."""
    return Plan.model_json_schema(by_alias=True)


def load(data: bytes | str) -> Plan:
    """The plan in a plan file. Raises `PlanError` with what is wrong and what to do."""
    if len(data) > FILE_LIMIT:
        raise PlanError(f"This file is too large for a plan (over {FILE_LIMIT // 1_000_000} MB). Choose a plan file.")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        found = json.loads(text, parse_constant=_no_such_number, object_pairs_hook=_no_double_keys)
    except (ValueError, RecursionError) as error:
        raise PlanError(
            "This is not a plan file, or it is damaged: it could not be read as JSON. "
            "Choose the file that “Your plan file” gave you, or an older copy of it."
        ) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise PlanError("This is not a plan file. Choose the file that “Your plan file” gave you.")
    _refuse_newer(found.get("schema"))
    try:
        plan = Plan.model_validate(found | {"schema": SCHEMA})
    except ValidationError as error:
        first = error.errors()[0]
        place = " > ".join(str(part) for part in first["loc"])
        if of := over_limit(error):
            raise PlanFileFullError(of, place) from error
        raise PlanError(
            f"The plan file is damaged at “{place}”: {first['msg']}. Mend that line, or choose an older copy."
        ) from error
    if of := grown_too_large(plan):
        raise PlanFileFullError(of)
    return plan


def _refuse_newer(numbers: Any) -> None:
    if not isinstance(numbers, dict) or not set(SCHEMA) - ADDED_LATER <= set(numbers):
        raise PlanError("The plan file is damaged: its “schema” numbers are missing. Choose an older copy.")
    if any(not isinstance(number, int) or not 1 <= number <= SCHEMA.get(part, 0) for part, number in numbers.items()):
        raise PlanError("This plan file comes from a newer version of the workshop. Open it there, or update this one.")


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _no_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice")
    return dict(pairs)
