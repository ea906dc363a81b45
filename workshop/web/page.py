"""The small pages of our own: one template, and the pieces that go into it. Every text is escaped here."""

import html
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from workshop.assets import asset
from workshop.content import fill
from workshop.page_registry import PAGE
from workshop.plan.dates import day
from workshop.services import content
from workshop.settings import settings
from workshop.store import Saved
from workshop.web.headers import door_policy

MY_PLAN = PAGE["my_plan"].address
TEACHERS_PAGE = PAGE["classroom"].address
PRIVATE = "<div data-private></div>"  # once its owner has finished in another tab, the page shows nothing any more
DOOR_SCRIPT = '<script src="/door.js"></script>'


def page(title: str, *parts: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A page with a title over its parts."""
    blanks = {"language": content().export.language, "title": html.escape(title), "body": "\n".join(parts)}
    shown = fill(asset("page.html"), blanks)
    # With "no-referrer" a browser would hide who sends the form.
    own = {"Content-Security-Policy": door_policy(), "Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
    return HTMLResponse(shown, status, own | dict(headers or {}))


def escaped(text: str) -> str:
    """A text as it may stand in a page."""
    return html.escape(text)


def say(text: str, kind: str = "") -> str:
    """A paragraph."""
    return f'<p class="{kind}">{html.escape(text)}</p>' if kind else f"<p>{html.escape(text)}</p>"


def part(*inside: str, title: str = "", kind: str = "box") -> str:
    """A framed part of a page, with a heading if it has a title."""
    heading = f"<h2>{html.escape(title)}</h2>" if title else ""
    return f'<section class="{kind}">{heading}{"".join(inside)}</section>'


def choices(*parts: str) -> str:
    """Parts beside each other, where there is room."""
    return f'<div class="choices">{"".join(parts)}</div>'


def form(*inside: str) -> str:
    """A form that comes back to the page it stands on."""
    return f'<form method="post">{"".join(inside)}</form>'


def row(*inside: str) -> str:
    """Buttons beside each other."""
    return f'<div class="row">{"".join(inside)}</div>'


def button(text: str, does: str = "", *, quiet: bool = False) -> str:
    """A button that sends its form; `does` says what for, where a page has several. The main one is not `quiet`."""
    named = f' name="do" value="{does}"' if does else ""
    looks = ' class="quiet"' if quiet else ""
    return f"<button{named}{looks}>{html.escape(text)}</button>"


def link(text: str, path: str = MY_PLAN, *, mark: str = "", main: bool = False) -> str:
    """A link to another page, in the look of a button, or of the `main` one; by its `mark` the script knows it."""
    looks = "button main" if main else "button"
    return f'<a href="{html.escape(path)}" class="{looks}" {mark}>{html.escape(text)}</a>'


def tick(name: str, label: str) -> str:
    """A box to tick."""
    box = f'<input type="checkbox" name="{name}" value="yes">'
    return f'<label class="tick">{box}<span>{html.escape(label)}</span></label>'


def box(name: str, label: str, hint: str, text: str = "", *, optional: bool = False, **more: str | int) -> str:
    """A box to type in; the one named `code` takes what stands behind the # of the address."""
    rules = "".join(f' {rule}="{html.escape(str(value))}"' for rule, value in more.items())
    rules += "" if optional else " required"
    taken = " data-from-address" if name == "code" else ""
    field = f'<input type="text" name="{name}" value="{html.escape(text)}" autocomplete="off"{rules}{taken}>'
    return f"<label>{html.escape(label)}{field}<small>{html.escape(hint)}</small></label>"


def lines(texts: Iterable[str]) -> str:
    """A list."""
    return f"<ul>{''.join(f'<li>{html.escape(text)}</li>' for text in texts)}</ul>"


def choice(name: str, question: str, options: Iterable[tuple[str, str, bool]]) -> str:
    """A question with one answer of several: for each its value, its label, and whether it is chosen already."""
    answers = (
        f'<label class="tick"><input type="radio" name="{name}" value="{value}"{" checked" * chosen}>'
        f"<span>{html.escape(label)}</span></label>"
        for value, label, chosen in options
    )
    return f"<fieldset><legend>{html.escape(question)}</legend>{''.join(answers)}</fieldset>"


def from_address(name: str) -> str:
    """A value that the page's script takes from behind the # of its address."""
    return f'<input type="hidden" name="{name}" data-from-address>'


def by_secret(shown_with: str, shown_without: str) -> str:
    """What the page's script shows if there is a secret behind the # of the address, and what if there is none."""
    return f"<div data-with-secret hidden>{shown_with}</div><div data-without-secret>{shown_without}</div>"


def close(text: str, does: str, sure: str, *others: str, fields: str = "") -> str:
    """A form that makes the browser forget something; the server does so only if what is `sure` is ticked."""
    return form(fields, tick("sure", sure), row(button(text, does, quiet=True), *others))


async def ticked(request: Request) -> bool:
    """Whether the visitor ticked that they are sure."""
    return (await request.form()).get("sure") == "yes"


def hidden(name: str, value: str) -> str:
    """A value that goes along with a form."""
    return f'<input type="hidden" name="{name}" value="{html.escape(value)}">'


def text_to_copy(text: str, name: str) -> str:
    """A text of several lines that the copy button of this name copies."""
    return f'<p class="letter" id="{name}">{html.escape(text)}</p>'


def copy_button(label: str, name: str, *, quiet: bool = False) -> str:
    """A button that copies the text of this name, and says if it did; the page's script shows it."""
    looks = ' class="quiet"' if quiet else ""
    done, failed = content().words.copied, content().doors.not_copied
    said = f'data-done="{html.escape(done)}" data-failed="{html.escape(failed)}" aria-live="polite"'
    return f'<button type="button"{looks} data-copy="{name}" {said} hidden>{html.escape(label)}</button>'


def print_button(label: str) -> str:
    """A button that prints what is on the page to be printed; the page's script shows it."""
    return f'<button type="button" class="quiet" data-print hidden>{html.escape(label)}</button>'


def picture(drawn: str) -> str:
    """A square for a phone's camera, as large as on every page."""
    return f'<div class="square">{drawn}</div>'


def only_printed(title: str, *inside: str) -> str:
    """A part of a page that is seen on paper only, and nothing else is."""
    return f'<section class="printed"><h2>{html.escape(title)}</h2>{"".join(inside)}</section>'


def fold(title: str, *inside: str) -> str:
    """Something behind its title."""
    return f"<details><summary>{html.escape(title)}</summary>{''.join(inside)}</details>"


def facts_of(saved: Saved) -> str:
    """One sentence that tells a person which plan this is."""
    words, plan = content().doors, saved.plan
    known = {
        "name": " ".join(plan.about.name.split()) or words.someone,
        "people": str(len(plan.present)),
        "questions": str(len(plan.questions)),
        "day": day(saved.at.date()) if saved.at else "",
    }
    return fill(words.this_plan, known)


def question(title: str, text: str, yes: str, *more: str, back: str = MY_PLAN) -> Response:
    """A page that asks before something is done; `more` stands between the text and the buttons."""
    return page(title, say(text), form(*more, row(button(yes), link(content().doors.no_go_back, back))))


def address(request: Request) -> str:
    """Where visitors find the workshop: its public address, or the one this browser came to."""
    return settings().address or f"{request.url.scheme}://{request.url.netloc}"


def go_to(path: str, *cookies: str, headers: Mapping[str, str] | None = None) -> Response:
    """Send the browser on to a page, with cookies."""
    answer = RedirectResponse(path, status_code=303, headers=headers)
    for cookie in cookies:
        answer.headers.append("Set-Cookie", cookie)
    return answer


def refused(status: int, wait: int = 0) -> Response:
    """What a page says when something is refused; `wait` is in seconds."""
    words = content().doors.refused
    text = {
        403: words.elsewhere,
        413: words.too_large,
        431: words.too_large,
        429: words.too_often,
        503: words.no_storage,
    }
    text[422] = words.unreadable
    said = fill(text.get(status, words.failed), {"minutes": str(wait // 60 + 1)})
    later = {"Retry-After": str(wait)} if wait else {}
    return page(words.title, say(said), row(link(content().doors.back)), status=status, headers=later)


def refusal(status: int, wait: int = 0) -> ASGIApp:
    """An application that refuses whatever it is asked."""

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        await refused(status, wait)(scope, receive, send)

    return refuse
