"""Coming into a team with its link: look which team it is, say who one is, then decide what happens to the own plan.

The code of the link stands behind its #, so that no log ever sees it. Without one, a visitor begins a team with their
own plan, or tells it who they are.
"""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.content import fill
from workshop.keys import COOKIE, MEMBER_COOKIE, read_code
from workshop.plan.merge import merge
from workshop.plan.model import About, Plan, clean
from workshop.plan.team import LONGEST_NAME, TeamFullError, join, member_name
from workshop.services import content, store
from workshop.store import PlanFullError, PlanGoneError, Saved
from workshop.web import page
from workshop.web.cookies import own_key
from workshop.web.device import ask, key_cookies, said
from workshop.web.doors import opened, then_close_pages
from workshop.web.limits import attempt
from workshop.web.move import show_both, worth_keeping
from workshop.web.page import DOOR_SCRIPT, MY_PLAN, go_to

HERE = "/team"
_LONGEST_EMAIL = 254


async def team(request: Request) -> Response:
    """Ask who comes in, or who begins; looking at a link changes nothing."""
    if request.method != "POST":
        return await _ask(request)
    form = await request.form()
    if "code" not in form:
        return await _begin(request)
    right = attempt(request.scope["running"].codes, request.scope)
    code = read_code(str(form["code"]))
    key = await run_in_threadpool(store().peek_code, code, "team") if code else None
    found = await opened(key)
    if code is None or key is None or found is None:
        return _wrong()
    right()  # only wrong codes count
    return await _come_in(request, code, key, found)


async def _ask(request: Request) -> Response:
    """With a link, the way to look at its team; without one, the way to begin one's own."""
    words, mine = content().team.door, await opened(own_key(request.scope))
    ways = page.row(page.button(words.look), page.link(content().doors.no_go_back))
    return page.page(
        words.title,
        page.by_secret(
            page.say(words.text) + page.form(page.from_address("code"), ways),
            await _own_team(request, mine.plan if mine else Plan()) + page.row(page.link(content().doors.back)),
        ),
        DOOR_SCRIPT,
    )


async def _own_team(request: Request, plan: Plan) -> str:
    """The way to begin a team with one's plan; if there is one, the question who one is."""
    words = content().team.door
    if plan.team.members:
        return page.say(words.all_see) + "".join(await _who(request, plan, words.join))
    return page.part(page.say(words.begin_text), *await _who(request, plan, words.begin_yes), title=words.begin_title)


async def _who(request: Request, plan: Plan, yes: str, *fields: str, trouble: str = "") -> list[str]:
    """Two forms: the name of a new member, and the members to choose oneself from, if there are any."""
    words, own = content().team.door, await ask(request)
    names = [(each.id, member_name(content(), plan, each.id), False) for each in plan.team.present]
    mine = plan.about if not names else About()
    known = page.form(*fields, page.choice("member", words.pick, names), own, page.row(page.button(words.pick_yes)))
    new = page.form(
        *fields,
        page.box("name", words.name, "", mine.name, maxlength=LONGEST_NAME),
        page.box("email", words.email, words.email_hint, mine.email, optional=True, maxlength=_LONGEST_EMAIL),
        own,
        page.row(page.button(yes)),
    )
    told = [page.say(trouble, "trouble")] if trouble else []
    return [*told, page.part(new, title=words.new_title), page.part(known)] if names else [*told, new]


async def _begin(request: Request) -> Response:
    """Note in the visitor's own plan who they are, and in the browser too."""
    key = own_key(request.scope)
    if key is None:
        return page.refused(403)
    saved = await opened(key)
    plan = saved.plan if saved else Plan()
    if not _says_who(plan, *await _given(request)):
        words = content().team.door
        return page.page(words.who_title, *await _who(request, plan, words.join, trouble=words.need_name))
    return await _joined(request, key, lambda found: found)


async def _come_in(request: Request, code: str, key: str, found: Saved) -> Response:
    doors, words, given = content().doors, content().team.door, await _given(request)
    mine = own_key(request.scope)
    does = str((await request.form()).get("do", ""))
    if not _says_who(found.plan, *given):
        asked = words.need_name if "name" in await request.form() else ""
        return await _ask_who(request, code, found, asked)
    present = await worth_keeping(mine) if mine != key else None
    member, name, email = given
    fields = [page.hidden("code", code), page.hidden("member", member), page.hidden("name", name)]
    fields += [page.hidden("email", email), page.hidden("own", str((await request.form()).get("own", "")))]
    sure = (await request.form()).get("sure") == "yes"
    if present and not (does == "together" or (does == "open" and sure)):
        trouble = doors.move.replace_need_tick if does == "open" else ""
        titles = (words.replace_title, words.replace_yes, words.not_mine, HERE)
        return show_both(found, present, "".join(fields), trouble, *titles)

    def both(found: Plan) -> Plan:
        return merge(Plan(), found, present.plan) if present and does == "together" else found

    return await _joined(request, key, both)


async def _ask_who(request: Request, code: str, found: Saved, trouble: str) -> Response:
    words = content().team.door
    names = [member_name(content(), found.plan, each.id) for each in found.plan.team.present]
    return page.page(
        words.who_title,
        page.say(page.facts_of(found), "facts"),
        page.say(fill(words.found, {"names": ", ".join(names) or words.so_far})),
        page.say(words.all_see),
        *await _who(request, found.plan, words.join, page.hidden("code", code), trouble=trouble),
        page.row(page.link(words.not_mine, HERE)),
    )


async def _given(request: Request) -> tuple[str, str, str]:
    """Who the visitor says they are: the id of a member, or a name and perhaps an e-mail address."""
    form = await request.form()
    name, email = (" ".join(clean(str(form.get(each, ""))).split()) for each in ("name", "email"))
    return str(form.get("member", "")), name[:LONGEST_NAME], email[:_LONGEST_EMAIL]


def _says_who(plan: Plan, member: str, name: str, _: str) -> bool:
    return bool(plan.team.member(member) or name)


async def _joined(request: Request, key: str, change: Callable[[Plan], Plan]) -> Response:
    """Put the visitor into the team of a plan, and give their browser its key."""
    doors, words = content().doors, content().team.door
    member, name, email = await _given(request)
    me = [member]

    def edit(found: Plan) -> Plan:
        plan = change(found)
        if not plan.team.member(member):
            plan, me[0] = join(plan, name, email)
        return plan

    before = own_key(request.scope)
    try:
        await run_in_threadpool(store().edit, key, edit)
    except TeamFullError:
        return page.page(words.who_title, page.say(words.full), page.row(page.link(doors.back)), status=409)
    except (PlanFullError, ValueError):
        return page.page(
            words.who_title, page.say(doors.move.together_full), page.row(page.link(doors.back)), status=409
        )
    except PlanGoneError:
        return _wrong()
    given = {MEMBER_COOKIE: me[0]} | ({COOKIE: key} if key != before else {})
    answer = go_to(MY_PLAN, *key_cookies(request, await said(request), given))
    return answer if key == before else then_close_pages(answer, request, before)


def _wrong() -> Response:
    words = content().team.door
    return page.page(words.title, page.say(words.wrong), page.row(page.link(content().doors.back)), status=404)
