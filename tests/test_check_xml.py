"""`grader check-xml`: each code is found in the smallest file with its defect, alone, and none in a healthy file."""

import json
from collections import Counter
from pathlib import Path

import pytest
from test_cli import grader

from grader.checks import CHECKS
from grader.checks.quizfile import QUIZFILE_CHECKS, examine
from grader.checks.quizfile.elements import QuizFile
from grader.moodle.reader import parse

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "moodle" / "samples"

A, B = (
    '<answer fraction="100"><text>a</text></answer>',
    '<answer fraction="0"><text>b</text></answer>',
)
NAME = "<name><text>n</text></name>"
STEM = "<questiontext><text>q</text></questiontext>"
SHUFFLE = "<shuffleanswers>true</shuffleanswers>"
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
    content = f"<quiz>{''.join(questions)}</quiz>".encode()
    return [
        (finding.code, finding.message) for finding in examine(QuizFile(where, content, parse(content, where=where)))
    ]


NUMERICAL = '<answer fraction="100"><text>{}</text><tolerance>{}</tolerance></answer>'
PAIR = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
TRUTH = '<answer fraction="{}"><text>{}</text></answer>'

EXAMPLES: dict[str, dict[str, str]] = {  # by code, by what is wrong: the questions
    "X001": {"no question": ""},
    "X003": {
        "no type": f"<question>{NAME}{STEM}</question>",
        "of no plugin of Moodle's": question("Multichoice"),
    },
    "X004": {"markup that is not escaped": choice(stem=stem("<p>q</p>"))},
    "X005": {
        "an element that is not Moodle's": choice("<difficulty>2</difficulty>"),
        "feedback beside the answer": choice("<feedback><text>f</text></feedback>"),
        "the text outside its element": choice("<generalfeedback>f</generalfeedback>"),
        "an element beside the questions": "<title>t</title>" + choice(),
        "a file where none is read": choice(name=f"<name><text>n</text>{PNG}</name>"),
        "a default grade where the parts have theirs": question("cloze", "<defaultgrade>2</defaultgrade>"),
    },
    "X006": {
        "a second block of tags": choice(*["<tags><tag><text>t</text></tag></tags>"] * 2),
        "a second text in an answer": choice(answers=(A, '<answer fraction="0"><text>b</text><text>c</text></answer>')),
        "tags that differ in case": choice("<tags><tag><text>É</text></tag><tag><text>é</text></tag></tags>"),
        "a file again": choice(stem=stem(IMAGE, PNG, PNG)),
        "a category again, described otherwise": category("top/c", "<info><text>one</text></info>")
        + category("$course$/top/c", "<info><text>other</text></info>")
        + choice(),
    },
    "X007": {
        "hidden": choice("<hidden>1</hidden>"),
        "a description with a mark": question("description", "<defaultgrade>1.0</defaultgrade>"),
    },
    "X008": {
        "between escaped tags": choice(stem=stem("&lt;b&gt;boa&lt;/b&gt; &lt;i&gt;nova&lt;/i&gt;")),
        "between an escape and a letter with an accent": choice(answers=options("a", "x &amp; é")),
        "between CDATA sections": choice(stem=stem("<![CDATA[q]]> <![CDATA[r]]>")),
        "a line end as an escape": choice(stem=stem("q&#10;r")),
        "in a name": choice(name="<name><text>&quot;x&quot; &quot;y&quot;</text></name>"),
    },
    "X009": {
        "no name": choice(name=""),
        "a name without <text>": choice(name="<name/>"),
        "an empty name": choice(name="<name><text> </text></name>"),
        "256 characters": choice(name=f"<name><text>{'é' * 256}</text></name>"),
    },
    "X010": {
        "in a name": choice(name="<name><text>&lt;b&gt;n&lt;/b&gt;</text></name>"),
        "in a tag": choice("<tags><tag><text>a&lt;b</text></tag></tags>"),
        "in a category": category("top/&lt;i&gt;c&lt;/i&gt;") + choice(),
    },
    "X011": {
        "no more than the context": category("$course$/top") + choice(),
        "nothing": category("") + choice(),
        "a context with a digit": category("$cat1$/c") + choice(),
    },
    "X012": {"101 characters": choice(f"<idnumber>{'1' * 101}</idnumber>")},
    "X013": {
        "in the same category": category("top/a")
        + choice("<idnumber>0</idnumber>")
        + category("$module$/top/a")
        + choice("<idnumber>0</idnumber>"),
        "without a category": choice("<idnumber>1</idnumber>") + choice("<idnumber>1</idnumber>"),
    },
    "X014": {"all": choice("<tags><tag><text></text></tag><tag><text> </text></tag></tags>")},
    "X015": {
        "two decimals": choice(answers=(A, '<answer fraction="33.33"><text>b</text></answer>')),
        "more than the mark": choice(answers=(A, '<answer fraction="-150"><text>b</text></answer>')),
        "empty": choice(answers=(A, '<answer fraction=""><text>b</text></answer>')),
        "a decimal comma": choice(answers=(A, '<answer fraction="33,33333"><text>b</text></answer>')),
        "as an element, of 1": question("numerical", "<answer><text>1</text><fraction>0.37</fraction></answer>"),
    },
    "X016": {
        "half": choice(answers=options("a", "b", first="50")),
        "nothing": choice(answers=options("a", "b", first="0")),
    },
    "X017": {
        "60": several("a", "b", "c", fractions=("30", "30", "-50")),
        "150": several("a", "b", fractions=("100", "50")),
        "nothing": several("a", "b", fractions=("0", "0")),
    },
    "X018": {
        "a word": choice("<penalty>none</penalty>"),
        "nothing": choice("<penalty/>"),
        "a decimal comma": choice("<defaultgrade>0,5</defaultgrade>"),
    },
    "X019": {"one": choice(answers=(A,))},
    "X020": {"one of three": choice(answers=(A, B, '<answer fraction="0"><text> </text></answer>'))},
    "X021": {"multiple choice": question("multichoice", A, B)},
    "X022": {
        "False is on": choice("<single>False</single>"),
        "TRUE is on, too": question("multichoice", "<shuffleanswers>TRUE</shuffleanswers>", A, B),
        "nothing is off": question("matching", "<shuffleanswers/>"),
    },
    "X023": {"none of Moodle's": choice("<answernumbering>ABC</answernumbering>")},
    "X024": {
        "a decimal comma": question("numerical", NUMERICAL.format("3,14", "0")),
        "a unit": question("numerical", NUMERICAL.format("3.14 m", "0")),
        "nothing": question("numerical", NUMERICAL.format("", "0")),
        "in the tolerance": question("numerical", NUMERICAL.format("3.14", "0,01")),
    },
    "X025": {"missing": question("ordering", "<answer><text>a</text></answer>")},
    "X026": {
        "other words": question("truefalse", TRUTH.format(100, "Verdadeiro"), TRUTH.format(0, "Falso")),
        "only one answer": question("truefalse", TRUTH.format(100, "true")),
        "neither is right": question("truefalse", TRUTH.format(0, "true"), TRUTH.format(50, "false")),
    },
    "X027": {
        "matching": question("matching", PAIR.format("a", "1"), PAIR.format("b", "")),
        "by its other name": question("match", PAIR.format("a", "1"), "<subquestion><text>b</text></subquestion>"),
    },
    "X028": {"missing": choice(stem=""), "empty": choice(stem=stem("\n")), "in an essay": question("essay", stem="")},
    "X029": {
        "in capitals": choice(stem=stem("q", attributes=' format="HTML"')),
        "empty": choice(answers=(A, '<answer format=""><text>b</text></answer>')),
        "a wiki's": choice('<hint format="wiki_like"><text>h</text></hint>'),
        "of a category": category("c", '<info format="text"><text>i</text></info>') + choice(),
    },
    "X030": {
        "markdown": choice(stem=stem(r"\(x\)", attributes=' format="markdown"')),
        "plain text": choice('<generalfeedback format="plain_text"><text>$$x$$</text></generalfeedback>'),
        "as the question's text": choice(
            "<generalfeedback><text>\\[x\\]</text></generalfeedback>", stem=stem("q", attributes=' format="markdown"')
        ),
    },
    "X031": {
        "mathematics": choice(stem=stem(r"<![CDATA[\(x<y\)]]>")),
        "a program": choice(stem=stem("<![CDATA[vector<int>]]>")),
    },
    "X032": {
        "no name": choice(stem=stem("q", '<file path="/">aGk=</file>')),
        "a slash in its name": choice(stem=stem("@@PLUGINFILE@@/figsa.png", '<file name="figs/a.png">aGk=</file>')),
        "a path without slashes": choice(stem=stem("q", '<file name="a.png" path="figs">aGk=</file>')),
    },
    "X033": {
        "nowhere": choice(stem=stem(IMAGE)),
        "in another element": choice(stem=stem(IMAGE, PNG), answers=(A, f"<answer><text>{IMAGE}</text></answer>")),
    },
    "X034": {"not named in the text": choice(stem=stem("q", PNG))},
    "X035": {
        "text": choice(stem=stem(IMAGE, '<file name="a.png">não</file>')),
        "another encoding": choice(stem=stem(IMAGE, '<file name="a.png" encoding="hex">6869</file>')),
    },
    "X036": {
        "in bold": choice(answers=options("&lt;b&gt;a&lt;/b&gt;", "A")),
        "typed twice": choice(answers=options("a", "a")),
    },
    "X037": {
        "after < in a choice": choice(answers=options("a", r"<![CDATA[\(x&lt;y\)]]>")),
        "after < in the text": choice(stem=stem("<![CDATA[Se 1&lt;x]]>")),
        "an entity": choice(answers=options("a", "<![CDATA[&amp;amp;]]>")),
    },
    "X038": {
        "an image without words": choice(
            answers=(A, f"<answer><text>{IMAGE.replace(' alt=', ' title=')}</text>{PNG}</answer>")
        ),
        "a dash": choice(answers=options("a", "-")),
    },
    "X039": {
        "one is two others": several("x", "y", "x; y", fractions=("50", "50", "0")),
        "cut at different places": several("x; y", "z", "x", "y; z", fractions=("50", "50", "0", "0")),
    },
}


