"""`grader check-xml` on files: types of plugins, exit status, streams, counts."""

import json
from pathlib import Path

import pytest
from checks.xml.questions import (
    category,
    choice,
    findings,
    question,
    stem,
)
from command_line import grader

from grader.checks.xml import examine
from grader.checks.xml.elements import QuizFile


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
