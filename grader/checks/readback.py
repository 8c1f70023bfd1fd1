"""Family Q, and W010: a question is read back as its students read it, and asks what its solver answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from grader.authored import defined_at, is_number, printed, running, truth
from grader.checks.key import WITHOUT_KEY
from grader.checks.text import COMPLETE
from grader.errors import AuthorError
from grader.findings import Defect, Severity, at, check, line_of, source_of
from grader.kinds.foreseen import Foreseen
from grader.kinds.kind import MarkedBy
from grader.model import UNDECIDED
from grader.release.stages import ComputedStages
from grader.stability.runs import Record
from grader.texts import readback
from grader.texts.readback import Number, Phrase, ReadBack, Understood

READ = (*COMPLETE, "T013", "T017", "T024", "R003", "Q002")
_OFFERED = (  # what is wrong with what students choose among, whatever its words
    *("K001", "K002", "K020", "K046", "K047", "K060", "K061", "K066", "K067", "K070", "K073", "K074"),
)


@check(
    "W010",
    remedy="Write readback.LANGUAGE.txt: the phrases by which a reader knows what is asked, and what options name.",
    requires=COMPLETE,
    severity=Severity.WARNING,
)
def not_read_back(stages: ComputedStages) -> Iterator[Defect]:
    """Nobody says what a reader must find in the question, so that a wrong word of its stem would not be seen."""
    for language in stages.bank.languages:
        path = readback.path_of(stages.folder, language)
        if not path.is_file():
            yield Defect(at(path), f"the question is not read back in {language}")


@check("Q002", remedy="Write the phrases below [stem], and PART = WORDS below [options].", requires=COMPLETE)
def readback_unreadable(stages: ComputedStages) -> Iterator[Defect]:
    """What is to be read back cannot be read, or names a number that the parameters have not."""
    for language in stages.bank.languages:
        try:
            found = expected_in(stages, language)
        except AuthorError as error:
            yield Defect(line_of(error), error.said)
            continue
        for phrase, name in found.numbers if found else ():
            named = of_parameters(stages, name)
            if not named or not all(map(is_number, named)):
                path = readback.path_of(stages.folder, language)
                yield Defect(at(path, phrase.line), f"the parameters have no {name} that is a number")


@check("Q003", remedy="Let the stem say it once, or change what is to be read.", requires=READ)
def phrase_not_found(stages: ComputedStages) -> Iterator[Defect]:
    """A phrase that a reader must find in the stem is not there, or is there several times."""
    for expected, _, found in read_in(stages):
        for phrase, said in found.said:
            if len(said) != expected.times[phrase.words]:
                times = f"says {len(said)} times" if said else "does not say"
                yield Defect(at(expected.path, phrase.line), f"the stem in {expected.language} {times}: {phrase.words}")


@check("Q004", remedy="Write a phrase that a reader must find there, or take the words away.", requires=(*READ, "Q003"))
def words_unread(stages: ComputedStages) -> Iterator[Defect]:
    """A sentence, a number, or more than six words in a row of the stem are in no phrase that is read back."""
    for expected, stem, found in read_in(stages):
        source = stages.sources[expected.language]
        for words in () if found.is_whole else readback.unread(stem, found.read):
            yield Defect(at(source.path, source.blocks["stem"].line), f"nothing reads back: {words}")


@check(
    "Q005",
    remedy="Show the solver's number, with as many digits as the answer needs.",
    requires=(*READ, "Q003"),
)
def read_otherwise(stages: ComputedStages) -> Iterator[Defect]:
    """What a student reads is not what the solver solves: another number, or the answer to what is read is another."""
    for expected, stem, found in read_in(stages):
        rounded: dict[str, list[float]] = {}
        wrong = False
        for phrase, name, numbers in _numbers(expected, stem, found):
            solved = of_parameters(stages, name)
            shown = len(numbers) == len(solved) and all(map(Number.shows, numbers, solved))
            read = [number.value for number in numbers]
            if not shown or (stages.question.design is not None and read != solved):
                wrong = True
                yield Defect(
                    at(expected.path, phrase.line),
                    f"a reader takes {name} for {_listed(map(printed, read))}, "
                    f"and the solver for {_listed(map(printed, solved))}",
                )
            elif read != solved:
                rounded[name] = read
        if rounded and not wrong:
            yield from _answered_otherwise(stages, expected, rounded)


@check(
    "Q006",
    remedy="Let an option's words name what its value asserts.",
    requires=(*READ, *_OFFERED, "T011", "M004"),
)
def option_read_otherwise(stages: ComputedStages) -> Iterator[Defect]:
    """An option's words are not those of its value, or a stem's not those of its name."""
    offered = {one.shown: (f"the option {one.id}", named_by(one)) for one in stages.foreseen if one.shown}
    offered |= {one.choice: (f"the block {one.choice}", named_by(one)) for one in stages.foreseen if one.choice}
    members = {block: _members(value) for block, (_, value) in offered.items()}
    for expected in stages.readbacks.values():
        source, text = stages.sources[expected.language], stages.texts[expected.language]
        for block, (called, value) in offered.items():
            words = readback.in_one_line(text.parts[block])
            for said in _of_option(expected, value, members[block], words):
                yield Defect(at(source.path, source.blocks[block].line), f"{called} {said}", (f"words: {words}",))
        for block, part in _of_parts(stages):
            words = readback.in_one_line(text.parts[block])
            for said in _of_words(expected, _members(part), words):
                place = at(source.path, source.blocks[block].line)
                yield Defect(place, f"the block {block} {said}", (f"words: {words}",))


def named_by(one: Foreseen) -> object:
    """What names the words of a response: what it asserts; its id where it asserts only whether it is so."""
    return one.id if isinstance(one.value, bool) else one.value


def _of_parts(stages: ComputedStages) -> Iterator[tuple[str, str]]:
    """The blocks in which students read the parts of a response, each with what it must name: the part's id."""
    for part in dict.fromkeys(one.part for one in stages.foreseen if one.part):
        if (block := f"stem_{part}") in stages.blocks:
            yield block, part


