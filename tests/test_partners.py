"""ICE's lists of 287(g) agencies: read by the names of columns, every cell mended or refused told, no line
lost."""

import datetime
import json
import re
import string
import zipfile

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from semillero import catalogues
from semillero.commands import main
from semillero.data import cells, partner_words, partners, places, spreadsheet
from semillero.kit.report import notes, sentence, table
from semillero.languages import LANGUAGES

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


# ---- cells
# ----------------------------------------------------------------------------------------------------------------


def test_a_clean_row_is_read_and_nothing_is_told(write):
    frame, report, raw = partners.read(write([line()]))
    assert frame.index.tolist() == [2] == raw.index.tolist()
    one = frame.loc[2]
    assert (one.state, one.state_name, one.state_fips, one.county_fips) == ("FL", "Florida", "12", "12005")
    assert (one.agency, one.kind, one.model, one.signed) == (
        "Bay County Sheriff's Office",
        "County",
        TASK,
        pd.Timestamp("2025-05-08"),
    )
    assert pd.api.types.is_string_dtype(frame["county_fips"]) and pd.api.types.is_datetime64_any_dtype(
        frame["signed"]
    )
    assert (report["rows"], report["list"], report["date"], report["date_from"]) == (
        1,
        "participating",
        "2025-06-06",
        "name",
    )
    assert not any(
        report[name]
        for name in ("repaired", "refused", "kept", "set_aside", "added", "missing", "repeated", "notes")
    )
    assert raw.loc[2, "STATE"] == "FLORIDA"


@pytest.mark.parametrize(
    ("dirt", "column", "put", "why"),
    [
        ({"county": " Bay  County "}, "COUNTY", "Bay County", ["blanks"]),
        ({"county": "Bay\u00a0County"}, "COUNTY", "Bay County", ["other_blanks"]),
        ({"county": "Bay County\n"}, "COUNTY", "Bay County", ["other_blanks", "blanks"]),
        ({"county": "BAY"}, "COUNTY", "Bay County", ["county_name"]),
        (
            {"agency": "Bay County Sheriff\u2019s Office"},
            "LAW ENFORCEMENT AGENCY",
            "Bay County Sheriff's Office",
            ["curly"],
        ),
        (
            {"agency": "Bay County\u200b Sheriff's Office"},
            "LAW ENFORCEMENT AGENCY",
            "Bay County Sheriff's Office",
            ["unseen"],
        ),
        ({"kind": "county"}, "TYPE", "County", ["case"]),
        ({"model": "Task Force Modle"}, "SUPPORT TYPE", TASK, ["spelling"]),
        ({"model": "TFM"}, "SUPPORT TYPE", TASK, ["synonym"]),
        ({"state": "FLROIDA"}, "STATE", "Florida", ["spelling"]),
        ({"state": "Fla."}, "STATE", "Florida", ["synonym"]),
        ({"state": "State of Florida"}, "STATE", "Florida", ["synonym"]),
        ({"kind": "Conty"}, "TYPE", "County", ["spelling"]),
        ({"kind": "County Agency"}, "TYPE", "County", ["synonym"]),
        ({"signed": "5/8/2025"}, "SIGNED", "2025-05-08", ["text_date"]),
        ({"signed": " May 8, 2025"}, "SIGNED", "2025-05-08", ["blanks", "text_date"]),
        ({"signed": "5/8/25"}, "SIGNED", "2025-05-08", ["text_date", "short_year"]),
        ({"signed": "8-May-25"}, "SIGNED", "2025-05-08", ["text_date", "short_year"]),
        ({"signed": "Thursday, May 8th, 2025"}, "SIGNED", "2025-05-08", ["text_date"]),
        ({"signed": 45785}, "SIGNED", "2025-05-08", ["serial"]),
        ({"signed": datetime.datetime(2025, 5, 8, 9, 30)}, "SIGNED", "2025-05-08", ["time"]),
    ],
)
def test_a_cell_that_is_mended_is_told(write, dirt, column, put, why):
    frame, report, _ = partners.read(write([line(), line(**dirt)]))
    assert [(row, at, now, reasons) for row, at, _, now, reasons in told(report, "repaired")] == [
        (3, column, put, why)
    ]
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
        ({"state": "Freedonia"}, "STATE", "no_state"),
        ({"state": "Akansas"}, "STATE", "between"),
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
        assert pd.isna(frame.loc[2, "county_fips"]) and [one["why"] for one in report["kept"]] == [
            ["state_unknown"]
        ]


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


NOTHING = (
    "#NA", "#N/A", "# N/A", "#n/a", "#REF!", "#\u00a1REF!", "#\u00bfNOMBRE?", "#N/D", "N/A", "n.a.", "n / a", "N\\A", "NA", "-", "---",
    "\u2014", "?", "...", "*", "_", "#", "none", "(None)", "[null]", "<blank>", "nan", "NaN", "nil", "tbd", "T.B.D.", "unknown",
    "Not applicable", "not available", "XX", "To be determined", "Desconocido", "n/a.", "no data",
)  # fmt: skip


