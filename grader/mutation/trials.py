"""Trying mutants of a question's code: each is carried out, and a claim, a counterexample or the key must tell."""

import _thread
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property, partial
from os import devnull
from pathlib import Path
from types import CodeType, FrameType

from grader.authored import printed, truth
from grader.interruptions import Interrupted
from grader.kinds import kind_of
from grader.model import Claim, OfAKind, Question, Solution
from grader.mutation import pieces, places
from grader.mutation.held import Witnesses, quoted_beside
from grader.mutation.pieces import Piece, Source
from grader.mutation.syntax import Mutant, mutants
from grader.mutation.values import changes
from grader.texts import source as texts

_PATIENCE, _LEAST_SECONDS = 10, 1.0
"""What takes ten times as long as the solver and the claims themselves, and a second more, is given up."""
_WAITING = 10  # times as long by the clock, which goes on while others use the machine


@dataclass(frozen=True)
class Survivor:
    """A mutant that nothing noticed.

    name: its piece and its change; it stays as long as the code there does. path, line: where it is.
    """

    name: str
    path: Path
    line: int
    of_claim: bool


@dataclass(frozen=True)
class Score:
    """What became of a question's mutants: how many there were, of the solver and of claims, and which survived."""

    of_solver: int
    of_claims: int
    survivors: tuple[Survivor, ...]

    @property
    def mutants(self) -> int:
        """How many there were."""
        return self.of_solver + self.of_claims


class TooLong(BaseException):
    """What is given up, as it may never end; no author's code catches it by chance."""


@dataclass(frozen=True)
class Subject:
    """A question as its mutants are tried: with its solution, and its texts for what they quote.

    code: the modules that it may be made of.
    """

    question: Question
    code: Sequence[Path]
    solve: Callable[[], Solution]
    solution: Solution
    text: texts.Source

    @cached_property
    def modules(self) -> list[Source]:
        """The question's modules, as far as they are imported."""
        return pieces.sources(pieces.imported([path.resolve() for path in self.code]))

    @cached_property
    def own(self) -> Sequence[Source]:
        """The modules in which the claims are written."""
        names = dict.fromkeys(claim.holds.__module__ for claim in self.question.claims)
        return pieces.sources([sys.modules[name] for name in names])

    @cached_property
    def limits(self) -> tuple[float, float]:
        """When a mutant is given up: the seconds that it uses of the processor, and that it takes by the clock.

        They follow from what solver and claims take as they are, where nothing is remembered, as it is with a mutant.
        """
        for source in self.modules:
            pieces.forget(source.module)
        used, taken = time.process_time(), time.perf_counter()
        solution = self.solve()
        for claim in self.question.claims:
            claim.holds(solution)
        used, taken = time.process_time() - used, time.perf_counter() - taken
        return _PATIENCE * used + _LEAST_SECONDS, _WAITING * (_PATIENCE * taken + _LEAST_SECONDS)

    @cached_property
    def answer_otherwise(self) -> str:
        """What the answer is for the parameters for which the question says that it is another, or without runs."""
        return _answer_otherwise(self.question)

    @cached_property
    def key(self) -> object:
        """What the true item is keyed."""
        return _key(self.question.item(self.solution))

    @cached_property
    def refuting(self) -> Mapping[str, Sequence[Solution]]:
        """The counterexamples of each claim, by the claim's id: they are kept while claims are changed."""
        return {claim.id: [make(self.solution) for make in claim.counterexamples] for claim in self.question.claims}

    @cached_property
    def alone(self) -> Mapping[str, Sequence[Solution]]:
        """By claim, the solutions with a changed value that it alone notices, of the claims cited for the value."""
        witnesses = Witnesses({claim.id: claim for claim in self.question.claims}, self.solution)
        found: dict[str, list[Solution]] = {claim.id: [] for claim in self.question.claims}
        for quotation, value, others in quoted_beside(self.text, self.solution):
            for change in changes(value, quotation, others):
                noticing = [id_ for id_ in set(quotation.cites) if witnesses.fails(id_, quotation.name, change)]
                if len(noticing) == 1:
                    found[noticing[0]].append(places.replaced(self.solution, quotation.name, change.value))
        return found


def score(subject: Subject, *, progress: Callable[[str], None]) -> Score:
    """Try every mutant of the solver and of the claims. progress: is told which piece is being changed."""
    counts = {True: 0, False: 0}
    survivors: list[Survivor] = []
    with _in_silence():
        for known in ("limits", "key", "answer_otherwise", "refuting", "alone"):  # before anything is changed
            getattr(subject, known)
        for piece, claims in list(_pieces(subject)):
            progress(piece.name)
            for mutant in mutants(piece.tree, of_claim=bool(claims)):
                counts[bool(claims)] += 1
                if not _noticed(subject, piece, mutant, claims):
                    name = f"{piece.name}: {mutant.name}"
                    survivors.append(Survivor(name, piece.source.path, mutant.line, bool(claims)))
    return Score(counts[False], counts[True], tuple(survivors))


