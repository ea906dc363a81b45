"""The door where a visitor says whose device it is, and the same question as a part of other forms."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from workshop import device
from workshop.device import Whose
from workshop.keys import CLASS_COOKIE, COOKIE, MEMBER_COOKIE, key_in, member_in
from workshop.services import content
from workshop.vocabulary import STEPS
from workshop.web import page
from workshop.web.cookies import A_YEAR, drop_cookie, own_key, set_cookie
from workshop.web.page import TEACHERS_PAGE, go_to

# The pages that ask whose device it is, and that a visitor comes back to.
_FROM = {"home": "/", "classroom": TEACHERS_PAGE, "finish": "/finish"} | {step: f"/{step}" for step in STEPS}


async def ask(request: Request) -> str:
    """The question whose device it is, for a form that gives a browser a key; what was said already is chosen."""
    words, before = content().doors, await said(request)
    choices = (("yes", words.own_device, before == "own"), ("no", words.device.shared, before == "shared"))
    return page.choice("own", words.device.question, choices)


async def said(request: Request) -> Whose | None:
    """Whose device it is: as the form says, or else as the visitor said before."""
    match (await request.form()).get("own"):
        case "yes":
            return "own"
        case "no":
            return "shared"
    return device.whose(request.cookies)


def key_cookies(request: Request, whose: Whose | None, given: Mapping[str, str] | None = None) -> list[str]:
    """The cookies of a browser that is `given` keys by name, and with an answer those of all keys it has already.

    They stay a year on one's own device, else until the browser closes.
    """
    held = {COOKIE: own_key(request.scope), MEMBER_COOKIE: member_in(request.cookies)}
    held[CLASS_COOKIE] = key_in(request.cookies, CLASS_COOKIE)
    keys = {**(held if whose else {}), **(given or {})}
    seconds = A_YEAR if whose == "own" else None
    cookies = [set_cookie(request.scope, key, seconds, name) for name, key in keys.items() if key]
    if whose:
        until = datetime.now(UTC).date() + timedelta(seconds=A_YEAR)
        cookies.append(set_cookie(request.scope, device.told(whose, until), seconds, device.COOKIE))
    return cookies


def forget_own(request: Request, dropped: Collection[str]) -> list[str]:
    """What makes a browser forget that it is on the visitor's own device. That a device is shared stays true.

    The key of a class stays until the browser closes, as every page says then, unless it is `dropped` too.
    """
    if device.whose(request.cookies) != "own":
        return []
    key = key_in(request.cookies, CLASS_COOKIE)
    kept = [set_cookie(request.scope, key, name=CLASS_COOKIE)] if key and CLASS_COOKIE not in dropped else []
    return [drop_cookie(request.scope, device.COOKIE), *kept]


def came_from(request: Request, otherwise: str) -> str:
    """The page on which the visitor was asked whose device it is."""
    return _FROM.get(request.query_params.get("from", ""), otherwise)


async def whose_device(request: Request) -> Response:
    """Ask whose device it is; on a shared one every key leaves with the browser, and every page offers to finish."""
    words, before, back = content().doors, device.whose(request.cookies), came_from(request, "/")
    if request.method == "POST":
        return go_to(back, *key_cookies(request, "shared"))
    answers = {
        "own": page.part(page.say(words.device.own_text), page.row(page.link(words.keep_link, "/keep"))),
        "shared": page.part(
            page.say(words.device.shared_text), page.form(page.row(page.button(words.device.shared_yes)))
        ),
    }
    offered = page.choices(*(answer for whose, answer in answers.items() if whose != before))
    return page.page(
        words.device.question, offered, page.row(page.link(words.no_go_back, came_from(request, page.MY_PLAN)))
    )