@pytest.mark.parametrize("filler", NOTHING)
def test_whoever_writes_nothing_in_any_way_has_written_nothing(write, filler):
    frame, report, _ = partners.read(write([line(kind=filler, county=filler, model=filler, signed=filler)]))
    assert [(one["column"], one["put"]) for one in report["refused"]] == [
        (head, None) for head in ("COUNTY", "TYPE", "SUPPORT TYPE", "SIGNED")
    ]
    assert {why for one in report["refused"] for why in one["why"]} <= {
        "error",
        "placeholder",
    } and not report["kept"]
    assert frame.loc[2, ["kind", "county", "model", "signed"]].isna().all()


@pytest.mark.parametrize("letters", ["ND", "N.D.", "NE", "NV"])
def test_a_state_is_no_filler(write, letters):
    assert partners.read(write([line(state=letters)])).frame.loc[2, "state"] == letters.replace(".", "")


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        ("State", "State Agency"), ("STATE POLICE", "State Agency"), ("Municipal", "Municipality"), ("City", "Municipality"),
        ("Municpal", "Municipality"),
    ],
)  # fmt: skip
def test_other_names_of_a_kind_are_counted_as_that_kind(write, kind, right):
    frame, report, _ = partners.read(write([line(kind=kind)]))
    assert partners.counts(frame)["kind"] == {right: 1} and len(report["repaired"]) == 1


def test_the_nearest_name_is_put_and_of_two_as_near_none():
    states = places._states()[1]
    found = {
        "Noth Dakota": "ND",
        "Nouth Dakota": None,
        "Misouri": "MO",
        "Missisipi": "MS",
        "Massachusets": "MA",
        "Est Virginia": "WV",
        "Lake": None,
    }
    assert {name: states.meant(name)[0] for name in found} == found
    assert cells.Names({"MOA": 1, "TX": 2}).meant("MOB") == (None, [])


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 2))
def test_how_far_two_names_are_apart(one, other, edits):
    """Against every text that so many changes can make."""
    reached = {one}
    for _ in range(edits):
        cut = [(text[:n], text[n:]) for text in reached for n in range(len(text) + 1)]
        reached |= {a + b[1:] for a, b in cut} | {
            a + sign + b[skip:] for a, b in cut for sign in "abc" for skip in (0, 1)
        }
        reached |= {a + b[1] + b[0] + b[2:] for a, b in cut if len(b) > 1}
    if other in reached and one == other or not edits:
        assert cells._within(one, other, edits) == (one == other)
    elif cells._within(one, other, edits):
        assert other in reached
    elif edits == 1:
        assert other not in reached


def test_names_of_columns_are_mended_too_and_told(write):
    frame, report, _ = partners.read(
        write([line()], ["SATE", "LAW ENFORCMENT AGENCY", "TYPE", "COUNTY", "SUPORT TYPE", "SIGNED", "MOA"])
    )
    assert frame.loc[2, ["state", "agency", "model"]].tolist() == ["FL", "Bay County Sheriff's Office", TASK]
    assert [(one["row"], one["found"], one["put"], one["why"]) for one in report["repaired"]] == [
        (1, "SATE", "STATE", ["spelling"]),
        (1, "LAW ENFORCMENT AGENCY", "LAW ENFORCEMENT AGENCY", ["spelling"]),
        (1, "SUPORT TYPE", "SUPPORT TYPE", ["spelling"]),
    ]


def test_a_column_that_is_named_right_is_not_taken_by_one_that_is_nearly(write):
    frame, report, _ = partners.read(write([["USA", *line()]], ["COUNTRY", *HEADS]))
    assert frame.loc[2, ["county", "country"]].tolist() == ["Bay County", "USA"] and not report["repaired"]


# ---- dates as texts
# -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["5/8/25", "1/2/25"], ["2025-05-08", "2025-01-02"]),  # 5 August would be after the day of the list
        (["2/3/25", "4/28/25"], ["2025-02-03", "2025-04-28"]),
        (["2/3/25", "28/4/25"], ["2025-03-02", "2025-04-28"]),
        (["2/3/2025", "28/4/2025"], ["2025-03-02", "2025-04-28"]),
        (["02-03-25", "25-04-30"], ["2002-03-25", "2025-04-30"]),
        (["2/3/25", "1/4/25"], [None, None]),
        (["2/3/25", "4/28/25", "28/4/25"], [None, "2025-04-28", "2025-04-28"]),
        (["2/3/2025", "1/4/2025"], ["2025-02-03", "2025-01-04"]),  # with the whole year, as ICE writes
        (["2/3/'25 12:00:00 AM", "4/28/25 0:00"], ["2025-02-03", "2025-04-28"]),
        (["2/3/98", "1/31/98"], ["1998-02-03", "1998-01-31"]),
        (["2/3/91", "1/31/98"], [None, "1998-01-31"]),
    ],
)
def test_a_year_of_two_digits_is_read_where_the_column_shows_what_stands_first(write, texts, days):
    report = partners.read(write([line(signed=text) for text in texts])).report
    found = {one["row"]: one["put"] for one in report["repaired"]}
    assert [found.get(row) for row in range(2, 2 + len(texts))] == days


