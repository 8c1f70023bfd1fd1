"""What can be wrong with pairs that are asked for: K040 to K047, W048."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from grader.authored import printed
from grader.findings import Defect, Severity, at, check, source_of
from grader.kinds.matching.item import Matching, in_words, of_item, partner_block, stem_block
from grader.kinds.matching.responses import OfPairs
from grader.kinds.response import Outcome
from grader.kinds.subject import Checks, Subject
from grader.model import Text
from grader.moodle.flatten import as_downloaded

if TYPE_CHECKING:
    from grader.texts.source import Source  # it imports what renders texts, which grading does without

LONGEST = 255
"""How many characters of a choice Moodle's database holds."""

_PLAIN = re.compile(r"[^<]*")
_MATHEMATICS = re.compile(r"\\[(\[]|\$\$")
_FOUND = ("K040", "K041")
_WORDED = ("K044", "K045", "K046")


@check("K040", remedy="Offer what is true of the stem, or mend the solver.")
def stem_without_partner(asked: Subject) -> Iterator[Defect]:
    """None of the partners is true of a stem that is to be matched."""
    item: Matching = asked.item
    for stem in item.stems:
        if not item.found[stem.id]:
            yield Defect(
                source_of(asked.question.item),
                f"no partner is true of {stem.id}, {printed(stem.value)}",
                tuple(f"{partner.id}: {printed(partner.value)}" for partner in item.partners),
            )


@check("K041", remedy="Let the parameters keep them apart, or offer one of them alone.")
def stem_with_several_partners(asked: Subject) -> Iterator[Defect]:
    """Several partners are true of a stem that is to be matched, and Moodle takes one of them alone."""
    item: Matching = asked.item
    for stem in item.stems:
        if len(item.found[stem.id]) > 1:
            yield Defect(
                source_of(asked.question.item),
                f"{' and '.join(item.found[stem.id])} are all true of {stem.id}, {printed(stem.value)}",
            )


@check(
    "K042",
    remedy="Let the wrong solver return {stem: value}, each value one that a partner asserts.",
    requires=_FOUND,
)
def misconception_matches_nothing(asked: Subject) -> Iterator[Defect]:
    """A misconception, which is to match stems otherwise, gives a stem what is not one of the partners."""
    item: Matching = asked.item
    stems = {stem.id for stem in item.stems}
    for one, led, found in zip(item.wrong, item.led, item.misleading, strict=True):
        if not isinstance(led, Mapping) or not led:
            yield Defect(source_of(one.solve), f"expected values by the ids of stems, received {printed(led)}")
            continue
        for id_, partners in found.items():
            if id_ not in stems:
                yield Defect(source_of(one.solve), f"expected a stem of {', '.join(sorted(stems))}, received {id_!r}")
            elif len(partners) != 1:
                asserted = " and ".join(partners) or "no partner"
                yield Defect(source_of(one.solve), f"it gives {id_} {printed(led[id_])}, which is {asserted}")


@check(
    "K043",
    remedy="Let the parameters keep them apart; a reasoning that is right is no misconception.",
    requires=(*_FOUND, "K042"),
)
def misconception_matches_rightly(asked: Subject) -> Iterator[Defect]:
    """A misconception matches every stem of which it says something with its true partner."""
    item: Matching = asked.item
    for one, found in zip(item.wrong, item.misleading, strict=True):
        if all(item.found[id_] == partners for id_, partners in found.items()):
            pairs = ", ".join(f"{id_} with {partners[0]}" for id_, partners in found.items())
            yield Defect(source_of(one.solve), f"{one.id} leads to the key: {pairs}")