def _of_option(expected: ReadBack, value: object, members: frozenset[str], words: str) -> Iterator[str]:
    """What is wrong with the words of an option."""
    if isinstance(value, int | float) and is_number(value):
        numbers = readback.numbers(words, expected.language)
        if not any(number.shows(float(value)) for number in numbers):
            yield f"shows {_listed(printed(number.value) for number in numbers)}, and asserts {printed(value)}"
    elif expected.options:
        yield from _of_words(expected, members, words)


def _of_words(expected: ReadBack, members: frozenset[str], words: str) -> Iterator[str]:
    """What is wrong with words that name what a value asserts, part by part."""
    read = _named(expected, words)
    if missing := sorted(members - expected.parts):
        yield f"asserts {_listed(missing)}, for which {expected.path.name} gives no words"
    elif read != members:
        yield f"reads as {_listed(sorted(read))}, and asserts {_listed(sorted(members))}"


@check(
    "K010",
    remedy="Give the question parameters with another answer, `otherwise`; if there are none, it asks nothing.",
    requires=("S001", *WITHOUT_KEY, "K003", "K007", "K008"),
    unvaried=True,
)
def answer_is_constant(stages: ComputedStages) -> Iterator[Defect]:
    """No parameters are known for which the answer is another: a solver that returns a constant would do as well."""
    question = stages.question
    if stages.variant or question.parameters is None or stages.kind.marked_by is MarkedBy.NOBODY:
        return
    if question.design is not None:
        yield from _keyed_without_runs(stages)
        return
    if question.otherwise is None:
        yield Defect(source_of(question.solve), "the question names no parameters with another answer")
        return
    other = ComputedStages(stages.bank, replace(question, parameters=question.otherwise), stages.number)
    answer = other.item.answer
    with running(defined_at(question.item)):
        same = truth(answer == stages.item.answer)
    if same:
        yield Defect(
            source_of(question.solve),
            f"the answer is {printed(answer)} for other parameters, too",
            (f"otherwise={printed(question.otherwise)}",),
        )


