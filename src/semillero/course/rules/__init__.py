"""The rules of `semillero check`: one file per family, each with its functions and their words."""

from semillero.course.rules import (
    catalogues,
    citations,
    controls,
    further,
    notebooks,
    pictures,
    plan,
    private_data,
    reading,
    twins,
    wording,
)

FAMILIES = (
    plan,
    twins,
    notebooks,
    controls,
    pictures,
    citations,
    reading,
    wording,
    catalogues,
    further,
    private_data,
)
RULES = tuple(rule for family in FAMILIES for rule in family.RULES)
EXPLANATIONS = {name: words for family in FAMILIES for name, words in family.EXPLAIN.table.items()}