def test_what_the_column_does_not_show_is_asked_once_and_can_be_said(write):
    path = write([line(signed=text) for text in ("2/3/25", "1/4/25", "3/4/25")])
    report = partners.read(path).report
    assert (
        report["notes"] == [{"why": "ask_dates", "found": "2/3/25"}]
        and [one["why"] for one in report["refused"]] == [["two_readings"]] * 3
    )
    for first, day in (("month", "2025-02-03"), ("day", "2025-03-02")):
        frame, report, _ = partners.read(path, dates=first)
        assert (
            frame["signed"].min() >= pd.Timestamp("2025-01-04")
            and report["repaired"][0]["put"] == day
            and not report["notes"]
        )
    with pytest.raises(partners.SheetError, match="Say month, day or year"):
        partners.read(path, dates="mes")
    said = CliRunner().invoke(main, ["partners", str(path), "--lang", "es"])
    assert said.stdout.count("Fechas como 2/3/25 se pueden leer de dos maneras") == 1
    assert (
        "de dos maneras"
        not in CliRunner().invoke(main, ["partners", str(path), "--dates", "day", "--lang", "es"]).stdout
    )


def test_a_mended_cell_may_still_be_unknown(write):
    _, report, _ = partners.read(write([line(county="Berrian\u00a0County")]))
    assert [one["why"] for one in report["repaired"] + report["kept"]] == [["other_blanks"], ["no_fips"]]


def test_codes_of_counties_are_text_and_keep_their_zeros(write):
    named = [
        ("ALABAMA", "Autauga County"),
        ("LOUISIANA", "St. Mary Parish"),
        ("FLORIDA", "Saint Johns County"),
    ]
    rows = [line(state=state, county=county) for state, county in named]
    frame, _, _ = partners.read(write(rows))
    assert frame["county_fips"].tolist() == ["01001", "22101", "12109"]


# ---- where the list stands
# ------------------------------------------------------------------------------------------------


def test_a_later_release_with_another_column_and_an_impossible_year(write):
    heads = ["ADDENDUM", *HEADS[:5], "NEW\u00a0FIELD", *HEADS[5:]]
    rows = [
        [" yes ", *line()[:5], 7, *line()[5:]],
        [None, *line()[:5], None, datetime.datetime(3025, 5, 8), "link"],
    ]
    frame, report, _ = partners.read(write(rows, heads))
    assert report["added"] == ["ADDENDUM", "NEW FIELD"] and report["missing"] == []
    assert (
        frame["addendum"].tolist()[0] == "yes"
        and pd.isna(frame["addendum"].tolist()[1])
        and frame["new_field"].tolist()[0] == 7
    )
    assert told(report, "repaired") == [(2, "ADDENDUM", " yes ", "yes", ["blanks"])]
    assert told(report, "refused") == [(3, "SIGNED", "3025-05-08", None, ["too_late"])]


def test_columns_in_another_order_under_other_names_below_a_title(write):
    heads = ["Date Signed", " agency\u00a0name", "State/Territory", "Model", "Agency Type", "County"]
    above = [["ICE 287(g) participating agencies"], [], ["As of June 6, 2025"]]
    frame, report, _ = partners.read(
        write([[DAY, "Bay PD", "FL", JAIL, "Municipality", "Bay County"]], heads, above=above)
    )
    assert frame.loc[5, ["state", "agency", "model", "county_fips"]].tolist() == [
        "FL",
        "Bay PD",
        JAIL,
        "12005",
    ]
    assert (report["header_row"], report["missing"]) == (4, ["MOA"])
    assert [(one["row"], one["why"]) for one in report["set_aside"]] == [(1, ["above"]), (3, ["above"])]


def test_a_name_that_nobody_knows_is_asked_for(write):
    path = write([line()], ["STATE", "PARTNER", *HEADS[2:]])
    with pytest.raises(
        partners.SheetError, match="no column is called LAW ENFORCEMENT AGENCY.*PARTNER.*--column agency=NAME"
    ):
        partners.read(path)
    assert (
        partners.read(path, names={"agency": "Partner"}).frame.loc[2, "agency"]
        == "Bay County Sheriff's Office"
    )
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
    sheets = {
        "Read me": [["Updated weekly"]],
        "Participating": [HEADS, line()],
        "Pending": [HEADS[:5], line()[:5]],
    }
    path = write(sheets=sheets, name="agencies.xlsx")
    first, second = partners.read(path).report, partners.read(path, sheet="Pending").report
    assert (first["sheet"], first["list"]) == ("Participating", "participating")
    assert {(one["why"], one["found"]) for one in first["notes"]} == {
        ("unread_sheet", "Read me"),
        ("other_sheet", "Pending"),
    }
    assert (second["sheet"], second["list"], second["rows"]) == ("Pending", "pending", 1)
    with pytest.raises(partners.SheetError, match="'Read me', 'Participating', 'Pending'"):
        partners.read(path, sheet="List")


