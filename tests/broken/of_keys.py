"""For each check of keys, and of numbers: the edit that triggers exactly it."""

from broken.breaks import (
    DESCRIBED,
    DESCRIBING,
    GAPPED,
    GAPS,
    GAPS_EN,
    GAPS_PT,
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
    SEVERAL,
    STATEMENTS,
    TYPED,
    WORDED,
    WRITTEN,
    asking_for,
    both,
    forged,
    in_gaps,
    replacing,
    with_options,
    with_units,
)
from broken.edit import Edit

OF_KEYS: dict[str, Edit] = {
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
    "K003": Edit(forged(replacing("coin/design.py", "Reproduces(p0=0.9)", "Reproduces(p0=0.97)")), MEASURED),
    "K008": Edit(replacing("coin/__init__.py", "answer=s.answer,", 'answer="fair",'), MEASURED),
    "K011": Edit(replacing("tail/__init__.py", "s.mean_is_larger, states", '"yes", states'), "banks/statement"),
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
    "K050": Edit(replacing(PAIRS, 'Ranked("mean", s.mean', 'Ranked("mean", "5.3"'), bank=ORDERED),
    "K051": Edit(replacing(PAIRS, 'Ranked("mean", s.mean', 'Ranked("mean", s.median * 1.001'), bank=ORDERED),
    "K052": Edit(replacing(PAIRS, '"range": high - low, ', ""), bank=ORDERED),
    "K053": Edit(
        replacing(PAIRS, '"mean": median(p.values), "median": fmean', '"mean": fmean(p.values), "median": median'),
        bank=ORDERED,
    ),
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
    "N012": Edit(with_units('Unit("m"), Unit("q", 0.2294736842105)', penalty="0.5"), bank=TYPED),
    "N013": Edit(with_units('Unit("m")'), bank=TYPED),
    "N014": Edit(with_units('Unit("m"), Unit("km", 0.01)', penalty="1.0"), bank=TYPED),
    "K056": Edit(replacing(PAIRS, "        ranked=(", "        descending=True,\n        ranked=("), bank=ORDERED),
}