@check("K044", remedy="Write plain words and numbers: no emphasis, lists, mathematics, code or images.")
def partner_is_no_plain_text(asked: Subject) -> Iterator[Defect]:
    """A partner has markup or mathematics, which Moodle shows in its menu as it is typed."""
    for language, text in asked.texts.items():
        for partner in asked.item.partners:
            html = text.parts[partner_block(partner)]
            if not _PLAIN.fullmatch(html) or _MATHEMATICS.search(html):
                source = asked.sources[language]
                place = at(source.path, source.blocks[partner_block(partner)].line)
                yield Defect(place, f"the partner {partner.id} is no plain text", (html.strip(),))


@check("K045", remedy="Shorten it, or let its words stand in the stem.", requires=("K044",))
def partner_is_long(asked: Subject) -> Iterator[Defect]:
    """A partner has more characters than Moodle's database holds, in one language or in all side by side."""
    for partner in asked.item.partners:
        words = {in_words(text.parts[partner_block(partner)]): source for text, source in _written(asked)}
        together = " / ".join(words)
        for said, source in (*words.items(), (together, next(iter(asked.sources.values())))):
            if len(said) > LONGEST:
                place = at(source.path, source.blocks[partner_block(partner)].line)
                yield Defect(place, f"the partner {partner.id} has {len(said)} characters; Moodle holds {LONGEST}")
                break


@check("K046", remedy="Word them apart, or show more decimals.")
def stems_or_partners_read_the_same(asked: Subject) -> Iterator[Defect]:
    """Two stems, or two partners, read the same: Moodle makes one of equal choices, and reports tell nobody apart."""
    item: Matching = asked.item
    for text, source in _written(asked):
        for blocks in (list(map(stem_block, item.stems)), list(map(partner_block, item.partners))):
            for one, other in combinations(blocks, 2):
                read, also = (as_downloaded(text.parts[block]) for block in (one, other))
                if read.casefold() == also.casefold():
                    yield Defect(at(source.path, source.blocks[other].line), f"{one} and {other} both read {read!r}")


@check("K047", remedy="Word stems and partners without `; ` and ` -> `.", requires=(*_FOUND, *_WORDED, "M004", "M006"))
def pairs_cannot_be_read(asked: Subject) -> Iterator[Defect]:
    """Pairs cannot be told from others in Moodle's downloads, where they stand as `stem -> partner; ...`."""
    for text, source in _written(asked):
        question = of_item(asked.question, asked.item, text, number=1)
        responses = OfPairs(question, question.fractions)
        pairs = responses.forms[False][1]
        for meant in (*((place,) for place in range(len(pairs))), responses.keyed):
            cell = "; ".join(pairs[place][0] for place in meant)
            found = responses.read(cell, lossless=False)
            if found.outcome is not Outcome.ANSWERED or found.options != meant:
                yield Defect(at(source.path), f"in a download, {cell!r} can be read otherwise")
                break


@check(
    "W048",
    remedy="Offer a partner more, or let one be true of several stems; or waive W048 in the question with the reason.",
    requires=_FOUND,
    severity=Severity.WARNING,
)
def last_pair_is_left_over(asked: Subject) -> Iterator[Defect]:
    """Each partner is true of one stem, so that the last pair is what the others leave over."""
    item: Matching = asked.item
    used = [partner for partners in item.found.values() for partner in partners]
    if sorted(used) == sorted(partner.id for partner in item.partners):
        yield Defect(
            source_of(asked.question.item),
            f"the {len(used)} partners are each true of one stem: whoever knows {len(used) - 1} pairs knows the last",
        )


CHECKS = Checks(
    of_items=(
        stem_without_partner,
        stem_with_several_partners,
        misconception_matches_nothing,
        misconception_matches_rightly,
    ),
    of_texts=(
        partner_is_no_plain_text,
        partner_is_long,
        stems_or_partners_read_the_same,
        pairs_cannot_be_read,
    ),
    cues=(last_pair_is_left_over,),
    without_key=(*_FOUND, "K044", "K046"),
)


def _written(asked: Subject) -> Sequence[tuple[Text, "Source"]]:
    """Each text as it is shown and as it was written."""
    return [(text, asked.sources[language]) for language, text in asked.texts.items()]
