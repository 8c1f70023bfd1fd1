"""A Dask cluster of this machine, started as a user would."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack

from places import ROOT, TESTS

Process = subprocess.Popen[str]
Cluster = tuple[str, Process, list[Process]]
"""The scheduler's address, its process, and two workers of one thread each."""

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": f"{ROOT}{os.pathsep}{TESTS}",
    "DASK_DISTRIBUTED__ADMIN__LOG_LENGTH": "0",
}


def start(stack: ExitStack) -> Cluster:
    """A cluster that ends with the stack."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = _dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", stack=stack)
    _until_it_says(scheduler, "Scheduler at")
    return address, scheduler, [start_worker(address, stack) for _ in range(2)]


def start_worker(address: str, stack: ExitStack) -> Process:
    """One more worker of a cluster, once it is known there."""
    worker = _dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", stack=stack)
    _until_it_says(worker, "Registered to")
    return worker


def _dask(*arguments: str, stack: ExitStack) -> Process:
    command = [sys.executable, "-m", "dask", *arguments]
    process = stack.enter_context(subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True))
    stack.callback(process.kill)
    return process


def _until_it_says(process: Process, words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"it ended without saying {words!r}")
