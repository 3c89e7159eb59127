"""ICE's lists of 287(g) agencies: read by the names of columns, every cell mended or refused told, no line lost."""

import datetime
import json
import string
import zipfile

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from semillero import desk, partner_words
from semillero.cli import main
from semillero.data import cells, partners, places

HEADS = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"]
TASK, WARRANT, JAIL = "Task Force Model", "Warrant Service Officer", "Jail Enforcement Model"
DAY = datetime.datetime(2025, 5, 8)


def line(**changed):
    """A clean row of the list, but for what is ``changed``."""
    clean = {
        "state": "FLORIDA", "agency": "Bay County Sheriff's Office", "kind": "County", "county": "Bay County", "model": TASK,
        "signed": DAY, "moa": "link",
    }  # fmt: skip
    return list((clean | changed).values())


@pytest.fixture
def write(tmp_path):
    """Writes a spreadsheet: the names of the columns and the rows, or sheets by name."""

    def make(rows=(), heads=HEADS, name="participatingAgencies_2025-06-06am.xlsx", above=(), sheets=None):
        book = Workbook()
        book.remove(book.active)
        for title, content in (sheets or {"Sheet1": [*above, heads, *rows]}).items():
            page = book.create_sheet(title)
            for one in content:
                page.append(one)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def told(report, which):
    return [(one["row"], one["column"], one["found"], one["put"], one["why"]) for one in report[which]]


# ---- cells ----------------------------------------------------------------------------------------------------------------


def test_a_clean_row_is_read_and_nothing_is_told(write):
    frame, report, raw = partners.read(write([line()]))
    assert frame.index.tolist() == [2] == raw.index.tolist()
    one = frame.loc[2]
    assert (one.state, one.state_name, one.state_fips, one.county_fips) == ("FL", "Florida", "12", "12005")
    assert (one.agency, one.kind, one.model, one.signed) == ("Bay County Sheriff's Office", "County", TASK, pd.Timestamp("2025-05-08"))
    assert pd.api.types.is_string_dtype(frame["county_fips"]) and pd.api.types.is_datetime64_any_dtype(frame["signed"])
    assert (report["rows"], report["list"], report["date"], report["date_from"]) == (1, "participating", "2025-06-06", "name")
    assert not any(report[name] for name in ("repaired", "refused", "kept", "set_aside", "added", "missing", "repeated", "notes"))
    assert raw.loc[2, "STATE"] == "FLORIDA"


@pytest.mark.parametrize(
    ("dirt", "column", "put", "why"),
    [
        ({"county": " Bay  County "}, "COUNTY", "Bay County", ["blanks"]),
        ({"county": "Bay\u00a0County"}, "COUNTY", "Bay County", ["other_blanks"]),
        ({"county": "Bay County\n"}, "COUNTY", "Bay County", ["other_blanks", "blanks"]),
        ({"county": "BAY"}, "COUNTY", "Bay County", ["county_name"]),
        ({"agency": "Bay County Sheriff\u2019s Office"}, "LAW ENFORCEMENT AGENCY", "Bay County Sheriff's Office", ["curly"]),
        ({"agency": "Bay County\u200b Sheriff's Office"}, "LAW ENFORCEMENT AGENCY", "Bay County Sheriff's Office", ["unseen"]),
        ({"kind": "county"}, "TYPE", "County", ["case"]),
        ({"model": "Task Force Modle"}, "SUPPORT TYPE", TASK, ["spelling"]),
        ({"signed": "5/8/2025"}, "SIGNED", "2025-05-08", ["text_date"]),
        ({"signed": " May 8, 2025"}, "SIGNED", "2025-05-08", ["blanks", "text_date"]),
        ({"signed": 45785}, "SIGNED", "2025-05-08", ["serial"]),
        ({"signed": datetime.datetime(2025, 5, 8, 9, 30)}, "SIGNED", "2025-05-08", ["time"]),
    ],
)
def test_a_cell_that_is_mended_is_told(write, dirt, column, put, why):
    frame, report, _ = partners.read(write([line(), line(**dirt)]))
    assert [(row, at, now, reasons) for row, at, _, now, reasons in told(report, "repaired")] == [(3, column, put, why)]
    assert not report["refused"] and not report["kept"]
    assert frame.loc[2].equals(frame.loc[3])


