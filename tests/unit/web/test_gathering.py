"""A connection that gathers what is written within a moment sends all of it, in order, and before it closes."""

import asyncio
from typing import cast

from workshop.web.serve import GatheringTransport


class Wire:
    """A connection that notes what is sent."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.sent.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> str:
        return f"the {name}"


def over(wire: Wire) -> GatheringTransport:
    return GatheringTransport(cast(asyncio.Transport, wire), asyncio.get_running_loop())


async def later() -> None:
    await asyncio.sleep(0.02)


def test_what_is_written_within_a_moment_is_sent_as_one() -> None:
    async def write() -> Wire:
        wire = Wire()
        transport = over(wire)
        for number in range(50):
            transport.write(b"%d," % number)
            await asyncio.sleep(0)
        await later()
        transport.write(b"the rest")
        await later()
        return wire

    wire = asyncio.run(write())
    assert b"".join(wire.sent) == b"".join(b"%d," % number for number in range(50)) + b"the rest"
    assert wire.sent[-1] == b"the rest"
    assert len(wire.sent) < 10


def test_what_waits_is_sent_before_the_connection_closes() -> None:
    async def write() -> Wire:
        wire = Wire()
        transport = over(wire)
        transport.write(b"goodbye")
        transport.close()
        await later()
        return wire

    wire = asyncio.run(write())
    assert (wire.sent, wire.closed) == ([b"goodbye"], True)


def test_nothing_is_written_to_a_connection_that_the_other_side_closed() -> None:
    async def write() -> Wire:
        wire = Wire()
        over(wire).write(b"too late")
        wire.close()
        await later()
        return wire

    assert asyncio.run(write()).sent == []


def test_all_else_is_as_the_connection_has_it() -> None:
    async def ask() -> str:
        return str(over(Wire()).get_extra_info("peername"))

    assert asyncio.run(ask()) == "the peername"
