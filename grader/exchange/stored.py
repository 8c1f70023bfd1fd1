"""Questions as Moodle stores them: what its import, its form and its export make alike is alike."""

import hashlib
from dataclasses import fields, is_dataclass, replace
from typing import Any

from lxml import etree

from grader.difference.questions import Asked
from grader.errors import MoodleXMLError
from grader.kinds.description.question import DescriptionQuestion
from grader.kinds.essay.question import EssayQuestion
from grader.kinds.ordering.question import ALL, FEWEST, OrderingQuestion
from grader.kinds.quiz import read, write_entry
from grader.kinds.true_false.question import PENALTY, TrueFalseQuestion
from grader.moodle.fractions import is_accepted, nearest
from grader.moodle.quiz import Answer, Category, File, OtherQuestion

THIRD = 0.3333333
_NEAR = 0.005  # from a third, where Moodle takes a penalty for it
_DECIMALS = 7
_NOT_SAID = ("hidden", "tags")
"""What an export says of a question that its content does not hold."""


def as_stored(asked: Asked) -> Asked:
    """A question without what Moodle does not keep: the order of tags, hints that nobody sees, what stands where.

    The category is left out: whoever keeps the bank there puts questions where they like.
    """
    question = asked.question
    if isinstance(question, OtherQuestion):
        return Asked(replace(question, xml=_canonical(question.xml)), 0, "")
    kept = _made(_alone(question))
    penalty = THIRD if abs(kept.penalty - THIRD) < _NEAR else round(kept.penalty, _DECIMALS)
    if isinstance(kept, TrueFalseQuestion):
        penalty = PENALTY
    elif isinstance(kept, EssayQuestion | DescriptionQuestion):
        penalty = THIRD
    return Asked(replace(kept, penalty=penalty, tags=_tags(question.tags), unread=()), 0, "")


def told(asked: Asked) -> Asked:
    """A question as it is stored, in place of the content of its files their digests: as `written` writes it."""
    stored = as_stored(asked)
    return replace(stored, question=_digested(stored.question))


def written(asked: Asked) -> str:
    """A question as it is stored, as text: the same text for the same question."""
    return write_entry(told(asked).question).decode()


def again(text: str) -> Asked:
    """The question that `written` wrote, by the rules of today, which may be others than when it was written.

    Raises MoodleXMLError for another text.
    """
    (entry,) = read(b"<quiz>" + text.encode() + b"</quiz>", where="what was pushed before").entries
    if isinstance(entry, Category):
        raise MoodleXMLError("expected a question that was pushed before, received a category")
    return as_stored(Asked(entry, 0, ""))


def as_now(known: Asked | None) -> str:
    """What `written` writes today of a question that `again` found; nothing where there is none."""
    return "" if known is None else write_entry(known.question).decode()


def same(one: Asked, other: Asked) -> bool:
    """Whether two questions are stored alike."""
    return written(one) == written(other)


def _alone(question: Any) -> Any:
    """A question without settings that nothing depends on: hints of true/false, how many of all items are shown."""
    if isinstance(question, TrueFalseQuestion):
        return replace(question, hints=())
    if isinstance(question, OrderingQuestion):
        return replace(question, count=0 if question.select == ALL else max(question.count, FEWEST))
    return question


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags in one order, those that differ in capital letters alone once."""
    return tuple(sorted({tag.strip().casefold(): tag.strip() for tag in reversed(tags) if tag.strip()}.values()))


def _made(value: Any) -> Any:
    """A value with every number as Moodle keeps it, and files in one order."""
    if isinstance(value, tuple):
        entries = [_made(entry) for entry in value]
        is_files = bool(entries) and all(isinstance(entry, File) for entry in entries)
        return tuple(sorted(entries, key=lambda file: (file.path, file.name)) if is_files else entries)
    if isinstance(value, Answer) and is_accepted(value.fraction):
        value = replace(value, fraction=nearest(value.fraction))
    if isinstance(value, float):
        return float(f"{value:.15g}")
    if is_dataclass(value) and not isinstance(value, type):
        said = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        made = {name: _made(one) for name, one in said.items()}
        return replace(value, **made) if made != said else value
    return value


def _digested(value: Any) -> Any:
    """A value with every file's digest in the place of its content."""
    if isinstance(value, File):
        return replace(value, content=hashlib.sha256(value.content).digest())
    if isinstance(value, tuple):
        return tuple(_digested(entry) for entry in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _digested(getattr(value, field.name)) for field in fields(value)})
    return value


def _canonical(xml: bytes) -> bytes:
    """The element of a question that is kept whole: without comments, with its tags in one order."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    root = etree.fromstring(xml, parser)
    tags = sorted({(tag.findtext("text") or "").strip() for tag in root.findall("tags/tag")})
    for name in _NOT_SAID:
        for element in root.findall(name):
            root.remove(element)
    if tags:
        kept = etree.SubElement(root, "tags")
        for tag in tags:
            etree.SubElement(etree.SubElement(kept, "tag"), "text").text = tag
    return str(etree.canonicalize(root, strip_text=True)).encode()
