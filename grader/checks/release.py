"""A release under examination."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grader.authored import apart
from grader.bank import Bank
from grader.checks.hearing import hearing
from grader.checks.quoted import Quoted, quoted
from grader.model import Claim
from grader.release.exports import DOCUMENTS, Difference, Files, compare, complete, for_moodle
from grader.release.stages import ComputedStages, Stages, of_exam
from grader.texts.numbers import outside_mathematics

if TYPE_CHECKING:
    from grader.documents.build import Documents


@dataclass(frozen=True)
class Release:
    """The whole bank under examination, its alternates among it.

    exports: the folder with which its release is compared; None: with none. released: whether another process found
    there, byte for byte, what it would write, so that nothing needs to be written here to be compared.
    """

    bank: Bank
    stages: Sequence[Stages]
    exports: Path | None
    released: Callable[[], bool] = lambda: False

    @property
    def computed(self) -> Sequence[ComputedStages]:
        """Its questions without those that were imported and that nobody has computed yet."""
        return [stages for stages in self.stages if isinstance(stages, ComputedStages)]

    @property
    def exam(self) -> Sequence[Stages]:
        """The questions of the exam, without alternates."""
        return of_exam(self.stages)

    @property
    def alternates(self) -> Sequence[Stages]:
        """The questions that may be asked in place of one of the exam."""
        return [stages for stages in self.stages if stages.in_place_of]

    @cached_property
    def documents(self) -> "Documents":
        """The exam as documents, which are written only where somebody wants them."""
        from grader.documents import build as documents

        with apart():
            return documents.build(self.bank, self.exam, _told)

    @cached_property
    def moodle(self) -> Files:
        """What the bank would write for Moodle."""
        with apart():
            return for_moodle(self.bank, self.stages)

    @cached_property
    def files(self) -> Files:
        """All that the bank would write."""
        with apart():
            return complete(self.bank, self.stages, self.moodle)

    @cached_property
    def differences(self) -> Sequence[tuple[Difference, str]]:
        """What differs in the folder of exports, each with the command that writes it; documents only where any are."""
        if self.exports is None or self.released():
            return ()
        of_release = ((one, "export") for one in compare(self.files, self.exports))
        documents = self.exports / DOCUMENTS
        of_documents = self.documents.differences(documents) if documents.is_dir() else ()
        return (*of_release, *((one, "document") for one in of_documents))

    def written(self, name: str) -> bytes | None:
        """A file for Moodle as the bank would write it; None for one that it would not."""
        if self.exports is not None and self.released():
            path = self.exports / name
            return path.read_bytes() if path.is_file() else None
        return self.moodle.get(name)


def _told(stages: ComputedStages, claim: Claim, language: str) -> Mapping[str, str]:
    """What a claim read of the values that the texts quote, as they write them, by the value's name.

    Other values are told nowhere: of those that no text quotes, some have other last digits on another processor.
    """
    read = tuple(hearing(stages).testimony(claim).read)
    parts = tuple(f"{name}." for name in read)
    told: dict[str, list[Quoted]] = {}
    for one in quoted(stages.sources[language], stages.solution):
        if one.name in read or one.name.startswith(parts):
            told.setdefault(one.name, []).append(one)
    return {
        name: ", ".join(outside_mathematics(one.written) for one in all_ if one.at is all_[0].at)
        for name, all_ in told.items()
    }
