"""From any Moodle XML to a bank: texts in Markdown where that says the same, everything else kept as it was."""

import json
import keyword
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from grader.errors import BankError, MissingExtraError, MoodleXMLError
from grader.files import is_free
from grader.language import require_known
from grader.markup import VERBATIM, to_html
from grader.moodle.build import reference
from grader.moodle.flatten import parsed
from grader.moodle.quiz import Category, File, Markup, Multichoice, OtherQuestion, Quiz
from grader.moodle.shown import as_html
from grader.stated import SETTINGS, option_id, settings

_RENAMED = {"b": "strong", "i": "em"}
_SPACES = re.compile(r"[ \t\r\n]+")
_BLOCKS = {"p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "div", "br", "hr"}
_JINJA = re.compile(r"\{(?=[{%#])")


def bank_of(quiz: Quiz, *, language: str, name: str) -> tuple[dict[str, bytes], list[str]]:
    """The files of a bank that holds a quiz, and what is to be said about it.

    Raises MoodleXMLError for a quiz without questions.
    """
    require_known([language], where="--language")
    files: dict[str, bytes] = {}
    notes: list[str] = []
    ids: list[str] = []
    kept: list[tuple[int, str]] = []
    category: Category | None = None
    paths: list[str] = []
    for entry in quiz.entries:
        if isinstance(entry, Category):
            category = entry
            paths.append(entry.path)
            continue
        id_ = _free_id(entry.idnumber or entry.name, [*ids, *(path.split("/")[0] for _, path in kept)])
        if isinstance(entry, OtherQuestion):
            kept.append((len(ids), f"{id_}/question.xml"))
            files[f"{id_}/question.xml"] = entry.xml
        else:
            ids.append(id_)
            files |= {f"{id_}/{path}": content for path, content in _question(entry, category, language, notes).items()}
    if not ids and not kept:
        raise MoodleXMLError(f"{name}: expected a quiz, received no question")
    files["__init__.py"] = _init(ids, kept, language, paths[-1] if paths else name).encode()
    return files, notes


def in_markdown(html: str) -> str:
    """An HTML text as a block of our texts: in Markdown where that gives the same again, else as it is.

    Raises MissingExtraError without markdownify.
    """
    try:
        from markdownify import markdownify
    except ImportError as error:
        raise MissingExtraError(f"an import needs markdownify: pip install 'grader[import]' ({error})") from error
    written = str(markdownify(html, bullets="-", strip=["script", "style"])).strip()
    same = canonical(to_html(written)) == canonical(html) and not written.startswith(VERBATIM)
    return _JINJA.sub('{{ "{" }}', written if same else f"{VERBATIM}\n{html}")


def canonical(html: str) -> str:
    """HTML in which what makes no difference to a reader is made alike: a lone paragraph, b and strong, white space."""
    root = parsed(html, comments=False)
    for element in root.iter():
        if isinstance(element.tag, str):
            if element.tag in _RENAMED:
                element.tag = _RENAMED[element.tag]
            element.text, element.tail = (text and _SPACES.sub(" ", text) for text in (element.text, element.tail))
    only = root[0] if len(root) == 1 else None
    if only is not None and only.tag == "p" and not only.attrib and not _shown(root.text) and not _shown(only.tail):
        only.tag, only.tail = "div", None
        root = only
    for element in root.iter():
        if element.tag in _BLOCKS:
            element.text = element.text and element.text.lstrip()
            element.tail = element.tail and element.tail.lstrip()
            before = element.getprevious()
            if before is not None and before.tail:
                before.tail = before.tail.rstrip()
            elif before is None and (parent := element.getparent()) is not None and parent.text:
                parent.text = parent.text.rstrip()
    return etree.tostring(root, encoding="unicode", with_tail=False).strip()


def _shown(text: str | None) -> str:
    return (text or "").strip()


def _question(question: Multichoice, category: Category | None, language: str, notes: list[str]) -> dict[str, bytes]:
    answers = tuple(answer for answer in question.answers if answer.markup.text)
    if len(answers) < len(question.answers):
        notes.append(f"{question.name}: an option without text is left out, as Moodle does")
    texts: list[tuple[str, Markup]] = [("stem", question.stem)]
    texts += [(f"option_{option_id(place)}", answer.markup) for place, answer in enumerate(answers)]
    texts += [(f"feedback_{option_id(place)}", answer.feedback) for place, answer in enumerate(answers)]
    texts.append(("general_feedback", question.general_feedback))
    whole = replace(question, answers=answers, category=category)
    docstring = f"{_line(question.name)}: stated, not computed, until somebody writes its solver and claims."
    return {
        "__init__.py": "\n".join(
            (
                _literal_docstring(docstring),
                "",
                "from pathlib import Path",
                "",
                "from grader.stated import stated",
                "",
                "QUESTION = stated(Path(__file__).parent)",
                "",
            )
        ).encode(),
        SETTINGS: settings(whole),
        f"text.{language}.md": _text(question.name, texts).encode(),
        **_files(question.name, [markup for _, markup in texts], notes),
    }


def _text(name: str, texts: Iterable[tuple[str, Markup]]) -> str:
    blocks = [("title", _JINJA.sub('{{ "{" }}', _line(name)) or "?")]
    blocks += [(block, in_markdown(as_html(markup))) for block, markup in texts]
    return "\n".join(f"{{% block {block} %}}\n{written}\n{{% endblock %}}\n" for block, written in blocks)


def _files(name: str, markups: Sequence[Markup], notes: list[str]) -> dict[str, bytes]:
    """The files that texts refer to, by where they lie in the question's folder."""
    found: dict[str, bytes] = {}
    for markup in markups:
        for file in markup.files:
            path = _path_of(file)
            if path is None or reference(file) not in markup.text:
                notes.append(f"{name}: no text refers to the file {file.name!r}, which is left out")
            elif found.setdefault(path, file.content) != file.content:
                notes.append(f"{name}: two files are called {file.name!r}; the first is kept")
    return found


def _path_of(file: File) -> str | None:
    """Where a file lies, below `files`; None for a name that leads elsewhere."""
    parts = [*file.path.split("/"), file.name]
    whole = [part for part in parts if part]
    return None if {".", ".."} & set(whole) or "/" in file.name or "\0" in file.name else "/".join(("files", *whole))


def _free_id(written: str, taken: Sequence[str]) -> str:
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().lower()
    id_ = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50] or "question"
    if not id_[0].isalpha() or keyword.iskeyword(id_) or id_ == "grader":
        id_ = f"q_{id_}"
    number = 2
    free = id_
    while free in taken:
        free, number = f"{id_}_{number}", number + 1
    return free


