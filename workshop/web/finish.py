"""Finishing on this device: take a way back along, and this browser forgets the class and the plan."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.content import fill
from workshop.device import opens_until, whose
from workshop.exports.outline import full_day
from workshop.exports.square import square
from workshop.keys import CLASS_COOKIE, read_code, recovery_code, spoken
from workshop.plan.messages import mailto
from workshop.plan.model import Plan
from workshop.services import classes, content, store
from workshop.settings import settings
from workshop.store import CLASS_DAYS, Class, Membership, Saved
from workshop.web import page
from workshop.web.class_link import class_here, close_class, close_form, take_along
from workshop.web.cookies import own_key, readable_cookie
from workshop.web.doors import as_file, leave, opened
from workshop.web.page import DOOR_SCRIPT, MY_PLAN, TEACHERS_PAGE, link

FINISH, FINISHED = "/finish", "/finished"
_LONGEST_MARK = 20
_LETTER = "letter"
_BY_MAIL, _BY_CLASS, _WAYS = "?by=mail", "?by=class", "?ways"


@dataclass(frozen=True)
class _Here:
    """What this browser holds: a plan, a place in a class, a class that it runs."""

    key: str
    saved: Saved | None
    place: Membership | None
    taught: Class | None


async def finish(request: Request) -> Response:
    """Show the ways back; after the choice of one, this browser holds no key and no copy of the plan.

    A class that this browser runs is closed first, by a button of its own. On one's own device nothing need be done.
    """
    here = await _here(request)
    if request.method != "POST":
        return await _show(request, here)
    does, sure = (await request.form()).get("do"), await page.ticked(request)
    if here.taught and not (does == "close" and sure):
        return _class_first(request, here, here.taught, content().teach.link.need_tick if does == "close" else "")
    if does == "close":
        goes_on = here.saved or here.place
        return close_class(request, FINISH + _BY_CLASS) if goes_on else await _leave(request, FINISHED + _BY_CLASS)
    return await _go(request, here) if here.saved or here.place else await _leave(request)


async def _here(request: Request) -> _Here:
    key = own_key(request.scope)
    place = await run_in_threadpool(classes().mine, key) if key else None
    return _Here(key or "", await opened(key), place, await class_here(request))


async def _show(request: Request, here: _Here) -> Response:
    asked = f"?{request.url.query}" if request.url.query else ""
    if not (here.saved or here.place or here.taught):
        return _nothing_saved()
    if asked in ("", _BY_CLASS) and whose(request.cookies) == "own":
        return _need_not(request, here)
    if here.taught:
        return _class_first(request, here, here.taught)
    code = await _code_mailed(request, here.key)
    return _mail(request, code) if code else _ways_back(request, here)


async def _go(request: Request, here: _Here) -> Response:
    """Go the way back to the plan that was chosen."""
    words, sure = content().doors.finish, await page.ticked(request)
    does = (await request.form()).get("do")
    match does:
        case "download" if here.saved and request.headers.get("sec-fetch-dest") == "iframe":
            return _download_in_a_frame()
        case "download" if here.saved:
            return await _download(request, here.saved)
        case "mail":
            await run_in_threadpool(store().begun, here.key)
            await run_in_threadpool(store().recovery_code, here.key)
            return page.go_to(FINISH + _BY_MAIL)
        case "phone":
            return await _phone(request, here.key)
        case "phoned" if not await run_in_threadpool(store().code_used, here.key, await _code_sent(request)):
            return await _phone(request, here.key, words.phone_waits)
        case "phoned":
            return await _leave(request)
        case "mailed" if sure:
            return await _leave(request, FINISHED + _BY_MAIL)
        case "mailed" if code := await _code_mailed(request, here.key):
            return _mail(request, code, words.need_tick)
        case "leave" if sure:
            return await _leave(request)
    return _ways_back(request, here, words.need_tick if does in ("leave", "mailed") else "")


async def _leave(request: Request, path: str = FINISHED, answer: Response | None = None) -> Response:
    """Have the browser forget the plan, and the key of a class that is over."""
    return await leave(request, path, answer, also=(CLASS_COOKIE,))


async def finished(request: Request) -> Response:
    """Say that it is done, and that the next one may come."""
    way = request.query_params.get("by", "")
    return page.page(content().doors.finish.done_title, _done(way), DOOR_SCRIPT)


def _done(way: str) -> str:
    words = content().doors.finish
    taken = {"mail": [words.done_mail], "download": [words.done_download]}.get(way, [])
    said = [content().teach.link.closed] if way == "class" else [*taken, words.done_text]
    return f"<div data-finished>{''.join(map(page.say, said))}{page.row(link(words.next_visitor, '/'))}</div>"


def _nothing_saved() -> Response:
    words = content().doors.finish
    return _page(words.title, page.say(words.nothing), page.form(page.row(page.button(words.link), _back())))


def _need_not(request: Request, here: _Here) -> Response:
    """On one's own device: everything stays, until when, and the way to finish all the same."""
    words, today = content().doors, datetime.now(UTC).date()
    kept = [(words.kept, settings().keep_days)] if here.saved else []
    kept += [(content().teach.cockpit.kept, CLASS_DAYS)] if here.taught else []
    days = [(each.own, opens_until(request.cookies, today, days)) for each, days in kept]
    said = [fill(text, {"day": full_day(content(), day)}) for text, day in days if day]
    back = link(content().teach.door.to_page, TEACHERS_PAGE, main=True) if here.taught else link(words.back, main=True)
    others = link(words.device.shared_link, "/device?from=finish")
    ways = page.row(back, others, link(words.finish.anyway, FINISH + _WAYS))
    return _page(words.finish.title, _closed(request), page.say(words.finish.own_text), *map(page.say, said), ways)


