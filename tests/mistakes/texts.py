"""The mistakes that people make in texts."""

from broken.breaks import EN, both, replacing
from mistakes.mistake import PT, Mistake, encoded, removed

OF_TEXTS: dict[str, Mistake] = {
    "a text that names what is not there": Mistake(
        replacing(EN, "is below that of the mean.", "is below {{ s.nothing }}."), "T004", EN, "nothing"
    ),
    "a text that divides by zero": Mistake(
        replacing(EN, "is below that of the mean.", "is below {{ 1 / 0 }}."), "T004", f"{EN}:12", "division by zero"
    ),
    "a text with a filter that there is not": Mistake(
        replacing(EN, "is below that of the mean.", "is below {{ s.mean | numbr }}."), "T004", EN, "numbr"
    ),
    "a digit typed": Mistake(replacing(EN, "is below that of the mean.", "is below 3.0."), "T005", EN, "3.0"),
    "a text without a heading": Mistake(
        replacing(EN, "{% block title %}The nearest constant{% endblock %}\n", ""),
        "T002",
        EN,
        "the block title is missing",
    ),
    "a block of an option that there is not": Mistake(
        replacing(EN, "{% block option_first %}", "{% block option_frist %}"), "T003", EN, "option_frist"
    ),
    "a block that is not ended": Mistake(
        replacing(EN, "{% block option_mean %}The mean{% endblock %}", "{% block option_mean %}The mean"),
        "T002",
        EN,
        "the block option_mean is not ended: the block option_median begins in it",
    ),
    "words outside of blocks": Mistake(
        replacing(EN, "{% block option_mean %}", "Mind the tail.\n{% block option_mean %}"),
        "T003",
        f"{EN}:5",
        "outside of the blocks: 'Mind the tail.'",
    ),
    "a claim's name misspelt": Mistake(
        replacing(EN, "below that of the mean.[^median_is_nearer]", "below that of the mean.[^median_is_neare]"),
        "T007",
        EN,
        "median_is_neare",
    ),
    "a text in Latin-1": Mistake(encoded(PT, "latin-1"), "T001", PT, "in UTF-8"),
    "a text in UTF-16": Mistake(encoded(PT, "utf-16"), "T001", PT, "in UTF-8"),
    "a text that there is not": Mistake(removed(EN), "T001", EN, "no text in en"),
    "a text that is a folder": Mistake(both(removed(EN), lambda bank: (bank / EN).mkdir()), "T001", EN, "no text in"),
}
