"""Times and agendas in whole minutes: ``kit.models.clock``, which the agenda sheet and a trainer's desk share."""

import pytest

from semillero.kit.days import parse_minutes
from semillero.kit.models import clock


def items(*rows):
    return [{"minutes": minutes, "kind": kind, "locked": locked} for minutes, kind, locked in rows]


@pytest.mark.parametrize(
    "text, minutes",
    [("19:00", 1140), ("9.05", 545), ("7 pm", 1140), ("7:30 p. m.", 1170), ("19h30", 1170), ("19 h", 1140), ("24:00", 0),
     ("12 am", 0), ("12:15 PM", 735), ("0:30", 30), (" 06:00 ", 360), ("9:00:00 AM", 540), ("21:05:30", 1265), ("7:30\u202fPM", 1170),
     ("7:30 PM.", 1170), ("7:30 P.M.", 1170), ("7 p.m", 1140), ("19:30 hrs.", 1170), ("19:30h", 1170), ("noon", 720), ("Mediodía", 720),
     ("12 noon", 720), ("12 m.", 720), ("12 del mediodía", 720), ("midnight", 0), ("medianoche", 0), ("7 de la noche", 1140),
     ("7:30 de la tarde", 1170), ("8 de la mañana", 480), ("12 de la noche", 0), ("7:15 in the evening", 1155), ("7:00:00", 420)],
)  # fmt: skip
def test_hours_as_people_write_them(text, minutes):
    assert clock.parse_clock(text) == minutes


@pytest.mark.parametrize("text", ["", "7", "25:00", "7:5", "7:60", "13 pm", "0 am", "a las 7", "٧:00", "-1:00", "1e1:00",
                                  "7:00:0", "7:00:60", "7:0000", "1930", "afternoon", "2 de la noche"])  # fmt: skip
def test_what_is_no_hour(text):
    assert clock.parse_clock(text) is None


@pytest.mark.parametrize(
    "text, span",
    [("15", (15, 15)), ("0:15", (15, 15)), ("1:30", (90, 90)), ("0:15:00", (15, 15)), ("15-20", (15, 20)), ("15 – 20 min", (15, 20)),
     ("15 a 20", (15, 20)), ("15 to 20 minutes", (15, 20)), ("entre 15 y 20", (15, 20)), ("15 min.", (15, 15)), ("15'", (15, 15)),
     ("1 h", (60, 60)), ("1h15", (75, 75)), ("1 hora 15 min", (75, 75)), ("1 h - 1 h 30", (60, 90)), ("90 minutos", (90, 90))],
)  # fmt: skip
def test_stretches_as_people_write_them(text, span):
    assert parse_minutes(text) == span


@pytest.mark.parametrize(
    "text", ["", "x", "-", "15-", "-15", "20-15", "1:2:3", "h", "a", "1h15m20", "15 20 25 a", "٣", "12345"]
)
def test_what_is_no_stretch(text):
    assert parse_minutes(text) is None


def test_a_moment_as_text():
    assert [clock.clock_text(moment) for moment in (0, 65, 1439, 1440, 1530)] == [
        "00:00",
        "01:05",
        "23:59",
        "00:00",
        "01:30",
    ]
    assert [clock.twelve(moment) for moment in (0, 720, 785, 1530)] == [
        ("12:00", "am"),
        ("12:00", "pm"),
        ("1:05", "pm"),
        ("1:30", "am"),
    ]


def test_every_hour_reads_back_as_it_was_written():
    for moment in range(clock.DAY):
        text, half = clock.twelve(moment)
        assert clock.parse_clock(clock.clock_text(moment)) == clock.parse_clock(f"{text} {half}") == moment


def test_room_goes_past_midnight():
    assert (clock.room(1140, 1290), clock.room(1380, 120), clock.room(600, 600)) == (150, 180, 0)


def test_interpretation_stretches_work_and_no_rest():
    assert [clock.stretched(30, kind, 125) for kind in clock.KINDS] == [38, 30, 30, 38, 38, 38]
    assert [clock.stretched(minutes, "block", 125) for minutes in (0, 1, 2, 10)] == [0, 1, 3, 13]


def test_a_delay_of_the_moment_is_taken_from_what_is_still_to_come():
    """Five minutes late after the first item: the two free blocks that remain give them, in proportion."""
    rows = items(
        (20, "block", False),
        (30, "block", False),
        (10, "break", False),
        (20, "block", False),
        (10, "block", True),
    )
    placed = clock.lay(rows, 1140, 100)
    left, rest = clock.squeeze(placed, 5, since=1)
    assert (left, rest) == ([20, 27, 10, 18, 10], 0)
    assert [item["minutes"] for item in placed] == [20, 30, 10, 20, 10]


def test_nothing_gives_more_than_half_and_the_rest_is_told():
    placed = clock.lay(items((10, "block", False), (11, "block", False), (30, "evaluation", False)), 0, 100)
    left, rest = clock.squeeze(placed, 40)
    assert (left, rest) == ([5, 6, 30], 30)
    assert clock.squeeze(placed, 0) == ([10, 11, 30], 0)


@pytest.mark.parametrize("over", range(0, 70, 7))
def test_what_is_taken_and_what_is_left_add_up(over):
    rows = items(
        (17, "block", False),
        (3, "check_in", False),
        (41, "block", False),
        (5, "energiser", False),
        (30, "meal", False),
    )
    placed = clock.lay(rows, 0, 100)
    left, rest = clock.squeeze(placed, over)
    assert sum(item["minutes"] for item in placed) - sum(left) + rest == over
