"""Telephone numbers in a text, of the countries that people come from, in whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

# The Dominican Republic shares the plan of the United States.
_REGIONS = ("US", "MX", "GT", "SV", "HN", "NI", "CR", "HT", "CO", "BR", "EC")
_CODES = {"1", "01", "044", "045", "52", "502", "503", "504", "505", "506", "509", "57", "55", "593"}
# Digits that stand close together, also over the end of a line.
_RUN = re.compile(r"\d(?<!\d.)(?<!\d[.,].)(?:(?:[ \t().+/·•∙‧_*`~:\\-]{0,5}|-?\n[ \t>*#/]{0,12})\d){6,}")
_GROUP = re.compile(r"\d+")
# Lengths of the groups in which numbers are written; those of _SAID only beside a word for a telephone.
_SHAPES = {
    (3, 3, 4),
    (2, 4, 4),
    (2, 5, 4),
    (3, 3, 2, 2),
    (2, 3, 4),
    (4, 4),
    (3, 7),
    (6, 4),
    (2, 8),
    (10,),
    (11,),
    (2, 9),
    (2, 2, 2, 2, 2),
    (1, 3, 4),
    (2, 2, 2, 2, 2, 2),
    (3, 4, 3),
    (4, 3, 3),
    (1,) * 10,
}
_SAID = {
    (3, 4),
    (7,),
    (8,),
    (9,),
    (2, 2, 2, 2),
    (4, 2, 2),
    (2, 6),
    (2, 3, 3),
    (3, 3, 3),
    (3, 2, 2),
    (3, 5),
    (1,) * 7,
    (1,) * 8,
}
_TRUNK = re.compile(r"(?:01|04[45])(?=\d{10}$)|0(?=\d{8,11}$)")
_ABROAD = re.compile(r"(?:00|011)(?=(?:1|5\d)\d{9,}$)")
_BEFORE = re.compile(
    r"(?<![^\W_])(?:call(?:s|ed|ing)?|phone\w*|(?:tele|cell)phones?|tel|tel_\w+|text(?:ed)?|txt|sms|cell|mobile|wh?ats?a?p+|"
    r"wh?ats|wasa\w*|wsp|signal|fax|dial|reach|contact\w*|ll[aá]m\w+|marque\w*|m[aá]rc\w+|tel[eéè]f[oò]n\w*|m[oó]vil|celu\w*|"
    r"cel|fono|fone|ligue|rele|nimewo|mensajes?|escr[ií]b\w+|(?:my|her|his|their|mi|su|tu)"
    r" n[uú]m\w*)(?![^\W\d_])[^\d\n{}\[\]]{0,25}$|"
    r"[☎📞📱✆][^\d\n]{0,9}$"
)
_AFTER = re.compile(
    r"[^\w\n]{0,3}(?:(?:es|is) )?(?:(?:el|mi|su|my|her|his|the|de)"
    r" )?(?:wh?ats?app|wasap|cel|celular|m[oó]vil|cell|"
    r"mobile|signal|tel[eé]fono|phone|tel)\b"
)
# What stands before numbers of another kind, before those that no word tells, and after those.
_CITED = re.compile(
    r"\b(?:isbn(?:-1[03])?|e?-?issn|doi|pmid|pmcid|oclc|jstor|arxiv|lccn|orcid|pp?|pages?|p[aá]gs?|p[aá]ginas?|docket|dkt|"
    r"case|expediente|caso|reg|stat|supp|u\.s|f\.[23]d|s\."
    r" ct|secs?|sections?|fips|geoid|lines?|l[ií]neas?|rows?|filas?)"
    r"s?\.?[\s:.#(]{0,3}(?:n[o°]?s?\.? )?$"
)
_COUNTED = re.compile(
    r"(?:[$€£₡#§=@%]|\b(?:usd|us\$|mxn|q|l|c\$|rd\$|nos?|art\w*|secci[oó]n\w*|ley|law|hb|sb|ab|hr|lb|bill|act|resolution|"
    r"resoluci[oó]n|ordinance|ordenanza|v|ver|version|rev|zip|c?p|c\.p|population|poblaci[oó]n|u?id|vol|volume|issue|decree|"
    r"decreto|iniciativa|grant|award|order)s?\.?)[\s:.#(]{0,3}$"
)
_MEASURE = re.compile(
    r" ?[%°€]|"
    r" ?(?:people|personas|votes|votos|km|usd|mxn|dollars|d[oó]lares|pesos|colones|counties|habitantes|"
    r"rows|filas)\b"
)
_PUBLIC = (
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.UAN,
)
_INVENTED = re.compile(r"55501\d\d$")


def phones(text: str, low: str, code: bool) -> Iterator[tuple[int, str]]:
    """Where a telephone number stands in `text` (`low`: the same in small letters), and how it is written.

    In `code`, digits without a word for a telephone, a plus or stops between them are a number.
    """
    for run in _RUN.finditer(text):
        groups = list(_GROUP.finditer(text, run.start(), run.end()))
        lengths = tuple(len(group[0]) for group in groups)
        first = 0
        while first < len(groups):
            found = next(filter(_Digits.are_phone, _readings(text, low, groups, lengths, first, code)), None)
            if found:
                yield found.start, text[found.start : found.end]
            first = found.past if found else first + 1


def _readings(
    text: str, low: str, groups: list[re.Match[str]], lengths: tuple[int, ...], first: int, code: bool
) -> Iterator[_Digits]:
    """The groups from `first` on that may be one telephone number, the longest first."""
    # After a plus or a nought a number may be grouped in any way.
    start = groups[first].start()
    free = text[max(0, start - 2) : start].strip("( ") == "+" or lengths[first] > 1 and text[start] == "0"
    for past in range(min(len(groups), first + 13), first, -1):
        shape = lengths[first:past]
        if 7 <= sum(shape) <= 16 and (free or _is_known(shape)):
            yield _Digits(text, low, groups, first, past, code)


def _is_known(shape: tuple[int, ...]) -> bool:
    """Whether numbers are grouped so, with or without the code of a country."""
    return (
        len(shape) == 1
        or shape in _SAID
        or any(shape[code:] in _SHAPES or shape[code:] == (8,) for code in (0, 1, 2))
    )


class _Digits:
    """Groups of digits in a text, and what tells whether they are a telephone number."""

    def __init__(self, text: str, low: str, groups: list[re.Match[str]], first: int, past: int, code: bool):
        self.text, self.low, self.groups, self.first, self.past, self.code = (
            text,
            low,
            groups,
            first,
            past,
            code,
        )
        self.start, self.end = groups[first].start(), groups[past - 1].end()
        self.parts = [group[0] for group in groups[first:past]]
        self.shape = tuple(map(len, self.parts))
        # A nought before the code of a place is dialled within the country.
        self.within = (self.shape[0] - 1, *self.shape[1:]) if self.parts[0][0] == "0" else self.shape
        self.digits = "".join(self.parts)
        self.lead = text[max(0, self.start - 3) : self.start]

    @cached_property
    def gaps(self) -> list[str]:
        """What stands between the groups."""
        return [self._gap(index) for index in range(self.first, self.past - 1)]

    @cached_property
    def stops(self) -> set[str]:
        """The signs between the groups, without blanks where there are others."""
        return {_stop(gap) for gap in self.gaps}

    def _gap(self, index: int) -> str:
        return self.text[self.groups[index].end() : self.groups[index + 1].start()]

    @cached_property
    def said(self) -> bool:
        """Whether a word for a telephone stands beside."""
        return bool(
            _BEFORE.search(self.low, max(0, self.start - 45), self.start) or _AFTER.match(self.low, self.end)
        )

    @cached_property
    def crowded(self) -> bool:
        """Whether more groups stand beside with the same sign between, as in a table."""
        stops, groups = self.stops or {" "}, self.groups
        return (
            self.first > 0
            and len(groups[self.first - 1][0]) > 2
            and _stop(self._gap(self.first - 1)) in stops
            or self.past < len(groups)
            and len(groups[self.past][0]) > 2
            and _stop(self._gap(self.past - 1)) in stops
        )

    def are_phone(self) -> bool:
        """Whether these digits are a telephone number that may be a person's."""
        if self.lead.endswith(("+", "+(", "+ ")) and not re.search(r"\w\+", self.lead):
            return _valid("+" + self.digits) and not self._is_broken()
        if _ABROAD.match(self.digits):
            return _valid("+" + _ABROAD.sub("", self.digits)) and not self._is_broken()
        coded = self._is_coded()
        if not (_valid(self.digits) or _valid("+" + self.digits) and (coded or self.said)):
            return False
        if not (
            coded or self.shape in _SHAPES or self.within in _SHAPES or self.shape in _SAID and self.said
        ):
            return False
        if (
            self._is_broken()
            or self._is_date()
            or _CITED.search(self.low, max(0, self.start - 18), self.start)
        ):
            return False
        return self.said or not self._is_counted() and not self._is_other(coded)

    def _is_coded(self) -> bool:
        """Whether the code of a country stands before, with or without a blank."""
        if len(self.parts) == 1:
            return len(self.digits) > 10 and self.digits.startswith(tuple(_CODES - {"01"}))
        rest = self.shape[2:] if self.parts[:2] == ["52", "1"] else self.shape[1:]
        return self.parts[0] in _CODES and (rest in _SHAPES or rest == (8,))

    def _is_broken(self) -> bool:
        """Whether a letter stands close, or between the groups what is in no number."""
        if any("+" in gap or "--" in gap for gap in self.gaps):
            return True
        after = self.low[self.end : self.end + 1]
        return after.isalpha() and after != "x" or self.lead[-1:].isalpha() and not self.said

    def _is_date(self) -> bool:
        return self.shape in ((4, 2, 2), (4, 4), (8,)) and 1500 <= int(self.digits[:4]) < 2100

    def _is_counted(self) -> bool:
        return bool(
            _COUNTED.search(self.low, max(0, self.start - 18), self.start)
            or _MEASURE.match(self.low, self.end)
        )

    def _is_other(self, coded: bool) -> bool:
        """Whether digits without a word for a telephone are rather a number, a range, a part of an
        address."""
        last = self.lead[-1:]
        if len(self.shape) == 1:
            return (
                self.code
                or len(self.digits) == 10
                and self.digits[0] == "1"
                or last in tuple("./=_-:")
                or self.crowded
            )
        named = "" not in self.stops and bool(self.stops - {" "}) or "(" in self.lead or ")" in self.gaps[0]
        if any("(" in gap for gap in self.gaps[1 if coded else 0 :]):
            return True
        if named and (self.shape == (3, 3, 4) or coded):
            return last in tuple("-./") and self.lead[-2:-1].isdigit()
        if self.code or self.crowded or self.stops & set("/:_\\~") or last in tuple("./-_"):
            return True
        if any("\t" in gap or "  " in gap for gap in self.gaps):
            return True
        return self.shape == (4, 4) and self._is_range() or len(self.shape) == 2 and self.stops == {"."}

    def _is_range(self) -> bool:
        one, two = map(int, self.parts)
        return (
            one < two < one + 1000
            or not one % 100
            and not two % 100
            or bool(re.match(r"[.,-]\d", self.text[self.end : self.end + 2]))
        )


def _stop(gap: str) -> str:
    return gap.strip(" \t()\n>*`") or gap[:1]


@lru_cache(maxsize=4096)
def _valid(number: str) -> bool:
    """Whether `number` may be some person's in any of the countries, or anywhere where it begins with a
    plus."""
    if _INVENTED.search(number):
        return False
    if len(number) == 7:
        return number[0] in "23456789"
    if number.startswith("+"):
        return _personal(re.sub(r"^\+521(?=\d{10}$)", "+52", number), None)
    return any(
        _personal(digits, region) for digits in {number, _TRUNK.sub("", number)} for region in _REGIONS
    )


def _personal(number: str, region: str | None) -> bool:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) not in _PUBLIC
