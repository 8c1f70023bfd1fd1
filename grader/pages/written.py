"""Values in words: the same for the same value, short, and readable by whoever did not write the code."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass

MOST_LETTERS = 160
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def written(value: object) -> str:
    """A value as its author would write it: six significant digits, sets in order, no addresses, cut where long."""
    text = _written(value)
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def entries(value: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and value of every field of a dataclass; those of a dataclass within go by `outer.inner`."""
    if not is_dataclass(value):
        return
    for field in fields(value):
        inner = getattr(value, field.name)
        if is_dataclass(inner) and not isinstance(inner, type):
            yield from entries(inner, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", written(inner)


def _written(value: object) -> str:
    if isinstance(value, float | str):
        return str(value) if isinstance(value, str) else f"{value:.6g}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_written(name)}: {_written(entry)}' for name, entry in value.items())}}}"
    if isinstance(value, AbstractSet):
        return f"{{{', '.join(sorted(map(_written, value)))}}}"
    if isinstance(value, list | tuple):
        return f"({', '.join(map(_written, value))})"
    if shape := getattr(value, "shape", None):
        return f"numbers of shape {_written(shape)}"
    return " ".join(_ADDRESS.sub("", repr(value)).split())
