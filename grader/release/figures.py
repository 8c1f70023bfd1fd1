"""The figures of a question: drawn of a solution, a file a language, and referred to by its text in that language."""

from collections.abc import Iterable
from dataclasses import replace

from grader.authored import running
from grader.errors import AuthorError, MissingExtraError
from grader.model import Figure, Solution, Text
from grader.moodle.quiz import File, reference
from grader.pages.drawing import draw
from grader.texts.language import LANGUAGES
from grader.texts.words import Words

PATH = "/figures/"
"""Where figures are among a question's files."""


def drawn(figure: Figure, solution: Solution, words: Words) -> File:
    """The figure as Moodle embeds it.

    Raises AuthorError with the line of the author's that fails, and MissingExtraError without matplotlib.
    """
    try:
        with running(figure.draw):
            svg = draw(lambda axes: figure.draw(axes, solution, words), decimal=LANGUAGES[words.language].decimal)
    except AuthorError as error:
        if isinstance(error.__cause__, MissingExtraError):
            raise error.__cause__ from None
        raise
    return File(_name(figure, words.language), svg.encode(), PATH)


def in_its_language(text: Text, figures: Iterable[Figure]) -> Text:
    """A text that refers to the figures of its own language where its author named them alone."""
    addresses = {
        reference(File(f"{figure.id}.svg", b"", PATH)): reference(File(_name(figure, text.language), b"", PATH))
        for figure in figures
    }

    def own(html: str) -> str:
        for written, meant in addresses.items():
            html = html.replace(written, meant)
        return html

    return replace(
        text,
        stem=own(text.stem),
        parts={name: own(part) for name, part in text.parts.items()},
        general_feedback=own(text.general_feedback),
    )


def address(figure: Figure, language: str) -> str:
    """The path of its file in a language."""
    return f"{PATH}{_name(figure, language)}"


def _name(figure: Figure, language: str) -> str:
    return f"{figure.id}.{language}.svg"
