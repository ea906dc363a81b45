"""Plans, changes and notes as sealed bytes, each bound to its plan and revision."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from workshop.keys import seal, unseal
from workshop.plan.file import FILE_LIMIT, PlanError, dump
from workshop.plan.history import Change
from workshop.plan.model import Plan
from workshop.store.errors import PlanFullError


def seal_plan(key: bytes, plan_id: str, revision: int, plan: Plan) -> bytes:
    """A plan, compressed and sealed. Raises `PlanFullError`."""
    body = plan.model_dump_json().encode()
    if len(body) > FILE_LIMIT // 4 and len(dump(plan).encode()) > FILE_LIMIT:
        raise PlanFullError
    return seal(key, zlib.compress(body, 1), f"plan {plan_id} {revision}")


def unseal_plan(key: bytes, plan_id: str, revision: int, sealed: bytes) -> Plan:
    """The plan. Raises `SealError`, `PlanError`."""
    try:
        return Plan.model_validate_json(zlib.decompress(unseal(key, sealed, f"plan {plan_id} {revision}")))
    except ValidationError as error:
        raise PlanError("The stored plan comes from a newer version of the workshop, or is damaged.") from error


def seal_change(key: bytes, plan_id: str, change: Change) -> bytes:
    """What a save changed, sealed."""
    return seal_data(key, f"change {plan_id} {change.revision}", change.before)


def unseal_change(key: bytes, plan_id: str, revision: int, at: datetime, sealed: bytes) -> Change:
    """What a save changed. Raises `SealError`."""
    return Change(revision, at, unseal_data(key, f"change {plan_id} {revision}", sealed))


def seal_data(key: bytes, place: str, data: Mapping[str, Any]) -> bytes:
    """Plain data, sealed."""
    return seal(key, zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 1), place)


def unseal_data(key: bytes, place: str, sealed: bytes) -> dict[str, Any]:
    """Plain data that was sealed. Raises `SealError`."""
    found: dict[str, Any] = json.loads(zlib.decompress(unseal(key, sealed, place)))
    return found
