"""What looks like a defect, and is none."""

from checks.xml.questions import (
    DRAG,
    ITEMS,
    NUMERICAL,
    PAIR,
    SELECT,
    SHOWN,
    SHUFFLE,
    SPAN,
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

from grader.moodle.embedded import KIND

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
