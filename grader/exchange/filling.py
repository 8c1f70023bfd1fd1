"""Moodle's edit form filled in with our question: every field as a browser would send it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.errors import SiteError
from grader.exchange.drafts import new_area
from grader.exchange.form import Form
from grader.exchange.page import number_shown
from grader.exchange.said import Said, said
from grader.exchange.session import Fields
from grader.kinds.numerical.question import in_figures
from grader.moodle.quiz import MoodleQuestion

_FORMATS = {"moodle_auto_format": "0", "html": "1", "plain_text": "2", "markdown": "4"}
_NEAR = 1e-5
_WITH_SIGN = re.compile(r"-?[0-9]+(?P<sign>[.,])[0-9]+(?:[eE][+-]?[0-9]+)?")
_ROW = re.compile(r"(?P<field>\w+)\[(?P<place>[0-9]+)\].*")


@dataclass(frozen=True)
class Filled:
    """A form filled in. areas: the number of the draft area of each editor, by the editor's name."""

    fields: Fields
    areas: Mapping[str, str]


def filled(form: Form, question: MoodleQuestion, *, status: str, language: str, confirmed: bool = False) -> Filled:
    """A question's edit form with what ours says, to be saved with a status.

    language: of the session, by Moodle's code. confirmed: whether a person knows that the number of gaps changes.
    Raises SiteError for what the form cannot say.
    """
    wanted = said(question)
    areas = _areas(form, wanted)
    values = {**_values(form, wanted, language), "status": status, "submitbutton": "1"}
    for name, markup in wanted.editors.items():
        values[f"{name}[text]"] = markup.text
        values[f"{name}[format]"] = _FORMATS.get(markup.format, "1")
        if name in areas:
            values[f"{name}[itemid]"] = areas[name]
        elif markup.files:
            raise SiteError(f"{question.name}: Moodle's form takes no images in its {name}: edit it there")
    if "confirm" in form.shown:
        values["confirm"] = "1" if confirmed else "0"
    return Filled(tuple(_sent(form, values, wanted, question.tags)), areas)


def _values(form: Form, wanted: Said, language: str) -> dict[str, str]:
    numbers = {name: _number(form, name, number, language) for name, number in wanted.numbers.items()}
    chosen = {name: _choice(form, name, number) for name, number in wanted.chosen.items()}
    counters = {name: str(count) for name, (count, _) in wanted.rows.items()}
    for name, value in wanted.plain.items():
        if value not in form.choices.get(name, (value,)):
            raise SiteError(f"Moodle's form offers no {name} of {value!r}: choose another here, or set it there")
    return {**wanted.plain, **numbers, **chosen, **counters}


def _number(form: Form, name: str, number: float, language: str) -> str:
    """A number as the session's language writes it; as the form shows it, where it is the same."""
    shown, figures = form.value(name), in_figures(float(f"{number:.15g}"))
    if shown and number_shown(shown) == number:
        return shown
    return figures if "." not in figures else figures.replace(".", _sign(form, language))


def _sign(form: Form, language: str) -> str:
    """The sign before decimals, as some number of the form shows it, else as the language's numbers have it."""
    for name, value in form.fields:
        found = _WITH_SIGN.fullmatch(value)
        if (
            found
            and name not in form.choices
            and re.match(r"unitpenalty|tolerance|multiplier|answer|defaultmark", name)
        ):
            return found["sign"]
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language).number_symbols["latn"]["decimal"])
    except (UnknownLocaleError, ValueError, LookupError):
        raise SiteError(
            f"how the language {language!r} of the session writes decimals is not known: choose English there"
        ) from None


def _choice(form: Form, name: str, number: float) -> str:
    """The value of a list that is a number; of rows that are new, the list of the first row."""
    offered = form.choices.get(name) or form.choices.get(_ROW.sub(r"\g<field>[0]", name), ())
    for value in offered:
        if (known := number_shown(value)) is not None and abs(known - number) < _NEAR:
            return value
    raise SiteError(f"Moodle's form offers no {name} of {number:.10g}; it offers {', '.join(offered)}")


def _areas(form: Form, wanted: Said) -> dict[str, str]:
    """The draft area of each editor: the form's own, and for rows that are new an unused number.

    An editor without one would keep the draft's address for ever.
    """
    used = {value for name, value in form.fields if name.endswith("[itemid]")}
    areas = {name: form.value(f"{name}[itemid]") for name in wanted.editors if f"{name}[itemid]" in form.shown}
    for name in wanted.editors:
        if name not in areas and f"{name}[text]" not in form.shown:
            areas[name] = new_area(used)
            used.add(areas[name])
    return areas


def _sent(form: Form, values: Mapping[str, str], wanted: Said, tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The form's own fields in their order with the new values, without rows that are gone, then what it lacks."""
    done = set[str]()
    for name, value in form.fields:
        if name == "tags[]" or name in done or _is_gone(name, wanted):
            continue
        if name in wanted.ticks:
            if name not in form.ticks or value != "0":
                continue
            yield name, value  # the zero that stands before a box
        elif name in values:
            done.add(name)
            yield name, values[name]
        else:
            yield name, value
    for name, is_ticked in wanted.ticks.items():
        if not (is_ticked or name in form.shown):
            yield name, "0"
        elif is_ticked:
            yield name, "1"
    yield from ((name, value) for name, value in values.items() if name not in done)
    yield from (("tags[]", tag) for tag in tags)


def _is_gone(name: str, wanted: Said) -> bool:
    """Whether a field belongs to a row that ours does not have."""
    row = _ROW.fullmatch(name)
    return row is not None and any(
        row["field"] in fields and int(row["place"]) >= count for count, fields in wanted.rows.values()
    )
