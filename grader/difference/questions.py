"""Two versions of a question compared: everything that its XML holds, the most important first."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from grader.difference import options, texts
from grader.difference.change import Change, Kind
from grader.moodle.quiz import CombinedFeedback, Hint, Markup, Multichoice, OtherQuestion

Question = Multichoice | OtherQuestion


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
    if isinstance(one, Multichoice) and isinstance(other, Multichoice):
        found += [*options.changes(one, other), *_texts(one, other), *_settings(one, other)]
    elif isinstance(one, OtherQuestion) and isinstance(other, OtherQuestion) and one.kind == other.kind:
        found += _whole(one, other)
    return tuple(sorted(found, key=lambda change: change.kind.weight))


def kind_of(question: Question) -> str:
    """Moodle's name of the type of a question."""
    return question.kind if isinstance(question, OtherQuestion) else "multichoice"


def _everywhere(old: Asked, new: Asked) -> Iterator[Change]:
    """What questions of any type have."""
    one, other = old.question, new.question
    plain = (
        (Kind.TYPE, "", kind_of(one), kind_of(other)),
        (Kind.MARK, "", f"{one.mark:.10g}", f"{other.mark:.10g}"),
        (Kind.NAME, "", one.name, other.name),
        (Kind.NAME, "idnumber", one.idnumber, other.idnumber),
        (Kind.CATEGORY, "", _path(old.category), _path(new.category)),
    )
    yield from (Change(kind, place, was, is_) for kind, place, was, is_ in plain if was != is_)
    yield from texts.changes(one.stem, other.stem, "stem", Kind.WORDS)


def _path(category: str | None) -> str:
    return "(none)" if category is None else category or "(top)"


def _texts(old: Multichoice, new: Multichoice) -> Iterator[Change]:
    yield from texts.changes(old.general_feedback, new.general_feedback, "general feedback", Kind.GENERAL_FEEDBACK)
    for name in ("right", "partly", "wrong"):
        was, is_ = getattr(old.combined, name), getattr(new.combined, name)
        yield from texts.changes(was, is_, f"feedback when {name}", Kind.FEEDBACK)
    missing = Hint(Markup(""))
    for place in range(max(len(old.hints), len(new.hints))):
        one, other = (question.hints[place : place + 1] for question in (old, new))
        if one and other:
            yield from texts.changes(one[0].markup, other[0].markup, f"hint {place + 1}", Kind.FEEDBACK)
        else:
            was, is_ = (texts.reading(hint.markup) for hint in (*(one or (missing,)), *(other or (missing,))))
            yield Change(Kind.FEEDBACK, f"hint {place + 1}", was, is_, "added" if other else "removed")


def _settings(old: Multichoice, new: Multichoice) -> Iterator[Change]:
    if old.tags != new.tags:
        yield Change(Kind.TAGS, "", ", ".join(old.tags) or "none", ", ".join(new.tags) or "none")
    named = zip(_set(old), _set(new), strict=True)
    yield from (Change(Kind.SETTINGS, name, was, is_) for (name, was), (_, is_) in named if was != is_)
    for place, (one, other) in enumerate(zip(old.hints, new.hints, strict=False)):
        for name, was, is_ in (
            ("number right", one.show_number_right, other.show_number_right),
            ("clear wrong", one.clear_wrong, other.clear_wrong),
        ):
            if was != is_:
                yield Change(Kind.SETTINGS, f"hint {place + 1}, {name}", _yes(was), _yes(is_))


def _set(question: Multichoice) -> tuple[tuple[str, str], ...]:
    """How a question is set, in the words of Moodle's form."""
    combined: CombinedFeedback = question.combined
    return (
        ("answers", "one" if question.single else "several"),
        ("shuffle", _yes(question.shuffle)),
        ("numbering", question.numbering),
        ("penalty", f"{question.penalty:.10g}"),
        ("standard instruction", _yes(question.standard_instruction)),
        ("number right", _yes(combined.show_number_right)),
    )


def _yes(value: bool) -> str:  # noqa: FBT001 - it is the value
    return "yes" if value else "no"


def _whole(old: OtherQuestion, new: OtherQuestion) -> Iterator[Change]:
    """Whether the element of a question that is kept whole differs, and more than in how it is written."""
    if old.xml != new.xml:
        same = _canonical(old) == _canonical(new)
        yield Change(Kind.MARKUP if same else Kind.WHOLE, "XML" if same else old.kind, text="" if same else "changed")


def _canonical(question: OtherQuestion) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return str(etree.canonicalize(etree.fromstring(question.xml, parser), strip_text=True))
