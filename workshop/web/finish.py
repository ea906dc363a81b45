"""Finishing on this computer: take a way back along, and this browser forgets the class and the plan."""

from datetime import UTC, datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.content import fill
from workshop.exports.outline import full_day
from workshop.exports.square import square
from workshop.in_use import classes, content, store
from workshop.keys import CLASS_COOKIE, read_code, recovery_code, spoken
from workshop.messages import mailto
from workshop.settings import settings
from workshop.store import Class, Saved
from workshop.web import page
from workshop.web.class_link import class_here, close_class, take_along
from workshop.web.cookies import own_key, readable_cookie
from workshop.web.doors import as_file, leave, opened
from workshop.web.page import DOOR_SCRIPT, MY_PLAN, TEACHERS_PAGE, go_to, link

FINISH, FINISHED = "/finish", "/finished"
_LONGEST_MARK = 20
_LETTER = "letter"
_BY_MAIL, _BY_CLASS = "?by=mail", "?by=class"


async def finish(request: Request) -> Response:
    """Show the ways back; after the choice of one, this browser holds no key and no copy of the plan.

    A class that this browser runs is closed first, by a button of its own.
    """
    key = own_key(request.scope)
    saved, taught = await opened(key), await class_here(request)
    does = (await request.form()).get("do") if request.method == "POST" else None
    if does == "close" and saved:
        return close_class(request, FINISH)
    if does == "close":
        return await _leave(request, FINISHED + _BY_CLASS)
    if taught:
        return _class_first(request, taught, saved)
    if saved and key:
        return await _finish_plan(request, key, saved)
    return await _leave(request) if request.method == "POST" else _nothing_saved()


async def _finish_plan(request: Request, key: str, saved: Saved) -> Response:
    """Show the ways back to the plan, and go the one that was chosen."""
    if request.method != "POST":
        code = await _code_mailed(request, key)
        return _mail(request, code) if code else await _ways_back(key, saved)
    match (await request.form()).get("do"):
        case "download" if request.headers.get("sec-fetch-dest") == "iframe":
            return _download_in_a_frame()
        case "download":
            return await _download(request, saved)
        case "mail":
            await run_in_threadpool(store().recovery_code, key)
            return go_to(FINISH + _BY_MAIL)
        case "phone":
            return await _phone(request, key)
        case "phoned" if not await run_in_threadpool(store().code_used, key, await _code_sent(request)):
            return await _phone(request, key, content().doors.finish.phone_waits)
        case "mailed":
            return await _leave(request, FINISHED + _BY_MAIL)
    return await _leave(request)


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


def _class_first(request: Request, taught: Class, saved: Saved | None) -> Response:
    """The class that this browser runs, with its link to take along; the plan comes after it."""
    words = content().teach.link
    close = page.form(page.row(page.button(words.close, "close", quiet=True), _back(TEACHERS_PAGE)))
    then = page.say(words.then_plan) if saved else ""
    return _page(content().doors.finish.title, *take_along(request, taught), then, close)


async def _ways_back(key: str, saved: Saved) -> Response:
    words = content().doors.finish
    in_class = await run_in_threadpool(classes().mine, key)
    download_text = f"{words.download_text} {words.download_in_class}" if in_class else words.download_text
    ways = (
        ("download", words.download_title, download_text, words.download),
        ("mail", words.mail_title, words.mail_text, words.mail),
        ("phone", words.phone_title, words.phone_text, words.phone),
        ("leave", words.leave_title, words.leave_text, words.leave),
    )
    return _page(
        words.title,
        page.say(page.facts_of(saved), "facts"),
        page.say(words.text),
        page.choices(*(_way(*way) for way in ways)),
        page.row(_back()),
        f'<template data-done="{page.escaped(words.done_title)}">{_done("download")}</template>',
    )


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
    file = page.row(link(words.file_first, "/plan-file"))
    close = page.form(page.row(page.button(words.finish.has_file, "leave"), link(words.finish.other_way, FINISH)))
    return _page(words.finish.download_title, page.say(words.finish.frame_text), file, close)


async def _code_mailed(request: Request, key: str) -> str | None:
    """The code for the message to oneself, where the page with it is asked for again; only a POST makes one."""
    if f"?{request.url.query}" != _BY_MAIL:
        return None
    code = recovery_code(key)
    return code if await run_in_threadpool(store().look, code) == key else None


def _mail(request: Request, code: str) -> Response:
    """The way back as a message to oneself. It opens in the mail program; without one it can be copied."""
    words = content().doors.finish
    until = (datetime.now(UTC) + timedelta(days=settings().keep_days)).date()
    facts = {"code": spoken(code), "address": page.address(request), "day": full_day(content(), until)}
    body = "\n\n".join(fill(text, facts) for text in words.letter)
    to_mail = page.link(words.mail_open, mailto("", words.letter_subject, body), mark="data-mail")
    return _page(
        words.mail_page_title,
        page.say(words.mail_page_text),
        page.row(to_mail, page.copy_button(words.mail_copy, _LETTER, quiet=True)),
        page.form(page.row(page.button(words.mailed, "mailed"), link(words.other_way, FINISH))),
        page.part(page.text_to_copy(body, _LETTER), title=words.mail_message),
    )


async def _phone(request: Request, key: str, trouble: str = "") -> Response:
    """A code that works once and for ten minutes, also as a square for a phone's camera; a new one if it is too old."""
    words, address = content().doors.finish, page.address(request)
    code = await _code_sent(request)
    if not code or await run_in_threadpool(store().look, code) != key:
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
            page.row(page.button(words.phone_done, "phoned"), link(words.other_way, FINISH)),
        ),
    )


async def _code_sent(request: Request) -> str:
    """The code that the page with it sends back."""
    return read_code(str((await request.form()).get("code", ""))) or ""
