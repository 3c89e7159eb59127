"""What a phrase says, as far as lists of words can tell: both languages, folded. A smoke alarm, as reading
levels are."""

from ..portable import fold

# Bodies are institutions, or nobody at all; offices are people.
BODIES = set(
    """
    council commission board congress senate legislature government state county city town department office
    administration agency bureau committee court police ice dhs company corporation district school university
    hospital plant factory bank church jail union party media system society public people everyone everybody
    authorities politicians leaders concejo consejo comision junta congreso senado legislatura gobierno estado
    condado ciudad municipio alcaldia ayuntamiento cabildo departamento oficina administracion agencia comite
    corte tribunal policia migra migracion empresa compania corporacion distrito escuela universidad planta
    fabrica banco iglesia carcel sindicato partido medios sistema sociedad publico gente todos todas
    autoridades politicos lideres
    """.split()
)
OFFICES = set(
    """
    sheriff mayor chair chairman chairwoman chairperson president commissioner commissioners director
    superintendent governor manager owner secretary member members councilmember judge chief ceo head
    principal senator representative attorney bishop pastor dean supervisor officer clerk warden administrator
    treasurer captain lieutenant prosecutor alcalde alcaldesa presidente presidenta comisionado comisionada
    directora superintendente gobernador gobernadora gerente gerenta duena dueno secretario secretaria
    integrante miembro concejal concejala regidor regidora jueza juez jefe jefa senador senadora representante
    fiscal obispo decano decana supervisora encargado encargada administradora titular persona quien tesorero
    tesorera rector rectora diputado diputada
    """.split()
)

_MARKS = ".,;:!?()[]'\"/-\u2019\u2018\u201c\u201d\u00ab\u00bb\u00bf\u00a1\u2013\u2014\u2026"


def spoken(text):
    """The words of ``text``, folded and without marks, one blank around each: " the sheriff signs "."""
    for mark in _MARKS:
        text = text.replace(mark, " ")
    return " " + fold(text) + " "


def institution(text):
    """Does ``text`` name a body, and nobody in it? "The sheriff's office" is one, "the chair of the council"
    is not."""
    plain = spoken(text)
    for cut in (" of ", " de ", " del ", " at ", " for ", " para ", " in ", " en "):
        plain = plain.partition(cut)[0]
    words = [word for word in plain.split(" ") if word]
    bodies = [word for word in words if word in BODIES]
    people = [word for word in words if word in OFFICES]
    if not bodies or not people:
        return bool(bodies)
    return words[-1] in BODIES and len(words) > 1 and (words[-2] == "s" or words[-2] in OFFICES)