def test_no_line_is_dropped_silently(write):
    total, remark = (
        ["Total", None, None, None, None, 2, None],
        [None, None, "* see the page", None, None, None, None],
    )
    frame, report, _ = partners.read(write([line(), [None] * 7, HEADS, line(), total, remark, [None] * 7]))
    assert frame.index.tolist() == [2, 5] and report["repeated"] == [[2, 5]]
    assert [(one["row"], one["why"]) for one in report["set_aside"]] == [
        (4, ["names_again"]),
        (6, ["remark"]),
        (7, ["remark"]),
    ]


def test_a_name_twice_and_cells_without_a_name(write):
    frame, report, _ = partners.read(write([[*line(), "Polk", "x"]], [*HEADS, "County", None]))
    assert report["added"] == ["County (H)", "column I"]
    assert (frame.loc[2, "county"], frame.loc[2, "county_h"], frame.loc[2, "column_i"]) == (
        "Bay County",
        "Polk",
        "x",
    )


def test_the_address_behind_a_cell_is_kept(write, tmp_path):
    from openpyxl import load_workbook

    path = write([line(), line(moa="https://example.org/b.pdf")])
    book = load_workbook(path)
    book.active["G2"].hyperlink = "https://example.org/a.pdf"
    book.save(path)
    assert partners.read(path).frame["moa_url"].tolist() == [
        "https://example.org/a.pdf",
        "https://example.org/b.pdf",
    ]


def test_a_day_in_the_name_that_cannot_be_is_not_believed(write):
    report = partners.read(write([line()] * 12, name="participating_2001-01-01.xlsx")).report
    assert (
        report["date_from"] == "saved"
        and [one["why"] for one in report["notes"]] == ["name_date"]
        and not report["refused"]
    )


def merge(path, *ranges):
    from openpyxl import load_workbook

    book = load_workbook(path)
    for one in ranges:
        book.active.merge_cells(one)
    book.save(path)
    return path


def test_a_merged_value_stands_for_the_rows_below_it(write):
    from openpyxl import load_workbook

    rows = [line(), line(model=JAIL), line(model=WARRANT, agency="Lake PD"), line(county="Clay County")]
    path = write(rows, [*HEADS, "NOTE"])
    book = load_workbook(path)
    book.active["G2"].hyperlink = "https://example.org/a.pdf"
    for column in "ABCDFG":
        book.active.merge_cells(f"{column}2:{column}3")
    book.active.merge_cells("D4:D9")
    book.active.merge_cells("H2:H4")
    book.active["H2"] = "new"
    book.save(path)
    frame, report, raw = partners.read(path)
    assert frame["agency"].tolist() == ["Bay County Sheriff's Office"] * 2 + [
        "Lake PD",
        "Bay County Sheriff's Office",
    ]
    assert (
        frame["county"].tolist() == ["Bay County"] * 4
        and frame["note"].tolist()[:3] == ["new"] * 3
        and frame["note"].isna()[5]
    )
    assert frame["moa_url"].tolist()[:2] == ["https://example.org/a.pdf"] * 2 and frame["moa_url"].isna()[4]
    assert {(one["row"], one["column"]) for one in report["repaired"]} == {(3, head) for head in [*HEADS[:4], *HEADS[5:], "NOTE"]} | {
        (4, "NOTE"), (5, "COUNTY"),
    }  # fmt: skip
    assert (
        all((one["found"], one["why"]) == ("", ["merged"]) for one in report["repaired"])
        and not report["set_aside"]
    )
    assert raw.loc[3, "STATE"] is None


def test_a_merged_title_or_remark_makes_no_rows(write):
    note = ["* see the page", *[None] * 6]
    path = merge(write([line(), [None] * 7, note, [None] * 7], above=[["ICE"], []]), "A1:G2", "A6:G7")
    frame, report, _ = partners.read(path)
    assert (
        frame.index.tolist() == [4]
        and not report["repaired"]
        and [one["row"] for one in report["set_aside"]] == [1, 6]
    )


