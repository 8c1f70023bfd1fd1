"""A text with gaps as downloads show it: in each gap what is offered there, or a line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from grader.kinds.cloze.question import GAP, ClozeQuestion, Part
from grader.kinds.forms import Forms, even, squeezed
from grader.kinds.response import Fit
from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.shown import readings

_LINE = "_____"
_ANY_ORDER = "\ue000{}\ue001"


@dataclass(frozen=True)
class Shown:
    """The text of a question as downloads show it. Choices that are shuffled stand in any order."""

    question: ClozeQuestion

    @cached_property
    def plain(self) -> Forms:
        """It as plain text, in each of its readings, choices in their order."""
        return tuple(dict.fromkeys(map(self._in_order, self._written)))

    @cached_property
    def forms(self) -> Mapping[bool, Forms]:
        """It as downloads show it: by whether the download is lossless."""
        return {
            lossless: tuple(dict.fromkeys(even(one if lossless else downloaded(one)) for one in self.plain))
            for lossless in (False, True)
        }

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Whether a text can be this question's; where the download took a part away, others may have begun alike."""
        target = squeezed(text)
        return max((fit for fits, fit in self._patterns[lossless] if fits(target)), default=Fit.NONE)

    @cached_property
    def _written(self) -> tuple[str, ...]:
        """It as plain text in each of its readings, with a mark in each gap whose choices stand in any order."""
        html = GAP.sub(lambda gap: self._gap(int(gap[1]) - 1), self.question.stem.text)
        return tuple(dict.fromkeys(to_plain_text(reading) for reading in readings(html)))

    def _gap(self, place: int) -> str:
        part = self.question.parts[place]
        if part.is_typed:
            return _LINE
        return f"{{{_ANY_ORDER.format(place) if part.is_shuffled else _offered(part)}}}"

    def _in_order(self, written: str) -> str:
        for place, part in enumerate(self.question.parts):
            written = written.replace(_ANY_ORDER.format(place), to_plain_text(_offered(part)))
        return written

    @cached_property
    def _patterns(self) -> "Mapping[bool, list[tuple[_Pattern, Fit]]]":
        whole = {squeezed(one) for one in self._written}
        return {
            lossless: [
                (_Pattern(self.question, shown), Fit.WHOLE if shown in whole else Fit.PERHAPS)
                for shown in self._squeezed(lossless=lossless)
            ]
            for lossless in (False, True)
        }

    def _squeezed(self, *, lossless: bool) -> Iterator[str]:
        for one in self._written:
            yield squeezed(one if lossless else downloaded(one))


@dataclass(frozen=True)
class _Pattern:
    """A text without white space, in which choices may stand in any order."""

    question: ClozeQuestion
    shown: str

    def __call__(self, target: str) -> bool:
        found = self._compiled.fullmatch(target)
        return found is not None and all(sorted(found[f"p{place}"]) in self._letters[place] for place in self._letters)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(re.sub("\ue000([0-9]+)\ue001", r"(?P<p\1>.*?)", re.escape(self.shown)), re.DOTALL)

    @cached_property
    def _letters(self) -> Mapping[int, list[list[str]]]:
        """For each gap whose choices are shuffled, of which letters they are made, in each language."""
        return {
            int(place): [
                sorted(squeezed(form))
                for one in readings(_offered(self.question.parts[int(place)]))
                for form in {to_plain_text(one), downloaded(to_plain_text(one))}
            ]
            for place in re.findall("\ue000([0-9]+)\ue001", self.shown)
        }


def _offered(part: Part) -> str:
    return "; ".join(one.answer.text for one in part.alternatives)
