"""Syllables, sentences and the two formulas, against values worked out by hand."""

from __future__ import annotations

import pytest

from semillero.course.markdown import scan
from semillero.course.readability import count, sentences, syllables

SPANISH = {
    "agua": 2,
    "país": 2,
    "guía": 2,
    "que": 1,
    "guerra": 2,
    "cigüeña": 3,
    "leer": 2,
    "Raúl": 2,
    "hoy": 1,
    "y": 1,
    "continúa": 4,
    "facilitación": 5,
    "aéreo": 4,
    "Uruguay": 3,
    "construir": 2,
    "ley": 1,
    "12": 1,
}
ENGLISH = {
    "water": 2,
    "made": 1,
    "makes": 1,
    "city": 2,
    "about": 2,
    "little": 2,
    "policy": 3,
    "moved": 1,
    "wanted": 2,
    "nation": 2,
    "media": 3,
    "protection": 3,
    "the": 1,
    "12": 1,
}


@pytest.mark.parametrize(("word", "number"), SPANISH.items())
def test_spanish_syllables(word: str, number: int) -> None:
    assert syllables(word, "es") == number


@pytest.mark.parametrize(("word", "number"), ENGLISH.items())
def test_english_syllables(word: str, number: int) -> None:
    assert syllables(word, "en") == number


def test_a_stop_within_a_sentence_ends_none() -> None:
    assert sentences('The U.S. paid 2.5 dollars vs. Mr. Roe at 3 p.m. there. Then? "Yes!" Go') == [
        "The U.S. paid 2.5 dollars vs. Mr. Roe at 3 p.m. there.",
        "Then?",
        '"Yes!"',
        "Go",
    ]


def test_the_formulas() -> None:
    english = count(["The water is old.", "We dig a well"], "en")
    assert (english.words, english.sentences, english.syllables) == (8, 2, 9)
    assert english.grade() == pytest.approx(0.39 * 4 + 11.8 * 9 / 8 - 15.59)
    spanish = count(["El agua es antigua."], "es")
    assert (spanish.words, spanish.sentences, spanish.syllables) == (4, 1, 7)
    assert spanish.inflesz() == pytest.approx(206.835 - 62.3 * 7 / 4 - 4)
    assert spanish.longest == "El agua es antigua."


def test_only_prose_is_counted() -> None:
    found = scan("""# Title

Read {cite}`a1999,b2000` the [page](x.md) and {doc}`the lesson </modules/a/lesson>`, `code` apart.

:::{admonition} Note
:class: note
One **bold** word.

```python
not prose
```
:::

| a | b |
|---|---|

- first
  goes on
1. second

> Say this.

```{figure} a.svg
:alt: A wall
Caption.
```
""")
    assert found.blocks == [
        "Read the page and the lesson, apart.",
        "One bold word.",
        "first goes on",
        "second",
        "Say this.",
        "Caption.",
    ]
    assert found.cites == ["a1999", "b2000"]
    assert found.headings == [(1, "Title")]
    assert [(one.name, one.options) for one in found.directives] == [
        ("admonition", {"class": "note"}),
        ("figure", {"alt": "A wall"}),
    ]
    assert (found.items, found.rows) == (2, 2)
    assert "A wall" in found.seen and "Note" in found.seen
