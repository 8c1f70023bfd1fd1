"""Family P: what only a person can judge was read by one, sentence by sentence, as it stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from grader.checks.text import COMPLETE
from grader.difference.words import visible
from grader.errors import AuthorError
from grader.findings import Defect, Place, at, check, line_of
from grader.release.stages import ComputedStages
from grader.texts import approvals
from grader.texts.approvals import Approval
from grader.texts.render import block_names
from grader.texts.sentences import Sentence, sentences

READS = (*COMPLETE, "T007", "P004")
_WIDTH = 80


@dataclass(frozen=True)
class Judged:
    """A sentence, and what was approved of it: as it is, or else an earlier version."""

    sentence: Sentence
    approved: tuple[Approval, ...] = ()
    before: tuple[Approval, ...] = ()

    @property
    def language(self) -> str:
        """The first language that has it: if the words of any changed, the first in which they did."""
        was = self.before[0].sentence.words if self.before else {}
        having = [language for language, line in self.sentence.lines.items() if line]
        changed = [language for language in having if self.sentence.words[language] != was.get(language)]
        return (*changed, *having)[0]


@dataclass(frozen=True)
class Reading:
    """The sentences of a question in the order of its blocks, and approvals of sentences that are no more there."""

    stages: ComputedStages
    sentences: tuple[Judged, ...]
    gone: tuple[Approval, ...] = ()

    @property
    def asked(self) -> tuple[Judged, ...]:
        """The sentences that are to be read by a person."""
        return tuple(one for one in self.sentences if not one.approved)

    @property
    def begun(self) -> bool:
        """Whether anything of the question was ever approved."""
        return bool(self.kept or self.gone)

    @property
    def kept(self) -> list[Approval]:
        """The approvals that are still of use, in order."""
        return [approval for one in self.sentences for approval in one.approved or one.before]

    def place(self, one: Judged) -> Place:
        """Where a sentence stands."""
        return at(self.stages.sources[one.language].path, one.sentence.lines[one.language])


def read(stages: ComputedStages) -> Reading:
    """What was approved of a question, against what it says. Raises AuthorError for approvals that are damaged."""
    solution = stages.solution
    found = sentences(
        stages.sources,
        block_names(stages.parts),
        {"s": solution, "p": getattr(solution, "p", None)},
        claims={claim.id: claim.statement for claim in stages.question.claims},
        misconceptions={block: one.misconception for one in stages.foreseen if (block := one.shown or one.feedback)},
    )
    return _compared(stages, found, approvals.read(stages.folder))


@check("P001", remedy="Read it, beside the claims that it cites: grader approve.")
def never_approved(reading: Reading) -> Iterator[Defect]:
    """A sentence was never approved by a person."""
    for one in reading.asked:
        if not one.before:
            words = _excerpt(one.sentence.words[one.language])
            yield Defect(reading.place(one), f"nobody has approved this: {words}", tuple(_told(one.sentence)))


@check("P002", remedy="Read it again, beside what it was: grader approve.")
def changed_since(reading: Reading) -> Iterator[Defect]:
    """A sentence, a value in it, or what stands behind it, is another than when a person approved it."""
    for one in reading.asked:
        if one.before:
            words, was = _excerpt(one.sentence.words[one.language]), one.before[0].sentence
            yield Defect(
                reading.place(one), f"this changed since it was approved: {words}", tuple(_both(was, one.sentence))
            )


@check("P003", remedy="Look whether it should be; grader approve takes the approval away.")
def approval_of_nothing(reading: Reading) -> Iterator[Defect]:
    """A sentence that a person approved is no more there."""
    for approval in reading.gone:
        place = at(approvals.path_of(reading.stages.folder), approval.line)
        words = _excerpt(next(iter(approval.sentence.words.values()), ""))
        yield Defect(place, f"this was approved, and is no more there: {words}")


@check("P004", remedy="Restore the line, or remove it, and approve again: grader approve.")
def approvals_unreadable(stages: ComputedStages) -> Iterator[Defect]:
    """The file of what was approved is damaged."""
    try:
        approvals.read(stages.folder)
    except AuthorError as error:
        yield Defect(line_of(error), error.said)


def differences(was: Sentence, now: Sentence) -> Iterator[tuple[str, str, str]]:
    """Everything that is judged of a sentence: what it is, how it was, how it is; empty where it is not there."""
    before, after = parts(was), parts(now)
    for name in dict.fromkeys((*after, *before)):
        yield name, before.get(name, ""), after.get(name, "")


def parts(sentence: Sentence) -> dict[str, str]:
    """Everything that is judged of a sentence, by what it is: a language, a claim, the misconception."""
    statements = {f"[^{id_}]": statement for id_, statement in sentence.claims.items()}
    misconception = {"misconception": sentence.misconception} if sentence.misconception else {}
    return {**sentence.words, **statements, **misconception}


def _compared(stages: ComputedStages, found: Sequence[Sentence], read: Sequence[Approval]) -> Reading:
    """Each sentence with its approvals, or with those of the version before it that is most like it."""
    distinct = {(approval.sentence.fingerprint, approval.by): approval for approval in reversed(read)}
    groups: defaultdict[str, list[Approval]] = defaultdict(list)
    for (fingerprint, _), approval in sorted(distinct.items()):
        groups[fingerprint].append(approval)
    known = {one.fingerprint: tuple(groups.pop(one.fingerprint, ())) for one in found}
    before = _paired([one for one in found if not known[one.fingerprint]], groups)
    return Reading(
        stages,
        tuple(
            Judged(one, known[one.fingerprint], tuple(groups.pop(before.get(one.fingerprint, ""), ()))) for one in found
        ),
        tuple(sorted((one for several in groups.values() for one in several), key=lambda one: one.line)),
    )


def _paired(asked: Sequence[Sentence], left: Mapping[str, Sequence[Approval]]) -> dict[str, str]:
    """Of sentences to be read those that were another before, by fingerprints: in the same block, the most alike."""
    likeness = {
        (new.fingerprint, old): _likeness(several[0].sentence, new)
        for new in asked
        for old, several in left.items()
        if several[0].sentence.block == new.block
    }
    paired: dict[str, str] = {}
    for new, old in sorted(likeness, key=lambda pair: -likeness[pair]):
        if new not in paired and old not in paired.values():
            paired[new] = old
    return paired


def _likeness(one: Sentence, other: Sentence) -> float:
    """How much of what is judged is the same, from 0 to 1."""
    was, now = (" ".join(parts(sentence).values()).split() for sentence in (one, other))
    return SequenceMatcher(None, was, now, autojunk=False).ratio()


def _told(sentence: Sentence) -> Iterator[str]:
    """A sentence in every language, and what it rests on."""
    for name, said in parts(sentence).items():
        yield f"{name}: {visible(said)}"


def _both(was: Sentence, now: Sentence) -> Iterator[str]:
    """What changed of a sentence: both versions, one below the other."""
    for name, before, after in differences(was, now):
        if before != after:
            yield f"{name} was: {visible(before) or '(nothing)'}"
            yield f"{' ' * len(name)} now: {visible(after) or '(nothing)'}"


def _excerpt(words: str) -> str:
    """The beginning of a sentence."""
    words = visible(words)
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 3]}..."
