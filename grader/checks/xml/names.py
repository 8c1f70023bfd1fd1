"""What a question and its place are called: names, categories, idnumbers, tags."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from grader.checks.xml.elements import CLOZE, Outcome, QuizFile, excerpt, named, tag, text_in, value
from grader.findings import Defect, check
from grader.moodle import reading
from grader.moodle.flatten import strip_tags
from grader.moodle.quiz import MAX_IDNUMBER, MAX_NAME

_LOOKS_LIKE_CONTEXT = re.compile(r"\$[^/]*\$")
_SEPARATOR = re.compile(r"(?<!/)/(?!/)")  # two slashes are one in a name
_MULTILANG = re.compile(
    r"""<lang\ lang="[A-Za-z0-9_-]+"\s*> [^<]* </lang>
    | <span(?:\s+lang="[A-Za-z0-9_-]+"|\s+class="multilang"){2}\s*> [^<]* </span>
    """,
    re.VERBOSE,
)
_MAX_TAG = 50
_NOT_IN_TAGS = re.compile(r"[\x00-\x1f\x7f<>`]")


def category_path(question: _Element) -> str:
    """The path of a category below `top`, empty where it names none."""
    return reading.category_path(text_in(question.find("category")))


@check("X009", remedy="Give the question a name of at most 255 characters: `<name><text>...</text></name>`.")
def name_unusable(file: QuizFile) -> Iterator[Defect]:
    """A question has no name (Moodle refuses the file), an empty one, or one that is too long and will be cut."""
    for question in file.real:
        name = question.find("name")
        if name is None and question.get("type") in CLOZE:
            continue  # Moodle makes a name of its text
        if name is None or name.find("text") is None:
            yield file.defect(question, Outcome.REFUSES, "expected a name, received none")
        elif not text_in(name):
            yield file.defect(name, Outcome.KEEPS, "expected a name, received an empty one: nobody will find it")
        elif len(_cleaned(text_in(name))) > MAX_NAME:
            received = len(_cleaned(text_in(name)))
            yield file.defect(
                name, Outcome.CHANGES, f"expected at most {MAX_NAME} characters, received {received}: it will be cut"
            )


@check(
    "X010",
    remedy="Write plain text, with a space behind every `<`; in tags without `<`, `>`, accents grave or line ends.",
)
def markup_stripped(file: QuizFile) -> Iterator[Defect]:
    """Moodle strips what looks like markup from a question's name, a tag or a category, and shortens long tags."""
    for question in file.questions:
        for element, kept in (
            *((name, _cleaned(text_in(name))) for name in question.iterfind("name[1]")),
            *((category, strip_tags(text_in(category))) for category in question.iterfind("category[1]")),
            *((label, _as_tag(text_in(label))) for label in _tags(question)),
        ):
            if kept != text_in(element):
                yield file.defect(
                    element,
                    Outcome.CHANGES,
                    f"Moodle makes {excerpt(kept)} of the {tag(element)} {excerpt(text_in(element))}",
                )


@check("X011", remedy="Write the path as `$course$/top/Exam/Topic`, each part of at most 255 characters.")
def category_misnamed(file: QuizFile) -> Iterator[Defect]:
    """A category's path names none, and is ignored; or begins with a `$word$` that becomes a name; or is too long."""
    for question in file.of_type("category"):
        category = question.find("category")
        if category is not None and category.find("text") is None:
            continue  # Moodle stops: a finding of its own
        written = text_in(category)
        first = written.split("/")[0]
        longest = max(map(len, _SEPARATOR.split(written)))
        if not category_path(question):
            yield file.defect(
                question,
                Outcome.CHANGES,
                f"expected a category's path, received {excerpt(written)}: questions go where those before went",
            )
        elif longest > MAX_NAME:
            yield file.defect(
                question, Outcome.STOPS, f"expected a name of at most {MAX_NAME} characters, received {longest}"
            )
        elif _LOOKS_LIKE_CONTEXT.fullmatch(first) and not reading.CONTEXT.fullmatch(first):
            yield file.defect(question, Outcome.CHANGES, f"Moodle makes a category that is called {excerpt(first)}")


