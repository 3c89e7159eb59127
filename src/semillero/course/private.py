"""Finding private data in a text: telephone numbers, addresses, numbers of persons, places.

Invented data is told from real by its form: telephone numbers 555-0100 to 555-0199, e-mail at example.org,
example.com or example.net. Names cannot be found by rules; people look for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from semillero.course.mail import links, mail
from semillero.course.phones import phones
from semillero.course.plain import decoded, small

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|fev|set|out|dez)[a-zç]*"
_DATE = (
    rf"(?:\d{{1,2}}[-/. ]\d{{1,2}}[-/. ](?:\d{{4}}|\d\d)(?!\w)|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|"
    rf"\d{{1,2}}[-/ ]{_MONTHS}[-/ ]\d{{2,4}}|{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:of )?\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th|[o°])?(?: de| of)? {_MONTHS}\.?,?(?: del?)? \d{{4}})"
)
# A date of somebody who may live; people of history were born too.
_LIVING = rf"(?={_DATE})[^\n]{{0,20}}?(?:19[4-9]\d|20\d\d|[-/.]\d\d)(?!\w)"
# Neither two years nor a date.
_NUMBER = r"(?!(?:1[89]|20)\d\d[- ](?:1[89]|20)\d\d\b|\d{4}-\d\d-\d\d\b|\d\d-\d\d-\d{4}\b)"
_PLATE = (
    r"(?:[A-Z]{1,4}[- ]?\d{2,4}[- ]?[A-Z\d]{1,3}[- ]?[A-Z]?|[A-Z]{1,4}[- ]?\d{3,6}|\d{1,3}[- ]?[A-Z]{2,3}[-"
    r" ]?\d{2,4}|"
    r"[A-Z]{3}[- ]?\d[A-Z]\d\d|\d{2,4}[- ]?[A-Z]{2,3}|"
    r"(?=[a-z]*\d+[a-z]|[a-z]+-?\d)[a-z\d]{2,4}-?[a-z\d]{3,4}(?:-[a-z\d]{1,2})?)"
)
# What follows a word on its line: kind -> (words in small letters, what follows in any). Words begin with a
# letter.
_WORDED = {
    "A-number": (
        r"alien|a[- ]?n(?:umber|o\.|[uú]m\w*)|n[uú]mero a|extranjer[oa]|uscis",
        r"[^\d\n]{0,25}?(?<![\w-])a?[- ]?\d{2,3}[- .]?\d{3}[- .]?\d{3}(?![\w-])",
    ),
    "A-number (bare)": (
        r"a(?=[ :#-]{0,3}\d)",
        r"(?:(?-i:(?<=A))[ :#-]{0,3}|-?(?=[\d-]{9,11}(?!\w)))(?:\d{8,9}|\d{2,3}([- .])\d{3}\1\d{3})(?![\w-])",
    ),
    "social security number": (
        r"ssn|s\.s\.n|social security|seguro social|itin|tax(?:payer)? id\w*|nss|n[uú]mero de seguro",
        (
            r"[^\d\n]{0,25}?(?<![\w-])(?:\d{3}[-. ]?\d\d[-. ]?\d{4}|\d\d[- ]?\d\d[- ]?\d\d[- ]?\d{4}[-"
            r" ]?\d)(?![\w-])"
        ),
    ),
    "CURP": (
        r"curp|clave [uú]nica(?: de registro de poblaci[oó]n)?",
        r"[^\n]{0,20}?(?<!\w)[a-zñ]{4}[- ]?\d{6}[- ]?[hmx](?:[- ]?[a-z\d]){5,7}(?!\w)",
    ),
    "RFC": (
        r"rfc|r\.f\.c|contribuyentes?",
        r"[^\n]{0,20}?(?<!\w)[a-zñ&]{4}[- ]?\d\d(?:0[1-9]|1[0-2])\d\d(?:[- ]?[a-z\d]{3})?(?!\w)",
    ),
    "receipt number": (
        r"receipt|recibo|uscis|i-?797\w*|notice|caso|case|expediente",
        r"[^\n]{0,25}?(?<![\w-])[a-z]{3}[-* ]{0,2}\d\d[-* ]?\d{3}[-* ]?\d{5}(?!\w)",
    ),
    "receipt number (of an office)": (
        r"eac|wac|lin|src|msc|nbc|ioe|ysc|tsc|vsc|csc|nsc|psc|mct",
        r"[-*_ ]{0,2}(?:\d[-. ]?){9}\d(?!\w)",
    ),
    "plate": (
        r"placas?|plates?|license tag|car tag|tag number|matr[ií]culas?|chapa|plak",
        (
            rf"(?-i:[^\n\d]{{0,20}}?(?<![\w-]){_PLATE}(?![\w-]))|[^\w\n]{{0,3}}(?:n\w{{1,6}}\.?"
            r" ?)?\d{5,7}(?![\w-])"
        ),
    ),
    "date of birth": (
        r"d\.?o\.?b|date of birth|birth ?dat\w+|fecha (?:de )?nac\w*|f\. ?(?:de"
        r" )?nac|f[./]n|fdn|nac(?=[.:])|nacimiento:|"
        r"data de nascimento|dat nesans",
        rf"[^\d\n]{{0,25}}?(?<!\w)(?:{_DATE}|(?:\d{{8}}|\d{{1,2}}(?: de)? {_MONTHS}|"
        rf"{_MONTHS} \d{{1,2}}|{_MONTHS}(?: de| of)? \d{{4}})(?!\w))",
    ),
    "date of birth (told)": (
        r"born|birthday|naci[oó]|nac[ií]|nacid[oa]s?|cumple\w*",
        rf"[ :][^\d\n]{{0,28}}?(?<![\w-]){_LIVING}",
    ),
    "passport": (
        r"passport|pasaporte|passeport|paspò|passaporte",
        (
            rf"[^\n]{{0,25}}?(?<![\w-]){_NUMBER}(?:[a-z]{{1,3}}[- ]?\d{{5,9}}|\d{{7,9}}|\d{{3}} ?\d{{3}}"
            r" ?\d{3})(?![\w-])"
        ),
    ),
    "number of a person": (
        r"dui|dpi|c[ée]dulas?|cui|dni|ine|ife|nit|nie|cpf|rtn|identidad|identificaci[oó]n|identity"
        r" (?:card|number)|consular|"
        r"clave de elector|licencia|driver['’]?s? licen[cs]e|id (?:number|card|no)|"
        r"idmex|i-?94|sevis|green card|resident card|visa n\w+|c\.i|ruc|carn[eé]t?|dl|license"
        r" n\w+|permiso|booking|inmate|"
        r"detainee|detenid[oa]|account number|bank account|routing|cuenta|clabe|tarjeta",
        (
            rf"[^\n\d]{{0,25}}?(?<![\w.-]){_NUMBER}[a-z]{{0,6}}[- ]?\d(?:[-. ]?\d){{6,17}}[-"
            r" ]?[a-z]?\d{0,3}(?![\w-])"
        ),
    ),
    "number of a person (of Colombia)": (
        r"c\.c|cc",
        r"[.: ]{0,3}(?:n[o°]?\.? ?)?\d{1,3}(?:\.\d{3}){2,3}(?![\w.]?\d)",
    ),
    "post box": (
        (
            r"p\. ?o\. ?box|po box|post office box|apartado postal|apartado a[eé]reo|apdo\.?(?:"
            r" postal)?|caixa postal|casilla postal"
        ),
        r" *(?:#|n[o°]?\.?)? *\d{2,6}(?!\w)",
    ),
    "town with postal code": (
        r"alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|"
        r"kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|"
        r"new hampshire|new jersey|new mexico|new york|north carolina|north"
        r" dakota|ohio|oklahoma|oregon|pennsylvania|puerto rico|"
        r"rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west"
        r" virginia|wisconsin|wyoming",
        r"[ ,.]{1,2}\d{5}(?:-\d{4})?(?![\w,.]\d|\w)",
    ),
    "postal code": (
        r"c\. ?p|cp|c[oó]digo postal|cep|k[oò]d postal",
        r"[.: #]{0,3}\d{5}(?:-\d{3})?(?![\w.,]\d|\w)",
    ),
}
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|"
    "NJ|NM|NV|NY|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY"
)
_WORD = r"(?:[A-ZÁÉÍÓÚÑ][\wáéíóúñü'’-]*\.?|\d{1,3}(?:st|nd|rd|th))"
_SIGN = r"(?:#|[Nn]\.?o?[.°]|[Nn][úu]m(?:ero|\.)?|[Nn]o\.) *"
# What begins with a number: kind -> what follows its first digit, which no letter, digit or stroke precedes.
_NUMBERED = {
    "social security number": r"\d\d-(?<!000-)(?<!666-)(?!00)\d\d-(?!0000)\d{4}(?![\w-])",
    "number of a person": r"(?<![.,]\d)\d\d\.\d{3}\.\d{3}-\d\d(?![\w-])",
    "street address": (
        rf"(?<![.,$]\d)\d{{0,4}}(?:-\d{{1,4}})?[A-Za-z]? +(?:[NSEW]{{1,2}}\.? +|(?:North|South|East|West) +)?"
        rf"(?:(?:{_WORD} +){{1,4}}"
        r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Terrace|Ter|Highway|Hwy|Parkway|Pkwy|"
        r"(?<!Supreme )(?<!District )(?<!Circuit )(?<!County )(?<!Appeals )(?<!Immigration )Court|(?<!S\."
        r" )Ct|Place|Pl|Way|"
        r"Circle|Cir|Trail|Trl|Pike|Alley|Broadway)\b\.?|Broadway\b|(?:County"
        r" Road|CR|FM|Highway|Hwy|Route|Rte) +\d{1,4}\b)"
    ),
    "street address (small letters)": (
        r"(?<![.,$/:]\d)\d{1,4} +(?:[nsew]\.?"
        r" +)?(?:(?!and|or|to|of|the|in|on|at|de|la|el|y|p)[a-z]{2,}|\d{1,3}(?:st|nd|rd|th)) +"
        r"(?:[a-z]{2,} +)?(?:st|ave|rd|blvd|ln|pl|hwy|street|avenue|road|boulevard)\b(?! of|-)"
    ),
    "street address (of Guatemala)": (
        r"(?<![.,]\d)\d? ?(?:a|ta|ra|da|va|na|o|er|th|st|nd|rd)?\.?"
        r" +(?:[Aa]v(?:enida|\.|e\.?)?|[Cc]alle|[Cc]\.) +"
        r"[\"']?[A-Z]?[\"']? ?\d{1,3}[A-Za-z]?-\d{1,3}\b"
    ),
    "way to a house": (
        r"(?<![.,]\d)\d{0,3} *(?:m|mts?|metros?|varas|cuadras?|c)\.? +(?:al? +|hacia +el +)?"
        r"(?:norte|sur|este|oeste|lago|arriba|abajo|oriente|poniente)\b"
    ),
    "town with postal code": (
        rf"\d{{4}}(?:(?<=[A-Za-z], (?:{_STATES}) \d{{5}})|(?<=[a-z] (?:{_STATES}) \d{{5}})|"
        rf"(?<=[a-z], (?:{_STATES})\. \d{{5}}))(?:-\d{{4}})?\b"
    ),
    "coordinates": (
        r"(?<!\.\d)\d?\.\d{4,} *[,; ] *-?(?:[3-9]\d|1[0-7]\d)\.\d{4,}(?![\w.])|"
        r"\d?° *\d{1,2}['′](?: *\d{1,2}(?:\.\d+)?[\"″'′]{1,2})? *[NSO]\b"
    ),
}
# Six digits of a day between the letters of a name.
_OF_NAME = re.compile(
    r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?<=(?<![^\W_])[a-zA-Z]{4}\d{6})[HMXhmx][A-Za-z]{5}[A-Za-z\d]\d|"
    r"(?<=(?<!\w)[A-ZÑ&]{4}\d{6})[A-Z\d]{2}[A\d]|(?<=(?<!\w)[A-Z]{6}\d{6})\d\d[HM]\d{3})(?!\w)"
)
# What begins with words of a street, a building, a home.
_NAME = (
    rf"(?:(?:(?:de|del|la|las|los|el|y|da|do|das|dos|des?|du|San|Santa|{_WORD}|\d{{1,2}} +de)"
    rf" +){{0,5}}{_WORD})"
)
_STREETS = {
    "street address": (
        r"calle|carrera|cra\.?|kra\.?|transversal|diagonal|avenida|av\.?|avda\.?|calzada|calz\.|carretera|bulevar|blvd\.|pasaje|pje\.?|"
        r"paseo|callej[oó]n|privada|priv\.|cerrada|colonia|col\.|circuito|andador|prolongaci[oó]n|barrio|reparto|residencial|rua|travessa|rue|ruelle|urb\.",
        rf" +(?:{_NAME},? *{_SIGN}\d{{1,5}}|{_NAME},? +\d{{1,5}}(?:-?[A-Z])?(?![\w:]|[.,/-]\d| *(?:de"
        r" +[a-z]|[ap]\.? ?m\b|h\b))|"
        rf"(?:[\w.]+ +){{1,4}}(?:{_SIGN})\d{{1,5}}|\d{{1,3}} *(?:#|[Nn]o\.?)? *\d{{1,3}}[A-Za-z]? *-"
        r" *\d{1,3}\b|"
        rf"\d{{1,3}}[A-Za-z]?,? *{_SIGN}\d{{1,5}}(?: *- *\d{{1,3}})?|{_NAME},? *(?:casa|lote|interior|int\.)"
        r" *#?\d{1,4}|"
        r"(?:[a-záéíóúñ]{4,} +){1,2}\d{1,4}(?= *(?:[,;.)\n\"]|$)))",
    ),
    "street address (sign)": (
        r"c\.|c/",
        rf" *{_NAME},? *{_SIGN}\d{{1,5}}|(?<=/) *{_NAME},? +\d{{1,5}}(?!\w)",
    ),
    "street address (flat)": (
        r"apt\.?|apartment|apto\.?|apartamento|depto\.?|dpto\.?|departamento",
        r" *(?:#|[Nn][o°]?\.|[Nn][úu]m\.?(?:ero)?)? *#?(?:\d{1,4}-?[A-Za-z]?|[A-Z]-?\d{0,3})(?![\w%]|[.,]\d)",
    ),
    "street address (block)": (
        r"manzana|mza?\.?|lote|lt\.?",
        r" *#?\d{1,3}[A-Za-z]?,? *(?:lote|lte?\.?|manzana|mza?\.?|casa) *#?\d{1,3}\b",
    ),
    "street address (house)": (
        r"bloque|block|pol[ií]gono|senda|sector|etapa|pasaje|zona|casa",
        rf" *(?:{_SIGN}\d{{1,4}}|[\w\"']{{1,3}},? *(?:casa|lote|pasaje|senda) *(?:{_SIGN})?\d{{1,4}})(?!\w)",
    ),
    "street address (home)": (
        (
            r"vive[ns]? en|vivo en|domicilio(?: en|:)|direcci[oó]n:|lives? (?:at|on)|address(?:es)?(?:"
            r" is|:)|home is(?: at)?"
        ),
        rf" +(?:\d{{2,5}} +{_WORD}|(?:la +|el +)?{_NAME},? +(?:{_SIGN})?\d{{2,5}}(?!\w))",
    ),
}


def _entries(
    table: dict[str, tuple[str, str]], flags: int = 0
) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    """Each kind of `table` with its words and what follows them, as patterns."""
    return [
        (kind.partition(" (")[0], re.compile(rf"(?:{words})(?![^\W\d_])"), re.compile(after, flags))
        for kind, (words, after) in table.items()
    ]


def _heads(*tables: dict[str, tuple[str, str]]) -> str:
    """All words of `tables` as one pattern that decides by the first letter."""
    heads: dict[str, set[str]] = {}
    for words, _ in (entry for table in tables for entry in table.values()):
        for word in re.split(r"\|(?![^(]*\))", words):
            heads.setdefault(word[0], set()).add(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(sorted(rest))})" for letter, rest in heads.items())


_ENTRIES = _entries(_WORDED, re.IGNORECASE) + _entries(_STREETS)
_WORDS = re.compile(rf"[\W\d_](?={_heads(_WORDED, _STREETS)})")
_FIND = re.compile(
    r"\d(?<![\w-].)(?:"
    + "|".join(f"(?P<k{number}>{after})" for number, after in enumerate(_NUMBERED.values()))
    + ")"
)
_KINDS = tuple(kind.partition(" (")[0] for kind in _NUMBERED)
_NO_DIGIT = re.compile(r"^[^\d\n]+$", re.MULTILINE)

_YEAR_AND_NAME = re.compile(
    r"(?:1[5-9]|20)\d\d +(?:(?:\S+ +)+(?:Court|Way|Place|Drive|Circle|Trail)\b|(?:Highway|Route)\b|Broadway)"
)
_NO_PERSON = re.compile(
    r"(?:movement|campaign|strike|union|organi[sz]\w+|group|network|law|idea|church|party|movimiento|campaña|"
    r"huelga|sindicato|organizaci[oó]n|grupo|red|ley|iglesia|partido)\b[^.\n]{0,20}$"
)
_OFFICE = re.compile(
    r"\b(?:Department|Office|Court(?:house)?|City"
    r" Hall|Clerk|Commission|Agency|Bureau|Secretariat|Enforcement|Embassy|"
    r"Consulate|Library|University|Institute|Museum|Administration|Authority|Services?|Center|White"
    r" House|Capitol|"
    r"Federal Building|Post Office|City of|County of|State"
    r" of|Council|Board|Sheriff|Police|Ministry|USCIS|ICE|EOIR|DHS|"
    r"Secretar[ií]a|Ministerio|Consulado|Embajada|Ayuntamiento|Municipalidad|Alcald[ií]a|Palacio|Juzgado|Tribunal|Corte|"
    r"Congreso|Senado|Cámara|Universidad|Biblioteca|Instituto|Comisi[oó]n|Procuradur[ií]a|Defensor[ií]a|Fiscal[ií]a|Registro)"
    r"\b[^;:\n]{0,90}[,(:] ?(?:[^;\n]{0,60},? )?$"
)
_WAY = re.compile(
    r"\b\d{1,3} *(?:m|mts?|metros?|varas|cuadras?|c)\.? +(?:al?"
    r" +)?(?:norte|sur|este|oeste|lago|arriba|abajo)\b"
)
_HOUSE = re.compile(
    r"(?i)\b(?:vive[ns]?|vivo|casa|port[oó]n|barrio|reparto|domicilio|direcci[oó]n|contiguo)\b"
)
_HOME = re.compile(r"(?i)\b(?:lives?|vive|home|casa de|house|domicilio)\b")


def find(text: str, code: bool = False) -> Iterator[tuple[int, str, str]]:
    """What looks private in `text`: its line, what kind it is, and the text itself, with escapes decoded.

    What lies in something found before is not told again. In `code` a bare number of ten digits is a number;
    elsewhere it is a telephone number.
    """
    text = decoded(text)
    numbered = _NO_DIGIT.sub("", text)
    for searched, found in ((text, mail(text)), (text, links(text)), (numbered, _numbers(numbered, code))):
        taken: list[tuple[int, int]] = []
        for start, kind, private in found:
            end = start + len(private)
            if all(end <= before or start >= after for before, after in taken):
                taken.append((start, end))
                yield searched.count("\n", 0, start) + 1, kind, private.strip()


def _numbers(text: str, code: bool) -> Iterator[tuple[int, str, str]]:
    """What has a digit in it."""
    low = small(text)
    for start, found in phones(text, low, code):
        yield start, "telephone number", found
    for person in _OF_NAME.finditer(text):
        kind = "CURP" if person[0][6:7] in "HMXhmx" else "RFC"
        yield person.start() - 4, kind, text[person.start() - 4 : person.end()]
    for match in _FIND.finditer(text):
        kind = _KINDS[int((match.lastgroup or "")[1:])]
        if not _harmless(text, kind, match.start(), match[0]):
            yield match.start(), kind, match[0]
    for place in _WORDS.finditer("\n" + low):
        for kind, words, after in _ENTRIES:
            word = words.match(low, place.start())
            value = after.match(text, word.end()) if word else None
            if word and value and not _harmless(text, kind, word.start(), text[word.start() : value.end()]):
                yield word.start(), kind, text[word.start() : value.end()]


def _harmless(text: str, kind: str, start: int, found: str) -> bool:
    before = text[max(0, start - 150) : start].rpartition("\n")[2]
    if kind in ("street address", "town with postal code", "postal code", "post box"):
        # An office of the public may be cited; a year before "Supreme Court" is no house number.
        office = _OFFICE.search(before)
        return bool(office and not _HOME.search(before, office.start())) or bool(_YEAR_AND_NAME.match(found))
    if kind == "way to a house":
        return not (
            _WAY.search(text, start + len(found), start + len(found) + 40)
            or _HOUSE.search(text, max(0, start - 80), start + 40)
        )
    if kind == "date of birth":
        return bool(_NO_PERSON.search(before.lower()))
    return False
