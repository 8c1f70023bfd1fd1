"""Hearing the claims of a question, each once; of its variants, none of what is known to be as it was before."""

import dis
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from types import CodeType, NoneType
from typing import Any
from weakref import WeakKeyDictionary

from grader.authored import forgotten, running
from grader.checks.testimony import Testimony, testify
from grader.errors import DefinitionError
from grader.model import Claim, Solution
from grader.release.stages import ComputedStages

Reader = Callable[[Solution], tuple[object, ...]]

_MOST_KEPT = 1024  # testimonies of a claim
_ALL_AT_ONCE = ("locals", "vars", "eval", "exec")  # look at all names of a function without writing any of them


class Hearing:
    """What the claims of a question say of its solution and of their counterexamples; each is asked once.

    exam: of a variant, the hearing of its exam. Claims remember what they said there, and in other variants; and what
    never looks at the solution made the same counterexample there.
    """

    def __init__(self, solution: Solution, exam: "Hearing | None" = None) -> None:
        self._solution = solution
        self._exam = exam
        self.memories: dict[int, Memory] = exam.memories if exam else {}
        self._said: dict[int, Testimony] = {}
        self._made: dict[int, Sequence[Solution]] = {}
        self._refuted: dict[int, Sequence[Testimony]] = {}

    def testimony(self, claim: Claim) -> Testimony:
        """What a claim says of the solution. Raises AuthorError as `testify` does."""
        if id(claim) not in self._said:
            self._said[id(claim)] = self._memory(claim).ask(self._solution)
        return self._said[id(claim)]

    def counterexamples(self, claim: Claim) -> Sequence[Solution]:
        """The solutions for which a claim must be false. Raises AuthorError as `counterexample` does."""
        if id(claim) not in self._made:
            fixed = self._memory(claim).fixed if self._exam else ()
            of_exam = self._exam.counterexamples(claim) if self._exam and fixed else ()
            self._made[id(claim)] = tuple(
                of_exam[place] if place in fixed else counterexample(claim, make, self._solution)
                for place, make in enumerate(claim.counterexamples)
            )
        return self._made[id(claim)]

    def refutations(self, claim: Claim) -> Sequence[Testimony]:
        """What a claim says of each of its counterexamples."""
        if id(claim) not in self._refuted:
            memory = self._memory(claim)
            fixed = memory.fixed if self._exam else ()
            of_exam = self._exam.refutations(claim) if self._exam and fixed else ()
            self._refuted[id(claim)] = tuple(
                of_exam[place] if place in fixed else memory.ask(made)
                for place, made in enumerate(self.counterexamples(claim))
            )
        return self._refuted[id(claim)]

    def _memory(self, claim: Claim) -> "Memory":
        if id(claim) not in self.memories:
            self.memories[id(claim)] = Memory(claim)
        return self.memories[id(claim)]


class Memory:
    """What a claim said before. Of a solution with the same values in all that it read, it says the same again.

    fixed: the places of those of its counterexamples that never look at the solution.
    """

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._said: dict[tuple[str, ...], tuple[Reader, dict[Hashable, Testimony]]] = {}
        self.fixed = frozenset(place for place, make in enumerate(claim.counterexamples) if looks_at_nothing(make))

    def ask(self, solution: Solution) -> Testimony:
        """What the claim says of a solution, remembered or asked. Raises AuthorError as `testify` does."""
        for read, said in self._said.values():
            try:
                found = said.get(tuple(map(_exactly, read(solution))))
            except Exception:  # noqa: BLE001 - of a value that the claim would not have read, or of one that may change
                found = None
            if found is not None:
                return found
        testimony = testify(self._claim, solution)
        self._keep(testimony)
        return testimony

    def _keep(self, testimony: Testimony) -> None:
        """Remember what the claim said; of many, the latest."""
        names = tuple(testimony.read)
        try:
            key = tuple(map(_exactly, testimony.read.values()))
        except TypeError:
            return
        if names not in self._said:
            self._said[names] = _reader(names), {}
        _, said = self._said[names]
        said[key] = testimony
        if len(said) > _MOST_KEPT:
            del said[next(iter(said))]


_HEARD: WeakKeyDictionary[ComputedStages, Hearing] = WeakKeyDictionary()


def hearing(stages: ComputedStages) -> Hearing:
    """The hearing of a question's claims."""
    if stages not in _HEARD:
        _HEARD[stages] = Hearing(stages.solution, _HEARD.get(stages.exam))
    return _HEARD[stages]


def counterexample(claim: Claim, make: Callable[[Solution], Solution], solution: Solution) -> Solution:
    """A solution for which a claim must be false. Raises AuthorError where it cannot be made."""
    with running(make, claim.holds):
        made = make(solution)
        if made is None:
            raise DefinitionError(f"expected `refuted_by` to make a solution, received None{forgotten(made)}")
    return made


def looks_at_nothing(make: Callable[..., object]) -> bool:
    """Whether a function never looks at what it is given, as `lambda _: solve(Parameters())` does not."""
    code = getattr(make, "__code__", None)
    return isinstance(code, CodeType) and _loads_nothing(code)


@lru_cache(maxsize=1024)
def _loads_nothing(code: CodeType) -> bool:
    given = code.co_varnames[: code.co_argcount]
    named = (one.argval if isinstance(one.argval, tuple) else (one.argval,) for one in dis.get_instructions(code))
    return len(given) == 1 and {*given, *_ALL_AT_ONCE}.isdisjoint(chain.from_iterable(named))


def _reader(names: Sequence[str]) -> Reader:
    """What reads the values of a solution by the names that witnesses give them; `s` is the solution itself."""
    if len(names) > 1 and "s" not in names:
        return attrgetter(*(name.removeprefix("s.") for name in names))
    each = [_itself if name == "s" else attrgetter(name.removeprefix("s.")) for name in names]
    return lambda solution: tuple(read(solution) for read in each)


def _itself(solution: Solution) -> Solution:
    return solution


def _exactly(value: object) -> Hashable:
    """What equals that of another value only if nobody can tell them apart. Raises TypeError for what may change."""
    kind: Any = type(value)
    if type(value) is str or (type(value) is float and (value > 0 or value < 0)):  # zeros have signs
        return value
    if kind in (int, bool, NoneType):
        return kind, value
    if kind is float:
        return kind, repr(value)
    if isinstance(value, tuple | frozenset):
        return kind, (tuple if isinstance(value, tuple) else frozenset)(map(_exactly, value))
    if is_dataclass(value) and kind.__dataclass_params__.frozen:
        return kind, tuple(_exactly(getattr(value, field.name)) for field in fields(value))
    raise TypeError(f"expected a value that stays as it is, received a {kind.__name__}")
