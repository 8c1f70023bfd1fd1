"""Two versions of a question compared: everything that its XML holds, the most important first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from grader.difference import options, texts
from grader.difference.change import Change, Kind
from grader.kinds import KINDS
from grader.kinds.kind import yes
from grader.moodle.quiz import Hint, Markup, MoodleQuestion, OtherQuestion

Question = MoodleQuestion | OtherQuestion


@dataclass(frozen=True)
class Asked:
    """A question in its file: the place among its entries, the path of its category (None before the first)."""

    question: Question
    place: int
    category: str | None

    @property
    def id(self) -> str:
        """What it is known by: its idnumber, else its name."""
        return self.question.idnumber.strip() or self.question.name


def changes(old: Asked, new: Asked) -> tuple[Change, ...]:
    """Everything that differs between two versions of a question, the most important first."""
    found = [*_everywhere(old, new)]
    one, other = old.question, new.question
    if isinstance(one, OtherQuestion) and isinstance(other, OtherQuestion) and one.kind == other.kind:
        found += _whole(one, other)
    elif not isinstance(one, OtherQuestion) and not isinstance(other, OtherQuestion) and one.kind == other.kind:
        found += _parts(one, other)
    return tuple(sorted(found, key=lambda change: change.kind.weight))


def _everywhere(old: Asked, new: Asked) -> Iterator[Change]:
    """What questions of any type have."""
    one, other = old.question, new.question
    plain = (
        (Kind.TYPE, "", one.kind, other.kind),
        (Kind.MARK, "", f"{one.maximum_mark:.10g}", f"{other.maximum_mark:.10g}"),
        (Kind.NAME, "", one.name, other.name),
        (Kind.NAME, "idnumber", one.idnumber, other.idnumber),
        (Kind.CATEGORY, "", _path(old.category), _path(new.category)),
    )
    yield from (Change(kind, place, was, is_) for kind, place, was, is_ in plain if was != is_)
    yield from texts.changes(one.stem, other.stem, "stem", Kind.WORDS)


def _path(category: str | None) -> str:
    return "(none)" if category is None else category or "(top)"


def _parts(old: MoodleQuestion, new: MoodleQuestion) -> Iterator[Change]:
    """What differs between questions of one kind that we read."""
    was, is_ = KINDS[old.kind].compared(old), KINDS[new.kind].compared(new)
    yield from options.changes(was, is_)
    for caution in KINDS[old.kind].cautions(old, new):
        yield Change(Kind.REGRADE, text=caution)
    yield from texts.changes(old.general_feedback, new.general_feedback, "general feedback", Kind.GENERAL_FEEDBACK)
    for name, said in was.feedback.items():
        yield from texts.changes(said, is_.feedback[name], f"feedback when {name}", Kind.FEEDBACK)
    for name, said in was.further.items():
        yield from texts.changes(said, is_.further[name], name, Kind.WORDS)
    yield from _hint_texts(old.hints, new.hints)
    if old.tags != new.tags:
        yield Change(Kind.TAGS, "", ", ".join(old.tags) or "none", ", ".join(new.tags) or "none")
    for name in {**was.settings, **is_.settings}:
        before, after = (of.settings.get(name, "none") for of in (was, is_))
        if before != after:
            yield Change(Kind.SETTINGS, name, before, after)
    yield from _hint_settings(old.hints, new.hints)


def _hint_texts(old: Sequence[Hint], new: Sequence[Hint]) -> Iterator[Change]:
    missing = Hint(Markup(""))
    for place in range(max(len(old), len(new))):
        one, other = (hints[place : place + 1] for hints in (old, new))
        if one and other:
            yield from texts.changes(one[0].markup, other[0].markup, f"hint {place + 1}", Kind.FEEDBACK)
        else:
            was, is_ = (texts.reading(hint.markup) for hint in (*(one or (missing,)), *(other or (missing,))))
            yield Change(Kind.FEEDBACK, f"hint {place + 1}", was, is_, "added" if other else "removed")


def _hint_settings(old: Sequence[Hint], new: Sequence[Hint]) -> Iterator[Change]:
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        for name, was, is_ in (
            ("number right", one.show_number_right, other.show_number_right),
            ("clear wrong", one.clear_wrong, other.clear_wrong),
        ):
            if was != is_:
                yield Change(Kind.SETTINGS, f"hint {place + 1}, {name}", yes(was), yes(is_))


def _whole(old: OtherQuestion, new: OtherQuestion) -> Iterator[Change]:
    """Whether the element of a question that is kept whole differs, and more than in how it is written."""
    if old.xml != new.xml:
        same = _canonical(old) == _canonical(new)
        yield Change(Kind.MARKUP if same else Kind.WHOLE, "XML" if same else old.kind, text="" if same else "changed")


def _canonical(question: OtherQuestion) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return str(etree.canonicalize(etree.fromstring(question.xml, parser), strip_text=True))
