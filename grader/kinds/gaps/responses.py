"""Responses to a question whose text has gaps: how downloads show them, and which choices they name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.kinds.forms import Forms, even, forms, plain, squeezed
from grader.kinds.gaps.filled import Way, filled
from grader.kinds.gaps.question import DECIMALS, Offered, Question, WithGaps, stored
from grader.kinds.response import BLANK, Fit, Outcome, Response
from grader.moodle.flatten import downloaded, to_plain_text
from grader.moodle.quiz import Answer
from grader.moodle.shown import as_html, in_language, languages, readings, with_formulas_wrapped


def graded(question: Question, where: str) -> tuple[Question, tuple[float, ...]]:  # noqa: ARG001 - nothing of it is refused
    """The question as Moodle stores it, with what each choice contributes in each gap."""
    kept = stored(question)
    return kept, tuple(answer.fraction for answer in kept.answers())


@dataclass(frozen=True)
class OfGaps:
    """Responses that fill gaps. fractions: what each choice contributes in each gap, in the order of the answers."""

    question: WithGaps
    fractions: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether one answer alone can be chosen: there is one in each gap."""
        return False

    @cached_property
    def random_guess(self) -> float | None:
        """What any choice in each gap earns on average."""
        return sum(1 / len(offered) for offered in self._offered) / len(self._offered)

    @cached_property
    def answers(self) -> Sequence[Answer]:
        """Each gap with each choice of its group."""
        return self.question.answers()

    @cached_property
    def keyed(self) -> tuple[int, ...]:
        """The answers that a full mark takes."""
        return tuple(place for place, fraction in enumerate(self.fractions) if fraction > 0)

    @cached_property
    def plain(self) -> tuple[Forms, tuple[Forms, ...]]:
        """The stem and each answer as plain text, before a download changes it."""
        return plain(self.question.numbered), tuple(plain(answer.markup) for answer in self.answers)

    @cached_property
    def forms(self) -> Mapping[bool, tuple[Forms, tuple[Forms, ...]]]:
        """The stem and each answer as downloads show them: by whether the download is lossless."""
        return {
            lossless: (
                forms(self.question.numbered, lossless=lossless),
                tuple(forms(answer.markup, lossless=lossless) for answer in self.answers),
            )
            for lossless in (False, True)
        }

    def asked_by(self, text: str, *, lossless: bool) -> Fit:
        """Moodle writes the stem with the numbers in its gaps, and behind it the choices of each group."""
        target = squeezed(text)
        return max((fit for written, fit in self._asked[lossless] if written == target), default=Fit.NONE)

    def read(self, text: str, *, lossless: bool, right: str = "") -> Response:  # noqa: ARG002 - choices tell themselves
        """What was filled in, by the text of a download. Nothing earns nothing; what fits no choices is never zero."""
        if even(text) == BLANK:
            return Response(Outcome.BLANK, fraction=0.0)
        found = filled(self._written, text, lossless=lossless)
        if not found.ways:
            return Response(Outcome.UNREADABLE if found.complete else Outcome.AMBIGUOUS)
        chosen = tuple(dict.fromkeys(self._options(way) for way in found.ways))
        if chosen == ((),):
            return Response(Outcome.BLANK, fraction=0.0)
        worth = {self._award(options) for options in chosen}
        fraction = worth.pop() if len(worth) == 1 else None
        if len(chosen) > 1:
            return Response(Outcome.AMBIGUOUS, fraction=fraction, candidates=chosen)
        return Response(Outcome.ANSWERED, chosen[0], fraction)

    def _options(self, way: Way) -> tuple[int, ...]:
        """The answers that a way to fill the gaps chooses."""
        begins, options = 0, list[int]()
        for offered, choice in zip(self._offered, way, strict=True):
            options += [] if choice is None else [begins + choice]
            begins += len(offered)
        return tuple(options)

    def _award(self, options: Iterable[int]) -> float:
        """The share of gaps that are right, at most all of them, though of a void question each is worth all."""
        return min(round(sum(self.fractions[option] for option in options), DECIMALS), 1.0)

    @cached_property
    def _offered(self) -> Sequence[Sequence[Offered]]:
        """The choices of each gap."""
        found: dict[int, list[Offered]] = {}
        for gap, place in self.question.parts():
            found.setdefault(gap, []).append(self.question.choices[place])
        return list(found.values())

    @cached_property
    def _written(self) -> Sequence[Sequence[Forms]]:
        """The choices of each gap as a response has them: as they are written where they stand in menus."""
        shown = (lambda choice: readings(choice.markup.text)) if self.question.literal else _flattened
        return [[shown(choice) for choice in offered] for offered in self._offered]

    @cached_property
    def _asked(self) -> Mapping[bool, list[tuple[str, Fit]]]:
        """The question's text in each of its readings, without white space, and whether a download shows all of it."""
        whole = list(dict.fromkeys(_asked(self.question)))
        known = {squeezed(text) for text in whole}
        return {
            lossless: [
                (shown, Fit.WHOLE if shown in known else Fit.PERHAPS)
                for shown in (squeezed(text if lossless else downloaded(text)) for text in whole)
            ]
            for lossless in (False, True)
        }


def _flattened(choice: Offered) -> Forms:
    return plain(choice.markup)


def _asked(question: WithGaps) -> Iterator[str]:
    """The question's text as Moodle's reports have it: in each language of it, and in all at once."""
    texts = [as_html(question.numbered), *(choice.markup.text for choice in question.choices)]
    spoken = dict.fromkeys(language for text in texts for language in languages(text))
    for seen in (texts, [with_formulas_wrapped(text) for text in texts]):
        for language in (*spoken, ""):
            yield _in_one(question, [in_language(text, language) for text in seen])
    yield _in_one(question, texts)


def _in_one(question: WithGaps, texts: Sequence[str]) -> str:
    stem, *choices = map(to_plain_text, texts)
    groups: dict[str, list[str]] = {}
    for offered, text in zip(question.choices, choices, strict=True):
        groups.setdefault(offered.group, []).append(text)
    listed = "; ".join(f"[[{group}]] -> {{{' / '.join(of_group)}}}" for group, of_group in groups.items())
    return f"{stem}; {listed}"
