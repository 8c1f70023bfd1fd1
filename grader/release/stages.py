"""The stages of every question of a bank, from its definition to the words that Moodle gets, each computed once.

Looking at a stage computes it and those before it; what goes wrong there is raised there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from grader import definitions
from grader.authored import defined_at, forgotten, printed, running
from grader.bank import Bank
from grader.errors import DefinitionError
from grader.kinds import kind_of
from grader.model import Item, Parameters, Question, Solution, Text
from grader.moodle.quiz import File, MoodleQuestion
from grader.release import moodle_question as build
from grader.stability import runs
from grader.stability.runs import Record
from grader.texts import source as texts
from grader.texts.markdown import FILES
from grader.texts.render import render
from grader.texts.source import Source


class Stages:
    """One question on its way; `variant` is the code of one of its variants, empty for the exam's own."""

    def __init__(self, bank: Bank, question: Question, number: int, variant: str = "") -> None:
        self.bank = bank
        self.question = question
        self.number = number
        self.variant = variant
        self._moodle_questions: dict[str, MoodleQuestion] = {}

    def with_parameters(self, parameters: Parameters, code: str) -> "Stages":
        """A variant of the question, named by a code; it shares the texts as they were read."""
        variant = Stages(self.bank, replace(self.question, parameters=parameters), self.number, code)
        variant.sources = self.sources
        variant.files = self.files
        return variant

    @property
    def folder(self) -> Path:
        """The question's folder."""
        return self.bank.folder / self.question.id

    @cached_property
    def record(self) -> Record:
        """The record of its runs; empty for a question that is not measured."""
        design = self.question.design
        return Record(None, ()) if design is None else runs.read(self.folder, design)

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
    def item(self) -> Item:
        """The question with its numbers and its key. Raises AuthorError where the item cannot be made."""
        solution = self.solution
        with running(defined_at(self.question.item) or str(self.folder)):
            item = self.question.item(solution)
            if not isinstance(item, Item):
                raise DefinitionError(f"expected an Item, received {printed(item)}{forgotten(item)}")
        return item

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The texts as written, by language."""
        return {language: texts.read(self.folder, language) for language in self.bank.languages}

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """The texts as shown, by language."""
        return {language: render(source, self.item, self.solution) for language, source in self.sources.items()}

    @cached_property
    def files(self) -> Sequence[File]:
        """The files of the question's folder that texts may embed."""
        return embedded(self.folder / FILES)

    def moodle_question(self, language: str) -> MoodleQuestion:
        """The Moodle question in a language."""
        if language not in self._moodle_questions:
            self._moodle_questions[language] = self._moodle_question(self.texts[language])
        return self._moodle_questions[language]

    def multilingual(self) -> MoodleQuestion:
        """The Moodle question in all languages at once."""
        return self._moodle_question(build.multilingual(list(self.texts.values())))

    def _moodle_question(self, text: Text) -> MoodleQuestion:
        if self.question.stated is not None:
            return build.stated(self.question, text, self.files)
        made: MoodleQuestion = kind_of(self.item).of_item(
            self.question, self.item, text, self.files, number=self.number, variant=self.variant
        )
        return made


def embedded(folder: Path) -> list[File]:
    """The files of a folder as Moodle embeds them; none where there is no folder."""
    return [
        File(
            path.name,
            path.read_bytes(),
            f"/{parent}/" if (parent := path.parent.relative_to(folder).as_posix()) != "." else "/",
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def of(bank: Bank) -> tuple[Stages, ...]:
    """Every question of a bank, numbered in exam order."""
    return tuple(Stages(bank, question, number) for number, question in enumerate(bank.questions, start=1))
