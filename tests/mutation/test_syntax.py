"""The mutants of a piece of code: one change each, named by the words of the code."""

import ast

import pytest

from grader.mutation.syntax import mutants


def changes(code: str, *, of_claim: bool = False) -> list[str]:
    return [mutant.name for mutant in mutants(ast.parse(code, mode="eval"), of_claim=of_claim)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a < b", ["a < b -> a >= b", "a < b -> a <= b"]),
        ("a >= b", ["a >= b -> a < b", "a >= b -> a > b"]),
        ("a == b", ["a == b -> a != b"]),
        ("a is not b", ["a is not b -> a is b"]),
        ("a in b", ["a in b -> a not in b"]),
        ("a and b", ["a and b -> b", "a and b -> a", "a and b -> a or b"]),
        (
            "a or b or c",
            ["a or b or c -> b or c", "a or b or c -> a or c", "a or b or c -> a or b", "a or b or c -> a and b and c"],
        ),
        ("not a", ["not a -> a"]),
        ("-a", ["-a -> a"]),
        ("a + b", ["a + b -> a - b"]),
        ("a / b", ["a / b -> a * b"]),
        ("a ** b", ["a ** b -> a * b"]),
        ("a if b else c", ["a if b else c -> c if b else a"]),
        ("min(a)", ["min(a) -> max(a)"]),
        ("np.mean(a)", ["np.mean(a) -> np.sum(a)"]),
        ("sum(a)", []),  # there is no built-in mean
        ("f(3)", ["3 -> 4 in f(3)", "3 -> 2 in f(3)", "3 -> 0 in f(3)"]),
        ("f(0.5)", ["0.5 -> 1.5 in f(0.5)", "0.5 -> -0.5 in f(0.5)", "0.5 -> 0.55 in f(0.5)", "0.5 -> 0 in f(0.5)"]),
        ("a[-1]", ["-1 -> 0 in a[-1]", "-1 -> -2 in a[-1]"]),
        ("f(x=True)", ["True -> False in x"]),
        ("zip(a, b, strict=True)", []),
        ("'word'", []),
        ("f'{a + 1}'", []),  # nobody computes with what is printed
    ],
)
def test_every_operator_has_its_mutants(code: str, expected: list[str]) -> None:
    assert changes(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a < b", ["a < b -> a >= b"]),  # where the edge lies is for the values that it holds
        ("abs(a - b) < 1e-9", ["abs(a - b) < 1e-09 -> abs(a - b) >= 1e-09", "a - b -> a + b"]),
        ("isclose(a, b, rel_tol=1e-9)", []),
        ("a > 5", ["a > 5 -> a <= 5", "5 -> 4 in a > 5", "5 -> 0 in a > 5"]),  # a higher bound would say more
        ("a < 5", ["a < 5 -> a >= 5", "5 -> 6 in a < 5"]),
        ("5 < a", ["5 < a -> 5 >= a", "5 -> 4 in 5 < a", "5 -> 0 in 5 < a"]),
        ("a == 5", ["a == 5 -> a != 5", "5 -> 6 in a == 5", "5 -> 4 in a == 5", "5 -> 0 in a == 5"]),
    ],
)
def test_of_a_claim_only_what_would_let_more_pass_is_a_mutant(code: str, expected: list[str]) -> None:
    assert changes(code, of_claim=True) == expected


def test_an_assignment_that_adds_may_take_away() -> None:
    tree = ast.parse("def f(a):\n    a += 1\n    return a").body[0]

    assert next(mutant.change for mutant in mutants(tree)) == "a += 1 -> a -= 1"


def test_the_same_words_twice_are_told_apart() -> None:
    assert changes("f(a + b, a + b)") == ["a + b -> a - b", "a + b -> a - b #2"]


def test_a_mutant_differs_in_one_place_and_the_code_stays() -> None:
    tree = ast.parse("f(a + b) < c and d", mode="eval")
    before = ast.dump(tree)

    made = [ast.unparse(mutant.tree) for mutant in mutants(tree)]

    assert made == [
        "d",
        "f(a + b) < c",
        "f(a + b) < c or d",
        "f(a + b) >= c and d",
        "f(a + b) <= c and d",
        "f(a - b) < c and d",
    ]
    assert ast.dump(tree) == before


def test_decorators_annotations_and_defaults_are_no_part_of_a_piece() -> None:
    tree = ast.parse("@cached(5)\ndef f(a: Annotated[int, 1] = 2) -> int:\n    '''1 + 1'''\n    return a + 3").body[0]

    assert [mutant.change for mutant in mutants(tree)] == [
        "a + 3 -> a - 3",
        "3 -> 4 in a + 3",
        "3 -> 2 in a + 3",
        "3 -> 0 in a + 3",
    ]
