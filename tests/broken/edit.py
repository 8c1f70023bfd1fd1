"""A way to break a healthy bank."""

from dataclasses import dataclass

from broken.breaks import Break


@dataclass(frozen=True)
class Edit:
    """What breaks a bank.

    bank: which healthy bank, by its folder in `tests`. breaks: changes a copy of it.
    """

    breaks: Break
    bank: str = "broken/healthy"
