"""A printed exam, set by Typst: tagged, in its language, with words for every formula and picture.

What it is set from, a template and the exam's words, depends on nothing but the bank; the bytes of the PDF depend on
Typst's version, too. So each PDF names what it was set from, and is compared by that.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.documents.sheet import Offered, Sheet
from grader.documents.tree import Node, tree
from grader.documents.words import words_in
from grader.errors import GraderError, MissingExtraError

_TEMPLATE = Path(__file__).parents[1] / "templates" / "documents" / "exam.typ"
_NAMED = re.compile(rb"set-from-[0-9a-f]{64}")


def source(title: str, language: str, sheets: Sequence[Sheet], *, solved: bool, form: str = "") -> bytes:
    """What a PDF is set from. form: which one it is, where the exam is printed in several."""
    words = words_in(language)
    lang, _, region = language.partition("-")
    data: dict[str, object] = {
        "title": f"{title} ({words['solved']})" if solved else title,
        "lang": lang,
        "region": region or None,
        "form": form,
        "solved": solved,
        "words": dict(words),
        "sheets": [_shown(sheet, solved=solved) for sheet in sheets],
    }
    digest = hashlib.sha256(_TEMPLATE.read_bytes() + _as_json(data)).hexdigest()
    return _as_json({**data, "digest": f"set-from-{digest}"})


def is_set_from(pdf: bytes, made_of: bytes) -> bool:
    """Whether a PDF is what is set from a source, whatever version of Typst set it."""
    return set(_NAMED.findall(pdf)) == set(_NAMED.findall(made_of))


def typeset(made_of: bytes) -> bytes:
    """The PDF, by the standard for accessible ones, PDF/UA-1. Raises MissingExtraError without Typst."""
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError(
            f"printed documents need Typst: pip install 'exams-as-code[document]' ({error})"
        ) from error
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    compiler = typst.Compiler(font_paths=fonts, sys_inputs={"data": made_of.decode()})
    try:
        pdf = compiler.compile(_TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError as error:
        raise GraderError(f"a document cannot be set: {error.message}") from error
    assert isinstance(pdf, bytes)
    return pdf


def _as_json(data: dict[str, object]) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()


def _shown(sheet: Sheet, *, solved: bool) -> dict[str, object]:
    """A question as the template reads it; a student's sheet holds nothing of what stands behind it."""
    asked: dict[str, object] = {
        "number": sheet.number,
        "stem": _tree(sheet.stem.html, sheet),
        "several": sheet.several,
        "parts": [
            {"number": one.number, "text": _tree(one.text.html, sheet), "letters": one.letters} for one in sheet.parts
        ],
        "options": [_offered(one, sheet, solved=solved) for one in sheet.options],
        "lines": sheet.lines,
    }
    return {**asked, **_behind(sheet)} if solved else asked


def _offered(one: Offered, sheet: Sheet, *, solved: bool) -> dict[str, object]:
    asked: dict[str, object] = {"letter": one.letter, "text": _tree(one.text.html, sheet)}
    return {**asked, "right": one.right, "feedback": _tree(one.feedback.html, sheet)} if solved else asked


def _behind(sheet: Sheet) -> dict[str, object]:
    words = words_in(sheet.language)
    return {
        "key": words["void"] if sheet.void else sheet.key,
        "why": _tree(sheet.why.html, sheet),
        "evidence": _tree(sheet.evidence.html, sheet),
        "claims": [{"statement": one.statement, "read": [list(entry) for entry in one.read]} for one in sheet.claims],
        "certificate": list(_verdicts(sheet)),
    }


def _verdicts(sheet: Sheet) -> Iterator[dict[str, str]]:
    for verdict in sheet.certificate.verdicts if sheet.certificate else ():
        yield {
            "statement": verdict.statement,
            "decision": str(verdict.decision),
            "seeds": str(verdict.seeds),
            "detail": verdict.detail,
        }


def _tree(html: str, sheet: Sheet) -> list[Node]:
    try:
        return tree(html, sheet.files) if html else []
    except GraderError as error:
        raise GraderError(f"{sheet.id}, in {sheet.language}: {error}") from error
