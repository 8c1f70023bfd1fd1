"""What made a run: digests of code and design, and a description of the machine."""

import importlib.metadata
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.design import Design
from grader.errors import MissingExtraError
from grader.stability.about import Provenance
from grader.stability.digest import code_digest, sha256
from grader.stability.weighing import ALPHA


def of(design: Design) -> Provenance:
    """The provenance of a run made here and now."""
    about = machine(design)
    return Provenance(
        code=code_digest(design.run),
        design=design_digest(design),
        inputs=design.inputs_digest(),
        machines={machine_key(about): about},
    )


def differences(one: Provenance, other: Provenance) -> Iterator[tuple[str, str, str]]:
    """What decides a run and is not the same, code, design or inputs: its name, and both digests."""
    for what in ("code", "design", "inputs"):
        was, now = getattr(one, what), getattr(other, what)
        if was != now:
            yield what, was, now


def machine(design: Design) -> dict[str, str]:
    """Versions, processor and system: where all of it is equal, a run repeats bit for bit."""
    require_packages(design)
    packages = {package: importlib.metadata.version(package) for package in design.packages}
    return {
        "python": platform.python_version(),
        **packages,
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "threads": "1",
    }


def require_packages(design: Design) -> None:
    """Raise MissingExtraError unless everything is installed that the experiment runs on."""
    for package in design.packages:
        try:
            importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            raise MissingExtraError(
                f"training needs the package {package}, which is not installed: pip install 'exams-as-code[train]'"
            ) from None


def machine_key(about: Mapping[str, str]) -> str:
    """A short name for a machine, the same for the same description."""
    return sha256(dict(about))[:8]


def design_digest(design: Design) -> str:
    """The digest of what the design fixes: for every run, and for what the runs are to say.

    Seeds may be added without changing it. A statement, its share, the level or how many seeds are wanted may not: what
    is to be shown was said before it was measured.
    """
    return sha256(
        {
            "options": design.options,
            "metric": design.metric,
            "columns": list(design.columns),
            "statements": [repr(statement) for statement in design.statements],
            "minimum seeds": design.minimum_seeds,
            "level": ALPHA,
        }
    )


def _processor() -> str:
    """The processor's name and stepping, and a digest of its features: virtual machines give many one name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    about = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    features = sha256(sorted(about.get("flags", about.get("Features", "")).split()))[:8]
    model = " ".join(about.get(key, "?") for key in ("cpu family", "model", "stepping"))
    return f"{about.get('model name', platform.machine())} ({model}; features {features})"
