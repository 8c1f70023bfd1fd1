"""Some variants of each question that has any, drawn for the preview and examined as strictly as the exam."""

from collections.abc import Sequence
from dataclasses import replace

from grader.bank import Bank
from grader.errors import GraderError
from grader.findings import Finding, raised
from grader.model import Space
from grader.preview.asked import Attempts, asked
from grader.preview.sheet import Drawn, Kept, Preview, Sheet, ShownVariant
from grader.release import stages as staging
from grader.release import variants
from grader.release.stages import ComputedStages
from grader.release.variants import Variant
from grader.verification.looking import examine


def with_other_variants(shown: Preview, bank: Bank, languages: Sequence[str], *, count: int, seed: int) -> Preview:
    """The preview of a bank with the variants that another seed draws."""
    computed = {one.id: one for one in staging.computed(bank)}

    def varied(sheet: Sheet | Kept) -> Sheet | Kept:
        if isinstance(sheet, Kept) or sheet.id not in computed:
            return sheet
        return replace(sheet, drawn=drawn(computed[sheet.id], languages, count, seed))

    return replace(shown, sheets=[varied(one) for one in shown.sheets])


def drawn(stages: ComputedStages, languages: Sequence[str], count: int, seed: int) -> Drawn | None:
    """`count` variants other than the exam's own; a space that has fewer gives those that it has, and says why."""
    space = stages.question.space
    if space is None or not count:
        return None
    try:
        size = variants.size(space)
        found, trouble = _as_many(stages, min(count + 1, size), seed)
        own = variants.code(stages.question.parameters)
    except Exception as error:  # noqa: BLE001 - whatever an author's space raises
        return Drawn(seed=seed, size=0, trouble=raised(error))
    others = [variant for variant in found if variant.stages.variant != own][:count]
    return Drawn(
        seed=seed, size=size, variants=[_shown(variant, space, languages) for variant in others], trouble=trouble
    )


def _as_many(stages: ComputedStages, count: int, seed: int) -> tuple[Sequence[Variant], str]:
    """`count` variants, or as many as can be drawn; and why they are fewer."""
    trouble = ""
    for number in range(count, 0, -1):
        try:
            found = variants.told_apart(stages, number, seed)
        except GraderError as error:
            trouble = trouble or str(error)
        else:
            return found, trouble or variants.fewer(stages, number, found)
    return (), trouble


def _shown(variant: Variant, space: Space, languages: Sequence[str]) -> ShownVariant:
    attempts = Attempts()
    findings: Sequence[Finding] = attempts.at("findings", lambda: examine(variant), ())
    shown = asked(variant.stages, languages, attempts)
    return ShownVariant(
        versions=shown.versions,
        options=shown.options,
        key=shown.key,
        absent=shown.absent,
        findings=findings,
        not_shown=attempts.not_shown(),
        code=variant.stages.variant,
        differences=variants.describe(variant.choices, space),
    )
