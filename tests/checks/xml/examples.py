"""By code, and by what is wrong, the smallest questions with its defect."""

from checks.xml.questions import (
    DRAG,
    IMAGE,
    ITEMS,
    NAME,
    NUMERICAL,
    PAIR,
    PAIRS,
    PNG,
    SELECT,
    SHOWN,
    SPAN,
    STEM,
    TRUTH,
    UNIT,
    A,
    B,
    calculated,
    category,
    choice,
    options,
    question,
    several,
    stem,
)

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