def _keyed_without_runs(stages: ComputedStages) -> Iterator[Defect]:
    """A measured question has no key before anything is measured."""
    unmeasured = ComputedStages(stages.bank, stages.question, stages.number)
    unmeasured.record = Record(None, ())
    answer = unmeasured.item.answer
    if answer is not UNDECIDED:
        yield Defect(source_of(stages.question.item), f"the answer is {printed(answer)} without a single run, too")


def expected_in(stages: ComputedStages, language: str) -> ReadBack | None:
    """What is to be read in a language; variants share with their exam what could be read there."""
    return stages.readbacks.get(language) if stages.variant else readback.read(stages.folder, language)


def read_in(stages: ComputedStages) -> Iterator[tuple[ReadBack, str, Understood]]:
    """What is to be read in each language that says so, the stem as it is read, a unit a line, and what it says."""
    for language, expected in stages.readbacks.items():
        yield expected, *_read(stages.texts[language].stem, expected)


@lru_cache(maxsize=16)  # several checks ask, one after the other
def _read(html: str, expected: ReadBack) -> tuple[str, Understood]:
    stem = "\n".join(readback.units(html))
    return stem, readback.understood(stem, expected)


def _numbers(expected: ReadBack, stem: str, found: Understood) -> Iterator[tuple[Phrase, str, Sequence[Number]]]:
    """What is read wherever the name of a parameter stands in a phrase."""
    for phrase, said in found.said:
        for spans in said:
            for name, (begin, end) in zip(phrase.names, spans, strict=True):
                yield phrase, name, readback.numbers(stem[begin:end], expected.language)


def _answered_otherwise(
    stages: ComputedStages, expected: ReadBack, rounded: Mapping[str, list[float]]
) -> Iterator[Defect]:
    """Solve the question with the numbers that are read, where they are rounded."""
    parameters = stages.question.parameters
    for name, read in rounded.items():
        parameters = _with(parameters, _way(name), tuple(read) if name.endswith("*") else read[0])
    try:
        key = list(stages.with_parameters(parameters, "as read").key)
    except AuthorError as error:
        yield Defect(at(expected.path), "the numbers that are read cannot be solved", (str(error),))
        return
    if key != list(stages.key):
        yield Defect(
            at(expected.path),
            f"with the numbers as they are shown in {expected.language}, the key is {_listed(key)}",
        )


def of_parameters(stages: ComputedStages, name: str) -> list[Any]:
    """A parameter by its name, or several by that of a list; none where there is none."""
    value: Any = stages.question.parameters
    for part in _way(name):
        value = getattr(value, part, None) if is_dataclass(value) or not isinstance(value, Mapping) else value.get(part)
    if name.endswith("*"):
        return list(value) if isinstance(value, tuple | list) else []
    return [value]


@lru_cache(maxsize=1024)
def _way(name: str) -> Sequence[str]:
    """The names on the way to a parameter, or to a list of them."""
    return name.rstrip("*").split(".")


def _with(owner: Any, path: Sequence[str], value: Any) -> Any:
    """Parameters in which one has another value."""
    first, *rest = path
    if isinstance(owner, Mapping):
        return {**owner, first: _with(owner[first], rest, value) if rest else value}
    return replace(owner, **{first: _with(getattr(owner, first), rest, value) if rest else value})


def _members(value: object) -> frozenset[str]:
    """The parts of an option's value, as they are named: of a set its members, of a pair or a record its fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return frozenset().union(*(_members(getattr(value, field.name)) for field in fields(value)))
    if isinstance(value, frozenset | set | tuple | list):
        return frozenset().union(*map(_members, value)) if value else frozenset()
    return frozenset({str(value)})


@lru_cache(maxsize=4096)  # of a question's variants, many options read the same
def _named(expected: ReadBack, words: str) -> frozenset[str]:
    """What words name: the longest phrases first, each word once."""
    named: frozenset[str] = frozenset()
    left = words
    for phrase in sorted(expected.options, key=lambda one: -len(one.words)):
        for found in reversed(phrase.found(left)):
            named |= phrase.members
            left = left[: found.start()] + " \0 " + left[found.end() :]
    return named


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts) or "nothing"
