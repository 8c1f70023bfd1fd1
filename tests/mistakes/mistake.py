"""What a mistake is, and the ways to make one in a copy of the healthy bank."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from broken.breaks import QUESTION, SOLVER, both, replacing

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
