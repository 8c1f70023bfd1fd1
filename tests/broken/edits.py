"""One way to break a healthy bank for every check: what an author could have done, and the check that must say so.

An edit changes a copy of `healthy` (or of one of `banks`, whose question is measured, or has a figure). The codes below
must be exactly the codes that exist; `test_checks.py` holds that.
"""

from dataclasses import dataclass

from broken.breaks import (
    DESCRIBED,
    DESCRIBING,
    DRAWING,
    EN,
    GAPPED,
    GAPS,
    GAPS_EN,
    GAPS_PT,
    ILLUSTRATED,
    KEY,
    MATCHED,
    MEASURED,
    NAMING,
    NAMING_EN,
    NAMING_PT,
    NUMBER,
    OFFERED,
    ORDERED,
    PAIRS,
    PAIRS_EN,
    PAIRS_PT,
    QUESTION,
    READ_EN,
    READ_PT,
    SEVERAL,
    SOLVER,
    STATEMENTS,
    TYPED,
    WORDED,
    WRITTEN,
    Break,
    also_of_another,
    appending,
    approvals,
    approving,
    asking_for,
    both,
    excusing,
    forged,
    four_more_in_order,
    in_gaps,
    in_solution,
    in_texts,
    made_on_two_machines,
    preset_that_nobody_reads,
    presetting,
    rename_question,
    replacing,
    saying,
    score_of_nothing,
    second_alike,
    second_with_a_word_as_tags,
    showing,
    told_at_length,
    waiving,
    with_a_photograph,
    with_a_question_that_nobody_asks,
    with_a_text_of_no_language,
    with_labels,
    with_options,
    with_plot,
    with_units,
    without_last_run,
)


@dataclass(frozen=True)
class Edit:
    """What breaks a bank.

    bank: which healthy bank, by its folder in `tests`. breaks: changes a copy of it.
    """

    breaks: Break
    bank: str = "broken/healthy"


