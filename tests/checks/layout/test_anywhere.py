"""What is broken is found wherever it stands, and healthy pieces make healthy texts."""

from checks.layout.looks import found
from extras import needs


@needs("hypothesis")
class TestAnywhere:
    """Properties of prose, whatever it is made of."""

    def test_a_character_that_nobody_sees_is_found_wherever_it_stands(self) -> None:
        from hypothesis import given
        from hypothesis import strategies as st

        prose = "The loss of *this* network falls, by `fit`, to \\(x^2\\): slowly (at once)."

        @given(
            st.sampled_from("\u200b\u200e\u202e\u2060\ufeff\u00ad\ue000\ufffd\x07\u2028\U000e0041"), st.integers(1, 70)
        )
        def law(character: str, place: int) -> None:
            assert "L006" in found(prose[:place] + character + prose[place:])

        law()

    def test_a_letter_of_another_script_is_found_in_every_word(self) -> None:
        from hypothesis import given
        from hypothesis import strategies as st

        prose = "The loss of every network decays to zero, as each epoch shows."
        alike = dict(zip("aceopxy", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443", strict=True))
        places = [place for place, letter in enumerate(prose) if letter in alike]

        @given(st.sampled_from(places))
        def law(place: int) -> None:
            assert found(prose[:place] + alike[prose[place]] + prose[place + 1 :]) == {"L007"}

        law()

    def test_a_sign_that_comes_in_pairs_is_found_alone_wherever_it_stands(self) -> None:
        from hypothesis import given
        from hypothesis import strategies as st

        prose = "The loss of every network decays to zero, as each epoch shows."

        @given(st.sampled_from('()[]{}\u201c\u201d\u00ab\u00bb`"'), st.integers(0, len(prose)))
        def law(sign: str, place: int) -> None:
            assert found(prose[:place] + sign + prose[place:])

        law()

    def test_a_word_is_found_that_stands_twice_wherever_it_stands(self) -> None:
        from hypothesis import given
        from hypothesis import strategies as st

        prose = [
            "The",
            "loss",
            "of",
            "*every*",
            "network",
            "decays",
            "`at",
            "once`",
            "to",
            "zero,",
            "as",
            "each\nepoch",
            "shows.",
        ]

        @given(st.sampled_from([0, 1, 2, 4, 5, 8, 10]), st.sampled_from([" ", "\n", "  "]))
        def law(place: int, between: str) -> None:
            doubled = [*prose[:place], f"{prose[place]}{between}{prose[place]}", *prose[place + 1 :]]
            assert found(" ".join(doubled)) == {"L011"}

        law()

    def test_healthy_pieces_make_healthy_texts(self) -> None:
        from hypothesis import given
        from hypothesis import strategies as st

        pieces = st.sampled_from(
            [
                *(
                    "0.95",
                    "5%",
                    "1,000",
                    "\u221220",
                    "x < y",
                    "[0, 1)",
                    "]0, 1[",
                    "(0, 1]",
                    "(a, b)",
                    "a)",
                    "(i.e. this)",
                ),
                *(
                    "`f(*x)`",
                    "`{{ x }}`",
                    r"\(x_i^2\)",
                    r"\([0, 1)\)",
                    r"\(\frac{a}{b}\)",
                    r"\(\{a\}\)",
                    "\u201cso\u201d",
                ),
                *(
                    '"so"',
                    "'so'",
                    "*so*",
                    "**so**",
                    "He's",
                    "\u00abso\u00bb",
                    "et al.",
                    "etc.",
                    "...",
                    "na\u00efve",
                    "\u0394x",
                ),
                *(
                    "\u00e0s 5\u00a0h",
                    "3 \u00d7 3",
                    "A*",
                    "C++",
                    "e-mail",
                    "x_1",
                    "a/b",
                    "\u2013",
                    "[so](https://example.org)",
                ),
            ]
        )

        @given(st.lists(pieces, min_size=1, max_size=8, unique=True), st.sampled_from(["en", "pt-BR"]))
        def law(chosen: list[str], language: str) -> None:
            text = "So it is: " + "; ".join(chosen) + " \u2013 so."
            assert found(text, language) == set(), text

        law()
