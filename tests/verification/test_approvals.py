"""What a person approved stays approved until something that was judged is another, and then exactly that is asked."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from broken.breaks import EN, PT, QUESTION, SOLVER, Break, both, in_texts, replacing
from hypothesis import given
from hypothesis import strategies as st
from places import HEALTHY, ROOT
from strategies import LAW

from grader import bank as banks
from grader.checks import approvals
from grader.checks.approvals import Judged, Reading
from grader.errors import GraderError
from grader.release import stages as staging
from grader.release.stages import ComputedStages
from grader.texts.source import Source, names
from grader.verification import approve, gate, report
from grader.verification.approve import Answer, Approved, Asked

FILE = "middle/approvals.jsonl"
EXPRESSION = re.compile(r"\{\{\s*(.*?)\s*\}\}")


def look(bank: Path, *ids: str) -> Approved:
    return approve.look(banks.load(str(bank), in_part=True), ids, lambda _: None)


def approved(bank: Path, by: str = "") -> Approved:
    return approve.approve_all(look(bank), by=by)


def reading(bank: Path) -> Reading:
    """What is approved of the bank's first question."""
    return approvals.read(staging.computed(banks.load(str(bank)))[0])


def asked(bank: Path) -> list[str]:
    """What a person is asked to read, in English."""
    return [one.sentence.words["en"] for one in reading(bank).asked]


def listed(bank: Path) -> list[str]:
    """What verify prints, without the keys and the counts."""
    result = gate.verify(banks.load(str(bank)), None, progress=lambda _: None)
    return [
        line for line in report.as_text(result) if not line.startswith(("middle ", "without reading", "1 question"))
    ]


def answering(*answers: Answer | BaseException) -> Callable[[Asked], Answer]:
    """A person who gives these answers in turn."""
    given_ = iter(answers)

    def decide(_: Asked) -> Answer:
        answer = next(given_)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    return decide


def test_of_a_bank_that_nobody_has_read_one_line_is_said(bank: Path) -> None:
    assert listed(bank) == ["10 sentences to be read by a person: grader approve"]


def test_once_all_is_approved_nothing_is_said(bank: Path) -> None:
    found = approved(bank, by="Ana")

    assert (found.now, found.to_be_read, found.is_whole) == (10, 0, True)
    assert listed(bank) == []
    assert gate.require_approvals(gate.verify(banks.load(str(bank)), None, progress=lambda _: None)).findings == []


