"""A stem as downloads show it, and responses to questions of which they show nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from grader.kinds.forms import Forms, forms, plain, squeezed
from grader.kinds.response import Fit
from grader.moodle.quiz import Markup, MoodleQuestion

Question = TypeVar("Question", bound=MoodleQuestion)


@dataclass(frozen=True)
class Stem:
    """The stem of a question that offers nothing which its text in a download would name."""

    markup: Markup

    @cached_property
    def plain(self) -> Forms:
        """It as plain text, before a download changes it."""
        return plain(self.markup)

    @cached_property
    def forms(self) -> Mapping[bool, Forms]:
        """It as downloads show it: by whether the download is lossless."""
        return {lossless: forms(self.markup, lossless=lossless) for lossless in (False, True)}

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Moodle writes the stem alone; where the download took a part away, others may have begun alike."""
        target = squeezed(text)
        return max((fit for stem, fit in self._squeezed[lossless] if stem == target), default=Fit.NONE)

    @cached_property
    def _squeezed(self) -> Mapping[bool, list[tuple[str, Fit]]]:
        """It without white space in each of its readings, and whether a download shows the whole of it."""
        whole = {squeezed(stem) for stem in self.plain}
        return {
            lossless: [(squeezed(stem), Fit.WHOLE if squeezed(stem) in whole else Fit.PERHAPS) for stem in shown]
            for lossless, shown in self.forms.items()
        }


@dataclass(frozen=True)
class ToStem(Generic[Question]):
    """Responses to a question that downloads show by its stem alone, one at a time.

    fractions: what each answer is worth, in their order.
    """

    question: Question
    fractions: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether a response is one answer."""
        return True

    @property
    def shown(self) -> tuple[Forms, ...]:
        """Each answer as it can be read, in any download."""
        raise NotImplementedError

    @cached_property
    def keyed(self) -> tuple[int, ...]:
        """The answers that earn the whole mark."""
        return tuple(place for place, fraction in enumerate(self.fractions) if fraction >= 1)

    @cached_property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The stem as plain text, before a download changes it, and each answer."""
        return self._stem.plain, self.shown

    @cached_property
    def forms(self) -> Mapping[bool, tuple[Forms, tuple[Forms, ...]]]:
        """The stem as downloads show it, and each answer: by whether the download is lossless."""
        return {lossless: (stem, self.shown) for lossless, stem in self._stem.forms.items()}

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Moodle writes the stem alone."""
        return self._stem.asked_by(text, lossless=lossless)

    @cached_property
    def _stem(self) -> Stem:
        return Stem(self.question.stem)
