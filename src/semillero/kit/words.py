"""Messages by id, with parameters and plurals, from tables that the surface hands in."""

from .portable import number_text


class Words:
    """The words of one language for one tool.

    ``table`` maps ids to a text, or to ``[one, other]`` chosen by the parameter ``n`` (English and Spanish
    share this rule; where nothing differs, one form stands alone). An id unknown to the table comes back as
    it is: a missing word is seen, not hidden.
    """

    def __init__(self, lang, table):
        self.lang = lang
        self.table = table
        self.pieces = {}  # texts cut at their parameters, since the same ones are said for row after row
        self.told = {}  # findings written before (``view``)
        self.written = {}  # results and blocks written before, with their text, by key and place (``view``)

    def __call__(self, id, **params):
        text = self.table.get(id, id)
        if not isinstance(text, str):
            text = text[0 if params.get("n") == 1 else -1]
        pieces = self.pieces.get(text)
        if pieces is None:
            first, *rest = text.split("{")
            pieces = self.pieces[text] = (first, [part.partition("}") for part in rest])
        said = pieces[0]
        for name, close, after in pieces[1]:
            if close and name in params:
                value = params[name]
                said += (value if type(value) is str else self.say(value)) + after
            else:
                said += "{" + name + close + after
        return said

    def say(self, value):
        """A parameter as text: numbers, ``{"word": id}``, lists of these, or text as it is."""
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            return self(value["word"])
        if isinstance(value, (list, tuple)):
            return ", ".join([self.say(item) for item in value])
        return self.number(value)

    def number(self, value):
        """A number for reading, a dash for None. Both languages write the decimal point, as in the United
        States."""
        return "\u2013" if value is None else number_text(value).replace("-", "\u2212")

    def finding(self, one):
        """The sentence of a finding."""
        return self("finding." + one["code"], **one["params"])
