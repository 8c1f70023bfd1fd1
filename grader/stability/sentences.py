"""The sentences of the page about a measured answer: the verdict, what it means for the exam, and each statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, log10

from grader.design import Decision, Design, Statement, Verdict
from grader.model import UNDECIDED, VOID
from grader.stability.bars import bar
from grader.stability.certificate import Best, Certificate, EveryOptionCanBeBest, FixedSeedVaries, UsuallyBest
from grader.stability.evalues import upper_bound_of_none
from grader.stability.key import Reproduces
from grader.stability.phrasing import Phrasing
from grader.stability.preset import Holds
from grader.stability.weighing import ALPHA, PRESET
from grader.stability.wordings import spelled


@dataclass(frozen=True)
class Answer:
    """The verdict on the question in a sentence, and what to do in the exam: sentences, the last with a command."""

    verdict: str
    to_do: tuple[str, ...]
    command: str = ""


@dataclass(frozen=True)
class Judged:
    """A statement in a sentence, how it was decided in a word, and what was found."""

    sentence: str
    word: str
    found: str


@dataclass(frozen=True)
class Weight:
    """An e-value: the sentence that it speaks against, its power of ten, its bar, and whether it reaches it."""

    against: str
    power: float
    bar: float
    reached: bool


def answer(
    question: str, certificate: Certificate, design: Design, phrasing: Phrasing, *, alternate: str = ""
) -> Answer:
    """What the key of the question is, and what a lecturer does with it. alternate: the title of a question to swap."""
    say = phrasing.say
    first = design.statements[0] if design.statements else None
    if isinstance(first, Holds):
        return _answer_of_preset(question, certificate, first, phrasing)
    if not isinstance(first, Reproduces) or not certificate.seeds:
        return Answer(say("none"), (say("none exam"),))
    best = certificate.key if certificate.key in design.options else _most(certificate.credit)
    told = {
        "trainings": phrasing.number_of(certificate.seeds, "training"),
        "best": phrasing.label(best),
        "share": phrasing.percent(certificate.credit[best] / certificate.seeds),
        "required": phrasing.required(first.p0),
    }
    if certificate.key == str(VOID):
        instead = (say("void alternate", alternate=alternate),) if alternate else ()
        to_do = (say("void exam"), *instead, say("void why"), say("void graded"))
        return Answer(say("void", **told), to_do, "grader regrade")
    if certificate.key == str(UNDECIDED):
        more = certificate.verdicts[0].more_seeds
        needed = (say("undecided more", more=phrasing.number_of(more, "more")),) if more else ()
        return Answer(say("undecided", **told), (*needed, say("undecided exam")), f"grader measure {question}")
    return Answer(say("key", **told), (say("key exam", **told),))


def _answer_of_preset(question: str, certificate: Certificate, preset: Holds, phrasing: Phrasing) -> Answer:
    say, verdict = phrasing.say, certificate.verdicts[0]
    told = {
        "best": phrasing.one_of(verdict.options),
        "what": _what(preset, phrasing),
        "required": phrasing.required(preset.p0),
        "seeds": phrasing.number_of(verdict.seeds, "seed"),
    }
    if verdict.decision is Decision.CERTIFIED:
        return Answer(say("preset key", **told), (say("key exam", **told),))
    if verdict.decision is Decision.REFUTED:
        return Answer(say("preset void", **told), (say("void exam"), say("void graded")), "grader regrade")
    number = verdict.more_seeds
    more = (say("undecided more", more=phrasing.number_of(number, "more")),) if number else ()
    return Answer(say("preset undecided", **told), (*more, say("undecided exam")), f"grader measure {question}")


def _what(preset: Holds, phrasing: Phrasing) -> str:
    """What a statement that was preset says of a training, as the part of a sentence."""
    name, given = spelled(preset.wording)
    if name == "in_order":
        given = (phrasing.all_of(given[0].split(" then ")),)
    return phrasing.say(f"holds {name}", *(phrasing.given(one) for one in given))


def judged(statement: Statement, verdict: Verdict, certificate: Certificate, phrasing: Phrasing) -> Judged:
    """A statement of the design, and its verdict."""
    say = phrasing.say
    sentence, found = _sentence(statement, verdict, certificate, phrasing)
    if verdict.more_seeds:
        found = f"{found}; {say('more seeds', more=phrasing.number_of(verdict.more_seeds, 'more'))}"
    word = "undecided verdict" if verdict.decision is Decision.UNDECIDED else str(verdict.decision)
    return Judged(sentence, say(word), found)


def weights(statement: Statement, verdict: Verdict, design: Design, phrasing: Phrasing) -> list[Weight]:
    """The e-values of a statement, each against its bar."""
    found = []
    for name, log_e in verdict.log_e_values.items():
        height = bar(statement, name, design)
        sentence = against(statement, name, verdict, phrasing)
        found.append(Weight(sentence, log_e / log(10), height, log_e / log(10) >= log10(height)))
    return found


def bars_said(heights: Iterable[float], phrasing: Phrasing) -> str:
    """What the bars are for, the lowest first."""
    said = []
    for height in sorted(set(heights)):
        number = round(height / PRESET.certifying)
        said.append(phrasing.say("bar picked" if number > 1 else "bar preset", bar=f"{height:g}", number=number))
    return phrasing.listing(said)


def _sentence(statement: Statement, verdict: Verdict, certificate: Certificate, phrasing: Phrasing) -> tuple[str, str]:
    """A statement as a sentence, and what was found; of one that we do not know, its own words."""
    say, of = phrasing.say, phrasing.one_of(verdict.options)
    best = _most(certificate.credit)

    def share(*options: str) -> str:
        return phrasing.percent(sum(certificate.credit[option] for option in options) / max(certificate.seeds, 1))

    sentence, found = f"{verdict.statement}: {of}", verdict.detail
    match statement:
        case Reproduces(p0=p0):
            sentence = say("reproduces", required=phrasing.required(p0))
            found = say("reproduces found", best=phrasing.label(best), share=share(best))
        case FixedSeedVaries(protocol=protocol):
            sentence = say("varies", protocol=protocol)
            found = say("varies found", options=phrasing.all_of(verdict.options)) if verdict.options else ""
        case EveryOptionCanBeBest():
            bound = phrasing.percent(upper_bound_of_none(verdict.seeds, alpha=ALPHA), 1)
            never = phrasing.all_of(verdict.options) if verdict.options else ""
            sentence = say("every")
            found = say("every found", options=never, bound=bound) if verdict.options else say("every found all")
        case UsuallyBest():
            sentence, found = say("usually", options=of), say("usually found", share=share(*verdict.options))
        case Best(option=option):
            sentence, found = say("best preset" if option else "best", options=of), say("best found", options=of)
        case Holds(p0=p0):
            sentence = say("holds", what=_what(statement, phrasing), required=phrasing.required(p0))
            found = say("holds found", seeds=phrasing.number_of(verdict.seeds, "seed"), first=statement.first_seed)
    return sentence, found


def against(statement: Statement, name: str, verdict: Verdict, phrasing: Phrasing) -> str:
    """The sentence that an e-value speaks against; of a statement that we do not know, the e-value's name."""
    say, of = phrasing.say, phrasing.one_of(verdict.options)
    _, _, option = name.rpartition(": ")
    rival = phrasing.label(name.rpartition(" ")[2])
    match statement:
        case Reproduces(p0=p0):
            which = "against at most" if "<=" in name else "against at least"
            return say(which, option=phrasing.label(option), required=phrasing.required(p0))
        case UsuallyBest():
            return say("against less" if "<=" in name else "against more", options=of)
        case Best():
            return say("ahead of" if name.startswith("ahead") else "behind", leader=of, option=rival)
        case Holds(p0=p0):
            which = "holds at most" if "<=" in name else "holds at least"
            return say(which, what=_what(statement, phrasing), required=phrasing.required(p0))
    return name


def _most(credit: Mapping[str, float]) -> str:
    """The option with the most credit."""
    return max(credit, key=lambda option: credit[option])
