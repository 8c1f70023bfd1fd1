"""The smallest questions in Moodle XML, of which each example changes one thing, and what is found in them."""

from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile
from grader.findings import Finding

A, B = (
    '<answer fraction="100"><text>a</text></answer>',
    '<answer fraction="0"><text>b</text></answer>',
)
NAME = "<name><text>n</text></name>"
STEM = "<questiontext><text>q</text></questiontext>"
SHUFFLE = "<shuffleanswers>true</shuffleanswers>"
SPAN = '<span lang="en" class="multilang">n</span><span class="multilang" lang="pt_br">m</span>'
PNG = '<file name="a.png" path="/">aGk=</file>'
IMAGE = "<![CDATA[<img src='@@PLUGINFILE@@/a.png' alt='a'>]]>"


def question(kind: str, *parts: str, name: str = NAME, stem: str = STEM) -> str:
    return f'<question type="{kind}">{name}{stem}{"".join(parts)}</question>'


def choice(*parts: str, answers: tuple[str, ...] = (A, B), name: str = NAME, stem: str = STEM) -> str:
    """A multiple-choice question without defects, but for what is asked."""
    return question("multichoice", *parts, SHUFFLE, *answers, name=name, stem=stem)


def options(*texts: str, first: str = "100") -> tuple[str, ...]:
    """Answers with these texts; the first earns the mark."""
    return tuple(
        f'<answer fraction="{0 if number else first}"><text>{text}</text></answer>' for number, text in enumerate(texts)
    )


def several(*texts: str, fractions: tuple[str, ...]) -> str:
    """A question with several right answers."""
    answers = tuple(
        f'<answer fraction="{fraction}"><text>{text}</text></answer>'
        for text, fraction in zip(texts, fractions, strict=True)
    )
    return choice("<single>false</single>", answers=answers)


def category(path: str, *parts: str) -> str:
    return f'<question type="category"><category><text>{path}</text></category>{"".join(parts)}</question>'


def stem(text: str, *files: str, attributes: str = "") -> str:
    return f"<questiontext{attributes}><text>{text}</text>{''.join(files)}</questiontext>"


def examined(*questions: str, where: str = "quiz.xml") -> list[tuple[str, str]]:
    """Code and message of what is found in a quiz."""
    return [(finding.code, finding.message) for finding in findings(*questions, where=where)]


def findings(*questions: str, where: str = "quiz.xml") -> list[Finding]:
    return examine(QuizFile.read(f"<quiz>{''.join(questions)}</quiz>".encode(), where=where))


NUMERICAL = '<answer fraction="100"><text>{}</text><tolerance>{}</tolerance></answer>'
UNIT = "<units><unit><multiplier>{}</multiplier><unit_name>{}</unit_name></unit></units>"
PAIR = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
PAIRS = PAIR.format("a", "1") + PAIR.format("b", "2")
ITEMS = "<answer><text>a</text></answer><answer><text>b</text></answer>"
SELECT = "<selectoption><text>{}</text><group>1</group></selectoption>"
DRAG = "<dragbox><text>{}</text><group>1</group>{}</dragbox>"
SHOWN = "<shownumcorrect>1</shownumcorrect>"
TRUTH = '<answer fraction="{}"><text>{}</text></answer>'


def calculated(formula: str, *parts: str, status: str = "private", tolerance: str = "0.01") -> str:
    """A calculated question over the variable a, without defects, but for what is asked."""
    answer = f'<answer fraction="100"><text>{formula}</text><tolerance>{tolerance}</tolerance></answer>'
    texts = "".join(
        f"<{name}><text>{text}</text></{name}>"
        for name, text in {"status": status, "name": "a", "minimum": "1", "maximum": "9", "decimals": "1"}.items()
    )
    data = f"<dataset_definitions><dataset_definition>{texts}</dataset_definition></dataset_definitions>"
    return question("calculated", answer, data, *parts, stem="" if parts and "<questiontext" in parts[0] else STEM)
