"""What differs between two releases, as it is told: questions in several languages together, the keys first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from grader.difference.change import Change, Kind
from grader.difference.quizzes import Compared
from grader.difference.release import FileDifference
from grader.kinds.version import Version

MAX_NUMBERS, MAX_PASSAGES = 8, 3  # shown of one place

_IN_WORDS = {Kind.WORDS, Kind.FEEDBACK, Kind.GENERAL_FEEDBACK}


@dataclass(frozen=True)
class Line:
    """One line on a question: what kind of thing changed, and how."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Told:
    """A question, in all the languages in which it changed; state: changed, added or removed."""

    id: str
    languages: tuple[str, ...]
    name: str
    state: str
    lines: tuple[Line, ...] = ()

    @property
    def title(self) -> str:
        """The question's id with its languages."""
        return f"{self.id} ({', '.join(self.languages)})" if self.languages else self.id or "(no name)"


class _Seen(NamedTuple):
    """A change in one file: the label of the file's version of the question."""

    change: Change
    label: str


class _Version(NamedTuple):
    id: str
    label: str
    compared: Compared


def told(files: Sequence[FileDifference]) -> list[Told]:
    """The questions that differ: changed ones, the most important first, then added and removed ones."""
    versions = [version for file in files for version in _versions(file, labelled=len(files) > 1)]
    groups: dict[tuple[str, str], list[_Version]] = {}
    for version in versions:
        groups.setdefault((version.compared.state, version.id), []).append(version)
    changed = [_changed(group) for (state, _), group in groups.items() if state == "changed"]
    changed.sort(key=lambda question: min(line.kind.weight for line in question.lines))
    alone = [_told(group) for wanted in ("added", "removed") for (state, _), group in groups.items() if state == wanted]
    return [*changed, *alone]


def around(files: Sequence[FileDifference]) -> list[tuple[str, Line]]:
    """What differs beside the questions, with the names of the files: categories, order, files that one side has."""
    found: dict[Line, list[str]] = {}
    for file in files:
        if file.only_in:
            found.setdefault(Line(Kind.WHOLE, f"only in {file.only_in.upper()}"), []).append(file.name)
        for change in file.difference.changes:
            found.setdefault(Line(change.kind, f"{change.kind} {_text(change, '')}"), []).append(file.name)
    return [(", ".join(filter(None, names)), line) for line, names in found.items()]


def _versions(file: FileDifference, *, labelled: bool) -> Iterator[_Version]:
    """The questions of a file that differ, each with its id without the language, and what tells its version apart."""
    for compared in file.difference.questions:
        if compared.state != "same":
            version = Version.parse(compared.one.id)
            if version is None:
                yield _Version(compared.one.id, file.name if labelled else "", compared)
            else:
                yield _Version(version.in_any_language, version.language, compared)


def _told(group: Sequence[_Version], lines: tuple[Line, ...] = ()) -> Told:
    labels = dict.fromkeys(version.label for version in group if version.label)
    compared = group[0].compared
    return Told(group[0].id, tuple(labels), compared.one.question.name, compared.state, lines)


def _changed(group: Sequence[_Version]) -> Told:
    same: dict[tuple[str, ...], list[_Seen]] = {}
    for version in group:
        for change in version.compared.changes:
            same.setdefault((*change.signature, change.text if change.kind in _IN_WORDS else ""), []).append(
                _Seen(change, version.label)
            )
    everywhere = {version.label for version in group}
    seen = sorted(
        ((one[0].change, _where(one, everywhere)) for one in same.values()), key=lambda pair: pair[0].kind.weight
    )
    lines = [
        Line(kind, text)
        for (kind, place, where), some in groupby(seen, key=lambda pair: (pair[0].kind, pair[0].place, pair[1]))
        for text in _texts(kind, place, where, [change for change, _ in some])
    ]
    return _told(group, tuple(_joined(lines)))


def _where(seen: Sequence[_Seen], everywhere: set[str]) -> str:
    """In which versions of a question a change is, where that is not all of them."""
    if {one.label for one in seen} == everywhere and not all(one.change.language for one in seen):
        return ""
    return ", ".join(dict.fromkeys(" ".join(filter(None, (one.label, one.change.language))) for one in seen))


def _texts(kind: Kind, place: str, where: str, changes: Sequence[Change]) -> Iterator[str]:
    """The lines on changes of one kind in one place: numbers side by side, words one below the other."""
    limit = MAX_PASSAGES if kind in _IN_WORDS else MAX_NUMBERS
    more = f"and {len(changes) - limit} more" if len(changes) > limit else ""
    if kind is Kind.NUMBERS:
        listed = [f"{change.old} -> {change.new}" for change in changes[:limit]]
        yield f"{_placed(place, where)}: {', '.join(filter(None, (*listed, more)))}"
        return
    yield from (_text(change, where) for change in changes[:limit])
    if more:
        yield f"{_placed(place, where)}: {more}"


def _text(change: Change, where: str) -> str:
    """A change in words: `stem: … the loss [-falls-] {+rises+} …`, `shuffle: yes -> no`."""
    place = _placed(change.place, where)
    if change.text and change.kind not in _IN_WORDS:
        return " ".join(filter(None, (change.text, f"({where})" if where else "")))
    said = change.text or (f"{change.old} -> {change.new}" if change.old and change.new else "")
    if not said and (change.old or change.new):
        said = f"added {change.new}" if change.new else f"removed {change.old}"
    if change.place in {"added", "removed"}:  # of a category: the word is there already
        said = change.new or change.old
    if change.kind is Kind.FRACTIONS:
        return f"{place.removeprefix('option ')} {said}"
    return ": ".join(filter(None, (place, said)))


def _placed(place: str, where: str) -> str:
    return " ".join(filter(None, (place, f"({where})" if where else "")))


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, the fractions of all options in one."""
    for kind, some in groupby(lines, key=lambda line: line.kind):
        if kind is Kind.FRACTIONS:
            yield Line(kind, ", ".join(line.text for line in some))
        else:
            yield from some
