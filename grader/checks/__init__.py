"""Every check that stands between a bank and its release, in the order in which they run."""

from functools import cache
from typing import Any

from grader.checks import (
    alignment,
    approvals,
    bank,
    claims,
    elsewhere,
    embedding,
    equations,
    exports,
    expressions,
    facts,
    figures,
    held,
    key,
    moodle,
    mutants,
    presets,
    ranges,
    readback,
    reasons,
    record,
    same,
    subjects,
    text,
    things,
    told,
    typed,
    waivers,
    written,
)
from grader.checks.cues import giveaways as cues
from grader.checks.cues import lengths, repeats
from grader.checks.kinds import of_kinds
from grader.checks.layout import LAYOUT_CHECKS
from grader.checks.release import Release
from grader.findings import Check, search_breaks_down
from grader.kinds import authored
from grader.kinds.kind import Kind
from grader.model import OfAKind
from grader.release.stages import ComputedStages

_OF_ITEMS: tuple[Check[ComputedStages], ...] = (
    record.record_unreadable,
    record.record_incomplete,
    record.record_of_other_origin,
    record.record_torn,
    record.machine_unknown,
    record.record_edited,
    record.record_ends_otherwise,
    record.record_off_plan,
    record.record_contradicts_itself,
    presets.preset_after_looking,
    presets.preset_unread,
    key.solver_fails,
    key.solver_is_not_repeatable,
    key.mark_is_none,
    key.undecided_key,
)

_OF_TEXTS: tuple[Check[ComputedStages], ...] = (
    key.key_not_certified,
    key.space_without_the_exam,
    key.choice_without_effect,
    claims.repeated_claim,
    claims.claim_without_statement,
    claims.claim_that_cannot_run,
    claims.false_claim,
    claims.claim_that_cannot_fail,
    held.counterexample_is_unreal,
    claims.option_without_reason,
    claims.distractor_without_misconception,
    reasons.misconception_of_several,
    reasons.claim_shares_code,
    text.text_missing,
    text.block_missing,
    text.block_unknown,
    text.template_fails,
    expressions.expression_is_more_than_a_value,
    typed.typed_digit,
    text.uncited_sentence,
    text.unknown_claim,
    reasons.claim_of_another,
    text.number_not_claimed,
    held.value_not_held,
    text.uncited_claim,
    text.languages_differ,
    alignment.foreign_text,
    alignment.sentences_differ,
    things.names_differ,
    alignment.meanings_differ,
    things.things_differ,
    alignment.terms_differ,
    same.terms_exchanged,
    alignment.foreign_decimal,
    expressions.filter_does_not_fit,
    expressions.rounded_to_nothing,
    expressions.different_numbers_read_alike,
    expressions.comparison_is_not_seen,
    ranges.range_reversed,
    equations.equation_is_false,
    same.unit_of_another,
    text.mathematics_lost,
    text.unreadable_number,
    figures.figure_fails,
    figures.figure_not_shown,
    figures.figure_of_constants,
    figures.figure_with_words_of_its_own,
    embedding.file_missing,
    embedding.image_without_words,
    embedding.image_from_elsewhere,
    embedding.languages_cannot_share,
    alignment.formulas_differ,
)

_OF_MOODLE: tuple[Check[ComputedStages], ...] = (
    moodle.fraction_refused,
    moodle.text_unwritable,
    moodle.marker_disagrees,
    moodle.download_loses_text,
    moodle.reads_back_differently,
    written.field_differs,
    moodle.tag_twice,
)


_READ_BACK: tuple[Check[ComputedStages], ...] = (
    readback.answer_is_constant,
    readback.readback_unreadable,
    readback.phrase_not_found,
    readback.words_unread,
    readback.read_otherwise,
    readback.option_read_otherwise,
    facts.stated_otherwise,
    told.option_unread,
    told.words_exchangeable,
    told.feedback_of_another,
    told.feedback_read_otherwise,
    told.feedbacks_exchangeable,
    told.label_of_another,
)


def question_checks() -> tuple[Check[ComputedStages], ...]:
    """The checks of a question in the order in which they run, those of every kind among them."""
    return _question_checks(authored())


def checks_of(item: OfAKind) -> tuple[Check[ComputedStages], ...]:
    """Those of them that look at an item: the checks of other kinds would pass over it."""
    return _question_checks(tuple(kind for kind in authored() if isinstance(item, kind.item)))


@cache
def _question_checks(kinds: tuple[Kind[Any], ...]) -> tuple[Check[ComputedStages], ...]:
    return (
        *_OF_ITEMS,
        *of_kinds(kinds, "of_items", "S001"),
        *_OF_TEXTS,
        *of_kinds(kinds, "of_texts", *text.COMPLETE),
        *LAYOUT_CHECKS,
        *_OF_MOODLE,
        *_READ_BACK,
    )


RELEASE_CHECKS: tuple[Check[Release], ...] = (
    key.question_unloaded,
    key.repeated_question,
    bank.question_left_out,
    bank.foreign_category,
    bank.repeated_title,
    moodle.idnumber_unusable,
    written.released_otherwise,
    exports.export_missing,
    exports.export_differs,
    exports.export_unexpected,
)

MUTATION_CHECKS: tuple[Check[mutants.Tried], ...] = (
    mutants.mutant_survives,
    mutants.survivor_that_is_none,
    mutants.survivor_without_reason,
)

READING_CHECKS: tuple[Check[ComputedStages], ...] = (approvals.approvals_unreadable,)

APPROVAL_CHECKS: tuple[Check[approvals.Reading], ...] = (
    approvals.never_approved,
    approvals.changed_since,
    approvals.approval_of_nothing,
)
"""What stands in the way of a release only where it is asked for."""


def question_cues() -> tuple[Check[ComputedStages], ...]:
    """The checks of a question that warn, those of every kind among them."""
    return (
        cues.longest_key,
        cues.hedged_key,
        cues.absolute_key,
        cues.catch_all,
        cues.words_of_the_stem,
        cues.negative_stem,
        repeats.key_is_the_same_in_all_variants,
        lengths.feedback_unread,
        readback.not_read_back,
        facts.stated_once,
        same.named_like_another_value,
        subjects.speaks_of_another,
        ranges.row_reversed,
        record.machines_mixed,
        alignment.meanings_in_another_order,
        *of_kinds(authored(), "cues", *text.COMPLETE),
        waivers.waiver_without_reason,
    )


RELEASE_CUES: tuple[Check[Release], ...] = (
    cues.positions_of_keys,
    bank.file_of_no_language,
    mutants.score_of_other_code,
)

CUES: tuple[Check[Any], ...] = (*question_cues(), *RELEASE_CUES, waivers.waiver_without_warning)
"""The checks that warn, and do not stand in the way of a release."""

CHECKS: tuple[Check[Any], ...] = (
    *question_checks(),
    *RELEASE_CHECKS,
    elsewhere.solved_otherwise_elsewhere,
    record.trained_again_differs,
    search_breaks_down,
    *MUTATION_CHECKS,
    *READING_CHECKS,
    *APPROVAL_CHECKS,
    *CUES,
)