@pytest.mark.parametrize(
    ("code", "questions"),
    [pytest.param(code, xml, id=f"{code} {what}") for code, cases in EXAMPLES.items() for what, xml in cases.items()],
)
def test_a_defect_triggers_exactly_its_check(code: str, questions: str) -> None:
    assert [found for found, _ in examined(questions)] == [code]


HEALTHY = {  # what looks like a defect, and is none
    "a void question, all of whose choices earn the mark": choice(answers=(A, A.replace(">a<", ">c<"))),
    "thirds": several("a", "b", "c", "d", fractions=("33.333", "33.33333", " 33.33333%", "-100")),
    "sevenths": several(*"abcdefg", fractions=("14.28571",) * 7),
    "an exponent": choice(answers=(A, '<answer fraction="-5e1"><text>b</text></answer>')),
    "a fraction of 1, as an element": question("numerical", "<answer><text>1</text><fraction>0.5</fraction></answer>"),
    "255 characters": choice(name=f"<name><text>{'é' * 255}</text></name>"),
    "a space behind <": choice(name="<name><text>a &lt; b</text></name>", answers=options("a", r"\(x &lt; y\)")),
    "the answer 0": choice(answers=options("0", "1")),
    "100 characters of idnumber": choice(f"<idnumber>{'1' * 100}</idnumber>"),
    "the same idnumber in other categories": "".join(
        category(path) + choice("<idnumber>1</idnumber>") for path in ("$course$/top/a", "top/a/b", "b")
    ),
    "idnumbers that are empty, or differ in spaces": choice("<idnumber/>")
    + choice("<idnumber/>")
    + choice("<idnumber>1</idnumber>")
    + choice("<idnumber> 1</idnumber>"),
    "a category that is only named again": category("a", "<info><text>i</text></info>") + category("a") + choice(),
    "a slash in a category's name": category("top/km//h") + choice(),
    "no tags": choice("<tags></tags>"),
    "one empty tag among others": choice("<tags><tag><text/></tag><tag><text>t</text></tag></tags>"),
    "escaped paragraphs on lines of their own": choice(stem=stem("&lt;p&gt;q&lt;/p&gt;\n&lt;p&gt;é&lt;/p&gt;")),
    "escapes beside words": choice(stem=stem("a &amp; b é &lt; c")),
    "spaces in one CDATA section": choice(stem=stem("<![CDATA[<b>q</b> <i>é</i>]]>")),
    "a space that does not break": choice(stem=stem("q&#160;&amp;")),
    "a comment in a text": choice(stem=stem("q <!-- c -->r")),
    "true and false as digits": choice("<single>1</single>", "<hidden>0</hidden>"),
    "any number, and one": question("numerical", NUMERICAL.format("*", ""), NUMERICAL.format("-.5e-3", "0")),
    "false is right": question("truefalse", TRUTH.format(0, "true"), TRUTH.format(100, "false")),
    "an answer without a pair": question("matching", PAIR.format("a", "1"), PAIR.format("", "2")),
    "mathematics escaped for markdown": choice(stem=stem(r"\\(x\\)", attributes=' format="markdown"')),
    "code as plain text": choice(
        '<generalfeedback format="plain_text"><text>vector&lt;int&gt; v</text></generalfeedback>'
    ),
    "< in an image's words": choice(
        "<generalfeedback><text><![CDATA[<img alt='x<y' src='data:,'>]]></text></generalfeedback>"
    ),
    "mathematics in other vocabularies": choice(stem=stem("<![CDATA[<math><mi>x</mi></math>]]>")),
    "a file whose name is encoded": choice(
        stem=stem(
            "<![CDATA[<img src='@@PLUGINFILE@@/figs/a%20%26%20b.png?x=1' alt='a'>]]>",
            '<file name="a &amp; b.png" path="/figs/" encoding="base64">aG\nk=</file>',
        )
    ),
    "a semicolon where one choice is made": choice(answers=options("x", "y", "x; y")),
    "a semicolon that cannot be misread": several("Belém; PA", "Belém", "Natal", fractions=("50", "50", "0")),
    "a type that we do not read": question("ddmarker", "<shuffleanswers/>", *["<drag><no>1</no></drag>"] * 2),
}


