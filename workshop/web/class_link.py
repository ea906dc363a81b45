"""The class that a browser runs, and its private link to take along: copied, mailed or printed."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workshop.content import fill
from workshop.exports.square import square
from workshop.keys import CLASS_COOKIE, is_key, key_in, spoken_join_code
from workshop.plan.messages import mailto
from workshop.services import classes, content
from workshop.store import Class
from workshop.web import page
from workshop.web.cookies import drop_cookie, own_key
from workshop.web.doors import then_close_pages

_LINK = "class_link"


async def opened_class(key: str | None) -> Class | None:
    """The class that a key runs, if it is one and its class is still there."""
    return await run_in_threadpool(classes().open, key) if key and is_key(key) else None


async def class_here(request: Request) -> Class | None:
    """The class that this browser runs."""
    return await opened_class(key_in(request.cookies, CLASS_COOKIE))


def close_form(yes: str, does: str, trouble: str, fields: str = "") -> tuple[str, str]:
    """The button that closes a class here: only who ticked that they have its link may press it."""
    words = content().teach
    back = page.link(words.door.to_page, page.TEACHERS_PAGE)
    form = page.close(yes, does, words.link.have, back, fields=fields)
    return (page.say(trouble, "trouble") if trouble else "", form)


def close_class(request: Request, path: str) -> Response:
    """Have the browser forget its class, which goes on without it, and go to a page."""
    answer = page.go_to(path, drop_cookie(request.scope, CLASS_COOKIE))
    return then_close_pages(answer, request, own_key(request.scope))


def take_along(request: Request, found: Class) -> list[str]:
    """What stands before the button that closes a class here: which class it is, and the ways to keep its link.

    The link itself is folded away, since this page may be on the wall.
    """
    words = content().teach.link
    link = f"{page.address(request)}/class#{key_in(request.cookies, CLASS_COOKIE)}"
    name = found.board.name or content().teach.cockpit.title
    facts = {"name": name, "link": link, "code": spoken_join_code(found.code)}
    letter = [fill(text, facts) for text in words.letter]
    mail = page.link(words.mail, mailto("", fill(words.letter_title, facts), "\n\n".join(letter)))
    return [
        page.say(fill(words.here_named if found.board.name else words.here, facts), "facts"),
        page.say(words.text),
        page.row(page.copy_button(words.copy_link, _LINK), mail, page.print_button(words.print)),
        page.fold(words.show, page.text_to_copy(link, _LINK)),
        page.only_printed(fill(words.letter_title, facts), *map(page.say, letter), page.picture(square(link))),
    ]
