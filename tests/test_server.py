"""The server of the site: which names there are, how they travel, who waits and who is let go, and that
nobody is written down."""

import contextlib
import gzip
import http.client
import os
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import crowd
import pages
import pytest

from semillero.book import server as serving
from semillero.errors import Refused

LESSON, SHEETS, ENGINE, TOOL = ASKED = [
    "es/exercises/spectrum/exercise.html",
    *(f"es/_static/semillero/{name}.js" for name in ("sheet", "engine", "tool-spectrum")),
]
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
HEADERS = {
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small site with what a site should not hold."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.html").write_text("secret")
    site = tmp_path_factory.mktemp("small").resolve()
    names = ("index.html", "en/index.html", "en/año.html", "en/_static/engine.js")
    for name in (*names, ".hidden/index.html", "en/.secret.html", "en/x\\y.html", "c:x"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"<p>{name} " + "word " * 500)
    (site / "photo.png").write_bytes(bytes(range(256)) * 400)
    (site / "empty").mkdir()
    (site / "link.html").symlink_to(outside / "secret.html")
    (site / "linked").symlink_to(outside)
    return site


@pytest.fixture(scope="module")
def base(small):
    with pages.served(small) as base:
        yield base


@pytest.fixture
def quick(small, monkeypatch):
    """The small site from a server without patience that holds ten connections."""
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    monkeypatch.setattr(serving, "MOST", 10)
    with pages.served(small) as base:
        yield base


