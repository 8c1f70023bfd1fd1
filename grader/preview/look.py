"""A look at a bank: what is shown of it, and the page of that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from grader import bank as banks
from grader.bank import Bank
from grader.errors import BankError
from grader.preview import page, sheets
from grader.preview.kept import kept_questions
from grader.preview.sheet import Preview
from grader.preview.variants import with_other_variants


@dataclass(frozen=True)
class Look:
    """A bank as it was loaded, and what is shown of it in some languages."""

    bank: Bank
    shown: Preview
    languages: Sequence[str]

    def page(self, version: int = 0, alert: str = "") -> bytes:
        """The page of it."""
        return page.as_page(
            self.shown,
            title=self.bank.category[self.languages[0]].rpartition(" / ")[2] or self.bank.folder.name,
            bank=self.bank.folder.name,
            languages=self.languages,
            version=version,
            alert=alert,
        )

    def with_other_variants(self, count: int, seed: int) -> "Look":
        """The same with the variants that another seed draws."""
        shown = with_other_variants(self.shown, self.bank, self.languages, count=count, seed=seed)
        return replace(self, shown=shown)


def look(
    location: str,
    questions: Sequence[str],
    languages: Sequence[str],
    *,
    count: int,
    seed: int,
    progress: Callable[[str], None],
) -> Look:
    """Load a bank, and compute what is shown of some of its questions, or of all, in some of its languages, or in all.

    count, seed: how many variants of a question, and which. Raises BankError for a question or language that it has
    not.
    """
    bank = banks.load(location, in_part=True)
    known = [
        *(question.id for question in (*bank.questions, *bank.alternates.values())),
        *(path.parent.name for _, path in kept_questions(bank)),
    ]
    _require_known("question", questions, known)
    _require_known("language", languages, bank.languages)
    shown_in = languages or bank.languages
    return Look(bank, sheets.preview(bank, questions, shown_in, count=count, seed=seed, progress=progress), shown_in)


def _require_known(what: str, named: Sequence[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            raise BankError(f"expected a {what} of {', '.join(known)}, received {name!r}")
