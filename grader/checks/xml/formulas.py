"""The formulas of calculated questions: what Moodle's importer takes for one.

Source of the rules: question/type/calculated/questiontype.php of Moodle 5.1, which lets nothing pass that PHP could
execute as anything but arithmetic.
"""

import re
from collections.abc import Iterator

from grader.counting import number_of

_VARIABLE = re.compile(r"\{([A-Za-z][A-Za-z0-9_\s-]*)\}")
_IN_TEXT = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})*)\}")
_COMMENTS = ("//", "/*", "#", "<?", "?>")
_OPERATORS = "-+/*%>:~<?=!"
_PLAIN = re.compile(rf"[{re.escape(_OPERATORS)}.0-9e]*")
_IN_NAMES = "abcdefghijklmnopqrstuvwxyz0123456789_"
_MANY = 1_000_000
_ARGUMENTS = {  # how many each function takes, from and to
    "pi": (0, 0),
    **dict.fromkeys(
        (
            *("abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "bindec", "ceil", "cos", "cosh", "decbin"),
            *("decoct", "deg2rad", "exp", "expm1", "floor", "is_finite", "is_infinite", "is_nan", "log10", "log1p"),
            *("octdec", "rad2deg", "sin", "sinh", "sqrt", "tan", "tanh", ""),
        ),
        (1, 1),
    ),
    **dict.fromkeys(("log", "round"), (1, 2)),
    **dict.fromkeys(("atan2", "fmod", "pow"), (2, 2)),
    **dict.fromkeys(("min", "max"), (2, _MANY)),
}


def variables(formula: str) -> list[str]:
    """The names of the variables of a formula."""
    return _VARIABLE.findall(formula)


def in_text(text: str) -> Iterator[str]:
    """The formulas that stand in a text as `{=...}`."""
    return (found[1] for found in _IN_TEXT.finditer(text))


def fault(formula: str) -> str:
    """What Moodle has against a formula; nothing where it takes it.

    Calls are taken away from the inside to the outside, each in exchange for a number, as long as there are any.
    """
    for comment in _COMMENTS:
        if comment in formula:
            return f"{comment!r} is not allowed"
    written = _VARIABLE.sub("1.0", formula).replace(" ", "").lower()
    open_calls: list[tuple[str, list[str]]] = []  # of each open parenthesis: its function, its arguments so far
    current = ""
    for piece in re.split(r"([(),])", written):
        if piece == "(":
            outside = current.rstrip(_IN_NAMES)
            open_calls.append((current[len(outside) :], []))
            wrong = "a parenthesis stands behind a number" if outside.endswith(".") else _plain(outside)
            current = ""
        elif piece == "," and open_calls:
            open_calls[-1][1].append(current)
            wrong, current = _plain(current), ""
        elif piece == ")" and open_calls:
            name, arguments = open_calls.pop()
            wrong, current = _call(name, [*arguments, current]), "1.0"
        else:
            wrong, current = "", current + piece
        if wrong:
            return wrong
    return "a parenthesis is not closed" if open_calls else _plain(current)


def _call(name: str, arguments: list[str]) -> str:
    if name not in _ARGUMENTS:
        return f"{name}() is no function that Moodle allows"
    given = 0 if arguments == [""] else len(arguments)
    fewest, most = _ARGUMENTS[name]
    if not fewest <= given <= most or arguments == ["0"]:
        return f"{name}() takes {_number(fewest, most)}, received {given}"
    return f"an argument of {name}() is empty" if given and "" in arguments else _plain(arguments[-1])


def _number(fewest: int, most: int) -> str:
    if most == _MANY:
        return f"at least {number_of(fewest, 'argument')}"
    return f"{fewest} to {most} arguments" if fewest != most else number_of(fewest, "argument")


def _plain(piece: str) -> str:
    """What in a piece is neither number nor operator."""
    left = _PLAIN.match(piece)
    position = left.end() if left else 0
    return f"{piece[position]!r} is not allowed" if position < len(piece) else ""
