"""Wordings: what each says of a seed, when that is settled, and how it is spelled."""

import math
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.stability.wordings import Wording, every, parse

OPTIONS = ("a", "b", "c")
BANDS = ((0.2, 0.6),)
WORDINGS = [wording for together in every(OPTIONS, distances=(0.25,), bands=BANDS) for wording in together]
VALUES = (0.0, 0.25, 0.5, 0.75, 1.0, math.nan)


def seed(a: float, b: float, c: float) -> Mapping[str, float]:
    return {"a": a, "b": b, "c": c}


@pytest.mark.parametrize(
    ("text", "values", "share"),
    [
        ("a highest", seed(0.9, 0.8, 0.7), 1),
        ("a highest", seed(0.9, 0.9, 0.7), 1 / 2),
        ("a highest", seed(0.7, 0.8, 0.9), 0),
        ("a highest", seed(math.nan, math.nan, math.nan), 0),
        ("a not highest", seed(0.7, 0.8, 0.9), 1),
        ("a not highest", seed(0.9, 0.9, 0.9), 2 / 3),
        ("a not highest", seed(math.nan, 0.8, 0.9), 1),
        ("a lowest", seed(0.7, 0.8, 0.9), 1),
        ("a lowest", seed(math.nan, 0.8, 0.9), 1),
        ("a lowest", seed(0.7, 0.7, 0.9), 1 / 2),
        ("a behind b", seed(0.7, 0.8, 0.1), 1),
        ("a behind b", seed(0.8, 0.8, 0.1), 1 / 2),
        ("a behind b", seed(math.nan, 0.1, 0.9), 1),
        ("a behind b", seed(0.1, math.nan, 0.9), 0),
        ("a within 0.03", seed(0.7, 0.73, 0.1), 1),  # 0.73 - 0.7 is more than 0.03 in binary
        ("a within 0.03", seed(0.7, 0.74, 0.1), 0),
        ("a within 0.03", seed(math.nan, 0.74, 0.1), 0),
        ("a between 0.6 and 0.8", seed(0.6, 0.1, 0.1), 1),
        ("a between 0.6 and 0.8", seed(0.81, 0.1, 0.1), 0),
        ("a between 0.6 and 0.8", seed(math.nan, 0.1, 0.1), 0),
        ("order b then a then c", seed(0.5, 0.6, 0.4), 1),
        ("order b then a then c", seed(0.6, 0.6, 0.4), 0),
        ("order b then c", seed(0.9, 0.6, 0.4), 1),
    ],
)
def test_a_wording_is_true_of_a_seed_or_not(text: str, values: Mapping[str, float], share: float) -> None:
    assert parse(text, OPTIONS).share(values) == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "values", "settled"),
    [
        ("a not highest", {"a": 0.5, "b": 0.6}, True),
        ("a not highest", {"a": 0.7, "b": 0.6}, False),
        ("a highest", {"a": 0.5, "b": 0.6}, True),
        ("a lowest", {"a": 0.5, "b": 0.6}, False),
        ("a lowest", {"a": 0.7, "b": 0.6}, True),
        ("a behind b", {"a": 0.5, "b": 0.6}, True),
        ("a behind b", {"a": 0.5, "c": 0.6}, False),
        ("a within 0.03", {"a": 0.5, "b": 0.6}, True),
        ("a between 0 and 1", {"a": 0.5}, True),
        ("order a then b then c", {"a": 0.5, "c": 0.6}, True),
        ("order a then b then c", {"a": 0.6, "c": 0.5}, False),
        ("a highest", {}, False),
    ],
)
def test_a_seed_is_settled_before_all_options_are_run(text: str, values: Mapping[str, float], settled: bool) -> None:  # noqa: FBT001
    assert (parse(text, OPTIONS).share(values) is not None) == settled


@given(st.sampled_from(WORDINGS), st.tuples(*[st.sampled_from(VALUES)] * 3), st.sets(st.sampled_from(OPTIONS)))
def test_what_is_settled_stays_whatever_the_other_options_give(
    wording: Wording, whole: tuple[float, float, float], run: set[str]
) -> None:
    partly = {option: value for option, value in zip(OPTIONS, whole, strict=True) if option in run}
    share = wording.share(partly)
    others = [option for option in OPTIONS if option not in run]

    for values in product(VALUES, repeat=len(others)):
        assert share in (None, wording.share({**partly, **dict(zip(others, values, strict=True))}))


@given(st.sampled_from(WORDINGS), st.tuples(*[st.sampled_from(VALUES)] * 3))
def test_a_whole_seed_is_always_settled(wording: Wording, whole: tuple[float, float, float]) -> None:
    share = wording.share(seed(*whole))

    assert share is not None
    assert 0 <= share <= 1


@pytest.mark.parametrize("wording", WORDINGS, ids=str)
def test_a_wording_reads_back_as_it_is_spelled(wording: Wording) -> None:
    assert parse(f"  {wording.text.replace(' ', '  ')}", OPTIONS) == wording


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a is the best", "expected a wording such as 'a highest', 'a lowest', 'a not highest', 'a behind b',"),
        ("d highest", "expected different options of a, b, c, received d"),
        ("a behind a", "expected different options of a, b, c, received a, a"),
        ("order a then d", "expected different options of a, b, c, received a then d"),
        ("a within 1.2.3", "expected a wording such as"),
    ],
)
def test_another_text_is_told_with_what_is_expected(text: str, said: str) -> None:
    with pytest.raises(GraderError) as error:
        parse(text, OPTIONS)

    assert said in str(error.value)


def test_two_options_have_no_order_beside_one_being_behind() -> None:
    texts = [wording.text for together in every(("a", "b")) for wording in together]

    assert texts == [
        *("a highest", "b highest", "a lowest", "b lowest", "a not highest", "b not highest"),
        *("a behind b", "b behind a"),
    ]
