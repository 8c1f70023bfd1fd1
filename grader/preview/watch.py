"""Serving the preview on this machine alone, and making it again when a file of the bank changes."""

import re
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

EVERY = 0.3  # seconds between two looks at the files
OURSELVES = ("127.0.0.1", "localhost")
_ASKED = re.compile(r"/(?:\?seed=(?P<seed>-?[0-9]{1,9})|(?P<version>version))?", re.ASCII)

Pages = Callable[[int], bytes]
"""A version's page, given the seed of the variants on it; raises nothing."""

Build = Callable[[int], Pages]
"""Looks at the folder for a version; raises nothing."""


class Made(NamedTuple):
    """A version and its pages, which belong together."""

    version: int
    pages: Pages


class Watcher:
    """The newest pages of a folder, made again after every change; `seed` is that of a page asked for without one."""

    def __init__(self, folder: Path, build: Build, *, seed: int) -> None:
        self._folder, self._build = folder, build
        self.seed = seed
        self._ended = Event()
        self._state = snapshot(folder)
        self.newest = Made(1, build(1))

    def look(self) -> bool:
        """Make the pages again if a file has changed, come or gone since the last look; whether they were made."""
        state = snapshot(self._folder)
        if state == self._state:
            return False
        self._state = state
        version = self.newest.version + 1
        self.newest = Made(version, self._build(version))
        return True

    def run(self) -> None:
        """Look again and again, until `end` is called."""
        while not self._ended.wait(EVERY):
            self.look()

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()


def snapshot(folder: Path) -> dict[Path, tuple[int, int]]:
    """The time and size of every file that a bank is made of; not of what Python and editors leave beside them."""
    found = {}
    for path in folder.rglob("*"):
        within = path.relative_to(folder).parts
        if "__pycache__" in within or any(part.startswith(".") or part.endswith(("~", ".tmp")) for part in within):
            continue
        try:
            status = path.stat()
        except OSError:  # it has just gone
            continue
        if path.is_file():
            found[path] = status.st_mtime_ns, status.st_size
    return found


def server(watcher: Watcher, port: int, *, policy: str) -> ThreadingHTTPServer:
    """A server of the pages, and of their version, to this machine alone; port 0 is any that is free.

    Who asks by another name than this machine's is refused: a foreign page could lend itself such a name.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made = watcher.newest
            host = self.headers.get("Host", "").rpartition(":")[0]
            asked = _ASKED.fullmatch(self.path)
            if asked is None or host not in OURSELVES:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            if asked["version"]:
                kind, content = "text/plain", str(made.version).encode()
            else:
                kind, content = "text/html", made.pages(int(asked["seed"] or watcher.seed))
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", f"{policy}; frame-ancestors 'none'")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Requests are of no interest."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that goes away in the middle of an answer is no error of ours."""

    return Quiet((OURSELVES[0], port), Handler)


def serve(watcher: Watcher, port: int, *, policy: str, at: Callable[[str], None]) -> None:
    """Serve until interrupted; `at` is called with the address. Raises OSError for a port that is taken."""
    with server(watcher, port, policy=policy) as serving:
        at(f"http://{OURSELVES[0]}:{serving.server_address[1]}/")
        looking = Thread(target=watcher.run, daemon=True)
        looking.start()
        try:
            serving.serve_forever()
        finally:
            watcher.end()
            looking.join()  # a look in progress still says what it found; Python must not end under it
