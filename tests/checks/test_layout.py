"""What is broken, left over or not meant in what students see is found, and nothing in healthy texts is."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from broken.breaks import EN, both, in_texts, replacing
from extras import needs

from grader import bank as banks
from grader.checks.layout import LAYOUT_CHECKS, characters, formulas, lists, markup, punctuation, structure, words
from grader.checks.layout.search import Found
from grader.checks.layout.shown import Shown, shown
from grader.release.stages import computed
from grader.texts.markdown import to_html

LOOKS: Mapping[str, Callable[[Shown], Iterable[Found]]] = {
    "L001": markup.left_over,
    "L002": markup.latex,
    "L003": formulas.broken_formulas,
    "L004": lists.broken_lists,
    "L005": structure.unmeant,
    "L006": characters.invisible,
    "L007": characters.misspelt,
    "L008": punctuation.signs,
    "L009": punctuation.unclosed,
    "L011": words.doubled,
    "L012": words.notes,
    "L016": structure.nothing,
}


def found(markdown: str, language: str = "en", *, name: str = "general_feedback", escaped: str = "") -> set[str]:
    """The codes of what is found in a block that reads so."""
    block = shown(name, to_html(markdown), language, frozenset(escaped))
    return {code for code, look in LOOKS.items() if list(look(block))}


BROKEN = {
    "L001": [
        "The loss **falls.",
        "The *loss falls.",
        "The loss falls* at once.",
        "The loss __falls.",
        "The loss_ falls.",
        "It is ~~not~~ so.",
        "Call `fit and wait.",
        "As [the page](of it.",
        "As [the page][of-it] says.",
        "As it says.[^the claim]",
        "##Losses fall.",
        "It falls.\n#Losses",
        "| loss | falls |",
        "|---|---|\n|a|b|",
        "The <b>loss</b> falls.",
        "The loss<br/>falls.",
        "The loss <!-- why? --> falls.",
        "The loss&amp;nbsp;falls.",
        "Rates &amp;lt; one.",
        "It is }} here.",
        "It is {p.rate}.",
        "It is {rate} here.",
        "It is {the rate.",
        "It is s.uniform_loss here.",
        "It is p.rates.first here.",
        "It is half | number(2) here.",
        "It is np.float64(x) here.",
        "It is <coin object at 0x7f> here.",
        "It is ['a', 'b'] here.",
        "It is [loss_falls_at_once] so.",
        "It falls.\n\n==========\n\nIt rises.",
        "The ''loss'' falls.",
        "As [the page] (page.html) says.",
    ],
    "L002": [
        r"The loss is \frac{a}{b}.",
        r"The loss \alpha falls.",
        "The loss $x$ falls.",
        "The loss $$x$$ falls.",
        "The loss $x + y$, falls.",
        "The loss x_{i} falls.",
        "The loss x^2 falls.",
        "The loss 10^{-3} falls.",
    ],
    "L003": [
        r"\( \)",
        r"\({}\)",
        r"\(\frac{a}{b\)",
        r"\(\frac{a}\)",
        r"\(\frac{}{b}\)",
        r"\(a}\)",
        r"\(\left( a \)",
        r"\(a \right)\)",
        r"\(\begin{cases} a \\ b\)",
        r"\(\begin{cases} a \end{array}\)",
        r"\(f(x\)",
        r"\(x^2^3\)",
        r"\(x_\)",
        r"\(\undefinedcommand x\)",
        r"\(a & b\)",
        r"\(#x\)",
        r"\(the loss falls at once\)",
        r"\(2 \times the value of it\)",
        "\\(x $y$\\)",
    ],
    "L004": [
        "- I: it falls.\n-II: it rises.",
        "It does two things:\n\n-falls;\n-rises.",
        "It does two things:\n• it falls;\n• it rises.",
        "It does this: - a) it falls; - b) it rises.",
        "It does two things:\na) it falls;\nb) it rises.",
        "It does two things:\nI. it falls;\nII. it rises.",
        "It does two things:\n2. it falls;\n3. it rises.",
        "1)it falls;\n2)it rises.",
        "- it falls;\n-\n- it rises.",
        "- it falls;\n* it rises.",
        "- II: it falls.\n- II: it rises.",
        "- I: it falls;\n- II) it rises.",
        "- I: it falls;\n- II it rises.",
        "- II: it falls;\n  - III: it rises.",
        "- it falls;\n- it rises;\n- it stays",
        "- I it falls;\n- II: it rises.",
        "- I: it falls.\n- II: it rises.\n- Iii: it stays.",
        "It does so:\n\u2013 IV: it falls.",
        "It does so:\n--- it falls.",
        "- it falls;\n- it rises\n- it stays;\n- it ends.",
    ],
    "L005": ["# Losses", "## Losses", "Losses fall\n---\nat once.", "It falls.\n\n---\n\nIt rises.", "Losses\n======"],
    "L006": [
        *(
            f"The lo{character}ss falls."
            for character in "\u200b\u200c\u200d\u200e\u202e\u2060\ufeff\u00ad\ue000\ufffd"
        ),
        *(
            f"The lo{character}ss falls."
            for character in "\x07\x1f\x7f\x85\u2028\u2800\u3164\u180e\U000e0041\U000f0000"
        ),
        "The `lo\u200bss` falls.",
        "The \\(lo\u200bss\\) falls.",
    ],
    "L007": [
        "The l\u043ess falls.",
        "The \u0430 loss falls.",
        "The l\u03bfss falls.",
        "The gr\u03b1dient falls.",
        "A acura\u0301cia cai.",
        "A diferen\u00c3\u00a7a cai.",
        "It\u00e2\u20ac\u2122s so.",
        "As situa??es mudam.",
        "As situa\u2021\u00e4es mudam.",
        "The \ufb01t fails.",
        "The \uff4coss falls.",
        "The \u0251lpha falls.",
        "The l \u0301oss falls.",
        "The l\u0336oss falls.",
        "The f\u0131t fails.",
        "It falls\uff0c and rises.",
        "\u2163 falls.",
        "A situa\u00c7\u00e3o cai.",
    ],
    "L008": [
        "It falls,, and rises.",
        "It falls.. And rises.",
        "It falls;. And rises.",
        "It falls , and rises.",
        "It falls .",
        "It falls : so.",
        "Does it fall ?",
        "It falls ( at once).",
        "It falls,and rises.",
        "It falls\u00a0 at once.",
        "It falls?. And rises.",
        "It falls,; and rises.",
        "It falls ,and rises.",
        "It falls\u2003at once.",
        "It falls () at once.",
    ],
    "L009": [
        "It falls (at once.",
        "It falls at once).",
        "It falls (at once].",
        'It "falls at once.',
        "It \u201cfalls at once.",
        "It falls\u201d at once.",
        'It \u201cfalls" at once.',
        "It falls (at [x) once].",
        "It 'falls at once.",
        "The shape is 28, 28, 1), as said.",
    ],
    "L011": [
        "It falls falls at once.",
        "The the loss falls.",
        "The loss of\nof it falls.",
        "The *loss* loss falls.",
        "It is in the in the middle.",
        "The loss falls to nothing at once. The loss falls to nothing at once.",
        "The loss falls to nothing.\n\nThe loss falls to nothing.",
    ],
    "L012": [
        "TODO: say why.",
        "It falls (TODO).",
        "FIXME",
        "It falls by XXX.",
        "It falls, TBD.",
        "It falls by ???.",
        "Lorem ipsum dolor.",
        "It falls by [...].",
        "See [citation needed].",
        "It falls (?).",
        "<<<<<<< HEAD",
        "It falls (check this!).",
        "It falls [ref].",
    ],
    "L016": ["\u2026", "&nbsp;", "- -", "It is [](page.html) so.", "It is [so]()."],
}

HEALTHY_ENGLISH = [
    "Adam, SGD, ... and RMSprop: each falls by 5%, i.e. from 0.95 to 0.90 (see \\(x_i\\)).",
    "The interval [0, 1) holds it; (0, 1] and ]0, 1[ do not.",
    "a) falls; b) rises; c) stays.",
    "It is 3 * 4, 2*3 or x * y; the A* search, the optimum x*.",
    "Call `fit(**options)` and `a_b`, then `# it` ends: `$x$`, `{x}`, `\\frac`.",
    "It costs $5 and $10, or US$5 (R$ 6,00), but not $7.",
    "The names snake_case and e-mail@example.org, C++, C#, .NET and Node.js.",
    "I know that that loss had had its day; it was very, very low.",
    "What it is is unknown. \u201cQuoted\u201d, 'so', \"so\", and He's; the students' losses.",
    'A 5" disk, a 3\u00d73 kernel, \u221220 \u00b0C, 5\u00a0%, 10\u202f000, na\u00efve caf\u00e9.',
    "Five \u03bcm, \u0394x, k\u2126, \u03c3-algebra, \u03b2 and \u03c7\u00b2; the \u03bb-calculus.",
    "Really?! Yes... No \u2013 or \u2014 perhaps \u2014 not.",
    "- I: it falls;\n- II: it rises;\n- III: it stays.",
    "- II: it falls.\n- IV: it rises.",
    "- w: the weights;\n- b: the bias.",
    "1. It falls.\n2. It rises.",
    "It falls by\n-20 or +5 at once.",
    "### In short\n\nIt falls.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```python\nx = {'a': 1}  # TODO\n```",
    "P(A | B) and P(B | A); |x| < 3; a -> b; 5 > 4; x<y.",
    "See https://example.org/a_b?c=d&e=f~g, or <https://example.org>.",
    "The set {1, 2, 3} is small.",
    "It falls (e.g., \\([0, 1)\\)), cf. Szegedy et al.; etc.",
    "New York New York, Duran Duran; IV IV; no no.",
    "It is 12:30; 1..10; ../files; std::vector; 1,000.5; 3.14; v1.2.",
    r"\(\left\{ x \right.\), \(\{a, b\}\), \(]0, 1[\), \(\begin{pmatrix} a & b \\ c & d \end{pmatrix}\).",
    r"\(\operatorname*{arg\,max}_x f(x)\), \(x \lt 5\%\), \(\text{the loss of all}\), \(f'(x)\), \(x_{i,j}^{2}\).",
    r"\[\sum_{i=1}^{n} \frac{1}{i^2} = \frac{\pi^2}{6}\]",
    r"\(\lVert x \rVert\), \(\tfrac12\), \(\mathbb{R}\), \(\binom{n}{k}\), \(\hat y\), \(10^{-3}\), \(\mathrm{d}x\).",
    "He said \u201cit falls [...] at once\u201d. He said [sic] so.",
    "The word \u043c\u0438\u0440 means peace.",
    "What? (a) falls. \u2714\ufe0f \U0001f468\u200d\U0001f393",
    "The blank is _____ here.",
    "AT&T and R&D; q&a.",
    "Press Ctrl+C; the key `|`.",
]
HEALTHY_PORTUGUESE = [
    "Se se considera a perda, ela cai 5%, p. ex. de 0,95 para 0,90.",
    "Todo o treinamento, todos os dados: TODO o conjunto.",
    "“A situação”, «as ações» e o 1º e a 2ª; AMANHÃ, IRMÃS.",
    "Custa R$ 5,00 ou R$ 6,00; o intervalo [0, 1[ \u00e9 aberto \u00e0 direita.",
    "- I: cai;\n- II: sobe;\n- III: fica.",
    "A m\u00e9dia (em 95% dos casos) \u00e9 de 1.000,5; vide Szegedy et al. (p. 3).",
    "\u00c9 o que se v\u00ea: \u201cn\u00e3o\u201d, \u00e0s vezes; muito, muito baixo.",
    "Dez, vinte, ..., cem; etc.",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in BROKEN.items() for text in texts])
def test_what_is_broken_is_found(code: str, text: str) -> None:
    assert code in found(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [*(("en", text) for text in HEALTHY_ENGLISH), *(("pt-BR", text) for text in HEALTHY_PORTUGUESE)],
)
def test_what_a_sensible_author_writes_is_not(language: str, text: str) -> None:
    assert found(text, language) == set()


@pytest.mark.parametrize(
    ("markdown", "character"),
    [(r"It is \*args.", "*"), (r"It is 5\`.", "`"), (r"The set \{a.", "{"), (r"A \\b.", "\\")],
)
def test_a_character_that_is_marked_as_meant_is_not_found(markdown: str, character: str) -> None:
    assert found(markdown)
    assert found(markdown, escaped=character) == set()


@pytest.mark.parametrize(
    ("option", "codes"),
    [
        ("- Twenty", {"L005"}),
        ("> Twenty", {"L005"}),
        ("### Twenty", {"L005"}),
        ("![A plot](plot.png)", set()),
        ("\\(x^2\\)", set()),
        ("- Twenty\n- Thirty", set()),
    ],
)
def test_an_option_is_held_to_be_one_paragraph_unless_it_is_more(option: str, codes: set[str]) -> None:
    assert found(option, name="option_x") == codes


@pytest.mark.parametrize("title", ["The *loss*", "The <b>loss</b>", "The `loss`", "The {{ s.loss }}", "# Loss"])
def test_a_title_is_plain_text(title: str) -> None:
    assert list(markup.left_over(shown("title", title, "en", frozenset())))


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("- I: it falls;\n- II: it rises;\n- IV: it stays.", {"L004"}),
        ("- II: it falls;\n- III: it rises.", {"L004"}),
        ("- I: it falls;\n- II: it rises;\n- III: it stays.", set()),
        ("- x: the input;\n- w: the weights.", set()),
    ],
)
def test_labels_of_a_stem_leave_none_out(stem: str, codes: set[str]) -> None:
    assert found(stem, name="stem") == codes


ENGLISH, PORTUGUESE = "The mean follows the tail.", "A média segue a cauda."
LAST_EN, LAST_PT = (f"{words}[^mean_follows_the_tail]" for words in (ENGLISH, PORTUGUESE))


def in_bank(bank: Path) -> set[str]:
    (stages,) = computed(banks.load(str(bank)))
    return {finding.code for check in LAYOUT_CHECKS for finding in check.findings(stages)}


@pytest.mark.parametrize(
    ("english", "codes"),
    [
        (LAST_EN, set()),
        ("the mean follows the tail.[^mean_follows_the_tail]", {"L010"}),
        ("The mean follows the tail[^mean_follows_the_tail]", {"L010"}),
        ("The mean follows the tail.[^mean_follows_the_tail]The mean.[^mean_follows_the_tail]", {"L010"}),
        ("The mean follows the tail;[^mean_follows_the_tail]", {"L010"}),
        ("The mean (see Smith et al. for more) follows the tail.[^mean_follows_the_tail]", set()),
        ("The mean follows\nit,[^mean_follows_the_tail]\nif slowly.[^mean_follows_the_tail]", set()),
        ("    The mean follows the tail.[^mean_follows_the_tail]", set()),
        ("It does so.\n\n    The mean follows the tail of it.[^mean_follows_the_tail]", {"L005"}),
        ("```\nThe mean follows the tail of it.[^mean_follows_the_tail]", {"L005"}),
        ("```\nThe mean follows the tail of it.\n```\n\nSo it does.[^mean_follows_the_tail]", set()),
        ("[mean]: tail.html\n\nThe mean follows it.[^mean_follows_the_tail]", {"L001"}),
        ("\n[mean]: tail.html\n\nThe mean follows it.[^mean_follows_the_tail]", {"L017"}),
        ("| a |\n|---|\n| b | c d |\n\nThe mean follows it.[^mean_follows_the_tail]", set()),
        ("| a |\n|---|\n| b | words |\n\nThe mean follows it.[^mean_follows_the_tail]", {"L017"}),
        ("The [mean][tail] follows it.[^mean_follows_the_tail]\n\n[tail]: https://example.org/of_it", set()),
        ("The [mean](https://example.org/m%C3%A9dia) follows `it`.[^mean_follows_the_tail]", set()),
    ],
)
def test_sentences_and_words_of_a_feedback(bank: Path, english: str, codes: set[str]) -> None:
    replacing(EN, LAST_EN, english)(bank)

    assert in_bank(bank) == codes


@pytest.mark.parametrize(
    ("median", "first", "codes"),
    [
        ("The median", "The first value.", {"L010"}),
        ("The median.", "The first value", {"L010"}),
        ("the median", "The first value", {"L010"}),
        ("the median", "the first value", set()),
        ("median (k-means)", "The first value", set()),
        ("...", "The first value", {"L016"}),
        ("**The median**", "The first value", {"L010"}),
        ("The median (correct)", "The first value", {"L012"}),
        ("b) The median", "The first value", {"L004"}),
    ],
)
def test_options_begin_and_end_alike(bank: Path, median: str, first: str, codes: set[str]) -> None:
    both(replacing(EN, "}The median{", f"}}{median}{{"), replacing(EN, "}The first value{", f"}}{first}{{"))(bank)

    assert in_bank(bank) == codes


SAMPLE = '{{ p.sample | map("number") | listing }}'
STEM_EN = f"Which constant has the least sum of absolute differences \\(|x - c|\\) to the sample {SAMPLE}?"
STEM_PT = f"Qual constante tem a menor soma de diferenças absolutas \\(|x - c|\\) até a amostra {SAMPLE}?"


@pytest.mark.parametrize(
    ("english", "portuguese", "codes"),
    [
        ("Which is it?", "Qual é?", set()),
        ("Which is it.", "Qual é?", {"L013"}),
        ("Which is it.", "Qual é.", {"L013"}),
        ("Compute it.", "Calcule.", set()),
        ("It is:", "É:", set()),
        ("The best constant is", "A melhor constante é", set()),
        ("The sample has a tail. It is long.", "A amostra tem uma cauda. Ela é longa.", {"L013"}),
        ("The right one is to be chosen.", "A certa deve ser escolhida.", set()),
        ("Is it the first value of them, or another?", "É o primeiro valor deles, ou outro?", set()),
        ("Is it [^median_is_nearer] so?", "É?", {"L015"}),
        ("Is it so? The median.", "É?", {"L014"}),
        ("Is it so? Answer: yes.", "É?", {"L012"}),
    ],
)
def test_a_stem_asks(bank: Path, english: str, portuguese: str, codes: set[str]) -> None:
    in_texts((STEM_EN, english), (STEM_PT, portuguese))(bank)

    assert in_bank(bank) == codes


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("Is it the value that is in the middle?", {"L014"}),
        ("Is it the *value* that\nis in the middle?", {"L014"}),
        ("Is it the value that is in the middle, or the mean?", set()),
        ("Is it the value that is not in the middle?", set()),
    ],
)
def test_a_stem_does_not_say_the_key(bank: Path, stem: str, codes: set[str]) -> None:
    both(replacing(EN, "}The median{", "}The value that is in the middle{"), replacing(EN, STEM_EN, stem))(bank)

    assert in_bank(bank) == codes


def test_a_finding_stands_on_its_line_and_shows_its_words(bank: Path) -> None:
    replacing(EN, ENGLISH, "The mean follows the the tail.")(bank)
    (stages,) = computed(banks.load(str(bank)))
    (finding,) = words.word_doubled.findings(stages)
    lines = (bank / EN).read_text(encoding="utf-8").splitlines()

    assert "the the tail" in lines[finding.place.line - 1]
    assert "follows the the tail" in finding.message


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