def _init(ids: Sequence[str], kept: Sequence[tuple[int, str]], language: str, path: str) -> str:
    category = " / ".join(part.replace("//", "/") for part in re.split(r"(?<!/)/(?!/)", path))
    imports = f"from . import (\n{''.join(f'    {id_},{chr(10)}' for id_ in sorted(ids))})\n\n" if ids else ""
    listed = "".join(f"    {id_}.QUESTION,\n" for id_ in ids)
    questions = f"QUESTIONS = (\n{listed})\n" if ids else "QUESTIONS = ()\n"
    lines = [
        '"""A quiz that was imported: its questions, in their order."""\n\n',
        imports,
        questions,
        f"\nLANGUAGES = ({_quoted(language)},)\n",
        f"\nCATEGORY = {{{_quoted(language)}: {_quoted(category)}}}\n",
    ]
    if kept:
        entries = "".join(f"    ({place}, {_quoted(file)}),\n" for place, file in kept)
        lines.append(f"\nKEPT = (\n{entries})\n")
        lines.append(
            '"""Questions of other types, kept whole: before how many of the others each stands, and its file."""\n'
        )
    return "".join(lines)


def _quoted(text: str) -> str:
    """A text as Python writes it, in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())


def _literal_docstring(text: str) -> str:
    """A docstring whatever the text holds."""
    plain = re.sub(r'[\\"]', "'", text)
    return f'"""{plain}"""'


def write_bank(path: Path, quiz: Quiz, *, language: str) -> tuple[dict[str, bytes], list[str]]:
    """The files of the bank, for a folder that is free. Raises BankError where something stands there."""
    if not is_free(path):
        raise BankError(f"{path}: expected nothing there, or an empty folder")
    return bank_of(quiz, language=language, name=path.name)