TAIL = "The mean follows the tail."
CHANGES: dict[str, tuple[Break, list[str]]] = {  # what is changed, and the sentences that are asked about
    "a word in one language": (replacing(EN, TAIL, "The mean stays with the tail."), ["The mean stays with the tail."]),
    "a word in the other language": (replacing(PT, "A média segue a cauda.", "A média acompanha a cauda."), [TAIL]),
    "a word in both": (
        in_texts((TAIL, "The mean flees the tail."), ("A média segue a cauda.", "A média foge da cauda.")),
        ["The mean flees the tail."],
    ),
    "a false word in both": (
        in_texts(("The median is nearer", "The mode is nearer"), ("A mediana está", "A moda está")),
        ["The mode is nearer than the mean."],
    ),
    "a sign": (replacing(EN, TAIL, "The mean follows the tail!"), ["The mean follows the tail!"]),
    "a character that nobody sees": (
        replacing(EN, TAIL, "The mean\u200b follows the tail."),
        ["The mean\u200b follows the tail."],
    ),
    "an expression with the same value": (
        in_texts(
            ("{{ s.median_distance | number }}, is", "{{ s.median_distance | number(0) }}, is"),
            ("{{ s.median_distance | number }}, é", "{{ s.median_distance | number(0) }}, é"),
        ),
        ["Its sum, 5 {s.median_distance | number(0)}, is below that of the mean."],
    ),
    "a value": (
        replacing(SOLVER, "mean_distance=", "mean_distance=1 + "),
        ["The median's sum is 5 {s.median_distance | number} and the mean's 7 {s.mean_distance | number}."],
    ),
    "a claim's statement": (
        replacing(QUESTION, "The mean lies above the median.", "The mean lies below the median."),
        ["The tail pulls the mean, 3 {s.mean | number}, above the median, 2 {s.median | number}.", TAIL],
    ),
    "a citation": (
        in_texts(
            ("tail.[^mean_follows_the_tail]", "tail.[^median_is_nearer]"),
            ("cauda.[^mean_follows_the_tail]", "cauda.[^median_is_nearer]"),
        ),
        [TAIL],
    ),
    "a misconception": (
        replacing(QUESTION, "The order of a sample", "The size of a sample"),
        ["The first value"],
    ),
    "an option": (replacing(EN, "}The first value{", "}The last value{"), ["The last value"]),
    "the title": (replacing(EN, "%}The nearest constant{", "%}The farthest constant{"), ["The farthest constant"]),
    "a new sentence": (
        in_texts(
            (TAIL, f"It is so.[^median_is_nearer] {TAIL}"),
            ("A média segue", "É assim.[^median_is_nearer] A média segue"),
        ),
        ["It is so."],
    ),
    "a sentence that moves to another option": (
        in_texts(
            (
                "{% block feedback_median %}\n",
                "{% block feedback_median %}\nThe median is nearer than the mean.[^median_is_nearer]\n",
            ),
            (
                "{% block feedback_median %}\n",
                "{% block feedback_median %}\nA mediana está mais próxima que a média.[^median_is_nearer]\n",
            ),
        ),
        ["The median is nearer than the mean."],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_asks_for_exactly_what_it_changes(what: str, bank: Path) -> None:
    approved(bank)
    change, expected = CHANGES[what]
    change(bank)

    assert asked(bank) == expected
    approved(bank)
    assert asked(bank) == []


def lines_wrapped(bank: Path) -> None:
    for file in (EN, PT):
        path = bank / file
        path.write_text(re.sub(r"(?<=[^\W\d_]) (?=[^\W\d_]+ )", "\n", path.read_text("utf-8")), encoding="utf-8")


def line_ends_of_windows(bank: Path) -> None:
    (bank / EN).write_bytes((bank / EN).read_bytes().replace(b"\n", b"\r\n"))


def spaced(before: str, after: str) -> Break:
    def change(bank: Path) -> None:
        for file in (EN, PT):
            path = bank / file
            path.write_text(EXPRESSION.sub(rf"{before}\1{after}", path.read_text("utf-8")), encoding="utf-8")

    return change


LAYOUT: dict[str, Break] = {
    "lines wrapped": lines_wrapped,
    "expressions without spaces": spaced("{{", "}}"),
    "expressions with many": spaced("{{   ", "  }}"),
    "filters without spaces": both(
        *(replacing(file, "s.mean_distance | number", "s.mean_distance|number") for file in (EN, PT))
    ),
    "a comment": replacing(EN, TAIL, f"{{# to be said better #}}{TAIL}"),
    "paragraphs": replacing(EN, f"\n{TAIL}", f"\n\n{TAIL}"),
    "a docstring wrapped": replacing(
        QUESTION, "The mean lies above the median.", "The mean lies\n    above the median."
    ),
    "a claim's code": replacing(QUESTION, "return s.mean > s.median", "return s.median < s.mean"),
    "line ends": line_ends_of_windows,
}


@pytest.mark.parametrize("what", LAYOUT)
def test_layout_asks_for_nothing(what: str, bank: Path) -> None:
    approved(bank)
    before = [(bank / file).read_bytes() for file in (EN, PT, QUESTION)]
    LAYOUT[what](bank)

    assert [(bank / file).read_bytes() for file in (EN, PT, QUESTION)] != before
    assert asked(bank) == []


def test_what_takes_spaces_off_in_jinja_changes_the_words(bank: Path) -> None:
    approved(bank)
    replacing(EN, "mean's {{ s.mean_distance", "mean's {{- s.mean_distance")(bank)

    [words] = asked(bank)
    assert "the mean's6 {" in words


def test_verify_lists_both_versions_and_finds_nothing(bank: Path) -> None:
    approved(bank, by="Ana")
    CHANGES["a word in both"][0](bank)

    head, *both_versions, count = listed(bank)

    assert head.endswith("text.pt-BR.md:19: this changed since it was approved: A média foge da cauda.")
    assert both_versions == [
        "    pt-BR was: A média segue a cauda.",
        "          now: A média foge da cauda.",
        "    en was: The mean follows the tail.",
        "       now: The mean flees the tail.",
    ]
    assert count == "1 sentence to be read by a person: grader approve"


def test_the_place_is_in_the_language_that_changed(bank: Path) -> None:
    approved(bank)
    replacing(EN, TAIL, "The mean stays with the tail.")(bank)

    assert listed(bank)[0].endswith(
        "middle/text.en.md:19: this changed since it was approved: The mean stays with the tail."
    )


def test_a_changed_statement_is_shown_as_it_was_and_is(bank: Path) -> None:
    approved(bank)
    CHANGES["a claim's statement"][0](bank)

    assert "    [^mean_follows_the_tail] was: The mean lies above the median." in listed(bank)
    assert "                             now: The mean lies below the median." in listed(bank)


def test_a_character_that_nobody_sees_is_shown_by_its_code(bank: Path) -> None:
    approved(bank)
    CHANGES["a character that nobody sees"][0](bank)

    assert r"       now: The mean\u200b follows the tail." in listed(bank)


def test_of_a_question_that_was_read_a_new_sentence_is_listed_and_one_that_is_gone(bank: Path) -> None:
    approved(bank)
    CHANGES["a new sentence"][0](bank)
    assert [line.partition(": ")[2] for line in listed(bank)] == [
        "nobody has approved this: É assim.",
        "grader approve",
    ]

    approved(bank)
    in_texts(("It is so.[^median_is_nearer] ", ""), ("É assim.[^median_is_nearer] ", ""))(bank)
    [gone] = listed(bank)
    assert gone.endswith("approvals.jsonl:10: this was approved, and is no more there: É assim.")


def test_the_version_before_is_the_one_most_alike(bank: Path) -> None:
    approved(bank)
    in_texts(
        (TAIL, "So much for it.[^mean_follows_the_tail]\nThe mean always follows the tail."),
        ("A média segue a cauda.", "É tudo.[^mean_follows_the_tail]\nA média sempre segue a cauda."),
    )(bank)

    before = {one.sentence.words["en"]: [was.sentence.words["en"] for was in one.before] for one in reading(bank).asked}

    assert before == {"So much for it.": [], "The mean always follows the tail.": [TAIL]}


def test_with_findings_a_bank_that_nobody_has_read_is_to_be_mended_first(bank: Path) -> None:
    replacing(QUESTION, "return s.mean > s.median", "return s.mean < s.median")(bank)

    assert not any("to be read" in line for line in listed(bank))


def test_where_approvals_are_asked_for_they_are_findings_and_listed_once(bank: Path) -> None:
    approved(bank)
    CHANGES["a word in both"][0](bank)
    result = gate.require_approvals(gate.verify(banks.load(str(bank)), None, progress=lambda _: None))

    assert [finding.code for finding in result.findings] == ["P002"]
    assert sum("The mean follows the tail." in line for line in report.as_text(result)) == 1
    assert not any("to be read by a person" in line for line in report.as_text(result))


def test_programs_are_told_every_sentence_that_is_to_be_read(bank: Path) -> None:
    approved(bank)
    CHANGES["a word in both"][0](bank)
    content = json.loads(report.as_json(gate.verify(banks.load(str(bank)), None, progress=lambda _: None)))

    [told] = content["to be read"]
    assert (told["question"], told["block"], told["place"]["line"]) == ("middle", "general_feedback", 19)
    assert (told["was"]["en"], told["now"]["en"]) == (TAIL, "The mean flees the tail.")
    assert (content["counts"]["sentences"], content["counts"]["to be read"]) == (10, 1)


def test_an_interruption_keeps_what_was_answered(bank: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        approve.ask(look(bank), answering(Answer.YES, Answer.NO, Answer.YES, KeyboardInterrupt()), by="Ana")

    kept = [approval.sentence.block for approval in reading(bank).kept]
    assert kept == ["title", "option_mean"]
    assert len(asked(bank)) == 8


def test_whoever_stops_goes_on_where_they_stopped(bank: Path) -> None:
    first = approve.ask(look(bank), answering(Answer.YES, Answer.YES, Answer.QUIT), by="")
    then = approve.ask(look(bank), answering(*[Answer.YES] * 8), by="")

    assert (first.now, first.to_be_read, first.is_whole) == (2, 8, False)
    assert (then.now, then.to_be_read, then.is_whole) == (8, 0, True)


def test_a_changed_sentence_that_is_not_approved_is_shown_with_its_old_version_again(bank: Path) -> None:
    approved(bank)
    CHANGES["a word in both"][0](bank)
    CHANGES["a misconception"][0](bank)

    approve.ask(look(bank), answering(Answer.YES, Answer.NO), by="")

    [one] = reading(bank).asked
    assert one.before[0].sentence.words["en"] == TAIL


def test_the_file_is_the_same_however_often_and_in_which_order_it_was_written(bank: Path, tmp_path: Path) -> None:
    approved(bank)
    other = copytree(HEALTHY, tmp_path / "other", ignore=ignore_patterns("__pycache__"))
    approve.ask(look(other), answering(*[Answer.NO, Answer.YES] * 5), by="")
    approve.ask(look(other), answering(*[Answer.YES] * 5), by="")

    assert (bank / FILE).read_bytes() == (other / FILE).read_bytes()
    assert approved(bank).now == 0


def test_lines_merge_in_any_order_and_both_names_stay(bank: Path) -> None:
    approved(bank, by="Ana")
    ours = (bank / FILE).read_text("utf-8").splitlines()
    (bank / FILE).unlink()
    approved(bank, by="Bo")
    theirs = (bank / FILE).read_text("utf-8").splitlines()
    (bank / FILE).write_text("\n".join([*reversed(theirs[4:]), "", *ours[:6], ours[0]]) + "\n", "utf-8")

    assert asked(bank) == []
    CHANGES["a word in both"][0](bank)
    approved(bank, by="Cy")
    names_ = [(line["block"], line["by"]) for line in map(json.loads, (bank / FILE).read_text("utf-8").splitlines())]
    assert names_[:2] == [("title", "Ana"), ("stem", "Ana")]
    assert names_.count(("option_first", "Ana")) == names_.count(("option_first", "Bo")) == 1
    assert names_[-1] == ("general_feedback", "Cy")


def test_what_somebody_else_approves_meanwhile_is_not_lost(bank: Path) -> None:
    def decide(one: Asked) -> Answer:
        if one.number == 1:
            approve.ask(look(bank), answering(Answer.NO, Answer.YES, Answer.QUIT), by="Bo")
            return Answer.YES
        return Answer.QUIT

    approve.ask(look(bank), decide, by="Ana")

    assert [(one.sentence.block, one.by) for one in reading(bank).kept] == [("title", "Ana"), ("stem", "Bo")]


def test_an_approval_of_what_is_no_more_there_is_taken_away(bank: Path) -> None:
    approved(bank)
    in_texts(
        ("The mean follows the tail.[^mean_follows_the_tail]\n", ""),
        ("A média segue a cauda.[^mean_follows_the_tail]\n", ""),
    )(bank)

    assert [gone.sentence.words["en"] for gone in reading(bank).gone] == [TAIL]
    assert approve.ask(look(bank), answering(), by="").is_whole
    assert not reading(bank).gone


def damaged(line: int, edit: Callable[[str], str]) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        lines = path.read_text("utf-8").split("\n")
        lines[line - 1] = edit(lines[line - 1])
        path.write_text("\n".join(lines), "utf-8")

    return change


def no_text(path: Path) -> None:
    path.write_bytes(b"\xff")


NONE = "this is no approval: restore the line, or remove it and approve again"
OTHER = "this is not what was approved, by its fingerprint: restore the line, or remove it and approve again"
DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a conflict": (damaged(3, lambda line: f"<<<<<<< HEAD\n{line}"), f":3: {NONE}"),
    "half a line": (damaged(10, lambda line: line[:40]), f":10: {NONE}"),
    "another sort of value": (damaged(2, lambda _: "[1, 2]"), f":2: {NONE}"),
    "words that are none": (damaged(2, lambda line: line.replace('"words": {', '"words": {"fr": 1, ')), f":2: {NONE}"),
    "a missing part": (damaged(2, lambda line: line.replace('"claims": {}', '"by": ""')), f":2: {NONE}"),
    "an unknown part": (damaged(2, lambda line: line.replace('"claims"', '"date": "", "claims"')), f":2: {NONE}"),
    "words that nobody approved": (damaged(10, lambda line: line.replace("tail.", "head.")), f":10: {OTHER}"),
    "a statement that nobody read": (damaged(10, lambda line: line.replace("above", "below")), f":10: {OTHER}"),
    "another encoding": (no_text, ": the approvals cannot be read: "),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_file_is_one_error_with_its_place_and_stays(what: str, bank: Path) -> None:
    approved(bank)
    damage, said = DAMAGES[what]
    damage(bank / FILE)
    left = (bank / FILE).read_bytes()

    with pytest.raises(GraderError) as error:
        look(bank)
    result = gate.verify(banks.load(str(bank)), None, progress=lambda _: None)

    assert f"approvals.jsonl{said}" in str(error.value)
    assert [finding.code for finding in result.findings] == ["P004"]
    assert f"{result.findings[0].place}: {result.findings[0].message}" in str(error.value)
    assert (bank / FILE).read_bytes() == left


def test_a_question_whose_texts_cannot_be_filled_in_is_not_asked_about(bank: Path) -> None:
    replacing(EN, TAIL, "The mean follows {{ s.nothing }}.")(bank)

    found = approved(bank)

    assert (found.unasked, found.now, found.is_whole) == (("middle",), 0, False)
    assert not (bank / FILE).exists()


def test_an_unknown_question_is_refused(bank: Path) -> None:
    with pytest.raises(GraderError, match="expected a question of middle, received 'mode'"):
        look(bank, "mode")


LOSSES = "loss_scenarios"


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> ComputedStages:
    """A question of the exam in a copy that somebody has approved."""
    bank = copytree(
        ROOT / "question_bank", tmp_path_factory.mktemp("exam") / "bank", ignore=ignore_patterns("__pycache__")
    )
    [found] = approve.look(banks.load(str(bank)), [LOSSES], lambda _: None).readings
    approve.approve_all(Approved((found,)), by="")
    assert approvals.read(found.stages).asked == ()
    return found.stages


def reread(stages: ComputedStages, sources: dict[str, Source]) -> Sequence[Judged]:
    """What is asked of a question with other texts."""
    again = stages.with_parameters(stages.question.parameters, "")
    again.sources = sources
    again.solution = stages.solution
    return approvals.read(again).asked


def places(source: Source, pattern: str) -> list[tuple[str, int, int]]:
    """Where in a text's blocks the prose has this: the block, and from where to where in the content."""
    return [
        (block.name, begin + match.start(), begin + match.end())
        for block in source.blocks.values()
        if block.name not in ("terms", "names")
        for begin in [source.content.index(block.source, source.content.index(f"block {block.name} "))]
        for match in re.finditer(pattern, block.prose(names(source)))
    ]


@LAW
@given(st.data())
def test_a_word_that_is_changed_asks_for_its_sentence_and_for_none_of_another_block(
    exam: ComputedStages, data: st.DataObject
) -> None:
    language = data.draw(st.sampled_from(exam.bank.languages))
    source = exam.sources[language]
    block, start, end = data.draw(st.sampled_from(places(source, r"[^\W\d_]+")))
    new = data.draw(st.sampled_from(["blix", f"blix {source.content[start:end]}", f"{source.content[start:end]}blix"]))
    content = source.content[:start] + new + source.content[end:]

    found = reread(exam, {**exam.sources, language: Source(source.path, language, content)})

    assert {one.sentence.block for one in found} == {block}
    [one] = [one for one in found if "blix" in one.sentence.words[language]]
    assert [before.sentence.words[language] for before in one.before] == [
        one.sentence.words[language].replace(new, source.content[start:end])
    ]
    assert found == (one,)


@LAW
@given(st.data())
def test_lines_that_are_wrapped_elsewhere_ask_for_nothing(exam: ComputedStages, data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(exam.bank.languages))
    source = exam.sources[language]
    chosen = data.draw(st.sets(st.sampled_from(places(source, r"(?<=[\w,]) (?=[^\W\d_])")), min_size=1))
    content = list(source.content)
    for _, start, _ in chosen:
        content[start] = "\n"

    assert not reread(exam, {**exam.sources, language: Source(source.path, language, "".join(content))})
