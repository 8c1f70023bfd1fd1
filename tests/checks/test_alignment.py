"""Two languages aligned, as properties over the real exam: every edit of one language alone is found."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from places import ROOT

from grader import bank as banks
from grader.checks import alignment, text, things
from grader.errors import BankError
from grader.findings import Finding
from grader.release.stages import ComputedStages, computed
from grader.texts.glossary import glossary
from grader.texts.render import block_names
from grader.texts.source import Source
from grader.texts.units import units

CHECKS = (  # those first that find most and take least
    text.languages_differ,
    alignment.sentences_differ,
    alignment.meanings_differ,
    alignment.foreign_text,
    alignment.foreign_decimal,
    things.things_differ,
    things.names_differ,
)
BANK = banks.load(str(ROOT / "question_bank"))
QUESTIONS = {stages.id: stages for stages in computed(BANK)}
BOTH = [(id_, language) for id_ in QUESTIONS for language in BANK.languages]
OPPOSITES = {
    "en": (
        ("above", "below"),
        ("least", "most"),
        ("largest", "smallest"),
        ("highest", "lowest"),
        ("larger", "smaller"),
        ("first", "last"),
        ("before", "after"),
        ("large", "small"),
        ("high", "low"),
        ("better", "worse"),
        ("best", "worst"),
        ("training", "validation"),
        ("positive", "negative"),
        ("falls", "rises"),
        ("easier", "harder"),
        ("right", "wrong"),
        ("at least", "at most"),
        ("close", "far from"),
    ),
    "pt-BR": (
        ("acima", "abaixo"),
        ("mais", "menos"),
        ("maior", "menor"),
        ("primeira", "última"),
        ("antes", "depois"),
        ("grande", "pequena"),
        ("pequenos", "grandes"),
        ("alta", "baixa"),
        ("melhor", "pior"),
        ("treinamento", "validação"),
        ("negativo", "positivo"),
        ("cai", "sobe"),
        ("cresce", "diminui"),
        ("difícil", "fácil"),
        ("certa", "errada"),
        ("pelo menos", "no máximo"),
        ("mínima", "máxima"),
    ),
}
UNSEEN = (  # moved, these join the sentence behind them, and they quote no value that would tell their place
    "Build a network of these layers",
    "Construa uma rede com estas camadas",
    "Each of the following situations",
    "Cada uma das situações a seguir",
    "Every convolution and every pooling",
    "Toda convolução e todo pooling",
)
NEGATION = {"en": "not", "pt-BR": "não"}


def findings(stages: ComputedStages, language: str, content: str) -> Iterator[Finding]:
    """What the checks find, one after the other, where one language's text reads otherwise."""
    edited = ComputedStages(BANK, stages.question, stages.number)
    edited.__dict__["solution"] = stages.solution
    source = stages.sources[language]
    edited.__dict__["sources"] = {**stages.sources, language: Source(source.path, language, content)}
    for check in CHECKS:
        yield from check.findings(edited)


def found(stages: ComputedStages, language: str, content: str) -> set[str]:
    """The codes of all that is found."""
    return {finding.code for finding in findings(stages, language, content)}


def is_found(id_: str, language: str, content: str) -> bool:
    """Whether anything is found: once a check has, no further one looks."""
    return any(True for _ in findings(QUESTIONS[id_], language, content))


def prose(source: Source) -> str:
    """The text with spaces for all that is not prose; as long as the text."""
    blank = list(re.sub(r"[^\n]", " ", source.content))
    for name, block in source.blocks.items():
        if name not in ("terms", "names"):
            start = source.content.index(block.source, source.content.index(f"block {name} "))
            blank[start : start + len(block.source)] = block.prose()
    return "".join(blank)


def replacements(source: Source, old: str, new: str) -> Iterator[str]:
    """The text with each place where a word stands changed by itself."""
    for match in re.finditer(rf"(?<!\w){old}(?!\w)", prose(source)):
        yield source.content[: match.start()] + new + source.content[match.end() :]


@pytest.mark.parametrize("id_", QUESTIONS)
def test_the_exam_is_aligned(id_: str) -> None:
    for language, source in QUESTIONS[id_].sources.items():
        assert found(QUESTIONS[id_], language, source.content) == set()


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_every_opposite_in_one_language_is_found(id_: str, language: str) -> None:
    source = QUESTIONS[id_].sources[language]
    edits = [
        (old, new, content)
        for pair in OPPOSITES[language]
        for old, new in (pair, pair[::-1])
        for content in replacements(source, old, new)
    ]

    missed = [
        (old, new, _where(source, content)) for old, new, content in edits if not is_found(id_, language, content)
    ]

    assert missed == []


