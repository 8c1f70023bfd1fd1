"""Families M and E, on what is written: every field of every file holds what the bank says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce
from xml.etree import ElementTree as ET

from grader.checks.exports import BUILDABLE
from grader.checks.moodle import WRITABLE
from grader.checks.release import Release
from grader.findings import Defect, at, check
from grader.kinds import fields, marker
from grader.kinds.fields import Fields
from grader.kinds.quiz import write_entry
from grader.kinds.version import MULTILINGUAL
from grader.model import Text
from grader.moodle.shown import in_language
from grader.release.exports import ALTERNATES, EXAM
from grader.release.stages import ComputedStages
from grader.texts.language import LANGUAGES


@check("M007", remedy="The exporter is at fault: tell whoever maintains grader.", requires=(*WRITABLE, "M002", "M005"))
def field_differs(stages: ComputedStages) -> Iterator[Defect]:
    """A field of a question's XML holds something else than the bank says: a text, a file, a setting, a tag."""
    for language in stages.bank.languages:
        [element] = marker.tree(stages.xml(language))
        for difference in in_one(stages, language, element):
            yield Defect(at(stages.folder, language=language), difference)
    if len(stages.bank.languages) > 1 and not stages.variant:  # no file has variants in all languages
        element = ET.fromstring(write_entry(stages.multilingual()))  # noqa: S314 - the bytes are our own
        for difference in in_all(stages, element):
            yield Defect(at(stages.folder, language=MULTILINGUAL), difference)


@check("E004", remedy="The exporter is at fault: tell whoever maintains grader.", requires=(*BUILDABLE, "M007"))
def released_otherwise(release: Release) -> Iterator[Defect]:
    """A file of the release has other questions than the bank, elsewhere, or with other fields."""
    for language in (*release.bank.languages, MULTILINGUAL):
        for begins in (EXAM, ALTERNATES):
            name = f"{begins}.{language}.xml"
            content = release.written(name)
            if content is not None:
                for difference in _of_file(release, begins, language, content):
                    yield Defect(at(release.bank.folder / "__init__.py"), f"{name}: {difference}")


def in_one(stages: ComputedStages, language: str, element: ET.Element) -> Iterator[str]:
    """What the question's element in one language holds otherwise than the bank says."""
    return fields.differences(fields.found(element), _expected(stages, stages.texts[language]))


def in_all(stages: ComputedStages, element: ET.Element) -> Iterator[str]:
    """The same of the element in all languages at once, as readers of each see it."""
    held = fields.found(element)
    whole = _together(list(stages.texts.values()))
    together = {**_expected(stages, whole), **_side_by_side_in_fields(stages)}
    for language, text in stages.texts.items():
        in_any = replace(text, typed=whole.typed)  # one question takes what is typed in any language
        own = {path: said for path, said in _expected(stages, in_any).items() if _is_read(stages, path)}
        read = {
            path: in_language(said, LANGUAGES[language].moodle) if _is_read(stages, path) else said
            for path, said in held.items()
        }
        for difference in fields.differences(read, {**together, **own}):
            yield f"read in {language}: {difference}"


def _of_file(release: Release, begins: str, language: str, content: bytes) -> Iterator[str]:
    root = ET.fromstring(content)  # noqa: S314 - the bytes are our own
    asked = [element for element in root if element.get("type") != "category"]
    wanted = release.exam if begins == EXAM else release.alternates
    computed = [stages for stages in wanted if isinstance(stages, ComputedStages)]
    kept = bool(release.bank.kept) and begins == EXAM
    if len(asked) != len(wanted) + kept * release.bank.kept_questions:
        yield f"it has {len(asked)} questions"
    if len(computed) == len(wanted) and not kept:
        yield from _categories(release, language, root)
    by_id = {element.findtext("idnumber", ""): element for element in asked}
    order = {id_: place for place, id_ in enumerate(by_id)}
    last = -1
    for stages in computed:
        id_ = f"{stages.id}.{language}"
        if id_ not in by_id:
            yield f"no question {id_}"
            continue
        if order[id_] < last:
            yield f"{id_} stands before the question that it follows in the bank"
        last = order[id_]
        differing = in_all if language == MULTILINGUAL else lambda one, element: in_one(one, language, element)
        yield from (f"{id_}: {difference}" for difference in differing(stages, by_id[id_]))


def _categories(release: Release, language: str, root: ET.Element) -> Iterator[str]:
    """What differs where all questions stand in the bank's category, and in no other."""
    first = release.bank.languages[0] if language == MULTILINGUAL else language
    parts = [part.strip().replace("/", "//") for part in release.bank.category[first].split(" / ")]
    held = [fields.found(element) for element in root if element.get("type") == "category"]
    wanted = {"@type": "category", "category/text": "/".join(["$course$", "top", *parts])}
    if [element.get("type") for element in root][:1] != ["category"] or held != [wanted]:
        yield f"expected the category {wanted['category/text']} before everything, received {held}"


def _expected(stages: ComputedStages, text: Text) -> Fields:
    """What every field of the question holds in a text."""
    own = stages.kind.holds(stages.question, stages.item, text, stages.files)
    shared = fields.expected(stages.question, text, stages.files, number=stages.number, variant=stages.variant)
    return {**shared, **own}


def _together(texts: list[Text]) -> Text:
    """What all languages say and show, one behind the other, and all titles side by side."""
    titles = " / ".join(dict.fromkeys(text.title for text in texts))
    return reduce(
        lambda one, other: Text(
            MULTILINGUAL,
            titles,
            one.stem + other.stem,
            _side_by_side(one.parts, other.parts),
            one.general_feedback + other.general_feedback,
            _of_both(one.typed, other.typed),
        ),
        texts,
    )


def _side_by_side(one: Mapping[str, str], other: Mapping[str, str]) -> Mapping[str, str]:
    return {name: part + other[name] for name, part in one.items()}


def _of_both(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """What may be typed for each named value in one text or in another, nothing twice."""
    names = [*one, *(name for name in other if name not in one)]
    both = {name: (one.get(name, ()), other.get(name, ())) for name in names}
    return {name: (*first, *(each for each in second if each not in first)) for name, (first, second) in both.items()}


def _side_by_side_in_fields(stages: ComputedStages) -> Fields:
    """What the fields hold in which all languages stand, as no filter sees them."""
    of_each = [_expected(stages, text) for text in stages.texts.values()]
    return {
        path: " / ".join(dict.fromkeys(str(fields[path]) for fields in of_each))
        for path in of_each[0]
        if stages.kind.unfiltered(path)
    }


def _is_read(stages: ComputedStages, path: str) -> bool:
    """Whether a field is a text that the multi-language filter sees: names are not."""
    return path.endswith("/text") and path != "name/text" and not stages.kind.unfiltered(path)
