"""What a choice may hold so that it can be read where it stands: in a menu, or as a word that is dragged."""

import html
import re

from grader.moodle.flatten import as_downloaded, strip_tags, to_plain_text

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_OF_DRAGGED = frozenset({"b", "strong", "i", "em", "sub", "sup"})
_TYPESET = (r"\(", r"\[", "$$")


def unfit(choice: str, *, in_menus: bool) -> str:
    """Why a choice, as HTML, cannot stand in a question; empty where it can."""
    if not choice.strip():
        return "is empty"
    tags = sorted({tag.lower() for tag in _TAG.findall(choice)} - (frozenset() if in_menus else _OF_DRAGGED))
    if tags:
        return f"has the element {', '.join(tags)}"
    if in_menus:
        if any(delimiter in choice for delimiter in _TYPESET):
            return "has mathematics, which no menu typesets"
        written = html.unescape(choice)
        return "" if html.unescape(strip_tags(written)) == written else "loses a part in menus and downloads"
    return "" if as_downloaded(choice) == to_plain_text(choice) else "loses a part in downloads"
