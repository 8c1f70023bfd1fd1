"""The syntax of embedded questions reads as Moodle reads it."""

import html
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import questions, sample
from strategies import LAW

from grader.errors import MoodleXMLError
from grader.moodle.marking.cloze import TYPES, Alternative, Part, parse
from grader.moodle.marking.numbers import kept, read

SHORT_NAMES = {
    "NM": "NUMERICAL",
    "SA": "SHORTANSWER",
    "MW": "SHORTANSWER",
    "SAC": "SHORTANSWER_C",
    "MWC": "SHORTANSWER_C",
    "MC": "MULTICHOICE",
    "MCV": "MULTICHOICE_V",
    "MCH": "MULTICHOICE_H",
    "MCS": "MULTICHOICE_S",
    "MCVS": "MULTICHOICE_VS",
    "MCHS": "MULTICHOICE_HS",
    "MR": "MULTIRESPONSE",
    "MRH": "MULTIRESPONSE_H",
    "MRS": "MULTIRESPONSE_S",
    "MRHS": "MULTIRESPONSE_HS",
}


def alternatives(text: str) -> list[tuple[str, float]]:
    """The texts of the only part, with what they earn."""
    (part,) = parse(text)
    return [(alternative.text, alternative.fraction) for alternative in part.alternatives]


def test_parts_stand_in_a_text_each_with_its_weight_and_feedback() -> None:
    text = "A capital é {1:MULTICHOICE:=Brasília#ok~%50%Goiânia#perto~Rio}, \\(\\pi\\) é {:NM:=3.14:0.005#bom~*}."

    assert parse(text) == (
        Part(
            "MULTICHOICE", (Alternative("Brasília", 1, "ok"), Alternative("Goiânia", 0.5, "perto"), Alternative("Rio"))
        ),
        Part("NUMERICAL", (Alternative("3.14", 1, "bom", tolerance="0.005"), Alternative("*"))),
    )


@pytest.mark.parametrize(("short", "long"), SHORT_NAMES.items())
def test_a_type_has_a_long_name_and_short_ones(short: str, long: str) -> None:
    assert parse(f"{{2:{short}:=a~b}}") == parse(f"{{2:{long}:=a~b}}")
    assert parse(f"{{2:{short}:=a~b}}")[0].type == long
    assert {*SHORT_NAMES.values()} == TYPES


@pytest.mark.parametrize(
    "text",
    [
        "no gap",
        "{1:mc:=a~b}",
        "{1:FOO:=a}",
        "{1:MR_S:=a~b}",
        "{ 1 :SA:=a}",
        "{1.5:SA:=a}",
        "{-1:SA:=a}",
        "{1:SA=a}",
        "{1:SA:}",
        "{1:SA:=a",
        r"{1:SA:=a\}",
        r"\frac{1}{2}",
    ],
)
def test_what_is_no_part_remains_text(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=a~b", [("a", 1), ("b", 0)]),
        ("~=a~b", [("a", 1), ("b", 0)]),
        ("a~=b~=c", [("a", 0), ("b", 1), ("c", 1)]),
        ("= a b ~ c ", [("a b", 1), ("c", 0)]),
        (" =a", [("=a", 0)]),
        ("\n=a\n~b\n", [("=a", 0), ("b", 0)]),
        ("=a~\nb\n", [("a", 1), ("b", 0)]),
        (
            "%50%a~%-50%b~%37,5%c~%33%d~%33.33333%e",
            [("a", 0.5), ("b", -0.5), ("c", 0.375), ("d", 0.33), ("e", 0.3333333)],
        ),
        ("%+50%a", [("%+50%a", 0)]),
        ("%50%", [("%50%", 0)]),
        ("=%50%", [("%50%", 1)]),
        ("=50%", [("50%", 1)]),
        ("=", [("=", 0)]),
        ("=a~", [("a", 1), ("~", 0)]),
        (r"=c\}d~=e\#f", [("c}d", 1), ("e#f", 1)]),
        (r"=a\~b~=g\=h", [(r"a\~b", 1), (r"g\=h", 1)]),
        ("=x&lt;y~=&quot;q&quot;~=x&amp;lt;y", [("x<y", 1), ('"q"', 1), ("x&lt;y", 1)]),
        (r"=\(\frac{1\}{2\}\)", [(r"\(\frac{1}{2}\)", 1)]),
        ("=C#~b", [("C", 1), ("b", 0)]),
    ],
)
def test_alternatives_of_a_short_answer(written: str, expected: list[tuple[str, float]]) -> None:
    assert alternatives(f"{{1:SA:{written}}}") == expected


