"""How the time of an import, a verification and an export grows with the questions of the quiz.

Run it as `python tests/benchmarks/importing.py [QUESTIONS]`: it takes a tenth and all of these questions through each
command, in a process of its own, and prints seconds of the processor, and how often all take what a tenth does: 10 is
linear. The last line compares the export with reading the quiz alone, and questions of one name with such of their own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.authoring.from_html import in_markdown
from grader.authoring.importing import bank_of
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.kinds.quiz import read, write
from grader.moodle.quiz import Answer, Category, Markup, Quiz
from grader.texts.markdown import to_html


def drawn(count: int, *, name: str = "") -> bytes:
    """A quiz of questions with four options and feedbacks each, as Moodle's editor writes them."""
    return write(Quiz((Category("Benchmark"), *(_question(number, name) for number in range(count)))))


def _question(number: int, name: str) -> MultipleChoice:
    return MultipleChoice(
        name or f"Question {number}",
        Markup(rf"<p>What is <b>{number}</b> and <i>one</i>, where \(x_{{{number}}}+1\) is given?</p>"),
        tuple(
            Answer(float(not place), Markup(f"<p>It is {number + place}</p>"), Markup(f"<p>By {number}, {place}.</p>"))
            for place in range(4)
        ),
        general_feedback=Markup(f"<p>One after {number} comes {number + 1}.</p>"),
        idnumber="" if name else f"q{number}",
    )


def seconds(*arguments: str) -> float:
    """How long a command works, from start to end."""
    started = _children()
    subprocess.run([sys.executable, "-m", "grader.cli", *arguments], check=True, stdout=subprocess.DEVNULL)
    return _children() - started


def main() -> None:
    """Print a line for each size, and one of ratios."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    lines = []
    for count in (largest // 10, largest):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            content = drawn(count)
            (folder / "quiz.xml").write_bytes(content)
            started = time.process_time()
            quiz = read(content)
            reading = time.process_time() - started
            making = [_making(quiz), _making(read(drawn(count, name="of one name")))]
            bank = str(folder / "bank")
            commands = [
                seconds("import", str(folder / "quiz.xml"), "--bank", bank),
                seconds("export", "--bank", bank, "--exports", str(folder / "out")),
                seconds("verify", "--no-exports", "--bank", bank),
            ]
            lines.append([reading, *making, *commands])
    print(f"{'questions':>10} {'read':>7} {'make':>7} {'alike':>7} {'import':>7} {'export':>7} {'verify':>7}")
    for count, line in zip((largest // 10, largest), lines, strict=True):
        print(f"{count:>10}", *(f"{taken:>7.2f}" for taken in line))
    print(f"{'ratio':>10}", *(f"{all_ / tenth:>7.1f}" for tenth, all_ in zip(*lines, strict=True)))
    reading, own, alike, _, export, _ = lines[-1]
    print(f"export / read: {export / reading:.1f}; names alike / their own: {alike / own:.2f}")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _making(quiz: Quiz) -> float:
    for remembered in (in_markdown, to_html):
        remembered.cache_clear()
    started = time.process_time()
    bank_of(quiz, language="en", name="benchmark")
    return time.process_time() - started


if __name__ == "__main__":
    main()
