"""What the tests of every kind need to know of each: how a download shows its question and a response, and another key.

A new kind adds a line here, or the tests of its way fail.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from downloads import plain
from downloads import response as chosen

from grader.kinds.cloze.question import ClozeQuestion, places_of
from grader.kinds.description.question import DescriptionQuestion
from grader.kinds.essay.question import EssayQuestion
from grader.kinds.gaps.question import WithGaps
from grader.kinds.matching.question import MatchingQuestion
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.numerical.question import NumericalQuestion, in_figures
from grader.kinds.ordering.question import OrderingQuestion
from grader.kinds.ordering.responses import shortened
from grader.kinds.short_answer.question import ShortAnswerQuestion
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.moodle.flatten import downloaded
from grader.moodle.quiz import Markup


@dataclass(frozen=True)
class Example:
    """A kind as a real Moodle shows it.

    asked: the cell of the question's text. said: the cell of a response, by the places of what is responded: of all
    parts, where a response has parts.
    turned: the same question with another key. typed: whether a response is typed, so that nothing is unreadable.
    wrong: the places of a response that earns nothing; the first answer that earns nothing, where none is given.
    inputs: how many fields the preview's form has; as many as there are answers, where none is given.
    guess: what responding at random earns by Moodle's statistics; the mean of the answers' worth, where none is given;
    None where Moodle does not say.
    false_claim: what makes a claim of the question that is begun false.
    of_exporters: codes that no author's fault can trigger, which tests of the kind do.
    """

    asked: Callable[[Any], str]
    said: Callable[[Any, Sequence[int]], str]
    turned: Callable[[Any], Any]
    typed: bool = False
    wrong: Callable[[Any], Sequence[int]] | None = None
    inputs: Callable[[Any], int] | None = None
    guess: Callable[[Any], float | None] | None = None
    false_claim: tuple[str, str] = ("s.count == count and", "s.count != count and")
    of_exporters: frozenset[str] = frozenset()


def _with_options(question: MultipleChoice) -> str:
    options = "; ".join(plain(answer.markup.text) for answer in question.answers)
    return downloaded(f"{plain(question.stem.text)}: {options}")


def _turned(question: MultipleChoice) -> MultipleChoice:
    worth = [answer.fraction for answer in question.answers]
    answers = zip(question.answers, [worth[-1], *worth[:-1]], strict=True)
    return replace(question, answers=tuple(replace(answer, fraction=fraction) for answer, fraction in answers))


def _with_another_amount(question: NumericalQuestion) -> NumericalQuestion:
    worth = [amount.fraction for amount in question.amounts]
    amounts = zip(question.amounts, [worth[-1], *worth[:-1]], strict=True)
    return replace(question, amounts=tuple(replace(amount, fraction=fraction) for amount, fraction in amounts))


def _typed(question: NumericalQuestion, places: Sequence[int]) -> str:
    [place] = places
    number = question.amounts[place].number
    assert number is not None
    return in_figures(number)


def _with_gaps(question: ClozeQuestion) -> str:
    text = question.stem.text
    for number, part in enumerate(question.parts, start=1):
        offered = "; ".join(plain(one.answer.text) for one in part.alternatives)
        text = text.replace(f"[[{number}]]", "_____" if part.is_typed else f"{{{offered}}}")
    return downloaded(plain(text))


def _in_gaps(question: ClozeQuestion, places: Sequence[int]) -> str:
    """The first of the places that are of a typed part, and all of any other."""
    said = []
    for number, (part, of_part) in enumerate(zip(question.parts, places_of(question), strict=True), start=1):
        chosen = [plain(part.alternatives[place - of_part.start].answer.text) for place in places if place in of_part]
        said.append(f"part {number}: {'; '.join(chosen[:1] if part.is_typed else chosen)}")
    return downloaded("; ".join(said))


def _wrong_in_gaps(question: ClozeQuestion) -> Sequence[int]:
    """The last wrong answer of each part."""
    parts = zip(question.parts, places_of(question), strict=True)
    return [
        max(place for place in places if part.alternatives[place - places.start].fraction <= 0)
        for part, places in parts
    ]


def _with_another_choice(question: ClozeQuestion) -> ClozeQuestion:
    first, *others = question.parts
    worth = [one.fraction for one in first.alternatives]
    alternatives = zip(first.alternatives, [worth[-1], *worth[:-1]], strict=True)
    turned = replace(first, alternatives=tuple(replace(one, fraction=fraction) for one, fraction in alternatives))
    return replace(question, parts=(turned, *others))


def _fields_of_gaps(question: ClozeQuestion) -> int:
    """Of a menu one; of what is typed two, and of several choices one more: the hidden one says what it earns."""
    return sum(2 if part.is_typed else 1 + len(part.alternatives) * (part.asks == "several") for part in question.parts)


def _with_another_word(question: ShortAnswerQuestion) -> ShortAnswerQuestion:
    worth = question.fractions
    words = zip(question.words, (worth[-1], *worth[:-1]), strict=True)
    return replace(question, words=tuple(replace(one, fraction=fraction) for one, fraction in words))


def _asked_otherwise(question: DescriptionQuestion) -> DescriptionQuestion:
    return replace(question, stem=Markup("Something else."))


def _for_other_graders(question: EssayQuestion) -> EssayQuestion:
    return replace(question, for_graders=Markup("Something else."))


def _not_right(question: TrueFalseQuestion) -> TrueFalseQuestion:
    return replace(question, right=not question.right)


def _with_stems(question: MatchingQuestion) -> str:
    stems = "; ".join(plain(line.stem.text) for line in question.pairs)
    return downloaded(f"{plain(question.stem.text)} {{{stems}}} -> {{{'; '.join(question.choices)}}}")


def _paired(question: MatchingQuestion, places: Sequence[int]) -> str:
    pairs = (divmod(place, len(question.choices)) for place in places)
    return downloaded(
        "; ".join(f"{plain(question.pairs[stem].stem.text)} -> {question.choices[choice]}" for stem, choice in pairs)
    )


def _with_partners_turned(question: MatchingQuestion) -> MatchingQuestion:
    """Each stem with the choice behind its own."""
    choices = (*question.choices, question.choices[0])
    return replace(
        question,
        lines=tuple(
            replace(line, choice=choices[choices.index(line.choice) + 1]) if not line.alone else line
            for line in question.lines
        ),
    )


def _wrong_in_each(question: MatchingQuestion) -> Sequence[int]:
    """For each stem the choice behind its own."""
    count = len(question.choices)
    right = [place % count for place, worth in enumerate(question.fractions) if worth]
    return [stem * count + (choice + 1) % count for stem, choice in enumerate(right)]


def _ordered(question: OrderingQuestion, places: Sequence[int]) -> str:
    """The items of these places, one for each place in turn."""
    count = len(question.items)
    order = [place % count for place in sorted(places)]
    return downloaded("; ".join(shortened(plain(question.items[item].text)) for item in order))


def _turned_by(question: OrderingQuestion, places: int) -> Sequence[int]:
    """The items as many places earlier, as items at places."""
    count = len(question.items)
    return [place * count + (place + places) % count for place in range(count)]


def _with_groups(question: WithGaps) -> str:
    groups: dict[str, list[str]] = {}
    for choice in question.choices:
        groups.setdefault(choice.group, []).append(plain(choice.markup.text))
    listed = (f"[[{group}]] -> {{{' / '.join(choices)}}}" for group, choices in groups.items())
    return downloaded("; ".join((plain(question.numbered.text), *listed)))


def _filled_in(question: WithGaps, places: Sequence[int]) -> str:
    put = dict(list(question.parts())[place] for place in places)
    shown = ("" if gap not in put else _in_reports(question, put[gap]) for gap in range(len(question.right)))
    return downloaded(" ".join(f"{{{text}}}" for text in shown))


def _in_reports(question: WithGaps, choice: int) -> str:
    text = question.choices[choice].markup.text
    return text if question.kind == "gapselect" else plain(text)


def _with_other_choices(question: WithGaps) -> WithGaps:
    """Each gap asks for the choice behind the one that was right, or else for the first of its group."""
    right = []
    for number in question.right:
        group = [
            place for place, one in enumerate(question.choices, 1) if one.group == question.choices[number - 1].group
        ]
        right.append(group[(group.index(number) + 1) % len(group)])
    return replace(question, right=tuple(right))


def _all_wrong(question: WithGaps) -> Sequence[int]:
    parts, other = list(question.parts()), _with_other_choices(question)
    return [parts.index((gap, number - 1)) for gap, number in enumerate(other.right)]


def _one_of_each_group(question: WithGaps) -> float:
    sizes = [
        sum(one.group == question.choices[number - 1].group for one in question.choices) for number in question.right
    ]
    return sum(1 / size for size in sizes) / len(sizes)


_GAPS = Example(
    _with_groups,
    _filled_in,
    _with_other_choices,
    wrong=_all_wrong,
    inputs=lambda question: len(question.right),
    guess=_one_of_each_group,
)

EXAMPLES: Mapping[str, Example] = {
    "multichoice": Example(_with_options, lambda question, places: chosen(question, tuple(places)), _turned),
    "several-answers": Example(
        _with_options,
        lambda question, places: chosen(question, tuple(places)),
        _turned,
        inputs=lambda question: len(question.answers),
        guess=lambda _: None,
        false_claim=("same = s.count == count and", "same = s.count == count and s.mean < 0 and"),
        of_exporters=frozenset({"K026"}),
    ),
    "truefalse": Example(
        lambda question: downloaded(plain(question.stem.text)),
        lambda _, places: ("True", "False")[places[0]],
        _not_right,
    ),
    "essay": Example(
        lambda question: downloaded(plain(question.stem.text)),
        lambda *_: "",
        _for_other_graders,
        inputs=lambda _: 1,
        false_claim=("return s.median == middle", "return s.median == middle and s.mean < 0"),
    ),
    "description": Example(
        lambda question: downloaded(plain(question.stem.text)),
        lambda *_: "",
        _asked_otherwise,
        inputs=lambda _: 0,
        false_claim=("return s.median == middle", "return s.median == middle and s.mean < 0"),
    ),
    "numerical": Example(
        lambda question: downloaded(plain(question.stem.text)),
        _typed,
        _with_another_amount,
        typed=True,
        inputs=lambda _: 1,
        guess=lambda _: 0.0,
        false_claim=(
            "isclose(s.variance, variance(s.p.values))",
            "isclose(s.variance, variance(s.p.values)) and s.mean < 0",
        ),
        of_exporters=frozenset({"N009"}),
    ),
    "matching": Example(
        _with_stems,
        _paired,
        _with_partners_turned,
        wrong=_wrong_in_each,
        inputs=lambda question: len(question.pairs),
        guess=lambda question: 1 / len(question.choices),
    ),
    "ordering": Example(
        lambda question: downloaded(plain(question.stem.text)),
        _ordered,
        lambda question: replace(question, items=(*question.items[2:], *question.items[:2])),
        wrong=lambda question: _turned_by(question, 1),
        inputs=lambda question: len(question.items),
        guess=lambda _: 0.0,
    ),
    "cloze": Example(
        _with_gaps,
        _in_gaps,
        _with_another_choice,
        wrong=_wrong_in_gaps,
        inputs=_fields_of_gaps,
        guess=lambda question: 0.5 / question.maximum_mark,
        false_claim=(
            "return isclose(s.variance, variance(s.p.values))",
            "return isclose(s.variance, variance(s.p.values)) and s.mean < 0",
        ),
        of_exporters=frozenset({"K079"}),
    ),
    "shortanswer": Example(
        lambda question: downloaded(plain(question.stem.text)),
        lambda question, places: question.words[places[0]].patterns[0],
        _with_another_word,
        typed=True,
        inputs=lambda _: 1,
        guess=lambda _: 0.0,
        false_claim=("s.median in s.p.values and", "s.median in s.p.values[:1] and"),
        of_exporters=frozenset({"K039"}),
    ),
    "gapselect": _GAPS,
    "ddwtos": _GAPS,
}
