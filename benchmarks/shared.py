"""What several benchmarks need: the table they print, and the same course as a stock Jupyter Book."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
SITE = ROOT / "_build" / "site"
MODULES = HERE / "node_modules"
sys.path.insert(0, str(ROOT / "tests"))

PARTS = ("curriculum", "modules", "exercises")
CONFIG = """\
title: Semillero
author: The Semillero contributors
only_build_toc_files: true
execute: {{execute_notebooks: cache, timeout: 120, allow_errors: false}}
parse: {{myst_enable_extensions: [colon_fence, deflist, attrs_inline]}}
sphinx: {{config: {{language: {lang}}}}}
"""
CITE = re.compile(r"\{cite\}`([^`]*)`")


def p95(times):
    """The 95th percentile, nearest rank."""
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def show(rows, peer):
    """Print rows of (what, ours, bar, the peer's): a bar or a peer's figure that there is not is None."""
    width = max(len(row[0]) for row in rows) + 1
    print(f"{'':{width}} {'ours':>9} {'bar':>7} {peer:>{max(9, len(peer))}} {'ratio':>7}")
    for what, ours, bar, other in rows:
        ratio = ours / other if other else 1 if ours == other else float("inf")
        theirs = "" if other is None else f"{other:{max(9, len(peer))}.1f} {ratio:7.3f}"
        print(f"{what:{width}} {ours:9.1f} {'' if bar is None else bar:>7} {theirs}".rstrip())


def stock(folder, lang, documents=None):
    """Write one edition into ``folder`` as a stock Jupyter Book, all of it or these documents; return the
    folder.

    The same prose, tables and notebooks; our extension and theme are left out, and what only they know
    (computed lists, citations) is plain text.
    """
    folder.mkdir(parents=True)
    suffix = ".es" if lang == "es" else ""
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*")):
            spanish = path.name.endswith((".es.md", ".es.ipynb"))
            if (
                not path.is_file()
                or path.parent.name.startswith(".")
                or (path.suffix in (".md", ".ipynb") and spanish != bool(suffix))
            ):
                continue
            name = path.name.replace(suffix + path.suffix, path.suffix) if spanish else path.name
            target = folder / path.relative_to(ROOT).parent / name
            if (
                documents
                and path.suffix in (".md", ".ipynb")
                and target.relative_to(folder).with_suffix("").as_posix() not in documents
            ):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_plain(path, target)
    (folder / "_config.yml").write_text(CONFIG.format(lang=lang), encoding="utf-8")
    if documents:
        first, *rest = documents
        toc = f"format: jb-book\nroot: {first}\n" + (
            "chapters:\n" + "".join(f"  - file: {one}\n" for one in rest) if rest else ""
        )
        (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    else:
        shutil.copyfile(ROOT / ("_toc.es.yml" if suffix else "_toc.yml"), folder / "_toc.yml")
    return folder


def copy_plain(path, target):
    """Copy a file; in pages and in the prose of notebooks, replace what only our extension knows."""
    if path.suffix == ".md":
        target.write_text(plain(path.read_text(encoding="utf-8")), encoding="utf-8")
    elif path.suffix == ".ipynb":
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = plain("".join(cell["source"]))
        target.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    else:
        shutil.copyfile(path, target)


def plain(text):
    """MyST that stock Jupyter Book understands."""
    from semillero.book.directives import DIRECTIVES

    ours = "|".join(map(re.escape, DIRECTIVES))
    text = re.sub(rf"^(`{{3,}}|:{{3,}})\{{({ours})\}}.*?^\1[ \t]*$", r"(\2)", text, flags=re.S | re.M)
    return CITE.sub(r"(\1)", text)


def jupyter_book(folder):
    """The command that builds the stock book in ``folder``."""
    return [sys.executable, "-m", "semillero.book.jupyter", "build", str(folder)]


def build_stock(folder):
    """Build the stock book in ``folder``; return the folder of its pages."""
    done = subprocess.run(jupyter_book(folder), capture_output=True, text=True)
    pages = folder / "_build" / "html"
    if done.returncode or not pages.is_dir():
        sys.exit(f"The stock book did not build:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return pages
