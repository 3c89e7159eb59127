"""A room: which address of the laptop the phones can reach, what the trainer is told, and the poster."""

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import warnings
from collections import namedtuple

import pikepdf
import psutil
import pytest
import segno
from click.testing import CliRunner
from pdfua import validate

from semillero import catalogues
from semillero.book import room
from semillero.commands import main
from semillero.errors import Refused
from semillero.languages import LANGUAGES
from semillero.paper import forms, poster

Address = namedtuple("Address", "family address")
Stats = namedtuple("Stats", "isup flags")


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>the course")
    return tmp_path / "site"


@pytest.fixture
def machine(monkeypatch):
    """A machine with these interfaces: name -> its address, or (address, flags); flags without "up" mean that
    it is down."""

    def have(**interfaces):
        given = {
            name: one if isinstance(one, tuple) else (one, "up,running") for name, one in interfaces.items()
        }
        given["lo"] = ("127.0.0.1", "up,loopback,running")
        addresses = {
            name: [Address(socket.AF_INET6, "fe80::1"), Address(socket.AF_INET, one)]
            for name, (one, _) in given.items()
        }
        stats = {name: Stats("up" in flags.split(","), flags) for name, (_, flags) in given.items()}
        monkeypatch.setattr(psutil, "net_if_addrs", lambda: addresses)
        monkeypatch.setattr(psutil, "net_if_stats", lambda: stats)

    return have


def shown():
    return [(place.address, place.interface) for place in room.places()]


def test_the_likeliest_network_stands_first_and_what_is_no_room_is_left_out(machine):
    machine(
        eth0="10.0.0.5", wlan0="192.168.1.20", docker0="172.17.0.1", veth12="172.18.0.1", tun0=("10.8.0.2", "up,pointopoint,running"),
        mullvad=("10.64.0.3", "up,pointopoint,running"), zeroconf="169.254.3.4", public="8.8.8.8", eth9=("192.168.9.9", "broadcast"),
        vboxnet0="192.168.56.1",
    )  # fmt: skip
    assert shown() == [("192.168.1.20", "wlan0"), ("10.0.0.5", "eth0"), ("169.254.3.4", "zeroconf")]


@pytest.mark.parametrize(
    ("interfaces", "first"),
    [
        (
            {"wlp2s0": "10.42.0.1", "enp1s0": "192.168.1.7"},
            "10.42.0.1",
        ),  # Linux lets phones in, and has a cable
        ({"Wi-Fi": "192.168.1.7", "Local Area Connection* 10": "192.168.137.1"}, "192.168.137.1"),  # Windows
        ({"en0": "192.168.1.7", "bridge100": "192.168.2.1"}, "192.168.2.1"),  # macOS
        ({"en5": "10.0.0.3", "en0": "172.20.10.4"}, "172.20.10.4"),  # on the hotspot of an iPhone
        ({"vEthernet (WSL)": "172.29.0.1", "Ethernet": "192.168.1.9"}, "192.168.1.9"),
        ({"veth0": "192.168.12.1"}, "192.168.12.1"),  # there is no better: shown all the same
        ({"wlan0": ("192.168.12.1", "broadcast")}, "192.168.12.1"),
    ],
)
def test_the_network_that_phones_are_on(machine, interfaces, first):
    machine(**interfaces)
    assert shown()[0][0] == first


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_network_it_says_what_to_do(machine, lang):
    machine(eth0="8.8.8.8")
    with pytest.raises(Refused, match="[Ww]i-?[Ff]i"):
        room.chosen(None, lang)


WRONG = [
    "http://10.0.0.5",
    "10.0.0.5:80",
    "300.1.1.1",
    "1.2.3",
    "-a",
    "a..b",
    "a b",
    "ñandú",
    "a/b",
    "x" * 300,
    "a_b",
    "1.2.3.4\n",
]


def test_an_address_is_this_machines_or_a_name(machine):
    machine(wlan0="192.168.1.20", eth0="10.0.0.5", public="203.0.113.9")
    found, admits = room.chosen("10.0.0.5")
    assert found == [(0, "10.0.0.5", "eth0")]
    assert [admits(to) for to in ("10.0.0.5", "127.0.0.1", "192.168.1.20")] == [True, True, False], (
        "from elsewhere nobody comes in"
    )
    assert room.chosen("203.0.113.9")[0][0].interface == "public"
    found, admits = room.chosen("Laptop.local")
    assert found == [(0, "laptop.local", "")] and admits("192.168.1.20") and not admits("8.8.8.8")
    for lang in LANGUAGES:
        for other in ("192.168.1.21", "127.0.0.1", "::1", "0.0.0.0"):
            with pytest.raises(Refused, match="10.0.0.5, 192.168.1.20"):
                room.chosen(other, lang)
        for wrong in WRONG:
            with pytest.raises(Refused, match="laptop.local"):
                room.chosen(wrong, lang)


