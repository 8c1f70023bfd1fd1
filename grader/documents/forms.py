"""The exam in several printed forms: questions and options in another order, variants where a question has them.

A seed decides all of it, and the first of more forms are those of fewer.
"""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from grader.bank import Bank
from grader.documents.build import Documents, require_all_asked
from grader.documents.sheet import Sheet, asks, numbers, sheet
from grader.documents.typeset import source
from grader.release.stages import Stages
from grader.release.variants import Variant

KEYS = "keys.csv"


@dataclass(frozen=True)
class Placed:
    """A question of a form: itself or a variant of it, and the order of its options, as places in the exam."""

    stages: Stages
    order: tuple[int, ...]


def forms(
    stages: Sequence[Stages], drawn: Sequence[tuple[Stages, Sequence[Variant]]], count: int, seed: int
) -> list[tuple[Placed, ...]]:
    """The questions of each form in their order. drawn: a variant a form of each question that has any.

    A text that asks nothing stays before the question that follows it in the exam, and behind all where none does.
    """
    by_id = {varying.id: variants for varying, variants in drawn}
    return [_form(stages, by_id, number, random.Random(f"{seed}/{number}")) for number in range(count)]  # noqa: S311 - no secret


def _form(
    stages: Sequence[Stages], drawn: Mapping[str, Sequence[Variant]], number: int, by: random.Random
) -> tuple[Placed, ...]:
    asked = [drawn[one.id][number].stages if one.id in drawn else one for one in stages]
    together: list[list[Placed]] = [[]]
    for one in asked:
        together[-1].append(Placed(one, _order(one, by)))
        if asks(one):
            together.append([])
    *groups, behind = together
    by.shuffle(groups)
    return tuple(chain(*groups, behind))


def _order(stages: Stages, by: random.Random) -> tuple[int, ...]:
    """The order of what can be chosen; as in the exam, where it may not be shuffled."""
    places = list(range(sum(one.is_offered for one in stages.foreseen)))
    if not stages.fixed:
        by.shuffle(places)
    return tuple(places)


def build(bank: Bank, made: Sequence[Sequence[Placed]]) -> Documents:
    """The PDF of each form in each language, and the keys of all forms as CSV. Raises as `build.build` does."""
    require_all_asked(bank)
    sources: dict[str, bytes] = {}
    keys = [("form", "language", "place", "question", "variant", "key")]
    for number, form in enumerate(made, start=1):
        for language in bank.languages:
            places = numbers([one.stages for one in form])
            sheets = [_sheet(one, language, place) for one, place in zip(form, places, strict=True)]
            name = f"form-{number}.{language}.pdf"
            sources[name] = source(bank.category[language], language, sheets, solved=False, form=str(number))
            keys += [_key(number, one, of) for one, of in zip(form, sheets, strict=True) if of.number]
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(keys)
    return Documents({KEYS: table.getvalue().encode()}, sources)


def _sheet(placed: Placed, language: str, place: int) -> Sheet:
    return sheet(placed.stages, place, language, lambda *_: {}).in_order(placed.order)


def _key(number: int, placed: Placed, of: Sheet) -> tuple[str, str, str, str, str, str]:
    """A row. What fills parts stands in alphabetical order, and so under other letters in another language."""
    return str(number), of.language, str(of.number), of.id, placed.stages.variant, of.key
