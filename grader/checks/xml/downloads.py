"""What the downloads of a quiz will tell of a question: choices that can be told apart, texts that are whole."""

import html
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from lxml.etree import _Element

from grader.checks.xml.elements import GAPS, Outcome, QuizFile, excerpt, format_of, format_of_stem, is_on, tag, text_in
from grader.checks.xml.gaps import in_gaps
from grader.checks.xml.marks import choices
from grader.checks.xml.plain import in_download, summary
from grader.findings import Defect, check
from grader.moodle.flatten import strip_tags

_JOINT = "; "
_LONGEST_SEARCH = 10_000  # steps: a file built to exhaust this check is given up


@check("X036", remedy="Word the choices apart by more than bold, case or what follows a `<`.")
def choices_read_the_same(file: QuizFile) -> Iterator[Defect]:
    """Two choices of a question read the same in Moodle's reports and downloads."""
    for question in file.of_type("multichoice", *GAPS):
        first: dict[tuple[str, str], _Element] = {}
        for choice, group, text in _offered(question):
            if (group, text) in first:
                said = f"this choice and that in line {first[group, text].sourceline} are both {excerpt(text)}"
                yield file.defect(choice, Outcome.KEEPS, said)
            elif text:
                first[group, text] = choice


@check("X037", remedy="Put a space behind every `<`, written `&lt;` in html, and write no HTML entities as text.")
def text_lost(file: QuizFile) -> Iterator[Defect]:
    """Moodle's downloads lose a part of a question's text or of a choice."""
    for question in file.of_type("multichoice"):
        stem = format_of_stem(question)
        for element in (*question.iterfind("questiontext"), *choices(question)):
            format_ = format_of(element, stem)
            whole = summary(text_in(element), format_)
            kept = html.unescape(strip_tags(whole))
            if kept != whole:
                yield file.defect(
                    element,
                    Outcome.KEEPS,
                    f"Moodle's downloads lose a part of this <{tag(element)}>",
                    f"written:    {whole}",
                    f"downloaded: {kept}",
                )


@check("X038", remedy="Give the choice words, or its image an alternative text.")
def choice_reads_as_blank(file: QuizFile) -> Iterator[Defect]:
    """A choice reads in Moodle's downloads as if the question had been left blank: empty, or a dash."""
    for question in file.of_type("multichoice"):
        for answer, text in _downloaded(question):
            if text in ("", "-"):
                yield file.defect(
                    answer, Outcome.KEEPS, f"expected a choice that can be read in a download, received {text!r}"
                )


@check("X039", remedy="Write the choices without `; `.")
def choices_run_together(file: QuizFile) -> Iterator[Defect]:
    """Two sets of choices read the same in downloads, where Moodle joins those of a student with `; `."""
    for question in file.of_type("multichoice"):
        texts = [text for _, text in _downloaded(question)]
        if not is_on(question, "single", default="true") and len(set(texts)) == len(texts):
            both = _told_alike(texts)
            if both:
                yield file.defect(question, Outcome.KEEPS, "two sets of choices read the same", *map(repr, both))


def _offered(question: _Element) -> Iterator[tuple[_Element, str, str]]:
    """The choices of a question with the group in which each is offered, and as a download shows them."""
    if question.get("type") in GAPS:
        for choice in in_gaps(question):
            yield choice, choice.findtext("group", "1").strip(), in_download(text_in(choice), "html")
        return
    yield from ((answer, "", text) for answer, text in _downloaded(question))


def _downloaded(question: _Element) -> list[tuple[_Element, str]]:
    """The stored choices of a question, as a download shows each."""
    stem = format_of_stem(question)
    return [(answer, in_download(text_in(answer), format_of(answer, stem))) for answer in choices(question)]


def _told_alike(texts: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Two lists of these texts, none of them twice in a list, that give the same when joined; None if there are none.

    Both lists grow side by side, the shorter first, as long as one begins with the other.
    """
    if not any(_JOINT in text for text in texts):
        return None
    pieces = [tuple(text.split(_JOINT)) for text in texts]
    waiting: deque[tuple[tuple[int, ...], tuple[int, ...]]] = deque(
        ((one,), (other,)) for one, other in islice(combinations(range(len(texts)), 2), _LONGEST_SEARCH)
    )
    for _ in range(_LONGEST_SEARCH):
        if not waiting:
            return None
        left, right = waiting.popleft()
        said = [[piece for index in side for piece in pieces[index]] for side in (left, right)]
        shorter = min(map(len, said))
        if said[0][:shorter] != said[1][:shorter]:
            continue
        if len(said[0]) < len(said[1]):
            waiting.extend(((*left, index), right) for index in range(len(texts)) if index not in left)
        elif len(said[0]) > len(said[1]):
            waiting.extend((left, (*right, index)) for index in range(len(texts)) if index not in right)
        elif set(left) != set(right):
            return [texts[index] for index in left], [texts[index] for index in right]
    return None
