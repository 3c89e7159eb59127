"""The built site over http: on this machine alone, or to a room full of phones. Nobody's visit is written
down.

Tornado speaks http: validators, ranges, time limits. What is decided here: which names there are (files of
the folder, no links, nothing hidden), how they travel (squeezed once, asked for again with each visit, sent
only when changed), who may come in (networks of the machine that are private), and that no error ever prints
who asked.
"""

import asyncio
import functools
import gzip
import hashlib
import ipaddress
import logging
import socket
import sys
import threading
from collections import namedtuple
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado import httpserver, ioloop, netutil, web

from .. import catalogues
from ..errors import Refused
from ..languages import WHOLE
from .words import words

TEXT = "; charset=utf-8"
# what a file is, whatever the machine thinks (some Windows take .js for plain text); texts are squeezed
TYPES = {
    ".html": "text/html" + TEXT,
    ".js": "text/javascript" + TEXT,
    ".css": "text/css" + TEXT,
    ".csv": "text/csv" + TEXT,
    ".txt": "text/plain" + TEXT,
    ".md": "text/markdown" + TEXT,
    ".ics": "text/calendar" + TEXT,
    ".bib": "text/plain" + TEXT,
    ".json": "application/json",
    ".ipynb": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
SQUEEZED = {
    end
    for end, kind in TYPES.items()
    if TEXT in kind or kind in ("application/json", "image/svg+xml", "application/xml")
}
PORTS = 20  # the one that is asked for, and the next ones
QUEUE = 1024  # who knocks while the others are let in; the system may allow fewer
PATIENCE = 30  # seconds: for a request to come in whole, and for each piece of an answer to be taken
PIECE = 65536
MOST = 2000  # open connections; a browser keeps up to six
MOST_HEADERS = 16384

Copy = namedtuple("Copy", "tag squeezed")


class Site:
    """A folder of files as names of http; what was read of them is kept until they change."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder).resolve()
        self.reader = ThreadPoolExecutor(1)  # beside the loop, one file at a time: squeezing holds nobody up
        self.kept: dict[Path, tuple[tuple[int, int], asyncio.Future[Copy]]] = {}
        self.waiting: dict[Any, None] = {}  # the streams that owe us a request, the longest first

    def find(self, name: str) -> Path | None:
        """The file or folder behind the path of an address, or None. No links, nothing that begins with a
        dot."""
        start, *parts = (name + "index.html" if name.endswith("/") else name).split("/")
        if (
            start
            or not parts
            or any(not part or part.startswith(".") or "\\" in part or ":" in part for part in parts)
        ):
            return None
        path = self.folder.joinpath(*parts)
        try:
            return path if path.resolve(strict=True) == path else None
        except (OSError, ValueError):  # not there, too long, or no name at all
            return None

    async def copy(self, path: Path) -> Copy:
        """The tag and the squeezed bytes of a file, made once for each version of it however many ask. Raises
        OSError."""
        found = path.stat()
        version = (found.st_mtime_ns, found.st_size)
        if path not in self.kept or self.kept[path][0] != version:
            self.kept[path] = (version, asyncio.get_running_loop().run_in_executor(self.reader, _read, path))
        try:
            return await self.kept[path][1]
        except OSError:
            self.kept.pop(path, None)
            raise


def _read(path: Path) -> Copy:
    data = path.read_bytes()
    tag = hashlib.sha256(data).hexdigest()[:32]
    return Copy(tag, gzip.compress(data, 6, mtime=0) if path.suffix in SQUEEZED else None)


class File(web.StaticFileHandler):
    """One answer: a file of the site, or that there is none."""

    def initialize(self, site: Site) -> None:  # type: ignore[override]  # so tornado means it
        """``site``: the Site that it is of."""
        super().initialize(path=str(site.folder))
        self.site = site
        self.body = None

    def set_default_headers(self) -> None:
        """Who answers is not told, nor where a reader came from; no other page may frame or embed what is
        here."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-cache")  # keep it, and ask each time whether it has changed
        self.set_header("Content-Security-Policy", "frame-ancestors 'none'")  # pages carry the rest in <meta>
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")  # for browsers that do not know frame-ancestors

    def prepare(self) -> None:
        """A request has come in: its stream owes us none."""
        self.site.waiting.pop(self._stream(), None)

    def _stream(self) -> Any:
        return getattr(self.request.connection, "stream", None)

    def decode_argument(self, value: bytes, name: str | None = None) -> str:
        """The path of the address as text; bytes that are none are a name that there is not."""
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            raise web.HTTPError(404) from None

    async def get(self, name: str, include_body: bool = True) -> None:
        """Answer with the file behind ``name``: squeezed where the browser takes that, a part where it asks
        for one."""
        path = self.site.find(name)
        if path and path.is_dir() and self.site.find(name + "/"):
            self.redirect(quote(name) + "/", permanent=True)
            return
        try:
            if not path or not path.is_file():
                raise FileNotFoundError
            self.copy = await self.site.copy(path)
        except OSError:
            raise web.HTTPError(404) from None
        if (
            self.copy.squeezed
            and "Range" not in self.request.headers
            and takes_gzip(self.request.headers.get("Accept-Encoding", ""))
        ):
            self.body = self.copy.squeezed
        wanted = self.request.headers.get("If-Range")
        if wanted and wanted != self.compute_etag():
            self.request.headers.pop("Range", None)  # the part is of a version that is gone: all of it
        await super().get(path.relative_to(self.site.folder).as_posix(), include_body)

    def compute_etag(self) -> str:
        """A tag for each version of the bytes that travel."""
        return f'"{self.copy.tag}{"-gzip" if self.body else ""}"'

    def get_content_type(self) -> str:
        """By the end of the name."""
        return TYPES.get(Path(self.absolute_path or "").suffix, "application/octet-stream")

    def get_content_size(self) -> int:
        """Of what travels."""
        return len(self.body) if self.body else super().get_content_size()

    def get_content(  # type: ignore[override]  # tornado calls it on the handler
        self, abspath: str, start: int | None = None, end: int | None = None
    ) -> Any:
        """What travels, in pieces."""
        if self.body:
            return (self.body[place : place + PIECE] for place in range(0, len(self.body), PIECE))
        return super().get_content(abspath, start, end)

    def get_cache_time(self, path: str, modified: Any, mime_type: str) -> int:
        """None, whatever the address says: what changed is seen at once."""
        return 0

    def set_extra_headers(self, path: str) -> None:
        """Whether it is squeezed, and that this depends on who asks."""
        if self.copy.squeezed:
            self.set_header("Vary", "Accept-Encoding")
        if self.body:
            self.set_header("Content-Encoding", "gzip")

    def flush(self, include_footers: bool = False) -> Any:
        """Send a piece. Who does not take it in time is let go."""
        stream, loop = self._stream(), ioloop.IOLoop.current()
        limit = loop.call_later(PATIENCE, stream.close)
        sent = super().flush(include_footers)
        sent.add_done_callback(lambda _: loop.remove_timeout(limit))
        return sent

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A page that says it in each language and tells nothing."""
        self.set_header("Content-Type", TYPES[".html"])
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.finish(missing())


@functools.cache
def missing() -> str:
    """The page that stands where there is none."""
    lines = "".join(
        f'<p lang="{lang}">{say("missing.text")} <a href="/">{say("missing.link")}</a>'
        for lang, say in ((lang, words(lang)) for lang in WHOLE)
    )
    return (
        f'<!DOCTYPE html><html lang="{WHOLE[0]}"><meta charset="utf-8"><meta name="viewport"'
        f' content="width=device-width"><title>Semillero</title>{lines}'
    )


def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header lets an answer be squeezed: named, or with all the rest, and not at
    weight 0."""
    weights = {}
    for part in header.lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";q=")
        try:
            weights[coding] = float(weight or 1)
        except ValueError:
            weights[coding] = 0
    return weights.get("gzip", weights.get("*", 0)) > 0


