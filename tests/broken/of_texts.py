"""For each check of texts, and of what a reader must find in them: the edit that triggers exactly it."""

from broken.breaks import (
    EN,
    MEASURED,
    QUESTION,
    READ_EN,
    READ_PT,
    SOLVER,
    both,
    in_solution,
    in_texts,
    replacing,
    showing,
    with_plot,
)
from broken.edit import Edit

OF_TEXTS: dict[str, Edit] = {
    "T001": Edit(lambda bank: (bank / EN).unlink()),
    "T002": Edit(replacing(EN, "{% block option_first %}The first value{% endblock %}\n", "")),
    "T003": Edit(replacing(EN, "{% block stem %}", "{% block hint %}Sort them.{% endblock %}\n{% block stem %}")),
    "T004": Edit(
        in_texts(
            ("is below that of the mean.", "is below {{ s.nothing }}."),
            ("é menor que a da média.", "é menor que {{ s.nothing }}."),
        )
    ),
    "T005": Edit(replacing(EN, "The mean follows the tail.", "The mean follows the 1 value in the tail.")),
    "T006": Edit(
        in_texts(
            ("is nearer than the mean.[^median_is_nearer]", "is nearer than the mean."),
            ("mais próxima que a média.[^median_is_nearer]", "mais próxima que a média."),
        )
    ),
    "T007": Edit(
        in_texts(
            ("is nearer than the mean.[^median_is_nearer]", "is nearer than the mean.[^median_is_nicer]"),
            ("mais próxima que a média.[^median_is_nearer]", "mais próxima que a média.[^median_is_nicer]"),
        )
    ),
    "T008": Edit(
        in_texts(
            ("The mean follows the tail.", "The mean, {{ s.mean_distance | number }} away, follows the tail."),
            ("A média segue a cauda.", "A média, a {{ s.mean_distance | number }}, segue a cauda."),
        )
    ),
    "T009": Edit(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail),",
            "claims=(median_is_nearer, mean_follows_the_tail, replace(median_is_nearer, id='median_is_near')),",
        )
    ),
    "T010": Edit(
        replacing(
            EN,
            "{{ s.median | number }}.[^mean_follows_the_tail]",
            "{{ s.median | number }}.[^mean_follows_the_tail][^median_is_nearer]",
        )
    ),
    "T011": Edit(
        both(
            in_texts(("The first value", "The **median**"), ("O primeiro valor", "A **mediana**")),
            replacing(EN, "}The median{", "}The MEDIAN{"),
        )
    ),
    "T012": Edit(replacing(EN, r"\(|x - c|\)", r"\[|x - c|\]")),
    "T013": Edit(
        in_texts(
            ("Which constant", "({{ s.median_distance | number(8) }}) Which constant"),
            ("Qual constante", "({{ s.median_distance | number(8) }}) Qual constante"),
        )
    ),
    "T020": Edit(
        replacing(
            EN,
            "the mean, {{ s.mean | number }}, above the median, {{ s.median | number }}.",
            "the mean, {{ s.median | number }}, above the median, {{ s.mean | number }}.",
        )
    ),
    "T021": Edit(replacing(EN, "The median is nearer than the mean.", "The mean is nearer than the median.")),
    "T022": Edit(replacing(EN, "above the median", "below the median")),
    "T023": Edit(replacing(EN, "The median is nearer than the mean.", "A mediana está mais próxima que a média.")),
    "T024": Edit(
        in_texts(("Which constant", r"\(0.05\) Which constant"), ("Qual constante", r"\(0.05\) Qual constante"))
    ),
    "T030": Edit(
        in_texts(
            ("p.sample | map", "(p.sample + ()) | map"),
            ("p.sample | map", "(p.sample + ()) | map"),
        )
    ),
    "T031": Edit(in_texts(*[("s.median_distance | number }}, ", "s.median_distance }}, ")] * 2)),
    "T032": Edit(
        both(
            *in_solution("tail_share: float", "tail_share=0.996"),
            in_texts(
                ("The first value", "The first value, not {{ s.tail_share | percent }}"),
                ("O primeiro valor", "O primeiro valor, não {{ s.tail_share | percent }}"),
            ),
        )
    ),
    "T033": Edit(
        both(
            *in_solution("shares: tuple[float, ...]", "shares=(0.34, 0.341)"),
            in_texts(
                ("The first value", 'The first value, not {{ s.shares | map("percent") | listing }}'),
                ("O primeiro valor", 'O primeiro valor, não {{ s.shares | map("percent") | listing }}'),
            ),
        )
    ),
    "T034": Edit(
        both(
            replacing(SOLVER, "(1.0, 2.0, 6.0)", "(1.0, 2.25, 4.25)"),
            replacing(QUESTION, "(6.0, 9.0, 12.0)", "(4.25, 9.0, 12.0)"),
            replacing(QUESTION, "Parameters((1.0, 2.0, tail))", "Parameters((1.0, 2.25, tail))"),
            in_texts(*[("{{ s.mean | number }}", "{{ s.mean | number(0) }}")] * 2),
            replacing(READ_EN, "1, 2, 6", "1, 2.25, 4.25"),
            replacing(READ_PT, "1, 2, 6", "1, 2,25, 4,25"),
        )
    ),
    "T014": Edit(showing("![A plot](plot.png)")),
    "T015": Edit(both(with_plot, replacing(EN, "Which constant", "![](plot.png) Which constant"))),
    "T016": Edit(showing("![A plot](https://example.org/plot.png)")),
    "T017": Edit(replacing(EN, "Which constant", r"Which constant \(c\)")),
    "T025": Edit(replacing(EN, r"\(|x - c|\)", r"\(|x + c|\)")),
    "T026": Edit(replacing("tail/text.en.md", "yes: Yes", "yes: No, wrong"), "banks/statement"),
    "T027": Edit(
        in_texts(
            ("The mean follows the tail.", "The mean follows the tail, as losses do."),
            ("A média segue a cauda.", "A média segue a cauda, como gradientes fazem."),
        )
    ),
    "T035": Edit(
        in_texts(
            ("The mean follows the tail.", "The tail is between {{ s.mean | number }} and {{ s.median | number }}."),
            ("A média segue a cauda.", "A cauda está entre {{ s.mean | number }} e {{ s.median | number }}."),
        )
    ),
    "Q002": Edit(replacing(READ_EN, "{sample*:", "{samples*:")),
    "Q003": Edit(in_texts(("the least sum", "the largest sum"), ("a menor soma", "a maior soma"))),
    "Q004": Edit(
        in_texts(
            ("Which constant has", "Take {{ p.sample | length }} values. Which constant has"),
            ("Qual constante tem", "Tome {{ p.sample | length }} valores. Qual constante tem"),
        )
    ),
    "Q005": Edit(
        both(
            *in_solution("shown: tuple[float, ...]", "shown=p.sample[::-1]"),
            in_texts(*[("p.sample | map", "s.shown | map")] * 2),
        )
    ),
    "Q006": Edit(in_texts(("}The first value{", "}The last value{"), ("}O primeiro valor{", "}O último valor{"))),
    "Q007": Edit(
        replacing(
            QUESTION,
            '"mean",\n                (median_is_nearer, mean_follows_the_tail),',
            '"mean",\n                (median_is_nearer,),',
        )
    ),
    "Q008": Edit(replacing(READ_EN, "first = is nearer", "first = is farther")),
    "Q009": Edit(replacing(READ_EN, "\n[feedback]\nfirst = is nearer than the\n", "")),
    "Q010": Edit(replacing(READ_EN, "{sample*: 1, 2, 6}", "{sample*: 1, 2, 7}")),
    "Q011": Edit(
        in_texts(
            ("}The first value{", "}The first value of those that are listed{"),
            ("}O primeiro valor{", "}O primeiro valor dos que estão na lista{"),
        )
    ),
    "Q012": Edit(
        both(
            replacing(
                "coin/text.en.md",
                "The loaded coin was the best in {{ s.share.loaded | percent }} of the seeds.",
                "{{ s.mean.fair | number(2) }}: {{ s.share.loaded | percent }} of the seeds.[^fair_is_near_a_half]",
            ),
            replacing(
                "coin/text.pt-BR.md",
                "A moeda viciada foi a melhor em {{ s.share.loaded | percent }} das sementes.",
                "{{ s.mean.fair | number(2) }}: {{ s.share.loaded | percent }} das sementes.[^fair_is_near_a_half]",
            ),
        ),
        MEASURED,
    ),
    "Q013": Edit(
        replacing(READ_EN, "[options]\nmean = the mean\nmedian = the median\nfirst = the first value\n", "[options]\n")
    ),
    "T028": Edit(
        both(
            replacing("tail/text.en.md", "yes: Yes", "yes: No"),
            replacing("tail/text.en.md", "no: No\n", "no: Yes\n"),
            replacing("tail/text.pt-BR.md", "yes: Sim", "yes: Não"),
            replacing("tail/text.pt-BR.md", "no: Não\n", "no: Sim\n"),
        ),
        "banks/statement",
    ),
    "T036": Edit(
        both(
            in_texts(("number }}, is below", "number }} m, is below"), ("number }}, é menor", "number }} m, é menor")),
            in_texts(
                ("number }} and the mean's", "number }} s and the mean's"), ("number }} e a da", "number }} s e a da")
            ),
        )
    ),
    "T037": Edit(
        in_texts(
            ("number }}, is below", r"number }}, or \({{ s.median_distance | number }} + 1 = 1\), is below"),
            ("number }}, é menor", r"number }}, ou \({{ s.median_distance | number }} + 1 = 1\), é menor"),
        )
    ),
}
