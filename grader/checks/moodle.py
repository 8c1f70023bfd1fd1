"""Family M: what Moodle would refuse, mark otherwise, or lose."""

import html
from collections import Counter
from collections.abc import Iterator

from grader.checks.key import WITHOUT_KEY
from grader.checks.release import Release
from grader.checks.text import COMPLETE
from grader.errors import MoodleXMLError
from grader.findings import Defect, Place, at, check, source_of
from grader.kinds import marker
from grader.kinds.quiz import read
from grader.moodle.flatten import strip_tags, to_plain_text
from grader.moodle.fractions import TOLERANCE, is_accepted, nearest, percentage
from grader.moodle.quiz import MAX_IDNUMBER, MAX_NAME, Quiz
from grader.release.imported import SETTINGS
from grader.release.stages import ComputedStages, Stages
from grader.texts.shapes import whatever_the_numbers

WRITABLE = (*COMPLETE, *WITHOUT_KEY, "K003", "K006", "F001", "M001", "M006")


@check("M001", remedy="Use a fraction of Moodle's list.", requires=("S001", "K005", "K007", "K024"))
def fraction_refused(stages: Stages) -> Iterator[Defect]:
    """An option earns a fraction that Moodle does not accept."""
    worth = stages.fractions
    written = {worth[one.id] for one in stages.foreseen if not one.part}  # what a part contributes follows from Moodle
    for fraction in sorted(fraction for fraction in written if not is_accepted(fraction)):
        yield Defect(
            _fractions_of(stages),
            f"Moodle refuses the fraction {percentage(fraction)}%",
            hint=f"The nearest that it accepts is {percentage(nearest(fraction))}%: {nearest(fraction)!r}.",
        )


@check("M002", remedy="The XML is not what was meant: see how it was written.", requires=(*WRITABLE, "T011"))
def marker_disagrees(stages: Stages) -> Iterator[Defect]:
    """The independent marker, which reads only the XML, refuses it or awards other marks than the key deserves."""
    for language in stages.bank.languages:
        try:
            [played] = marker.play(stages.xml(language))
        except MoodleXMLError as error:
            yield Defect(at(stages.folder, language=language), f"the independent marker refuses it: {error}")
            continue
        deserved = [fraction * stages.question.maximum_mark for fraction in stages.earned.values()]
        awarded = [(text, fraction * played.maximum_mark) for text, fraction in played.fractions]
        for should, (text, is_) in zip(deserved, awarded, strict=True):
            if abs(should - is_) > TOLERANCE * abs(should):
                said = f"the independent marker awards {is_:g} for {text!r}, which deserves {should:g}"
                yield Defect(at(stages.folder, language=language), said)


@check("M003", remedy="Choose a shorter id for the question.", requires=("B001",))
def idnumber_unusable(release: Release) -> Iterator[Defect]:
    """An idnumber is too long for Moodle, or two are alike, so that Moodle would drop one in silence."""
    ids = Counter(stages.idnumber(language) for stages in release.stages for language in release.bank.languages)
    for id_, count in ids.items():
        if id_ and (len(id_) > MAX_IDNUMBER or count > 1):  # an imported question may have none
            yield Defect(at(release.bank.folder / "__init__.py"), f"{count} questions have the idnumber {id_!r}")


@check(
    "M004",
    remedy="Put a space behind every <, and write no HTML entities as text; in code, turn it round: b > a.",
    requires=COMPLETE,
)
def download_loses_text(stages: ComputedStages) -> Iterator[Defect]:
    """Moodle's downloads would lose a part of a stem, an option or another text that they show."""
    for language, text in stages.texts.items():
        for name, markup in {
            "stem": text.stem,
            **{response.shown: text.parts[response.shown] for response in stages.foreseen if response.shown},
            **{block: text.parts[block] for block in stages.blocks},
        }.items():
            if _is_lossy(markup):
                plain = to_plain_text(markup)
                yield Defect(
                    at(stages.sources[language].path, stages.sources[language].blocks[name].line),
                    f"Moodle's downloads lose a part of the block {name}",
                    (f"written:    {plain}", f"downloaded: {_kept(plain)}"),
                )


@check("M005", remedy="Take spaces off the ends of tags and ids, as Moodle does.", requires=(*WRITABLE, "M002"))
def reads_back_differently(stages: ComputedStages) -> Iterator[Defect]:
    """The XML does not read back as the question that was written."""
    if stages.variant:  # Moodle reads it, not we: M007 holds each of its fields, by other code than that which wrote it
        return
    for language in stages.bank.languages:
        if read(stages.xml(language)) != Quiz((stages.moodle_question(language),)):
            yield Defect(at(stages.folder, language=language), "the XML does not read back as it was written")


@check(
    "M006",
    remedy="Shorten the title, or take the control characters out of the text.",
    requires=(*COMPLETE, "F001", "K007"),
)
def text_unwritable(stages: Stages) -> Iterator[Defect]:
    """A text holds characters that no XML can hold, or a name that Moodle would cut short."""
    for language in stages.bank.languages:
        path = stages.sources[language].path
        try:
            question = stages.moodle_question(language)
        except MoodleXMLError as error:
            yield Defect(at(path), str(error))
            continue
        if len(question.name) > MAX_NAME:
            said = f"Moodle cuts a name after {MAX_NAME} characters, and this has {len(question.name)}"
            yield Defect(at(path), said)


@check("M008", remedy="Write each tag once: Moodle takes no notice of case.", unvaried=True)
def tag_twice(stages: Stages) -> Iterator[Defect]:
    """A question has a tag twice."""
    for tag, count in Counter(tag.strip().casefold() for tag in stages.question.tags).items():
        if count > 1:
            yield Defect(_fractions_of(stages), f"{count} tags are {tag!r}")


def _kept(plain: str) -> str:
    return html.unescape(strip_tags(plain))


@whatever_the_numbers
def _is_lossy(markup: str) -> bool:
    return _kept(to_plain_text(markup)) != to_plain_text(markup)


def _fractions_of(stages: Stages) -> Place:
    """Where it is said what options earn."""
    return source_of(stages.question.item) if isinstance(stages, ComputedStages) else at(stages.folder / SETTINGS)