def ask(base, path, headers=None, method="GET", body=None):
    """An answer to one request, its body read."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=30)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    try:
        answer.text = answer.read()
    except ConnectionResetError:
        if not body:
            raise
        answer.text = None  # the answer to a body that nobody will read may be cut off behind its head
    connection.close()
    return answer


def knock(base, *sent, at=None):
    """An open connection that has sent this and no more."""
    host, port = base.removeprefix("http://").split(":")
    one = socket.create_connection((host, int(port)), timeout=30, source_address=(at, 0) if at else None)
    for data in sent:
        one.sendall(data)
    return one


NO_NAMES = [
    "/%00", "/en/%00", "/" + "a" * 300, "/" + "a/" * 3000, "/%ed%a0%80", "/%ff", "/en%5cindex.html", "/en/index.html/", "/en//index.html",
    "//en/index.html", "/./index.html", "/en/../index.html", "/%2e%2e/index.html", "/..%2fsecret.html", "/.hidden/", "/.hidden/index.html",
    "/en/.secret.html", "/link.html", "/linked/secret.html", "/linked/", "/empty", "/empty/", "/nothing",
    "/en/index.html:x", "/C:/x", "/c:x", "/en/x%5cy.html", "en/index.html", "*", "http://example.org/", "/%0d%0aSet-Cookie:x",
    "/index.html%20", "/index.html.", "?/../index.html",
]  # fmt: skip


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_what_is_no_name_of_the_site_is_not_here(base, headers):
    found = {name: ask(base, name, headers).status for name in NO_NAMES}
    assert set(found.values()) == {404}, found


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_what_is_a_name_comes_whole(base, small, headers):
    names = {
        "/": "index.html",
        "/en/": "en/index.html",
        "/en/a%C3%B1o.html?q=1": "en/año.html",
        "/photo.png": "photo.png",
    }
    for name, file in names.items():
        answer = ask(base, name, headers)
        body = gzip.decompress(answer.text) if answer.headers["Content-Encoding"] else answer.text
        assert answer.status == 200 and body == (small / file).read_bytes()
        assert bool(answer.headers["Content-Encoding"]) == bool(headers and name != "/photo.png")
    moved = ask(base, "/en", headers)
    assert moved.status == 301 and moved.headers["Location"] == "/en/"


def test_who_answers_is_not_told_and_nobody_may_frame_it(base):
    answers = [ask(base, "/"), ask(base, "/", GZIP), ask(base, "/photo.png")]
    answers += [ask(base, "/nothing"), ask(base, "/en"), ask(base, "/", {}, "PUT")]
    tag = answers[0].headers["ETag"]
    answers += [
        ask(base, "/", {"If-None-Match": tag}),
        ask(base, "/", {"Range": "bytes=0-3"}),
        ask(base, "/", {"Range": "bytes=99999-"}),
    ]
    assert [answer.status for answer in answers] == [200, 200, 200, 404, 301, 405, 304, 206, 416]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS and "Server" not in answer.headers
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_only_reading_is_answered(base):
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = ask(base, "/", {}, method)
        assert answer.status == 405 and answer.headers["Allow"] == "GET, HEAD"
    assert ask(base, "/", {"Content-Length": "4"}, "POST", b"data").status == 400


def test_types_are_told_whatever_the_machine_thinks(site):
    kinds = {path.suffix for path in site.rglob("*") if path.is_file()}
    assert kinds <= set(serving.TYPES), "a kind of file without a type"
    for end in (".html", ".js", ".css", ".csv", ".txt"):
        assert serving.TYPES[end].endswith("; charset=utf-8") and end in serving.SQUEEZED
    assert {".json", ".ipynb", ".svg"} < serving.SQUEEZED and not serving.SQUEEZED & {
        ".png",
        ".pdf",
        ".woff2",
        ".zip",
    }


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("br, *", True),
        ("*;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
    ]
    + [("*;q=0", False), ("", False), ("br", False), ("identity", False), ("gzip;q=x", False)],
)
def test_squeezed_only_for_who_takes_it(base, header, taken):
    answer = ask(base, "/", {"Accept-Encoding": header})
    assert (answer.headers["Content-Encoding"] == "gzip") == taken == (answer.text[:2] == b"\x1f\x8b")


def test_a_second_visit_carries_nothing_that_has_not_changed(base, small):
    script = small / "en" / "_static" / "engine.js"
    tags = {}
    for headers in ({}, GZIP):
        first = ask(base, "/en/_static/engine.js", headers)
        tags[bool(headers)] = tag = first.headers["ETag"]
        for condition in (tag, "W/" + tag, f'"other", {tag}', "*"):
            again = ask(base, "/en/_static/engine.js", headers | {"If-None-Match": condition})
            assert again.status == 304 and not again.text
            assert (
                again.headers["ETag"] == tag
                and again.headers["Vary"] == first.headers["Vary"] == "Accept-Encoding"
            )
        dated = ask(
            base, "/en/_static/engine.js", headers | {"If-Modified-Since": first.headers["Last-Modified"]}
        )
        assert dated.status == 304
    assert tags[True] != tags[False], "two encodings, two versions"
    assert ask(base, "/en/_static/engine.js", {"If-None-Match": tags[True]}).status == 200
    os.utime(script, (1, 1))  # built again, the same: nothing travels
    assert ask(base, "/en/_static/engine.js", {"If-None-Match": tags[False]}).status == 304
    script.write_text("new")
    new = ask(base, "/en/_static/engine.js", {"If-None-Match": tags[False]})
    assert new.status == 200 and new.text == b"new"
    assert ask(base, "/en/_static/engine.js?v=1").headers["Cache-Control"] == "no-cache"


def test_a_part_is_of_the_version_that_was_meant(base, small):
    whole = (small / "photo.png").read_bytes()
    tag = ask(base, "/photo.png").headers["ETag"]
    for asked, start, end in (("bytes=5-9", 5, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None)):
        part = ask(base, "/photo.png", GZIP | {"Range": asked, "If-Range": tag})
        assert part.status == 206 and part.text == whole[start:end]
    gone = ask(base, "/photo.png", {"Range": "bytes=5-9", "If-Range": '"old"'})
    assert gone.status == 200 and gone.text == whole
    text = ask(base, "/", GZIP | {"Range": "bytes=3-5"})
    assert (
        text.status == 206
        and text.text == (small / "index.html").read_bytes()[3:6]
        and not text.headers["Content-Encoding"]
    )


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_head_tells_what_get_would_bring(base, headers):
    for name in ("/", "/photo.png", "/nothing"):
        head, get = ask(base, name, headers, "HEAD"), ask(base, name, headers)
        assert not head.text and int(head.headers["Content-Length"]) == len(get.text)
        assert {key: value for key, value in head.headers.items() if key != "Date"} == {
            key: value for key, value in get.headers.items() if key != "Date"
        }


def test_each_file_is_read_and_squeezed_once(small, monkeypatch):
    read, real = [], serving._read
    monkeypatch.setattr(serving, "_read", lambda path: read.append(path) or real(path))
    with pages.served(small) as base:
        answers = crowd.visit(base, ["en/index.html", "photo.png"], 40)
    assert [answer.status for answer in answers] == [200] * 80 and len(read) == 2


def test_hundreds_may_knock_while_nobody_opens(small):
    """The queue of the socket holds a room: with one of five, most of these would never get through."""
    limit = Path("/proc/sys/net/core/somaxconn")
    many = min(300, int(limit.read_text()) if limit.is_file() else 100)
    server = serving.make_server(small, port=0)
    base = f"http://127.0.0.1:{server.port}"
    with contextlib.ExitStack() as stack:
        phones = [stack.enter_context(socket.socket()) for _ in range(many)]
        for phone in phones:
            phone.setblocking(False)
            phone.connect_ex(("127.0.0.1", server.port))
        end, poll = time.monotonic() + 30, {phone.fileno(): phone for phone in phones}
        watch = select.epoll() if hasattr(select, "epoll") else select.poll()
        for number in poll:
            watch.register(number, select.POLLOUT)
        while poll and time.monotonic() < end:
            for number, _ in watch.poll(1):
                watch.unregister(number)
                assert poll.pop(number).getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
        assert not poll, f"{len(poll)} of {many} were not let into the queue"
        answering = threading.Thread(target=server.run, daemon=True)
        answering.start()
        for phone in phones:
            phone.setblocking(True)
            phone.settimeout(30)
            phone.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert all(phone.recv(12) == b"HTTP/1.1 200" for phone in phones)
        assert ask(base, "/").status == 200
        server.stop()
        answering.join()


def test_two_hundred_phones_at_once_lose_nothing(site):
    with pages.served(site) as base:
        answers = crowd.visit(base, ASKED, 200)
    lost = [answer for answer in answers if answer.status != 200]
    assert len(answers) == 800 and not lost
    bodies = {name: {answer.body for answer in answers if answer.address == name} for name in ASKED}
    assert {name: gzip.decompress(*found) for name, found in bodies.items()} == {
        name: (site / name).read_bytes() for name in ASKED
    }


def test_the_engine_travels_once_per_phone(site, browser):
    """A phone that goes on to another page, reloads and comes back asks for the engine again, and is told
    that it has it."""
    exercises = [address for address in pages.exercises(site) if address.startswith("es/")][:2]
    weigh = (
        "() => performance.getEntriesByType('resource').filter(one =>"
        " one.name.endsWith('/engine.js')).map(one => one.transferSize)"
    )
    with pages.served(site) as base, pages.reader(browser) as page:
        weights = []
        for address in (exercises[0], exercises[1], exercises[0]):
            page.goto(f"{base}/{address}")
            pages.wake(page)
            weights += page.evaluate(weigh)
    assert len(weights) == 3 and weights[0] > 100_000 and max(weights[1:]) < 2000, weights


def closed(one):
    """Wait until the other side has closed the connection; what came before."""
    came = b""
    with contextlib.suppress(ConnectionResetError):
        while data := one.recv(65536):
            came += data
    return came


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n", WHOLE])
def test_who_only_holds_the_door_is_let_go(quick, sent):
    with knock(quick, sent) as one:
        assert closed(one).startswith(b"HTTP/1.1 200" if sent == WHOLE else b"")


def test_who_does_not_take_the_answer_is_let_go(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    (tmp_path / "index.html").write_bytes(os.urandom(20_000_000))
    server = serving.make_server(tmp_path, port=0)
    doors = []
    monkeypatch.setattr(
        serving.Door,
        "add_sockets",
        lambda door, all, real=serving.Door.add_sockets: doors.append(door) or real(door, all),
    )
    answering = threading.Thread(target=server.run, daemon=True)
    answering.start()
    with knock(f"http://127.0.0.1:{server.port}", WHOLE) as one:
        assert one.recv(12) == b"HTTP/1.1 200"  # and then no more
        end = time.monotonic() + 30
        while doors[0].open and time.monotonic() < end:
            time.sleep(0.02)
        assert not doors[0].open
    server.stop()
    answering.join()


def test_a_full_house_makes_room_for_who_asks(small, monkeypatch):
    """Half-open requests hold no one up: the one that has owed us a request the longest goes."""
    monkeypatch.setattr(serving, "MOST", 10)
    with pages.served(small) as base, contextlib.ExitStack() as stack:
        held = [stack.enter_context(knock(base, b"GET / HT")) for _ in range(40)]
        assert [ask(base, "/").status for _ in range(30)] == [200] * 30
        gone = select.select(held, [], [], 0)[0]
        assert len(gone) >= 30 and all(not closed(one) for one in gone)


def test_only_the_networks_that_were_meant_are_let_in(small):
    came = []
    server = serving.make_server(
        small, lan=True, port=0, admits=lambda to: came.append(to) or to != "127.0.0.2"
    )
    answering = threading.Thread(target=server.run, daemon=True)
    answering.start()
    with knock(f"http://127.0.0.2:{server.port}", b"GET / HTTP/1.0\r\n\r\n") as one:
        assert closed(one) == b""
    assert ask(f"http://127.0.0.1:{server.port}", "/").status == 200 and came == ["127.0.0.2", "127.0.0.1"]
    server.stop()
    answering.join()
    assert [
        serving.private(one) for one in ("127.0.0.1", "192.168.1.2", "10.1.2.3", "172.20.10.2", "8.8.8.8")
    ] == [True] * 4 + [False]


ABUSES = [
    b"GET /%00 HTTP/1.0\r\n\r\n", b"GET /" + b"a" * 300 + b" HTTP/1.0\r\n\r\n", b"GET /%ed%a0%80 HTTP/1.0\r\n\r\n",
    b"\x16\x03\x01\x02\x00\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n", b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nContent-Length: nine\r\n\r\n", b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\nX: " + b"a" * 20000 + b"\r\n\r\n", b"GET /" + b"a" * 20000, b"GET /\xff\xfe HTTP/1.0\r\n\r\n", b"GET / HT",
]  # fmt: skip


FAULTY = """
from semillero.book import server
def faulty(real, when):
    return lambda one, *more: 1 / 0 if when(*more) else real(one, *more)
