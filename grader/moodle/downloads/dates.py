"""Dates as reports write them."""

import re
from datetime import datetime, timedelta

_ENGLISH = "january february march april may june july august september october november december"
_MONTHS = {
    name: month
    for names in (
        _ENGLISH,
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    )
    for month, name in enumerate(names.split(), start=1)
}
_MOMENT = re.compile(r"(\d{1,2})\s+(?:de\s+)?(\w+)\s+(?:de\s+)?(\d{4})\D+(\d{1,2}):(\d{2})\s*([AP]M)?", re.IGNORECASE)


def moment(text: str) -> datetime | None:
    """A date as reports in English and Portuguese have it: `23 November 2026  6:13 AM`; None for another language.

    In English, also for an hour that lost its AM or PM: it may be either.
    """
    found = _MOMENT.search(text)
    if found is None or found[2].lower() not in _MONTHS:
        return None
    hour = int(found[4])
    if found[6]:
        hour = hour % 12 + 12 * (found[6].upper() == "PM")
    elif 1 <= hour <= 12 and found[2].lower() in _ENGLISH.split():  # noqa: PLR2004 - morning and afternoon are alike
        return None
    try:
        return datetime(int(found[3]), _MONTHS[found[2].lower()], int(found[1]), hour, int(found[5]))  # noqa: DTZ001
    except ValueError:
        return None


_UNITS = {"sec": 1, "seg": 1, "min": 60, "hour": 3600, "hora": 3600, "day": 86400, "dia": 86400}
_LENGTH = re.compile(rf"([0-9]+) ({'|'.join(_UNITS)})[a-z]*")


def length(text: str) -> tuple[timedelta, timedelta] | None:
    """A duration and how much it may leave out, as in `2 hours 5 mins`; None for another language."""
    if not re.fullmatch(rf"{_LENGTH.pattern}( {_LENGTH.pattern})*", text):
        return None
    parts = [(int(count), _UNITS[unit]) for count, unit in _LENGTH.findall(text)]
    left_out = {3600: 60, 86400: 3600}.get(parts[0][1], 0)  # Moodle shows the two largest units
    return timedelta(seconds=sum(count * unit for count, unit in parts)), timedelta(seconds=left_out)
