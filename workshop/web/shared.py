"""Reading a plan that someone shows. The secret of the link stands behind its #, so that no log ever sees it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.keys import SHARED_COOKIE, is_key
from workshop.page_registry import PAGE
from workshop.services import content, store
from workshop.web import page
from workshop.web.cookies import set_cookie
from workshop.web.limits import attempt
from workshop.web.page import DOOR_SCRIPT, go_to

READING = PAGE["shared"].address


async def shared(request: Request) -> Response:
    """Ask whether to open the plan of a link; after a yes this browser may read it until it is closed."""
    if request.method != "POST":
        return _ask()
    right = attempt(request.scope["running"].codes, request.scope)
    secret = str((await request.form()).get("link", ""))
    found = await run_in_threadpool(store().view, secret) if is_key(secret) else None
    words = content().doors
    if found is None:
        return page.page(words.shared.title, page.say(words.shared.wrong), page.row(page.link(words.back)), status=404)
    right()
    return go_to(READING, set_cookie(request.scope, secret, name=SHARED_COOKIE))


def _ask() -> Response:
    words = content().doors
    ways = page.row(page.button(words.shared.open), page.link(words.no_go_back))
    return page.page(
        words.shared.title,
        page.by_secret(
            page.say(words.shared.text) + page.form(page.from_address("link"), ways),
            page.say(words.shared.none) + page.row(page.link(words.back)),
        ),
        DOOR_SCRIPT,
    )