def test_a_part_ends_at_its_first_brace_that_is_not_protected() -> None:
    assert parse("{1:SA:=a}b}{1:SA:=c}") == (
        Part("SHORTANSWER", (Alternative("a", 1),)),
        Part("SHORTANSWER", (Alternative("c", 1),)),
    )


def test_feedback_may_hold_what_an_answer_may_not() -> None:
    (part,) = parse(r"{1:SA:=a#no: \#1, 50\% \} it&#39;s &amp;#39; &#x27;#x~b}")

    assert part.alternatives == (Alternative("a", 1, r"no: #1, 50\% } it's &#39; '#x"), Alternative("b"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=a~b~=c", [0.5, -0.5, 0.5]),
        ("=a~b~c~d", [1, -1, -1, -1]),
        ("=a~=b", [0.5, 0.5]),
        ("%100%a~%50%b~%-25%c~d", [0.6666667, 0.3333333, -0.25, 0]),
        ("%33%a~%33%b~%33%c~%-37%d", [0.3333333, 0.3333333, 0.3333333, -0.37]),
        ("=a~%0%b~c", [1, -1, -1]),  # Moodle takes 0 for no percentage
        ("=a~%0.0%b~c", [1, 0, 0]),
        ("a~b", [0, 0]),
    ],
)
def test_several_right_answers_share_the_mark_and_wrong_ones_take_away(written: str, expected: list[float]) -> None:
    assert [fraction for _, fraction in alternatives(f"{{1:MR:{written}}}")] == expected


@pytest.mark.parametrize(
    ("written", "text", "tolerance"),
    [
        ("=5", "5", ""),
        ("=-2.5:0.1", "-2.5", "0.1"),
        ("=5:-0.1", "5", "0.1"),
        ("=.5:.1", ".5", ".1"),
        ("=6.02e23:1e21", "6.02e23", "1e21"),
        ("=3,14:0,01", "3,14", "0,01"),
        ("=+5:0.1", "+5:0.1", ""),
        ("=5 m:0.1", "5 m:0.1", ""),
        ("=5:5%", "5:5%", ""),
        ("=*:1", "*:1", ""),
    ],
)
def test_a_number_has_a_tolerance_behind_a_colon_where_both_are_plain(written: str, text: str, tolerance: str) -> None:
    (part,) = parse(f"{{1:NM:{written}}}")

    assert part.alternatives == (Alternative(text, 1, tolerance=tolerance),)


@pytest.mark.parametrize("written", ["= ~b", "=a~%50% ", "=a~ #feedback"])
def test_an_alternative_that_earns_or_says_something_needs_a_text(written: str) -> None:
    with pytest.raises(MoodleXMLError, match="expected a text in each alternative"):
        parse(f"{{1:MC:{written}}}")


@pytest.mark.parametrize("written", ["=caf&#233;", "=R&", "=R&amp;~b", "=a~b&"])
def test_an_answer_that_ends_with_an_ampersand_is_refused_because_versions_of_moodle_differ(written: str) -> None:
    with pytest.raises(MoodleXMLError, match="versions disagree"):
        parse(f"{{1:SA:{written}}}")


@pytest.mark.parametrize(("weight", "expected"), [("", 1), ("0", 0), ("007", 7), ("0099999", 99999)])
def test_a_weight_is_one_where_nothing_is_said(weight: str, expected: int) -> None:
    assert parse(f"{{{weight}:SA:=a}}")[0].weight == expected


@pytest.mark.parametrize("digits", ["100000", "9" * 10_000])
def test_a_weight_that_no_database_holds_is_refused(digits: str) -> None:
    with pytest.raises(MoodleXMLError, match="a weight of at most 5 digits"):
        parse(f"{{{digits}:SA:=a}}")


def test_a_part_that_nothing_closes_costs_no_time() -> None:
    assert parse("{1:SA:=a} {1:MC:" + "~".join("=b%50%c" for _ in range(200))) == (
        Part("SHORTANSWER", (Alternative("a", 1),)),
    )


PROBES = {name: probe for name, probe in sample("types.probes.json").items() if name.startswith("cz.") and probe["ok"]}


@pytest.mark.parametrize("name", PROBES)
def test_every_probe_that_moodle_took_has_the_parts_that_it_stored(name: str) -> None:
    parts = parse(ET.fromstring(PROBES[name]["xml"]).findtext("questiontext/text", ""))

    assert [stored(part) for part in parts] == PROBES[name]["stored"]["parts"]


