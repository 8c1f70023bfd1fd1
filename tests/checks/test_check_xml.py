"""`grader check-xml`: each code is found in the smallest file with its defect, alone, and none in a healthy file."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from command_line import grader
from places import ROOT, SAMPLES

from grader.checks import CHECKS
from grader.checks.xml import QUIZFILE_CHECKS, examine
from grader.checks.xml.elements import Outcome, QuizFile, outcome_of
from grader.errors import MoodleXMLError
from grader.findings import Finding
from grader.moodle.embedded import KIND

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


SPAN = '<span lang="en" class="multilang">n</span><span class="multilang" lang="pt_br">m</span>'
EXAMPLES: dict[str, dict[str, str]] = {  # by code, by what is wrong: the questions
    "X001": {"no question": ""},
    "X003": {
        "no type": f"<question>{NAME}{STEM}</question>",
        "a type that is misspelt": question("Multichoice"),
        "of a plugin, however many": question("stack") * 3,
    },
    "X004": {"markup that is not escaped": choice(stem=stem("<p>q</p>"))},
    "X005": {
        "an element that is not Moodle's": choice("<difficulty>2</difficulty>"),
        "feedback beside the answer": choice("<feedback><text>f</text></feedback>"),
        "the text outside its element": choice("<generalfeedback>f</generalfeedback>"),
        "an element beside the questions": "<title>t</title>" + choice(),
        "a file where none is read": choice(name=f"<name><text>n</text>{PNG}</name>"),
        "an attribute that is misspelt": choice(answers=(A, '<answer fracton="0"><text>b</text></answer>')),
    },
    "X006": {
        "a second block of tags": choice(*["<tags><tag><text>t</text></tag></tags>"] * 2),
        "a second text in an answer": choice(answers=(A, '<answer fraction="0"><text>b</text><text>c</text></answer>')),
        "tags that differ in case": choice("<tags><tag><text>É</text></tag><tag><text>é</text></tag></tags>"),
        "another file of the same name": choice(stem=stem(IMAGE, PNG, PNG.replace("aGk=", "aGg="))),
        "a setting that says something else": choice("<shuffleanswers>false</shuffleanswers>"),
        "a category again, described otherwise": category("top/c", "<info><text>one</text></info>")
        + category("$course$/top/c", "<info><text>other</text></info>")
        + choice(),
    },
    "X007": {
        "hidden": choice("<hidden>1</hidden>"),
        "a mark of parts": question("cloze", "<defaultgrade>2</defaultgrade>", stem=stem("{1:SA:=a}")),
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
        "a comparison in a tag": choice("<tags><tag><text>a &lt; b</text></tag></tags>"),
        "a tag that is too long": choice(f"<tags><tag><text>{'é' * 51}</text></tag></tags>"),
        "beside a language": choice(name=f"<name><text><![CDATA[{SPAN}<b>n</b>]]></text></name>"),
        "in a category": category("top/&lt;i&gt;c&lt;/i&gt;") + choice(),
    },
    "X011": {
        "no more than the context": category("$course$/top") + choice(),
        "nothing": category("") + choice(),
        "a context with a digit": category("$cat1$/c") + choice(),
        "256 characters": category(f"top/{'é' * 256}/c") + choice(),
    },
    "X012": {
        "101 characters": choice(f"<idnumber>{'1' * 101}</idnumber>"),
        "of a category": category("a", f"<idnumber>{'1' * 101}</idnumber>") + choice(),
    },
    "X013": {
        "in the same category": category("top/a")
        + choice("<idnumber>0</idnumber>")
        + category("$module$/top/a")
        + choice("<idnumber>0</idnumber>"),
        "without a category": choice("<idnumber>1</idnumber>") + choice("<idnumber>1</idnumber>"),
    },
    "X014": {
        "0": choice("<tags><tag><text>t</text></tag><tag><text>0</text></tag></tags>"),
        "all": choice("<tags><tag><text></text></tag><tag><text> </text></tag></tags>"),
    },
    "X015": {
        "two decimals": choice(answers=(A, '<answer fraction="33.33"><text>b</text></answer>')),
        "more than the mark": choice(answers=(A, '<answer fraction="-150"><text>b</text></answer>')),
        "empty": choice(answers=(A, '<answer fraction=""><text>b</text></answer>')),
        "digits that are not ASCII's": choice(
            answers=(A, '<answer fraction="\u0661\u0660\u0660"><text>b</text></answer>')
        ),
        "digits of Python's": choice(answers=(A, '<answer fraction="1_0"><text>b</text></answer>')),
        "a decimal comma": choice(answers=(A, '<answer fraction="33,33333"><text>b</text></answer>')),
        "as an element, of 1": question("numerical", "<answer><text>1</text><fraction>0.37</fraction></answer>"),
    },
    "X016": {
        "half": choice(answers=options("a", "b", first="50")),
        "nothing": choice(answers=options("a", "b", first="0")),
        "of a number": question("numerical", '<answer fraction="50"><text>1</text></answer>'),
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
        "a third with a comma": choice("<penalty>0.33,</penalty>"),
        "too much": choice("<defaultgrade>100000</defaultgrade>"),
        "less than nothing": choice("<defaultgrade>-1</defaultgrade>"),
        "digits that are not ASCII's": choice("<defaultgrade>\u0661</defaultgrade>"),
        "a penalty in percent": choice("<penalty>33</penalty>"),
        "of a unit": question("numerical", "<unitpenalty>x</unitpenalty>", NUMERICAL.format("1", "0")),
    },
    "X019": {"one": choice(answers=(A,))},
    "X020": {"one of three": choice(answers=(A, B, '<answer fraction="0"><text> </text></answer>'))},
    "X021": {"multiple choice": question("multichoice", A, B)},
    "X022": {
        "False is on": choice("<single>False</single>"),
        "nothing is off": question("matching", "<shuffleanswers/>", PAIRS),
        "a word beside a digit": choice("<showstandardinstruction>false</showstandardinstruction>"),
        "units to the left": question("numerical", "<unitsleft>no</unitsleft>", NUMERICAL.format("1", "0")),
    },
    "X023": {
        "none of Moodle's": choice("<answernumbering>ABC</answernumbering>"),
        "with spaces": choice("<answernumbering> abc</answernumbering>"),
        "too long": choice("<answernumbering>alphabetical</answernumbering>"),
        "of an order": question("ordering", SHOWN, "<numberingstyle>1</numberingstyle>", ITEMS),
    },
    "X024": {
        "a decimal comma": question("numerical", NUMERICAL.format("3,14", "0")),
        "a unit": question("numerical", NUMERICAL.format("3.14 m", "0")),
        "nothing": question("numerical", NUMERICAL.format("", "0")),
        "more digits than are kept": question("numerical", NUMERICAL.format("0.1234567890123456", "0")),
        "in the tolerance": question("numerical", NUMERICAL.format("3.14", "0,01")),
    },
    "X025": {"missing": question("ordering", "<hint><text>h</text></hint>", ITEMS)},
    "X026": {
        "words in the other order": question("truefalse", TRUTH.format(100, "Falso"), TRUTH.format(0, "Verdadeiro")),
        "words of which Moodle and we know nothing": question(
            "truefalse", TRUTH.format(100, "Ja"), TRUTH.format(0, "Nein")
        ),
        "one answer twice": question("truefalse", TRUTH.format(100, "true"), TRUTH.format(0, "true")),
        "a percent sign": question("truefalse", TRUTH.format("100%", "true"), TRUTH.format(0, "false")),
        "only one answer": question("truefalse", TRUTH.format(100, "true")),
        "neither is right": question("truefalse", TRUTH.format(0, "true"), TRUTH.format(50, "false")),
    },
    "X027": {
        "matching": question("matching", PAIR.format("a", "1"), PAIR.format("b", "")),
        "by its other name": question("match", PAIR.format("a", "1"), "<subquestion><text>b</text></subquestion>"),
    },
    "X028": {"missing": choice(stem=""), "empty": choice(stem=stem("\n")), "in an essay": question("essay", stem="")},
    "X029": {
        "not as Moodle calls it": choice(stem=stem("q", attributes=' format="plain"')),
        "empty where others are markdown": choice(
            '<hint format=""><text>h</text></hint>', stem=stem("q", attributes=' format="markdown"')
        ),
        "a wiki's": choice(stem=stem("q", attributes=' format="wiki_like"')),
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
        "a slash in its name": choice(stem=stem("@@PLUGINFILE@@/figs/a.png", '<file name="figs/a.png">aGk=</file>')),
        "characters that no name has": choice(
            stem=stem(
                "<![CDATA[<img src='@@PLUGINFILE@@/a%3Ab%26%3C%22.png' alt='a'>]]>",
                '<file name="a:b&amp;&lt;&quot;.png">aGk=</file>',
            )
        ),
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
    "X040": {
        "usecase in words": question("shortanswer", "<usecase>true</usecase>", A),
        "responserequired in words": question("essay", "<responserequired>yes</responserequired>"),
        "too large": question("essay", "<responsefieldlines>99999</responsefieldlines>"),
        "a value without meaning": question("numerical", "<showunits>4</showunits>", NUMERICAL.format("1", "0")),
        "in an answer": question(
            "calculated",
            '<answer fraction="100"><text>1</text><tolerancetype>relative</tolerancetype></answer>',
        ),
    },
    "X041": {
        "feedback": choice("<shownumcorrect>0</shownumcorrect>"),
        "a hint": choice("<hint><text>h</text><clearwrong>false</clearwrong></hint>"),
        "a choice to drag": question(
            "ddwtos", DRAG.format("a", "<infinite>0</infinite>"), DRAG.format("b", ""), stem=stem("[[1]]")
        ),
    },
    "X042": {
        "a mark": choice("<defaultgrade><text>1</text></defaultgrade>"),
        "an idnumber": choice("<idnumber><text>1</text></idnumber>"),
        "shuffling": question("multichoice", "<shuffleanswers><text>1</text></shuffleanswers>", A, B),
    },
    "X043": {
        "of no grading": question("ordering", SHOWN, "<gradingtype>FOO</gradingtype>", ITEMS),
        "with spaces": question("ordering", SHOWN, "<gradingtype> ALL_OR_NOTHING</gradingtype>", ITEMS),
        "0 does not hide": question("ordering", SHOWN, "<showgrading>0</showgrading>", ITEMS),
        "one item": question("ordering", SHOWN, "<selecttype>RANDOM</selecttype><selectcount>1</selectcount>", ITEMS),
        "of no response": question("essay", "<responseformat>html</responseformat>"),
    },
    "X044": {
        "no answers": question("shortanswer"),
        "half": question("shortanswer", '<answer fraction="50"><text>a</text></answer>'),
        "an empty one": question("shortanswer", '<answer fraction="100"><text/></answer>'),
    },
    "X045": {
        "no part": question("cloze"),
        "an unknown type": question("cloze", stem=stem("{1:FOO:=a}")),
        "not in capitals": question("multianswer", stem=stem("{1:multichoice:=a~b}")),
        "not closed": question("cloze", stem=stem("{1:SA:=a")),
        "a weight with a point": question("cloze", stem=stem("{1.5:SA:=a}")),
    },
    "X046": {
        "one choice": question("cloze", stem=stem("{1:MC:=a}")),
        "nobody right": question("cloze", stem=stem("{1:SA:%50%a}")),
        "nobody right of several": question("cloze", stem=stem("{1:MR:a~b}")),
        "no number": question("cloze", stem=stem("{1:NM:=abc}")),
        "a number with a unit": question("cloze", stem=stem("{1:NM:=5 m:0.1}")),
        "more than the mark": question("cloze", stem=stem("{1:MC:=a~%150%b}")),
        "more than a mark can be": question("cloze", stem=stem("{99999:SA:=a} {1:SA:=b}")),
    },
    "X047": {
        "an unknown type": question("cloze", stem=stem("{1:SA:=a} {1:MR_S:=a~b}")),
        "not closed": question("cloze", stem=stem("{1:SA:=a} {1:SA:=b")),
    },
    "X048": {
        "mathematics": question("cloze", stem=stem(r"{1:SA:=\frac{1}{2}}")),
        "a brace": question("cloze", stem=stem("{1:SA:=a}b}")),
        "a backslash": question("cloze", stem=stem(r"{1:SA:=a\~b}")),
        "a space before =": question("cloze", stem=stem("{1:MC:=a~ =b}")),
        "a decimal comma": question("cloze", stem=stem("{1:NM:=3,14}")),
        "shares that do not add up": question("cloze", stem=stem("{1:MR:%100%a~%50%b}")),
        "markup out of an escape": question("cloze", stem=stem("<![CDATA[{1:MC:=x&lt;y~b}]]>")),
    },
    "X049": {
        "one": question("ordering", SHOWN, "<answer><text>a</text></answer>"),
        "one, and an empty one": question("ordering", SHOWN, "<answer><text>a</text></answer><answer><text/></answer>"),
    },
    "X050": {
        "but for a paragraph": question("ordering", SHOWN, ITEMS, "<answer><text>&lt;p&gt;a&lt;/p&gt;</text></answer>"),
    },
    "X051": {
        "no pairs": question("matching"),
        "only distractors": question("match", PAIR.format("", "1")),
        "no gaps": question("gapselect", SELECT.format("a")),
        "no numbers": question("numerical"),
        "no formulas": question("calculated"),
    },
    "X052": {
        "fewer words than the least": question("essay", "<minwordlimit>9</minwordlimit><maxwordlimit>5</maxwordlimit>"),
        "neither text nor files": question("essay", "<responseformat>noinline</responseformat>"),
        "files that are not allowed": question("essay", "<attachmentsrequired>1</attachmentsrequired>"),
        "more files than allowed": question(
            "essay", "<attachments>1</attachments><attachmentsrequired>2</attachmentsrequired>"
        ),
    },
    "X053": {
        "seven": question("ordering", SHOWN, *(f"<answer><text>{item}</text></answer>" for item in "abcdefg")),
    },
    "X054": {
        "of an item": question(
            "ordering", SHOWN, ITEMS, "<answer><text>c</text><feedback><text>f</text></feedback></answer>"
        ),
    },
    "X055": {
        "a decimal comma": question("numerical", NUMERICAL.format("1", "0"), UNIT.format("0,5", "m")),
        "no number": question("numerical", NUMERICAL.format("1", "0"), UNIT.format("x", "m")),
        "0": question("numerical", NUMERICAL.format("1", "0"), UNIT.format("0", "m")),
        "no name": question("numerical", NUMERICAL.format("1", "0"), UNIT.format("1", "")),
        "a long name": question("numerical", NUMERICAL.format("1", "0"), UNIT.format("1", "m" * 51)),
        "a name again": question(
            "numerical",
            NUMERICAL.format("1", "0"),
            UNIT.format("1", "m").replace("</units>", UNIT.format("2", "m")[7:]),
        ),
    },
    "X056": {
        "gapselect": question("gapselect", SELECT.format(""), SELECT.format("b"), stem=stem("[[1]]")),
        "ddwtos": question("ddwtos", DRAG.format(" ", ""), DRAG.format("b", ""), stem=stem("[[1]]")),
    },
    "X057": {
        "no such choice": question("gapselect", SELECT.format("a"), stem=stem("[[1]] [[5]]")),
        "the first is 1": question("ddwtos", DRAG.format("a", ""), stem=stem("[[0]]")),
        "an empty choice": question("gapselect", SELECT.format("a"), SELECT.format(""), stem=stem("[[1]] [[2]]")),
    },
    "X058": {"twice": question("ddwtos", DRAG.format("a", ""), DRAG.format("b", ""), stem=stem("[[1]] [[1]]"))},
    "X059": {
        "an unknown function": calculated("foo({a})"),
        "a power": calculated("{a}^2"),
        "an argument too many": calculated("sin({a},2)"),
        "not closed": calculated("({a}+1"),
        "a comment": calculated("{a}#"),
        "in a text": calculated("{a}", stem("{={a}^2}")),
        "in a feedback": calculated("{a}", "<generalfeedback><text>{=foo({a})}</text></generalfeedback>"),
    },
    "X060": {
        "not defined": calculated("{a}+{b}"),
        "of no status": calculated("{a}", status="public"),
    },
    "X061": {"21 characters": calculated("{a}", tolerance="0." + "0" * 18 + "1")},
    "X062": {
        "of another category": category("a", "<idnumber>1</idnumber>")
        + category("b", "<idnumber>1</idnumber>")
        + choice(),
        "of a category that is there": category("a/b") + category("a", "<idnumber>1</idnumber>") + choice(),
    },
    "X063": {
        "a hint": choice("<hint/>"),
        "a hint's text": choice("<hint>h</hint>"),
        "a category": '<question type="category"><category>a</category></question>' + choice(),
        "a description": category("a", "<info/>") + choice(),
    },
    "X064": {"256 characters": question("matching", PAIR.format("a", "é" * 256))},
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
    "a fraction of 1, as an element": question("numerical", "<answer><text>1</text><fraction>1.0</fraction></answer>"),
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
            "<![CDATA[<img src='@@PLUGINFILE@@/figs/a%20%2B%20b.png?x=1' alt='a'>]]>",
            '<file name="a + b.png" path="/figs/" encoding="base64">aG\nk=</file>',
        )
    ),
    "a semicolon where one choice is made": choice(answers=options("x", "y", "x; y")),
    "a semicolon that cannot be misread": several("Belém; PA", "Belém", "Natal", fractions=("50", "50", "0")),
    "languages in a name": choice(name=f"<name><text><![CDATA[{SPAN}]]></text></name>"),
    "a wiki's general feedback": choice('<generalfeedback format="wiki_like"><text>f</text></generalfeedback>'),
    "the format in capitals": choice(stem=stem("q", attributes=' format="HTML"')),
    "an order with two hints": question("ordering", ITEMS, "<hint><text>h</text></hint>" * 2),
    "an order that is shown whole": question(
        "ordering", SHOWN, "<selecttype>all</selecttype><selectcount>0</selectcount>", ITEMS
    ),
    "a last category without questions": choice() + category("a"),
    "the parents of a category": category("a") + category("a/b", "<idnumber>1</idnumber>") + choice(),
    "a category's idnumber again": category("a", "<idnumber>1</idnumber>") * 2 + choice(),
    "an empty mark is 0": choice("<defaultgrade/>"),
    "a percentage that begins with a number": choice(answers=(A, '<answer fraction="50 %"><text>b</text></answer>')),
    "TRUE is on, and means it": question("multichoice", "<shuffleanswers>TRUE</shuffleanswers>", A, B),
    "true and false in other languages": question(
        "truefalse", TRUTH.format(0, "Verdadeiro"), TRUTH.format(100, "Falso")
    ),
    "a cloze question without a name": question("cloze", name="", stem=stem("{1:SA:=a}")),
    "parts of every type": question(
        "cloze",
        stem=stem("".join(f"{{1:{word}:=5~%-50%6#no}}" for word in KIND)),
    ),
    "mathematics around a part and in it": question(
        "cloze", stem=stem(r"\(\frac{1}{2}\) {1:MC:=\(\frac{1\}{2\}\)~\(x\)}")
    ),
    "the mark of its parts": question("cloze", "<defaultgrade>3.0</defaultgrade>", stem=stem("{1:SA:=a} {2:SA:=b}")),
    "the last choice is empty": question("gapselect", SELECT.format("a"), SELECT.format(""), stem=stem("[[1]]")),
    "a choice for several gaps": question(
        "ddwtos", DRAG.format("a", "<infinite/>"), DRAG.format("b", ""), stem=stem("[[1]] [[1]] [[2]]")
    ),
    "a unit in the answer": question("numerical", NUMERICAL.format("5000 m", "1"), UNIT.format("1000", "m")),
    "thousands with a point": question("numerical", NUMERICAL.format("1,234.5", "0")),
    "digits below the tolerance": question("numerical", NUMERICAL.format("0.3333333333333333", "0.01")),
    "an empty row of the form": question(
        "numerical", NUMERICAL.format("5", "0"), '<answer fraction="0"><text/></answer>'
    ),
    "a formula with functions": calculated("pow({a},2)+max(1,sin({a}),pi())-(2*-{a})%3 /1e3"),
    "braces of mathematics": calculated("{a}", stem(r"\(\frac{x^2}{2}\) {={a}*2}")),
    "a setting that says the same again": choice(SHUFFLE),
    "an empty answer of old Moodles": question("essay", '<answer fraction="0"><text></text></answer>'),
    "an element of old Moodles": question("essay", "<shuffleanswers>0</shuffleanswers>", "<unused/>"),
    "tags of a word processor": choice(stem=stem("<![CDATA[<o:p>q</o:p> <foo>r</foo>]]>")),
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

    found = examine(QuizFile.read(content, where="quiz.xml"))

    assert [(str(finding.place), finding.code) for finding in found] == [
        ("quiz.xml:2", "X028"),
        ("quiz.xml:4", "X007"),
        ("quiz.xml:5", "X009"),
    ]


def test_a_lost_space_is_shown_as_written_and_as_imported() -> None:
    content = f"<quiz>\n{choice(stem=stem('Sim &amp; &quot;não&quot; &quot;é&quot;'))}</quiz>".encode()

    [finding] = examine(QuizFile.read(b"\xef\xbb\xbf" + content, where="quiz.xml"))

    assert str(finding.place) == "quiz.xml:2"
    assert finding.evidence[1:] == ("""written:  'Sim & "não" "é"'""", """imported: 'Sim &"não""é"'""")


def test_a_refused_fraction_is_answered_with_the_nearest_that_is_accepted() -> None:
    content = f"<quiz>{choice(answers=(A, B.replace('0', '37.5')))}</quiz>".encode()

    [finding] = examine(QuizFile.read(content, where="quiz.xml"))

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

    assert examine(QuizFile.read(content, where=str(path))) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("exam5.xml", []),  # imports, and is exported, without loss: see exam5.import.json
        ("exam5.export.xml", []),  # what Moodle writes, it reads
        ("alltypes.export.xml", []),
        ("alltypes.xml", []),
        # fractions that add to 150, and `x<y`, were put there on purpose
        ("types.xml", [(11, "X017"), (13, "X037"), (14, "X037")]),
        ("types.export.xml", [(432, "X037"), (455, "X037"), (549, "X017")]),
        ("types.numerals.xml", [(9, "X024")]),  # e with 16 digits and without a tolerance: Moodle keeps 14
    ],
)
def test_what_a_real_moodle_took_in_has_the_findings_that_it_should(name: str, expected: list[tuple[int, str]]) -> None:
    content = (SAMPLES / name).read_bytes()

    found = examine(QuizFile.read(content, where=name))

    assert [(finding.place.line, finding.code) for finding in found] == expected


PROBES = SAMPLES / "types.probes.json"
CHANGED = {  # of the probes that Moodle took: those of which it stored something else than what is written
    *("num.tol.percent", "num.tol.word", "num.tol.comma", "num.comma", "num.15digits", "num.fifteen"),
    *("num.units.zero", "num.units.dup", "num.units.emptyname", "num.tolerancetype"),
    *("mt.shuffle.no", "tf.both100", "tf.both0", "tf.50", "tf.contradict", "tf.local.falsefirst"),
    *("cz.mrpct", "cz.nmcomma", "cz.esc", "cz.brace", "cz.pctplus", "cz.emptymc", "cz.defaultgrade", "cz.gtlt"),
    *("cz.mrs", "cz.title", "gs.empty", "od.badgrading", "od.gradingnum", "od.count1", "ds.grade"),
}


def probes() -> dict[str, dict[str, Any]]:
    """Questions that a real Moodle was given, one by one, with what it said and stored."""
    return json.loads(PROBES.read_text(encoding="utf-8")) if PROBES.exists() else {}


def observed(probe: dict[str, Any]) -> Outcome | None:
    """What Moodle did with a question if it did not take it, or stopped behind it."""
    began_to_store = probe["said"].startswith("1. ")
    if not probe["ok"]:
        return Outcome.STOPS if began_to_store else Outcome.REFUSES
    return Outcome.LOSES if began_to_store and "!!" in probe["said"] else None


class TestProbes:
    """What we say of a question agrees with what a real Moodle did with it."""

    def test_there_are_so_many_of_each_outcome(self) -> None:
        assert Counter(map(observed, probes().values())) == {
            None: 171,
            Outcome.REFUSES: 24,
            Outcome.STOPS: 13,
            Outcome.LOSES: 4,
        }

    @pytest.mark.parametrize("name", probes())
    def test_what_was_refused_or_lost_is_called_so_and_nothing_else_is(self, name: str) -> None:
        probe = probes()[name]

        told = {outcome_of(finding) for finding in findings(probe["xml"])}

        grave = told & {Outcome.REFUSES, Outcome.STOPS, Outcome.LOSES}
        assert grave == ({observed(probe)} - {None})

    @pytest.mark.parametrize("name", [name for name, probe in probes().items() if observed(probe) is None])
    def test_what_was_stored_otherwise_is_called_so_and_nothing_else_is(self, name: str) -> None:
        told = {outcome_of(finding) for finding in findings(probes()[name]["xml"])}

        assert (Outcome.CHANGES in told) == (name in CHANGED)


@pytest.mark.parametrize(
    "questions", [xml for cases in EXAMPLES.values() for xml in cases.values()], ids=lambda _: None
)
def test_every_finding_says_what_moodle_does(questions: str) -> None:
    for finding in findings(questions):
        assert outcome_of(finding) in Outcome


def test_a_question_that_ends_the_import_says_how_many_entries_would_be_missing() -> None:
    short = question("ordering", SHOWN, "<answer><text>a</text></answer>")

    [finding] = findings(choice(), short, choice(), category("a"))

    assert finding.message == "expected at least 2 items, received 1: 2 entries after it would be missing"
    assert outcome_of(finding) is Outcome.LOSES


@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE quiz>", '<!DOCTYPE quiz SYSTEM "quiz.dtd">', "<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE quiz\n>"],
)
def test_a_doctype_without_entities_does_no_harm(doctype: str) -> None:
    content = f"{doctype}<quiz>{choice('<hidden>1</hidden>')}</quiz>".encode()

    [finding] = examine(QuizFile.read(content, where="quiz.xml"))

    assert str(finding.place) == f"quiz.xml:{1 + doctype.count(chr(10))}"


def test_a_doctype_with_entities_is_refused() -> None:
    with pytest.raises(MoodleXMLError, match="expected no DOCTYPE"):
        QuizFile.read(b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz/>', where="quiz.xml")


class TestTypesOfPlugins:
    """Types of question that only a plugin reads: a line a type, or none where they are known to be installed."""

    FILE = "<quiz>" + "\n".join([question("stack"), question("coderunner"), question("stack")]) + "</quiz>"

    def test_each_type_is_counted(self) -> None:
        found = examine(QuizFile.read(self.FILE.encode(), where="quiz.xml"))

        assert [(str(finding.place), finding.message) for finding in found] == [
            ("quiz.xml:1", "2 questions of the type 'stack', which Moodle has not by itself"),
            ("quiz.xml:2", "1 question of the type 'coderunner', which Moodle has not by itself"),
        ]
        assert found[0].hint == "Where its plugin is installed, accept the type stack."

    def test_a_type_that_was_misspelt_is_answered_with_the_right_one(self) -> None:
        [finding] = findings(question("mutlichoice"))

        assert finding.hint == "Write multichoice."

    def test_what_is_installed_is_accepted(self, tmp_path: Path) -> None:
        (tmp_path / "quiz.xml").write_text(self.FILE)

        done = grader("check-xml", "quiz.xml", "--types", "stack, coderunner", cwd=tmp_path)

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "3 questions (2 stack, 1 coderunner), no categories: no findings\n"


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
            "    Moodle imports it, but not as it is written",
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
        assert [(one["place"]["path"], one["place"]["line"], one["code"]) for one in content["findings"]] == [
            ("quiz.xml", 1, "X007")
        ]
        assert content["findings"][0]["hint"]
        assert content["findings"][0]["outcome"] == "changes"

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
