"""Questions that were imported: as they came, until somebody writes their solver.

`moodle.json` in a question's folder holds what Moodle says of it beside its texts, which stand in `text.*.md`: every
field of the question by its name, a text that says nothing left out.
"""

import base64
import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from grader.bank import Imported
from grader.errors import BankError, MoodleXMLError
from grader.kinds import KINDS
from grader.moodle.quiz import Markup, MoodleQuestion

SETTINGS = "moodle.json"
_TYPE = "type"
_NOTHING = Markup("")


def imported(folder: Path) -> Imported:
    """The question of a folder, as it was imported. Raises BankError for settings that are not as we write them."""
    path = folder / SETTINGS
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Imported(folder.name, _made(KINDS[content.pop(_TYPE)].importing.question, content))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, MoodleXMLError) as error:
        raise BankError(f"{path}: cannot be read as settings of an imported question: {error!r}") from error


def settings(question: MoodleQuestion) -> bytes:
    """What Moodle says of a question beside its texts, as the file that `imported` reads."""
    importing = KINDS[question.kind].importing
    without_texts = importing.with_texts(question, dict.fromkeys(importing.texts(question), _NOTHING))
    content = {_TYPE: question.kind, **_as_json(without_texts)}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _as_json(value: Any) -> Any:
    """A value of a question as JSON has it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [_as_json(entry) for entry in value]
    if is_dataclass(value):
        said = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _as_json(entry) for name, entry in said if entry != _NOTHING}
    return value


def _made(hint: Any, content: Any) -> Any:
    """The value that JSON says, of the type that is wanted. Raises KeyError or TypeError for another."""
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(
            **{
                field.name: _NOTHING
                if hints[field.name] is Markup and field.name not in content
                else _made(hints[field.name], content[field.name])
                for field in fields(hint)
            }
        )
    if get_origin(hint) is tuple:
        wanted = get_args(hint)
        hints_of = wanted if wanted[-1] is not ... else wanted[:1] * len(content)
        return tuple(_made(one, entry) for one, entry in zip(hints_of, content, strict=True))
    if hint is bytes:
        return base64.b64decode(content)
    if not isinstance(content, int | float if hint is float else hint):
        raise TypeError(f"expected {hint.__name__}, received {content!r}")
    return content
