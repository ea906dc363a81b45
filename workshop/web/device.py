"""The door where a visitor says whose device it is, and the same question as a part of other forms."""

from starlette.requests import Request
from starlette.responses import Response

from workshop import device
from workshop.in_use import content
from workshop.web import page
from workshop.web.cookies import A_YEAR, drop_cookie, own_key, set_cookie
from workshop.web.page import go_to


def ask(request: Request) -> str:
    """The question whose device it is, for a form that gives a browser a key; `key_cookies` reads the answer."""
    words, said = content().doors, device.whose(request.cookies)
    choices = (("yes", words.own_device, said == "own"), ("no", words.device.shared, said == "shared"))
    return page.choice("own", words.device.question, choices)


async def key_cookies(request: Request, key: str) -> list[str]:
    """The cookies for a browser that gets a key: it stays a year on one's own device, else until the browser closes."""
    match (await request.form()).get("own"):
        case "yes":
            return [set_cookie(request.scope, key, A_YEAR), own(request)]
        case "no":
            return [set_cookie(request.scope, key), _shared(request)]
    return [set_cookie(request.scope, key)]


def own(request: Request) -> str:
    """What lets a browser remember that it is on the visitor's own device."""
    return set_cookie(request.scope, "own", A_YEAR, device.COOKIE)


def forget_own(request: Request) -> list[str]:
    """What makes a browser forget that it is on the visitor's own device. That a computer is shared stays true."""
    own_one = device.whose(request.cookies) == "own"
    return [drop_cookie(request.scope, device.COOKIE)] if own_one else []


def _shared(request: Request) -> str:
    return set_cookie(request.scope, "shared", name=device.COOKIE)


async def whose_device(request: Request) -> Response:
    """Ask whose device it is; on a shared one the key leaves with the browser, and every page offers to finish."""
    words, key = content().doors, own_key(request.scope)
    if request.method == "POST":
        return go_to("/", *([set_cookie(request.scope, key)] if key else []), _shared(request))
    return page.page(
        words.device.question,
        page.choices(
            page.part(page.say(words.device.own_text), page.row(page.link(words.keep_link, "/keep"))),
            page.part(page.say(words.device.shared_text), page.form(page.row(page.button(words.device.shared_yes)))),
        ),
        page.row(page.link(words.no_go_back)),
    )
