"""One zip of the built site, for those who only use it; beside it checksums, a list of its parts and their
licences.

    python start.py release      builds first; then this writes _build/release/

The same site makes the same zip, byte for byte: names in order, and no time or owner of the machine that
packed it. Its name says little, since it goes from hand to hand.
"""

import base64
import hashlib
import json
import re
import uuid
import zipfile
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from semillero.catalogues import LANGUAGES
from semillero.errors import Refused
from semillero.files import write

ROOT = Path(__file__).resolve().parent.parent
NAME = "course"
ALONG = ("LICENSE", "LICENSE-CONTENT.md")
SUMS = "SHA256SUMS"
LICENCES = "en/_static/licences.txt"
PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.M)
CARRIED = (
    "snowballstemmer",
    "sphinx",
)  # of the Python packages: the search in a built site is theirs; the others only build


def main():
    """Write everything; say where."""
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)[1]
    out = ROOT / "_build" / "release"
    for path in release(ROOT / "_build" / "site", out, version):
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path}")


def release(site, out, version):
    """Pack the built ``site`` into the folder ``out``; return the four files. Raises Refused where there is
    no site."""
    if not all((site / lang / "index.html").is_file() for lang in LANGUAGES):
        raise Refused(f"{site} holds no built course. Run `make site` first.")
    out.mkdir(parents=True, exist_ok=True)
    packed = out / f"{NAME}-{version}.zip"
    pack(contents(site), packed)
    parts = write(parts_list(version) + "\n", out / f"{NAME}-{version}.cdx.json")
    licences = write((site / LICENCES).read_bytes(), out / "licences.txt")
    made = [packed, parts, licences]
    return [*made, write(sums({path.name: path.read_bytes() for path in made}), out / SUMS)]


def contents(site):
    """What the zip holds: name -> bytes, in the order of the names; the checksums of all of it first."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    files |= {name: (ROOT / name).read_bytes() for name in ALONG}
    files = dict(sorted(files.items()))
    return {SUMS: sums(files).encode()} | files


def sums(files):
    """``files`` (name -> bytes) as lines that ``sha256sum --check`` reads."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())


def pack(files, path):
    """Write ``files`` (name -> bytes) into one zip, below a folder."""
    new = path.with_suffix(".new")
    with zipfile.ZipFile(new, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{NAME}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # on Windows too
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    new.replace(path)


def parts_list(version):
    """The site's parts as CycloneDX JSON: what it carries is required, what only builds it is excluded."""
    bom = Bom(components=[*npm_parts(), *python_parts()])
    bom.metadata.component = Component(
        name="semillero", version=version, type=ComponentType.APPLICATION, bom_ref="semillero"
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    names = "\n".join(sorted(str(part.purl) for part in bom.components))
    bom.serial_number = uuid.uuid5(
        uuid.NAMESPACE_URL, f"{version}\n{names}"
    )  # of what is in it, not of the day
    data = json.loads(JsonV1Dot6(bom).output_as_string())
    data["metadata"].pop("timestamp")
    text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the list of parts is no CycloneDX 1.6: {wrong}")
    return text


def npm_parts():
    """What package-lock.json pins for the pages, with its hash."""
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, one in sorted(locked.items()):
        if path and not one.get("dev"):
            name = path.removeprefix("node_modules/")
            kind, _, digest = one["integrity"].partition("-")
            hashed = HashType(
                alg=HashAlgorithm(kind.upper().replace("SHA", "SHA-")), content=base64.b64decode(digest).hex()
            )
            yield part("npm", name, one["version"], ComponentScope.REQUIRED, hashes=[hashed])


def python_parts():
    """What requirements.txt pins."""
    for name, version in PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")):
        yield part(
            "pypi", name, version, ComponentScope.REQUIRED if name in CARRIED else ComponentScope.EXCLUDED
        )


def part(kind, name, version, scope, **more):
    """One part, named as advisories name it."""
    group, _, short = name.rpartition("/")
    purl = PackageURL(kind, group or None, short, version)
    return Component(
        name=short,
        group=group or None,
        version=version,
        type=ComponentType.LIBRARY,
        scope=scope,
        purl=purl,
        bom_ref=str(purl),
        **more,
    )


if __name__ == "__main__":
    main()