@pytest.mark.parametrize(
    ("given", "lang"),
    [
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LC_ALL": "es"}, "es"),
        ({"LANG": "es_US.utf8", "LC_ALL": "en_US.UTF-8"}, "en"),
    ]
    + [({"LANG": "et_EE"}, "en"), ({"LANG": "C.UTF-8"}, "en"), ({"LC_MESSAGES": "es-419"}, "es"), ({}, "en")],
)
def test_the_words_are_in_the_language_of_the_machine(monkeypatch, given, lang):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(catalogues.locale, "getlocale", lambda: (None, None))
    assert catalogues.machine_language() == lang
    if not given:
        monkeypatch.setattr(catalogues.locale, "getlocale", lambda: ("Spanish_Mexico", "1252"))
        assert catalogues.machine_language() == "es"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_trainer_is_told(machine, lang, site, monkeypatch):
    machine(wlan0="192.168.1.20", eth0="10.0.0.5")
    monkeypatch.setattr(room, "shown", lambda text: text)

    def interrupted(server):
        server.sockets[0].close()
        raise KeyboardInterrupt

    monkeypatch.setattr("semillero.book.server.Server.run", interrupted)
    told = []
    room.serve(site, True, 8800, lang=lang, echo=told.append)
    text, say = "\n".join(told), catalogues.words(lang, "room")
    first, second = re.findall(r"http://[\d.]+:88\d\d/", text)
    assert (
        first.startswith("http://192.168.1.20:")
        and second.startswith("http://10.0.0.5:")
        and "wlan0" in text
        and "eth0" in text
    )
    assert room.drawn(first) in text and told[-1] == say("closed")
    assert {say(one) for one in ("others", "firewall", "poster", "http", "stop")} < set(told)
    assert "{" not in text and not re.search(r"^[a-z.]+$", text, re.MULTILINE), "a word that is missing"


def test_a_code_is_never_a_micro_code_which_phones_do_not_read():
    assert room.url("a.b", 80) == "http://a.b/" and len(room.drawn("http://a.b/").splitlines()) == 15


def run(*arguments):
    return CliRunner().invoke(main, ["serve", *map(str, arguments)])


