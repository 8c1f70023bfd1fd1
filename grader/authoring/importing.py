"""From any Moodle XML to a bank: what a folder of ours holds without a change is stated there, the rest kept whole."""

import keyword
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from grader.authoring.from_html import in_markdown
from grader.bank import CATEGORIES
from grader.errors import MoodleXMLError
from grader.kinds import KINDS
from grader.kinds.importing import KeptWholeError
from grader.kinds.quiz import write_entry
from grader.moodle.quiz import (
    MAX_IDNUMBER,
    Category,
    Entry,
    File,
    Markup,
    MoodleQuestion,
    OtherQuestion,
    Quiz,
    referred_to,
)
from grader.moodle.shown import as_html
from grader.pages.page import plain
from grader.release.imported import SETTINGS, settings
from grader.texts.language import require_known
from grader.texts.literal import escaped
from grader.texts.markdown import to_html

MAX_QUESTIONS = 10_000
_MAX_ID, _MAX_COMPONENT, _MAX_FOLDERS = 50, 200, 8
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")  # which are no names of folders on Windows
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]|^\.{1,2}$|[. ]$')
_TYPESET = (r"\(", r"\[", "$$")


@dataclass
class Ids:
    """Names for folders and files made of any words: bounded, readable, each given once."""

    taken: set[str] = field(default_factory=set)
    _next: dict[str, int] = field(default_factory=dict)

    def free(self, written: str) -> str:
        """An identifier made of the words; a number behind it tells those of alike words apart."""
        plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().lower()
        id_ = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_MAX_ID].strip("_") or "question"
        if not id_[0].isalpha() or keyword.iskeyword(id_) or id_ == "grader" or _DEVICE.fullmatch(id_):
            id_ = f"q_{id_}"
        free, number = id_, self._next.get(id_, 2)
        while free in self.taken:
            free, number = f"{id_}_{number}", number + 1
        self._next[id_] = number
        self.taken.add(free)
        return free


def bank_of(quiz: Quiz, *, language: str, name: str) -> tuple[dict[str, bytes], list[str]]:
    """The files of a bank that holds a quiz, and what is to be said about it.

    The export of the bank is the quiz again: categories and questions in their order, with what they hold.
    Raises MoodleXMLError for a quiz without questions, or with more than MAX_QUESTIONS.
    """
    require_known([language], where="the texts' language")
    count = sum(not isinstance(entry, Category) for entry in quiz.entries)
    if not count:
        raise MoodleXMLError(f"{name}: expected a quiz, received no question")
    if count > MAX_QUESTIONS:
        raise MoodleXMLError(
            f"{name}: expected at most {MAX_QUESTIONS} questions in a bank, received {count}; import them in parts"
        )
    files: dict[str, bytes] = {}
    notes: list[str] = []
    ids: list[str] = []
    kept: list[tuple[str, str]] = []
    waiting: list[str] = []
    questions, categories = Ids({CATEGORIES}), Ids()
    idnumbers: set[str] = set()
    for entry in quiz.entries:
        if isinstance(entry, Category):
            file = f"{CATEGORIES}/{categories.free(_parts(entry.path)[-1])}.xml"
        else:
            id_ = questions.free(entry.idnumber or entry.name)
            stated = _stated(entry, language, idnumbers, notes)
            if stated is not None:
                idnumbers.add(entry.idnumber)
                files |= {f"{id_}/{path}": content for path, content in stated.items()}
                kept += [(id_, earlier) for earlier in waiting]
                waiting = []
                ids.append(id_)
                continue
            file = f"{id_}/question.xml"
        files[file] = write_entry(entry) + b"\n"
        waiting.append(file)
    kept += [("", last) for last in waiting]
    paths = [entry.path for entry in quiz.entries if isinstance(entry, Category)]
    files["__init__.py"] = _init(ids, kept, language, paths[-1] if paths else name).encode()
    return files, notes


def _stated(entry: Entry, language: str, idnumbers: Collection[str], notes: list[str]) -> dict[str, bytes] | None:
    """The files of a question's folder; None where they could not say the same, so that it is to be kept whole.

    idnumbers: those of the questions that are stated already; no two questions of a bank have the same.
    """
    if isinstance(entry, Category | OtherQuestion):
        return None
    try:
        _require_usable(entry.idnumber, idnumbers)
        return _question(entry, language, notes)
    except KeptWholeError as error:
        notes.append(f"{entry.name}: kept whole: {error}")
        return None


