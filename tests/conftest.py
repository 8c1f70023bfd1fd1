"""What all tests share: modules that skip for want of an extra; properties that draw the same examples everywhere."""

import gc
import os
import signal
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree, ignore_patterns

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # before numpy is loaded, as the command line does

import places
import pytest
from extras import Module
from forked import solving_once
from places import HEALTHY

from grader import interruptions
from grader.verification import gate

if find_spec("hypothesis"):
    from hypothesis import settings

    settings.register_profile("specification", deadline=None, derandomize=True)
    settings.load_profile("specification")


def pytest_configure() -> None:
    places.keep_temporary_files_in_memory()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test by no bytes: those of an archive hold the time, and each worker makes its own."""
    return argname if isinstance(val, bytes) else None


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module:
    return Module.from_parent(parent, path=module_path)


@pytest.hookimpl(optionalhook=True)  # of xdist, where it is installed
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Each worker begins with a half of its own, and takes over what another has not begun: modules share fixtures."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_collection_finish() -> None:
    """Leave thousands of tests out of every search for garbage: a command that looks for it took longer than it ran."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of the healthy bank, to be edited."""
    return Path(copytree(HEALTHY, tmp_path / "bank", ignore=ignore_patterns("__pycache__")))


@pytest.fixture
def two_processes() -> None:
    """For a test in which a verification of this process solves in another one, too: most do not ask what it finds."""


@pytest.fixture(autouse=True)
def one_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A verification of this process solves in no other one, which takes a second."""
    if "two_processes" not in request.fixturenames:
        monkeypatch.setattr(gate, "_examine", solving_once(gate._examine))


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Signals as a terminal leaves them, also where the tests run in the background, which ignores some."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in interruptions.SIGNALS}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
