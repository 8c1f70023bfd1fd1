"""Banks for the tests of the preview: imported from a quiz's file as a person would, or with a second question."""

import struct
import zlib
from pathlib import Path
from shutil import copytree

from broken.breaks import replacing
from click.testing import CliRunner
from extras import require

from grader.cli import grader

KEPT = """
<question type="calculated"><name><text>Even</text></name><questiontext format="html"><text>Twice {n}?</text>
  </questiontext><generalfeedback format="html"><text>Two is twice one.</text></generalfeedback>
  <answer fraction="100"><text>2*{n}</text><feedback format="html"><text>Yes, twice one.</text></feedback></answer>
  <answer fraction="0"><text>{n}</text></answer></question>
<question type="matching"><name><text>Capitals</text></name><questiontext format="markdown"><text>Match</text>
  </questiontext><subquestion format="html"><text>&lt;b&gt;Peru&lt;/b&gt;</text><answer><text>Lima</text></answer>
  </subquestion><subquestion format="html"><text/><answer><text>Quito</text></answer></subquestion></question>
<question type="numerical"><name><text>Pi</text></name><questiontext format="html"><text>Pi?</text></questiontext>
  <answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer>
  <units><unit><multiplier>0</multiplier><unit_name>rad</unit_name></unit></units></question>
<question type="cloze"><name><text>Gaps</text></name><questiontext format="html">
  <text>It is {1:MULTICHOICE:=Lima#right~%50%Quito~Rio} and {2:NM:=3,1:0.1}, and {not a gap}.</text></questiontext>
  <hint format="html"><text>Look south.</text></hint><hint format="html"><text></text></hint></question>
<question type="gapselect"><name><text>Choose</text></name><questiontext format="html"><text>A [[2]] eats [[9]].</text>
  </questiontext><selectoption><text>stone</text><group>1</group></selectoption>
  <selectoption><text>cat</text><group>1</group></selectoption></question>
<question type="ordering"><name><text>Order</text></name><questiontext format="html"><text>Sort</text></questiontext>
  <answer fraction="0" format="html"><text>first</text></answer>
  <answer fraction="0" format="html"><text>second</text></answer></question>
<question type="essay"><name><text>Write</text></name><questiontext format="html"><text>
  &lt;img src="@@PLUGINFILE@@/a%20b.png"&gt;&lt;script&gt;document.title='owned'&lt;/script&gt;</text>
  <file name="a b.png" path="/" encoding="base64">iVBORy0x</file></questiontext>
  <graderinfo format="html"><text>Look for words.</text></graderinfo><responseformat>editor</responseformat>
  <responserequired>2</responserequired></question>
<question type="stranger"><name><text>Stranger</text></name><questiontext format="html"><text>What?</text>
  </questiontext><inner><deeper><most>here</most></deeper></inner></question>
"""


def imported(content: bytes, folder: Path) -> Path:
    """The bank that an import makes of a quiz's file, in English."""
    require("markdownify")
    (folder / "quiz.xml").write_bytes(content)
    arguments = ["import", str(folder / "quiz.xml"), "--bank", str(folder / "bank"), "--language", "en"]
    result = CliRunner().invoke(grader, arguments)
    assert result.exit_code == 0, result.output
    return folder / "bank"


def quiz_of(questions: str) -> bytes:
    """A quiz's file with questions as they stand in one."""
    return f"<quiz>{questions}</quiz>".encode()


def png(*, width: int, height: int) -> bytes:
    """A black picture, as the bytes of its file."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)  # one bit a pixel
    rows = (b"\0" + b"\0" * ((width + 7) // 8)) * height
    pieces = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + pieces


def with_two_questions(bank: Path) -> None:
    """Give a copy of the healthy bank a second question, like its first."""
    copytree(bank / "middle", bank / "second")
    replacing("second/__init__.py", 'id="middle"', 'id="second"')(bank)
    replacing("__init__.py", "from . import middle", "from . import middle, second")(bank)
    replacing("__init__.py", "(middle.QUESTION,)", "(middle.QUESTION, second.QUESTION)")(bank)
