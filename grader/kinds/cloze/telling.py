"""Whether answers of gaps can be told apart, and whether what students read elsewhere gives one away."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from grader.kinds.alike import read_as
from grader.kinds.cloze.item import Cloze
from grader.kinds.cloze.parts import AsksPart, NumberPart, WordPart
from grader.kinds.cloze.question import GAP
from grader.model import Text
from grader.moodle.flatten import to_plain_text
from grader.moodle.marking.patterns import matches
from grader.texts.language import LANGUAGES

_SURE_DIGITS = 2  # a number with fewer stands anywhere by chance


def same(part: AsksPart, text: Text) -> Iterator[tuple[str, str]]:
    """The answers of a part, two by two, that read the same or match each other; numbers are told by tolerances."""
    if isinstance(part, NumberPart):
        return
    answers = [
        (one.id, to_plain_text(text.parts[one.choice]) if one.choice else str(one.value))
        for one in part.foreseen_answers
    ]
    for (one, words), (other, others) in combinations(answers, 2):
        if isinstance(part, WordPart):
            alike = matches(words.replace("*", r"\*"), others, case_sensitive=part.by_case)
        else:
            alike = read_as(words) == read_as(others)
        if alike:
            yield one, other


def gives_away(item: Cloze, text: Text, language: str) -> Iterator[tuple[str, str, str]]:
    """Each part of which another place shows the key and no wrong answer: its name, the place, the key."""
    stem = GAP.sub(" ; ", to_plain_text(text.stem))
    offered = {part.id: _offered(part, text) for part in item.parts}
    for part in item.parts:
        right, wrong = _answers(part, text, language)
        others = {f"the gap {id_}": words for id_, words in offered.items() if id_ != part.id and words}
        for where, words in {"the stem": [stem], **others}.items():
            shown = [read_as(one) for one in words]
            found = next((key for key in right if _says(shown, key)), None)
            if found is not None and not any(_says(shown, one) for one in wrong):
                yield part.id, where, found


def _offered(part: AsksPart, text: Text) -> Sequence[str]:
    return [to_plain_text(text.parts[one.choice]) for one in part.foreseen_answers if one.choice]


def _answers(part: AsksPart, text: Text, language: str) -> tuple[Sequence[str], Sequence[str]]:
    """The right and the wrong answers of a part, as students read or type them."""
    if isinstance(part, NumberPart):
        numbers = [
            [] if one is None else _figures(part, one, language)
            for one in (part.number.number, *part.number.wrong_numbers)
        ]
        return numbers[0], [written for of_one in numbers[1:] for written in of_one]
    right: list[str] = []
    wrong: list[str] = []
    for one in part.foreseen_answers:
        words = to_plain_text(text.parts[one.choice]) if one.choice else str(one.value)
        (right if one.id in part.keyed else wrong).append(words)
    return right, wrong


def _figures(part: NumberPart, number: Decimal, language: str) -> Sequence[str]:
    """How a text would write a number as it is asked for, where that is no chance."""
    mark = LANGUAGES[language].decimal
    asked = sorted(part.number.precision.asked(number))
    return [f"{one:f}".replace(".", mark) for one in asked if len(one.as_tuple().digits) >= _SURE_DIGITS]


def _says(shown: Sequence[tuple[str, ...]], words: str) -> bool:
    """Whether one of several texts holds some words, in their order."""
    wanted = read_as(words)
    return bool(wanted) and any(
        one[place : place + len(wanted)] == wanted for one in shown for place in range(len(one) - len(wanted) + 1)
    )
