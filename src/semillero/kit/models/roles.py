"""The roles of an action by when they are needed, and the action that a group staffs: shared by roster, risk
and debrief."""

BEFORE = (
    "lead",
    "facilitator",
    "trainer",
    "scout",
    "outreach",
    "logistics",
    "art",
    "media_writer",
    "interpreter",
    "childcare",
)
DURING = (
    "core",
    "core_risk",
    "support",
    "marshal",
    "liaison",
    "deescalator",
    "medic",
    "legal_observer",
    "spokesperson",
    "comms",
    "photo",
    "chant",
)
AFTER = ("legal_support", "jail_support", "evaluation", "care", "follow_up", "data_steward")
ROLES = BEFORE + DURING + AFTER
# arrest is likely: nobody is written down for it, each person decides alone, after legal advice
NAMELESS = "core_risk"
# Who may keep a mitigation or a decision
KEEPERS = tuple([role for role in ROLES if role not in ("core", NAMELESS)])


def planned(values, column="tactic"):
    """A cell of the first action of the escalation that takes a team (effort from 3), else of its first
    action; or ""."""
    rows = [row for row in values["tactics"] if row["tactic"] and row["kind"] in ("", "action")]
    rows = [row for row in rows if (row["effort"] or 0) > 2] or rows
    first = sorted([(row["start"] or "9", row["number"], row[column]) for row in rows])
    return first[0][2] if first else ""
