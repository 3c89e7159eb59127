"""The site in a room: which addresses of this machine the phones can reach, and what the trainer is told."""

import io
import ipaddress
import re
import socket
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import segno

from .. import catalogues
from ..errors import Refused
from ..kit.words import Words
from .server import make_server, private

# Networks inside the machine, and tunnels out of it. A bridge of a Mac is its hotspot, so bridges as such are
# none.
ASIDE = re.compile(
    r"docker|podman|br-[0-9a-f]{6}|veth|virbr|vmnet|vmware|vboxnet|virtualbox|lxc|lxd|cni|flannel|cali"
    r"|tun|tap|utun|wg|ppp|ipsec|tailscale|zt|hamachi|nordlynx|proton|awdl|llw|anpi|gif|stf",
    re.IGNORECASE,
)
WIFI = re.compile(r"wl|wi-?fi|en0$|ath|ra\d", re.IGNORECASE)
# What Linux, Windows and macOS call themselves in their own
HOTSPOTS = ("10.42.", "192.168.137.1", "192.168.2.1")
VIRTUALBOX = "192.168.56."
NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*", re.IGNORECASE)

# The smaller the rank, the likelier the phones are there
Place = namedtuple("Place", "rank address interface")
LAST = 5  # ranks from here on are shown only where there is no better


def places() -> list[Place]:
    """Every private address of this machine but its own loop, the likeliest for a room first."""
    stats = psutil.net_if_stats()
    found = [
        Place(_rank(interface, one.address, stats.get(interface)), one.address, interface)
        for interface, all in psutil.net_if_addrs().items()
        for one in all
        if one.family == socket.AF_INET and private(one.address) and not one.address.startswith("127.")
    ]
    best = [place for place in sorted(found) if place.rank < LAST]
    return best or sorted(found)


def _rank(interface: str, address: str, stats: Any) -> int:
    if not stats or not stats.isup:
        return LAST + 1
    if ASIDE.match(interface) or "pointopoint" in stats.flags.split(",") or address.startswith(VIRTUALBOX):
        return LAST
    if address.startswith(HOTSPOTS):
        return 0
    if address.startswith(
        "169.254."
    ):  # given by nobody: a cable between two machines, or a network that failed
        return 3
    return 1 if WIFI.match(interface) else 2


def chosen(address: str | None, lang: str = "en") -> tuple[list[Place], Callable[[str], bool]]:
    """The places to show, and who may come in (see ``make_server``): all of them, or the ``address`` that was
    asked for.

    An address must be one of this machine's, and then only visitors to this address come in; a name is taken
    as it is, since to look it up would tell others. Raises ``Refused``.
    """
    say = catalogues.words(lang, "room")
    if not address:
        found = places()
        if not found:
            raise Refused(say("no.network"))
        return found, private
    try:
        ipaddress.ip_address(address)
    except ValueError:
        if len(address) > 253 or not NAME.fullmatch(address) or re.fullmatch(r"[\d.]+", address):
            raise Refused(say("no.address", address=address)) from None
        return [Place(0, address.lower(), "")], private
    own = {
        one.address: interface
        for interface, all in psutil.net_if_addrs().items()
        for one in all
        if one.family == socket.AF_INET
    }
    own = {one: interface for one, interface in own.items() if not one.startswith("127.")}
    if address not in own:
        raise Refused(say("not.mine", address=address, own=", ".join(sorted(own)) or say("none")))
    return [Place(0, address, own[address])], lambda to: to == address or to.startswith("127.")


def drawn(address: str) -> str | None:
    """The code of an address as a drawing for the terminal, or None where its signs cannot be shown."""
    drawing = io.StringIO()
    segno.make(address, micro=False).terminal(out=drawing, compact=True)
    return drawing.getvalue() if shown(drawing.getvalue()) == drawing.getvalue() else None


def shown(text: str) -> str:
    """``text`` with a question mark for each sign that this terminal cannot show."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding, "replace")


def url(address: str, port: int) -> str:
    """What a phone opens."""
    return f"http://{address}/" if port == 80 else f"http://{address}:{port}/"


def serve(
    site: Path,
    lan: bool = False,
    port: int = 8000,
    address: str | None = None,
    lang: str | None = None,
    poster: Path | None = None,
    paper: str = "letter",
    echo: Callable[[str], object] = print,
) -> None:
    """Serve until Ctrl-C and say where, in ``lang`` or the language of the machine; ``poster``: also as a PDF
    there.

    Raises ``Refused``.
    """
    lang = lang or catalogues.machine_language()
    say = catalogues.words(lang, "room")
    if not lan and (address or poster):
        raise Refused(say("needs.lan"))
    found, admits = chosen(address, lang) if lan else ([], private)
    server = make_server(site, lan, port, admits, lang)
    if lan:
        first, *others = [(url(place.address, server.port), place.interface) for place in found]
        if poster:
            from ..paper.poster import write

            poster = write(first[0], poster, paper)
        for line in told(first, others, poster, say):
            echo(shown(line))
    else:
        echo(shown(say("alone", address=url("127.0.0.1", server.port))))
    try:
        server.run()
    except KeyboardInterrupt:
        echo(shown(say("closed")))


def told(
    first: tuple[str, str], others: Sequence[tuple[str, str]], poster: Path | None, say: Words
) -> Iterator[str]:
    """What a trainer reads: the address, its code, the other networks, the poster, what to try, what plain
    http means."""
    address, interface = first
    yield from (
        "",
        say("open.on", interface=interface) if interface else say("open"),
        "",
        "    " + address,
        "",
    )
    yield drawn(address) or say("no.drawing")
    if others:
        yield say("others")
        yield from (f"    {other}  ({name})" for other, name in others)
        yield say("others.choose")
    yield say("poster.made", path=str(poster)) if poster else say("poster")
    yield from (say("firewall"), "", say("http"))
    yield from ("- " + say(f"http.{one}") for one in ("seen", "typed", "file", "stick"))
    yield from ("", say("stop"))
