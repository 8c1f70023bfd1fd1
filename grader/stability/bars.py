"""How high an e-value must be to decide something, and what it speaks for."""

from grader.model import Design, Statement
from grader.stability.certificate import Best
from grader.stability.weighing import ALPHA

_FOR_ONE_OF_ALL = ("against p <= p0: ", "ahead of ")
_BY_ONE_RIVAL = "behind "


def bar(statement: Statement, e_value: str, design: Design) -> float:
    """The bar of one of a statement's e-values: 1/alpha, times the options among which it was picked by looking."""
    preset = isinstance(statement, Best) and statement.option
    if e_value.startswith(_FOR_ONE_OF_ALL) and not preset:
        return len(design.options) / ALPHA
    if e_value.startswith(_BY_ONE_RIVAL):
        return max(len(design.options) - 1, 1) / ALPHA
    return 1 / ALPHA
