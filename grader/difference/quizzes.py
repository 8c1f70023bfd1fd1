"""Two quizzes compared: which question is which, what differs in each, and an XML of those that do."""

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from grader.difference import questions, texts
from grader.difference.change import Change, Kind
from grader.difference.pairing import counterparts, left
from grader.difference.questions import Asked
from grader.kinds import KINDS
from grader.kinds.kind import MarkedBy
from grader.moodle.quiz import Category, OtherQuestion, Quiz
from grader.moodle.xml import parse


@dataclass(frozen=True)
class Compared:
    """A question in both versions, or in one alone, and what differs; nothing for one that is in one alone."""

    old: Asked | None
    new: Asked | None
    changes: tuple[Change, ...] = ()

    @property
    def one(self) -> Asked:
        """The question as the new version has it, else as the old one had it."""
        one = self.new or self.old
        assert one is not None
        return one

    @property
    def state(self) -> str:
        """What became of it: same, changed, added, removed."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        return "changed" if self.changes else "same"

    @property
    def has_another_key(self) -> bool:
        """Whether another option is right than was before."""
        return any(change.kind is Kind.KEY for change in self.changes)


@dataclass(frozen=True)
class Difference:
    """What differs between two quizzes: every question, in the new order, the removed ones last; and their setting."""

    questions: tuple[Compared, ...]
    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.changes and all(question.state == "same" for question in self.questions)

    @property
    def to_import(self) -> tuple[Compared, ...]:
        """The questions that the new version changed or added."""
        return tuple(question for question in self.questions if question.state in {"changed", "added"})


def compare(old: Quiz, new: Quiz) -> Difference:
    """What differs between two quizzes.

    Questions are paired by idnumber, else by name, else by their content.
    """
    before, after = _asked(old), _asked(new)
    found = _counterparts(before, after)
    origin = {other: place for place, other in enumerate(found) if other is not None}
    compared = [
        Compared(before[origin[place]], one, questions.changes(before[origin[place]], one))
        if place in origin
        else Compared(None, one)
        for place, one in enumerate(after)
    ]
    removed = [Compared(one, None) for place, one in enumerate(before) if found[place] is None]
    result = Difference((*compared, *removed), tuple(_categories(old, new)))
    is_reordered = any(one > other for one, other in pairwise(place for place in found if place is not None))
    if is_reordered or (result.is_empty and old != new):
        said = "the questions stand in another order" if is_reordered else "the categories stand in other places"
        return replace(result, changes=(*result.changes, Change(Kind.ORDER, text=said)))
    return result


def excerpt(content: bytes, places: Collection[int], *, where: str) -> bytes:
    """A Moodle XML with some entries of another, letter by letter as they stand in it, each behind its category."""
    root = etree.Element("quiz")
    root.text = "\n  "
    category, written = None, None
    for place, element in enumerate(parse(content, where=where)):
        if element.get("type") == "category":
            category = element
        elif place in places:
            if category is not None and category is not written:
                root.append(category)
                written = category
            root.append(element)
    for element in root:
        element.tail = "\n  "
    if len(root):
        root[-1].tail = "\n"
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _asked(quiz: Quiz) -> list[Asked]:
    found, category = list[Asked](), None
    for place, entry in enumerate(quiz.entries):
        if isinstance(entry, Category):
            category = entry.path
        else:
            found.append(Asked(entry, place, category))
    return found


def _counterparts(old: Sequence[Asked], new: Sequence[Asked]) -> list[int | None]:
    """For each question the place of its new version; of several with one idnumber the first ones in order."""

    def idnumber(asked: Asked) -> str | None:
        return asked.question.idnumber.strip() or None

    found = counterparts(
        old,
        new,
        lambda asked: (asked.question, asked.category),
        lambda asked: asked.question,
        lambda asked: (idnumber(asked), asked.question.name) if idnumber(asked) else None,
        idnumber,
        lambda asked: asked.question.name or None,
        _content,
    )
    waiting, free = [place for place, other in enumerate(found) if other is None], left(len(new), found)
    guessed = counterparts([old[place] for place in waiting], [new[place] for place in free], idnumber, guess=True)
    for place, other in zip(waiting, guessed, strict=True):
        found[place] = None if other is None else free[other]
    return found


def _content(asked: Asked) -> Hashable:
    """What tells a question that has another idnumber and another name."""
    question = asked.question
    if isinstance(question, OtherQuestion):
        return (question.kind, texts.reading(question.stem)) if question.stem.text else None
    kind = KINDS[question.kind]
    answers, said = kind.compared(question).answers, texts.reading(question.stem)
    is_told = bool(answers or (kind.marked_by is not MarkedBy.MOODLE and said))
    return (question.kind, said, answers) if is_told else None


def _categories(old: Quiz, new: Quiz) -> Iterator[Change]:
    """Categories that only one version has, and what differs in the others'."""
    before, after = ([entry for entry in quiz.entries if isinstance(entry, Category)] for quiz in (old, new))
    found = counterparts(before, after, lambda category: category, lambda category: category.path)
    for category, place in zip(before, found, strict=True):
        if place is None:
            yield Change(Kind.CATEGORY, "removed", category.path or "(top)")
            continue
        other, where = after[place], f"{category.path or '(top)'}"
        if category.idnumber != other.idnumber:
            yield Change(Kind.CATEGORY, f"{where}: idnumber", category.idnumber, other.idnumber)
        yield from texts.changes(category.info, other.info, f"{where}: description", Kind.CATEGORY)
    for place in left(len(after), found):
        yield Change(Kind.CATEGORY, "added", "", after[place].path or "(top)")