def _ask_whose(request: Request) -> str:
    """For who has not said whose device it is: on their own one they need not finish."""
    words = content().doors
    if whose(request.cookies):
        return ""
    own = page.row(link(words.keep_link, "/keep?from=finish"))
    return page.part(page.say(words.finish.ask_text), own, title=words.device.question)


def _closed(request: Request) -> str:
    """That the class is closed here, for who closed it just now."""
    return page.say(content().teach.link.closed, "facts") if f"?{request.url.query}" == _BY_CLASS else ""


def _class_first(request: Request, here: _Here, taught: Class, trouble: str = "") -> Response:
    """The class that this browser runs, with its link to take along; the plan comes after it."""
    words = content().teach.link
    then = page.say(words.then_plan) if here.saved else ""
    ways = (*take_along(request, taught), then, *close_form(words.close, "close", trouble))
    return _page(content().doors.finish.title, _ask_whose(request), *ways)


def _ways_back(request: Request, here: _Here, trouble: str = "") -> Response:
    """The ways back to what was written, or, where that is nothing, to a place in a class."""
    words = content().doors.finish
    nickname = {"nickname": here.place.nickname if here.place else ""}
    away = [
        _way("mail", words.mail_title, words.mail_text, words.mail),
        _way("phone", words.phone_title, words.phone_text, words.phone),
    ]
    if here.saved and (here.saved.plan != Plan() or not here.place):
        said = [page.say(page.facts_of(here.saved), "facts"), page.say(words.text)]
        said += [page.say(words.download_in_class)] if here.place else []
        ways = [_way("download", words.download_title, words.download_text, words.download), *away]
        ways.append(_close(words.leave_title, words.leave_text, words.leave, words.close))
    else:
        said = [page.say(fill(words.place, nickname), "facts"), page.say(words.place_text)]
        ways = [*away, _close(words.place_title, words.place_leave_text, words.place_tick, words.place_leave)]
    return _page(
        words.title,
        _closed(request),
        page.say(trouble, "trouble") if trouble else "",
        _ask_whose(request),
        *said,
        page.choices(*ways),
        page.row(_back()),
        f'<template data-done="{page.escaped(words.done_title)}">{_done("download")}</template>',
    )