def test_the_exam_has_opposites_in_plenty() -> None:
    edits = sum(
        1
        for stages in QUESTIONS.values()
        for language, source in stages.sources.items()
        for pair in OPPOSITES[language]
        for old, new in (pair, pair[::-1])
        for _ in replacements(source, old, new)
    )
    assert edits > 250


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_a_negation_more_or_less_in_one_language_is_found(id_: str, language: str) -> None:
    source = QUESTIONS[id_].sources[language]
    word = NEGATION[language]
    verbs = {"en": r"is|are|has|was", "pt-BR": r"é|são|tem|foi"}[language]
    dropped = [source.content[: match.start()] + source.content[match.end() :] for match in _places(source, f"{word} ")]
    added = [
        source.content[: match.start()] + f"{word} " + source.content[match.start() :]
        for match in _places(source, rf"(?:{verbs}) ")
    ]

    missed = [_where(source, content) for content in (*dropped, *added) if not is_found(id_, language, content)]

    assert added
    assert missed == []


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_a_sentence_in_another_language_is_found(id_: str, language: str) -> None:
    stages = QUESTIONS[id_]
    source = stages.sources[language]
    (other,) = (one for one in stages.sources if one != language)
    contents = []
    for name in block_names(stages.parts):
        ours = [unit for paragraph in units(source, name) for unit in paragraph]
        theirs = [unit for paragraph in units(stages.sources[other], name) for unit in paragraph]
        contents += [
            source.content.replace(one.source, another.source)
            for one, another in zip(ours, theirs, strict=True)
            if len(another.prose.split()) > 1 and one.source != another.source
        ]

    missed = [_where(source, content) for content in contents if not is_found(id_, language, content)]

    assert len(contents) > 8
    assert missed == []


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_sentences_in_another_order_are_found(id_: str, language: str) -> None:
    stages = QUESTIONS[id_]
    source = stages.sources[language]
    contents = []
    for name in block_names(stages.parts):
        block = source.blocks[name]
        cited = [unit for paragraph in units(source, name) for unit in paragraph]
        for one, other in pairwise(cited):
            swapped = block.source.replace(one.source, "\0").replace(other.source, one.source)
            contents.append(source.content.replace(block.source, swapped.replace("\0", other.source)))

    missed = [_where(source, content) for content in contents if not is_found(id_, language, content)]

    assert contents
    assert [one for one in missed if not one.startswith(UNSEEN)] == []


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_values_exchanged_or_shown_otherwise_are_found(id_: str, language: str) -> None:
    stages = QUESTIONS[id_]
    source = stages.sources[language]
    contents = []
    for name in block_names(stages.parts):
        for unit in (unit for paragraph in units(source, name) for unit in paragraph):
            quoted = list(re.finditer(r"\{\{.*?\}\}", unit.source))
            for one, other in pairwise(quoted):
                if one.group() != other.group():
                    said = unit.source
                    between = said[one.end() : other.start()]
                    swapped = said[: one.start()] + other.group() + between + one.group() + said[other.end() :]
                    contents.append(source.content.replace(said, swapped))
            contents += [
                source.content.replace(unit.source, unit.source.replace(old, new, 1))
                for old, new in (
                    ("number(2)", "number(1)"),
                    ("| percent }}", "| number }}"),
                    ("| percent }}", "| percent }}%"),
                    ("percent(1)", "percent"),
                )
                if old in unit.source
            ]

    missed = [_where(source, content) for content in contents if not is_found(id_, language, content)]

    assert missed == []


