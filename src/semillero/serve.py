"""Serve the built site: on this machine alone, or, asked for, to a room."""
import functools
import gzip
import http.server
import io
import socket
from pathlib import Path

import segno

from .desk import Refused

SQUEEZED = (".html", ".js", ".css", ".svg", ".json", ".ipynb", ".csv")
LAN_WORDS = """
Everybody on this network can open the course at this address:
    {address}
{qr}
What plain http in a shared network means:
- Anyone on this Wi-Fi can see which pages are opened, and could change them on the way.
- What people type into a sheet is not sent: it stays in their own browser.
- A file that somebody saves is not locked.
- Handing out the folder on a USB stick is safer: nothing travels at all.
Stop with Ctrl-C."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site, squeezed where that helps; no listings, no log of who asked for what."""

    def log_message(self, *args):
        """Write nothing."""

    def list_directory(self, path):
        """A folder is not shown."""
        self.send_error(404)

    def end_headers(self):
        """Pages tell nobody where a reader came from, and are asked for again when they changed."""
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self):
        """A file, squeezed for a browser that takes it so."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.endswith("/"):
            path = path / "index.html"
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (takes and path.is_file() and path.suffix in SQUEEZED):
            return super().send_head()
        body = squeezed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@functools.lru_cache(maxsize=256)
def squeezed(path, changed):
    """The gzip bytes of a file; ``changed`` makes a new version a new entry."""
    return gzip.compress(path.read_bytes(), 6)


def own_address():
    """This machine's address in its network, found without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def make_server(site, lan=False, port=8000):
    """A server of the folder ``site``, on this machine or, with ``lan``, on all its networks.

    Takes ``port`` or one of the next twenty. Raises Refused where there is no site or no free port.
    """
    if not (Path(site) / "index.html").is_file():
        raise Refused(f"{site} holds no built site. Build it with: semillero build")
    handler = functools.partial(Handler, directory=str(site))
    for number in range(port, port + 20) if port else [0]:
        try:
            return http.server.ThreadingHTTPServer(("0.0.0.0" if lan else "127.0.0.1", number), handler)
        except OSError:
            continue
    raise Refused(f"No free port from {port} to {port + 19}. Name another with --port.")


def serve(site, lan=False, port=8000, echo=print):
    """Serve until Ctrl-C, and say where."""
    server = make_server(site, lan, port)
    number = server.server_address[1]
    if lan:
        address = f"http://{own_address()}:{number}/"
        drawing = io.StringIO()
        segno.make(address).terminal(out=drawing, compact=True)
        echo(LAN_WORDS.format(address=address, qr=drawing.getvalue()))
    else:
        echo(f"The course is open at http://127.0.0.1:{number}/ on this machine only. Stop with Ctrl-C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        echo("Closed.")
    finally:
        server.server_close()
