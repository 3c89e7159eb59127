"""The tools, one file each; a file holds one ``TOOL`` and what only it needs."""

# In the order of a campaign
ORDER = tuple(
    """
    wall phases spectrum pillars power_map forces coding scorer compare gaps demand path chart escalation
    ladder thresholds tipping day_without methods star dilemma message art roster risk decision debrief
    circle story agenda
    """.split()
)


def in_order(ids):
    """The tools among ``ids`` in the order of a campaign; those that have no place in it stand last."""
    return [id for id in ORDER if id in ids] + sorted([id for id in ids if id not in ORDER])


def load(id):
    """The tool ``id``. Raises ImportError where there is none."""
    module = __import__("semillero.kit.tools." + id, None, None, ["TOOL"])
    return module.TOOL
