"""For each check of layout, of figures, and of what gives a key away: the edit that triggers exactly it."""

from broken.breaks import (
    DRAWING,
    EN,
    GAPPED,
    GAPS,
    ILLUSTRATED,
    MATCHED,
    MEASURED,
    NUMBER,
    PAIRS,
    PAIRS_EN,
    PAIRS_PT,
    QUESTION,
    READ_EN,
    READ_PT,
    TYPED,
    both,
    forged,
    four_more_in_order,
    in_solution,
    in_texts,
    made_on_two_machines,
    replacing,
    saying,
    score_of_nothing,
    told_at_length,
    waiving,
    with_a_photograph,
    with_a_text_of_no_language,
    with_units,
)
from broken.edit import Edit

OF_CUES: dict[str, Edit] = {
    "W011": Edit(forged(made_on_two_machines), MEASURED),
    "W012": Edit(
        both(
            in_texts(("}The mean{", "}The value first{"), ("}A média{", "}O valor primeiro{")),
            replacing(READ_EN, "= the mean", "= the value first"),
            replacing(READ_PT, "= a média", "= o valor primeiro"),
        )
    ),
    "W015": Edit(
        both(
            replacing(NUMBER, "answer=s.deviation", "answer=1000 * s.deviation"),
            replacing(
                "deviation/text.en.md",
                "The variance is {{ s.variance | number(2) }}, and the standard deviation its root, "
                "{{ s.deviation | number(2) }}.",
                "The standard deviation is the root of the variance.",
            ),
            replacing(
                "deviation/text.pt-BR.md",
                "A variância é {{ s.variance | number(2) }}, e o desvio padrão é a sua raiz, "
                "{{ s.deviation | number(2) }}.",
                "O desvio padrão é a raiz da variância.",
            ),
            replacing("deviation/readback.en.txt", "key = the standard deviation its root,", "key = is the root of"),
            replacing("deviation/readback.pt-BR.txt", "key = o desvio padrão é a sua raiz,", "key = é a raiz da"),
        ),
        bank=TYPED,
    ),
    "W021": Edit(with_units('Unit("m"), Unit("cm", 100.0)', penalty="0.5"), bank=TYPED),
    "W001": Edit(
        both(
            in_texts(
                ("}The median{", "}The median, above and below which there are as many values{"),
                ("}A mediana{", "}A mediana, acima e abaixo da qual há tantos valores{"),
            ),
            replacing(READ_EN, "= the median", "= the median, above and below which there are as many values"),
            replacing(READ_PT, "= a mediana", "= a mediana, acima e abaixo da qual há tantos valores"),
        )
    ),
    "W002": Edit(replacing(EN, "}The median{", "}Usually the median{")),
    "W003": Edit(in_texts(("}The median{", "}Always the median{"), ("}A mediana{", "}Sempre a mediana{"))),
    "W004": Edit(
        both(
            in_texts(("The first value", "None of the above"), ("O primeiro valor", "Nenhuma das anteriores")),
            replacing(READ_EN, "the first value", "none of the above"),
            replacing(READ_PT, "o primeiro valor", "nenhuma das anteriores"),
        )
    ),
    "W005": Edit(
        both(
            replacing(EN, "}The median{", "}The constant median{"),
            replacing(READ_EN, "= the median", "= constant median"),
        )
    ),
    "W006": Edit(
        both(
            in_texts(
                ("Which constant has the least", "Which constant has not the most"),
                ("Qual constante tem a menor", "Qual constante não tem a maior"),
            ),
            replacing(READ_EN, "constant has the least", "constant has not the most"),
            replacing(READ_PT, "constante tem a menor", "constante não tem a maior"),
        )
    ),
    "W007": Edit(four_more_in_order),
    "W008": Edit(waiving("W001", " ")),
    "W009": Edit(waiving("W001", "The source has it so.")),
    "W010": Edit(lambda bank: (bank / READ_EN).unlink()),
    "W020": Edit(replacing(QUESTION, "(6.0, 9.0, 12.0)", "(6.0, *(3.0 * thirds for thirds in range(3, 20)))")),
    "W022": Edit(
        in_texts(
            (
                "The mean follows the tail.[^mean_follows_the_tail]",
                told_at_length("The mean follows the tail.", "The tail leads it."),
            ),
            (
                "A média segue a cauda.[^mean_follows_the_tail]",
                told_at_length("A média segue a cauda.", "A cauda a conduz."),
            ),
        )
    ),
    "W014": Edit(
        in_texts(
            ("The mean follows the tail.", "The tail is not what the mean follows, but the median."),
            ("A média segue a cauda.", "A cauda é o que a média segue, mas não a mediana."),
        )
    ),
    "W013": Edit(score_of_nothing),
    "W018": Edit(both(*in_solution("first: str", 'first="last"'))),
    "W023": Edit(
        both(
            in_texts(
                ("sum is {{ s.median_distance", "sum is {{ s.mean_distance"),
                ("mediana é {{ s.median_distance", "mediana é {{ s.mean_distance"),
            ),
            in_texts(
                ("mean's {{ s.mean_distance", "mean's {{ s.median_distance"),
                ("média {{ s.mean_distance", "média {{ s.median_distance"),
            ),
        )
    ),
    "W024": Edit(
        both(
            *in_solution("first_share: float", "first_share=0.25"),
            *in_solution("second_share: float", "second_share=0.5"),
            in_texts(
                (
                    "}The first value",
                    "}The first value, not {{ s.second_share | percent }}, {{ s.first_share | percent }}",
                ),
                (
                    "}O primeiro valor",
                    "}O primeiro valor, não {{ s.second_share | percent }}, {{ s.first_share | percent }}",
                ),
            ),
        )
    ),
    "W048": Edit(
        both(
            replacing(PAIRS, '            Partner("second", s.second),\n', ""),
            replacing(PAIRS, ", halves_the_range)", ")"),
            *(
                replacing(text, "{% block partner_second %}\n{{ s.second | number(2) }}\n{% endblock %}\n\n", "")
                for text in (PAIRS_EN, PAIRS_PT)
            ),
        ),
        bank=MATCHED,
    ),
    "W060": Edit(
        both(
            replacing(GAPS, 's.mid_range, group="numbers"', 's.mid_range, group="sides"'),
            replacing(GAPS, 's.total, group="numbers"', 's.total, group="sides"'),
        ),
        GAPPED,
    ),
    "W016": Edit(with_a_text_of_no_language),
    "W017": Edit(replacing(READ_EN, "{sample*: 1, 2, 6}", "{sample*}")),
    "F001": Edit(replacing(DRAWING, "words.number(loss, 2)", "words.number(losses, 2)"), ILLUSTRATED),
    "F002": Edit(
        both(
            *[
                replacing(f"stopping/text.{language}.md", "](figures/losses.svg)", "](files/losses.png)")
                for language in ("en", "pt-BR")
            ],
            with_a_photograph,
        ),
        ILLUSTRATED,
    ),
    "F003": Edit(replacing(DRAWING, "= s.p.losses", "= (0.9, 0.6, 0.7, 0.8)"), ILLUSTRATED),
    "F004": Edit(replacing(DRAWING, 'words.term("epoch")', '"Epoch"'), ILLUSTRATED),
    "L001": Edit(saying("The mean follows **the tail.")),
    "L002": Edit(saying(r"The mean \to follows the tail.")),
    "L003": Edit(in_texts(*[(r"\(|x - c|\)", r"\(\left|x - c|\)")] * 2)),
    "L004": Edit(saying("-The mean follows the tail.")),
    "L005": Edit(in_texts(("Which constant", "# Which constant"), ("Qual constante", "# Qual constante"))),
    "L006": Edit(saying("The\u200b mean follows the tail.")),
    "L007": Edit(saying("The mean foll\u043ews the tail.")),
    "L008": Edit(saying("The mean , it follows the tail.")),
    "L009": Edit(saying("The mean (follows the tail.")),
    "L010": Edit(saying("the mean follows the tail.")),
    "L011": Edit(saying("The mean follows the the tail.")),
    "L012": Edit(saying("The mean follows the tail (TODO).")),
    "L013": Edit(replacing(EN, '| map("number") | listing }}?', '| map("number") | listing }}.')),
    "L014": Edit(
        both(
            in_texts(
                ("}The median{", "}The median of them{"),
                ("}A mediana{", "}A mediana deles{"),
            ),
            in_texts(
                ("Which constant", "Given the median of them, which constant"),
                ("Qual constante", "Dada a mediana deles, qual constante"),
            ),
            replacing(READ_EN, "which constant", "given the median of them, which constant"),
            replacing(READ_PT, "qual constante", "dada a mediana deles, qual constante"),
            waiving("W005", "The stem says it."),
        )
    ),
    "L015": Edit(
        in_texts(
            ("Which constant", "Which[^median_is_nearer] constant"),
            ("Qual constante", "Qual[^median_is_nearer] constante"),
        )
    ),
    "L016": Edit(in_texts(("}The nearest constant{", "}...{"), ("}A constante mais próxima{", "}...{"))),
    "L017": Edit(replacing(EN, "}The first value{", "}\n[of]: nowhere\n\nThe first value{")),
}