def _close(title: str, text: str, sure: str, yes: str) -> str:
    """The way for who has a way back already, or wants none."""
    return page.part(page.say(text), page.close(yes, "leave", sure), title=title, kind="leave")


def _way(does: str, title: str, text: str, yes: str) -> str:
    mark = page.hidden("mark", "") if does == "download" else ""
    return page.part(page.say(text), page.form(mark, page.row(page.button(yes, does))), title=title, kind=does)


def _page(title: str, *parts: str) -> Response:
    return page.page(title, page.PRIVATE, *parts, DOOR_SCRIPT)


def _back(path: str = MY_PLAN) -> str:
    return link(content().doors.no_go_back, path)


async def _download(request: Request, saved: Saved) -> Response:
    """The plan file, and with it the order to forget. The page learns from a cookie that both have arrived."""
    mark = str((await request.form()).get("mark", ""))
    answer = await _leave(request, answer=await as_file(saved))
    if mark.isascii() and mark.isdigit() and len(mark) < _LONGEST_MARK:
        answer.headers.append("Set-Cookie", readable_cookie(request.scope, "finished", mark, seconds=60))
    return answer


def _download_in_a_frame() -> Response:
    """The plan file first, and the order to forget only then: the page around the frame may allow no downloads."""
    words = content().doors
    file = page.row(link(words.file_first, "/plan-file", main=True))
    close = page.close(words.finish.close, "leave", words.finish.has_file, _other_way())
    return _page(words.finish.download_title, page.say(words.finish.frame_text), file, close)


def _other_way() -> str:
    return link(content().doors.finish.other_way, FINISH + _WAYS)


async def _code_mailed(request: Request, key: str) -> str | None:
    """The code for the message to oneself, where the page with it is asked for again; only a POST makes one."""
    if f"?{request.url.query}" != _BY_MAIL:
        return None
    code = recovery_code(key)
    return code if await run_in_threadpool(store().peek_code, code) == key else None


def _mail(request: Request, code: str, trouble: str = "") -> Response:
    """The way back as a message to oneself. It opens in the mail program; without one it can be copied."""
    words = content().doors.finish
    until = (datetime.now(UTC) + timedelta(days=settings().keep_days)).date()
    facts = {"code": spoken(code), "address": page.address(request), "day": full_day(content(), until)}
    body = "\n\n".join(fill(text, facts) for text in words.letter)
    to_mail = page.link(words.mail_open, mailto("", words.letter_subject, body), mark="data-mail", main=True)
    return _page(
        words.mail_page_title,
        page.say(words.mail_page_text),
        page.row(to_mail, page.copy_button(words.mail_copy, _LETTER, quiet=True)),
        page.say(trouble, "trouble") if trouble else "",
        page.close(words.close, "mailed", words.mailed, _other_way()),
        page.part(page.text_to_copy(body, _LETTER), title=words.mail_message),
    )


async def _phone(request: Request, key: str, trouble: str = "") -> Response:
    """A code that works once and for ten minutes, also as a square for a phone's camera; a new one if it is too old."""
    words, address = content().doors.finish, page.address(request)
    await run_in_threadpool(store().begun, key)
    code = await _code_sent(request)
    if not code or await run_in_threadpool(store().peek_code, code) != key:
        code, _ = await run_in_threadpool(store().new_code, key)
    drawn = square(f"{address}/move#{code}")
    return _page(
        words.phone_page_title,
        page.say(trouble, "trouble") if trouble else "",
        page.say(fill(words.phone_page_text, {"address": address})),
        f'<p class="code">{page.escaped(spoken(code))}</p>{page.picture(drawn)}',
        page.say(words.phone_then),
        page.form(
            page.hidden("code", code),
            page.row(page.button(words.phone_done, "phoned"), _other_way()),
        ),
    )


async def _code_sent(request: Request) -> str:
    """The code that the page with it sends back."""
    return read_code(str((await request.form()).get("code", ""))) or ""