def stored(part: Part) -> list[Any]:
    """A part as the samples show what Moodle stored of it."""
    if part.type == "NUMERICAL":
        return ["numerical", part.weight, None, None, None, [_number(one) for one in part.alternatives]]
    answers = [[one.text, one.fraction] for one in part.alternatives]
    if part.type.startswith("SHORTANSWER"):
        return ["shortanswer", part.weight, str(int(part.type.endswith("_C"))), None, None, answers]
    family, _, layout = part.type.partition("_")
    single = family == "MULTICHOICE"
    shown = 2 if "H" in layout else int("V" in layout or not single)
    return ["multichoice", part.weight, str(int(single)), str(int("S" in layout)), str(shown), answers]


def _number(one: Alternative) -> list[Any]:
    tolerance = _as_php(one.tolerance)
    return [one.text if one.text == "*" else _as_php(one.text), one.fraction, tolerance or _no_tolerance(one.text)]


def _no_tolerance(text: str) -> str:
    return "" if text[0] in "*+" else "0"  # for what is no plain number nothing is stored


def _as_php(text: str) -> str:
    found = read(text)
    if found is None:
        return ""
    written = f"{kept(found.value):.14G}"
    mantissa, e, exponent = written.partition("E")
    return f"{mantissa if '.' in mantissa or not e else mantissa + '.0'}{e}{exponent}"


@pytest.mark.parametrize("name", ["CZ-mixed", "CZ-multi", "CZ-neg"])
def test_the_questions_of_the_samples_have_the_parts_and_the_feedback_that_moodle_stored(name: str) -> None:
    parts = parse(questions("types.xml")[name].findtext("questiontext/text", ""))
    (imported,) = [one for one in sample("types.import.json")["questions"] if one["name"] == name]

    assert [part.weight for part in parts] == [part["defaultmark"] for part in imported["parts"]]
    assert [
        [{"text": one.text, "fraction": one.fraction, "feedback": one.feedback} for one in part.alternatives]
        for part in parts
    ] == [part["answers"] for part in imported["parts"]]


def write(part: Part) -> str:
    """A part as an author writes it: each answer with a percentage, everything special protected."""
    return f"{{{part.weight}:{part.type}:{'~'.join(map(_written, part.alternatives))}}}"


def _written(one: Alternative) -> str:
    tolerance = f":{one.tolerance}" if one.tolerance else ""
    feedback = "#" + _protected(one.feedback) if one.feedback else ""
    return f"%{one.fraction * 100:.5f}%{_protected(one.text)}{tolerance}{feedback}"


def _protected(text: str) -> str:
    return html.escape(text, quote=False).replace("}", r"\}").replace("#", r"\#")


FRACTIONS = st.integers(-100, 100).map(lambda percent: percent / 100)
TEXTS = st.text("aé {}#<>&;:=%*'\"1", min_size=1, max_size=6).filter(lambda text: text.strip() == text != "")
ANSWERS = TEXTS.filter(lambda text: not text.endswith("&"))
NUMBERS = st.floats(0, allow_infinity=False).map(repr)


def parts(types: str, texts: st.SearchStrategy[str], tolerances: st.SearchStrategy[str]) -> st.SearchStrategy[Part]:
    """Parts of the types whose names begin so."""
    alternative = st.builds(Alternative, texts, FRACTIONS, st.just("") | TEXTS, tolerances)
    return st.builds(
        Part,
        st.sampled_from(sorted(name for name in TYPES if name.startswith(types))),
        st.lists(alternative, min_size=1, max_size=4).map(tuple),
        st.integers(0, 100),
    )


PARTS = (
    parts("SHORT", ANSWERS, st.just("")) | parts("MULTICHOICE", ANSWERS, st.just("")) | parts("NUM", NUMBERS, NUMBERS)
)


@LAW
@given(st.lists(PARTS, max_size=3), st.text("ab {}1:", max_size=5))
def test_what_is_written_reads_back(written: list[Part], between: str) -> None:
    assert parse(between.join(["", *map(write, written), ""])) == tuple(written)


@LAW
@given(parts("MULTIRESPONSE", ANSWERS, st.just("")))
def test_several_right_answers_read_back_with_the_mark_shared_among_them(written: Part) -> None:
    (found,) = parse(write(written))
    right = [one.fraction for one in found.alternatives if one.fraction > 0]

    assert [one.text for one in found.alternatives] == [one.text for one in written.alternatives]
    assert sum(right) == pytest.approx(1 if right else 0, abs=1e-6)
    assert [one.fraction for one in found.alternatives if one.fraction <= 0] == [
        one.fraction for one in written.alternatives if one.fraction <= 0
    ]
