"""How exactly a number is to be given, in words of a language: `with 2 decimals (after a point)`."""

from collections.abc import Mapping

from grader.texts.numerals import marked

_WORDS: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "decimals": {
        "en": ("as a whole number", "with {} decimal (after a point)", "with {} decimals (after a point)"),
        "pt-BR": (
            "como número inteiro",
            "com {} casa decimal (após vírgula ou ponto)",
            "com {} casas decimais (após vírgula ou ponto)",
        ),
        "es": ("como número entero", "con {} decimal (tras coma o punto)", "con {} decimales (tras coma o punto)"),
        "fr": (
            "par un nombre entier",
            "avec {} décimale (après une virgule ou un point)",
            "avec {} décimales (après une virgule ou un point)",
        ),
        "de": (
            "als ganze Zahl",
            "mit {} Nachkommastelle (nach Komma oder Punkt)",
            "mit {} Nachkommastellen (nach Komma oder Punkt)",
        ),
    },
    "figures": {
        "en": ("", "with {} significant figure", "with {} significant figures (decimals after a point)"),
        "pt-BR": (
            "",
            "com {} algarismo significativo",
            "com {} algarismos significativos (decimais após vírgula ou ponto)",
        ),
        "es": ("", "con {} cifra significativa", "con {} cifras significativas (decimales tras coma o punto)"),
        "fr": (
            "",
            "avec {} chiffre significatif",
            "avec {} chiffres significatifs (décimales après une virgule ou un point)",
        ),
        "de": ("", "mit {} signifikanter Stelle", "mit {} signifikanten Stellen (Dezimalen nach Komma oder Punkt)"),
    },
}


def in_words(what: str, count: object, language: str) -> str:
    """How exactly to answer: with so many `decimals` or `figures`, and by which mark decimals are read.

    Raises ValueError for what is no count, and for a language of which we have no words.
    """
    known = _WORDS[what]
    if language not in known:
        raise ValueError(
            f"expected a language with words for {what}, received {language}: write them in the text itself"
        )
    if type(count) is not int or count < 0:
        raise ValueError(f"expected how many {what}, received {count!r}")
    none, one, several = known[language]
    return (several if count > 1 else one if count else none).format(marked(str(count)))
