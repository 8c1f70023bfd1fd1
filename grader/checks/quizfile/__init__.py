"""Family X: what Moodle's importer would drop, change or refuse of an XML file, whoever wrote it.

Observed on Moodle 5.1; no check reads anything but the file.
"""

from grader.checks.check import Check
from grader.checks.quizfile import choices, downloads, files, marks, names, structure, texts, types, whitespace
from grader.checks.quizfile.elements import QuizFile
from grader.model import Finding

QUIZFILE_CHECKS: tuple[Check[QuizFile], ...] = (
    structure.no_question,
    structure.name_not_xml,
    structure.type_unknown,
    structure.markup_in_text,
    structure.not_read,
    structure.stands_twice,
    structure.setting_ignored,
    whitespace.spaces_lost,
    names.name_unusable,
    names.markup_stripped,
    names.category_misnamed,
    names.idnumber_too_long,
    names.idnumber_repeated,
    names.tags_empty,
    marks.fraction_refused,
    marks.nobody_can_be_right,
    marks.sum_is_not_whole,
    marks.number_unreadable,
    choices.too_few_choices,
    choices.choice_dropped,
    choices.order_not_said,
    choices.setting_misread,
    choices.numbering_unknown,
    types.numerical_unreadable,
    types.ordering_incomplete,
    types.truth_is_guessed,
    types.pair_without_answer,
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
