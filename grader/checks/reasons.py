"""Family C, on reasons that are none: misconceptions that say nothing of an option, claims that rest on the solver."""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dis import get_instructions
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from grader.checks.key import WITHOUT_KEY
from grader.checks.layout.words import note_in
from grader.checks.text import COMPLETE
from grader.findings import Defect, at, check, source_of
from grader.mutation.pieces import nested
from grader.release.stages import ComputedStages
from grader.texts.typed import labels

_KEYED = ("S001", *WITHOUT_KEY, "K003", "K007")


@check("C025", remedy="Say of each distractor which reasoning leads there, and to no other.", requires=_KEYED)
def misconception_of_several(stages: ComputedStages) -> Iterator[Defect]:
    """Two options have one misconception, the key has one, or it is a note that the author left."""
    said = {one.id: " ".join(one.misconception.split()) for one in stages.foreseen if one.misconception.strip()}
    item = stages.question.item
    whole = {one.id for one in stages.foreseen if not one.part}  # one reasoning may lead astray in several parts
    times = Counter(words.casefold() for id_, words in said.items() if id_ in whole)
    for id_, words in said.items():
        if times[words.casefold()] > 1:
            yield Defect(source_of(item), f"the misconception of {id_} is that of another option, too: {words}")
        if note := note_in(words):
            yield Defect(source_of(item), f"the misconception of {id_} has a note to its author: {note}")
    keys = list(stages.keyed)
    may_vary = stages.question.space is not None or stages.question.design is not None
    if len(keys) < len(stages.foreseen) and not may_vary:
        for id_ in keys:
            if id_ in said:
                yield Defect(source_of(item), f"the key, {id_}, has a misconception: {said[id_]}")


@check("C026", remedy="Let the claim compute it by another way, with functions of its own.", unvaried=True)
def claim_shares_code(stages: ComputedStages) -> Iterator[Defect]:
    """A claim computes by a function of the solver's own, so that neither would notice what is wrong in it."""
    known: dict[FunctionType, list[object] | None] = {}
    of_solver = _reached(stages.question.solve, stages.folder.resolve(), known)
    for claim in stages.question.claims:
        of_claim = _reached(claim.holds, stages.folder.resolve(), known)
        for name in sorted({code.co_qualname for code in of_claim & of_solver}):
            yield Defect(source_of(claim.holds), f"the claim {claim.id} and the solver share {name}")


@check(
    "C027",
    remedy="Cite the claim that speaks of it, or name what the claim speaks of.",
    requires=COMPLETE,
    unvaried=True,
)
def claim_of_another(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence names labels of the stem, such as II, and cites claims that speak of others alone."""
    claims = {claim.id: claim.statement for claim in stages.question.claims}
    for source in stages.sources.values():
        known = labels(source)
        for name in sorted(source.blocks):
            for sentence in source.blocks[name].sentences() if source.blocks[name].is_feedback else ():
                named = _labels(sentence.source, known)
                for id_ in sentence.cites:
                    spoken = _labels(claims.get(id_, ""), known)
                    if named and spoken and not named & spoken:
                        said = f"this speaks of {_listed(named)}, and {id_} of {_listed(spoken)}"
                        yield Defect(at(source.path, sentence.line), said, (f"{id_}: {claims[id_]}",))


def _labels(words: str, known: frozenset[str]) -> frozenset[str]:
    return known.intersection(re.findall(r"\w+", re.sub(r"\[\^\w+\]", "", words)))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _reached(
    function: Callable[..., object], folder: Path, known: dict[FunctionType, list[object] | None]
) -> set[CodeType]:
    """The code of a question's folder that a function may call, its own among it, by the names that it uses.

    known: what functions use, as far as it was looked for before; None of those outside the folder.
    """
    found: set[CodeType] = set()
    left: list[object] = [function]
    while left:
        one = inspect.unwrap(called) if callable(called := left.pop()) else called
        if not isinstance(one, FunctionType) or one.__code__ in found:
            continue
        if one not in known:
            known[one] = list(_used(one)) if _is_in(folder, one.__code__) else None
        if (used := known[one]) is not None:
            found.add(one.__code__)
            left += used
    return found


def _used(function: FunctionType) -> Iterator[object]:
    """What a function names: values of its module, what modules among them have, and what it was made around."""
    for code in nested(function.__code__):
        for name, *attributes in _names(code):
            value = function.__globals__.get(name)
            yield value
            for attribute in attributes:
                value = getattr(value, attribute, None) if isinstance(value, ModuleType) else None
                yield value
    yield from (cell.cell_contents for cell in function.__closure__ or ())


@lru_cache(maxsize=4096)
def _names(code: CodeType) -> tuple[tuple[str, ...], ...]:
    """The names of a module that a code uses, each with the attributes that it takes of it."""
    found: list[list[str]] = []
    goes_on = False
    for instruction in get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            found.append([instruction.argval])
            goes_on = True
        elif goes_on and instruction.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            found[-1].append(instruction.argval)
        else:
            goes_on = False
    return tuple(map(tuple, found))


def _is_in(folder: Path, code: CodeType) -> bool:
    return folder in Path(code.co_filename).resolve().parents
