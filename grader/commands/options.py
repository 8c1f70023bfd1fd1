"""What several commands share: options, and a word on a terminal about what is being done."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

DEFAULT_BANK = "question_bank"
VARIANTS = "variants"
"""The folder that variants are written into by default."""

bank = click.option(
    "--bank",
    "location",
    default=DEFAULT_BANK,
    show_default=True,
    metavar="FOLDER|MODULE",
    help="The bank: a folder, or the name of an installed module.",
)

workers = click.option(
    "--workers",
    type=click.IntRange(1),
    default=lambda: default_workers(os.cpu_count() or 1),
    help="How many processes train at once, on one thread each.  [default: three for every two cores]",
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


def beside(location: str) -> Path:
    """Where a bank's exports lie by default: beside its folder, or here for an installed module.

    Banks beside each other keep theirs apart by name.
    """
    folder = Path(location)
    exports = folder.parent / "exports" if folder.is_dir() else Path("exports")
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
