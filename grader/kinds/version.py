"""Which question of a bank a Moodle question is, in which variant and language: what its idnumber says."""

import re
from typing import NamedTuple

from grader.texts.language import LANGUAGES

MULTILINGUAL = "multilang"
"""What stands in the place of a language where a question is in all of them at once."""

_IDNUMBER = re.compile(r"(?P<question>[^.]+)(\.(?P<variant>[0-9a-f]{8}))?\.(?P<language>[A-Za-z]{2,}(-[A-Za-z0-9]+)*)")


class Version(NamedTuple):
    """A question of a bank in a language, or in all; `variant` is a variant's code, empty for the exam's own.

    As text it is the idnumber: stable, and unique even where two languages share a category.
    """

    question: str
    variant: str
    language: str

    def __str__(self) -> str:
        return ".".join(filter(None, self))

    @property
    def in_any_language(self) -> str:
        """What it is called where its language does not matter."""
        return str(self._replace(language=""))

    @classmethod
    def parse(cls, idnumber: str) -> "Version | None":
        """What an idnumber says; None for one that no bank wrote."""
        found = _IDNUMBER.fullmatch(idnumber)
        if found is None or (found["language"] != MULTILINGUAL and found["language"] not in LANGUAGES):
            return None
        return cls(found["question"], found["variant"] or "", found["language"])
