"""The stand-in for a Moodle site as a small server on this machine, which tests send requests to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from exchange.moodle_forms import Posted
from exchange.standin import BEFORE, COOKIE, SIGN_IN, Answer, Moodle


@contextmanager
def running(moodle: Moodle) -> Iterator[str]:
    """The address of the site while it runs."""
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections are kept
        wbufsize = -1  # a short answer is sent in one piece
        disable_nagle_algorithm = True  # a long one without waiting until its first piece has arrived

        def log_message(self, *_: object) -> None:
            pass

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            parts = urlsplit(self.path)
            with turn:
                moodle.log.append((self.command, parts.path))
                fault = moodle.fault(len(moodle.log), self.command, parts.path)
                self.close_connection = self.close_connection or bool(fault)
                if fault == BEFORE:
                    return
                moodle.cookies.append(self.headers.get("cookie", ""))
                if parts.path in SIGN_IN:
                    answer = SIGN_IN[parts.path](moodle)
                elif f"MoodleSession={COOKIE}" not in moodle.cookies[-1]:
                    answer = Answer(303, location=f"{moodle.address}/login/index.php")
                else:
                    fields, upload = _fields(self.headers.get("content-type", ""), body)
                    query = parse_qsl(parts.query, keep_blank_values=True)
                    answer = moodle.answer(self.command, parts.path, query, fields, body, upload)
            if not fault:
                self._send(answer)

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("content-type", answer.type)
            self.send_header("content-length", str(len(answer.body)))
            if answer.location:
                self.send_header("location", answer.location)
            if answer.cookie:
                self.send_header("set-cookie", f"MoodleSession={answer.cookie}; path=/; HttpOnly")
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = _handle  # noqa: N815 - as the library calls them

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    moodle.address = moodle.areas.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield moodle.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _fields(type_: str, body: bytes) -> tuple[Posted, bytes]:
    """The fields that were posted, and the file among them."""
    if type_.startswith("application/x-www-form-urlencoded"):
        return parse_qsl(body.decode(), keep_blank_values=True), b""
    if not type_.startswith("multipart/form-data"):
        return (), b""
    message = BytesParser().parsebytes(b"Content-Type: " + type_.encode() + b"\r\n\r\n" + body)
    fields, upload = list[tuple[str, str]](), b""
    for part in message.get_payload():
        assert not isinstance(part, str)
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename() is None:
            fields.append((name, content.decode()))
        else:
            upload = content
    return fields, upload
