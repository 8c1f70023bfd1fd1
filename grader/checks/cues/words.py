"""What a student sees of an item in one language, and the words by which a key can be told without reading.

The lists are short on purpose: a word that is missed costs nothing, one that is flagged without need costs a waiver.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST_CONTENT_WORD = 3


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language that matter here, in lower case; entries may be phrases.

    hedges: what makes a statement hold only at times. absolutes: what makes it hold always.
    negations: what makes a question ask for the exception. empty: words that say nothing about the subject.
    catch_all: an option that speaks of the other options.
    """

    hedges: tuple[str, ...]
    absolutes: tuple[str, ...]
    negations: tuple[str, ...]
    empty: frozenset[str]
    catch_all: re.Pattern[str]


def _listed(*lines: str) -> tuple[str, ...]:
    return tuple(entry for line in lines for entry in line.split(", "))


VOCABULARIES: Mapping[str, Vocabulary] = {  # by language, without its region
    "pt": Vocabulary(
        hedges=_listed(
            "pode, podem, poderia, poderiam, talvez, possivelmente, provavelmente, geralmente, normalmente, usualmente",
            "tipicamente, frequentemente, raramente, quase, costuma, costumam, tende, tendem, alguns, algumas",
            "às vezes, muitas vezes, em geral, na maioria",
        ),
        absolutes=_listed(
            "sempre, nunca, jamais, todo, toda, todos, todas, nenhum, nenhuma, apenas, somente, só, exclusivamente",
            "totalmente, completamente, absolutamente, certamente, inevitavelmente, impossível",
        ),
        negations=_listed(
            "não, nunca, exceto, incorreta, incorretas, incorreto, incorretos, falsa, falsas, falso, falsos",
            "está errada, estão erradas, está errado, estão errados",
        ),
        empty=frozenset(
            _listed(
                "que, qual, quais, quando, como, onde, quem, uma, umas, uns, dos, das, nos, nas, com, sem, por, para",
                "pelo, pela, pelos, pelas, entre, sobre, até, mais, menos, muito, muita, muitos, muitas, são, foi, ser",
                "está, estão, tem, têm, ter, não, nem, isso, este, esta, esse, essa, seu, sua, seus, suas, cada",
                "outro, outra, outros, outras, mesmo, mesma, alternativa, alternativas, questão, seguinte, seguintes",
            )
        ),
        catch_all=re.compile(
            r"(?:tod[oa]s|nenhuma?|amb[oa]s)"
            r"(?: (?:as|os|das|dos|destas|dessas|desses|delas|deles|elas|eles|essas|estas))?(?: (?:outras|demais))?"
            r"(?: (?:alternativas|opções|respostas|afirmações))?(?: (?:anteriores|acima))?"
            r"(?: (?:estão|são|está|é) \w+)?"
            r"|.*\b(?:tod[oa]s|nenhuma?) (?:\w+ ){0,2}(?:anteriores|acima)\b.*|n d a|nda"
        ),
    ),
    "en": Vocabulary(
        hedges=_listed(
            "can, could, may, might, perhaps, possibly, probably, likely, usually, often, generally, normally",
            "typically, frequently, sometimes, rarely, mostly, almost, some, tend to, tends to, in general",
        ),
        absolutes=_listed(
            "always, never, all, every, none, only, must, exclusively, entirely, completely, absolutely, certainly",
            "inevitably, impossible, cannot",
        ),
        negations=_listed(
            "not, never, except, cannot, isn't, aren't, doesn't, don't, can't, won't, wasn't, incorrect, false, untrue",
            "is wrong, are wrong",
        ),
        empty=frozenset(
            _listed(
                "the, and, but, for, nor, not, with, without, from, into, onto, that, this, these, those, its, their",
                "which, what, when, where, who, how, why, one, ones, are, was, were, has, have, had, does, did, been",
                "being, between, each, other, others, than, then, more, most, less, least, very, some, such, same",
                "option, options, question, following",
            )
        ),
        catch_all=re.compile(
            r"(?:all|none|both|neither|any)"
            r"(?: of)?(?: (?:the|these|those|them))?(?: other)?"
            r"(?: (?:above|others|options|answers|alternatives|statements))?(?: above)?(?: (?:is|are) \w+)?"
            r"|.*\b(?:all|none|any|both|neither) of the (?:\w+ )?above\b.*"
        ),
    ),
}


@dataclass(frozen=True)
class Sheet:
    """An item in a language as a student sees it, in plain text; options by id, in their order.

    Bold is in capitals and emphasis between underscores, as Moodle writes them.
    """

    language: str
    stem: str
    options: Mapping[str, str]

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The lists of the sheet's language, whatever its region; None where we have none."""
        return VOCABULARIES.get(self.language.partition("-")[0])

    def distractors(self, key: str) -> dict[str, str]:
        """The options beside the key."""
        return {id_: text for id_, text in self.options.items() if id_ != key}

    def shared(self, option: str) -> frozenset[str]:
        """The roots of the content words that an option has in common with the stem; none without a vocabulary."""
        if self.vocabulary is None:
            return frozenset()
        return roots(self.options[option], self.vocabulary) & roots(self.stem, self.vocabulary)


def length(text: str) -> int:
    """How many characters a student sees: a command of LaTeX is one, delimiters, braces and marks are none."""
    seen = re.sub(r"\\[()\[\]]|[{}_*]", "", re.sub(r"\\[A-Za-z]+", "x", text))
    return len(" ".join(seen.split()))


def words(text: str) -> list[str]:
    """The words of a text in lower case, without marks and commands of LaTeX."""
    plain = re.sub(r"\\[A-Za-z]+", " ", _straight(text))
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain.casefold())


def spoken(text: str, phrases: tuple[str, ...]) -> list[str]:
    """Those of the phrases that a text contains as whole words."""
    said = f" {' '.join(words(text))} "
    return [phrase for phrase in phrases if f" {phrase} " in said]


def roots(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The content words of a text, less their endings of number and gender."""
    content = (word for word in words(text) if word.isalpha() and word not in vocabulary.empty)
    return frozenset(_root(word) for word in content if len(word) >= SHORTEST_CONTENT_WORD)


def asked(text: str) -> str:
    """The sentences of a stem that ask: those with a question mark, or the last if there is none."""
    sentences = [
        sentence.strip() for sentence in re.split(r"(?<=[.?!])[_*)\"\u201d]*\s+|\n+", text) if sentence.strip()
    ]
    return " ".join([sentence for sentence in sentences if "?" in sentence] or sentences[-1:])


def is_emphasised(phrase: str, text: str) -> bool:
    """Whether a phrase stands in capitals, or between underscores, wherever it stands in a text."""
    without_emphasis = re.sub(r"(?<!\w)_[^_\n]+_(?!\w)", " ", _straight(text))
    return all(
        place.isupper()
        for place in re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", without_emphasis, flags=re.IGNORECASE)
    )


def _straight(text: str) -> str:
    """A text with typewriter's apostrophes, as the lists have them."""
    return text.replace("\u2019", "'")


def _root(word: str) -> str:
    """A word without what number and gender append, in either language: small and rough, but alike on both sides."""
    singular = word[:-3] + "ão" if word.endswith("ões") else word[:-1] if re.search(r"[^s]s$", word) else word
    root = re.sub(r"[aeo]$", "", singular)
    return root if len(root) >= SHORTEST_CONTENT_WORD else word
