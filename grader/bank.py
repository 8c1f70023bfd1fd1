"""Finding a bank, by module name or folder, with its questions, texts and records."""

import hashlib
import importlib
import importlib.util
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from grader import definitions
from grader.authored import PACKAGE, defined_at, printed, running
from grader.design import Design
from grader.errors import AuthorError, BankError, DefinitionError
from grader.model import Question
from grader.moodle.quiz import MoodleQuestion
from grader.texts.language import require_known

CATEGORIES = "categories"
"""The folder of a bank that holds the categories of an import, a file each."""

INIT = "__init__.py"
_NAMED = re.compile(r"^QUESTIONS\b", re.MULTILINE)


@dataclass(frozen=True)
class Unloaded:
    """A question that could not be loaded, and why."""

    id: str
    error: AuthorError


@dataclass(frozen=True)
class Imported:
    """A question that was imported, and that nobody has computed yet.

    was: how Moodle holds it; its texts stand in the question's folder, and those in `was` are empty.
    """

    id: str
    was: MoodleQuestion

    @property
    def maximum_mark(self) -> float:
        """What a response that is wholly right earns."""
        return self.was.maximum_mark

    @property
    def tags(self) -> tuple[str, ...]:
        """What Moodle finds it by."""
        return self.was.tags

    @property
    def shuffle(self) -> bool:
        """Whether Moodle may show what it offers in any order."""
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
    unloaded: questions that could not be loaded, and are missing among the others.
    alternates: questions that are no part of the exam, by the id of the one in whose place each may be asked.
    """

    location: str
    folder: Path
    questions: tuple[Question | Imported, ...]
    languages: tuple[str, ...]
    category: dict[str, str]
    kept: tuple[tuple[str, str], ...] = ()
    unloaded: tuple[Unloaded, ...] = ()
    alternates: Mapping[str, Question] = field(default_factory=dict)

    @property
    def computed(self) -> tuple[Question, ...]:
        """The questions that have a solver, then the alternates."""
        return (*(one for one in self.questions if isinstance(one, Question)), *self.alternates.values())

    @property
    def kept_questions(self) -> int:
        """How many questions are kept as they were imported."""
        return sum(not file.startswith(f"{CATEGORIES}/") for _, file in self.kept)

    def folder_of(self, question: Question | Imported) -> Path:
        """The folder that holds a question's texts and record."""
        return self.folder / question.id


def load(location: str, *, in_part: bool = False) -> Bank:
    """Load a bank from a folder, or else by the name of an installed module.

    A folder of that name wins over an installed module, so that what one edits is what one verifies.
    Raises BankError when there is no such bank, or its code does not import; in part, a question that does not load
    is told among `unloaded`, and the others are there.
    """
    module = _import(location)
    bank = _bank(location, module)
    if bank.unloaded and not in_part:
        raise bank.unloaded[0].error
    return bank


@cache
def design(location: str, question_id: str) -> Design:
    """The design of a measured question: what another process needs to find it again."""
    for question in load(location).computed:
        if question.id == question_id and question.design is not None:
            return question.design
    raise BankError(f"{location}: expected a measured question, received {question_id!r}")


