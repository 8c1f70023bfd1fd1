"""The preview as one page that needs nothing else."""

from collections.abc import Sequence

from grader.pages.page import page
from grader.preview.sheets import Preview

_WORDS = {"pt-BR": "Português (Brasil)", "en": "English"}


def as_page(shown: Preview, *, title: str, languages: Sequence[str], version: int | None = None) -> bytes:
    """The page as HTML; with a version it asks its server for a newer one, and loads that."""
    return page(
        "preview.html.j2",
        preview=shown,
        title=title,
        languages=languages,
        words=_WORDS,
        version=version,
        error="",
    )


def as_error(message: str, *, title: str, version: int | None) -> bytes:
    """The page of a bank that cannot be loaded: it says why, and waits for the next edit."""
    return page(
        "preview.html.j2",
        preview=Preview(()),
        title=title,
        languages=(),
        words=_WORDS,
        version=version,
        error=message,
    )