class Door(httpserver.HTTPServer):
    """Lets connections in: from the networks that ``admits`` takes, and no more than ``most``."""

    def initialize(  # type: ignore[override]  # so tornado means it
        self, site: Site, admits: Callable[[str], bool], most: int
    ) -> None:
        """``admits`` is asked with the address of this machine that a visitor came to."""
        self.site, self.admits, self.most = site, admits, most
        self.open: set[Any] = set()
        application = web.Application([("(.*)", File, {"site": site})], log_function=lambda handler: None)
        super().initialize(
            application,
            idle_connection_timeout=PATIENCE,
            body_timeout=PATIENCE,
            max_header_size=MOST_HEADERS,
            max_body_size=0,
            max_buffer_size=4 * MOST_HEADERS,  # nobody sends us anything
        )

    def handle_stream(self, stream: Any, address: Any) -> Any:
        """Where the house is full, the one makes room who has owed us a request the longest."""
        if not self.admits(stream.socket.getsockname()[0]):
            return stream.close()
        if len(self.open) >= self.most:
            oldest = next(iter(self.site.waiting), stream)
            self._left(oldest)
            oldest.close()
            if oldest is stream:
                return None
        self.open.add(stream)
        self.site.waiting[stream] = None
        return super().handle_stream(stream, address)

    def start_request(self, server_conn: Any, request_conn: Any) -> Any:
        """From now on the stream owes us a request."""
        self.site.waiting.pop(request_conn.stream, None)
        self.site.waiting[request_conn.stream] = None
        return super().start_request(server_conn, request_conn)

    def on_close(self, server_conn: Any) -> None:
        """A connection has ended."""
        self._left(server_conn.stream)
        super().on_close(server_conn)

    def _left(self, stream: Any) -> None:
        self.open.discard(stream)
        self.site.waiting.pop(stream, None)


