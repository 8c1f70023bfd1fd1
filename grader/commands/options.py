"""What several commands share: options, and a word on a terminal about what is being done."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from grader.kinds.kind import Kind

    _OfKinds = click.ParamType["Kind[Any]"]
else:
    _OfKinds = click.ParamType  # which click's lowest version does not parametrise

HERE, DEFAULT_BANK = ".", "question_bank"
VARIANTS = "variants"
"""The folder that variants are written into by default."""


def bank_here() -> str | None:
    """The bank of the current folder: the folder itself, or question_bank in it; None where neither is one."""
    from grader.bank import is_bank

    return next((location for location in (HERE, DEFAULT_BANK) if is_bank(Path(location))), None)


def require_bank(location: str | None) -> str:
    """A bank that was named or is here. Raises BankError where there is none."""
    from grader.errors import BankError

    if location is None:
        raise BankError(
            "no bank here: neither this folder nor ./question_bank is one; name yours with --bank FOLDER, or begin "
            "one with `grader new bank FOLDER`"
        )
    return location


def _bank(*, required: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def found(_context: click.Context, _parameter: click.Parameter, location: str | None) -> str | None:
        location = bank_here() if location is None else location
        return require_bank(location) if required else location

    return click.option(
        "--bank",
        "location",
        callback=found,
        metavar="FOLDER|MODULE",
        help="The bank: a folder, or the name of an installed module.  [default: this folder, or question_bank in it]",
    )


bank = _bank(required=True)
"""The bank, as `location`."""

bank_if_any = _bank(required=False)
"""The bank, as `location`; None where none is named and none is here."""


class _KindOfQuestion(_OfKinds):
    """A kind of question by what it is called in words; the table of kinds is read when one is named or asked for."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Kind[Any]":
        from grader.kinds import kind_called

        found = kind_called(value)
        if found is None:
            self.fail(f"expected {' or '.join(_called())}, received {value!r}", param, ctx)
        return found

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - as click calls it
        return f"[{'|'.join(_called())}]"


def _called() -> list[str]:
    from grader.kinds import authored

    return [kind.words for kind in authored()]


kind = click.option(
    "--kind",
    type=_KindOfQuestion(),
    default="multiple-choice",
    show_default=True,
    help="What sort of response the question asks for.",
)
"""A kind of question."""

workers = click.option(
    "--workers",
    type=click.IntRange(1),
    default=lambda: default_workers(os.cpu_count() or 1),
    help="How many processes work at once, on one thread each.  [default: three for every two cores]",
)


def default_workers(cores: int) -> int:
    """Half as many processes again as there are cores: a training waits for a tenth to a fifth of its time."""
    return cores + (cores + 1) // 2


exports = click.option(
    "--exports",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of released files.  [default: exports beside the bank's folder, or exports/BANK]",
)

seed = click.option("--seed", type=int, default=1, show_default=True, help="Which variants are drawn.")

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def require_with(option: str, *others: str) -> None:
    """Raise UsageError where one of the others was typed, and the option that they belong to was not."""
    for other in others:
        if _typed(other) and not _typed(option):
            raise click.UsageError(f"{other} goes with {option}: give both, or neither")


def refuse_with(option: str, *others: str) -> None:
    """Raise UsageError where the option was typed, and one of the others that it passes over was, too."""
    for other in others:
        if _typed(other) and _typed(option):
            raise click.UsageError(f"expected {option} or {other}, received both")


def _typed(name: str) -> bool:
    """Whether an option of the command that runs was typed."""
    context = click.get_current_context()
    options = {one_name: one for one in context.command.params for one_name in one.opts}
    return context.get_parameter_source(options[name].name or "") is ParameterSource.COMMANDLINE


def for_results(folder: Path) -> Path:
    """A folder to write what a bank releases into. Raises GraderError for one with code, such as the bank's own."""
    from grader.bank import INIT
    from grader.errors import GraderError

    if (folder / INIT).exists():
        raise GraderError(f"{folder}: expected a folder for what is released, received one with code: name another")
    return folder


def beside(location: str) -> Path:
    """Where a bank's exports lie by default: beside its folder, or here for an installed module.

    Banks beside each other keep theirs apart by name.
    """
    folder = Path(location)
    if not folder.is_dir():
        exports = Path("exports")
    elif folder.name in ("", ".."):  # of which the parent cannot be told by name
        exports = Path(os.path.relpath(folder.resolve().parent / "exports"))
    else:
        exports = folder.parent / "exports"
    name = folder.resolve().name
    return exports if name == DEFAULT_BANK else exports / name


@contextmanager
def status() -> Iterator[Callable[[str], None]]:
    """Say on the terminal's last line what is being done; say nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as line:
        yield line.update