EDITS: dict[str, Edit] = {
    "B001": Edit(replacing("__init__.py", "(middle.QUESTION,)", "(middle.QUESTION, middle.QUESTION)")),
    "B002": Edit(second_with_a_word_as_tags),
    "B003": Edit(
        replacing("coin/design.py", "inputs_digest=experiment.inputs_digest", "inputs_digest=lambda: str(1 / 0)"),
        MEASURED,
    ),
    "S001": Edit(replacing(SOLVER, "nearest=min(", "nearest=max_(")),
    "S003": Edit(
        both(
            replacing(SOLVER, "    nearest: str\n", "    nearest: str\n    drawn: int\n"),
            replacing(
                SOLVER,
                "    return Solution(\n",
                "    return Solution(\n        drawn=hash('by process'),\n",
            ),
        )
    ),
    "S002": Edit(
        both(
            replacing(SOLVER, "from statistics", "from itertools import count\nfrom statistics"),
            replacing(
                SOLVER,
                "@dataclass(frozen=True)\nclass Parameters",
                "CALLS = count()\n\n\n@dataclass(frozen=True)\nclass Parameters",
            ),
            replacing(SOLVER, 'mean_distance=distances["mean"],', 'mean_distance=distances["mean"] + next(CALLS),'),
        )
    ),
    "K001": Edit(replacing(QUESTION, '"median", "median",', '"median", "the median",')),
    "K002": Edit(replacing(QUESTION, 'Option("first", "first",', 'Option("first", "median",')),
    "K004": Edit(replacing(QUESTION, 'Option("first", "first",', 'Option("mean", "first",')),
    "K005": Edit(
        replacing(QUESTION, "        answer=s.nearest,", "        distractor_fraction=0.5,\n        answer=s.nearest,")
    ),
    "K006": Edit(replacing(QUESTION, '    tags=("statistics",),', '    tags=("statistics",),\n    maximum_mark=0,')),
    "K007": Edit(
        both(
            replacing(QUESTION, "answer=s.nearest", "answer=np.array([s.mean, s.median])"),
            replacing(
                QUESTION, "from dataclasses import replace", "from dataclasses import replace\n\nimport numpy as np"
            ),
        )
    ),
    "C001": Edit(replacing(QUESTION, "return s.mean > s.median", "return s.median > s.mean > 2")),
    "C002": Edit(replacing(QUESTION, "return s.mean > s.median", "return s.mean >= s.median")),
    "C003": Edit(replacing(QUESTION, KEY, 'Option("median", "median", ()),')),
    "C004": Edit(replacing(QUESTION, '"The order of a sample is taken for information."', '" "')),
    "C005": Edit(replacing(QUESTION, '    """The mean lies above the median."""\n', "")),
    "C006": Edit(replacing(QUESTION, "return s.mean > s.median", "return s.mean - s.median")),
    "C007": Edit(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail),",
            "claims=(median_is_nearer, mean_follows_the_tail, median_is_nearer),",
        )
    ),
    "C020": Edit(
        replacing(
            QUESTION,
            "isclose(s.mean * len(s.p.sample), sum(s.p.sample)) and s.median",
            "s.mean < 100 and s.median",
        )
    ),
    "C021": Edit(replacing(QUESTION, "median_distance=s.mean_distance", 'mean_distance=float("nan")')),
    "C022": Edit(
        replacing(QUESTION, '"solver.solve: 0 -> 1 in p.sample[0]": "No', '"solver.solve: 0 -> -1 in p.sample[0]": "No')
    ),
    "C023": Edit(excusing("solver.distance: value - constant -> value + constant", "It is not so.")),
    "C024": Edit(excusing("solver.distance: value - constant -> value + constant", " ")),
    "K003": Edit(forged(replacing("coin/design.py", "Reproduces(p0=0.9)", "Reproduces(p0=0.97)")), MEASURED),
    "K008": Edit(replacing("coin/__init__.py", "answer=s.answer,", 'answer="fair",'), MEASURED),
    "R001": Edit(replacing("coin/runs.csv", "option,seed,protocol", "option,seed,method"), MEASURED),
    "R002": Edit(forged(replacing("coin/design.py", "minimum_seeds=12", "minimum_seeds=100")), MEASURED),
    "R003": Edit(replacing("coin/experiment.py", "THROWS = 1000", "THROWS = 1001"), MEASURED),
    "R004": Edit(appending("coin/runs.csv", "loaded,61,fu"), MEASURED),
    "R005": Edit(replacing("coin/runs.json", '"threads": "1"', '"threads": "2"'), MEASURED),
    "R006": Edit(forged(replacing("coin/runs.csv", "loaded,1,full,,0,0.", "loaded,1,full,,0,0.9")), MEASURED),
    "R010": Edit(replacing("coin/runs.csv", "loaded,1,full,,0,0.", "loaded,1,full,,0,0.9"), MEASURED),
    "R013": Edit(without_last_run, MEASURED),
    "R011": Edit(replacing("coin/design.py", "range(1, 61)", "range(2, 61)"), MEASURED),
    "R012": Edit(forged(replacing("coin/runs.csv", "loaded,1,full,,0,0.", "loaded,1,full,,0,7.")), MEASURED),
    "R014": Edit(forged(presetting(first_seed=60)), MEASURED),
    "R015": Edit(preset_that_nobody_reads, MEASURED),
    "W011": Edit(forged(made_on_two_machines), MEASURED),
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
    "W012": Edit(
        both(
            in_texts(("}The mean{", "}The value first{"), ("}A média{", "}O valor primeiro{")),
            replacing(READ_EN, "= the mean", "= the value first"),
            replacing(READ_PT, "= a média", "= o valor primeiro"),
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
    "P001": Edit(approvals(lambda lines: lines[:-1])),
    "P002": Edit(
        both(approving, in_texts(("follows the tail.", "flees the tail."), ("segue a cauda", "foge da cauda")))
    ),
    "P003": Edit(approvals(also_of_another)),
    "P004": Edit(approvals(lambda lines: ["<<<<<<< ours\n", *lines])),
    "V001": Edit(replacing(QUESTION, "(6.0, 9.0, 12.0)", "(9.0, 6.0, 12.0)")),
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
    "M001": Edit(
        replacing(
            QUESTION, "        answer=s.nearest,", "        distractor_fraction=-0.33,\n        answer=s.nearest,"
        )
    ),
    "M002": Edit(replacing(QUESTION, '    tags=("statistics",),', '    tags=("statistics",),\n    maximum_mark=1e-9,')),
    "M003": Edit(rename_question("middle_" + "of_a_sample_" * 9)),
    "M004": Edit(replacing(EN, "The first value", "The first *x* of x<y")),
    "M005": Edit(replacing(QUESTION, 'tags=("statistics",)', 'tags=("statistics ",)')),
    "M006": Edit(
        in_texts(
            ("The nearest constant", "The nearest constant " * 13),
            ("A constante mais próxima", "A constante mais próxima " * 13),
        )
    ),
    "N001": Edit(replacing(NUMBER, "answer=s.deviation", 'answer="4.36"'), bank=TYPED),
    "N002": Edit(asking_for(14), bank=TYPED),
    "N003": Edit(replacing(NUMBER, "    return variance(p.values)\n", "    return None\n"), bank=TYPED),
    "N004": Edit(
        replacing(NUMBER, "    return variance(p.values)\n", "    return sqrt(variance(p.values))\n"), bank=TYPED
    ),
    "N005": Edit(
        replacing(NUMBER, "    return variance(p.values)\n", "    return sqrt(pvariance(p.values))\n"), bank=TYPED
    ),
    "N006": Edit(
        both(
            asking_for(9),
            replacing(NUMBER, "    return variance(p.values)\n", "    return 4.35889894349\n"),
        ),
        bank=TYPED,
    ),
    "N007": Edit(
        replacing(NUMBER, 'Wrong("variance", forgets_the_root)', 'Wrong("variance", forgets_the_root, 1.0)'), bank=TYPED
    ),
    "N008": Edit(replacing(NUMBER, "decimals=s.p.decimals", "decimals=3"), bank=TYPED),
    "N010": Edit(
        both(
            replacing(QUESTION, "Space, claim", "Space, claim, misconception"),
            replacing(QUESTION, '"The order of a sample is taken for information."', "takes_the_mean"),
            replacing(
                QUESTION,
                "def item(s",
                "@misconception\ndef takes_the_mean(p: Parameters) -> str:\n"
                '    """The order of a sample is taken for information."""\n    return "mean"\n\n\ndef item(s',
            ),
        )
    ),
    "N011": Edit(replacing(NUMBER, "answer=s.deviation", "answer=s.deviation + 1"), bank=TYPED),
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
    "N012": Edit(with_units('Unit("m"), Unit("q", 0.2294736842105)', penalty="0.5"), bank=TYPED),
    "N013": Edit(with_units('Unit("m")'), bank=TYPED),
    "N014": Edit(with_units('Unit("m"), Unit("km", 0.01)', penalty="1.0"), bank=TYPED),
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
    "K011": Edit(replacing("tail/__init__.py", "s.mean_is_larger, states", '"yes", states'), "banks/statement"),
    "T025": Edit(replacing(EN, r"\(|x - c|\)", r"\(|x + c|\)")),
    "T026": Edit(replacing("tail/text.en.md", "yes: Yes", "yes: No, wrong"), "banks/statement"),
    "K012": Edit(
        replacing("tail/__init__.py", "s.mean_is_larger, states", "not s.mean_is_larger, states"), "banks/statement"
    ),
    "K013": Edit(
        replacing("tail/__init__.py", "return sum(s.p.sample) > 3 * middle", "return True"), "banks/statement"
    ),
    "K070": Edit(replacing(DESCRIBED, 'Option("above", "above", means)', 'Option("above", "over", means)'), DESCRIBING),
    "K071": Edit(replacing(DESCRIBED, "weight=4", "weight=3"), DESCRIBING),
    "K072": Edit(in_gaps(("[[side]]", "[[sides]]"), ("[[side]]", "[[sides]]")), DESCRIBING),
    "K073": Edit(
        in_gaps(
            ("}the largest value{", "}the largest value, above the mean{"),
            ("}o maior valor{", "}o maior valor, acima da média{"),
        ),
        DESCRIBING,
    ),
    "K074": Edit(
        in_gaps(
            ("}the smallest value{", "}the smallest; the first{"), ("}o menor valor{", "}o menor valor; o primeiro{")
        ),
        DESCRIBING,
    ),
    "K075": Edit(replacing(DESCRIBED, '("range", "amplitude")', '("range", "Variance")'), DESCRIBING),
    "K076": Edit(in_gaps(("}above{", r"}above \(m\){"), ("}acima{", r"}acima \(m\){")), DESCRIBING),
    "K077": Edit(
        replacing(DESCRIBED, "    return variance(p.values)\n", "    return sqrt(variance(p.values))\n"), DESCRIBING
    ),
    "K078": Edit(replacing(DESCRIBED, "decimals=s.p.decimals", "decimals=3"), DESCRIBING),
    "K030": Edit(replacing(NAMING, '    return "range"\n', "    return None\n"), WORDED),
    "K031": Edit(replacing(NAMING_EN, "mean: average", "average: average"), WORDED),
    "K032": Edit(replacing(NAMING_EN, "mean: the mean", "mean: the  mean"), WORDED),
    "K033": Edit(replacing(NAMING_EN, "mean: the mean", "mean: * *"), WORDED),
    "K034": Edit(replacing(NAMING_EN, "mean: the mean", "mean: *me*an*"), WORDED),
    "K035": Edit(
        replacing(NAMING, 'Wrong("range", looks_at_the_ends)', 'Wrong("range", looks_at_the_ends, 1.0)'), WORDED
    ),
    "K036": Edit(replacing(NAMING_EN, "mean: the mean", "mean: *mean\nmean: the mean"), WORDED),
    "K037": Edit(replacing(NAMING, "        accents=False,\n", ""), WORDED),
    "K038": Edit(
        both(
            replacing(
                NAMING_EN,
                "The {{ s.measure | term }}, and not the {{ s.other | term }}, is {{ p.number | number(2) }}."
                "[^number_is_what_is_named]",
                "The range is {{ s.spread | number(2) }}.[^range_leads_from_end_to_end]",
            ),
            replacing(
                NAMING_PT,
                "A {{ s.measure | term }}, e não a {{ s.other | term }}, é {{ p.number | number(2) }}."
                "[^number_is_what_is_named]",
                "A amplitude é {{ s.spread | number(2) }}.[^range_leads_from_end_to_end]",
            ),
            replacing(
                "naming/readback.en.txt", "exchanged = and not the\nrange = the range is\n", "key = the mean is\n"
            ),
            replacing("naming/readback.pt-BR.txt", "exchanged = e não a\nrange = a amplitude é\n", "key = a média é\n"),
        ),
        WORDED,
    ),
    "K020": Edit(replacing(STATEMENTS, "value=s.mean_is_above", "value=s.mean_lies"), SEVERAL),
    "K021": Edit(
        both(
            replacing(STATEMENTS, "value=s.median_is_a_value", "value=not s.median_is_a_value"),
            replacing(STATEMENTS, "value=s.most_are_larger", "value=not s.most_are_larger"),
        ),
        SEVERAL,
    ),
    "K022": Edit(replacing(STATEMENTS, OFFERED, f"        budget=1,\n{OFFERED}"), SEVERAL),
    "K023": Edit(with_options(13, "False"), SEVERAL),
    "K024": Edit(with_options(9, "True"), SEVERAL),
    "K025": Edit(replacing(STATEMENTS, OFFERED, f"        budget=0.2,\n{OFFERED}"), SEVERAL),
    "K028": Edit(replacing("words/__init__.py", "maximum_words=120", "maximum_words=120, minimum_words=200"), WRITTEN),
    "K027": Edit(replacing(STATEMENTS, "2] in p.values", "2] < p.values[0]"), SEVERAL),
    "K010": Edit(replacing(QUESTION, "otherwise=Parameters((1.0, 2.0, 3.0))", "otherwise=Parameters((1.0, 2.0, 7.0))")),
    "K040": Edit(replacing(PAIRS, 'Stem("mean", s.mean', 'Stem("mean", s.total'), bank=MATCHED),
    "K041": Edit(
        replacing(PAIRS, "matches=isclose", "matches=lambda one, other: abs(one - other) < 0.9"), bank=MATCHED
    ),
    "K042": Edit(replacing(PAIRS, '"range": (max(p.values) - min(p.values)) / 2', '"range": 0.0'), bank=MATCHED),
    "K043": Edit(
        replacing(PAIRS, "(max(p.values) - min(p.values)) / 2", "max(p.values) - min(p.values)"), bank=MATCHED
    ),
    "K044": Edit(
        both(
            *(
                replacing(text, "{{ s.first | number(2) }}", "*{{ s.first | number(2) }}*")
                for text in (PAIRS_EN, PAIRS_PT)
            )
        ),
        bank=MATCHED,
    ),
    "K045": Edit(
        both(
            replacing(
                PAIRS_EN,
                "{{ s.first | number(2) }}",
                "{{ s.first | number(2) }} for whoever has read all the words above with care, has looked at each "
                "value of the sample, has used a calculator, and rounds at the end",
            ),
            replacing(
                PAIRS_PT,
                "{{ s.first | number(2) }}",
                "{{ s.first | number(2) }} para quem leu com cuidado todas as palavras acima, olhou para cada "
                "valor da amostra, usou uma calculadora, e arredonda no fim",
            ),
        ),
        bank=MATCHED,
    ),
    "K046": Edit(
        both(replacing(PAIRS_EN, "The median\n", "The mean\n"), replacing(PAIRS_PT, "A mediana\n", "A média\n")),
        bank=MATCHED,
    ),
    "K047": Edit(
        both(
            replacing(PAIRS_EN, "The range\n", "The mean -> {{ s.first | number(2) }}; The median\n"),
            replacing(PAIRS_PT, "A amplitude\n", "A média -> {{ s.first | number(2) }}; A mediana\n"),
        ),
        bank=MATCHED,
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
    "K050": Edit(replacing(PAIRS, 'Ranked("mean", s.mean', 'Ranked("mean", "5.3"'), bank=ORDERED),
    "K051": Edit(replacing(PAIRS, 'Ranked("mean", s.mean', 'Ranked("mean", s.median * 1.001'), bank=ORDERED),
    "K052": Edit(replacing(PAIRS, '"range": high - low, ', ""), bank=ORDERED),
    "K053": Edit(
        replacing(PAIRS, '"mean": median(p.values), "median": fmean', '"mean": fmean(p.values), "median": median'),
        bank=ORDERED,
    ),
    "K056": Edit(replacing(PAIRS, "        ranked=(", "        descending=True,\n        ranked=("), bank=ORDERED),
    "K054": Edit(
        both(
            replacing(PAIRS_EN, "The range\n", "The midrange\n"),
            replacing("measures/readback.en.txt", "range = the range", "range = the midrange"),
        ),
        bank=ORDERED,
    ),
    "K055": Edit(
        both(
            replacing("measures/solver.py", " = (2.3, 3.3, 10.3)\n", " = (2.3, 3.3, 10.3)\n    nothing: int = 0\n"),
            replacing(PAIRS_EN, "The range\n", "{{ p.nothing }}\n"),
            replacing(PAIRS_PT, "A amplitude\n", "{{ p.nothing }}\n"),
            replacing("measures/readback.en.txt", "range = the range", "range = 0"),
            replacing("measures/readback.pt-BR.txt", "range = a amplitude", "range = 0"),
        ),
        bank=ORDERED,
    ),
    "K060": Edit(replacing(GAPS, 'Gap("median", s.median', 'Gap("median", s.median + 0.25'), GAPPED),
    "K061": Edit(replacing(GAPS, 'Choice("below", "below"', 'Choice("below", s.side'), GAPPED),
    "K062": Edit(
        both(
            replacing(
                GAPS, '            Choice("below", "below", group="sides", misconception=draws_the_median),\n', ""
            ),
            replacing(GAPS_EN, "{% block choice_below %}below{% endblock %}\n", ""),
            replacing(GAPS_PT, "{% block choice_below %}abaixo{% endblock %}\n", ""),
        ),
        GAPPED,
    ),
    "K063": Edit(replacing(GAPS, 'Gap("median", s.median', 'Gap("median", s.mean'), GAPPED),
    "K064": Edit(replacing(GAPS, "    return median(p.values)\n", "    return median(p.values) + 1\n"), GAPPED),
    "K065": Edit(replacing(GAPS, 'Gap("side"', 'Gap("place"'), GAPPED),
    "K066": Edit(both(replacing(GAPS_EN, "}below{", "}above{"), replacing(GAPS_PT, "}abaixo{", "}acima{")), GAPPED),
    "K067": Edit(both(replacing(GAPS_EN, "}below{", "}`x`{"), replacing(GAPS_PT, "}abaixo{", "}`x`{")), GAPPED),
    "W060": Edit(
        both(
            replacing(GAPS, 's.mid_range, group="numbers"', 's.mid_range, group="sides"'),
            replacing(GAPS, 's.total, group="numbers"', 's.total, group="sides"'),
        ),
        GAPPED,
    ),
    "T027": Edit(
        in_texts(
            ("The mean follows the tail.", "The mean follows the tail, as losses do."),
            ("A média segue a cauda.", "A média segue a cauda, como gradientes fazem."),
        )
    ),
    "B004": Edit(with_a_question_that_nobody_asks),
    "B005": Edit(replacing("__init__.py", '"en": "Statistics"', '"en": "Estatística de uma amostra"')),
    "W016": Edit(with_a_text_of_no_language),
    "C025": Edit(
        replacing(
            QUESTION, "The order of a sample is taken for information.", "Squared and absolute distances are confused."
        )
    ),
    "C026": Edit(
        both(
            replacing(
                QUESTION, "sum(max(value, c) - min(value, c) for value in s.p.sample)", "distance(s.p.sample, c)"
            ),
            replacing(QUESTION, "Solution, solve\n", "Solution, distance, solve\n"),
        )
    ),
    "C027": Edit(with_labels),
    "Q008": Edit(replacing(READ_EN, "first = is nearer", "first = is farther")),
    "Q009": Edit(replacing(READ_EN, "\n[feedback]\nfirst = is nearer than the\n", "")),
    "Q010": Edit(replacing(READ_EN, "{sample*: 1, 2, 6}", "{sample*: 1, 2, 7}")),
    "Q011": Edit(
        in_texts(
            ("}The first value{", "}The first value of those that are listed{"),
            ("}O primeiro valor{", "}O primeiro valor dos que estão na lista{"),
        )
    ),
    "Q013": Edit(
        replacing(READ_EN, "[options]\nmean = the mean\nmedian = the median\nfirst = the first value\n", "[options]\n")
    ),
    "W018": Edit(both(*in_solution("first: str", 'first="last"'))),
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
    "W017": Edit(replacing(READ_EN, "{sample*: 1, 2, 6}", "{sample*}")),
    "B006": Edit(second_alike),
    "M008": Edit(replacing(QUESTION, 'tags=("statistics",)', 'tags=("statistics", "Statistics")')),
    "V002": Edit(
        replacing(
            QUESTION,
            "(6.0, 9.0, 12.0)}, build=lambda tail:",
            '(6.0, 9.0, 12.0), "shift": (0.0, 1.0)}, build=lambda tail, shift:',
        )
    ),
    "T035": Edit(
        in_texts(
            ("The mean follows the tail.", "The tail is between {{ s.mean | number }} and {{ s.median | number }}."),
            ("A média segue a cauda.", "A cauda está entre {{ s.mean | number }} e {{ s.median | number }}."),
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
}
