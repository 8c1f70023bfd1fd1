"""The mistakes that people make in an item and its options."""

from broken.breaks import QUESTION, both, replacing
from mistakes.mistake import FIRST, ITEM, NUMPY_IN_QUESTION, Mistake, in_item, odd_answer

from grader.kinds import item_names

OF_ITEMS: dict[str, Mistake] = {
    "an item without a return": Mistake(
        replacing(QUESTION, ITEM, "    Item(\n"),
        "S001",
        QUESTION,
        f"expected {item_names()}, received None: is a `return` missing?",
    ),
    "an item without options": Mistake(
        in_item("options=()"), "B002", QUESTION, "SyntaxError: keyword argument repeated"
    ),
    "distractors that earn": Mistake(in_item("distractor_fraction=0.25"), "K005", QUESTION, "received 0.25"),
    "distractors that cost too much": Mistake(in_item("distractor_fraction=-2"), "K005", QUESTION, "received -2"),
    "distractors that earn no number": Mistake(
        in_item('distractor_fraction=float("nan")'), "K005", QUESTION, "received nan"
    ),
    "distractors in words": Mistake(in_item('distractor_fraction="-0.25"'), "K005", QUESTION, "received '-0.25'"),
    "distractors without a fraction": Mistake(in_item("distractor_fraction=None"), "K005", QUESTION, "received None"),
    "an item of two arguments": Mistake(
        replacing(QUESTION, "def item(s: Solution)", "def item(s: Solution, q: int)"),
        "S001",
        QUESTION,
        "missing 1 required positional argument: 'q'",
    ),
    "two options of an id": Mistake(
        replacing(QUESTION, FIRST, FIRST.replace('"first",', '"mean",', 1)), "K004", QUESTION, "2 options have the id"
    ),
    "an argument of an option misspelt": Mistake(
        replacing(QUESTION, FIRST, FIRST.replace('"The order', 'misconcepton="The order')),
        "S001",
        QUESTION,
        "unexpected keyword argument 'misconcepton'",
    ),
    "a misconception of None": Mistake(
        replacing(QUESTION, FIRST, 'Option("first", "first", (median_is_nearer,), None)'),
        "S001",
        QUESTION,
        "misconception: expected a str, or a function decorated with @misconception, received None",
    ),
    "an option's id with spaces": Mistake(
        replacing(QUESTION, FIRST, FIRST.replace('"first",', '"the first",', 1)),
        "S001",
        QUESTION,
        "received 'the first'",
    ),
    "an option that is no option": Mistake(
        replacing(QUESTION, FIRST, '"first"'), "S001", QUESTION, "received 'first' in place 3"
    ),
    "reasons without a comma": Mistake(
        replacing(QUESTION, FIRST, FIRST.replace("(median_is_nearer,)", "(median_is_nearer)")),
        "S001",
        QUESTION,
        "the option first: because: expected a tuple of claims, received one alone",
    ),
    "reasons in a list": Mistake(
        replacing(QUESTION, FIRST, FIRST.replace("(median_is_nearer,)", "[median_is_nearer]")),
        "S001",
        QUESTION,
        "received a list",
    ),
    "reasons in words": Mistake(
        replacing(QUESTION, FIRST, FIRST.replace("(median_is_nearer,)", '"it is further"')),
        "S001",
        QUESTION,
        "received 'it is further'",
    ),
    "an array as the answer": Mistake(
        both(NUMPY_IN_QUESTION, replacing(QUESTION, "answer=s.nearest", "answer=np.array([1, 2])")),
        "K007",
        QUESTION,
        ".all() or .any()",
    ),
    "an array as a value": Mistake(
        both(NUMPY_IN_QUESTION, replacing(QUESTION, '"first", "first"', '"first", np.array([1, 2])')),
        "K007",
        QUESTION,
        "the option first, array([1, 2]), cannot be compared",
    ),
    "an answer that is no number": Mistake(
        replacing(QUESTION, "answer=s.nearest", 'answer=float("nan")'),
        "K007",
        QUESTION,
        "equals nothing, not even itself",
    ),
    "a dict as the answer": Mistake(
        replacing(QUESTION, "answer=s.nearest", 'answer={"is": s.nearest}'),
        "K001",
        QUESTION,
        "no option equals the answer, {'is': 'median'}",
    ),
    "a value of the solution that there is not": Mistake(
        replacing(QUESTION, "answer=s.nearest", "answer=s.closest"), "S001", QUESTION, "has no attribute 'closest'"
    ),
    "a value that cannot be compared": Mistake(
        odd_answer("__eq__"),
        "K007",
        QUESTION,
        "cannot be compared: ValueError: odd",
    ),
    "a value that cannot be printed": Mistake(
        odd_answer("__repr__"),
        "K001",
        QUESTION,
        "a Odd that cannot be printed (ValueError: odd)",
    ),
}