@pytest.mark.parametrize(
    ("dirt", "column", "why"),
    [
        ({"county": None}, "COUNTY", "empty"),
        ({"county": "  "}, "COUNTY", "empty"),
        ({"county": "#N/A"}, "COUNTY", "error"),
        ({"county": "N/A"}, "COUNTY", "placeholder"),
        ({"signed": "05/082025"}, "SIGNED", "not_a_date"),
        ({"signed": "pending"}, "SIGNED", "not_a_date"),
        ({"signed": "13/13/2025"}, "SIGNED", "not_a_date"),
        ({"signed": True}, "SIGNED", "not_a_date"),
        ({"signed": datetime.datetime(2205, 5, 8)}, "SIGNED", "too_late"),
        ({"signed": datetime.datetime(2025, 6, 7)}, "SIGNED", "too_late"),
        ({"signed": datetime.datetime(1925, 5, 8)}, "SIGNED", "too_early"),
        ({"signed": "5/8/0025"}, "SIGNED", "too_early"),
        ({"state": "Floridia"}, "STATE", "no_state"),
        ({"state": None}, "STATE", "empty"),
        ({"agency": 1234}, "LAW ENFORCEMENT AGENCY", "no_text"),
        ({"model": None}, "SUPPORT TYPE", "empty"),
    ],
)
def test_a_cell_that_says_nothing_sure_is_refused_and_never_guessed(write, dirt, column, why):
    frame, report, raw = partners.read(write([line(**dirt)]))
    [(row, at, found, put, reasons)] = told(report, "refused")
    assert (row, at, put, reasons[-1]) == (2, column, None, why)
    assert found == cells.shown(next(iter(dirt.values())))
    [field] = dirt
    assert pd.isna(frame.loc[2, field]) and len(frame) == 1
    if field == "state":
        assert pd.isna(frame.loc[2, "county_fips"]) and [one["why"] for one in report["kept"]] == [["state_unknown"]]


@pytest.mark.parametrize(
    ("dirt", "why"),
    [
        ({"county": "Berrian County"}, "no_fips"),
        ({"county": "Roanoke", "state": "VIRGINIA"}, "several"),
        ({"model": "Tribal Task Model"}, "new_value"),
    ],
)
def test_a_value_that_is_not_known_here_stays_and_is_told(write, dirt, why):
    frame, report, _ = partners.read(write([line(**dirt)]))
    [(_, _, found, put, reasons)] = told(report, "kept")
    assert found == put == next(iter(dirt.values())) and reasons == [why]
    assert frame.loc[2, next(iter(dirt))] == put
    if "county" in dirt:
        assert pd.isna(frame.loc[2, "county_fips"])


def test_a_mended_cell_may_still_be_unknown(write):
    _, report, _ = partners.read(write([line(county="Berrian\u00a0County")]))
    assert [one["why"] for one in report["repaired"] + report["kept"]] == [["other_blanks"], ["no_fips"]]


def test_codes_of_counties_are_text_and_keep_their_zeros(write):
    named = [("ALABAMA", "Autauga County"), ("LOUISIANA", "St. Mary Parish"), ("FLORIDA", "Saint Johns County")]
    rows = [line(state=state, county=county) for state, county in named]
    frame, _, _ = partners.read(write(rows))
    assert frame["county_fips"].tolist() == ["01001", "22101", "12109"]


# ---- where the list stands ------------------------------------------------------------------------------------------------


