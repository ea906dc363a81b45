"""Texts a page sends by itself: what is not yet saved when it is hidden or left, or has lost its connection."""

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workshop import services
from workshop.keys import key_in, locator, mark
from workshop.plan.merge import put_texts
from workshop.plan.messages import EMPTIED, is_draft
from workshop.plan.model import Plan, clean, holds_text
from workshop.save_errors import REASONS, CannotSave, in_words
from workshop.store import PlanFullError, PlanGoneError, Saved
from workshop.web.line import TooManyError
from workshop.web.running import Running


class Draft(BaseModel):
    """One text: its address in the plan, what stood there when it was begun, and what stands in the box now.

    `trail` holds checksums of the texts that the box held in between: Streamlit may have saved any of them.
    """

    model_config = ConfigDict(extra="forbid")
    address: str = Field(max_length=200)
    base: str
    text: str
    trail: list[int] = Field(default=[], max_length=100)


class Drafts(BaseModel):
    """What a page sends; `mark` says which plan it shows, `session` by which session it is drawn."""

    model_config = ConfigDict(extra="forbid")
    mark: str = Field(max_length=20)
    session: str = Field(default="", max_length=40)
    texts: list[Draft] = Field(max_length=200)


async def draft(request: Request) -> Response:
    """Save texts; answers once they are on disk, with when, or with what went wrong in words for the reader.

    After 429 and 503 the page tries again; it does not show the words that come with them.
    """
    key = key_in(request.cookies)
    try:
        drafts = Drafts.model_validate_json(await request.body())
    except ValidationError:
        return JSONResponse({}, 400)
    if key is None or mark(key) != drafts.mark:
        return JSONResponse({"trouble": services.content().words.plan_gone}, 409)
    running: Running = request.scope["running"]
    try:
        async with running.drafts.turn(locator(key)):
            return await running.draft_threads.run(_save, key, drafts)
    except TooManyError:
        return JSONResponse({"at": None, "trouble": services.content().words.not_saved}, 429, {"Retry-After": "1"})


def _save(key: str, drafts: Drafts) -> Response:
    try:
        saved = _edit(key, drafts)
    except REASONS as error:
        return JSONResponse({"at": None, "trouble": in_words(services.content().words, error)}, _status(error))
    return JSONResponse({"at": round(saved.at.timestamp() * 1000) if saved.at else None})


def _status(error: CannotSave) -> int:
    if isinstance(error, PlanGoneError):
        return 410
    return 422 if isinstance(error, PlanFullError | ValidationError) else 503


def _edit(key: str, drafts: Drafts) -> Saved:
    known = services.drafted()

    def change(plan: Plan) -> Plan:
        fitting = [each for each in drafts.texts if holds_text(plan, each.address)]
        seen = [known.draft(drafts.session, plan, each.address, _kept(each), each.base, each.trail) for each in fitting]
        return put_texts(plan, [each for each in seen if each])

    return services.store().edit(key, change)


def _kept(draft: Draft) -> str:
    text = clean(draft.text)
    return text or (EMPTIED if is_draft(draft.address) else "")
