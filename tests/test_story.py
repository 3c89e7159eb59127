"""Whatever is typed into a story: nothing of it leaves the open tab unless somebody said yes, and no answer
repeats its text."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semillero import catalogues, exports, plan_files, toolbox
from semillero.kit.portable import dumps
from semillero.kit.sheet import leaving
from semillero.languages import LANGUAGES
from semillero.paper import filled
from semillero.web import assemble

CANARY = "canario quetzal"  # typed into every box of the grid
TOOL = toolbox.tool("story")
BOXES = [field.id for field in TOOL.fields if field.kind == "text"]
BRIDGE = toolbox.bridge("es", ["story"])
KINDS = ("markdown", "csv", "ics")
NOT_YES = ["", "no", "No", "YES", "sí", "yes ", "1", None, 1, "x"]

texts = st.one_of(st.sampled_from(["", " ", "the jail", "sin papeles", "Ñandú"]), st.text(max_size=12)).map(
    lambda text: text + CANARY
)
answers = {
    "about": st.sampled_from(["", "mine", "other", "several", CANARY]),
    "agreed": st.sampled_from(["", "yes", "no", CANARY]),
}
stories = st.fixed_dictionaries(
    {id: texts for id in BOXES},
    optional=answers
    | {
        "pace": st.sampled_from(["", "65", "x", CANARY]),
        "unknown": texts,
        "taken": st.just({"a": {"b": {"c": CANARY}}}),
    },
)
refusals = st.sampled_from([{"keep": value} for value in NOT_YES] + [{}])


def checked(examples, **given_):
    """Generated stories, the same ones in each run."""
    rules = settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    return lambda test: rules(given(**given_)(test))


def plan_of(sheet):
    return {"format": "semillero-plan", "version": 1, "sheets": {"story": sheet}}


def files(sheet):
    """The texts that a story can become outside the open tab, as the page and the command line write them."""
    plan = plan_of(sheet)
    made = {
        "plan": plan_files.as_text(plan),
        "page": BRIDGE.ask(dumps({"ask": "write", "tool": "story", "plan": plan})),
    }
    for kind in KINDS:
        made[kind] = BRIDGE.ask(dumps({"ask": "export", "tool": "story", "sheet": sheet, "as": kind}))
    return made


@checked(150, story=stories, keep=refusals)
def test_without_a_yes_every_file_is_that_of_an_empty_sheet(story, keep):
    sheet = story | keep
    assert leaving(TOOL, sheet) == {}
    made = files(sheet)
    assert made == files({})
    for text in made.values():
        assert CANARY not in text


@checked(8, story=stories, keep=refusals)
def test_without_a_yes_the_page_of_its_own_holds_nothing(story, keep):
    for lang in LANGUAGES:
        made = assemble.single("story", lang, story | keep)
        assert CANARY not in made
        assert made == assemble.single("story", lang, {})


@checked(4, story=stories, keep=refusals)
def test_without_a_yes_paper_holds_nothing(story, keep):
    assert filled.pdf(plan_of(story | keep), "both") == filled.pdf(plan_of({"keep": "no"}), "both")


@checked(100, story=stories, keep=refusals)
def test_a_plan_that_is_opened_forgets_what_nobody_agreed_to_keep(story, keep):
    opened = plan_files.check(json.dumps(plan_of(story | keep)), "plan.json")
    assert opened["sheets"]["story"] == {}


def test_with_a_yes_it_is_kept_and_so_the_tests_above_can_see():
    sheet = {id: CANARY for id in BOXES} | {"keep": "yes"}
    made = files(sheet)
    for kind in ("plan", "page", "markdown", "csv"):
        assert made[kind].count(CANARY) == len(BOXES) == 12
    assert made["ics"] == files({})["ics"]
    assert CANARY in assemble.single("story", "en", sheet)


@checked(150, story=stories, keep=st.sampled_from(["yes", "no", ""]))
def test_no_answer_and_no_drawing_repeats_what_was_told(story, keep):
    sheet = {id: story[id] for id in BOXES} | {"keep": keep, "about": "other"}
    answer = toolbox.answer("story", sheet)
    assert CANARY not in dumps(answer)
    for lang in LANGUAGES:
        words = catalogues.words(lang, "story")
        assert CANARY not in json.dumps(TOOL.report(answer["results"], words), ensure_ascii=False)
        assert CANARY not in exports.make("svg", "story", sheet, lang)


def test_nobody_takes_from_a_story_and_it_is_never_stored():
    assert TOOL.tab_only and TOOL.consent == "keep"
    assert (
        TOOL.blank(catalogues.words("en", "story"))["keep"] == "no"
        and TOOL.sample(catalogues.words("en", "story"))["keep"] == "no"
    )
    assert not [
        take for id in toolbox.tool_ids() for take in toolbox.tool(id).takes if take.source == "story"
    ]
    stays = assemble.stays()
    assert "story" in stays["sheets"] and stays["consent"]["story"] == "keep"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_asks_for_no_name_and_no_status(lang):
    labels = [text for id, text in catalogues.catalogue(lang, "story").items() if id.endswith(".label")]
    asked = (
        "your name",
        "su nombre",
        "status",
        "estatus",
        "papers",
        "papeles",
        "arrest",
        "address",
        "domicilio",
        "phone",
        "teléfono",
    )
    assert not [text for text in labels if [word for word in asked if word in text.lower()]]
