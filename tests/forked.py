"""The command line in processes that begin with everything loaded, because a fresh one takes half a second for that.

One process, started when it is first asked for, loads all modules, and forks for every command. Fresh processes run the
manual's examples, a command or more of each; and every command where there is no fork.
"""

import atexit
import gc
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from grader.verification.gate import Verification

ROOT = Path(__file__).resolve().parents[1]
_LONGEST = 100_000  # bytes of a request


Done = subprocess.CompletedProcess[str]


def run(arguments: Sequence[str], cwd: Path, env: Mapping[str, str], *, fresh: bool = False) -> Done:
    """What `python -m grader.cli` with these arguments ends with and writes; fresh: where nothing is loaded before."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        if hasattr(os, "fork") and not fresh:
            server = _server()
            request = json.dumps([arguments, str(cwd), dict(env)]).encode()
            socket.send_fds(server, [request], [nothing.fileno(), out.fileno(), err.fileno()])
            status = int(server.recv(_LONGEST))
        else:
            command = [sys.executable, "-m", "grader.cli", *arguments]
            done = subprocess.run(command, cwd=cwd, env=env, stdin=nothing, stdout=out, stderr=err, check=False)
            status = done.returncode
        said = [_read(written) for written in (out, err)]
    return Done([*arguments], status, *said)


def _read(written: IO[bytes]) -> str:
    written.seek(0)
    return written.read().decode().replace("\r\n", "\n")


@cache
def _server() -> socket.socket:
    """Where to send requests, as long as this process lives."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, __file__, str(theirs.fileno())]
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, pass_fds=[theirs.fileno()])
    theirs.close()

    @atexit.register
    def end() -> None:
        ours.close()
        server.wait()

    return ours


def _serve(requests: socket.socket) -> None:
    _load()
    gc.freeze()  # a search for garbage would write to, and so copy, every page
    while True:
        request, files, _, _ = socket.recv_fds(requests, _LONGEST, 3)
        if not request:
            return
        child = os.fork()
        if child == 0:
            requests.close()
            _become(files, *json.loads(request))
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        requests.send(str(os.waitstatus_to_exitcode(status)).encode())


def _load() -> None:
    """Import the engine, but what some library is missing for."""
    for module in pkgutil.walk_packages([str(ROOT / "grader")], "grader."):
        with suppress(ImportError):
            if not module.name.endswith("__main__"):
                import_module(module.name)


def _become(files: Sequence[int], arguments: Sequence[str], cwd: str, env: Mapping[str, str]) -> None:
    """Be the command's own process, to its end."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process lives
        for number, mode in enumerate("rww")
    )
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["grader", *arguments]
    sys.path[0] = cwd  # as `python -m` has it
    from grader.cli import main
    from grader.verification import gate

    gate._examine = solving_once(gate._examine)
    try:
        main()
    except SystemExit as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(ended.code or 0))  # else Python would first forget, one by one, all that it has loaded


def solving_once(examine: Callable[..., "Verification"]) -> Callable[..., "Verification"]:
    """A verification that solves in no other process, which takes a second; who wants that asks for a fresh one."""
    return lambda bank, exports, progress, **_: examine(bank, exports, progress, twice=False)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
