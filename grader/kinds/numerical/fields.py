"""What the fields of a numerical question hold in Moodle XML, by what its author said."""

from collections.abc import Sequence

from grader.kinds.fields import Fields, nth, said
from grader.kinds.numerical.item import Numerical, foreseen, fractions
from grader.model import Question, Text
from grader.moodle.quiz import File


def expected(question: Question, item: Numerical, text: Text, files: Sequence[File]) -> Fields:  # noqa: ARG001 - its settings are Moodle's own
    """What its answers hold: the key, and behind it each wrong number with what it earns; then its units."""
    fields: dict[str, str | float] = {
        "@type": "numerical",
        "penalty": 0.3333333,
        "hidden": "0",
        "unitgradingtype": "0" if item.unit_penalty is None else "1",
        "unitpenalty": 0.1 if item.unit_penalty is None else item.unit_penalty,
        "showunits": "3" if not item.units else "2" if item.unit_menu else "0",
        "unitsleft": "0",
    }
    for place, unit in enumerate(item.units):
        element = f"units/{nth('unit', place)}"
        fields |= {f"{element}/unit_name": unit.name, f"{element}/multiplier": float(unit.multiplier)}
    earned = fractions(item)
    for place, (response, interval) in enumerate(zip(foreseen(item), item.intervals, strict=True)):
        answer = nth("answer", place)
        fields[f"{answer}@fraction"] = 100 * earned[response.id]
        fields[f"{answer}@format"] = "moodle_auto_format"
        fields[f"{answer}/text"] = float(interval.centre)
        fields[f"{answer}/tolerance"] = float(interval.tolerance)
        fields |= said(f"{answer}/feedback", text.parts[response.feedback], files)
    return fields
