"""Ask for known faults of everything that is pinned, and say loudly of what nobody could be asked.

    python start.py audit        Ends with 0 where all was asked and nothing is known, 1 where
                                 something is, else 2.

pip-audit asks for the Python packages and npm for the others. Both can say "nothing known" without having
been told anything: pip-audit passes over what its service does not answer for. Here that counts as not asked.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from semillero.progress import shown

ROOT = Path(__file__).resolve().parent.parent
QUIET = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]


def main(*lists):
    """Ask about the pinned ``lists`` and package-lock.json; print what was told; return the exit code."""
    with shown(lambda: "asking for known faults"):
        known, unasked = [], []
        for told in [*(of_python(ask_pip(name), name) for name in lists), of_npm(ask_npm())]:
            known += told[0]
            unasked += told[1]
    print("\n".join(verdict(known, unasked)))
    return 1 if known else 2 if unasked else 0


def ask_pip(name):
    """What pip-audit writes about a list, or an empty text."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip_audit", "--requirement", name, *QUIET, "--output", str(report)]
        subprocess.run(command, cwd=ROOT, capture_output=True)
        return report.read_text(encoding="utf-8") if report.is_file() else ""


def ask_npm():
    """What npm writes about package-lock.json."""
    command = [shutil.which("npm") or "npm", "audit", "--package-lock-only", "--json"]
    return subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    ).stdout


def of_python(report, name):
    """The known faults that pip-audit's ``report`` on the list ``name`` tells, and what it tells nothing
    about."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return [], [f"all of {name}"]
    known = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in"
        f" {', '.join(fault['fix_versions']) or 'no version yet'}"
        for one in packages
        for fault in one.get("vulns", ())
    ]
    return known, [one["name"] for one in packages if "skip_reason" in one]


def of_npm(report):
    """The same of what npm says."""
    try:
        packages = json.loads(report)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return [], ["all of package-lock.json"]
    return [f"{name} (npm), {one['severity']}: {one['range']}" for name, one in packages.items()], []


def verdict(known, unasked):
    """The lines to print."""
    lines = [f"! Known fault: {one}" for one in sorted(set(known))]
    if unasked:
        names = sorted(set(unasked))
        lines += [
            f"! NOT CHECKED, {len(names)}: nobody could be asked about {', '.join(names)}.",
            (
                "! So nothing is known about whether they are safe. Ask again where the network reaches the"
                " advisory services."
            ),
        ]
    return lines or ["All was asked about, and nothing is known against any of it."]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
