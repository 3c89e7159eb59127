"""The same program in two languages: what may differ in the code of twins, and what may not."""

import pytest

from semillero.course import code

OURS = '''
from data import table as known

LEAST = 0.5  # of the weight


def ranked(marks, least=LEAST):
    """The policies of which enough is known."""
    return {name: mark for name, mark in marks.items() if mark >= least}


shown = ranked(known("codings"), least=0.6)
assert len(shown) == 3, "three are left"
print(f"{len(shown)}: {shown}", words("said", "en"))
'''
THEIRS = '''
from data import table as known

MINIMO = 0.5  # del peso


def clasificadas(marcas, minimo=MINIMO):
    """Las políticas de las que se sabe bastante."""
    return {nombre: marca for nombre, marca in marcas.items() if marca >= minimo}


vistas = clasificadas(known("codings"), minimo=0.6)
assert len(vistas) == 3, "quedan tres"
print(f"{len(vistas)}: {vistas}", palabras("said", "es"))
'''


def test_names_comments_and_sentences_are_each_languages():
    assert code.Twins().difference(OURS, THEIRS) is None
    assert code.Twins().difference(OURS, OURS) is None
    assert code.untold(OURS, THEIRS) is None and list(code.bare(OURS)) == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("minimo=0.6", "minimo=0.7"),  # a number
        (">= minimo", "> minimo"),  # what is done
        ('"codings"', '"codificadas"'),  # a text that is no sentence for the reader
        ('"said"', '"frase"'),
        ('"es"', '"fr"'),
        (" == 3", " == 4"),
        ("len(vistas)}", "len(marcas)}"),  # a name that stands for another one
        ("print(", "imprime("),  # of Python
        ("known(", "conocidas("),  # of what is imported
        ("import table as known", "import table as conocida"),
        (".items()", ".elementos()"),  # of an object
        ("  # del peso", ""),
        (', "quedan tres"', ""),
        ('    """Las políticas de las que se sabe bastante."""\n', ""),
        ("MINIMO = 0.5", "MINIMO = 0.5\nmarcas = MINIMO"),
    ],
)
def test_all_else_is_the_same(old, new):
    assert old in THEIRS
    line, ours, theirs = code.Twins().difference(OURS, THEIRS.replace(old, new))
    assert line >= 1 and ours in OURS.splitlines() and isinstance(theirs, str)


def test_a_name_stands_for_one_name_in_every_cell():
    twins = code.Twins()
    assert twins.difference("marks = 1", "marcas = 1") is None
    assert twins.difference("marks + 1", "valores + 1") == (1, "marks + 1", "valores + 1")
    assert twins.difference("points = 1", "marcas = 1") == (1, "points = 1", "marcas = 1")


@pytest.mark.parametrize(
    "text",
    [
        "1  # as many as there are",
        'def f():\n    """As many as there are."""',
        'assert 1, "as many as there"',
    ],
)
def test_a_sentence_that_nobody_translated_is_found(text):
    assert code.untold(text, text) and code.untold(text, text.replace("many", "few")) is None
    assert code.untold("1  # P01, P02", "1  # P01, P02") is None


def test_a_bare_assertion_is_found():
    assert list(code.bare('a = 1\nassert a\nassert a, "it is one"\nassert a, "1"')) == [2, 4]
