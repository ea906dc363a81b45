"""how long another student's saves and /ready take while one visitor sends more texts than anybody types"""

import argparse
import asyncio
import json
import time
from collections import Counter
from contextlib import suppress
from itertools import count

from bench.report import Target, ms, percentile, table, targets
from bench.servers import Server, cookie, new_database, new_folder, plan_with_example, workshop
from workshop.keys import mark, new_key

TEXTS, REQUESTS_TO_FILL, AT_ONCE = 200, 30, 45
USUAL_FOR, PAUSE = 8, 0.1  # seconds
LIMIT = 60.0  # seconds after which an answer counts as missing, and as having taken this long
TIMES_USUAL, READY_LIMIT = 5, 2.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--seconds", type=int, default=20, help="how long the visitor goes on (default 20)")


def run(asked: argparse.Namespace) -> None:
    """Measure it on a server and a database of its own."""
    with new_folder() as folder:
        database = new_database(folder)
        other = plan_with_example(database)
        with workshop(database) as server:
            asyncio.run(_measure(server, other, asked.seconds))


async def _measure(server: Server, other: str, seconds: int) -> None:
    greedy, numbers = new_key(), count()
    for start in range(0, TEXTS * REQUESTS_TO_FILL, TEXTS):
        status = await _send(server, greedy, {f"answers.a_{start + each}": "x" for each in range(TEXTS)})
        if status != 200:
            raise SystemExit(f"The large plan could not be made: {status}.")
    usual, saves, readies, answers = list[float](), list[float](), list[float](), Counter[int]()
    await _keep_saving(server, other, numbers, usual, time.monotonic() + USUAL_FOR)
    until = time.monotonic() + seconds
    await asyncio.gather(
        _flood(server, greedy, answers, until),
        _keep_saving(server, other, numbers, saves, until),
        _keep_asking(server, readies, until),
    )
    _report(usual, saves, readies, answers)


async def _flood(server: Server, key: str, answers: Counter[int], until: float) -> None:
    """Send many requests at once, each with texts that grew, and again once all are answered."""
    for wave in count(2):
        answers.update(await asyncio.gather(*(_send(server, key, _grown(wave, each)) for each in range(AT_ONCE))))
        if time.monotonic() >= until:
            return


def _grown(wave: int, request: int) -> dict[str, str]:
    """Texts that are longer in each wave, so that each save changes the plan and leaves no other versions."""
    again, part = divmod(request, REQUESTS_TO_FILL)
    return {f"answers.a_{part * TEXTS + each}": "x" * (2 * wave + again) for each in range(TEXTS)}


async def _keep_saving(server: Server, key: str, numbers: "count[int]", saves: list[float], until: float) -> None:
    while time.monotonic() < until:
        saves.append(await _save(server, key, next(numbers)))
        await asyncio.sleep(PAUSE)


async def _keep_asking(server: Server, readies: list[float], until: float) -> None:
    while time.monotonic() < until:
        begun = time.monotonic()
        status = await _ask(server, "GET", "/ready")
        readies.append(time.monotonic() - begun if status == 200 else LIMIT)
        await asyncio.sleep(PAUSE)


async def _save(server: Server, key: str, number: int) -> float:
    """Seconds until a text of one student is saved."""
    begun = time.monotonic()
    status = await _send(server, key, {"answers.draws_me": f"text {number}"})
    return time.monotonic() - begun if status == 200 else LIMIT


async def _send(server: Server, key: str, texts: dict[str, str]) -> int:
    each = [{"address": address, "base": "", "text": text} for address, text in texts.items()]
    return await _ask(server, "POST", "/draft", key, json.dumps({"mark": mark(key), "texts": each}))


async def _ask(server: Server, method: str, path: str, key: str = "", body: str = "") -> int:
    """The status of the answer to one request; 0 if none came in time."""
    head = f"{method} {path} HTTP/1.1\r\nHost: {server.address}\r\nOrigin: http://{server.address}\r\n"
    head += f"Cookie: {cookie(key)}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    with suppress(TimeoutError, OSError):
        async with asyncio.timeout(LIMIT):
            reader, writer = await asyncio.open_connection(*server.address.split(":"))
            writer.write((head + body).encode())
            answer = await reader.read()
            writer.close()
            return int(answer.split(maxsplit=2)[1]) if answer else 0
    return 0


def _report(usual: list[float], saves: list[float], readies: list[float], answers: Counter[int]) -> None:
    print(f"{AT_ONCE} requests of {TEXTS} texts at once, again and again, to a plan of {TEXTS * REQUESTS_TO_FILL}.")
    print("Answers to them: " + ", ".join(f"{times} with {status}" for status, times in sorted(answers.items())) + "\n")
    rows = {"another's save, usually": usual, "another's save": saves, "/ready": readies}
    table(
        ["what", "number", "p50 ms", "p95 ms", "longest ms"],
        [
            [name, str(len(each)), ms(percentile(each, 50)), ms(percentile(each, 95)), ms(max(each))]
            for name, each in rows.items()
        ],
    )
    median = percentile(usual, 50)
    targets(
        [
            Target("another's save, p50, times its usual p50", percentile(saves, 50) / median, TIMES_USUAL),
            Target("another's save, p95, times its usual p50", percentile(saves, 95) / median, TIMES_USUAL),
            Target("/ready, longest", max(readies), READY_LIMIT, " s"),
        ]
    )