def _pieces(subject: Subject) -> Iterator[tuple[Piece, Sequence[Claim]]]:
    """What can be changed, each with the claims that run it; a piece of the solver has none."""
    everywhere = [one.module for one in subject.modules]
    files = {str(one.path) for one in subject.modules}
    for module in everywhere:
        pieces.forget(module)
    with pieces.reached(files) as ran:
        subject.solve()
    made = pieces.made()
    for source in subject.modules:
        of_source = {code for code in ran if code.co_filename == str(source.path)}
        if of_source:
            yield from ((piece, ()) for piece in pieces.functions(source, of_source, made))
            yield from ((piece, ()) for piece in pieces.constants(source, ran, everywhere))
            yield from ((p, ()) for p in pieces.defaults(source, parameters=type(subject.question.parameters)))
    by_code: dict[CodeType, list[Claim]] = {}
    for claim in subject.question.claims:
        for source in subject.own:
            pieces.forget(source.module)
        with pieces.reached({str(source.path) for source in subject.own}) as ran:
            claim.holds(subject.solution)
        for code in ran:
            by_code.setdefault(code, []).append(claim)
    made = pieces.made()
    for source in subject.own:
        for code, claims in by_code.items():
            yield from ((piece, claims) for piece in pieces.functions(source, {code}, made))
        named = pieces.constants(source, set(by_code), everywhere)
        yield from ((piece, subject.question.claims) for piece in named)


def _noticed(subject: Subject, piece: Piece, mutant: Mutant, claims: Sequence[Claim]) -> bool:
    """Whether something fails while a mutant is carried out."""
    try:
        undo = piece.put(mutant.tree)
    except Exception:  # noqa: BLE001 - a constant that cannot even be computed
        return True
    pieces.forget(piece.source.module)
    try:
        return any(_claim_fails(subject, claim) for claim in claims) if claims else _solver_fails(subject)
    except (KeyboardInterrupt, Interrupted):
        raise
    except (Exception, TooLong, SystemExit):  # noqa: BLE001 - whatever it raises, and that it does not end, is noticed
        return True
    finally:
        undo()
        pieces.forget(piece.source.module)


def _solver_fails(subject: Subject) -> bool:
    with _patience(*subject.limits):
        solution = subject.solve()
        if any(not truth(claim.holds(solution)) for claim in subject.question.claims):
            return True
        if _key(subject.question.item(solution)) != subject.key:
            return True
        return _answer_otherwise(subject.question) != subject.answer_otherwise


def _answer_otherwise(question: Question) -> str:
    """The answer for other parameters, or of a measured question before any run; empty where there is none."""
    if question.design is None and question.otherwise is None:
        return ""
    given = (question.otherwise,) if question.design is None else (question.parameters, ())
    try:
        return printed(getattr(question.item(question.solve(*given)), "answer", None))
    except Exception:  # noqa: BLE001 - a solver need not know what to say without runs
        return ""


def _claim_fails(subject: Subject, claim: Claim) -> bool:
    """Whether a claim is false of the truth, or lets pass what it refuted or noticed before."""
    with _patience(*subject.limits):
        if not truth(claim.holds(subject.solution)):
            return True
    refused = (*subject.refuting[claim.id], *subject.alone[claim.id])
    return any(_passes(subject, claim, solution) for solution in refused)


def _passes(subject: Subject, claim: Claim, solution: Solution) -> bool:
    """Whether a claim is true of a solution.

    What breaks down does not pass, and neither does what is given up: how long a claim takes is known of the truth
    alone, and another solution it may refuse late.
    """
    try:
        with _patience(*subject.limits):
            return truth(claim.holds(solution))
    except (Exception, TooLong):  # noqa: BLE001 - the author's own code
        return False


def _key(item: OfAKind) -> tuple[str, ...]:
    """What a full mark takes."""
    kind = kind_of(item)
    return (*kind.keyed(item), kind.in_figures(item))


@contextmanager
def _patience(used: float, taken: float) -> Iterator[None]:
    """Raise TooLong in what takes longer; only the main thread can, and elsewhere it is waited for.

    used: seconds of the processor. taken: seconds by the clock.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_: int, __: FrameType | None) -> None:
        raise TooLong

    with ExitStack() as stack:
        for number, start, stop in _alarms(used, taken):
            stack.callback(signal.signal, number, signal.signal(number, give_up))
            stack.callback(stop)
            start()
        yield


def _alarms(used: float, taken: float) -> Iterator[tuple[int, Callable[[], object], Callable[[], object]]]:
    """Signals, each with what has it sent, again where a finalizer swallows what it raises, and what ends that."""
    if hasattr(signal, "setitimer"):
        yield signal.SIGPROF, partial(signal.setitimer, signal.ITIMER_PROF, used, used), _off(signal.ITIMER_PROF)
        yield signal.SIGALRM, partial(signal.setitimer, signal.ITIMER_REAL, taken, taken), _off(signal.ITIMER_REAL)
    else:
        timer = threading.Timer(taken, _thread.interrupt_main, [signal.SIGTERM])  # which nobody sends on Windows
        timer.daemon = True
        yield signal.SIGTERM, timer.start, timer.cancel


def _off(timer: int) -> Callable[[], object]:
    return partial(signal.setitimer, timer, 0)


@contextmanager
def _in_silence() -> Iterator[None]:
    """Let nothing that mutants print or warn of be seen."""
    with Path(devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