class Server:
    """A site behind open sockets. ``run`` answers until ``stop`` is called from another thread, or until
    Ctrl-C."""

    def __init__(self, site: Path, sockets: list[socket.socket], admits: Callable[[str], bool]) -> None:
        self.site, self.sockets, self.admits = Site(site), sockets, admits
        self.port = sockets[0].getsockname()[1]
        self._running = threading.Event()

    def run(self) -> None:
        """Answer."""
        for name in ("tornado", "asyncio"):  # what they write down holds addresses of visitors
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
        asyncio.run(self._answer())

    async def _answer(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(lambda loop, context: None)
        door = Door(self.site, self.admits, most_connections())
        door.add_sockets(self.sockets)
        self._running.set()
        try:
            await self._ended.wait()
        finally:
            door.stop()
            for stream in list(door.open):
                stream.close()
            self.site.reader.shutdown(wait=False, cancel_futures=True)

    def stop(self) -> None:
        """End ``run``."""
        self._running.wait()
        self._loop.call_soon_threadsafe(self._ended.set)


def private(address: str) -> bool:
    """Whether an address of this machine is of a network that the internet does not reach."""
    return ipaddress.ip_address(address).is_private


def most_connections() -> int:
    """How many connections this machine can hold open at once: as many as we want, or what the system
    allows."""
    if sys.platform == "win32":
        return min(MOST, 450)  # its select takes 512
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    want = MOST + 100
    if soft != resource.RLIM_INFINITY and soft < want:
        soft = want if hard == resource.RLIM_INFINITY else min(want, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST if soft == resource.RLIM_INFINITY else max(10, min(MOST, soft - 100))


def make_server(
    site: Path, lan: bool = False, port: int = 8000, admits: Callable[[str], bool] = private, lang: str = "en"
) -> Server:
    """A server of the folder ``site``, on this machine or, with ``lan``, on the networks of it that
    ``admits`` takes.

    Takes ``port`` or one of the next twenty, any that is free for 0; who connects before it runs waits in a
    queue. Raises ``Refused``, in the words of ``lang``, where there is no site, no such port or no free
    one.
    """
    say = catalogues.words(lang, "room")
    if not (Path(site) / "index.html").is_file():
        raise Refused(say("no.site", site=str(site)))
    if not 0 <= port <= 65535:
        raise Refused(say("no.port", port=str(port)))
    last = min(port + PORTS, 65536) - 1 if port else 0
    for number in range(port, last + 1):
        try:
            sockets = netutil.bind_sockets(
                number, "0.0.0.0" if lan else "127.0.0.1", socket.AF_INET, backlog=QUEUE
            )
        except OSError:
            continue
        return Server(site, sockets, admits)
    raise Refused(say("no.free", first=str(port), last=str(last)))
