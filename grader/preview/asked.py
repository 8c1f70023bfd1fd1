"""What a question or a variant asks, as far as it can be shown; what cannot is named, with the reason."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import markupsafe

from grader.findings import raised
from grader.kinds.foreseen import Foreseen
from grader.kinds.kind import Attributes, MarkedBy
from grader.model import UNDECIDED, VOID, Text
from grader.moodle.lettering import letter
from grader.moodle.quiz import File, Markup
from grader.pages.fragments import absent, fragment
from grader.pages.written import written
from grader.preview.sheet import FORM, NOTHING, Asked, ShownOption, Version
from grader.release.stages import ComputedStages, ImportedStages, Stages
from grader.texts.language import LANGUAGES
from grader.texts.source import EVIDENCE, read

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
    files = tuple(attempts.at("the figures", lambda: stages.files, stages.own_files))
    versions = [
        attempts.at(f"the text in {language}", lambda language=language: _version(stages, language, files), None)  # type: ignore[misc]
        for language in languages
    ]
    return Asked(
        versions=[version for version, _ in filter(None, versions)],
        options=options,
        form=attempts.at("the form", lambda: f"{stages.kind.words}/{FORM}", ""),
        in_stem=attempts.at("the form", lambda: stages.kind.in_stem, otherwise=False),
        attributes=attempts.at("what can be typed", lambda: _attributes(stages, languages), {}),
        key=attempts.at("the key", lambda: _key(stages, options), ""),
        not_shown=attempts.not_shown(),
        absent=sorted({name for _, absent in filter(None, versions) for name in absent}),
    )


def _attributes(stages: Stages, languages: Sequence[str]) -> Mapping[str, Sequence[Attributes]]:
    """What the page's script must know of each answer, by language."""
    attributes = stages.kind.attributes
    if attributes is None:
        return {}
    return {language: attributes(stages.moodle_question(language)) for language in languages}


def _version(stages: Stages, language: str, files: tuple[File, ...]) -> tuple[Version, Sequence[str]]:
    """A text as a page shows it, with what no page shows; one that is broken does not stand in another's way."""
    sources = stages.sources if stages.variant else {language: read(stages.folder, language)}
    text = stages.text(sources[language])
    missing: list[str] = []

    def safe(html: str, *, own: tuple[File, ...] = files, format_: str = "html") -> markupsafe.Markup:
        markup = Markup(html, format_, own)
        missing.extend(absent(markup))
        return fragment(markup, LANGUAGES[language].moodle)

    version = Version(
        language=language,
        title=text.title,
        stem=safe(text.stem),
        options=[_offered(response, text, safe, language) for response in stages.foreseen],
        feedback=[safe(text.parts[one.feedback]) if one.feedback else NOTHING for one in stages.foreseen],
        general_feedback=safe(text.general_feedback),
        evidence=safe(text.parts.get(EVIDENCE, "")),
        blocks={block: safe(text.parts[block]) for block in stages.blocks},
        further=[
            (name, written)
            for name, markup in (stages.further.items() if isinstance(stages, ImportedStages) else ())
            if (written := safe(markup.text, own=markup.files, format_=markup.format))
        ],
    )
    return version, missing


def _offered(
    response: Foreseen, text: Text, safe: Callable[[str], markupsafe.Markup], language: str
) -> markupsafe.Markup:
    """A response as a student can give it: what the text shows, else Moodle's words, else what it asserts."""
    if block := response.shown or response.choice:
        return safe(text.parts[block])
    return markupsafe.escape(response.in_words(language) or written(response.value))


def _options(stages: Stages) -> Iterator[ShownOption]:
    keyed, fractions = stages.keyed, stages.fractions
    is_computed = isinstance(stages, ComputedStages)
    for place, response in enumerate(stages.foreseen):
        yield ShownOption(
            letter=letter(place) if response.shown else response.id,
            id=response.id,
            value=written(response.value) if is_computed else "",
            keyed=response.id in keyed,
            fraction=fractions[response.id],
            misconception=response.misconception,
            because=[claim.id for claim in response.because],
            part=response.part,
        )


def _key(stages: Stages, options: Sequence[ShownOption]) -> str:
    if stages.kind.marked_by is not MarkedBy.MOODLE:
        return stages.kind.marked_by
    if not options:
        return ""
    if isinstance(stages, ComputedStages) and stages.item.answer is VOID:
        return "void"
    if isinstance(stages, ComputedStages) and stages.item.answer is UNDECIDED:
        return "undecided"
    return ", ".join(option.letter for option in options if option.keyed) or "none"
