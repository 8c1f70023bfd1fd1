"""Family L: nothing in what students see is broken, left over or not meant for them."""

from grader.checks.layout import characters, formulas, lists, markup, punctuation, stem, structure, words
from grader.findings import Check
from grader.release.stages import ComputedStages

LAYOUT_CHECKS: tuple[Check[ComputedStages], ...] = (
    markup.markup_left_over,
    markup.latex_outside,
    formulas.formula_broken,
    lists.list_broken,
    structure.structure_unmeant,
    characters.character_invisible,
    characters.letter_is_another,
    punctuation.punctuation_broken,
    punctuation.bracket_open,
    punctuation.sentence_unlike,
    words.word_doubled,
    words.note_to_author,
    stem.stem_asks_nothing,
    stem.stem_says_key,
    structure.reference_astray,
    structure.nothing_shown,
    structure.words_lost,
)
