"""The stages of every question of a bank, from its definition to the words that Moodle gets, each computed once.

Looking at a stage computes it and those before it; what goes wrong there is raised there.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from grader import definitions
from grader.authored import defined_at, forgotten, printed, running
from grader.bank import Bank, Imported
from grader.errors import DefinitionError
from grader.kinds import KINDS, is_item, item_names, kind_of
from grader.kinds.foreseen import Foreseen, Reasoning, reasonings
from grader.kinds.kind import Compared, Kind
from grader.kinds.quiz import write
from grader.kinds.version import Version
from grader.model import OfAKind, Parameters, Question, Solution, Text
from grader.moodle.quiz import File, Markup, MoodleQuestion, Quiz
from grader.mutation import held
from grader.mutation.held import Held
from grader.release import moodle_question as build
from grader.release.figures import drawn, in_its_language
from grader.release.folder import embedded, in_order, modules
from grader.stability import runs
from grader.stability.runs import Record
from grader.texts import readback
from grader.texts import source as texts
from grader.texts.markdown import FILES
from grader.texts.readback import ReadBack
from grader.texts.render import block_names, fill_in, render, shown
from grader.texts.source import EVIDENCE, Source
from grader.texts.words import words_of

Some = TypeVar("Some", bound="Stages")


class Stages(ABC):
    """A question on its way, computed or imported: what is known of either.

    in_place_of: the id of the question of the exam in whose place it may be asked; empty for those of the exam.
    """

    question: Question | Imported
    variant = ""
    in_place_of = ""

    def __init__(self, bank: Bank, number: int) -> None:
        self.bank = bank
        self.number = number
        self._texts: dict[str, Text] = {}
        self._moodle_questions: dict[str, MoodleQuestion] = {}
        self._files_of_one: dict[str, bytes] = {}

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    @property
    def folder(self) -> Path:
        """The question's folder."""
        return self.bank.folder_of(self.question)

    @property
    @abstractmethod
    def kind(self) -> Kind[Any]:
        """The kind of question that it is."""

    @property
    def fixed(self) -> bool:
        """Whether what it offers stands in the same order for everyone."""
        return not (self.kind.shuffles and self.question.shuffle)

    @property
    @abstractmethod
    def single(self) -> bool:
        """Whether a response is one of those foreseen, and not several at once."""

    @property
    @abstractmethod
    def foreseen(self) -> Sequence[Foreseen]:
        """The responses that are foreseen, in their order: of multiple choice, the options."""

    @property
    def options(self) -> Sequence[str]:
        """The ids of the responses that are foreseen."""
        return [response.id for response in self.foreseen]

    @property
    def parts(self) -> Sequence[str]:
        """The blocks of a text beside those that every question has."""
        of_each = (*(one.shown for one in self.foreseen), *(one.feedback for one in self.foreseen))
        return [block for block in dict.fromkeys((*self.blocks, *of_each)) if block]

    @property
    @abstractmethod
    def blocks(self) -> Sequence[str]:
        """Those of them that are of no foreseen response alone."""

    @property
    @abstractmethod
    def keyed(self) -> Sequence[str]:
        """The ids of the foreseen responses that a full mark takes."""

    @property
    def key(self) -> Sequence[str]:
        """What tells the key: these ids, or what is asked for in figures."""
        return self.keyed

    @property
    @abstractmethod
    def fractions(self) -> Mapping[str, float]:
        """The share of the mark that each foreseen response is worth, in [-1, 1], by id."""

    @property
    @abstractmethod
    def earned(self) -> Mapping[str, float]:
        """The share of the mark that each foreseen response earns where it is given alone, by id."""

    @abstractmethod
    def text(self, source: Source) -> Text:
        """A text as shown, of one as written."""

    @abstractmethod
    def idnumber(self, language: str) -> str:
        """What Moodle knows the question by; empty for one that came without."""

    @abstractmethod
    def _moodle_question(self, text: Text) -> MoodleQuestion: ...

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The texts as written, by language."""
        return {language: texts.read(self.folder, language) for language in self.bank.languages}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """The texts as shown, by language."""
        return {language: self.text_in(language) for language in self.sources}

    def text_in(self, language: str) -> Text:
        """The text in a language, as shown."""
        if language not in self._texts:
            self._texts[language] = self.text(self.sources[language])
        return self._texts[language]

    @cached_property
    def own_files(self) -> Sequence[File]:
        """The files of the question's folder."""
        return embedded(self.folder / FILES)

    @property
    def files(self) -> Sequence[File]:
        """The files that texts may embed."""
        return self.own_files

    def moodle_question(self, language: str) -> MoodleQuestion:
        """The Moodle question in a language."""
        if language not in self._moodle_questions:
            self._moodle_questions[language] = self._moodle_question(self.text_in(language))
        return self._moodle_questions[language]

    def xml(self, language: str) -> bytes:
        """A Moodle XML file in a language with this question alone."""
        if language not in self._files_of_one:
            self._files_of_one[language] = write(Quiz((self.moodle_question(language),)))
        return self._files_of_one[language]

    def multilingual(self) -> MoodleQuestion:
        """The Moodle question in all languages at once."""
        return self._moodle_question(build.multilingual(list(self.texts.values())))


