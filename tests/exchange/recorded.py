"""What was recorded of a real Moodle: read by what we have, and boiled down to what tests compare with.

    python tests/exchange/recorded.py FOLDER

takes the folder of recorded exchanges, says of each what our reading makes of it, and writes
`tests/golden/moodle/update`: the fields of forms and what was posted, and the export; no page of Moodle's is kept.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from grader.errors import SiteError  # noqa: E402 - found by the line above
from grader.exchange.page import Page  # noqa: E402

GOLDEN = ROOT / "tests" / "golden" / "moodle" / "update"
FORMS, EXPORT = "forms.json", "export.xml"
TYPES = ("CZ", "DDW", "DE", "ES", "GAP", "MC12", "MC33", "MC7", "MCn", "MT", "NUM", "NUMu", "ORD", "SA", "TF")


def exchanges(folder: Path, scenario: str) -> list[Mapping[str, Any]]:
    """The recorded exchanges of a scenario."""
    found: list[Mapping[str, Any]] = json.loads((folder / f"{scenario}.json").read_text(encoding="utf-8"))["exchanges"]
    return found


def page(exchange: Mapping[str, Any]) -> Page:
    """An answer as we would have received it."""
    answer = exchange["response"]
    location = answer.get("location") or ""
    content = (answer.get("body") or "").encode()
    place = urlsplit(location or "http://127.0.0.1:8098")
    return Page(f"http://{place.netloc}", exchange["request"]["path"], answer["status"], location, content)


def controls(content: bytes) -> Iterator[list[Any]]:
    """The fields of an edit form: sort, name and value; of lists what they offer and what is chosen."""
    (form,) = etree.fromstring(content, etree.HTMLParser(encoding="utf-8")).xpath("//form[@data-qtype]")
    for one in form.iter("input", "select", "textarea"):
        name = one.get("name")
        if name is None or one.get("type") in ("submit", "button"):
            continue
        if one.tag == "select":
            offered = [[option.get("value"), option.get("selected") is not None] for option in one.iter("option")]
            sort = "list" if one.get("multiple") is not None else "select"
            yield [sort, name, [value for value, _ in offered], [value for value, is_chosen in offered if is_chosen]]
        elif one.tag == "textarea":
            yield ["textarea", name, one.text or ""]
        else:
            yield [
                one.get("type"),
                name,
                one.get("value", ""),
                *(["checked"] if one.get("checked") is not None else []),
            ]


def forms(folder: Path) -> dict[str, Any]:
    """By question: its form, and what was posted to save it changed."""
    found = {}
    for name in TYPES:
        shown, sent = exchanges(folder, f"edit-{name}")[:2]
        found[name] = {"form": list(controls(page(shown).content)), "posted": sent["request"]["fields"]}
    return found


def errors(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Of each answer that is an error: scenario, note, and in what words we refuse it; empty where we take it."""
    for scenario in ("error-refused", "error-fields", "error-draft", "error-migration-pending"):
        for exchange in exchanges(folder, scenario):
            answer = page(exchange)
            try:
                answer.require()
                said = "; ".join(answer.refused)
            except SiteError as error:
                said = str(error)
            yield scenario, exchange["note"], said


def export(folder: Path) -> bytes:
    """The export of the bank whose forms were recorded."""
    content: str = exchanges(folder, "flow")[4]["response"]["body"]
    return content.encode()


def main(folder: Path) -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    lines = (f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in forms(folder).items())
    (GOLDEN / FORMS).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    (GOLDEN / EXPORT).write_bytes(export(folder))
    for scenario, note, said in errors(folder):
        sys.stdout.write(f"{scenario}: {note}: {said or 'taken'}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
