"""A question as the fields of Moodle's edit form, each by its name: what its own form would hold of it.

Source: the forms of Moodle 5.1, as a browser sends them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.kinds.cloze.question import ClozeQuestion
from grader.kinds.cloze.writing import replace_stem
from grader.kinds.description.question import DescriptionQuestion
from grader.kinds.essay.question import EssayQuestion
from grader.kinds.gaps.question import WithGaps
from grader.kinds.matching.question import MatchingQuestion
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.numerical.question import ANY, NumericalQuestion
from grader.kinds.numerical.units import FREE, NONE
from grader.kinds.ordering.question import ALL, FEWEST, OrderingQuestion
from grader.kinds.short_answer.question import ShortAnswerQuestion
from grader.kinds.true_false.question import TrueFalseQuestion
from grader.moodle.quiz import Answer, CombinedFeedback, Hint, Markup, MoodleQuestion

_LAYOUTS = {"VERTICAL": "0", "HORIZONTAL": "1"}
_SELECTS = {"ALL": "0", "RANDOM": "1", "CONTIGUOUS": "2"}
_GRADINGS = {
    "ALL_OR_NOTHING": "-1",
    "ABSOLUTE_POSITION": "0",
    "RELATIVE_NEXT_EXCLUDE_LAST": "1",
    "RELATIVE_NEXT_INCLUDE_LAST": "2",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": "3",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": "4",
    "LONGEST_ORDERED_SUBSET": "5",
    "LONGEST_CONTIGUOUS_SUBSET": "6",
    "RELATIVE_TO_CORRECT": "7",
}
_WITHOUT_UNITS, _ANY_UNIT, _GRADED_UNITS = "3", "0", "1"


@dataclass(frozen=True)
class Said:
    """What a form says of a question.

    plain: texts and settings that are sent as they are. numbers: written as the session's language does.
    chosen: numbers of which a list offers a few, and the nearest is taken where it is near enough.
    ticks: boxes. editors: texts with a format, and perhaps files. rows: by the field that counts them, how many there
    are of what is repeated, and the beginnings of the names of their fields.
    """

    plain: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    chosen: Mapping[str, float] = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)
    editors: Mapping[str, Markup] = field(default_factory=dict)
    rows: Mapping[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def __or__(self, other: "Said") -> "Said":
        return Said(
            {**self.plain, **other.plain},
            {**self.numbers, **other.numbers},
            {**self.chosen, **other.chosen},
            {**self.ticks, **other.ticks},
            {**self.editors, **other.editors},
            {**self.rows, **other.rows},
        )


def said(question: MoodleQuestion) -> Said:
    """What the form of a question's type says of it."""
    every = Said(
        plain={"name": question.name, "idnumber": question.idnumber},
        editors={"questiontext": question.stem, "generalfeedback": question.general_feedback},
    )
    if not isinstance(question, ClozeQuestion | DescriptionQuestion):
        every |= Said(numbers={"defaultmark": question.maximum_mark})
    if not isinstance(question, TrueFalseQuestion | EssayQuestion | DescriptionQuestion):
        every |= Said(chosen={"penalty": question.penalty}) | _hints(question)
    return every | _OF_TYPE[question.kind](question)


def _hints(question: MoodleQuestion) -> Said:
    rows = ("hint", "hintclearwrong", "hintshownumcorrect", "hintoptions")
    found = Said(rows={"numhints": (len(question.hints), rows)})
    for place, hint in enumerate(question.hints):
        found |= Said(editors={f"hint[{place}]": hint.markup}, ticks=dict(_hint_ticks(question, place, hint)))
    return found


def _hint_ticks(question: MoodleQuestion, place: int, hint: Hint) -> Iterator[tuple[str, bool]]:
    if not isinstance(question, NumericalQuestion | ShortAnswerQuestion):
        yield f"hintshownumcorrect[{place}]", hint.show_number_right
        if not isinstance(question, OrderingQuestion):
            yield f"hintclearwrong[{place}]", hint.clear_wrong


def _combined(combined: CombinedFeedback) -> Said:
    return Said(
        editors={
            "correctfeedback": combined.right,
            "partiallycorrectfeedback": combined.partly,
            "incorrectfeedback": combined.wrong,
        },
        ticks={"shownumcorrect": combined.show_number_right},
    )


def _answers(answers: Sequence[Answer]) -> Said:
    """Rows of answers with fractions and feedback; the answers' own texts are added by type."""
    found = Said(rows={"noanswers": (len(answers), ("answer", "fraction", "feedback", "tolerance"))})
    for place, one in enumerate(answers):
        found |= Said(chosen={f"fraction[{place}]": one.fraction}, editors={f"feedback[{place}]": one.feedback})
    return found


def _multiple_choice(question: MultipleChoice) -> Said:
    texts = {f"answer[{place}]": one.markup for place, one in enumerate(question.answers)}
    return (
        Said(
            plain={
                "single": _switch(question.single),
                "answernumbering": question.numbering,
                "showstandardinstruction": _switch(question.standard_instruction),
            },
            ticks={"shuffleanswers": question.shuffle},
            editors=texts,
        )
        | _answers(question.answers)
        | _combined(question.combined)
    )


