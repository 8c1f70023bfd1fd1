"""Pieces of questions of every type, and whether two fractions are the same to Moodle."""

PRECISION = 1e-7
"""To how much Moodle keeps a fraction."""


def same(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) < PRECISION)


OPTIONS = (
    '<answer fraction="100"><text>a</text></answer>'
    '<answer fraction="-50"><text>b</text></answer>'
    "<answer><text> </text></answer>"
)
BOTH = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
ITEMS = "".join(f"<answer><text>{item}</text></answer>" for item in "vwxyz")
SHOWN = "<shownumcorrect/>"
PAIRS = "<subquestion><text>a</text><answer><text>1</text></answer></subquestion>"
MORE_PAIRS = PAIRS + "<subquestion><text/><answer><text>2</text></answer></subquestion>"
GAPS = "<questiontext><text>[[1]] [[3]] [[1]]</text></questiontext>"
CHOICES = "<text>a</text>", "<text>b</text>", "<text>c</text><group>2</group>"


def gaps(name: str, text: str = GAPS, choices: tuple[str, ...] = CHOICES) -> str:
    return text + "".join(f"<{name}>{choice}</{name}>" for choice in choices)


def embedded(text: str) -> str:
    return f"<questiontext><text>{text}</text></questiontext>"
