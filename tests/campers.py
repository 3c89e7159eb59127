"""What the tests of camps and of Lab share."""

import os
import subprocess
import sys
import textwrap
import time

NOBODY = 65534


def until(true, seconds=30):
    """Wait until ``true()``; fail where that takes longer than anything but a fault explains."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.02)


def somebody(*folders):
    """Arguments of ``Popen`` with which a process is an ordinary user, to whom ``folders`` are given where we
    are root."""
    if os.name == "nt" or os.geteuid():
        return {}
    for folder in folders:
        os.chown(folder, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def other_user(folder, code):
    """What ``code`` prints when an ordinary user runs it, whose temporary files lie in ``folder``."""
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **somebody(folder)).stdout
