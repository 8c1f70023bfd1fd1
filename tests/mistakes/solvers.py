"""The mistakes that people make in a solver."""

from broken.breaks import EN, SOLVER, both, replacing
from mistakes.mistake import NUMPY, Mistake, first_solver_line

OF_SOLVERS: dict[str, Mistake] = {
    "a solver without a return": Mistake(
        replacing(SOLVER, "    return Solution(", "    Solution("), "S001", SOLVER, "is a `return` missing?"
    ),
    "a solver that gives a dict": Mistake(
        first_solver_line('return {"mean": 1}'), "S001", SOLVER, "a frozen dataclass, received {'mean': 1}"
    ),
    "a solver that gives its class": Mistake(first_solver_line("return Solution"), "S001", SOLVER, "write Solution()"),
    "a solver of other arguments": Mistake(
        replacing(SOLVER, "def solve(p: Parameters)", "def solve(p: Parameters, q: int)"),
        "S001",
        SOLVER,
        "missing 1 required positional argument",
    ),
    "a solution that is not frozen": Mistake(
        replacing(SOLVER, "@dataclass(frozen=True)\nclass Solution", "@dataclass\nclass Solution"),
        "S001",
        SOLVER,
        "write @dataclass(frozen=True) above Solution",
    ),
    "an array in the solution": Mistake(
        both(NUMPY, replacing(SOLVER, "mean=fmean(p.sample)", "mean=np.array(p.sample)")),
        "S001",
        SOLVER,
        "s.mean is an array",
    ),
    "a field left out": Mistake(
        replacing(SOLVER, "        p=p,\n", ""), "S001", SOLVER, "missing 1 required positional argument: 'p'"
    ),
    "a division by zero": Mistake(first_solver_line("1 / 0"), "S001", SOLVER, "ZeroDivisionError"),
    "an index out of range": Mistake(first_solver_line("p.sample[3]"), "S001", SOLVER, "IndexError"),
    "a key that there is not": Mistake(first_solver_line("{}['x']"), "S001", SOLVER, "KeyError: 'x'"),
    "an assertion": Mistake(first_solver_line("assert p.sample[0] > 1"), "S001", SOLVER, "AssertionError"),
    "a change of what is frozen": Mistake(
        first_solver_line("p.sample = ()"), "S001", SOLVER, "cannot assign to field 'sample'"
    ),
    "a solver that calls itself for ever": Mistake(
        first_solver_line("return solve(p)"), "S001", SOLVER, "RecursionError"
    ),
    "a solver that ends the program": Mistake(
        first_solver_line("raise SystemExit('bye')"), "S001", SOLVER, "SystemExit: bye"
    ),
    "a solver that cannot be stopped like others": Mistake(
        first_solver_line("raise BaseException('odd')"), "S001", SOLVER, "BaseException: odd"
    ),
    "an exception of many lines": Mistake(
        first_solver_line(r"raise ValueError('one\n\ntwo')"), "S001", SOLVER, "ValueError: one two"
    ),
    "an exception that cannot be printed": Mistake(
        first_solver_line("raise type('Odd', (Exception,), {'__str__': lambda self: 1})()"), "S001", SOLVER, "Odd"
    ),
    "letters that no terminal has": Mistake(
        first_solver_line(r"raise ValueError('\udcff')"), "S001", SOLVER, r"\udcff"
    ),
    "a library that fails": Mistake(
        first_solver_line("fmean([])"), "S001", SOLVER, "fmean requires at least one data point"
    ),
    "a file that there is not": Mistake(first_solver_line("open('no.csv')"), "S001", SOLVER, "FileNotFoundError"),
    "a number that is none": Mistake(
        replacing(SOLVER, "mean=fmean(p.sample)", "mean=float('nan')"), "T004", EN, "received nan"
    ),
    "a number in words": Mistake(
        replacing(SOLVER, "mean=fmean(p.sample)", "mean=str(fmean(p.sample))"), "T004", EN, "received '3.0'"
    ),
    "a solver that asks": Mistake(first_solver_line("input()"), "S001", SOLVER, "EOFError"),
    "chance without a seed": Mistake(
        both(
            replacing(SOLVER, "from statistics", "from random import random\nfrom statistics"),
            replacing(SOLVER, "mean=fmean(p.sample)", "mean=3 + random() / 9"),
        ),
        "S002",
        SOLVER,
        "s.mean: 3.",
    ),
}