@pytest.mark.parametrize("what", HEALTHY)
def test_what_moodle_imports_as_written_has_no_findings(what: str) -> None:
    assert examined(HEALTHY[what]) == []


def test_every_code_has_an_example() -> None:
    assert {*EXAMPLES, "X002"} == {check.code for check in QUIZFILE_CHECKS}


def test_no_code_is_used_twice() -> None:
    codes = Counter(check.code for check in (*CHECKS, *QUIZFILE_CHECKS))

    assert [code for code, count in codes.items() if count > 1] == []


def test_a_file_must_be_called_xml_to_be_uploaded() -> None:
    assert [code for code, _ in examined(choice(), where="quiz.txt")] == ["X002"]
    assert examined(choice(), where="QUIZ.XML") == []


def test_findings_come_in_the_order_of_the_lines_that_they_name() -> None:
    content = f"<quiz>\n{choice(stem='')}\n\n{choice('<hidden>1</hidden>')}\n{choice(name='')}</quiz>".encode()

    findings = examine(QuizFile("quiz.xml", content, parse(content)))

    assert [(finding.where, finding.code) for finding in findings] == [
        ("quiz.xml:2", "X028"),
        ("quiz.xml:4", "X007"),
        ("quiz.xml:5", "X009"),
    ]


def test_a_lost_space_is_shown_as_written_and_as_imported() -> None:
    content = f"<quiz>\n{choice(stem=stem('Sim &amp; &quot;não&quot; &quot;é&quot;'))}</quiz>".encode()

    [finding] = examine(QuizFile("quiz.xml", b"\xef\xbb\xbf" + content, parse(content)))

    assert finding.where == "quiz.xml:2"
    assert finding.evidence == ("""written:  'Sim & "não" "é"'""", """imported: 'Sim &"não""é"'""")