def test_a_later_release_with_another_column_and_an_impossible_year(write):
    heads = ["ADDENDUM", *HEADS[:5], "NEW\u00a0FIELD", *HEADS[5:]]
    rows = [[" yes ", *line()[:5], 7, *line()[5:]], [None, *line()[:5], None, datetime.datetime(3025, 5, 8), "link"]]
    frame, report, _ = partners.read(write(rows, heads))
    assert report["added"] == ["ADDENDUM", "NEW FIELD"] and report["missing"] == []
    assert frame["addendum"].tolist()[0] == "yes" and pd.isna(frame["addendum"].tolist()[1]) and frame["new_field"].tolist()[0] == 7
    assert told(report, "repaired") == [(2, "ADDENDUM", " yes ", "yes", ["blanks"])]
    assert told(report, "refused") == [(3, "SIGNED", "3025-05-08", None, ["too_late"])]


def test_columns_in_another_order_under_other_names_below_a_title(write):
    heads = ["Date Signed", " agency\u00a0name", "State/Territory", "Model", "Agency Type", "County"]
    above = [["ICE 287(g) participating agencies"], [], ["As of June 6, 2025"]]
    frame, report, _ = partners.read(write([[DAY, "Bay PD", "FL", JAIL, "Municipality", "Bay County"]], heads, above=above))
    assert frame.loc[5, ["state", "agency", "model", "county_fips"]].tolist() == ["FL", "Bay PD", JAIL, "12005"]
    assert (report["header_row"], report["missing"]) == (4, ["MOA"])
    assert [(one["row"], one["why"]) for one in report["set_aside"]] == [(1, ["above"]), (3, ["above"])]


def test_a_name_that_nobody_knows_is_asked_for(write):
    path = write([line()], ["STATE", "PARTNER", *HEADS[2:]])
    with pytest.raises(partners.SheetError, match="no column is called LAW ENFORCEMENT AGENCY.*PARTNER.*--column agency=NAME"):
        partners.read(path)
    assert partners.read(path, names={"agency": "Partner"}).frame.loc[2, "agency"] == "Bay County Sheriff's Office"
    with pytest.raises(partners.SheetError, match="names no column"):
        partners.read(path, names={"agncy": "Partner"})


def test_a_pending_list_without_dates(write):
    heads = [head for head in HEADS if head not in ("SIGNED", "MOA")]
    path = write([line()[:5]], heads, name="pendingAgencies06062025am.xlsx")
    frame, report, _ = partners.read(path)
    assert (report["list"], report["date"], report["missing"]) == ("pending", "2025-06-06", ["SIGNED", "MOA"])
    assert frame["signed"].isna().all() and not report["refused"]
    assert partners.read(path, on="2025-06-05").report["date_from"] == "given"
    with pytest.raises(partners.SheetError, match="Compare two lists of the same kind"):
        partners.compare(partners.read(path), partners.read(write([line()])))


def test_the_other_sheets_are_named(write):
    sheets = {"Read me": [["Updated weekly"]], "Participating": [HEADS, line()], "Pending": [HEADS[:5], line()[:5]]}
    path = write(sheets=sheets, name="agencies.xlsx")
    first, second = partners.read(path).report, partners.read(path, sheet="Pending").report
    assert (first["sheet"], first["list"]) == ("Participating", "participating")
    assert {(one["why"], one["found"]) for one in first["notes"]} == {("unread_sheet", "Read me"), ("other_sheet", "Pending")}
    assert (second["sheet"], second["list"], second["rows"]) == ("Pending", "pending", 1)
    with pytest.raises(partners.SheetError, match="'Read me', 'Participating', 'Pending'"):
        partners.read(path, sheet="List")


def test_no_line_is_dropped_silently(write):
    total, remark = ["Total", None, None, None, None, 2, None], [None, None, "* see the page", None, None, None, None]
    frame, report, _ = partners.read(write([line(), [None] * 7, HEADS, line(), total, remark, [None] * 7]))
    assert frame.index.tolist() == [2, 5] and report["repeated"] == [[2, 5]]
    assert [(one["row"], one["why"]) for one in report["set_aside"]] == [(4, ["names_again"]), (6, ["remark"]), (7, ["remark"])]


