"""The five colours of a scale stay apart for everybody: also with a colour deficiency, and the two line
colours in the dark."""

import itertools
import re

import pytest
from coloraide import Color

from semillero.web.styles import read_style

LEAST = 20  # CIEDE2000
SEEN = (None, "protan", "deutan", "tritan")


def scales():
    """The scale and the line colours of each place in the tokens that gives them."""
    tokens = read_style("tokens.css")
    found = [
        re.findall(r"--(s\d(?:-line)?):\s*(#\w+)", block)
        for block in re.findall(r"\{([^{}]*--s\d[^{}]*)\}", tokens)
    ]
    assert len(found) == 3, "light, dark and print"
    yield [colour for name, colour in found[0] if "line" not in name]
    yield from ([colour for name, colour in one if "line" in name] for one in found)


@pytest.mark.parametrize("eye", SEEN)
def test_no_two_colours_of_a_scale_are_taken_for_each_other(eye):
    for scale in scales():
        assert len(scale) in (2, 5)
        for pair in itertools.combinations(scale, 2):
            one, two = (Color(colour).filter(eye) if eye else Color(colour) for colour in pair)
            assert one.delta_e(two, method="2000") >= LEAST, (eye, *pair)
