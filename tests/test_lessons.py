"""What the data labs stand on: charts and tables that everybody can read, and words in the reader's
language."""

import re
import xml.etree.ElementTree as ElementTree
from types import SimpleNamespace

import matplotlib
import pandas as pd
import pytest

from semillero import catalogues
from semillero.errors import Refused
from semillero.lab import GRAY, ORANGE, PURPLE, chart, lab_words, lessons, live, table
from semillero.languages import LANGUAGES

matplotlib.use("agg")
LABS = sorted(path.stem for path in (catalogues.LOCALE / "en" / "LC_MESSAGES").glob("lab_*.po"))

DATES = {"effective", "enacted", "year"}  # which of its dates a policy counts from, as ``in_force`` says it


def drawn():
    """A chart with letters, hatches, a clipped line and every colour of ours."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(3, 2))
    axes.barh(["Río", "Claro"], [1, 2], color="white", edgecolor=PURPLE, hatch="//")
    axes.plot([0, 3], [0, 1], color=ORANGE)
    axes.annotate("a", (1, 1), color=GRAY)
    axes.annotate("b", (1, 0), color="#1d1420")
    return figure


def test_a_chart_says_in_words_what_it_shows():
    shown = chart(drawn(), 'Two bars: "Río" & Claro.')
    figure = ElementTree.fromstring(shown.html)
    [svg] = figure.iter(f"{{{lessons.SVG}}}svg")
    assert figure.get("tabindex") == "0"  # where it is wider than the screen, keys scroll it
    assert (svg.get("role"), svg.get("aria-label")) == ("img", 'Two bars: "Río" & Claro.')
    assert repr(shown) == 'Two bars: "Río" & Claro.' and shown._repr_html_().endswith(shown.html)
    assert not matplotlib.pyplot.get_fignums()  # Jupyter would show it once more, without a word


def test_a_chart_follows_the_theme_and_a_strict_content_policy():
    """Its colours are those of the page, all but those of letters on a colour; nothing in it is refused."""
    html = chart(drawn(), "x").html
    colours = {one for one in re.findall(r'(?:fill|stroke)="([^"]*)"', html) if not one.startswith("url")}
    themed = set(lessons.THEMED.values())
    assert colours == themed | {"none", "#1d1420"}
    assert (
        "style" not in html
        and "<metadata" not in html
        and "http:" not in re.sub(r'xmlns[^"]*"[^"]*"', "", html)
    )


def test_two_charts_on_a_page_have_no_id_in_common_and_each_finds_its_own_parts():
    first, second = (chart(drawn(), alt).html for alt in ("One.", "Two."))
    ids = [re.findall(r'id="([^"]*)"', html) for html in (first, second)]
    assert ids[0] and not set(ids[0]) & set(ids[1]) and len(set(ids[0])) == len(ids[0])
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', first))
    assert used == set(ids[0])
    assert chart(drawn(), "One.").html == first  # the same course makes the same site


def test_a_table_has_heads_sides_and_whole_cells():
    frame = pd.DataFrame(
        {"how many": [1, 20], "share": [0.5, float("nan")], "who <b>": ["x" * 90 + "!", None]},
        index=["a", "b"],
    )
    tree = ElementTree.fromstring(table(frame))
    heads = [(th.get("scope"), th.text, th.get("class")) for th in tree.iter("th")]
    assert heads == [
        ("col", "how many", "number"),
        ("col", "share", "number"),
        ("col", "who <b>", None),
        ("row", "a", None),
        ("row", "b", None),
    ]
    cells = [(td.text, td.get("class")) for td in tree.find("tbody").iter("td")]
    assert cells == [
        *(("1", "number"), ("0.5", "number"), ("x" * 90 + "!", None)),
        *(("20", "number"), ("NaN", "number"), ("NaN", None)),
    ]
    assert tree.find("thead/tr")[0].tag == "td"  # nothing to say above the names of the rows
    named = ElementTree.fromstring(table(frame.rename_axis("row")))
    assert (named.find("thead/tr")[0].get("scope"), named.find("thead/tr")[0].text) == ("col", "row")
    long = ElementTree.fromstring(table(pd.DataFrame({"n": range(61)})))
    assert len(long.findall("tbody/tr")) == 60 and long.find("caption").text == "60 / 61"
    assert table(pd.DataFrame({"n": []})).count("<td") == 1


def test_jupyter_shows_every_frame_as_such_a_table(monkeypatch):
    from IPython.core.formatters import HTMLFormatter

    html = HTMLFormatter()
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": html}))
    monkeypatch.setattr(lessons, "get_ipython", lambda: shell)
    lessons.read_tables()
    frame = pd.DataFrame({"n": [1]})
    assert html(frame).endswith(table(frame)) and html(frame).startswith("<style>")


def test_controls_show_anew_what_they_make():
    import ipywidgets

    most = ipywidgets.BoundedIntText(value=2, min=1, max=9, description="Most")
    look = ipywidgets.Dropdown(options=["a", "b"], description="Look")
    *controls, below = live(lambda count, what: f"<p>{what * count}</p>", most, look).children
    assert controls == [most, look] and below.value.endswith("<p>aa</p>")
    most.value, look.value = 3, "b"
    assert below.value.endswith("<p>bbb</p>")


def names(code, id):
    """Whether ``code`` names a word: as a text, or as the column that ``assign`` makes."""
    return any(way in code for way in (f'"{id}"', f"'{id}'", f"{id}="))


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_finds_its_words_and_uses_all_of_them(root, lab):
    """Every word that stands in its code between brackets or quotes, in both languages."""
    name = lab.removeprefix("lab_")
    [path] = [
        path
        for path in (root / "modules").rglob("lab*.ipynb")
        if f'lab_words(\\"{name}\\"' in path.read_text(encoding="utf-8") and ".es." not in path.name
    ]
    code = path.read_text(encoding="utf-8").replace('\\"', '"')
    for lang in LANGUAGES:
        words = lab_words(name, lang)
        assert all(words.values())
        assert {id for id in words if not names(code, id)} <= DATES
        asked = set(re.findall(r"""words\[["']([^"']+)["']\]""", code))
        assert asked and asked <= set(words)
    with pytest.raises(Refused, match="no language"):
        lab_words(name, "xx")