def test_a_name_twice_and_cells_without_a_name(write):
    frame, report, _ = partners.read(write([[*line(), "Polk", "x"]], [*HEADS, "County", None]))
    assert report["added"] == ["County (H)", "column I"]
    assert (frame.loc[2, "county"], frame.loc[2, "county_h"], frame.loc[2, "column_i"]) == ("Bay County", "Polk", "x")


def test_the_address_behind_a_cell_is_kept(write, tmp_path):
    from openpyxl import load_workbook

    path = write([line(), line(moa="https://example.org/b.pdf")])
    book = load_workbook(path)
    book.active["G2"].hyperlink = "https://example.org/a.pdf"
    book.save(path)
    assert partners.read(path).frame["moa_url"].tolist() == ["https://example.org/a.pdf", "https://example.org/b.pdf"]


def test_a_day_in_the_name_that_cannot_be_is_not_believed(write):
    report = partners.read(write([line()] * 12, name="participating_2001-01-01.xlsx")).report
    assert report["date_from"] == "saved" and [one["why"] for one in report["notes"]] == ["name_date"] and not report["refused"]


# ---- refused in words -----------------------------------------------------------------------------------------------------


def zipped(path, name):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, "<a")


REFUSED = {
    "empty.xlsx": (lambda path: path.write_bytes(b""), "the file is empty"),
    "list.csv": (lambda path: path.write_text("STATE,COUNTY"), "plain text"),
    "old.xls": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "an old .xls spreadsheet"),
    "locked.xlsx": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")), "a password"),
    "page.xlsx": (lambda path: path.write_text("<!doctype html><html>"), "a web page"),
    "paper.xlsx": (lambda path: path.write_bytes(b"%PDF-1.7"), "a PDF"),
    "noise.xlsx": (lambda path: path.write_bytes(bytes(range(256))), "not an .xlsx"),
    "folder.xlsx": (lambda path: path.mkdir(), "a folder"),
    "text.docx": (lambda path: zipped(path, "word/document.xml"), "holds no .xlsx"),
    "broken.xlsx": (lambda path: zipped(path, "xl/workbook.xml"), "is damaged"),
    "binary.xlsx": (lambda path: zipped(path, "xl/workbook.bin"), ".xlsb"),
    "missing.xlsx": (lambda path: None, "no such file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_spreadsheet_is_refused_in_words(tmp_path, name):
    make, words = REFUSED[name]
    make(tmp_path / name)
    said = CliRunner().invoke(main, ["partners", str(tmp_path / name)])
    assert said.exit_code == 2 and f"semillero: {name}: " in said.stderr and words in said.stderr and said.stdout == ""
    assert isinstance(said.exception, SystemExit)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(write, share):
    path = write([line()] * 50)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(partners.SheetError, match="damaged or was cut off"):
        partners.read(path)


def test_a_spreadsheet_without_a_list_is_refused(write):
    for content, words in (
        ([], "the spreadsheet is empty"),
        ([HEADS], "the list is empty"),
        ([["a", "b"], [1, 2]], "not a list of 287"),
    ):
        with pytest.raises(partners.SheetError, match=words):
            partners.read(write(sheets={"Sheet1": content}))


def test_a_cell_lost_far_below_is_refused_before_it_fills_the_memory(write):
    from openpyxl import load_workbook

    path = write([line()])
    book = load_workbook(path)
    book.active.cell(1_048_576, 7, "x")
    book.save(path)
    with pytest.raises(partners.SheetError, match="row 1048576 and column 7"):
        partners.read(path)


# ---- two lists ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(write):
    """Two lists, three weeks apart, the later one first."""
    other = {"agency": "Clay County Sheriff's Office", "county": "Clay County"}
    gone = {"agency": "Polk County Sheriff's Office", "county": "Polk County"}
    town = {"kind": "Municipality", "county": None}
    before = [line(), line(**other), line(**gone), line(agency="City of Ocala Police Department", **town)]
    after = [
        line(agency="BAY COUNTY  SHERIFF\u2019S OFFICE"), line(**other, model=WARRANT), line(**other, signed=datetime.datetime(2025, 5, 9)),
        line(agency="Ocala Police Department", **town), line(agency="Lake County Sheriff's Office", county="Lake County"),
    ]  # fmt: skip
    return write(after), write(before, name="participatingAgencies_2025-05-16am.xlsx")


def test_who_joined_who_left_and_who_changed(two):
    one, other = partners.in_order(*(partners.read(path) for path in two))
    assert one.report["date"] < other.report["date"]
    made = partners.compare(one, other)
    assert made.joined["agency"].tolist() == ["Ocala Police Department", "Lake County Sheriff's Office"]
    assert made.left["agency"].tolist() == ["Polk County Sheriff's Office", "City of Ocala Police Department"]
    assert made.changed[["agency", "before", "after", "added", "dropped"]].values.tolist() == [
        ["Clay County Sheriff's Office", [TASK], [TASK, WARRANT], [WARRANT], []]
    ]
    assert made.redated[["model", "before", "after"]].values.tolist() == [[TASK, ["2025-05-08"], ["2025-05-09"]]]
    assert made.respelled["after"].tolist() == ["BAY COUNTY SHERIFF'S OFFICE"]
    assert made.uncertain[["before", "why"]].values.tolist() == [["City of Ocala Police Department", "same_words"]]


def test_a_list_compared_with_itself_shows_nothing(two):
    one = partners.read(two[0])
    assert all(table.empty for table in partners.compare(one, one))


@pytest.mark.parametrize(
    ("was", "now", "alike"),
    [
        ("Bay County Sheriff's Offic", "Bay County Sheriff's Office", True),
        ("Ft. Myers Police Department", "Fort Myers Police Dept", True),
        ("University of Río Claro Board of Trustees", "University of Rio Claro Police Department", True),
        ("Clay County Sheriff's Office", "Bay County Sheriff's Office", False),
        ("Ocala Police Department", "Ocala Constable", False),
        ("North Port Police Department", "South Port Police Department", False),
    ],
)
def test_which_pairs_a_person_should_look_at(write, was, now, alike):
    town = {"kind": "Municipality", "county": None}
    before, after = (write([line(agency=name, **town)], name=f"{n}.xlsx") for n, name in enumerate((was, now)))
    made = partners.compare(partners.read(before), partners.read(after))
    assert len(made.joined) == len(made.left) == 1 and len(made.uncertain) == alike


# ---- the command line, and in words ---------------------------------------------------------------------------------------


def test_the_command_as_json(two):
    said = CliRunner().invoke(main, ["partners", *map(str, two), "--json"])
    assert said.exit_code == 0, said.output
    made = json.loads(said.stdout)
    assert (made["rows"], made["before"]["rows"], made["date"]) == (5, 4, "2025-06-06")
    assert made["counts"] == {"model": {TASK: 4, WARRANT: 1}, "state": {"Florida": 5}, "kind": {"County": 4, "Municipality": 1}}
    assert [(one["row"], one["column"], one["found"]) for one in made["refused"]] == [(5, "COUNTY", "")]
    assert {"row", "column", "found", "put", "why"} == set(made["repaired"][0])
    assert [one["agency"] for one in made["joined"]] == ["Ocala Police Department", "Lake County Sheriff's Office"]
    assert len(made["left"]) == 2 and made["changed"][0]["added"] == [WARRANT]
    alone = json.loads(CliRunner().invoke(main, ["partners", str(two[0]), "--json"]).stdout)
    assert "joined" not in alone and alone["repaired"] == made["repaired"]


@pytest.mark.parametrize("lang", desk.LANGUAGES)
def test_the_command_in_words_lists_every_cell(write, tmp_path, lang):
    path = write([line(county="Bay\u00a0County"), line(county=" Bay County"), line(signed="05/082025"), ["Total", *[None] * 4, 3, None]])
    out = tmp_path / "clean.csv"
    said = CliRunner().invoke(main, ["partners", str(path), "--lang", lang, "--out", str(out)])
    assert said.exit_code == 0 and path.name in said.stderr
    for words in ("\u00abBay<U+00A0>County\u00bb", "\u00ab Bay County\u00bb", "\u00ab05/082025\u00bb", "Total | 3", "Florida", TASK):
        assert words in said.stdout
    clean = pd.read_csv(out, dtype="str")
    assert clean["county_fips"].tolist() == ["12005"] * 3 and clean["signed"].isna().tolist() == [False, False, True]


def test_the_command_asks_for_one_list_or_two(write):
    path = str(write([line()], ["STATE", "PARTNER", *HEADS[2:]]))
    assert "3 files" in CliRunner().invoke(main, ["partners", path, path, path]).stderr
    assert "write it as agency=NAME" in CliRunner().invoke(main, ["partners", path, "--column", "Partner"]).stderr
    assert CliRunner().invoke(main, ["partners", path, "--column", "agency=Partner"]).exit_code == 0


def test_every_reason_has_words():
    import inspect
    import re

    from semillero.data import partner_changes, partner_list, partner_rows

    code = "".join(inspect.getsource(one) for one in (cells, places, partner_list, partner_rows, partner_changes))
    for lang in desk.LANGUAGES:
        known = {id[4:] for id in desk.catalogue(lang, "partners") if id.startswith("why.")}
        used = {one for one in re.findall(r'"([a-z_]+)"', code) if one in known}
        assert known == used


@pytest.mark.parametrize("lang", desk.LANGUAGES)
def test_a_report_in_words_for_notebooks(write, lang):
    report = partners.read(write([line(county="N/A", agency=" Bay PD")])).report
    table = partner_words.explain(report, lang)
    assert table.shape == (2, 6) and "why." not in table.to_csv() and "head." not in table.to_csv()


def test_progress_is_told_row_by_row(write):
    seen = []
    partners.read(write([line()] * 3), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


# ---- whatever stands in the cells -----------------------------------------------------------------------------------------

SIGNS = st.text(st.sampled_from(string.ascii_letters + string.digits + " '\u2019\u00a0\u200b\t\n-/.,#é&"), max_size=12)
CELL = st.one_of(st.none(), SIGNS, st.integers(-(10**6), 10**6), st.booleans(), st.datetimes(datetime.datetime(1900, 3, 1)))


@given(SIGNS)
def test_cleaning_text_twice_is_cleaning_it_once(text):
    clean, why = cells.text(text)
    assert cells.text(clean) == (clean, []) and clean == clean.strip() and "  " not in clean
    assert bool(why) == (clean != text)


@given(CELL)
def test_a_date_is_never_outside_its_bounds(cell):
    last = datetime.date(2025, 6, 6)
    found, why = cells.date(cell, last)
    assert found is None and why or datetime.date(cells.FIRST_YEAR, 1, 1) <= found <= last


@settings(max_examples=40)
@given(st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=6))
def test_every_line_is_a_row_or_set_aside_and_every_cell_kept_or_told(tmp_path_factory, rows):
    book = Workbook()
    for one in [HEADS, line(), *rows]:
        book.active.append(one)
    path = tmp_path_factory.mktemp("any") / "participating_2025-06-06.xlsx"
    book.save(path)
    frame, report, raw = partners.read(path)
    filled = {number for number, one in enumerate(rows, 3) if any(cells.refused_text(cell) != "empty" for cell in one)}
    aside = [one["row"] for one in report["set_aside"]]
    assert sorted([*frame.index, *aside]) == sorted({2, *filled}) and report["rows"] == len(frame) == len(raw)
    told = {(one["row"], one["column"]) for name in ("repaired", "refused") for one in report[name]}
    for column, head in report["columns"].items():
        for row in frame.index:
            same = cells.shown(raw.loc[row, head]) == ("" if pd.isna(frame.loc[row, column]) else cells.shown(frame.loc[row, column]))
            assert (row, head) in told or column == "state" or same
    json.dumps(report)
