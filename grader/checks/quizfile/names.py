"""What a question and its place are called: names, categories, idnumbers, tags."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.check import Defect, check
from grader.checks.quizfile.elements import QuizFile, named, tag, text_in
from grader.moodle.flatten import strip_tags
from grader.moodle.quiz import MAX_IDNUMBER, MAX_NAME

_CONTEXT = re.compile(r"\$[a-z]+\$")  # $course$, $module$, $system$: Moodle 5 drops them
_LOOKS_LIKE_CONTEXT = re.compile(r"\$[^/]*\$")


def category_path(question: _Element) -> str:
    """The path of a category below `top`, empty where it names none."""
    parts = text_in(question.find("category")).split("/")
    if _CONTEXT.fullmatch(parts[0]):
        parts.pop(0)
    if parts[:1] == ["top"]:
        parts.pop(0)
    return "/".join(parts)


@check("X009", remedy="Give the question a name of at most 255 characters: `<name><text>...</text></name>`.")
def name_unusable(file: QuizFile) -> Iterator[Defect]:
    """A question has no name (Moodle refuses the file), an empty one, or one that is too long and will be cut."""
    for question in file.real:
        name = question.find("name")
        if name is None or name.find("text") is None:
            yield Defect(file.at(question), "expected a name, received none: Moodle refuses it")
        elif not text_in(name):
            yield Defect(file.at(name), "expected a name, received an empty one: nobody will find the question")
        elif len(text_in(name)) > MAX_NAME:
            yield Defect(file.at(name), f"expected at most {MAX_NAME} characters, received {len(text_in(name))}")


@check("X010", remedy="Write plain text, with a space behind every `<`.")
def markup_stripped(file: QuizFile) -> Iterator[Defect]:
    """Moodle strips what looks like markup from a question's name, a tag or a category."""
    for question in file.questions:
        for element in (*question.iterfind("name"), *question.iterfind("category"), *question.iterfind("*/tag")):
            text = text_in(element)
            if strip_tags(text) != text:
                yield Defect(file.at(element), f"Moodle makes {strip_tags(text)!r} of the {tag(element)} {text!r}")


@check("X011", remedy="Write the path as `$course$/top/Exam/Topic`.")
def category_misnamed(file: QuizFile) -> Iterator[Defect]:
    """A category's path names no category, so that Moodle ignores it, or begins with a `$word$` that becomes a name."""
    for question in file.of_type("category"):
        written = text_in(question.find("category"))
        first = written.split("/")[0]
        if not category_path(question):
            yield Defect(
                file.at(question),
                f"expected a category's path, received {written!r}: the questions go where those before them went",
            )
        elif _LOOKS_LIKE_CONTEXT.fullmatch(first) and not _CONTEXT.fullmatch(first):
            yield Defect(file.at(question), f"Moodle makes a category that is called {first!r}")


@check("X012", remedy="Shorten the idnumber to 100 characters.")
def idnumber_too_long(file: QuizFile) -> Iterator[Defect]:
    """An idnumber is longer than 100 characters: Moodle stops there, and only the questions before are imported."""
    for question in file.real:
        idnumber = question.findtext("idnumber") or ""
        if len(idnumber) > MAX_IDNUMBER:
            yield Defect(
                file.at(question),
                f"expected an idnumber of at most {MAX_IDNUMBER} characters, received {len(idnumber)}",
            )


@check("X013", remedy="Give each question of a category an idnumber of its own.")
def idnumber_repeated(file: QuizFile) -> Iterator[Defect]:
    """Two questions of a category have one idnumber: Moodle imports the second without any."""
    category = ""
    seen: dict[tuple[str, str], _Element] = {}
    for question in file.questions:
        idnumber = question.findtext("idnumber") or ""
        if question.get("type") == "category":
            category = category_path(question) or category
        elif idnumber and (category, idnumber) in seen:
            first = seen[category, idnumber]
            yield Defect(
                file.at(question), f"the idnumber {idnumber!r} is taken by {named(first)} in line {first.sourceline}"
            )
        elif idnumber:
            seen[category, idnumber] = question


@check("X014", remedy="Write the tags as `<tag><text>...</text></tag>`, or remove `<tags>`.")
def tags_empty(file: QuizFile) -> Iterator[Defect]:
    """All tags of a question are empty: Moodle stops there with an error page."""
    for question in file.real:
        tags = [*question.iterfind("tags[1]/tag"), *question.iterfind("coursetags[1]/tag")]
        if tags and not any(map(text_in, tags)):
            yield Defect(file.at(tags[0]), f"expected a tag with a text, received {len(tags)} without")