def _require_usable(idnumber: str, taken: Collection[str]) -> None:
    """Raise KeptWholeError for an idnumber that no question of a bank may have, so that nothing could be exported."""
    if idnumber and idnumber in taken:
        raise KeptWholeError("an earlier question has the same idnumber")
    if len(idnumber) > MAX_IDNUMBER:
        raise KeptWholeError("its idnumber is too long for Moodle")


def _question(question: MoodleQuestion, language: str, notes: list[str]) -> dict[str, bytes]:
    importing = KINDS[question.kind].importing
    stated = importing.stated(question)
    texts = importing.texts(stated.question)
    blocks = {block: in_markdown(_html(block, markup)) for block, markup in texts.items()}
    html = {block: to_html(written) for block, written in blocks.items()}
    shown = [response.shown for response in importing.foreseen(stated.question) if response.shown]
    if not all(html[block].strip() for block in shown):
        raise KeptWholeError("an option of it shows nothing")
    files = _files([(markup, html[block]) for block, markup in texts.items()])
    notes += [f"{question.name}: {note}" for note in stated.notes]
    if question.unread:
        notes.append(
            f"{question.name}: an image is not whole, and Moodle passes over it; {SETTINGS} keeps what there is"
        )
    title = _line(question.name)
    written = {block: escaped(words) for block, words in {"title": title or "?", **blocks}.items()}
    return {
        "__init__.py": plain("import/question.py.j2", title=_in_docstring(title)).encode(),
        SETTINGS: settings(stated.question),
        f"text.{language}.md": plain("import/text.md.j2", blocks=written).encode(),
        **files,
    }


def _html(block: str, markup: Markup) -> str:
    """A text as HTML. Raises KeptWholeError for one whose format says something else than HTML could."""
    if markup.format in {"markdown", "wiki_like"} and markup.text:
        raise KeptWholeError(f"its {block} is written in {markup.format}, which Moodle reads by rules of its own")
    if markup.format == "plain_text" and any(delimiter in markup.text for delimiter in _TYPESET):
        raise KeptWholeError(f"its {block} is plain text, in which mathematics is not typeset")
    return as_html(markup)


def _files(texts: Sequence[tuple[Markup, str]]) -> dict[str, bytes]:
    """The files of texts, by where they lie in the question's folder; texts come with the HTML that refers to them.

    Raises KeptWholeError where an export would not give every text the files that it came with.
    """
    every = {file for markup, _ in texts for file in markup.files}
    found = {_path_of(file): file.content for file in every}
    if len({path.casefold() for path in found}) < len(every):
        raise KeptWholeError("two of its files have the same name")
    for markup, html in texts:
        if len(set(markup.files)) < len(markup.files):
            raise KeptWholeError("a text holds a file twice")
        wanted = referred_to(html)
        if not wanted <= {f"{file.path}{file.name}" for file in every}:
            raise KeptWholeError("a text refers to a file that the question does not hold")
        if set(markup.files) != {file for file in every if f"{file.path}{file.name}" in wanted}:
            raise KeptWholeError("a text holds a file to which it does not refer, or refers to another text's")
    return dict(sorted(found.items()))


def _path_of(file: File) -> str:
    """Where a file lies, below `files`. Raises KeptWholeError for a name that not every file system takes."""
    parts = [*file.path.removeprefix("/").removesuffix("/").split("/"), file.name] if file.path != "/" else [file.name]
    bounded = len(parts) <= _MAX_FOLDERS and all(0 < len(part.encode()) <= _MAX_COMPONENT for part in parts)
    safe = not any(_UNSAFE.search(part) or _DEVICE.fullmatch(part.split(".")[0].lower()) for part in parts)
    if not (bounded and safe and file.path.startswith("/") and file.path.endswith("/")):
        raise KeptWholeError("a file of it has a name that not every file system takes")
    return "/".join(("files", *parts))


def _parts(path: str) -> list[str]:
    """The names of a category and its parents; a slash within one is doubled."""
    return [part.replace("//", "/") for part in re.split(r"(?<!/)/(?!/)", path)]


def _init(ids: Sequence[str], kept: Sequence[tuple[str, str]], language: str, path: str) -> str:
    category = " / ".join(_parts(path))
    return plain("import/bank.py.j2", ids=ids, kept=kept, language=language, category=category)


def _line(text: str) -> str:
    return " ".join(text.split())


def _in_docstring(text: str) -> str:
    """A text as a docstring can hold it, whatever it holds."""
    return re.sub(r'[\\"]', "'", text)