def test_a_refused_fraction_is_answered_with_the_nearest_that_is_accepted() -> None:
    content = f"<quiz>{choice(answers=(A, B.replace('0', '37.5')))}</quiz>".encode()

    [finding] = examine(QuizFile("quiz.xml", content, parse(content)))

    assert (finding.message, finding.hint) == (
        "Moodle refuses the fraction '37.5'",
        "The nearest that it accepts is 40.",
    )


def test_a_file_built_to_exhaust_the_search_for_ambiguous_choices_is_given_up() -> None:
    texts = ["; ".join(["a"] * 2**power) for power in range(14)]

    assert examined(several(*texts, fractions=("100", *["0"] * 13))) == []


@pytest.mark.parametrize("path", sorted((ROOT / "exports" / "moodle").glob("*.xml")), ids=lambda path: path.name)
def test_the_released_exams_have_no_findings(path: Path) -> None:
    content = path.read_bytes()

    assert examine(QuizFile(str(path), content, parse(content))) == []


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples of a real Moodle are not here")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("exam5.xml", []),  # imports, and is exported, without loss: see exam5.import.json
        ("exam5.export.xml", []),  # what Moodle writes, it reads
        ("alltypes.export.xml", []),
        # "VF localizado" has Verdadeiro and Falso: Moodle warned, and took them in their order for true and false
        ("alltypes.xml", [(4, "X026")]),
    ],
)
def test_what_a_real_moodle_took_in_has_the_findings_that_it_should(name: str, expected: list[tuple[int, str]]) -> None:
    content = (SAMPLES / name).read_bytes()

    found = examine(QuizFile(name, content, parse(content)))

    assert [(int(finding.where.removeprefix(f"{name}:")), finding.code) for finding in found] == expected


