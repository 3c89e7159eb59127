"""Whatever is typed into a roster: no file and no paper tells who refused what, and no role that risks arrest
has a name."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semillero import catalogues, plan_files, toolbox
from semillero.kit.models import roles
from semillero.kit.portable import dumps, fold
from semillero.kit.sheet import leaving, read
from semillero.kit.tools import roster
from semillero.languages import LANGUAGES
from semillero.paper import filled
from semillero.web import assemble

CANARY = "canario quetzal"  # typed where a refusal belongs
HIDDEN = "name behind bars"  # typed as a nickname where arrest is likely
TOOL = toolbox.tool("roster")
BRIDGE = toolbox.bridge("es", ["roster"])
SECRET = ("refuses", "limits")

nicknames = ["Heron", "heron ", "HERON", "Fox", "Owl", "Mint", "", " ", "Ñandú", "Blue Heron"]
aliases = st.one_of(st.sampled_from(nicknames), st.text(max_size=8))
texts = st.one_of(st.sampled_from(["", "es", "English, español", "Mam y es"]), st.text(max_size=12))
posts = {
    "role": st.sampled_from(("", "x", *roles.ROLES)),
    "alias": aliases,
    "languages": texts,
    "backup": aliases,
}
secrets = {
    "refuses": st.sampled_from(("", CANARY, *roles.ROLES)),
    "limits": st.sampled_from(("", CANARY, "no_day", "no_police", "no_public")),
}


@st.composite
def sheets(draw):
    """A roster with refusals everywhere, and with a nickname now and then where there must be none."""
    sheet = {id: draw(texts) for id in ("action", "date", "size")} | {
        "risk": draw(st.sampled_from(["", "low", "medium", "high", "x"]))
    }
    sheet["roles"] = draw(st.lists(st.fixed_dictionaries(posts), max_size=12))
    for row in sheet["roles"]:
        if row["role"] == roles.NAMELESS:
            row |= {
                "alias": draw(st.sampled_from(["", HIDDEN])),
                "backup": draw(st.sampled_from(["", HIDDEN])),
            }
    person = st.fixed_dictionaries({"alias": aliases, "languages": texts}, optional=secrets)
    sheet["people"] = draw(st.lists(person, max_size=8))
    return sheet


def checked(examples):
    """Generated rosters, the same ones in each run."""
    rules = settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    return lambda test: rules(given(sheets())(test))


def willing(sheet):
    """The same sheet, and nobody refused anything."""
    return sheet | {
        "people": [{key: row[key] for key in row if key not in SECRET} for row in sheet["people"]]
    }


def files(sheet):
    """The texts that a roster can become outside the open tab, as the page and the command line write
    them."""
    plan = {"format": "semillero-plan", "version": 1, "sheets": {"roster": sheet}}
    made = {
        "plan": plan_files.as_text(plan),
        "page": BRIDGE.ask(dumps({"ask": "write", "tool": "roster", "plan": plan})),
    }
    for kind in ("markdown", "csv", "ics"):
        made[kind] = BRIDGE.ask(dumps({"ask": "export", "tool": "roster", "sheet": sheet, "as": kind}))
    return made


@checked(150)
def test_every_file_is_the_same_whatever_was_refused(sheet):
    made = files(sheet)
    assert made == files(willing(sheet)) == files(leaving(TOOL, sheet))
    for text in made.values():
        assert CANARY not in text and HIDDEN not in text
    for secret in SECRET:
        assert json.dumps(secret) not in made["plan"]


@checked(10)
def test_the_page_of_its_own_is_the_same_whatever_was_refused(sheet):
    made = assemble.single("roster", "en", sheet)
    assert made == assemble.single("roster", "en", willing(sheet))
    assert CANARY not in made and HIDDEN not in made


@checked(10)
def test_the_filled_form_is_the_same_whatever_was_refused(sheet):
    made = {
        filled.pdf({"sheets": {"roster": one}}, "both")
        for one in (sheet | {"action": "x"}, willing(sheet) | {"action": "x"})
    }
    assert len(made) == 1


@checked(200)
def test_paper_shows_nothing_of_a_refusal(sheet):
    """Print hides the two columns and every finding whose code begins with "refused"; all else is the
    same."""
    shown, quiet = toolbox.answer("roster", sheet), toolbox.answer("roster", willing(sheet))
    for lang in LANGUAGES:
        words = catalogues.words(lang, "roster")
        assert TOOL.report(shown["results"], words) == TOOL.report(quiet["results"], words)
    left = [one for one in shown["findings"] if not one["code"].startswith("refused")]
    assert CANARY not in dumps(left)
    assert [one for one in left if one["at"].split(".")[-1] not in SECRET] == quiet["findings"]


@checked(200)
def test_nobody_is_put_where_they_said_no_and_arrest_has_no_name(sheet):
    answer = toolbox.answer("roster", sheet)
    refused = {}
    for row in sheet["people"]:
        refused.setdefault(fold(row["alias"]), []).extend(
            [row.get("refuses"), *roster.LIMITS.get(row.get("limits"), ())]
        )
    for one in answer["results"]["run"]:
        assert one["role"] != roles.NAMELESS or (one["names"], one["staffed"], one["needed"]) == ([], 0, 0)
        for name in one["names"]:
            assert one["role"] not in refused.get(fold(name), ())
    assert HIDDEN not in dumps(answer)
    named = [row for row in sheet["roles"] if row["role"] == roles.NAMELESS and row["alias"] + row["backup"]]
    assert [one["code"] for one in answer["findings"]].count("risk_named") == len(named)


@checked(100)
def test_what_other_sheets_take_is_the_same_whatever_was_refused(sheet):
    for take in [
        take for id in toolbox.tool_ids() for take in toolbox.tool(id).takes if take.source == "roster"
    ]:
        values = [read(TOOL, one, {})[0] for one in (sheet, willing(sheet))]
        made = [take.make(one, TOOL.compute(one, {})) for one in values]
        assert made[0] == made[1] and HIDDEN not in json.dumps(made[0])


def test_what_stays_is_marked_and_a_refusal_is_an_option_never_a_text():
    people = next(field for field in TOOL.fields if field.id == "people")
    columns = {column.id: column for column in people.columns if column.tab_only}
    assert TOOL.tab_only and set(columns) == set(SECRET)
    assert {column.kind for column in columns.values()} == {"choice"}
    assert set(columns["refuses"].options) == set(roles.ROLES) - {roles.NAMELESS}


def test_no_sentence_about_a_refusal_names_anybody():
    for lang in LANGUAGES:
        for id, text in catalogues.catalogue(lang, "roster").items():
            if id.startswith("finding.refused"):
                assert [part.partition("}")[0] for part in text.split("{")[1:]] == ["row"]


def test_the_tool_never_chooses_a_person():
    results = toolbox.answer(
        "roster", {"action": "a", "roles": [{"role": "medic"}], "people": [{"alias": "Heron"}]}
    )["results"]
    assert results["free"] == ["Heron"] and not [one for one in results["run"] if one["names"]]
