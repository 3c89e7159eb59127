"""How far a long step is, in one line: written over on a terminal, and now and then a new one elsewhere.

Nothing of ours and nothing from outside the standard library is imported here: start.py uses it before there
is anything.
"""

import contextlib
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

FIRST, ON_TERMINAL, ELSEWHERE = 2, 0.5, 10  # seconds until the first line, and between lines


@contextlib.contextmanager
def shown(how_far: Callable[[], str], to: TextIO | None = None) -> Iterator[None]:
    """While the block runs, show in ``to`` (standard error) what ``how_far()`` says, with the time that has
    passed.

    A step that is over within two seconds shows nothing. The line is gone when the block ends; where ``to``
    is no terminal, lines stay, one every ten seconds.
    """
    to = to or sys.stderr
    over = threading.Event()
    ticking = threading.Thread(target=_tick, args=(how_far, to, over, time.monotonic()), daemon=True)
    ticking.start()
    try:
        yield
    finally:
        over.set()
        ticking.join()


def _tick(how_far: Callable[[], str], to: TextIO, over: threading.Event, start: float) -> None:
    terminal, width = to.isatty(), 0
    wait: float = FIRST
    while not over.wait(wait):
        passed = int(time.monotonic() - start)
        line = f"  {passed // 60}:{passed % 60:02d}  {how_far()}"
        if terminal:
            line = line[: shutil.get_terminal_size().columns - 1]
            print("\r" + line.ljust(width), end="", file=to, flush=True)
            width = len(line)
        else:
            print(line, file=to, flush=True)
        wait = ON_TERMINAL if terminal else ELSEWHERE
    if width:
        print("\r" + " " * width + "\r", end="", file=to, flush=True)
