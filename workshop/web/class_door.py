"""A teacher's door to a class: start one, open one with its private link, put it away on this computer."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.classroom import Board
from workshop.in_use import classes, content
from workshop.keys import CLASS_COOKIE, is_key, key_in
from workshop.web import page
from workshop.web.cookies import drop_cookie, own_key, set_cookie
from workshop.web.doors import then_close_pages
from workshop.web.limits import attempt
from workshop.web.page import DOOR_SCRIPT, TEACHERS_PAGE, go_to


async def class_door(request: Request) -> Response:
    """Start a class, open the one of a link, or put the class of this browser away."""
    if request.method != "POST":
        return _ask(runs=key_in(request.cookies, CLASS_COOKIE) is not None)
    form = await request.form()
    if form.get("do") == "forget":
        answer = go_to(TEACHERS_PAGE, drop_cookie(request.scope, CLASS_COOKIE))
        return then_close_pages(answer, request, own_key(request.scope))
    if link := str(form.get("link", "")):
        return await _open(request, link)
    return await _start(request, str(form.get("sheet", "")))


async def _open(request: Request, link: str) -> Response:
    right = attempt(request.scope["running"].codes, request.scope)
    if not await run_in_threadpool(_runs, link):
        words = content().teach.door
        back = page.row(page.link(words.to_page, TEACHERS_PAGE))
        return page.page(words.title, page.say(words.wrong, "trouble"), back, status=404)
    right()  # only wrong links count
    answer = go_to(TEACHERS_PAGE, set_cookie(request.scope, link, name=CLASS_COOKIE))
    return then_close_pages(answer, request, own_key(request.scope))


def _runs(key: str | None) -> bool:
    """Whether a key runs a class."""
    return key is not None and is_key(key) and classes().open(key) is not None


async def _start(request: Request, sheet: str) -> Response:
    """Start a class, unless this browser runs one already: the button may have been pressed twice."""
    key = key_in(request.cookies, CLASS_COOKIE)
    if await run_in_threadpool(_runs, key):
        return go_to(TEACHERS_PAGE)
    attempt(request.scope["running"].new_classes, request.scope)
    known = (each.id for each in content().classroom.run_sheets)
    started = await run_in_threadpool(classes().begin, Board(sheet=sheet if sheet in known else None))
    return go_to(TEACHERS_PAGE, set_cookie(request.scope, started, name=CLASS_COOKIE))


def _ask(*, runs: bool) -> Response:
    words = content().teach.door
    back = page.link(words.to_page, TEACHERS_PAGE)
    opened = page.say(words.open_text) + page.form(page.from_address("link"), page.row(page.button(words.open), back))
    started = page.say(words.start_text) + page.form(page.row(page.button(words.start), back))
    put_away = page.say(words.forget_text) + page.form(page.row(page.button(words.forget, "forget"), back))
    otherwise = page.part(put_away, title=words.forget_title) if runs else page.part(started)
    return page.page(
        words.title,
        page.by_secret(page.part(opened, title=words.open_title), otherwise),
        DOOR_SCRIPT,
    )