class ComputedStages(Stages):
    """A question that has a solver.

    variant: the code of one of its variants, empty for the exam's own. exam: the question of the exam that it is, or
    that it is a variant of.
    """

    def __init__(self, bank: Bank, question: Question, number: int, variant: str = "") -> None:
        super().__init__(bank, number)
        self.question: Question = question
        self.variant = variant
        self.exam = self
        self._filled_in: dict[str, Mapping[str, str]] = {}

    def with_parameters(self, parameters: Parameters, code: str) -> "ComputedStages":
        """A variant of the question, named by a code; it shares the texts as they were read."""
        variant = ComputedStages(self.bank, replace(self.question, parameters=parameters), self.number, code)
        variant.exam = self.exam
        variant.sources = self.sources
        variant.own_files = self.own_files
        variant.evidence = self.evidence
        if "readbacks" in vars(
            self
        ):  # else they were not asked for, or cannot be read, which is told of the exam's own
            variant.readbacks = self.readbacks
        return variant

    @cached_property
    def record(self) -> Record:
        """The record of its runs; empty for a question that is not measured."""
        design = self.question.design
        return Record(None, ()) if design is None else runs.read(self.folder, design)

    @property
    def code(self) -> Sequence[Path]:
        """The modules that it may be made of: those of its folder, and those of the bank that are of no question."""
        return modules(self.bank, self.folder)

    @cached_property
    def solution(self) -> Solution:
        """What the solver finds."""
        return self.solve()

    def solve(self) -> Solution:
        """Run the solver, again if it has run before. Raises AuthorError where it fails or gives no solution."""
        question = self.question
        given = (question.parameters,) if question.design is None else (question.parameters, self.record.runs)
        with running(defined_at(question.solve) or str(self.folder)):
            solution = question.solve(*given)
            definitions.require(f"the solver's solution{forgotten(solution)}", definitions.comparable("s", solution))
        return solution

    @cached_property
    def item(self) -> OfAKind:
        """The question with its numbers, of some kind. Raises AuthorError where the item cannot be made."""
        solution = self.solution
        with running(defined_at(self.question.item) or str(self.folder)):
            item: OfAKind = self.question.item(solution)
            if not is_item(item):
                raise DefinitionError(f"expected {item_names()}, received {printed(item)}{forgotten(item)}")
            known: OfAKind = kind_of(item).given(item, self.question.parameters)
        return known

    @cached_property
    def readbacks(self) -> Mapping[str, ReadBack]:
        """What a reader must find, by language, where somebody says it. Raises BankError for what cannot be read."""
        found = {language: readback.read(self.folder, language) for language in self.bank.languages}
        return {language: expected for language, expected in found.items() if expected is not None}

    @cached_property
    def held(self) -> Held:
        """Which of the values that its texts quote its claims hold."""
        return held.of(self.sources, self.question.claims, self.solution)

    @property
    def files(self) -> Sequence[File]:
        """The files that texts may embed, figures among them. Raises what `figures` does."""
        return in_order((*self.own_files, *self.figures)) if self.question.figures else self.own_files

    @cached_property
    def figures(self) -> Sequence[File]:
        """What is drawn of the solution, in every language. Raises as `drawn` does."""
        drawings = self.question.figures
        words = [words_of(source) for source in self.sources.values()] if drawings else ()
        return [drawn(figure, self.solution, of_text) for figure in drawings for of_text in words]

    @cached_property
    def kind(self) -> Kind[Any]:
        """The kind of question that the item makes."""
        return kind_of(self.item)

    @property
    def single(self) -> bool:
        """Whether the item takes one response of those foreseen."""
        return self.kind.single(self.item)

    @cached_property
    def form(self) -> object:
        """What an item is but for its numbers: its kind, what is foreseen, and the claims that are reasons of it."""
        of_each = [(one.id, one.shown, one.feedback, [claim.id for claim in one.because]) for one in self.foreseen]
        return self.kind.words, self.blocks, of_each

    @cached_property
    def foreseen(self) -> Sequence[Foreseen]:
        """What the author foresees."""
        return self.kind.foreseen(self.item)

    @property
    def reasonings(self) -> Sequence[Reasoning]:
        """By which responses each of its misconceptions is known."""
        of_kind = self.kind.reasonings
        return reasonings(self.foreseen) if of_kind is None else of_kind(self.item)

    @cached_property
    def parts(self) -> Sequence[str]:
        """The blocks beside those that every question has; last, where a text has it, that of the evidence."""
        return [*super().parts, *self.evidence]

    @cached_property
    def evidence(self) -> Sequence[str]:
        """The block of the evidence, if there is any; none while a text cannot be read."""
        try:
            sources = self.sources.values()
        except (OSError, UnicodeDecodeError):
            return ()
        return (EVIDENCE,) if any(EVIDENCE in source.blocks for source in sources) else ()

    @property
    def blocks(self) -> Sequence[str]:
        """Those that its kind shows beside what is foreseen."""
        return self.kind.blocks(self.item)

    @property
    def keyed(self) -> Sequence[str]:
        """The ids of the key: of all responses for a void item."""
        return self.kind.keyed(self.item)

    @property
    def key(self) -> Sequence[str]:
        """What tells the key: the ids of the responses, or the number that is asked for."""
        in_figures = self.kind.in_figures(self.item)
        return [in_figures] if in_figures else self.keyed

    @property
    def fractions(self) -> Mapping[str, float]:
        """What each foreseen response is worth by the key that was found."""
        return self.kind.fractions(self.item)

    @property
    def earned(self) -> Mapping[str, float]:
        """What it is worth, or what its kind says of it."""
        alone = self.kind.alone
        return self.fractions if alone is None else alone(self.item)

    def text(self, source: Source) -> Text:
        """A text with the solution's numbers filled in."""
        text = shown(source, self.parts, self.filled_in(source))
        return in_its_language(text, self.question.figures) if self.question.figures else text

    def filled_in(self, source: Source) -> Mapping[str, str]:
        """The blocks of a text with the solution's numbers, still as Markdown. Raises TextError as `fill_in` does."""
        if source.language not in self._filled_in:
            self._filled_in[source.language] = fill_in(source, self.parts, self.solution)
        return self._filled_in[source.language]

    def idnumber(self, language: str) -> str:
        """What Moodle knows the question, or the variant, by."""
        return str(Version(self.question.id, self.variant, language))

    def _moodle_question(self, text: Text) -> MoodleQuestion:
        made: MoodleQuestion = self.kind.of_item(
            self.question, self.item, text, self.files, number=self.number, variant=self.variant
        )
        return made


