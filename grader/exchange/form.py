"""A form as a browser would send it: its fields in order, and what may be chosen in each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from grader.errors import SiteError
from grader.exchange.page import Page, find
from grader.exchange.session import Fields

_PRESSED = ("submit", "button", "image", "reset", "file")
_TICKED = ("checkbox", "radio")


@dataclass(frozen=True)
class Form:
    """A form. fields: what would be sent if nothing were changed; choices: of each list, the values it offers.

    ticks: the names of boxes that can be ticked; shown: all names that it has.
    """

    fields: Fields
    choices: Mapping[str, Sequence[str]]
    ticks: frozenset[str]
    shown: frozenset[str]

    def value(self, name: str) -> str:
        """What a field holds; empty where there is none."""
        return next((value for field, value in self.fields if field == name), "")


def form(page: Page, action: str) -> Form:
    """The form of a page that is sent to an address with this end. Raises SiteError where there is none."""
    for one in find(page.root, "//form[@method='post']"):
        if one.get("action", "").partition("?")[0].endswith(action):
            return _form(one)
    raise SiteError(f"{page}: expected a form there, found none")


def _form(element: _Element) -> Form:
    named = [one for one in element.iter("input", "select", "textarea") if one.get("name")]
    named = [one for one in named if one.get("type") not in _PRESSED]
    return Form(
        tuple(field for one in named if one.get("disabled") is None for field in _sent(one)),
        {
            one.get("name", ""): [option.get("value", "") for option in one.iter("option")]
            for one in named
            if one.tag == "select"
        },
        frozenset(one.get("name", "") for one in named if one.get("type") in _TICKED),
        frozenset(one.get("name", "") for one in named),
    )


def _sent(element: _Element) -> Iterator[tuple[str, str]]:
    name = element.get("name", "")
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and element.get("multiple") is None:
            chosen = options[:1]
        yield from ((name, option.get("value", "")) for option in chosen)
    elif element.tag == "textarea":
        yield name, (element.text or "").removeprefix("\n")
    elif element.get("type") not in _TICKED:
        yield name, element.get("value", "")
    elif element.get("checked") is not None:
        yield name, element.get("value", "on")