def _true_false(question: TrueFalseQuestion) -> Said:
    return Said(
        plain={"correctanswer": _switch(question.right)},
        editors={"feedbacktrue": question.if_true, "feedbackfalse": question.if_false},
    )


def _short_answer(question: ShortAnswerQuestion) -> Said:
    rows = [(one, pattern) for one in question.words for pattern in one.patterns]
    answers = _answers([Answer(one.fraction, Markup(""), one.feedback) for one, _ in rows])
    texts = {f"answer[{place}]": pattern for place, (_, pattern) in enumerate(rows)}
    return Said(plain={"usecase": _switch(question.case), **texts}) | answers


def _numerical(question: NumericalQuestion) -> Said:
    units = question.units
    found = _answers(question.answers)
    for place, amount in enumerate(question.amounts):
        if amount.number is None:
            found |= Said(plain={f"answer[{place}]": ANY})
        else:
            found |= Said(numbers={f"answer[{place}]": amount.number})
        found |= Said(numbers={f"tolerance[{place}]": amount.tolerance})
    role = _ANY_UNIT if units.grading == FREE else _GRADED_UNITS
    if not units or units.shown == NONE:
        role = _WITHOUT_UNITS
    found |= Said(
        plain={"unitrole": role, "unitsleft": _switch(units.first)},
        numbers={"unitpenalty": question.unit_penalty},
        rows={"nounits": (max(len(units.taken), 1), ("unit", "multiplier"))},
    )
    if not units:
        found |= Said(plain={"unit[0]": ""})
    if role == _GRADED_UNITS:
        found |= Said(plain={"unitgradingtypes": str(units.grading), "multichoicedisplay": str(units.shown)})
    for place, unit in enumerate(units.taken):
        found |= Said(plain={f"unit[{place}]": unit.name}, numbers={f"multiplier[{place}]": unit.multiplier})
    return found


def _matching(question: MatchingQuestion) -> Said:
    return Said(
        plain={f"subanswers[{place}]": line.choice for place, line in enumerate(question.lines)},
        editors={f"subquestions[{place}]": line.stem for place, line in enumerate(question.lines)},
        ticks={"shuffleanswers": question.shuffle},
        rows={"noanswers": (len(question.lines), ("subquestions", "subanswers"))},
    ) | _combined(question.combined)


def _ordering(question: OrderingQuestion) -> Said:
    return Said(
        plain={
            "layouttype": _LAYOUTS.get(question.layout, question.layout),
            "selecttype": _SELECTS[question.select],
            **({} if question.select == ALL else {"selectcount": str(max(question.count, FEWEST))}),
            "gradingtype": _GRADINGS[question.grading],
            "showgrading": _switch(question.show_grading == "SHOW"),
            "numberingstyle": question.numbering,
        },
        editors={f"answer[{place}]": item for place, item in enumerate(question.items)},
        rows={"countanswers": (len(question.items), ("answer",))},
    ) | _combined(question.combined)


def _with_gaps(question: WithGaps) -> Said:
    found = Said(
        editors={"questiontext": question.numbered},
        ticks={"shuffleanswers": question.shuffle},
        rows={"noanswers": (len(question.choices), ("choices",))},
    )
    for place, choice in enumerate(question.choices):
        found |= Said(
            plain={f"choices[{place}][answer]": choice.markup.text, f"choices[{place}][choicegroup]": choice.group}
        )
        if question.kind == "ddwtos":
            found |= Said(ticks={f"choices[{place}][infinite]": choice.unlimited})
    return found | _combined(question.combined)


def _cloze(question: ClozeQuestion) -> Said:
    return Said(editors={"questiontext": replace_stem(question).stem})


def _essay(question: EssayQuestion) -> Said:
    asked = question.asked
    found = Said(
        plain={
            "responseformat": asked.format,
            "responserequired": _switch(asked.required),
            "responsefieldlines": str(asked.lines),
            "attachments": str(asked.attachments),
            "attachmentsrequired": str(asked.attachments_required),
            "filetypeslist[filetypes]": asked.file_types,
            "maxbytes": str(asked.maximum_bytes),
        },
        editors={"graderinfo": question.for_graders, "responsetemplate": question.template},
    )
    for name, limit in (("min", asked.minimum_words), ("max", asked.maximum_words)):
        found |= Said(plain={f"{name}wordlimit": str(limit) if limit else ""}, ticks={f"{name}wordenabled": limit > 0})
    return found


def _description(question: DescriptionQuestion) -> Said:  # noqa: ARG001 - it has nothing of its own
    return Said()


def _switch(value: bool) -> str:  # noqa: FBT001 - it is the value
    return "1" if value else "0"


_OF_TYPE: Mapping[str, Callable[[Any], Said]] = {
    "multichoice": _multiple_choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "gapselect": _with_gaps,
    "ddwtos": _with_gaps,
    "cloze": _cloze,
    "essay": _essay,
    "description": _description,
}
