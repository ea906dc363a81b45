"""The small pages that change whose plan a browser holds: keep, begin anew, delete, change the lock."""

import asyncio

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from workshop.content import fill
from workshop.content.words.doors import PrivacyPart
from workshop.keys import CLASS_COOKIE, COOKIE, MEMBER_COOKIE, NEXT_COOKIE, SHARED_COOKIE, key_in, locator, next_key
from workshop.plan.file import dump
from workshop.plan.team import has_team, member_name
from workshop.services import classes, content, store
from workshop.settings import settings
from workshop.store import CLASS_DAYS, PlanGoneError, Saved
from workshop.web import device, page
from workshop.web.cookies import drop_cookie, own_key, set_cookie
from workshop.web.page import MY_PLAN, go_to, question

_UNTIL_THE_COOKIE_IS_THERE = 0.5  # seconds
# Not "cookies": that would also end what other sites of the same school have set.
WIPE = {"Clear-Site-Data": '"cache", "storage"'}


async def opened(key: str | None) -> Saved | None:
    """What a key opens, if something was ever saved under it."""
    try:
        saved = await run_in_threadpool(store().load, key) if key else None
    except PlanGoneError:
        return None
    return saved if saved and saved.revision else None


def then_close_pages(answer: Response, request: Request, key: str | None) -> Response:
    """The answer, after which every page that shows the plan connects anew, with the cookie its browser has by then."""

    async def close() -> None:
        await asyncio.sleep(_UNTIL_THE_COOKIE_IS_THERE)
        await request.scope["running"].close_all_of(locator(key or ""))

    answer.background = BackgroundTask(close)
    return answer


async def keep(request: Request) -> Response:
    """Ask whether this is the visitor's own device; after a yes every key stays in it for a year."""
    words, key = content().doors, own_key(request.scope)
    back = device.came_from(request, MY_PLAN)
    if request.method != "POST" or key is None:
        teaches = page.say(words.keep_class) if key_in(request.cookies, CLASS_COOKIE) else ""
        return question(words.keep_title, words.keep_text, words.keep_yes, teaches, back=back)
    return go_to(back, *device.key_cookies(request, "own"))


async def leave(
    request: Request, path: str = MY_PLAN, answer: Response | None = None, also: tuple[str, ...] = ()
) -> Response:
    """Have the browser forget the plan and go to a page, or take an answer that holds the plan along.

    `also` names more cookies to forget.
    """
    answer = answer or go_to(path)
    answer.headers.update(WIPE)
    names = (SHARED_COOKIE, NEXT_COOKIE, MEMBER_COOKIE, *also)
    dropped = (drop_cookie(request.scope, name) for name in names)
    for cookie in (set_cookie(request.scope), *dropped, *device.forget_own(request, names)):
        answer.headers.append("Set-Cookie", cookie)
    return then_close_pages(answer, request, own_key(request.scope))


async def begin(request: Request) -> Response:
    """Offer a new plan to a browser whose plan is gone. A key that still opens something stays."""
    words, key = content().doors, own_key(request.scope)
    if await opened(key):
        return go_to(MY_PLAN)
    if request.method != "POST":
        return question(words.begin_title, words.begin_text, words.begin_yes)
    return await leave(request)


async def delete(request: Request) -> Response:
    """Name what would be lost, and delete it for good once the visitor has ticked that they know."""
    words, key = content().doors, own_key(request.scope)
    saved = await opened(key)
    if saved is None or key is None:
        return page.page(words.delete_title, page.say(words.delete_nothing), page.row(page.link(words.back)))
    if request.method != "POST" or not await page.ticked(request):
        in_class = await run_in_threadpool(classes().mine, key) is not None
        return _ask_to_delete(saved, in_class=in_class, asked_before=request.method == "POST")
    await run_in_threadpool(store().delete, key)
    await run_in_threadpool(classes().leave, key)
    return await leave(request)


def _ask_to_delete(saved: Saved, *, in_class: bool, asked_before: bool) -> Response:
    words = content().doors
    trouble = page.say(words.delete_need_tick, "trouble") if asked_before else ""
    return page.page(
        words.delete_title,
        page.say(page.facts_of(saved), "facts"),
        page.say(words.delete_text),
        page.say(words.delete_in_class) if in_class else "",
        _of_a_team(saved),
        page.row(page.link(words.file_first, "/plan-file", main=True)),
        trouble,
        page.close(words.delete_yes, "delete", words.delete_tick, page.link(words.no_go_back)),
    )


def _of_a_team(saved: Saved) -> str:
    """Who else loses a plan, if it is that of a team."""
    plan = saved.plan
    names = ", ".join(member_name(content(), plan, each.id) for each in plan.team.present)
    return page.say(fill(content().team.door.delete, {"names": names}), "trouble") if has_team(plan) else ""


async def relock(request: Request) -> Response:
    """Give the plan a new key, so that every code, sheet and link of before opens nothing any more."""
    words, key, chance = content().doors, own_key(request.scope), key_in(request.cookies, NEXT_COOKIE)
    new = next_key(key, chance) if key and chance else None
    changed = await opened(new)
    if request.method != "POST" or not key or not (changed or await opened(key)):
        title, text, yes = (
            (words.locked_title, words.locked_text, words.locked_yes)
            if changed
            else (words.lock_title, words.lock_text, words.lock_yes)
        )
        return question(title, text, yes, await device.ask(request))
    if new is None:
        return _with_what_comes_next(request)
    if not changed:
        await run_in_threadpool(store().rotate, key, new)
        await run_in_threadpool(classes().follow, key, new)
    kept = device.key_cookies(request, await device.said(request), {COOKIE: new})
    cookies = (*kept, drop_cookie(request.scope, NEXT_COOKIE))
    return then_close_pages(go_to(MY_PLAN, *cookies), request, key)


def _with_what_comes_next(request: Request) -> Response:
    """Give the browser what the new key will be made from, and let it ask again: should the next answer be lost on the
    way, the browser can still open the plan."""
    if request.query_params:  # asked again, and it has kept no cookie
        return page.refused(403)
    answer = RedirectResponse("/relock?next", status_code=307)
    answer.headers.append("Set-Cookie", set_cookie(request.scope, name=NEXT_COOKIE))
    return answer


async def plan_file(request: Request) -> Response:
    """The visitor's plan file, to save before something is done that cannot be undone."""
    saved = await opened(own_key(request.scope))
    if saved is None:
        return go_to(MY_PLAN)
    return await as_file(saved)


async def as_file(saved: Saved) -> Response:
    """A plan as its file."""
    text = await run_in_threadpool(dump, saved.plan)
    headers = {"Content-Disposition": 'attachment; filename="career-plan.json"'}
    return Response(text, media_type="application/json", headers=headers)


async def privacy(_: Request) -> Response:
    """What is kept, for how long and why, and who can read it."""
    words = content().doors
    blanks = {"days": str(settings().keep_days), "class_days": str(CLASS_DAYS), "school": content().school.name}
    parts = (
        page.part(page.say(fill(each.text, blanks)), _cookies(each), title=each.title, kind="text")
        for each in words.privacy.parts
    )
    return page.page(words.privacy.title, *parts, page.row(page.link(words.back)))


def _cookies(part: PrivacyPart) -> str:
    """The cookies that a part of the page names, with what each is for, by how long they stay."""
    named = {
        how_long: [f"{each.name}: {each.text}" for each in part.cookies if each.stays == stays]
        for stays, how_long in content().doors.privacy.stays.items()
    }
    return "".join(page.say(how_long) + page.lines(lines) for how_long, lines in named.items() if lines)
