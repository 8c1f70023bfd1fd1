"""The sentences of the page about a measured answer: the verdict, what it means for the exam, and each statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, log10

from grader.model import UNDECIDED, VOID, Decision, Design, Statement, Verdict
from grader.stability.bars import bar
from grader.stability.certificate import (
    ALPHA,
    Best,
    Certificate,
    EveryOptionCanBeBest,
    FixedSeedVaries,
    UsuallyBest,
)
from grader.stability.evalues import upper_bound_of_none
from grader.stability.key import Reproduces
from grader.stability.wording import Wording


@dataclass(frozen=True)
class Answer:
    """The verdict on the question in a sentence, and what to do in the exam: sentences, the last with a command."""

    verdict: str
    to_do: tuple[str, ...]
    command: str = ""


@dataclass(frozen=True)
class Judged:
    """A statement in a sentence, how it was decided, and what was found."""

    sentence: str
    decision: Decision
    word: str
    found: str


@dataclass(frozen=True)
class Weight:
    """An e-value: the sentence that it speaks against, its power of ten, its bar, and whether it reaches it."""

    against: str
    power: float
    bar: float
    reached: bool


def answer(question: str, certificate: Certificate, design: Design, wording: Wording) -> Answer:
    """What the key of the question is, and what a lecturer does with it."""
    say = wording.say
    first = design.statements[0] if design.statements else None
    if not isinstance(first, Reproduces) or not certificate.seeds:
        return Answer(say("none"), (say("none exam"),))
    best = certificate.key if certificate.key in design.options else _most(certificate.credit)
    told = {
        "seeds": certificate.seeds,
        "best": wording.label(best),
        "share": wording.percent(certificate.credit[best] / certificate.seeds),
        "required": wording.percent(first.p0),
    }
    if certificate.key == str(VOID):
        return Answer(say("void", **told), (say("void exam"), say("void why"), say("void graded")), "grader regrade")
    if certificate.key == str(UNDECIDED):
        more = certificate.verdicts[0].more_seeds
        needed = (say("undecided more", more=more),) if more else ()
        return Answer(say("undecided", **told), (*needed, say("undecided exam")), f"grader measure {question}")
    return Answer(say("key", **told), (say("key exam", **told),))


def judged(statement: Statement, verdict: Verdict, certificate: Certificate, wording: Wording) -> Judged:
    """A statement of the design, and its verdict."""
    say = wording.say
    sentence, found = _sentence(statement, verdict, certificate, wording)
    if verdict.more_seeds:
        found = f"{found}; {say('more seeds', more=verdict.more_seeds)}"
    word = "undecided verdict" if verdict.decision is Decision.UNDECIDED else str(verdict.decision)
    return Judged(sentence, verdict.decision, say(word), found)


def weights(statement: Statement, verdict: Verdict, design: Design, wording: Wording) -> list[Weight]:
    """The e-values of a statement, each against its bar."""
    found = []
    for name, log_e in verdict.log_e_values.items():
        height = bar(statement, name, design)
        against = _against(statement, name, verdict, wording)
        found.append(Weight(against, log_e / log(10), height, log_e / log(10) >= log10(height)))
    return found


def _sentence(statement: Statement, verdict: Verdict, certificate: Certificate, wording: Wording) -> tuple[str, str]:
    """A statement as a sentence, and what was found; of one that we do not know, its own words."""
    say, of = wording.say, wording.one_of(verdict.options)
    best = _most(certificate.credit)

    def share(*options: str) -> str:
        return wording.percent(sum(certificate.credit[option] for option in options) / max(certificate.seeds, 1))

    match statement:
        case Reproduces(p0=p0):
            found = say("reproduces found", best=wording.label(best), share=share(best))
            return say("reproduces", required=wording.percent(p0)), found
        case FixedSeedVaries(protocol=protocol):
            found = say("varies found", options=wording.all_of(verdict.options)) if verdict.options else ""
            return say("varies", protocol=protocol), found
        case EveryOptionCanBeBest():
            bound = wording.percent(upper_bound_of_none(verdict.seeds, alpha=ALPHA), 1)
            never = wording.all_of(verdict.options) if verdict.options else ""
            found = say("every found", options=never, bound=bound) if verdict.options else say("every found all")
            return say("every"), found
        case UsuallyBest():
            return say("usually", options=of), say("usually found", share=share(*verdict.options))
        case Best(option=option):
            return say("best preset" if option else "best", options=of), say("best found", options=of)
    return f"{verdict.statement}: {of}", verdict.detail


def _against(statement: Statement, name: str, verdict: Verdict, wording: Wording) -> str:
    """The sentence that an e-value speaks against; of a statement that we do not know, the e-value's name."""
    say, of = wording.say, wording.one_of(verdict.options)
    _, _, option = name.rpartition(": ")
    rival = wording.label(name.rpartition(" ")[2])
    match statement:
        case Reproduces(p0=p0):
            which = "against at most" if "<=" in name else "against at least"
            return say(which, option=wording.label(option), required=wording.percent(p0))
        case UsuallyBest():
            return say("against less" if "<=" in name else "against more", options=of)
        case Best():
            return say("ahead of" if name.startswith("ahead") else "behind", leader=of, option=rival)
    return name


def _most(credit: Mapping[str, float]) -> str:
    """The option with the most credit."""
    return max(credit, key=lambda option: credit[option])
