"""A room full of phones at once, for the tests and the benchmarks: what each asked for, and what came of
it."""

import asyncio
import time
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

Answer = namedtuple(
    "Answer", "address status headers body seconds"
)  # status None: nothing came, or not all of it
PHONE = {"Accept-Encoding": "gzip, deflate", "User-Agent": "phone"}


def visit(base, addresses, clients, headers=PHONE, patience=60):
    """Ask for these addresses of the site at ``base``, one after the other, by so many clients at the same
    time."""

    async def everybody():
        return await asyncio.gather(*(_client(base, addresses, headers, patience) for _ in range(clients)))

    with ThreadPoolExecutor(
        1
    ) as beside:  # where a browser test has run before, this thread has a loop already
        return [answer for one in beside.submit(asyncio.run, everybody()).result() for answer in one]


async def _client(base, addresses, headers, patience):
    answers = []
    for address in addresses:
        start = time.monotonic()
        try:
            status, told, body = await asyncio.wait_for(_ask(base, address, headers), patience)
        except (OSError, EOFError, ValueError, TimeoutError):
            status, told, body = None, {}, b""
        answers.append(Answer(address, status, told, body, time.monotonic() - start))
    return answers


async def _ask(base, address, headers):
    place = urlsplit(base)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        lines = [f"GET /{address} HTTP/1.1", f"Host: {place.netloc}", "Connection: close"]
        lines += [f"{name}: {headers[name]}" for name in headers]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        head, _, body = (await reader.read(-1)).partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        told = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        if (
            "content-length" in told
            and int(told["content-length"]) != len(body)
            and not first.split()[1].startswith("3")
        ):
            raise EOFError
        return int(first.split()[1]), told, body
    finally:
        writer.close()
