"""Downloads as people corrupt them, each by a named edit of a healthy one, and what becomes of it."""

from corruptions import addresses, columns, dates, files, grades, identities, responses, states
from corruptions.quiz import BASES, MAXIMUM, Base, Corruption, Verdict

CORRUPTIONS: tuple[Corruption, ...] = (
    *addresses.CORRUPTIONS,
    *identities.CORRUPTIONS,
    *dates.CORRUPTIONS,
    *columns.CORRUPTIONS,
    *responses.CORRUPTIONS,
    *grades.CORRUPTIONS,
    *states.CORRUPTIONS,
    *files.CORRUPTIONS,
)

__all__ = ["BASES", "CORRUPTIONS", "MAXIMUM", "Base", "Corruption", "Verdict"]
