"""A teacher's door to a class: start one, open one with its private link, close it on this device."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.classroom.board import Board
from workshop.keys import CLASS_COOKIE, key_in
from workshop.services import classes, content
from workshop.store import Class
from workshop.web import page
from workshop.web.class_link import class_here, close_class, close_form, opened_class, take_along
from workshop.web.cookies import own_key
from workshop.web.device import ask, key_cookies, said
from workshop.web.doors import then_close_pages
from workshop.web.limits import attempt
from workshop.web.page import DOOR_SCRIPT, TEACHERS_PAGE, go_to


async def class_door(request: Request) -> Response:
    """Start a class, open the one of a link, or close the class of this browser here."""
    if request.method != "POST":
        return await _ask(request, await class_here(request))
    form = await request.form()
    if form.get("do") == "close":
        return await _close(request)
    if link := str(form.get("link", "")):
        return await _open(request, link)
    return await _start(request, str(form.get("sheet", "")))


async def _close(request: Request) -> Response:
    """Close the class of this browser here, if its link is ticked as taken along."""
    here = await class_here(request)
    if here and not await page.ticked(request):
        return await _ask(request, here, content().teach.link.need_tick)
    return close_class(request, TEACHERS_PAGE)


async def _open(request: Request, link: str) -> Response:
    right = attempt(request.scope["running"].codes, request.scope)
    if not await opened_class(link):
        words = content().teach.door
        back = page.row(page.link(words.to_page, TEACHERS_PAGE))
        return page.page(words.title, page.say(words.wrong, "trouble"), back, status=404)
    right()  # only wrong links count
    here, form = await class_here(request), await request.form()
    if here and link != key_in(request.cookies, CLASS_COOKIE) and not await page.ticked(request):
        asked = content().teach.link.need_tick if form.get("do") == "instead" else ""
        return _instead(request, here, link, str(form.get("own", "")), asked)
    answer = go_to(TEACHERS_PAGE, *key_cookies(request, await said(request), {CLASS_COOKIE: link}))
    return then_close_pages(answer, request, own_key(request.scope))


def _instead(request: Request, here: Class, link: str, own: str, trouble: str) -> Response:
    """Before another class is opened, the link of the class that this browser runs can be taken along."""
    words = content().teach
    given = page.hidden("link", link) + page.hidden("own", own)
    form = close_form(words.link.instead, "instead", trouble, given)
    return page.page(words.door.title, page.PRIVATE, *take_along(request, here), *form, DOOR_SCRIPT)


async def _start(request: Request, sheet: str) -> Response:
    """Start a class, unless this browser runs one already: the button may have been pressed twice."""
    whose = await said(request)
    if await class_here(request):
        return go_to(TEACHERS_PAGE, *key_cookies(request, whose))
    attempt(request.scope["running"].new_classes, request.scope)
    known = (each.id for each in content().classroom.run_sheets)
    started = await run_in_threadpool(classes().begin, Board(sheet=sheet if sheet in known else None))
    return go_to(TEACHERS_PAGE, *key_cookies(request, whose, {CLASS_COOKIE: started}))


async def _ask(request: Request, here: Class | None, trouble: str = "") -> Response:
    """With a link, the way to open its class; without one, the way to close the class that is here, or to start one."""
    words, link = content().teach.door, content().teach.link
    back, whose = page.link(words.to_page, TEACHERS_PAGE), await ask(request)
    opened = page.form(page.from_address("link"), whose, page.row(page.button(words.open), back))
    if here:
        closed = close_form(link.close, "close", trouble)
        otherwise = page.part(*take_along(request, here), *closed, title=words.close_title)
    else:
        otherwise = page.part(page.say(words.start_text), page.form(whose, page.row(page.button(words.start), back)))
    return page.page(
        words.title,
        page.PRIVATE if here else "",
        page.by_secret(page.part(page.say(words.open_text), opened, title=words.open_title), otherwise),
        DOOR_SCRIPT,
    )
