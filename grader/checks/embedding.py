"""Family T, on what texts bring along: files, images, and the languages of the file that holds all of them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from grader.checks.text import COMPLETE
from grader.findings import Defect, Place, at, check
from grader.moodle.flatten import parsed
from grader.moodle.multilang import formulas
from grader.moodle.quiz import referred_to
from grader.moodle.shown import in_language, with_formulas_wrapped
from grader.release.moodle_question import multilingual
from grader.release.stages import ComputedStages, Stages
from grader.texts.language import LANGUAGES
from grader.texts.markdown import FILES


@check(
    "T014",
    remedy="Put the file into the folder `files` of the question, or write the whole address; name a figure as "
    "`figures/ID.svg`.",
    requires=(*COMPLETE, "F001"),
)
def file_missing(stages: Stages) -> Iterator[Defect]:
    """A text refers to a file that the question does not have."""
    present = {f"{file.path}{file.name}" for file in stages.files}
    for language, text in stages.texts.items():
        for name, html in text.blocks.items():
            for path in sorted(referred_to(html) - present):
                yield Defect(
                    _at(stages, language, name), f"the block {name} refers to {FILES}{path}, which is not there"
                )


@check("T015", remedy="Say in words what the image shows, between the brackets before its address.", requires=COMPLETE)
def image_without_words(stages: ComputedStages) -> Iterator[Defect]:
    """An image has no alternative text: who does not see it has nothing, and Moodle's reports show nothing."""
    for language, name, image in _images(stages):
        if not (image.get("alt") or "").strip():
            yield Defect(_at(stages, language, name), f"the image {_short(image)} of the block {name} has no words")


@check("T016", remedy="Put the image into the folder `files` of the question.", requires=COMPLETE)
def image_from_elsewhere(stages: ComputedStages) -> Iterator[Defect]:
    """An image is fetched from another host, which may change it, lose it, or watch who takes the exam."""
    for language, name, image in _images(stages):
        if urlsplit(image.get("src") or "").netloc:
            yield Defect(_at(stages, language, name), f"the image {_short(image)} of the block {name} is elsewhere")


@check(
    "T017",
    remedy="Let the languages have as many formulas in the same places of lists, tables and emphasis, with all braces "
    "closed; or write as text what one language has alone.",
    requires=(*COMPLETE, "T012"),
    unvaried=True,
)
def languages_cannot_share(stages: Stages) -> Iterator[Defect]:
    """The file of all languages would show readers something else than their own, by the order of Moodle's filters."""
    if len(stages.texts) == 1:
        return
    together = multilingual(list(stages.texts.values())).blocks
    for language, text in stages.texts.items():
        for name, own in text.blocks.items():
            if not _reads_as(own, together[name], LANGUAGES[language].moodle):
                in_each = {other: formulas(version.blocks[name]) for other, version in stages.texts.items()}
                yield Defect(
                    _at(stages, language, name),
                    f"the block {name} cannot stand in one file with the other languages",
                    tuple(f"{other}: {', '.join(found) or 'no formula'}" for other, found in in_each.items()),
                )


def _reads_as(own: str, together: str, language: str) -> bool:
    """Whether readers of a language see their own text, whichever of Moodle's two filters stands first."""
    wanted = with_formulas_wrapped(own)
    return (
        with_formulas_wrapped(in_language(together, language)) == wanted
        and in_language(with_formulas_wrapped(together), language) == wanted
    )


def _images(stages: ComputedStages) -> Iterator[tuple[str, str, HtmlElement]]:
    """The images of a question: language, block and element."""
    for language, text in stages.texts.items():
        for name, html in text.blocks.items():
            if "<img" in html:
                yield from ((language, name, image) for image in parsed(html).iter("img"))


def _short(image: HtmlElement) -> str:
    source = image.get("src") or ""
    return source if len(source) <= 60 else f"{source[:57]}..."  # noqa: PLR2004 - the room that a line has


def _at(stages: Stages, language: str, block: str) -> Place:
    source = stages.sources[language]
    return at(source.path, source.blocks[block].line)
