"""The solved exam as one page that needs nothing else."""

from collections.abc import Sequence

import markupsafe

from grader.documents.sheet import Said, Sheet
from grader.documents.words import words_in
from grader.moodle.quiz import Markup
from grader.pages.fragments import fragment
from grader.pages.page import page
from grader.texts.language import LANGUAGES


def as_page(title: str, language: str, sheets: Sequence[Sheet]) -> bytes:
    """The page as HTML."""

    def safe(said: Said, sheet: Sheet) -> markupsafe.Markup:
        return fragment(Markup(said.html, "html", tuple(sheet.files)), LANGUAGES[language].moodle)

    return page(
        "documents/solved.html.j2",
        title=title,
        language=language,
        sheets=sheets,
        words=words_in(language),
        safe=safe,
    )
