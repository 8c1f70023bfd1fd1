"""What Moodle calls the two responses to a true/false question, in the languages in which we have seen it."""

from collections.abc import Mapping

WORDS: Mapping[bool, Mapping[str, str]] = {
    True: {"en": "True", "pt-BR": "Verdadeiro"},
    False: {"en": "False", "pt-BR": "Falso"},
}

TRUE, FALSE = "true", "false"
"""The two responses as Moodle's XML has them, and the blocks of our texts."""

RESPONSES = (True, False)
"""The two responses, in Moodle's order."""


def named(response: bool) -> str:  # noqa: FBT001 - it is the response
    """A response in the words of the XML."""
    return TRUE if response else FALSE