server.Site.find = faulty(server.Site.find, lambda name: name == "/fault")
server.Door.handle_stream = faulty(server.Door.handle_stream, lambda stream, address: address[0] == "127.0.0.78")
server.File.set_extra_headers = faulty(server.File.set_extra_headers, lambda path: path == "late.html")
from semillero.commands import main
main()
"""


def test_no_visitor_is_ever_written_down(tmp_path):
    """Whatever phones do, and where the fault is ours, the terminal of the trainer holds what it held before
    they came."""
    (tmp_path / "index.html").write_bytes(os.urandom(8_000_000))
    (tmp_path / "late.html").write_text("late")
    command = [sys.executable, "-c", FAULTY, "serve", "--port", "8600", "--lang", "en", "--site", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        said = process.stdout.readline()
        base = said.split()[5].rstrip("/")
        for sent in ABUSES:
            with knock(base, sent, at="127.0.0.77") as one:
                one.shutdown(socket.SHUT_WR)
                closed(one)
        for _ in range(5):  # phones that break off a download
            one = knock(base, WHOLE, at="127.0.0.77")
            one.recv(1000)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.close()
        knock(base, WHOLE, at="127.0.0.78").close()
        assert [ask(base, name).status for name in ("/fault", "/late.html", "/nothing")] == [500, 500, 404]
        process.send_signal(2)
        rest = process.communicate(timeout=30)[0]
    assert (
        said.startswith("The course is open at http://127.0.0.1:86")
        and rest == "Closed.\n"
        and process.returncode == 0
    )


def test_a_taken_port_gives_the_next(small):
    first = serving.make_server(small, port=8700)
    second = serving.make_server(small, port=first.port)
    assert first.port < second.port <= first.port + 19
    for server in (first, second):
        server.sockets[0].close()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_refused_in_words(small, tmp_path, lang, monkeypatch):
    for port in (-1, 65536, 99999, 10**30):
        with pytest.raises(Refused, match=f"{port}.*65535"):
            serving.make_server(small, port=port, lang=lang)
    with pytest.raises(Refused, match="semillero build"):
        serving.make_server(tmp_path, lang=lang)

    def taken(*_, **__):
        raise OSError("taken")

    monkeypatch.setattr(serving.netutil, "bind_sockets", taken)
    with pytest.raises(Refused, match="65530 (to|a) 65535"):
        serving.make_server(small, port=65530, lang=lang)
