"""How high the e-values of a statement must be to decide it."""

from grader.design import Design, Statement
from grader.stability.certificate import Best
from grader.stability.key import Reproduces
from grader.stability.weighing import PRESET, Bars

_FOR_IT = ("against p <= ", "ahead of ")


def bars_of(statement: Statement, design: Design) -> Bars:
    """The bars of a statement of a design."""
    return statement.bars(len(design.options)) if isinstance(statement, Best | Reproduces) else PRESET


def bar(statement: Statement, e_value: str, design: Design) -> float:
    """The bar of one of a statement's e-values, which is named as in the verdict."""
    bars = bars_of(statement, design)
    return bars.certifying if e_value.startswith(_FOR_IT) else bars.refuting