def test_nobody_may_be_waiting(write):
    heads = [head for head in HEADS if head not in ("SIGNED", "MOA")]
    empty = partners.read(
        write([], heads, name="pendingAgencies_2025-06-06.xlsx", above=[["None at this time"]])
    )
    assert (
        empty.report["rows"],
        len(empty.frame),
        empty.frame["state"].dtype,
        partners.counts(empty.frame)["state"],
    ) == (0, 0, "str", {})
    path = write([line()[:5]], heads, name="pendingAgencies_2025-05-16.xlsx")
    one = partners.read(path)
    assert (
        partners.compare(one, empty).left["agency"].tolist()
        == partners.compare(empty, one).joined["agency"].tolist()
        == [line()[1]]
    )
    assert all(table.empty for table in partners.compare(empty, empty))
    said = CliRunner().invoke(main, ["partners", str(path), str(path).replace("05-16", "06-06"), "--json"])
    assert (said.exit_code, json.loads(said.stdout)["rows"]) == (0, 0)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "mailto:ice@example.org",
        "file:///c:/a.pdf",
        "../a.pdf",
        "https:",
        "ftp://example.org",
    ],
)
def test_only_addresses_of_the_web_are_handed_on(write, address):
    from openpyxl import load_workbook

    path = write([line()])
    book = load_workbook(path)
    book.active["G2"].hyperlink = address
    book.save(path)
    frame, report, _ = partners.read(path)
    assert frame["moa_url"].isna().all() and told(report, "refused") == [
        (2, "MOA", address, None, ["not_web"])
    ]
    assert frame.loc[2, "moa"] == "link"
    text = partners.read(write([line(moa=address)], name="text.xlsx"))
    assert text.frame["moa_url"].isna().all() and text.frame.loc[2, "moa"] == address


# ---- refused in words
# -----------------------------------------------------------------------------------------------------


def zipped(path, name):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, "<a")


REFUSED = {
    "empty.xlsx": (lambda path: path.write_bytes(b""), "the file is empty"),
    "list.csv": (lambda path: path.write_text("STATE,COUNTY"), "plain text"),
    "old.xls": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "an old .xls spreadsheet",
    ),
    "locked.xlsx": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
        "a password",
    ),
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
    assert (
        said.exit_code == 2
        and f"semillero: {name}: " in said.stderr
        and words in said.stderr
        and said.stdout == ""
    )
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


# ---- bounds: a file that asks for more than any list has
# ------------------------------------------------------------------

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def tampered(write):
    """Writes a clean list of one row, with its parts changed: name of the part -> a function of its text, or
    None to leave it out."""

    def make(**changes):
        path, changes = (
            write([line()]),
            {"xl/worksheets/sheet1.xml": changes.get("sheet"), **changes.get("parts", {})},
        )
        with zipfile.ZipFile(path) as packed:
            parts = {name: packed.read(name).decode() for name in packed.namelist()}
        parts |= {name: change(parts.get(name, "")) for name, change in changes.items() if change}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts.items():
                if changes.get(name, name) is not None or (
                    name == "xl/worksheets/sheet1.xml" and "sheet" not in changes
                ):
                    packed.writestr(name, content)
        return path

    return make


def before_end(more):
    return lambda text: text.replace("</worksheet>", more + "</worksheet>")


def filled(count, cell="<c><v>1</v></c>"):
    return lambda text: text.replace("</sheetData>", ("<row>" + cell * 7 + "</row>") * count + "</sheetData>")