class TestCommand:
    """`grader check-xml FILE`: exit status, streams, counts."""

    def test_a_healthy_file_is_counted(self, tmp_path: Path) -> None:
        (tmp_path / "quiz.xml").write_text(f"<quiz>{category('a')}{choice()}{choice()}{question('essay')}</quiz>")

        done = grader("check-xml", "quiz.xml", cwd=tmp_path)

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "3 questions (2 multichoice, 1 essay), 1 category: no findings\n"

    def test_findings_are_printed_with_place_evidence_and_remedy(self, tmp_path: Path) -> None:
        (tmp_path / "quiz.xml").write_text(f"<quiz>\n{choice(stem=stem('q &amp; &lt; r'))}</quiz>")

        done = grader("check-xml", "quiz.xml", cwd=tmp_path)

        assert (done.returncode, done.stderr) == (1, "")
        assert done.stdout.splitlines() == [
            "quiz.xml:2: X008 Moodle drops a space of this text",
            "    written:  'q & < r'",
            "    imported: 'q &< r'",
            "    remedy: Put the whole text into one `<![CDATA[...]]>`.",
            "1 question (1 multichoice), no categories: 1 finding",
        ]

    def test_json_holds_findings_and_counts(self, tmp_path: Path) -> None:
        (tmp_path / "quiz.xml").write_text(f"<quiz>{choice('<hidden>1</hidden>')}</quiz>")

        done = grader("check-xml", "quiz.xml", "--json", cwd=tmp_path)

        content = json.loads(done.stdout)
        assert done.returncode == 1
        assert content["file"] == "quiz.xml"
        assert content["counts"] == {"multichoice": 1, "findings": 1}
        assert [(finding["where"], finding["code"]) for finding in content["findings"]] == [("quiz.xml:1", "X007")]
        assert content["findings"][0]["hint"]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (None, "found nothing there"),
            (b"", "quiz.xml:1: not well-formed XML"),
            (b"\x50\x4b\x03\x04", "quiz.xml:1: not well-formed XML"),
            (b"<quiz><question>", "quiz.xml:1: not well-formed XML"),  # a truncated file, which Moodle imports in part
            (f"<quiz>{choice(stem=stem('q & r'))}</quiz>".encode(), "quiz.xml:1: not well-formed XML"),
            (f"<quiz>{choice()}</quiz>".encode("utf-16"), "expected UTF-8"),
            (b"<html/>", "expected the root element quiz, received 'html'"),
        ],
        ids=["missing", "0 bytes", "no XML", "truncated", "a bare &", "UTF-16", "another root"],
    )
    def test_what_cannot_be_read_is_one_line_and_exit_status_2(
        self, content: bytes | None, said: str, tmp_path: Path
    ) -> None:
        if content is not None:
            (tmp_path / "quiz.xml").write_bytes(content)

        done = grader("check-xml", "quiz.xml", cwd=tmp_path)

        assert (done.returncode, done.stdout) == (2, "")
        [line] = done.stderr.splitlines()
        assert line.startswith("grader: quiz.xml:")
        assert said in line

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        done = grader("check-xml", ".", cwd=tmp_path)

        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "grader: .: expected a Moodle XML file, received a folder: name a file in it\n"