def is_bank(folder: Path) -> bool:
    """Whether a folder holds a bank, as its `__init__.py` reads; nothing is run."""
    try:
        return bool(_NAMED.search((folder / INIT).read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return False


def _bank(location: str, module: ModuleType) -> Bank:
    """The bank of a module; questions that are none, or have no folder, are among the unloaded."""
    where = str(module.__file__)
    folder = Path(where).parent
    names = [name for name in ("QUESTIONS", "LANGUAGES", "CATEGORY") if not hasattr(module, name)]
    if names:
        remedy = f": name the bank's folder, {str(folder.parent)!r}" if is_bank(folder.parent) else ""
        raise BankError(
            f"{where}: expected QUESTIONS, LANGUAGES and CATEGORY, found no {' and no '.join(names)}{remedy}"
        )
    languages, category, kept = module.LANGUAGES, module.CATEGORY, getattr(module, "KEPT", ())
    alternates = getattr(module, "ALTERNATES", {})
    try:
        wrong = (
            *_wrong(module.QUESTIONS, languages, category, kept),
            *_wrong_alternates(module.QUESTIONS, alternates),
        )
        definitions.require(where, wrong)
    except DefinitionError as error:
        raise BankError(str(error)) from error
    require_known(languages, where=f"{where}: LANGUAGES")
    entries = [_loaded(entry, folder) for entry in module.QUESTIONS]
    beside = {id_: _loaded(entry, folder) for id_, entry in alternates.items()}
    unloaded = (entry for entry in (*entries, *beside.values()) if isinstance(entry, Unloaded))
    return Bank(
        location=location,
        folder=folder,
        questions=tuple(entry for entry in entries if isinstance(entry, Question | Imported)),
        languages=languages,
        category=dict(category),
        kept=kept,
        unloaded=(*unloaded, *_missing(kept, folder)),
        alternates={id_: entry for id_, entry in beside.items() if isinstance(entry, Question)},
    )


def _wrong(questions: Any, languages: Any, category: Any, kept: Any) -> Iterator[str]:
    """What is wrong with what a bank's `__init__.py` names."""
    yield from definitions.each("QUESTIONS", questions, Question | Imported | Unloaded, "questions")
    if questions == () and not kept:
        yield "QUESTIONS: expected at least one question"
    yield from definitions.each("LANGUAGES", languages, str, "languages")
    if languages == ():
        yield "LANGUAGES: expected at least one language"
    elif isinstance(languages, tuple) and len({*map(printed, languages)}) < len(languages):
        yield f"LANGUAGES: expected each language once, received {printed(languages)}"
    yield from definitions.one("CATEGORY", category, Mapping, 'a category by language, as in {"en": "Physics"}')
    if isinstance(category, Mapping) and isinstance(languages, tuple):
        for language in languages:
            named = category.get(language)
            if not isinstance(named, str):
                yield f"expected a CATEGORY for the language {printed(language)}, received {printed(named)}"
    yield from _wrong_kept(questions, kept)


def _wrong_kept(questions: Any, kept: Any) -> Iterator[str]:
    """What is wrong with what a bank says that it keeps as it was imported."""
    unpaired = list(definitions.pairs("KEPT", kept, "a question's id and a file"))
    yield from unpaired
    if isinstance(questions, tuple) and not unpaired:
        ids = {"", *(question.id for question in questions if isinstance(question, Question | Imported | Unloaded))}
        for before, _ in kept:
            if before not in ids:
                yield f"expected KEPT to name questions of the bank, received {printed(before)}"


def _wrong_alternates(questions: Any, alternates: Any) -> Iterator[str]:
    """What is wrong with the questions that may be asked in place of others."""
    example = 'a question by the id of the one in whose place it may be asked, as in {"losses": other_losses.QUESTION}'
    yield from definitions.one("ALTERNATES", alternates, Mapping, example)
    if not isinstance(alternates, Mapping) or not isinstance(questions, tuple):
        return
    ids = [one.id for one in questions if isinstance(one, Question | Imported | Unloaded)]
    for id_, alternate in alternates.items():
        yield from definitions.one(f"ALTERNATES[{printed(id_)}]", alternate, Question | Unloaded, "a Question")
        if id_ not in ids:
            yield f"expected ALTERNATES to name questions of the bank, received {printed(id_)}"
        if isinstance(alternate, Question | Unloaded) and alternate.id in ids:
            yield f"expected ALTERNATES to hold no question of the exam itself, received {alternate.id}"


def _missing(kept: tuple[tuple[str, str], ...], folder: Path) -> Iterator[Unloaded]:
    """What a bank says that it keeps, and has not."""
    for _, file in kept:
        if not (folder / file).is_file():
            yield Unloaded(file, AuthorError("KEPT names it, and there is no such file", where=str(folder / INIT)))


def _loaded(entry: Question | Imported | Unloaded, folder: Path) -> Question | Imported | Unloaded:
    """A question, unless its folder has another name: there its texts are looked for."""
    if isinstance(entry, Unloaded) or (folder / entry.id).is_dir():
        return entry
    said = f"the question's id is {entry.id!r}, and no folder of the bank has this name: its texts are looked for there"
    return Unloaded(entry.id, AuthorError(said, where=_where(entry) or str(folder / INIT)))


def _where(question: Question | Imported) -> str:
    return defined_at(question.item) if isinstance(question, Question) else ""


def _import(location: str) -> ModuleType:
    folder = Path(location)
    is_folder = folder.is_dir()
    if not is_folder and not all(part.isidentifier() for part in location.split(".")):
        raise BankError(f"expected a bank's folder or module name, received {location!r}{_nearby(folder)}")
    try:
        with running(str(folder / INIT) if is_folder else location):
            return _import_folder(folder.resolve()) if is_folder else _import_module(location)
    except AuthorError as error:
        cause = error.__cause__
        if isinstance(cause, BankError) and not isinstance(cause, DefinitionError):
            raise cause from None
        if not is_folder and isinstance(cause, ModuleNotFoundError) and f"{location}.".startswith(f"{cause.name}."):
            raise BankError(f"expected a bank's folder or module name, received {location!r}") from cause
        raise _not_imported(error) from cause


def _nearby(path: Path) -> str:
    """The remedy for whoever named a bank's file."""
    return f": name its folder, {str(path.parent)!r}" if path.name == INIT and path.is_file() else ""


def _not_imported(error: AuthorError) -> AuthorError:
    """The error of an import, with the remedy where Python names none."""
    return AuthorError(f"cannot be imported: {error.said}{_remedy(error)}", where=error.where)


def _remedy(error: AuthorError) -> str:
    cause, file = error.__cause__, Path(error.where.rpartition(":")[0])
    first = (cause.name or "").partition(".")[0] if isinstance(cause, ImportError) and not cause.path else ""
    if first and (first in (file.parent.name, file.parent.parent.name) or (file.parent / f"{first}.py").is_file()):
        return "; a bank's own modules are imported with dots: from .solver import ..., from ..shared import ..."
    if isinstance(cause, ImportError) and cause.name and cause.path:
        of_bank = cause.name.startswith(PACKAGE) and "." not in cause.name
        if "partially initialized" in str(cause) or (of_bank and file != Path(cause.path)):
            return "; the two import each other: write what both need into a module of its own"
        if of_bank:
            folders = sorted(path.parent.name for path in file.parent.glob(f"*/{INIT}"))
            return f"; the bank's questions are in the folders {', '.join(folders) or '(none)'}"
    elif isinstance(cause, SyntaxError) and re.search("null bytes|'utf-8' codec|Non-UTF-8", cause.msg):
        return "; save the file in UTF-8"
    return ""


def _import_module(name: str) -> ModuleType:
    """Import an installed module by its name."""
    with _questions_of(name):
        return importlib.import_module(name)


def _import_folder(folder: Path) -> ModuleType:
    """Import a folder as a package of a name of its own, afresh, whatever else is called the same."""
    name = f"{PACKAGE}{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    for loaded in [module for module in sys.modules if module.partition(".")[0] == name]:
        del sys.modules[loaded]
    init = folder / INIT
    if not init.is_file():
        raise BankError(f"{folder}: expected a bank: a folder with __init__.py that names its QUESTIONS")
    loader = _Source(name, str(init))
    spec = importlib.util.spec_from_file_location(name, init, loader=loader, submodule_search_locations=[str(folder)])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with _questions_of(name):
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


@contextmanager
def _questions_of(package: str) -> Iterator[None]:
    """While a bank is imported, a question of its that fails does not keep the others from being imported."""
    finder = _Questions(package)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Questions(MetaPathFinder):
    """Finds what is in a bank's folder; the packages right in it are its questions."""

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        if not fullname.startswith(f"{self._package}."):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None:
            return None
        is_question = fullname.rpartition(".")[0] == self._package and spec.submodule_search_locations is not None
        if isinstance(spec.loader, SourceFileLoader):
            spec.loader = (_Tolerant if is_question else _Source)(fullname, spec.loader.path)
        elif is_question:
            spec.loader = _NoPackage()
        return spec


class _Source(SourceFileLoader):
    """Imports a module from what stands in its file now.

    Python would take what it compiled before for a file that is as long and was written in the same second.
    """

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - Python's name for it
        return _compiled(self.get_data(self.path), self.path)


@lru_cache(maxsize=256)
def _compiled(source: bytes, path: str) -> CodeType:
    """A module's code; of one that is no text in UTF-8, too, the error names the file."""
    try:
        return compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        error.filename = error.filename or path
        error.lineno = error.lineno or 1
        raise


class _Tolerant(_Source):
    """Imports a question; where that fails, its QUESTION is why."""

    def exec_module(self, module: ModuleType) -> None:
        id_ = module.__name__.rpartition(".")[2]
        try:
            with running(self.path):
                super().exec_module(module)
        except AuthorError as error:
            vars(module)["QUESTION"] = Unloaded(id_, _not_imported(error))
            return
        question = vars(module).get("QUESTION")
        if not isinstance(question, Question | Imported):
            said = f"expected a Question by the name QUESTION, received {printed(question)}"
            vars(module)["QUESTION"] = Unloaded(id_, AuthorError(said, where=self.path))


class _NoPackage(Loader):
    """Stands for the import of a folder that has no `__init__.py`."""

    def exec_module(self, module: ModuleType) -> None:
        (folder,) = module.__path__
        failure = AuthorError(f"expected a question: a folder with {INIT}", where=folder)
        module.QUESTION = Unloaded(Path(folder).name, failure)  # type: ignore[attr-defined]
