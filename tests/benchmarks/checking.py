"""How long `check-xml` takes as a file grows, and on files that are built to exhaust it.

Run it as `python tests/benchmarks/checking.py [QUESTIONS]`: it checks a quarter, a half and all of these questions of
all types, then files with one thing beyond measure, each at half and at full size, and prints seconds and the ratio to
the smaller file of the same kind: 2 is in proportion to the size.
"""

import sys
import time
from collections.abc import Callable

from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile
from grader.errors import MoodleXMLError

HEAD = "<name><text>n</text></name><questiontext><text>{}</text></questiontext>"
RIGHT = '<answer fraction="100"><text>1</text></answer>'
WRONG = '<answer fraction="0"><text>b</text></answer>'
QUESTIONS = (
    f'<question type="multichoice">{HEAD.format("q")}<shuffleanswers>1</shuffleanswers>{RIGHT}{WRONG}</question>',
    f'<question type="numerical">{HEAD.format("q")}{RIGHT}</question>',
    f'<question type="shortanswer">{HEAD.format("q")}{RIGHT}</question>',
    f'<question type="cloze">{HEAD.format("{1:SA:=a} {1:MC:=a~b}")}</question>',
    f'<question type="gapselect">{HEAD.format("[[1]]")}<selectoption><text>a</text></selectoption></question>',
    f'<question type="ordering">{HEAD.format("q")}<shownumcorrect/>{RIGHT}{RIGHT.replace("1<", "2<")}</question>',
    f'<question type="calculated">{HEAD.format("q")}{RIGHT.replace("1<", "pow(2,3)<")}</question>',
    '<question type="category"><category><text>top/a/b</text></category></question>',
)
HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {  # by what there is too much of: how much, and the question
    "answers of one question": (
        20_000,
        lambda size: f'<question type="multichoice">{HEAD.format("q")}{RIGHT * size}</question>',
    ),
    "choices with semicolons": (
        5_000,
        lambda size: (
            f'<question type="multichoice">{HEAD.format("q")}<single>0</single>'
            + "".join(RIGHT.replace("1<", f"a; {number}<") for number in range(size))
            + "</question>"
        ),
    ),
    "blanks in an item": (
        200_000,
        lambda size: (
            f'<question type="ordering">{HEAD.format("q")}'
            f"{RIGHT.replace('1<', '&lt;p&gt;a' + ' ' * size + 'b<')}</question>"
        ),
    ),
    "letters of an attribute": (
        8_000_000,
        lambda size: f'<question type="{"x" * size}">{HEAD.format("q")}</question>',
    ),
    "digits of a number": (
        2_000_000,
        lambda size: f'<question type="numerical">{HEAD.format("q")}{RIGHT.replace("1<", "1" * size + "<")}</question>',
    ),
    "parts that do not end": (
        200_000,
        lambda size: f'<question type="cloze">{HEAD.format("{1:SA:=a~b#c" * size)}</question>',
    ),
    "parts that begin and end": (
        50_000,
        lambda size: f'<question type="cloze">{HEAD.format("{1:SA:=a}" * size)}</question>',
    ),
    "parentheses": (
        1_000_000,
        lambda size: (
            f'<question type="calculated">{HEAD.format("q")}'
            f"{RIGHT.replace('1<', '(' * size + '1' + ')' * size + '<')}</question>"
        ),
    ),
    "tags in a text": (
        200_000,
        lambda size: f'<question type="essay">{HEAD.format("&lt;a &quot;" * size)}</question>',
    ),
    "categories inside each other": (
        100_000,
        lambda size: f'<question type="category"><category><text>{"a/" * size}a</text></category></question>',
    ),
    "types of plugins": (
        20_000,
        lambda size: "".join(f'<question type="x{number}">{HEAD.format("q")}</question>' for number in range(size)),
    ),
    "files of a text": (
        20_000,
        lambda size: (
            '<question type="essay"><name><text>n</text></name><questiontext><text>q</text>'
            + "".join(f'<file name="f{number}">aGk=</file>' for number in range(size))
            + "</questiontext></question>"
        ),
    ),
    "elements inside each other": (
        50_000,
        lambda size: f'<question type="essay">{HEAD.format("<b>" * size + "</b>" * size)}</question>',
    ),
}


def seconds(questions: str) -> float:
    """How long a file takes to be read and examined."""
    content = f"<quiz>{questions}</quiz>".encode()
    started = time.perf_counter()
    try:
        examine(QuizFile.read(content, where="quiz.xml"))
    except MoodleXMLError as error:
        print(f"    refused: {str(error)[:80]}")
    return time.perf_counter() - started


def main() -> None:
    """Print a line for each size of a file."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{'questions':<32} {'size':>9} {'s':>7} {'ratio':>6}")
    before = 0.0
    for size in (largest // 4, largest // 2, largest):
        taken = seconds("\n".join(QUESTIONS[number % len(QUESTIONS)] for number in range(size)))
        print(f"{'of all types':<32} {size:>9} {taken:>7.2f} {taken / before if before else 1:>6.2f}")
        before = taken
    for what, (most, build) in HOSTILE.items():
        half = seconds(build(most // 2))
        whole = seconds(build(most))
        print(f"{what:<32} {most:>9} {whole:>7.2f} {whole / half:>6.2f}")


if __name__ == "__main__":
    main()
