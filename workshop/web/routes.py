"""Every address the server answers besides Streamlit's own, and what it says when one of them fails."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from workshop.assets import asset
from workshop.plan.file import PlanError
from workshop.store import StoreError
from workshop.web.class_door import class_door
from workshop.web.device import whose_device
from workshop.web.doors import begin, delete, keep, plan_file, privacy, relock
from workshop.web.drafts import draft
from workshop.web.finish import FINISH, FINISHED, finish, finished
from workshop.web.health import health, ready
from workshop.web.join import class_now, join
from workshop.web.limits import TooOftenError
from workshop.web.move import move
from workshop.web.page import refused
from workshop.web.shared import shared
from workshop.web.team import team

_BOTH = ["GET", "POST"]


async def script(_: Request) -> Response:
    """The one script of the small pages."""
    return Response(asset("copy.js") + asset("door.js"), media_type="text/javascript")


async def _no_storage(_: Request, __: Exception) -> Response:
    return refused(503)


async def _unreadable(_: Request, __: Exception) -> Response:
    return refused(422)


async def _failed(_: Request, __: Exception) -> Response:
    return refused(500)


async def _too_large(_: Request, error: HTTPException) -> Response:
    return refused(error.status_code)


async def _too_often(_: Request, error: TooOftenError) -> Response:
    return refused(429, error.wait)


routes: list[BaseRoute] = [
    Route("/health", health),
    Route("/ready", ready),
    Route("/draft", draft, methods=["POST"]),
    Route("/keep", keep, methods=_BOTH),
    Route("/device", whose_device, methods=_BOTH),
    Route(FINISH, finish, methods=_BOTH),
    Route(FINISHED, finished),
    Route("/begin", begin, methods=_BOTH),
    Route("/delete", delete, methods=_BOTH),
    Route("/relock", relock, methods=_BOTH),
    Route("/move", move, methods=_BOTH),
    Route("/shared", shared, methods=_BOTH),
    Route("/team", team, methods=_BOTH),
    Route("/join", join, methods=_BOTH),
    Route("/class-now", class_now),
    Route("/class", class_door, methods=_BOTH),
    Route("/plan-file", plan_file),
    Route("/privacy", privacy),
    Route("/door.js", script),
]

failures: Mapping[Any, Any] = {
    StoreError: _no_storage,
    PlanError: _unreadable,
    TooOftenError: _too_often,
    413: _too_large,
    Exception: _failed,
}
