"""A student's ways to a class: joining it with a code, and what stands on its board now."""

import time
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workshop.classroom.board import NICKNAME_LIMIT, Board, one_line
from workshop.classroom.class_report import report
from workshop.content import fill
from workshop.keys import JOIN_DIGITS, key_in, read_join_code
from workshop.page_registry import PAGE
from workshop.plan.model import Plan
from workshop.services import classes, content, store
from workshop.store import ClassFullError, PlanGoneError
from workshop.web import device, page
from workshop.web.cookies import own_key
from workshop.web.limits import attempt
from workshop.web.page import DOOR_SCRIPT, go_to


async def join(request: Request) -> Response:
    """The page where a student types the code of a class and a nickname."""
    key = own_key(request.scope)
    if request.method != "POST":
        return await _ask(request, key)
    if key is None:  # the page was open before its browser had a key, or the browser keeps no cookie
        return await _ask(request, key, content().of_class.join.not_ready, status=409)
    right = attempt(request.scope["running"].codes, request.scope)
    form, words = await request.form(), content().of_class.join
    code, nickname = read_join_code(str(form.get("code", ""))), one_line(str(form.get("nickname", "")), NICKNAME_LIMIT)
    try:
        board = await run_in_threadpool(_board, code, key, nickname) if code else None
    except ClassFullError:
        right()
        return page.page(words.title, page.say(words.full, "trouble"), page.row(page.link(content().doors.back)))
    if board is None or code is None:
        return await _ask(request, key, words.wrong, nickname=nickname, status=404)
    right()  # only wrong codes count
    if not nickname:
        return await _ask(request, key, words.need_nickname, code=code, status=400)
    cookies = device.key_cookies(request, await device.said(request))
    return go_to(PAGE[board.page or "home"].address, *cookies)


def _board(code: str, key: str, nickname: str) -> Board | None:
    """The board of the class that a code opens, with the student in it; one without a nickname only looks."""
    if not nickname:
        return classes().look(code)
    try:
        plan = store().load(key).plan
    except PlanGoneError:
        plan = Plan()
    joined = classes().join(code, key, report(content(), plan, nickname, active_at=datetime.now(UTC)))
    return joined.board if joined else None


async def _ask(
    request: Request, key: str | None, trouble: str = "", nickname: str = "", code: str = "", status: int = 200
) -> Response:
    words = content().of_class.join
    own = await run_in_threadpool(classes().mine, key) if key else None
    to_plan = page.link(content().doors.keeping.move_link, "/move")
    return page.page(
        words.title,
        page.say(fill(words.now_in, {"nickname": own.nickname}), "facts") if own else page.say(words.text),
        page.say(trouble, "trouble") if trouble else "",
        "" if own else page.fold(words.been_here, page.say(words.been_here_text), page.row(to_plan)),
        page.form(
            page.box("code", words.code, words.code_hint, code, inputmode="numeric", maxlength=JOIN_DIGITS + 10),
            page.box("nickname", words.nickname, words.nickname_hint, nickname, maxlength=NICKNAME_LIMIT),
            await device.ask(request),
            page.part(page.lines(words.sees), title=words.sees_title),
            page.part(page.lines(words.never), title=words.never_title),
            page.row(page.button(words.join_yes), page.link(content().doors.no_go_back, "/")),
        ),
        DOOR_SCRIPT,
        status=status,
    )


async def class_now(request: Request) -> Response:
    """What stands on the board of the student's class, for the line on each of their pages; 410 if they are in none.

    With `?member=&since=` the board is left out while it is still this place in this class, and this revision of its
    board. Asking counts as being there.
    """
    key = key_in(request.cookies)
    own = await run_in_threadpool(lambda: classes().mine(key, here=True)) if key else None
    if own is None:
        return JSONResponse({}, 410)
    now = round(time.time() * 1000)
    told: dict[str, object] = {
        "member": own.number,
        "nickname": own.nickname,
        "revision": own.revision,
        "now": now,
    }
    known = request.query_params
    if known.get("since") != str(own.revision) or known.get("member", own.number) != own.number:
        told["board"] = own.board.seen
    return JSONResponse(told)