class ImportedStages(Stages):
    """A question that was imported: its texts stand in its folder, and everything else is as it came."""

    def __init__(self, bank: Bank, question: Imported, number: int) -> None:
        super().__init__(bank, number)
        self.question: Imported = question

    @property
    def kind(self) -> Kind[Any]:
        """The kind of question that came in."""
        return KINDS[self.question.was.kind]

    @property
    def single(self) -> bool:
        """Whether Moodle lets one response be given of those that it foresees, and not several at once."""
        return self.kind.responses(self.question.was, tuple(self.fractions.values())).single

    @cached_property
    def foreseen(self) -> Sequence[Foreseen]:
        """What it foresees, of which nothing is known but texts: of multiple choice, options by their letters."""
        return self.kind.importing.foreseen(self.question.was)

    @property
    def blocks(self) -> Sequence[str]:
        """Its further texts."""
        others = {*block_names(()), *(block for one in self.foreseen for block in (one.shown, one.feedback))}
        return [block for block in self.kind.importing.texts(self.question.was) if block not in others]

    @property
    def keyed(self) -> Sequence[str]:
        """The ids of those that a full mark takes."""
        return [self.options[place] for place in self._compared.keyed]

    @property
    def fractions(self) -> Mapping[str, float]:
        """What each earns, as it came."""
        worth = (answer.fraction for answer in self._compared.answers)
        return dict(zip(self.options, worth, strict=True))

    @property
    def earned(self) -> Mapping[str, float]:
        """What each earns alone."""
        return dict(zip(self.options, self.kind.importing.alone(self.question.was), strict=True))

    @property
    def further(self) -> Mapping[str, Markup]:
        """What Moodle says beside its texts, by whether the response was right; then its hints, by their numbers."""
        hints = {f"Hint {number}": hint.markup for number, hint in enumerate(self.question.was.hints, start=1)}
        return {f"To a {how} response": said for how, said in self._compared.feedback.items()} | hints

    def text(self, source: Source) -> Text:
        """A text as it stands: there is no number to fill in."""
        return render(source, self.parts, None)

    def idnumber(self, language: str) -> str:  # noqa: ARG002 - it is imported in one
        """The idnumber with which it came; empty where it had none."""
        return self.question.was.idnumber

    def _moodle_question(self, text: Text) -> MoodleQuestion:
        return build.imported(self.question, text, self.files)

    @cached_property
    def _compared(self) -> Compared:
        return self.kind.compared(self.question.was)


def of(bank: Bank) -> tuple[Stages, ...]:
    """Every question of a bank, numbered in exam order; then its alternates, each with the number of its place."""
    exam = [_stages(bank, question, number) for number, question in enumerate(bank.questions, start=1)]
    places = {stages.id: stages for stages in exam}
    return (*exam, *(_alternate(bank, one, places.get(place), place) for place, one in bank.alternates.items()))


def of_exam(every: Iterable[Some]) -> list[Some]:
    """Those of the exam itself."""
    return [stages for stages in every if not stages.in_place_of]


def computed(bank: Bank) -> tuple[ComputedStages, ...]:
    """Those that have a solver."""
    return tuple(stages for stages in of(bank) if isinstance(stages, ComputedStages))


def _alternate(bank: Bank, question: Question, instead: Stages | None, place: str) -> ComputedStages:
    """A question that may be asked in place of another; instead: that one, None where it could not be loaded."""
    stages = ComputedStages(bank, question, instead.number if instead else len(bank.questions) + 1)
    stages.in_place_of = place
    return stages


def _stages(bank: Bank, question: Question | Imported, number: int) -> Stages:
    if isinstance(question, Imported):
        return ImportedStages(bank, question, number)
    return ComputedStages(bank, question, number)