def test_refused_in_words(site, tmp_path):
    for arguments, word in (
        (["--port", 99999], "65535"), (["--address", "10.0.0.5"], "--lan"), (["--poster", tmp_path / "p.pdf"], "--lan"),
        (["--lan", "--address", "8.8.8.8"], "8.8.8.8"), (["--lan", "--port", -5], "65535"),
        (["--lan", "--poster", tmp_path / "none" / "p.pdf"], "none"), (["--site", tmp_path], "semillero build"),
    ):  # fmt: skip
        result = run("--lang", "en", "--site", site, *arguments)
        assert result.exit_code == 2 and word in result.output and "Traceback" not in result.output, (
            arguments,
            result.output,
        )
    assert "hágalo" in run("--lang", "es", "--site", tmp_path).output.lower()
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "utf-8"])
def test_a_terminal_that_cannot_show_the_code_is_told_in_words(encoding, site):
    """Also no sign of the words is more than the terminal can show."""
    code = (
        "from semillero.book import room, server\n"
        "def run(self): raise KeyboardInterrupt\n"
        "server.Server.run = run\nroom.places = lambda: [room.Place(0, '192.168.1.20', 'Wi-Fi año')]\n"
        "import sys, click\nroom.serve(sys.argv[1], True, 8900, lang='es', echo=click.echo)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, site],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    text = done.stdout.decode(encoding)
    assert done.returncode == 0 and not done.stderr and "http://192.168.1.20:89" in text
    assert ("█" in text) == (encoding in ("utf-8", "cp437")) != ("no puede dibujar" in text)
    assert "?" not in text or encoding == "ascii"


def alone():
    """A command that runs another in a network of its own, or None where this machine does not let us."""
    for one in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if shutil.which("unshare") and not subprocess.run([*one, "true"], capture_output=True).returncode:
            return one
    return None


BASEMENT = """
import fcntl, socket, struct, sys, threading, urllib.request
from semillero.book import room, server
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
    address = struct.pack("16sH2s4s8x", b"lo", socket.AF_INET, b"", socket.inet_aton("192.168.12.1"))
    fcntl.ioctl(one, 0x8916, address)  # SIOCSIFADDR: the only address that there is
    fcntl.ioctl(one, 0x8914, struct.pack("16sH", b"lo", 1))  # SIOCSIFFLAGS: up
    assert one.connect_ex(("10.255.255.255", 1)), "a way out"
real = server.Server.run
def run(self):
    threading.Thread(target=real, args=[self], daemon=True).start()
    print(urllib.request.urlopen(f"http://192.168.12.1:{self.port}/").read().decode())
    self.stop()
server.Server.run = run
room.serve(sys.argv[1], lan=True, lang="en")
"""


def test_a_hotspot_in_a_basement_without_a_way_out(site):
    """One private address and no route, as a laptop has it that makes its own Wi-Fi: this address is shown,
    and answers."""
    inside = alone()
    if not inside:
        why = (
            "NOT TESTED: the address without a way out. This machine lets us make no network of our own: run"
            " it as root on Linux."
        )
        warnings.warn(why, stacklevel=1)
        pytest.skip(why)
    done = subprocess.run([*inside, sys.executable, "-c", BASEMENT, site], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "    http://192.168.12.1:8000/\n" in done.stdout and "the course" in done.stdout
    assert "127.0.0.1" not in done.stdout


ADDRESS = "http://192.168.12.104:8000/"
LONG = "http://" + "a-long-name-of-a-laptop." * 4 + "local:8000/"


@pytest.fixture(scope="module")
def made():
    return {
        (address, paper): poster.pdf(address, paper)
        for address in (ADDRESS, "http://a.b/", LONG)
        for paper in forms.PAPERS
    }


def test_no_finding_in_a_pdf_ua_check_and_always_two_pages(made, tmp_path):
    for (address, paper), data in made.items():
        (tmp_path / "poster.pdf").write_bytes(data)
        assert not validate(tmp_path / "poster.pdf").findings, (address, paper)
        pdf = pikepdf.open(io.BytesIO(data))
        assert (
            len(pdf.pages) == 2
            and round(float(pdf.pages[0].MediaBox[3])) == {"letter": 792, "a4": 842}[paper]
        )
        assert (
            str(pdf.Root.Lang)[:2] == "en"
            and "/CreationDate" not in pdf.docinfo
            and "/Author" not in pdf.docinfo
        )


def test_nothing_on_it_is_smaller_than_small_print(made):
    for data in made.values():
        pages = pikepdf.open(io.BytesIO(data)).pages
        sizes = [
            float(one.operands[1])
            for page in pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "Tf"
        ]
        assert min(sizes) >= 9 and max(sizes) >= 20
        assert sizes.count(9) + sizes.count(10) < len(sizes) / 3


def test_the_same_bytes_twice_and_each_address_its_own(made):
    assert poster.pdf(ADDRESS) == made[ADDRESS, "letter"] != made["http://a.b/", "letter"]


def test_both_languages_and_every_step_stand_on_it(monkeypatch):
    """Everything that the catalogue has for the poster reaches it, and the code is the address's."""
    seen = {}
    monkeypatch.setattr(poster.typst, "compile", lambda path, sys_inputs, **_: seen.update(sys_inputs) or b"")
    poster.pdf(ADDRESS)
    given = json.loads(seen["poster"])
    words = {lang: catalogues.catalogue(lang, "room") for lang in LANGUAGES}
    for edition in given["editions"]:
        texts = json.dumps(edition, ensure_ascii=False)
        of = words[edition["lang"]]
        for id, text in of.items():
            if id.startswith(("poster.", "spot.")) and id != "poster.made":
                assert all(json.dumps(line, ensure_ascii=False) in texts for line in text.split("\n")), id
    drawing = io.BytesIO()
    segno.make(ADDRESS, micro=False, error="m").save(drawing, kind="svg", scale=4, border=0)
    assert given["code"] == drawing.getvalue().decode() and given["address"] == ADDRESS


def test_a_poster_is_written_beside_the_address_that_is_shown(site, tmp_path, machine, monkeypatch):
    machine(wlan0="192.168.1.20")
    ports = []
    monkeypatch.setattr(
        "semillero.book.server.Server.run",
        lambda server: ports.append(server.port) or server.sockets[0].close(),
    )
    result = run("--lan", "--site", site, "--poster", tmp_path / "p.pdf", "--paper", "a4", "--lang", "es")
    assert result.exit_code == 0 and (tmp_path / "p.pdf").read_bytes() == poster.pdf(
        f"http://192.168.1.20:{ports[0]}/", "a4"
    )
    assert str(tmp_path / "p.pdf") in result.output
    with pytest.raises(Refused, match="letter, a4"):
        poster.pdf(ADDRESS, "a5")
