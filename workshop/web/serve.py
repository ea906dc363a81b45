"""Serving the workshop: a socket that answers at once, and an end that loses nothing."""

import os
import signal
import socket
import time
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from workshop.settings import settings
from workshop.web.limits import HEADERS_LIMIT, MESSAGE_LIMIT
from workshop.web.running import Running

_NOTICED_AFTER = 2.0  # seconds in which a load balancer sees that /ready says no
_GRACE = 8


class Server(uvicorn.Server):
    """A server that stops in two steps: /ready says no, then what runs is finished. It exits with 0."""

    def __init__(self, config: uvicorn.Config, running: Running) -> None:
        super().__init__(config)
        self._running, self._stop_at = running, float("inf")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; a second Ctrl+C stops at once."""
        if self._running.stopping and sig == signal.SIGINT:
            os._exit(130)
        self._running.stopping = True
        self._stop_at = time.monotonic() + (0 if sig == signal.SIGINT else _NOTICED_AFTER)

    async def on_tick(self, counter: int) -> bool:
        """Whether it is time to stop."""
        return await super().on_tick(counter) or time.monotonic() >= self._stop_at


def serve(app: ASGIApp, running: Running, listener: socket.socket) -> None:
    """Serve until told to stop."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=HEADERS_LIMIT,
        ws_max_size=MESSAGE_LIMIT,
        ws_per_message_deflate=False,
        forwarded_allow_ips=list(settings().proxies),
        timeout_graceful_shutdown=_GRACE,
    )
    Server(config, running).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket made with its protocol named: without it asyncio leaves Nagle's algorithm on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise OSError(
            f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
        ) from error
    return listener
