"""Kernels that start warm, so that a build of sixty notebooks in two languages does not import pandas a hundred times.

    with warm.kernels() as environment:   # variables for the processes that run notebooks
        ...

One process imports what notebooks import and then forks once for each kernel. Jupyter finds it as a kernel of its own
named python3: a small program that asks for a fork and stays as long as the kernel lives. Each kernel is a process of
its own as ever, with nothing of another notebook in it. Linux only: elsewhere forking after imports is not safe, and the
ordinary kernels do the same work more slowly.
"""
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Unicode

INLINE = "module://matplotlib_inline.backend_inline"  # what ipykernel would set; matplotlib looks once, when it is imported
# Without the standard site packages it starts in a few milliseconds.
ASK = """\
import json, os, signal, socket, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # Jupyter interrupts before it shuts a kernel down
line = socket.socket(socket.AF_UNIX)
line.connect(sys.argv[1])
line.sendall(json.dumps({"file": sys.argv[2], "folder": os.getcwd(), "environment": dict(os.environ)}).encode() + b"\\n")
line.recv(1)  # nothing comes: the line closes when the kernel ends
"""


class InFolder(LocalProvisioner):
    """How Jupyter starts a warm kernel: its five sockets are files in ``folder``. Known to Jupyter by our pyproject.toml."""

    folder = Unicode(config=True)

    async def pre_launch(self, **kwargs):
        self.parent.transport, self.parent.ip = "ipc", f"{self.folder}/{self.kernel_id}"
        return await super().pre_launch(**kwargs)


@contextlib.contextmanager
def kernels():
    """Environment variables with which Jupyter starts warm kernels; the process behind them ends with the block."""
    if sys.platform != "linux":
        yield {}
        return
    with tempfile.TemporaryDirectory() as folder:
        door = f"{folder}/door"
        home = Path(folder) / "kernels" / "python3"
        home.mkdir(parents=True)
        argv = [sys.executable, "-I", "-S", "-c", ASK, door, "{connection_file}"]
        start = {"kernel_provisioner": {"provisioner_name": "semillero-in-folder", "config": {"folder": folder}}}
        spec = {"argv": argv, "display_name": "Python 3", "language": "python", "metadata": start}
        home.joinpath("kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        command = [sys.executable, "-m", "semillero.book.warm", door]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"MPLBACKEND": INLINE}) as server:
            warm = server.stdout.readline()  # nothing, where it could not start: then the ordinary kernels serve
            try:
                yield {"JUPYTER_PATH": os.pathsep.join(filter(None, (folder, os.environ.get("JUPYTER_PATH"))))} if warm else {}
            finally:
                server.terminate()


def serve(door):
    """Import once, and fork for everyone who knocks at ``door`` (the path of a socket)."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the kernels
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(door)
    listening.listen(16)
    os.write(1, b"ready\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nobody reads on: what each kernel says there would fill the pipe and stop it
    warm()  # while Sphinx starts; whoever knocks meanwhile waits at the door
    while True:
        line, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(line)
        line.close()


def warm():
    """Import what notebooks import."""
    import ipykernel.kernelapp
    import matplotlib.pyplot
    import pandas

    import semillero.lab

    assert ipykernel and matplotlib and pandas and semillero


def run(line):
    """Be a kernel, as long as the program at the other end of ``line`` lives."""
    from ipykernel.kernelapp import IPKernelApp

    with line.makefile("rb") as asked:
        wish = json.loads(asked.readline())
    os.environ.clear()
    os.environ.update(wish["environment"] | {"MPLBACKEND": INLINE})
    os.chdir(wish["folder"])
    sys.path[0] = wish["folder"]
    threading.Thread(target=lambda: line.recv(1) or os._exit(0), daemon=True).start()
    IPKernelApp.launch_instance(["-f", wish["file"], "--log-level=ERROR"])  # its warnings would stand in the builder's terminal
    os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])
