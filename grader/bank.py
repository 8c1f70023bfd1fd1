"""Finding a bank, by module name or folder, with its questions, texts and records."""

import hashlib
import importlib
import importlib.util
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from traceback import extract_tb
from types import ModuleType

from grader.errors import BankError
from grader.model import Design, Question
from grader.moodle.quiz import Multichoice
from grader.texts.language import require_known

CATEGORIES = "categories"
"""The folder of a bank that holds the categories of an import, a file each."""


@dataclass(frozen=True)
class Imported:
    """A question that was imported, and that nobody has computed yet.

    was: how Moodle holds it; its texts stand in the question's folder, and those in `was` are empty.
    """

    id: str
    was: Multichoice

    @property
    def mark(self) -> float:
        """What it is worth."""
        return self.was.mark

    @property
    def tags(self) -> tuple[str, ...]:
        """What Moodle finds it by."""
        return self.was.tags

    @property
    def shuffle(self) -> bool:
        """Whether Moodle may shuffle the options."""
        return self.was.shuffle


@dataclass(frozen=True)
class Bank:
    """A bank that was loaded.

    location: what it was asked for by: a folder, or a module name.
    folder: where it lies; a question's own folder bears the question's id.
    languages: the languages of its texts, the exam's own first.
    category: the Moodle category for its questions, by language.
    kept: what is kept as it was imported, questions and categories: before which question each stands (its id; empty
    for the end), and its file.
    """

    location: str
    folder: Path
    questions: tuple[Question | Imported, ...]
    languages: tuple[str, ...]
    category: dict[str, str]
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def computed(self) -> tuple[Question, ...]:
        """The questions that have a solver."""
        return tuple(question for question in self.questions if isinstance(question, Question))

    @property
    def kept_questions(self) -> int:
        """How many questions are kept as they were imported."""
        return sum(not file.startswith(f"{CATEGORIES}/") for _, file in self.kept)

    def folder_of(self, question: Question | Imported) -> Path:
        """The folder that holds a question's texts and record."""
        return self.folder / question.id


def load(location: str) -> Bank:
    """Load a bank from a folder, or else by the name of an installed module.

    A folder of that name wins over an installed module, so that what one edits is what one verifies.
    Raises BankError when there is no such bank, or its code does not import.
    """
    module = _import(location)
    try:
        bank = Bank(
            location=location,
            folder=Path(module.__file__ or "").parent,
            questions=tuple(module.QUESTIONS),
            languages=tuple(module.LANGUAGES),
            category=dict(module.CATEGORY),
            kept=tuple(getattr(module, "KEPT", ())),
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise BankError(f"{module.__file__}: expected QUESTIONS, LANGUAGES and CATEGORY: {error}") from error
    for question in bank.questions:
        if not isinstance(question, Question | Imported):
            raise BankError(f"{module.__file__}: expected QUESTIONS to hold Question, received {question!r}")
    require_known(bank.languages, where=f"{module.__file__}: LANGUAGES")
    unknown = {before for before, _ in bank.kept} - {"", *(question.id for question in bank.questions)}
    if unknown:
        raise BankError(f"{module.__file__}: expected KEPT to name questions of the bank, received {min(unknown)!r}")
    for language in bank.languages:
        if language not in bank.category:
            raise BankError(f"{module.__file__}: expected a CATEGORY for the language {language!r}")
    return bank


@cache
def design(location: str, question_id: str) -> Design:
    """The design of a measured question: what another process needs to find it again."""
    for question in load(location).computed:
        if question.id == question_id and question.design is not None:
            return question.design
    raise BankError(f"{location}: expected a measured question, received {question_id!r}")


def _import(location: str) -> ModuleType:
    folder = Path(location)
    if not folder.is_dir() and not all(part.isidentifier() for part in location.split(".")):
        raise BankError(f"expected a bank's folder or module name, received {location!r}")
    try:
        return _import_folder(folder.resolve()) if folder.is_dir() else importlib.import_module(location)
    except BankError:
        raise
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and error.name == location:
            raise BankError(f"expected a bank's folder or module name, received {location!r}") from error
        raise BankError(f"{_place(error, location)}: cannot be imported: {type(error).__name__}: {error}") from error


def _place(error: Exception, location: str) -> str:
    """The file and line that an import failed at."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}"
    frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.startswith("<frozen ")]
    ours = [frame for frame in frames if frame.filename not in (__file__, importlib.__file__)]
    return f"{ours[-1].filename}:{ours[-1].lineno}" if ours else location


def _import_folder(folder: Path) -> ModuleType:
    """Import a folder as a package of a name of its own, afresh, whatever else is called the same."""
    name = f"_bank_{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    for loaded in [module for module in sys.modules if module == name or module.startswith(f"{name}.")]:
        del sys.modules[loaded]
    init = folder / "__init__.py"
    if not init.is_file():
        raise BankError(f"{folder}: expected a bank: a folder with __init__.py that names its QUESTIONS")
    spec = importlib.util.spec_from_file_location(name, init, submodule_search_locations=[str(folder)])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
