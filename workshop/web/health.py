"""What a load balancer asks: whether the process is up, and whether it should get visitors."""

from importlib.metadata import PackageNotFoundError, version

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from workshop.services import store
from workshop.settings import settings
from workshop.store import StoreError


async def health(_: Request) -> Response:
    """Answer that the process is up."""
    return PlainTextResponse("ok")


async def ready(request: Request) -> Response:
    """Answer whether visitors can be served: not without the database, and not while the server stops.

    It has a thread and a connection of its own, so that it answers while visitors keep all others busy.
    """
    reason, running = "", request.scope["running"]
    try:
        await running.asking.run(store().ping)
    except StoreError:
        reason = "no database"
    if running.stopping:
        reason = "stopping"
    about = {"ready": not reason, "version": _version(), "revision": settings().revision}
    return JSONResponse(about | ({"reason": reason} if reason else {}), 503 if reason else 200)


def _version() -> str:
    try:
        return version("career-conversations")
    except PackageNotFoundError:
        return ""
