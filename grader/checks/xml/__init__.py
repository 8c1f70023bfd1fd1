"""Family X: what Moodle's importer would drop, change or refuse of an XML file, whoever wrote it.

Observed on Moodle 5.1; no check reads anything but the file.
"""

from grader.checks.check import Check
from grader.checks.xml import (
    calculated,
    choices,
    cloze,
    downloads,
    files,
    gaps,
    marks,
    measures,
    names,
    settings,
    structure,
    texts,
    types,
    whitespace,
)
from grader.checks.xml.elements import QuizFile
from grader.model import Finding

QUIZFILE_CHECKS: tuple[Check[QuizFile], ...] = (
    structure.no_question,
    structure.name_not_xml,
    structure.type_unknown,
    structure.markup_in_text,
    structure.not_read,
    structure.stands_twice,
    structure.setting_ignored,
    structure.parts_missing,
    whitespace.spaces_lost,
    names.name_unusable,
    names.markup_stripped,
    names.category_misnamed,
    names.idnumber_too_long,
    names.idnumber_repeated,
    names.tags_empty,
    names.category_idnumber_unusable,
    settings.number_unreadable,
    settings.setting_misread,
    settings.integer_unreadable,
    settings.switched_on_by_presence,
    settings.setting_holds_elements,
    settings.numbering_unknown,
    settings.word_unknown,
    marks.fraction_refused,
    marks.nobody_can_be_right,
    marks.sum_is_not_whole,
    marks.no_answer_accepted,
    choices.too_few_choices,
    choices.choice_dropped,
    choices.order_not_said,
    measures.numerical_unreadable,
    measures.unit_lost,
    types.ordering_incomplete,
    types.too_few_items,
    types.items_alike,
    types.items_left_out,
    types.feedback_not_stored,
    types.truth_is_guessed,
    types.pair_without_answer,
    structure.match_too_long,
    types.nothing_to_answer,
    types.essay_impossible,
    cloze.no_part,
    cloze.part_refused,
    cloze.part_left_as_text,
    cloze.part_misread,
    gaps.choice_numbers_shift,
    gaps.gap_without_choice,
    gaps.choice_used_up,
    calculated.formula_refused,
    calculated.dataset_missing,
    calculated.tolerance_too_long,
    texts.question_without_text,
    texts.format_unknown,
    texts.mathematics_not_shown,
    texts.taken_for_a_tag,
    files.file_misnamed,
    files.file_missing,
    files.file_unused,
    files.file_not_base64,
    downloads.choices_read_the_same,
    downloads.text_lost,
    downloads.choice_reads_as_blank,
    downloads.choices_run_together,
)


def examine(file: QuizFile) -> list[Finding]:
    """Run every check on a file; the findings in the order of its lines."""
    found = [finding for check in QUIZFILE_CHECKS for finding in check.findings(file)]
    return sorted(found, key=lambda finding: (int(finding.where.rpartition(":")[2]), finding.code))
