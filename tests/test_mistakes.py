"""The mistakes that people make in Python: each is told with its place and a remedy, and none is a traceback."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from broken.breaks import EN, QUESTION, SOLVER, appending, both, replacing
from click.testing import CliRunner, Result
from extras import needs

from grader.cli import grader
from grader.kinds import item_names

HEALTHY = Path(__file__).parent / "broken" / "healthy"
INIT = "__init__.py"
PT = "middle/text.pt-BR.md"
CLAIM = "return s.mean > s.median"
REFUTED = "refuted_by=lambda _: solve(Parameters((1.0, 2.0, 3.0)))"
FIRST = 'Option("first", "first", (median_is_nearer,), "The order of a sample is taken for information.")'
ITEM = "    return Item(\n"
SPACE = 'space=Space(values={"tail": (6.0, 9.0, 12.0)}, build=lambda tail: Parameters((1.0, 2.0, tail))),'
TAGS = '    tags=("statistics",),\n'
NUMPY = replacing(SOLVER, "from statistics", "import numpy as np\nfrom statistics")
NUMPY_IN_QUESTION = replacing(
    QUESTION, "from dataclasses import replace", "from dataclasses import replace\n\nimport numpy as np"
)


@dataclass(frozen=True)
class Mistake:
    """A change of the healthy bank, what is said of it, and in which file; `code` is of the finding, if it is one."""

    breaks: Callable[[Path], None]
    code: str
    file: str
    said: str


def first_solver_line(code: str) -> Callable[[Path], None]:
    """Put a statement before everything that the solver does."""
    return replacing(SOLVER, '    """Compare the candidates."""\n', f'    """Compare the candidates."""\n    {code}\n')


def in_claim(code: str) -> Callable[[Path], None]:
    return replacing(QUESTION, CLAIM, code)


def in_question(code: str) -> Callable[[Path], None]:
    """Give the question one more argument."""
    return replacing(QUESTION, TAGS, f"{TAGS}    {code},\n")


def in_item(code: str) -> Callable[[Path], None]:
    return replacing(QUESTION, "        answer=s.nearest,\n", f"        answer=s.nearest,\n        {code},\n")


def odd_answer(method: str) -> Callable[[Path], None]:
    """Answer with a value of which a method fails."""
    odd = f"class Odd:\n    def {method}(self, *_: object) -> bool:\n        raise ValueError('odd')\n\n\n"
    return both(replacing(QUESTION, "def item(", f"{odd}def item("), replacing(QUESTION, "=s.nearest", "=Odd()"))


def encoded(file: str, encoding: str) -> Callable[[Path], None]:
    """Save a file in another encoding."""

    def save(bank: Path) -> None:
        (bank / file).write_text((bank / file).read_text(encoding="utf-8"), encoding=encoding)

    return save


def written(file: str, content: str) -> Callable[[Path], None]:
    def write(bank: Path) -> None:
        (bank / file).write_text(content, encoding="utf-8")

    return write


def moved(folder: str, to: str) -> Callable[[Path], None]:
    def move(bank: Path) -> None:
        (bank / folder).rename(bank / to)

    return move


def removed(file: str) -> Callable[[Path], None]:
    return lambda bank: (bank / file).unlink()


def tags(code: str) -> Callable[[Path], None]:
    return replacing(QUESTION, 'tags=("statistics",)', f"tags={code}")


MISTAKES: dict[str, Mistake] = {
    # the bank
    "one question without a comma": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTION)"),
        "",
        INIT,
        "one alone: write (middle,), with the comma",
    ),
    "questions in a list": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "[middle.QUESTION]"), "", INIT, "received a list: write ( ) around"
    ),
    "questions from a generator": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(m.QUESTION for m in (middle,))"), "", INIT, "write tuple(...) around it"
    ),
    "no question": Mistake(replacing(INIT, "(middle.QUESTION,)", "()"), "", INIT, "expected at least one question"),
    "a module for its question": Mistake(
        replacing(INIT, "middle.QUESTION", "middle"), "", INIT, "expected questions, received <module 'middle'"
    ),
    "one language without a comma": Mistake(
        replacing(INIT, '("pt-BR", "en")', '("en")'), "", INIT, "write ('en',), with the comma"
    ),
    "a category for all languages": Mistake(
        replacing(INIT, '{"pt-BR": "Estatística", "en": "Statistics"}', '"Statistics"'),
        "",
        INIT,
        "a category by language",
    ),
    "a category of None": Mistake(
        replacing(INIT, '"en": "Statistics"', '"en": None'), "", INIT, "a CATEGORY for the language 'en', received None"
    ),
    "a misspelt question": Mistake(
        replacing(INIT, "from . import middle", "from . import midle as middle"), "", INIT, "cannot import name 'midle'"
    ),
    "a language that nobody knows": Mistake(
        both(replacing(INIT, '"en")', '"xx")'), replacing(INIT, '"en":', '"xx":')),
        "",
        INIT,
        "LANGUAGES: expected the code of a language (BCP 47), received 'xx'",
    ),
    "an import that ends the program": Mistake(
        replacing(INIT, "QUESTIONS =", "raise SystemExit(0)\nQUESTIONS ="), "", INIT, "SystemExit: 0"
    ),
    "a question too few letters long": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTIO,)"), "", INIT, "has no attribute 'QUESTIO'"
    ),
    "two questions without a comma between": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTION middle.QUESTION)"), "", INIT, "forgot a comma"
    ),
    "a bracket that is not closed": Mistake(
        replacing(INIT, "(middle.QUESTION,)", "((middle.QUESTION,)"), "", INIT, "was never closed"
    ),
    "a bank in Latin-1": Mistake(encoded(INIT, "latin-1"), "", INIT, "save the file in UTF-8"),
    "a bank in UTF-16": Mistake(encoded(INIT, "utf-16"), "", INIT, "save the file in UTF-8"),
    "a bank of nothing": Mistake(written(INIT, ""), "", INIT, "found no QUESTIONS and no LANGUAGES"),
    "a folder that was moved": Mistake(
        moved("middle", "centre"),
        "",
        INIT,
        "the bank's questions are in the folders centre",
    ),
    "a question listed twice": Mistake(
        replacing(INIT, "QUESTIONS = (", "QUESTIONS = (middle.QUESTION, "), "B001", INIT, "the id 'middle'"
    ),
    "a language listed twice": Mistake(
        replacing(INIT, '"en")', '"en", "en")'), "", INIT, "expected each language once, received ('pt-BR', 'en', 'en')"
    ),
    "a language of None": Mistake(
        replacing(INIT, '("pt-BR", "en")', '("pt-BR", None)'), "", INIT, "expected languages, received None in place 2"
    ),
    "what is kept without a comma": Mistake(
        appending(INIT, '\nKEPT = (("", "x.xml"))\n'), "", INIT, "KEPT: expected pairs of a question's id and a file"
    ),
    "what is kept of a question that there is not": Mistake(
        appending(INIT, '\nKEPT = (("no", "__init__.py"),)\n'), "", INIT, "questions of the bank, received 'no'"
    ),
    "what is kept in a file that there is not": Mistake(
        appending(INIT, '\nKEPT = (("", "x.xml"),)\n'), "B002", INIT, "KEPT names it, and there is no such file"
    ),
    # the question
    "a question that imports the bank": Mistake(
        replacing(QUESTION, "from .solver import", "from .. import QUESTIONS\nfrom .solver import"),
        "B002",
        QUESTION,
        "the two import each other",
    ),
    "a solver that imports its question": Mistake(
        appending(SOLVER, "\nfrom . import QUESTION\n"), "B002", SOLVER, "the two import each other"
    ),
    "a solver in UTF-16": Mistake(encoded(SOLVER, "utf-16"), "B002", SOLVER, "save the file in UTF-8"),
    "a solver that there is not": Mistake(removed(SOLVER), "B002", QUESTION, "No module named 'middle.solver'"),
    "a question without its module": Mistake(removed(QUESTION), "B002", "middle", "expected a question: a folder with"),
    "a design of a dict": Mistake(in_question("design={}"), "B002", QUESTION, "design: expected a Design"),
    "a mark too high for Moodle": Mistake(in_question("maximum_mark=1e9"), "K006", QUESTION, "up to 99999"),
    "an absolute import of the solver": Mistake(
        replacing(QUESTION, "from .solver import", "from solver import"), "B002", QUESTION, "imported with dots"
    ),
    "a syntax error in the solver": Mistake(
        replacing(SOLVER, "def solve(", "def solve(("), "B002", SOLVER, "SyntaxError"
    ),
    "an indentation error": Mistake(
        replacing(SOLVER, "    distances = {", "  distances = {"), "B002", SOLVER, "IndentationError"
    ),
    "a name that is not defined": Mistake(in_question("parametrs=Parametrs()"), "B002", QUESTION, "NameError"),
    "an argument that there is not": Mistake(
        in_question("marks=2"), "B002", QUESTION, "unexpected keyword argument 'marks'"
    ),
    "claims left out": Mistake(
        replacing(QUESTION, "    claims=(median_is_nearer, mean_follows_the_tail),\n", ""),
        "B002",
        QUESTION,
        "missing 1 required",
    ),
    "a question that is none": Mistake(
        appending(QUESTION, "\nQUESTION = (QUESTION,)\n"), "B002", QUESTION, "expected a Question by the name QUESTION"
    ),
    "a question by another name": Mistake(
        replacing(QUESTION, "QUESTION = Question", "QUESTIONS = Question"), "B002", QUESTION, "received None"
    ),
    "an id unlike the folder's name": Mistake(
        replacing(QUESTION, 'id="middle"', 'id="median"'), "B002", QUESTION, "no folder of the bank has this name"
    ),
    "an id with a dash": Mistake(
        replacing(QUESTION, 'id="middle"', 'id="the-middle"'), "B002", QUESTION, "expected letters, digits and _"
    ),
    "the parameters' class": Mistake(
        replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters"), "B002", QUESTION, "write Parameters()"
    ),
    "parameters in a dict": Mistake(
        replacing(QUESTION, "parameters=Parameters()", 'parameters={"sample": (1, 2)}'),
        "B002",
        QUESTION,
        "a frozen dataclass",
    ),
    "parameters that are not frozen": Mistake(
        replacing(SOLVER, "@dataclass(frozen=True)\nclass Parameters", "@dataclass\nclass Parameters"),
        "B002",
        QUESTION,
        "write @dataclass(frozen=True) above Parameters",
    ),
    "an array in the parameters": Mistake(
        both(
            NUMPY,
            NUMPY_IN_QUESTION,
            replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters(np.array([1.0, 2.0, 6.0]))"),
        ),
        "B002",
        QUESTION,
        "parameters.sample is an array",
    ),
    "a list in the parameters": Mistake(
        replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters([1.0, 2.0, 6.0])"),
        "B002",
        QUESTION,
        "parameters.sample is a list",
    ),
    "a list as a default": Mistake(
        replacing(SOLVER, "= (1.0, 2.0, 6.0)", "= [1.0, 2.0, 6.0]"), "B002", SOLVER, "mutable default"
    ),
    "a function in the parameters": Mistake(
        replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters(lambda x: x)"),
        "B002",
        QUESTION,
        "no name of its own",
    ),
    "a solver that was called": Mistake(
        replacing(QUESTION, "solve=solve", "solve=solve(Parameters())"), "B002", QUESTION, "named without calling it"
    ),
    "an item that was made": Mistake(
        replacing(QUESTION, "item=item", "item=item(solve(Parameters()))"),
        "B002",
        QUESTION,
        "named without calling it",
    ),
    "claims without a comma": Mistake(
        replacing(QUESTION, "claims=(median_is_nearer, mean_follows_the_tail)", "claims=(median_is_nearer)"),
        "B002",
        QUESTION,
        "write (median_is_nearer,), with the comma",
    ),
    "claims in a list": Mistake(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail)",
            "claims=[median_is_nearer, mean_follows_the_tail]",
        ),
        "B002",
        QUESTION,
        "received a list",
    ),
    "claims in a set": Mistake(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail)",
            "claims={median_is_nearer, mean_follows_the_tail}",
        ),
        "B002",
        QUESTION,
        "received a set",
    ),
    "claims by name": Mistake(
        replacing(QUESTION, "claims=(median_is_nearer, mean_follows_the_tail)", 'claims=("median_is_nearer",)'),
        "B002",
        QUESTION,
        "expected claims, received 'median_is_nearer' in place 1",
    ),
    "a claim that was not made one": Mistake(
        replacing(QUESTION, f"@claim({REFUTED})\n", ""), "B002", QUESTION, "is @claim(refuted_by=...) missing above it?"
    ),
    "a claim without a counterexample": Mistake(
        replacing(QUESTION, f"@claim({REFUTED})", "@claim"), "B002", QUESTION, "claim() takes 0 positional arguments"
    ),
    "a counterexample that was made": Mistake(
        replacing(QUESTION, REFUTED, "refuted_by=solve(Parameters((1.0, 2.0, 3.0)))"),
        "B002",
        QUESTION,
        "refuted_by: expected a function",
    ),
    "one tag": Mistake(tags('"statistics"'), "B002", QUESTION, "write ('statistics',), with the comma"),
    "tags in a list": Mistake(
        tags('["statistics"]'), "B002", QUESTION, "tags: expected a tuple of tags, received a list"
    ),
    "a number for a tag": Mistake(tags("(1,)"), "B002", QUESTION, "expected tags, received 1 in place 1"),
    "shuffle in words": Mistake(
        in_question('shuffle="no"'), "B002", QUESTION, "shuffle: expected True or False, received 'no'"
    ),
    "waivers in a tuple": Mistake(
        in_question('waivers=("W001",)'), "B002", QUESTION, "waivers: expected reasons by code"
    ),
    "a mark of nothing": Mistake(in_question("maximum_mark=0"), "K006", QUESTION, "received 0"),
    "a mark below nothing": Mistake(in_question("maximum_mark=-1"), "K006", QUESTION, "received -1"),
    "a mark in words": Mistake(in_question('maximum_mark="1"'), "K006", QUESTION, "received '1'"),
    "a mark that is no number": Mistake(in_question('maximum_mark=float("nan")'), "K006", QUESTION, "received nan"),
    "a mark without end": Mistake(in_question('maximum_mark=float("inf")'), "K006", QUESTION, "received inf"),
    "a mark that is a truth": Mistake(in_question("maximum_mark=True"), "K006", QUESTION, "received True"),
    # the item and its options
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
    # the solver
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
    # claims
    "a claim without a return": Mistake(
        in_claim("s.mean > s.median"), "C006", QUESTION, "received None: is a `return` missing?"
    ),
    "a claim that gives a number": Mistake(
        in_claim("return s.mean - s.median"), "C006", QUESTION, "expected a bool, received"
    ),
    "a claim that gives an array": Mistake(
        both(NUMPY_IN_QUESTION, in_claim("return np.array([s.mean, 9]) > s.median")),
        "C006",
        QUESTION,
        ".all() or .any()",
    ),
    "a claim that reads what is not there": Mistake(
        in_claim("return s.mode > 1"), "C006", QUESTION, "no attribute 'mode'"
    ),
    "a claim that calls itself for ever": Mistake(
        in_claim("return mean_follows_the_tail.holds(s)"), "C006", QUESTION, "RecursionError"
    ),
    "a claim that ends the program": Mistake(in_claim("exit()"), "C006", QUESTION, "SystemExit"),
    "a claim that yields": Mistake(in_claim("yield s.mean > s.median"), "C006", QUESTION, "received <generator object"),
    "a counterexample that fails": Mistake(
        replacing(QUESTION, "solve(Parameters((1.0, 2.0, 3.0)))", "solve(Parameters(()))"),
        "C006",
        SOLVER,
        "the counterexample of the claim",
    ),
    "a counterexample of None": Mistake(
        replacing(QUESTION, REFUTED, "refuted_by=print"), "C006", QUESTION, "received None"
    ),
    "a counterexample of another field": Mistake(
        replacing(QUESTION, REFUTED, "refuted_by=lambda s: replace(s, mode=1)"),
        "C006",
        QUESTION,
        "unexpected keyword argument 'mode'",
    ),
    "a claim listed twice": Mistake(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail)",
            "claims=(median_is_nearer, mean_follows_the_tail, median_is_nearer)",
        ),
        "C007",
        QUESTION,
        "2 claims have the id 'median_is_nearer'",
    ),
    # the space of variants
    "a space without its names": Mistake(
        replacing(QUESTION, '{"tail": (6.0, 9.0, 12.0)}', "(6.0, 9.0, 12.0)"),
        "B002",
        QUESTION,
        "the space: values: expected for each name",
    ),
    "a space of letters": Mistake(
        replacing(QUESTION, "(6.0, 9.0, 12.0)", '"abc"'), "B002", QUESTION, "values['tail']: expected a tuple of values"
    ),
    "a space of nothing": Mistake(
        replacing(QUESTION, "(6.0, 9.0, 12.0)", "()"), "B002", QUESTION, "the exam's own first, received ()"
    ),
    "a space of an array": Mistake(
        both(NUMPY_IN_QUESTION, replacing(QUESTION, "(6.0, 9.0, 12.0)", "np.arange(6.0, 9.0)")),
        "B002",
        QUESTION,
        "received array([",
    ),
    "a space that is only a dict": Mistake(
        replacing(QUESTION, SPACE, 'space={"tail": (6.0, 9.0)},'), "B002", QUESTION, "space: expected a Space"
    ),
    "a space of other names": Mistake(
        replacing(QUESTION, '{"tail":', '{"head":'), "V001", QUESTION, "unexpected keyword argument 'head'"
    ),
    "a space that makes nothing": Mistake(
        replacing(QUESTION, "build=lambda tail: Parameters((1.0, 2.0, tail))", "build=lambda tail: None"),
        "V001",
        QUESTION,
        "received None",
    ),
    "a space that makes lists": Mistake(
        replacing(QUESTION, "Parameters((1.0, 2.0, tail))", "Parameters([1.0, 2.0, tail])"),
        "V001",
        QUESTION,
        "parameters.sample is a list",
    ),
    # the texts
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


def verify(bank: Path, *more: str) -> Result:
    return CliRunner().invoke(grader, ["verify", "--no-exports", "--bank", str(bank), *more])


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HEALTHY, tmp_path / "my bank", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place(name: str, bank: Path) -> None:
    mistake = MISTAKES[name]
    mistake.breaks(bank)

    result = verify(bank)

    if mistake.code:
        assert result.exit_code == 1, result.output or result.exception
        blocks = re.split(r"\n(?! )", result.stdout)
        told = [block for block in blocks if re.match(rf".*{re.escape(mistake.file)}(:\d+)?: {mistake.code} ", block)]
        assert any(mistake.said in block for block in told), result.stdout
    else:
        assert isinstance(result.exception, Exception)
        said = str(result.exception)
        assert type(result.exception).__name__ in {"BankError", "AuthorError"}, said
        assert mistake.file in said
        assert mistake.said in said
        assert "\n" not in said
    assert "Traceback" not in result.output
    assert "_bank_" not in result.output


@pytest.mark.parametrize("name", [name for name, mistake in MISTAKES.items() if mistake.code])
def test_a_mistake_in_one_question_hides_no_finding_of_another(name: str, bank: Path) -> None:
    shutil.copytree(bank / "middle", bank / "second")
    replacing("second/__init__.py", 'id="middle"', 'id="second"')(bank)
    replacing("second/__init__.py", CLAIM, "return s.mean < s.median")(bank)
    replacing(INIT, "from . import middle", "from . import middle, second")(bank)
    replacing(INIT, "(middle.QUESTION,)", "(middle.QUESTION, second.QUESTION)")(bank)
    MISTAKES[name].breaks(bank)

    codes = {finding["code"] for finding in json.loads(verify(bank, "--json").stdout)["findings"]}

    assert codes >= {MISTAKES[name].code, "C001"}


PRINTS = 'import sys\nprint("noise")\nsys.stdout.write("noise\\n")\n'


@pytest.mark.parametrize(
    "breaks",
    [
        appending(INIT, f"\n{PRINTS}"),
        appending(QUESTION, f"\n{PRINTS}"),
        first_solver_line('print("noise")'),
        in_claim('print("noise") or s.mean > s.median'.replace("print", "return print")),
        replacing(QUESTION, REFUTED, 'refuted_by=lambda _: print("noise") or solve(Parameters((1.0, 2.0, 3.0)))'),
        replacing(QUESTION, ITEM, f'    print("noise")\n{ITEM}'),
        replacing(QUESTION, "build=lambda tail: ", 'build=lambda tail: print("noise") or '),
        replacing(
            SOLVER,
            "    sample: tuple",
            "    def __repr__(self) -> str:\n        return str(print('noise') or self.sample)\n\n    sample: tuple",
        ),
        first_solver_line(
            'import logging, sys; logging.basicConfig(stream=sys.stdout, force=True); logging.warning("noise")'
        ),
    ],
)
@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "--no-exports", "--json"],
        pytest.param(["verify", "--no-exports", "--variants", "2"], marks=needs("hypothesis")),
        ["export"],
    ],
)
def test_what_an_author_prints_is_no_result(breaks: Callable[[Path], None], arguments: list[str], bank: Path) -> None:
    before = CliRunner().invoke(grader, [*arguments, "--bank", str(bank)]).stdout
    breaks(bank)

    result = CliRunner().invoke(grader, [*arguments, "--bank", str(bank)])

    assert result.exit_code == 0, result.output
    assert result.stdout == before
    assert "noise" in result.stderr


def test_a_solver_may_leave_the_folder_and_we_do_not(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_solver_line("import os; os.chdir('/')")(bank)
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(grader, ["export", "--bank", "my bank"]).exit_code == 0
    assert (tmp_path / "exports" / "my bank" / "moodle" / "exam.en.xml").is_file()


@pytest.mark.parametrize(
    "breaks", [appending(QUESTION, "\nraise KeyboardInterrupt\n"), first_solver_line("raise KeyboardInterrupt")]
)
def test_an_interruption_passes_through(breaks: Callable[[Path], None], bank: Path) -> None:
    breaks(bank)

    result = CliRunner().invoke(grader, ["verify", "--no-exports", "--bank", str(bank)], standalone_mode=False)

    assert type(result.exception).__name__ == "Abort"


def test_a_claim_may_give_a_bool_of_numpy(bank: Path) -> None:
    NUMPY_IN_QUESTION(bank)
    in_claim("return np.float64(s.mean) > s.median")(bank)

    assert verify(bank).exit_code == 0
