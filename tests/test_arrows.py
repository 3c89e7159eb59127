"""Arrows run one way, and docs/contributing.md draws those that the code has."""

import arrows
import pytest


@pytest.fixture(scope="module")
def code(root):
    return arrows.arrows(root / "src")


def told(found):
    """Arrows of rooms as lines of the drawing."""
    return [" ".join([f"{room:11}", *sorted(below)]).strip() for room, below in sorted(found.items())]


def test_no_module_leads_back_to_itself(code):
    assert len(code) > 400 and arrows.circles(code) == []


def test_the_drawing_is_the_code(code, root):
    floors = arrows.drawn((root / "docs" / "contributing.md").read_text(encoding="utf-8"))
    assert told({room: below for floor in floors for room, below in floor.items()}) == told(
        arrows.between_rooms(code)
    )


def test_every_arrow_leads_down(root):
    floors = arrows.drawn((root / "docs" / "contributing.md").read_text(encoding="utf-8"))
    height = {room: -number for number, floor in enumerate(floors) for room in floor}
    drawing = [(room, other) for floor in floors for room, below in floor.items() for other in below]
    assert [f"{one} -> {other}" for one, other in drawing if height[other] >= height[one]] == []
    assert len(floors) > 5 and floors[-1]["kit"] == set()


def test_every_way_to_import_is_an_arrow(tmp_path):
    """Also inside a function, from a package, of a name, by the whole path; a circle of three is seen."""
    files = {
        "__init__": "", "low": "import json", "box/__init__": "from .. import low\nfrom ..low import name",
        "box/part": "def late():\n    from ..top import this\n    return this", "top": "import semillero.box.deep",
        "box/deep": "from . import part\nfrom .part import late",
    }  # fmt: skip
    for name, text in files.items():
        path = tmp_path / "semillero" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = arrows.arrows(tmp_path)
    assert sorted((one[10:], other[10:]) for one, other in found) == [
        ("box", "low"),
        ("box.deep", "box.part"),
        ("box.part", "top"),
        ("top", "box.deep"),
    ]
    assert arrows.circles(found) == [["semillero.box.deep", "semillero.box.part", "semillero.top"]]
    assert arrows.between_rooms(found) == {"box": {"low", "top"}, "low": set(), "top": {"box"}}
