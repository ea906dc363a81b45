"""Serving the workshop: a socket that answers at once, and an end that loses nothing."""

import asyncio
import os
import signal
import socket
import time
from types import FrameType
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from workshop.settings import settings
from workshop.web.limits import HEADERS_LIMIT, MESSAGE_LIMIT
from workshop.web.running import Running

_NOTICED_AFTER = 2.0  # seconds in which a load balancer sees that /ready says no
_GRACE = 8
_A_MOMENT = 0.002  # seconds


class GatheringTransport:
    """A connection that sends what was written within a moment as one: each sending costs more than what is in it."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        """All else is as the connection has it."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send this, soon."""
        if not self._waiting:
            self._loop.call_later(_A_MOMENT, self._send)
        self._waiting.append(data)

    def close(self) -> None:
        """Send what waits, and close."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting and not self._transport.is_closing():
            self._transport.write(b"".join(waiting))


class Socket(WebSocketsSansIOProtocol):
    """A websocket over such a connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection over."""
        super().connection_made(transport)
        self.transport = cast(asyncio.Transport, GatheringTransport(self.transport, self.loop))


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
        ws=Socket,
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
