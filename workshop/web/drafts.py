"""Texts a page sends by itself: what is not yet saved when it is hidden or left, or has lost its connection."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workshop.content import Content, load
from workshop.keys import key_in, mark
from workshop.merge import put
from workshop.messages import EMPTIED
from workshop.plan import Plan, clean, holds_text
from workshop.plan_file import PlanError
from workshop.settings import settings
from workshop.store import PlanFullError, PlanGoneError, Saved, StoreError, open_store


class Draft(BaseModel):
    """One text: its address in the plan, what stood there when it was begun, and what stands in the box now."""

    model_config = ConfigDict(extra="forbid")
    address: str = Field(max_length=200)
    base: str
    text: str


class Drafts(BaseModel):
    """What a page sends; `mark` says which plan it shows."""

    model_config = ConfigDict(extra="forbid")
    mark: str = Field(max_length=20)
    texts: list[Draft] = Field(max_length=200)


@dataclass(frozen=True)
class _Answer:
    status: int
    at: int | None = None
    trouble: str = ""


async def draft(request: Request) -> Response:
    """Save texts; answers once they are on disk, with when, or with what went wrong in words for the reader."""
    key = key_in(request.cookies)
    try:
        drafts = Drafts.model_validate_json(await request.body())
    except ValidationError:
        return JSONResponse({}, 400)
    if key is None or mark(key) != drafts.mark:
        return JSONResponse({"trouble": _content().words.plan_gone}, 409)
    answer = await run_in_threadpool(_save, key, drafts.texts)
    return JSONResponse({"at": answer.at} | ({"trouble": answer.trouble} if answer.trouble else {}), answer.status)


def _save(key: str, texts: list[Draft]) -> _Answer:
    words = _content().words
    try:
        saved = _edit(key, texts)
    except PlanFullError:
        return _Answer(422, trouble=words.plan_full)
    except PlanGoneError:
        return _Answer(410, trouble=words.plan_gone)
    except ValidationError:
        return _Answer(422, trouble=words.too_long)
    except (StoreError, PlanError):
        return _Answer(503, trouble=words.not_saved)
    return _Answer(200, at=round(saved.at.timestamp() * 1000) if saved.at else None)


def _edit(key: str, texts: list[Draft]) -> Saved:
    def change(plan: Plan) -> Plan:
        for each in texts:
            if holds_text(plan, each.address):
                plan = put(plan, each.address, _kept(each), each.base)
        return plan

    return open_store(settings().database_url).edit(key, change)


def _kept(draft: Draft) -> str:
    text = clean(draft.text)
    return text or (EMPTIED if ".drafts." in draft.address else "")


def _content() -> Content:
    return load(settings().content, settings().language, settings().school)
