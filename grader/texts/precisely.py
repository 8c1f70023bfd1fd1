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
    },
    "figures": {
        "en": ("", "with {} significant figure", "with {} significant figures (decimals after a point)"),
        "pt-BR": (
            "",
            "com {} algarismo significativo",
            "com {} algarismos significativos (decimais após vírgula ou ponto)",
        ),
    },
}


def in_words(what: str, count: object, language: str) -> str:
    """How exactly to answer: with so many `decimals` or `figures`, and by which mark decimals are read.

    Of a language of which we have no words, in English, as new texts begin. Raises ValueError for what is no count.
    """
    if type(count) is not int or count < 0:
        raise ValueError(f"expected how many {what}, received {count!r}")
    known = _WORDS[what]
    none, one, several = known.get(language, known["en"])
    return (several if count > 1 else one if count else none).format(marked(str(count)))