@check("X012", remedy="Shorten the idnumber to 100 characters.")
def idnumber_too_long(file: QuizFile) -> Iterator[Defect]:
    """An idnumber is longer than 100 characters: Moodle stops there, and only the questions before are imported."""
    for question in file.questions:
        idnumber = _idnumber(question)
        if len(idnumber) > MAX_IDNUMBER:
            said = f"expected an idnumber of at most {MAX_IDNUMBER} characters, received {len(idnumber)}"
            yield file.defect(question, Outcome.STOPS, said)


@check("X013", remedy="Give each question of a category an idnumber of its own.")
def idnumber_repeated(file: QuizFile) -> Iterator[Defect]:
    """Two questions of a category have one idnumber: Moodle imports the second without any."""
    category = ""
    seen: dict[tuple[str, str], _Element] = {}
    for question in file.questions:
        idnumber = _idnumber(question)
        if question.get("type") == "category":
            category = category_path(question) or category
        elif idnumber and (category, idnumber) in seen:
            first = seen[category, idnumber]
            yield file.defect(
                question,
                Outcome.CHANGES,
                f"the idnumber {excerpt(idnumber)} is taken by {named(first)} in line {first.sourceline}",
            )
        elif idnumber:
            seen[category, idnumber] = question


@check("X014", remedy="Write the tags as `<tag><text>...</text></tag>`, or remove `<tags>`; call no tag 0.")
def tags_empty(file: QuizFile) -> Iterator[Defect]:
    """All tags of a question are empty, or one is 0, which is as much to Moodle: it stops there with an error page."""
    for question in file.real:
        tags = list(_tags(question))
        texts = [_as_tag(text_in(label)) for label in tags]
        if tags and not any(texts):
            yield file.defect(tags[0], Outcome.STOPS, f"expected a tag with a text, received {len(tags)} without")
        elif "0" in texts:
            yield file.defect(tags[texts.index("0")], Outcome.STOPS, "expected another tag than 0")


@check("X062", remedy="Give each category an idnumber of its own, where the category is named first.")
def category_idnumber_unusable(file: QuizFile) -> Iterator[Defect]:
    """A category has the idnumber of another, and Moodle stops; or gets one too late, and stays without."""
    taken: dict[str, str] = {}
    made: dict[str, str] = {}  # by path: the idnumber that the category was made with
    for question in file.of_type("category"):
        path, idnumber = category_path(question), _idnumber(question)
        if not path:
            continue
        if idnumber and path not in made and idnumber in taken:
            said = f"the idnumber {excerpt(idnumber)} is taken by the category {excerpt(taken[idnumber])}"
            yield file.defect(question, Outcome.STOPS, said)
        elif idnumber and made.get(path, idnumber) != idnumber:
            said = f"the category {excerpt(path)} is there already, and stays without the idnumber {excerpt(idnumber)}"
            yield file.defect(question, Outcome.CHANGES, said)
        if idnumber and path not in made:
            taken.setdefault(idnumber, path)
        _make(path, idnumber, made)


def _make(path: str, idnumber: str, made: dict[str, str]) -> None:
    """Make a category and those that it lies in, as far as they are not there."""
    made.setdefault(path, idnumber)
    deepest = 100
    for found in reversed(list(_SEPARATOR.finditer(path))[-deepest:]):
        if path[: found.start()] in made:
            break
        made[path[: found.start()]] = ""


def _tags(question: _Element) -> Iterator[_Element]:
    yield from question.iterfind("tags[1]/tag")
    yield from question.iterfind("coursetags[1]/tag")


def _idnumber(question: _Element) -> str:
    element = question.find("idnumber")
    return "" if element is None else value(element)


def _cleaned(name: str) -> str:
    """A name as Moodle stores it: without tags, but for a pair that holds a language."""
    pairs = _MULTILANG.findall(name)
    if pairs and "<" not in _MULTILANG.sub("", name):
        return name
    return strip_tags(name)


def _as_tag(text: str) -> str:
    """A tag as Moodle stores it."""
    return re.sub(r"\s+", " ", _NOT_IN_TAGS.sub("", strip_tags(text))).strip()[:_MAX_TAG]