@pytest.mark.parametrize(
    "ref", ["A1:XFD1048576", "A50:B1048576", "A1:A1048576", "XFD1048576:A1", "A:A", "", "1"]
)
@pytest.mark.parametrize("kind", ["merge", "link"])
def test_a_range_over_the_whole_sheet_is_a_range_and_no_billion_cells(tampered, ref, kind):
    rels = (
        "<Relationships"
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    )
    link = (
        '<Relationship Id="rId7" Type="http://x.invalid/hyperlink" Target="https://example.org/a"'
        ' TargetMode="External"/>'
    )
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    more = {
        "merge": f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>',
        "link": f'<hyperlinks {space}><hyperlink ref="{ref}" r:id="rId7"/></hyperlinks>',
    }[kind]
    path = tampered(
        sheet=before_end(more), parts={"xl/worksheets/_rels/sheet1.xml.rels": lambda _: rels.format(link)}
    )
    frame, report, _ = partners.read(path)
    assert (len(frame), report["refused"]) == (1, [])
    assert frame["moa_url"].notna().tolist() == [kind == "link" and ref == "A1:XFD1048576"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sheet": filled(430)}, "holds more than 300,000 cells"),
        ({"sheet": filled(3_000, '<c s="1"/>')}, "2,000,000 pieces"),
        ({"sheet": before_end("<mergeCells>" + '<mergeCell ref="A1:A99"/>' * 20_000 + "</mergeCells>")}, "2,000,000 pieces"),
        ({"sheet": lambda text: filled(100)(before_end('<mergeCell ref="A1:A9999"/>' * 40)(text))}, "300,000 cells"),
        ({"sheet": lambda text: text.replace(">Bay County<", ">" + "é " * 16_000 + "<")}, "holds more than 3,000,000 letters"),
        ({"sheet": lambda text: text.replace('ref="A1', 'ref="' + "A" * 3_000_000)}, "is damaged"),
        ({"sheet": before_end("<a>" * 5000 + "</a>" * 5000)}, "is damaged"),
        ({"sheet": lambda text: '<!DOCTYPE a [<!ENTITY b "c">]>' + text[text.find("<worksheet") :]}, "is damaged"),
        ({"sheet": before_end(" " * (65 * 2**20))}, "unpacks to 65 MB; 64 MB is the most"),
        ({"parts": {"xl/workbook.xml": lambda text: re.sub("<sheet .*?/>", lambda one: one[0] * 400, text)}}, "2,000,000 pieces"),
        ({"parts": {"xl/workbook.xml": lambda text: re.sub("<sheet .*?/>", "", text)}}, "has no sheet of cells in it"),
        ({"parts": {"xl/_rels/workbook.xml.rels": lambda text: text.replace("sheet1.xml", "sheet9.xml")}}, "has no sheet of cells in it"),
    ],
    ids=["cells", "blanks", "ranges", "wide ranges", "letters", "one tag", "deep", "doctype", "bytes", "same sheet", "no sheet", "no part"],
)  # fmt: skip
def test_a_file_that_asks_for_more_than_a_list_is_refused_in_words(tampered, monkeypatch, change, words):
    """With bounds of a hundredth, so that the files are made soon."""
    for what, most in spreadsheet.MOST.items():
        monkeypatch.setitem(spreadsheet.MOST, what, most if what == "bytes" else most // 100)
    path = tampered(**change)
    said = CliRunner().invoke(main, ["partners", str(path)])
    assert (
        said.exit_code == 2
        and words in said.stderr
        and said.stdout == ""
        and isinstance(said.exception, SystemExit)
    )


def test_a_list_four_times_as_long_as_the_longest_is_read(tampered):
    row = "".join(
        f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in [*line()[:5], "2025-05-08", "link"]
    )
    book = spreadsheet.read(
        tampered(
            sheet=lambda text: text.replace("</sheetData>", f"<row>{row}</row>" * 8_000 + "</sheetData>")
        )
    )
    assert len(book.pages[0].lines) == 8_002 and book.pages[0].lines[8_002][0] == "FLORIDA"


def test_the_cells_are_those_that_openpyxl_reads(tmp_path):
    """Numbers, days by every kind of format, times, truths, errors, rich and spoken text, in two systems of
    dates."""
    from openpyxl import load_workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    rich = CellRichText("a ", TextBlock(InlineFont(b=True), "b"))
    rows = [
        [
            1,
            2.5,
            -3e300,
            True,
            False,
            None,
            "",
            " x ",
            "_x000D_",
            "#N/A",
            "1e5",
            datetime.date(2025, 5, 8),
            DAY.replace(hour=9),
        ],
        [datetime.time(9, 30), datetime.timedelta(hours=30), "\u00e9\u4e2d", "=1+1", rich],
        [],
        [45785, 45785, 45785, 45785],
    ]
    for epoch in (None, CALENDAR_MAC_1904):
        book = Workbook()
        book.epoch = epoch or book.epoch
        for row in rows:
            book.active.append(row)
        for cell, code in zip(
            book.active[4][:4], ("d-mmm-yy", "[$-409]mmmm d, yyyy;@", '"day" 0', "[h]:mm"), strict=True
        ):
            cell.number_format = code
        book.active["J20"] = "far"
        book.save(tmp_path / "cells.xlsx")
        mine = spreadsheet.read(tmp_path / "cells.xlsx")
        for row in load_workbook(tmp_path / "cells.xlsx", data_only=True).active.iter_rows():
            found = mine.pages[0].lines.get(row[0].row, [None] * len(row))
            right = [None if cell.value == "" else cell.value for cell in row]
            assert list(zip(found, map(type, found), strict=True)) == list(
                zip(right, map(type, right), strict=True)
            )


def test_blank_cells_with_a_format_and_lines_out_of_order_do_no_harm(tampered):
    remark = '<row r="9"><c r="A9" t="inlineStr"><is><t>* a remark</t><rPh><t>spoken</t></rPh></is></c></row>'
    blank = '<row r="400000"><c r="G400000" s="1"/></row>'
    path = tampered(sheet=lambda text: text.replace("<sheetData>", "<sheetData>" + remark + blank))
    frame, report, _ = partners.read(path)
    assert frame.index.tolist() == [2] and [one["found"] for one in report["set_aside"]] == ["* a remark"]


# ---- two lists
# ------------------------------------------------------------------------------------------------------------


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
    assert made.redated[["model", "before", "after"]].values.tolist() == [
        [TASK, ["2025-05-08"], ["2025-05-09"]]
    ]
    assert made.respelled["after"].tolist() == ["BAY COUNTY SHERIFF'S OFFICE"]
    assert made.uncertain[["before", "why"]].values.tolist() == [
        ["City of Ocala Police Department", "same_words"]
    ]


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
    before, after = (
        write([line(agency=name, **town)], name=f"{n}.xlsx") for n, name in enumerate((was, now))
    )
    made = partners.compare(partners.read(before), partners.read(after))
    assert len(made.joined) == len(made.left) == 1 and len(made.uncertain) == alike


@pytest.fixture
def renamed(write):
    """Two lists between which four agencies are called something else."""
    shared = {"county": None, "kind": "State"}
    names = [
        ({"county": "Clay County"}, "Tamarack Counry Corrections", "Board of Commissioners"),
        (shared | {"state": "WYOMING"}, "Wyoming Highway State Patrol", "Department of Public Safety"),
        ({"county": None, "kind": "Municipality"}, "Ocala Constable", "Marshal of Ocala"),
    ]
    lists = []
    for place in (1, 2):
        from openpyxl import load_workbook

        rows = [line(agency=one[place], **one[0]) for one in names]
        path = write(
            [*rows, line(), line(agency=("Alder Police", "Oak Sheriff")[place - 1], county=None, model=JAIL)],
            name=f"list_2025-06-0{place}.xlsx",
        )
        book = load_workbook(path)
        book.active["G4"].hyperlink = "https://example.org/ocala.pdf"
        for cell in ("G2", "G3", "G6"):
            book.active[cell].hyperlink = "https://example.org/page-for-all"
        book.save(path)
        lists.append(partners.read(path))
    return lists


def test_an_agency_with_another_name_and_the_same_agreement_has_not_left(renamed):
    made = partners.compare(*renamed)
    assert made.left["agency"].tolist() == ["Alder Police"] and made.joined["agency"].tolist() == [
        "Oak Sheriff"
    ]
    assert made.uncertain[["before", "after", "why"]].values.tolist() == [
        ["Tamarack Counry Corrections", "Board of Commissioners", "same_agreement"],
        ["Wyoming Highway State Patrol", "Department of Public Safety", "same_agreement"],
        ["Ocala Constable", "Marshal of Ocala", "same_address"],
    ]


def test_two_lists_with_nothing_in_common_are_not_compared_for_hours(write, monkeypatch):
    from semillero.data import partner_changes

    monkeypatch.setattr(partner_changes, "MOST_PAIRS", 8)
    lists = [
        partners.read(write([line(agency=f"{letter}{n} Office") for n in "123"], name=f"{letter}.xlsx"))
        for letter in "ab"
    ]
    with pytest.raises(
        partners.SheetError,
        match="a.xlsx and b.xlsx have next to nothing in common: 3 agencies only in one, 3",
    ):
        partners.compare(*lists)


# ---- the command line, and in words
# ---------------------------------------------------------------------------------------


def test_the_command_as_json(two):
    said = CliRunner().invoke(main, ["partners", *map(str, two), "--json"])
    assert said.exit_code == 0, said.output
    made = json.loads(said.stdout)
    assert (made["rows"], made["before"]["rows"], made["date"]) == (5, 4, "2025-06-06")
    assert made["counts"] == {
        "model": {TASK: 4, WARRANT: 1},
        "state": {"Florida": 5},
        "kind": {"County": 4, "Municipality": 1},
    }
    assert [(one["row"], one["column"], one["found"]) for one in made["refused"]] == [(5, "COUNTY", "")]
    assert {"row", "column", "found", "put", "why"} == set(made["repaired"][0])
    assert [one["agency"] for one in made["joined"]] == [
        "Ocala Police Department",
        "Lake County Sheriff's Office",
    ]
    assert len(made["left"]) == 2 and made["changed"][0]["added"] == [WARRANT]
    alone = json.loads(CliRunner().invoke(main, ["partners", str(two[0]), "--json"]).stdout)
    assert "joined" not in alone and alone["repaired"] == made["repaired"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_in_words_lists_every_cell(write, tmp_path, lang):
    path = write(
        [
            line(county="Bay\u00a0County"),
            line(county=" Bay County"),
            line(signed="05/082025"),
            ["Total", *[None] * 4, 3, None],
        ]
    )
    out = tmp_path / "clean.csv"
    said = CliRunner().invoke(main, ["partners", str(path), "--lang", lang, "--out", str(out)])
    assert said.exit_code == 0 and path.name in said.stderr
    for words in (
        "\u00abBay<U+00A0>County\u00bb",
        "\u00ab Bay County\u00bb",
        "\u00ab05/082025\u00bb",
        "Total | 3",
        "Florida",
        TASK,
    ):
        assert words in said.stdout
    clean = pd.read_csv(out, dtype="str")
    assert clean["county_fips"].tolist() == ["12005"] * 3 and clean["signed"].isna().tolist() == [
        False,
        False,
        True,
    ]


def test_what_is_written_runs_in_no_spreadsheet(write, tmp_path):
    """Formulas, also behind what nobody sees; marks of direction; addresses of scripts; in cells and in names
    of columns."""
    from openpyxl import load_workbook

    hidden = ["\u200b=1+1", "\u00a0=1+1", "\u202e=1+1", "_x0009_=1+1"]
    bad = ['=HYPERLINK("http://x.invalid","a")', "@SUM(1)", "+1+cmd|'/C calc'!A0", "-2+3", *hidden]
    path = write(
        [line(agency=one, county=one, moa=one)[:7] + [one, -5, None] for one in bad],
        [*HEADS, "=NOTE", "N", "Ñandú"],
    )
    book = load_workbook(path)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.active["G2"].hyperlink = "javascript:alert(1)"
    book.active["H3"].hyperlink = "https://example.org/a"
    book.save(path)
    out = tmp_path / "clean.csv"
    assert CliRunner().invoke(main, ["partners", str(path), "--out", str(out)]).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf") and "ñandú" in out.read_text("utf-8-sig")
    table = pd.read_csv(out, dtype="str", keep_default_na=False)
    assert table["agency"].tolist() == table["county"].tolist() == ["'" + cells.text(one)[0] for one in bad]
    assert all(
        not cell or cell[0] not in "=+-@" or cell == "-5"
        for cell in [*table.columns, *table.to_numpy().ravel()]
    )
    assert not any(
        sign in out.read_text("utf-8-sig") for sign in "\u202e\u200b\u00a0\t"
    ) and "javascript" not in out.read_text("utf-8-sig")
    assert table["signed"].tolist() == ["2025-05-08"] * 8 and table["row"].tolist() == [
        str(row) for row in range(2, 10)
    ]
    assert "https://example.org/a" in table.to_numpy().ravel()


def test_the_command_asks_for_one_list_or_two(write):
    path = str(write([line()], ["STATE", "PARTNER", *HEADS[2:]]))
    assert "3 files" in CliRunner().invoke(main, ["partners", path, path, path]).stderr
    assert (
        "write it as agency=NAME"
        in CliRunner().invoke(main, ["partners", path, "--column", "Partner"]).stderr
    )
    assert CliRunner().invoke(main, ["partners", path, "--column", "agency=Partner"]).exit_code == 0


def test_every_reason_has_words():
    import inspect

    from semillero.data import partner_changes, partner_list, partner_rows

    code = "".join(
        inspect.getsource(one)
        for one in (cells, places, partner_list, partner_rows, partner_changes, partners)
    )
    for lang in LANGUAGES:
        known = {id[4:] for id in catalogues.catalogue(lang, "partners") if id.startswith("why.")}
        used = {one for one in re.findall(r'"([a-z_]+)"', code) if one in known}
        assert known == used


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_in_words_for_notebooks(write, lang):
    report = partners.read(write([line(county="N/A", agency=" Bay PD")])).report
    told = partner_words.explain(report, lang)
    assert told.shape == (2, 6) and "why." not in told.to_csv() and "head." not in told.to_csv()


def test_every_surface_can_show_what_the_lists_say(write):
    """Of two lists, one of them with nothing amiss: only blocks that ``kit.report`` makes."""
    read = [
        partners.read(write([line(), line(county="N/A", agency=" Bay PD")])),
        partners.read(write([line()])),
    ]
    made = {one["kind"]: one.keys() for one in (notes("", []), sentence(""), table("", [], []))}
    found = partner_words.blocks(read, "es")
    assert {block["kind"] for block in found} == made.keys()
    assert all(block.keys() == made[block["kind"]] for block in found)


def test_progress_is_told_row_by_row(write):
    seen = []
    partners.read(write([line()] * 3), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


# ---- whatever stands in the cells
# -----------------------------------------------------------------------------------------

SIGNS = st.text(
    st.sampled_from(string.ascii_letters + string.digits + " '\u2019\u00a0\u200b\t\n-/.,#é&"), max_size=12
)
CELL = st.one_of(
    st.none(), SIGNS, st.integers(-(10**6), 10**6), st.booleans(), st.datetimes(datetime.datetime(1900, 3, 1))
)


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
    filled = {
        number
        for number, one in enumerate(rows, 3)
        if any(cells.refused_text(cell) != "empty" for cell in one)
    }
    aside = [one["row"] for one in report["set_aside"]]
    assert sorted([*frame.index, *aside]) == sorted({2, *filled}) and report["rows"] == len(frame) == len(raw)
    told = {(one["row"], one["column"]) for name in ("repaired", "refused") for one in report[name]}
    for column, head in report["columns"].items():
        for row in frame.index:
            same = cells.shown(raw.loc[row, head]) == (
                "" if pd.isna(frame.loc[row, column]) else cells.shown(frame.loc[row, column])
            )
            assert (row, head) in told or column == "state" or same
    json.dumps(report)
