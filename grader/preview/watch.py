"""Serving the preview on this machine alone, and making it again when a file of the bank changes."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread

WATCHED = {".py", ".md", ".csv", ".json", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".xml"}
EVERY = 0.3  # seconds between two looks at the files

Build = Callable[[int], bytes]
"""Makes the page, given its version."""


class Watcher:
    """The newest page of a folder, made again after every change."""

    def __init__(self, folder: Path, build: Build) -> None:
        self._folder, self._build = folder, build
        self._lock, self._ended = Lock(), Event()
        self._state = snapshot(folder)
        self.version = 1
        self.page = build(self.version)

    def run(self, told: Callable[[], None]) -> None:
        """Look for changes until told to end; say so after each page that is made."""
        while not self._ended.wait(EVERY):
            state = snapshot(self._folder)
            if state != self._state:
                self._state = state
                made = self._build(self.version + 1)
                with self._lock:
                    self.page, self.version = made, self.version + 1
                told()

    def newest(self) -> tuple[int, bytes]:
        """The version and the page that belong together."""
        with self._lock:
            return self.version, self.page

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """The time and size of every file that a bank is made of."""
    found = {}
    for path in folder.rglob("*"):
        if path.suffix in WATCHED and "__pycache__" not in path.parts:
            try:
                status = path.stat()
            except OSError:  # it has just gone
                continue
            found[str(path)] = status.st_mtime_ns, status.st_size
    return found


def server(watcher: Watcher, port: int) -> ThreadingHTTPServer:
    """A server of the page, and of its version, to this machine alone; port 0 is any that is free."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers.get("Host", "").rpartition(":")[0]
            if self.path not in {"/", "/version"} or host not in {"127.0.0.1", "localhost"}:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            version, page = watcher.newest()
            content = page if self.path == "/" else str(version).encode()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/" else "text/plain")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Requests are of no interest."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def serve(watcher: Watcher, port: int, *, at: Callable[[str], None], told: Callable[[], None]) -> None:
    """Serve until interrupted; `at` is told the address, `told` is called after each page that is made."""
    sys.dont_write_bytecode = True  # an edit within the same second would be taken for the compiled file
    with server(watcher, port) as serving:
        at(f"http://127.0.0.1:{serving.server_address[1]}/")
        looking = Thread(target=watcher.run, args=(told,), daemon=True)
        looking.start()
        try:
            serving.serve_forever()
        finally:
            watcher.end()
