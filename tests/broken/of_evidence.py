"""For each check of banks, solvers, claims, records, variants and Moodle files: the edit that triggers exactly it."""

from broken.breaks import (
    EN,
    KEY,
    MEASURED,
    QUESTION,
    SOLVER,
    also_of_another,
    appending,
    approvals,
    approving,
    both,
    excusing,
    forged,
    in_texts,
    preset_that_nobody_reads,
    presetting,
    rename_question,
    replacing,
    second_alike,
    second_with_a_word_as_tags,
    with_a_question_that_nobody_asks,
    with_labels,
    without_last_run,
)
from broken.edit import Edit

OF_EVIDENCE: dict[str, Edit] = {
    "B001": Edit(replacing("__init__.py", "(middle.QUESTION,)", "(middle.QUESTION, middle.QUESTION)")),
    "B002": Edit(second_with_a_word_as_tags),
    "B003": Edit(
        replacing("coin/design.py", "inputs_digest=experiment.inputs_digest", "inputs_digest=lambda: str(1 / 0)"),
        MEASURED,
    ),
    "B004": Edit(with_a_question_that_nobody_asks),
    "B005": Edit(replacing("__init__.py", '"en": "Statistics"', '"en": "Estatística de uma amostra"')),
    "B006": Edit(second_alike),
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
    "P001": Edit(approvals(lambda lines: lines[:-1])),
    "P002": Edit(
        both(approving, in_texts(("follows the tail.", "flees the tail."), ("segue a cauda", "foge da cauda")))
    ),
    "P003": Edit(approvals(also_of_another)),
    "P004": Edit(approvals(lambda lines: ["<<<<<<< ours\n", *lines])),
    "V001": Edit(replacing(QUESTION, "(6.0, 9.0, 12.0)", "(9.0, 6.0, 12.0)")),
    "V002": Edit(
        replacing(
            QUESTION,
            "(6.0, 9.0, 12.0)}, build=lambda tail:",
            '(6.0, 9.0, 12.0), "shift": (0.0, 1.0)}, build=lambda tail, shift:',
        )
    ),
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
    "M008": Edit(replacing(QUESTION, 'tags=("statistics",)', 'tags=("statistics", "Statistics")')),
}
