"""Questions that were imported: as they came, until somebody writes their solver.

`moodle.json` in a question's folder holds what Moodle says of it beside its texts, which stand in `text.*.md`.
"""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.bank import Imported
from grader.errors import BankError
from grader.kinds.multiple_choice.question import MultipleChoice
from grader.moodle.lettering import letter
from grader.moodle.quiz import Answer, CombinedFeedback, File, Hint, Markup

SETTINGS = "moodle.json"
_PLAIN = ("name", "maximum_mark", "idnumber", "single", "shuffle", "penalty", "numbering", "standard_instruction")


def imported(folder: Path) -> Imported:
    """The question of a folder, as it was imported. Raises BankError for settings that are not as we write them."""
    path = folder / SETTINGS
    try:
        return Imported(folder.name, _multiple_choice(json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BankError(f"{path}: cannot be read as settings of an imported question: {error!r}") from error


def option_id(place: int) -> str:
    """The id of an imported option: its letter."""
    called = letter(place)
    return called if called.isalpha() else f"option{called}"


def settings(question: MultipleChoice) -> bytes:
    """What Moodle says of a question beside its texts, as the file that `imported` reads."""
    combined = question.combined
    content = {
        **{name: getattr(question, name) for name in _PLAIN},
        "tags": question.tags,
        "fractions": [answer.fraction for answer in question.answers],
        "combined": {
            **{name: _as_json(getattr(combined, name)) for name in ("right", "partly", "wrong")},
            "show_number_right": combined.show_number_right,
        },
        "hints": [
            {
                **_as_json(hint.markup),
                "show_number_right": hint.show_number_right,
                "clear_wrong": hint.clear_wrong,
            }
            for hint in question.hints
        ],
        "unread": question.unread,
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _multiple_choice(settings: Mapping[str, Any]) -> MultipleChoice:
    combined = settings["combined"]
    return MultipleChoice(
        **{name: settings[name] for name in _PLAIN},
        stem=Markup(""),
        answers=tuple(Answer(fraction, Markup("")) for fraction in settings["fractions"]),
        tags=tuple(settings["tags"]),
        combined=CombinedFeedback(
            right=_markup(combined["right"]),
            partly=_markup(combined["partly"]),
            wrong=_markup(combined["wrong"]),
            show_number_right=combined["show_number_right"],
        ),
        hints=tuple(Hint(_markup(hint), hint["show_number_right"], hint["clear_wrong"]) for hint in settings["hints"]),
        unread=tuple((tag, text) for tag, text in settings["unread"]),
    )


def _as_json(markup: Markup) -> dict[str, object]:
    files = [
        {"name": file.name, "path": file.path, "base64": base64.b64encode(file.content).decode()}
        for file in markup.files
    ]
    return {"text": markup.text, "format": markup.format, "files": files}


def _markup(content: Mapping[str, Any]) -> Markup:
    files = (File(file["name"], base64.b64decode(file["base64"]), file["path"]) for file in content["files"])
    return Markup(content["text"], content["format"], tuple(files))
