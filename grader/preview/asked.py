"""What a question or a variant asks, as far as it can be shown; what cannot is named, with the reason."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import markupsafe

from grader.checks.check import raised
from grader.model import UNDECIDED, VOID, Question
from grader.moodle.quiz import File, Markup
from grader.pages.fragments import absent, fragment
from grader.preview.sheet import Asked, ShownOption, Version, letter
from grader.preview.written import written
from grader.release.stages import Stages, embedded
from grader.texts.language import LANGUAGES
from grader.texts.render import render
from grader.texts.source import read

Value = TypeVar("Value")


@dataclass
class Attempts:
    """Computes what can be computed, and keeps why the rest could not, by reason."""

    reasons: dict[str, list[str]] = field(default_factory=dict)

    def at(self, what: str, compute: Callable[[], Value], otherwise: Value) -> Value:
        """The value, or what stands for it where an author's code or text is broken."""
        try:
            return compute()
        except Exception as error:  # noqa: BLE001 - whatever an author's code or text raises
            self.failed(what, raised(error))
            return otherwise

    def failed(self, what: str, reason: str) -> None:
        """Keep why something cannot be shown."""
        self.reasons.setdefault(reason, []).append(what)

    def not_shown(self) -> list[str]:
        """What cannot be shown, and why: a line a reason."""
        return [f"{', '.join(what)}: {reason}" for reason, what in self.reasons.items()]


def asked(stages: Stages, languages: Sequence[str], attempts: Attempts) -> Asked:
    """What a question or a variant asks, in each language; `attempts` keeps what cannot be shown."""
    options: list[ShownOption] = attempts.at("options", lambda: list(_options(stages)), [])
    versions = [
        attempts.at(f"the text in {language}", lambda language=language: _version(stages, language), None)  # type: ignore[misc]
        for language in languages
    ]
    return Asked(
        versions=[version for version, _ in filter(None, versions)],
        options=options,
        key=attempts.at("the key", lambda: _key(stages, options), "") if options else "",
        not_shown=attempts.not_shown(),
        absent=sorted({name for _, absent in filter(None, versions) for name in absent}),
    )


def _version(stages: Stages, language: str) -> tuple[Version, Sequence[str]]:
    """A text as a page shows it, with what no page shows; one that is broken does not stand in another's way."""
    sources = stages.sources if stages.variant else {language: read(stages.folder, language)}
    text = render(sources[language], stages.item, stages.solution)
    files = tuple(embedded(stages.folder / "files"))
    missing: list[str] = []

    def safe(html: str, *, own: tuple[File, ...] = files, format_: str = "html") -> markupsafe.Markup:
        markup = Markup(html, format_, own)
        missing.extend(absent(markup))
        return fragment(markup, LANGUAGES[language].moodle)

    version = Version(
        language=language,
        title=text.title,
        stem=safe(text.stem),
        options=[safe(text.options[option.id]) for option in stages.item.options],
        feedback=[safe(text.feedback[option.id]) for option in stages.item.options],
        general_feedback=safe(text.general_feedback),
        further=[
            (name, written)
            for name, markup in _further(stages.question)
            if (written := safe(markup.text, own=markup.files, format_=markup.format))
        ],
    )
    return version, missing


def _further(question: Question) -> Iterator[tuple[str, Markup]]:
    """What Moodle says of a question that was imported, beside what its texts say."""
    if question.stated is None:
        return
    combined = question.stated.combined
    yield "To a right response", combined.right
    yield "To a partly right response", combined.partly
    yield "To a wrong response", combined.wrong
    for number, hint in enumerate(question.stated.hints, start=1):
        yield f"Hint {number}", hint.markup


def _options(stages: Stages) -> Iterator[ShownOption]:
    item = stages.item
    for place, option in enumerate(item.options):
        yield ShownOption(
            letter=letter(place),
            id=option.id,
            value="" if stages.question.stated is not None else written(option.value),
            keyed=option in item.keyed(),
            fraction=item.fraction(option),
            misconception=option.misconception,
            because=[claim.id for claim in option.because],
        )


def _key(stages: Stages, options: Sequence[ShownOption]) -> str:
    if stages.item.answer is VOID:
        return "void"
    if stages.item.answer is UNDECIDED:
        return "undecided"
    return ", ".join(option.letter for option in options if option.keyed) or "none"
