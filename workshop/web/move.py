"""Opening a plan on another device with a code: look whose plan it is, then decide."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.keys import COOKIE, read_code
from workshop.plan.merge import merge
from workshop.plan.model import Plan
from workshop.services import content, store
from workshop.store import PlanFullError, PlanGoneError, Saved
from workshop.web import page
from workshop.web.cookies import own_key
from workshop.web.device import ask, key_cookies, said
from workshop.web.doors import opened, then_close_pages
from workshop.web.limits import attempt
from workshop.web.page import DOOR_SCRIPT, MY_PLAN, go_to


async def move(request: Request) -> Response:
    """The page where a code is typed, and what follows from it. Looking does not use a code up."""
    if request.method != "POST":
        return _ask_for_code()
    form = await request.form()
    right = attempt(request.scope["running"].codes, request.scope)
    code = read_code(str(form.get("code", "")))
    key = await run_in_threadpool(store().peek_code, code) if code else None
    found = await opened(key)
    if code is None or key is None or found is None:
        return _ask_for_code(content().doors.move.wrong)
    right()  # only wrong codes count
    return await _with(request, code, key, found)


async def _with(request: Request, code: str, key: str, found: Saved) -> Response:
    words, form = content().doors, await request.form()
    mine = own_key(request.scope)
    if key == mine:
        return page.page(words.move.title, page.say(words.move.same), page.row(page.link(words.back)))
    present = await worth_keeping(mine)
    match form.get("do"):
        case "together" if present:
            return await _together(request, code, key, present)
        case "open" if not present or form.get("sure") == "yes":
            return await _open(request, code)
        case does:
            trouble = words.move.replace_need_tick if does == "open" else ""
            if present is None:
                return await _show(request, code, found)
            titles = (words.move.replace_title, words.move.replace_yes, words.move.not_mine, "/move")
            fields = page.hidden("code", code) + await ask(request)
            return show_both(found, present, fields, trouble, *titles)


async def worth_keeping(key: str | None) -> Saved | None:
    """The plan in this browser, if something is in it."""
    present = await opened(key)
    return present if present and present.plan != Plan() else None


async def _open(request: Request, code: str) -> Response:
    key = await run_in_threadpool(store().redeem_code, code)
    if key is None:
        return _ask_for_code(content().doors.move.wrong)
    answer = go_to(MY_PLAN, *key_cookies(request, await said(request), {COOKIE: key}))
    return then_close_pages(answer, request, own_key(request.scope))


async def _together(request: Request, code: str, key: str, present: Saved) -> Response:
    """Save both plans as one first, so that the code is still good if that cannot be done."""
    try:
        await run_in_threadpool(store().edit, key, lambda found: merge(Plan(), found, present.plan))
    except (PlanFullError, ValueError):
        words = content().doors
        return page.page(
            words.move.title, page.say(words.move.together_full), page.row(page.link(words.back)), status=409
        )
    except PlanGoneError:
        return _ask_for_code(content().doors.move.wrong)
    return await _open(request, code)


def _ask_for_code(trouble: str = "") -> Response:
    words = content().doors.move
    box = page.box("code", words.label, words.hint, autocapitalize="characters", spellcheck="false", maxlength=60)
    return page.page(
        words.title,
        page.say(words.text),
        page.say(trouble, "trouble") if trouble else "",
        page.form(box, page.row(page.button(words.look), page.link(content().doors.no_go_back))),
        DOOR_SCRIPT,
        status=404 if trouble else 200,
    )


async def _show(request: Request, code: str, found: Saved) -> Response:
    words = content().doors
    return page.page(
        words.move.found_title,
        page.say(page.facts_of(found), "facts"),
        page.form(
            page.hidden("code", code),
            await ask(request),
            page.row(page.button(words.move.open, "open"), page.link(words.move.not_mine, "/move")),
        ),
    )


def show_both(
    found: Saved, present: Saved, fields: str, trouble: str, title: str, yes: str, not_mine: str, back: str
) -> Response:
    """The plan that was found and the one that is here, to put together or to replace; `fields` go along.

    `title` and `yes` are about replacing, `not_mine` leads back.
    """
    words = content().doors
    move = words.move
    return page.page(
        move.both_title,
        page.say(move.found) + page.say(page.facts_of(found), "facts"),
        page.say(move.present) + page.say(page.facts_of(present), "facts"),
        page.say(trouble, "trouble") if trouble else "",
        page.part(
            page.say(move.together_text),
            page.form(fields, page.row(page.button(move.together_yes, "together"))),
            title=move.together_title,
        ),
        page.part(
            page.say(move.replace_text),
            page.row(page.link(words.file_first, "/plan-file"), page.link(words.back)),
            page.close(yes, "open", move.replace_tick, fields=fields),
            title=title,
        ),
        page.row(page.link(not_mine, back)),
    )
