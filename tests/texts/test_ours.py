"""The languages of the engine's own words: each page that speaks has words in all of them, and in no other."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from grader import stability
from grader.documents import words as of_documents
from grader.preview import page as of_preview
from grader.texts.ours import OURS


@pytest.mark.parametrize("words", [of_preview.WORDS, of_preview.LANGUAGE_NAMES, of_documents.WORDS])
def test_the_words_of_pages_are_in_our_languages(words: Mapping[str, object]) -> None:
    assert set(words) == set(OURS)


def test_the_page_about_a_measured_answer_is_in_our_languages() -> None:
    [folder] = stability.__path__

    assert {path.suffixes[0][1:] for path in Path(folder).glob("words.*.toml")} == set(OURS)


def test_new_questions_are_in_our_languages() -> None:
    texts = {path.name for path in Path(stability.__path__[0]).parent.glob("kinds/*/new/text.*")}

    assert texts == {f"text.{language}.md.j2" for language in OURS}