HARMLESS = {  # by question and language: what may be written in one language alone
    ("loss_scenarios", "en"): (
        ("that of an output that knows", "the one of an output that knows"),
        ("A normalised random output", "A random output that is normalised"),
        ("which is missing here", "which this option lacks"),
        ("a loss close to zero is the goal", "a loss near zero is the goal"),
        ("high: far better than", "high: much better than"),
        ("Each of the following situations", "Every one of the following situations"),
        ("it knows nothing", "nothing is known to it"),
        ("are typically tied to", "typically go with"),
        ("right, but hardly", "correct, but barely"),
        ("one-hot vector", "*one-hot* vector"),
        ("{{ p.epochs }} epochs on", "{{p.epochs}} epochs\non"),
        ("and only says", "and merely says"),
        ("the final accuracy", "the last accuracy"),
        (
            "And situation IV, which is missing here, is one:",
            "Situation IV, which is missing here, is one:",
        ),
        ("has a loss above", "has a loss higher than"),
        ("often from wrong choices", "often from incorrect choices"),
    ),
    ("loss_scenarios", "pt-BR"): (
        ("uma perda abaixo da de uma saída", "uma perda menor que a de uma saída"),
        ("nada acima dele pode vir", "nada acima dele vem"),
        ("perdeu apenas", "perdeu somente"),
        ("E a situação IV, que falta aqui, é:", "A situação IV, ausente aqui, é:"),
        ("muitas vezes por escolhas erradas", "com frequência por escolhas incorretas"),
        ("A perda quadrática é uma soma", "A *perda quadrática* é uma soma"),
        ("pede um exame do cálculo", "pede que se examine o cálculo"),
        ("está certa, mas por pouco", "está correta, mas por pouco"),
        ("próximo de zero;", "perto de zero;"),
        ("quase não cai", "quase não diminui"),
        ("Nenhum vetor de probabilidades tem perda acima de", "Nenhum vetor de probabilidades tem perda maior que"),
    ),
    ("output_range", "en"): (
        ("goes far beyond", "goes far above"),
        ("To compare:", "For comparison:"),
        ("ReLU gives no negative value, so", "ReLU never gives a negative value, so"),
        ("evenly spaced", "equally spaced"),
        ("for only {{", "for merely {{"),
        ("although it gives", "even though it gives"),
        ("is least exactly there", "is lowest exactly there"),
        ("may be neither normalised nor transformed", "must be neither normalised nor transformed"),
        ("and the interval goes", "whereas the interval goes"),
    ),
    ("output_range", "pt-BR"): (
        ("é mínima exatamente nele", "é mínima justamente nele"),
        ("A ReLU não produz valores negativos e, por isso,", "A ReLU nunca produz valores negativos; por isso,"),
        ("igualmente espaçados", "espaçados igualmente"),
        ("Para comparar:", "Para comparação:"),
        ("Uma rede deve produzir como saída", "A saída de uma rede deve ser"),
        ("Além disso, a entropia", "E a entropia"),
        ("só alcança {{", "apenas alcança {{"),
    ),
}


@pytest.mark.parametrize(
    ("id_", "language", "old", "new"),
    [(*key, old, new) for key, edits in HARMLESS.items() for old, new in edits],
)
def test_what_means_the_same_raises_nothing(id_: str, language: str, old: str, new: str) -> None:
    content = QUESTIONS[id_].sources[language].content

    assert old in content
    assert new not in content
    assert found(QUESTIONS[id_], language, content.replace(old, new)) == set()


def test_a_language_without_a_glossary_is_compared_by_what_it_quotes() -> None:
    assert glossary("de") is None


def test_a_bank_extends_a_glossary(tmp_path: Path) -> None:
    (tmp_path / "glossary.en.toml").write_text('[meanings]\nunscaled = ["as it is"]\nignored = ["not only"]\n')
    known = glossary("en", tmp_path)

    assert known is not None
    assert list(known.meanings(["not", "only", "as", "it", "is", "not"])) == [("unscaled", "as it is"), ("not", "not")]


def test_a_glossary_that_is_edited_is_read_anew(tmp_path: Path) -> None:
    for words, meant in (("as it is", "unscaled"), ("by itself", "alone")):
        (tmp_path / "glossary.en.toml").write_text(f'[meanings]\n{meant} = ["{words}"]\n')
        known = glossary("en", tmp_path)
        assert known is not None
        assert list(known.meanings(words.split())) == [(meant, words)]


def test_a_glossary_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "glossary.en.toml").write_text("meanings = 3")

    with pytest.raises(BankError, match="received"):
        glossary("en", tmp_path)


def _places(source: Source, pattern: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){pattern}", prose(source))


def _where(source: Source, content: str) -> str:
    """The line of a text that was changed first, as it reads now."""
    before = source.content.splitlines()
    return next((now for now, was in zip(content.splitlines(), before, strict=False) if now != was), "")[:160]
