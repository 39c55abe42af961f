"""A stand-in for the portal behind a proxy: it answers as the portal does, and writes down what it was asked."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: Seconds after which an answer of PORTAL is too old: nginx counts whole seconds.
EXPIRED = 2.2
PORTAL = "max-age=1, stale-while-revalidate=600, stale-if-error=86400"


class Upstream(ThreadingHTTPServer):
    """What stands where the portal would. `answer` decides, and may be exchanged."""

    daemon_threads = True
    request_queue_size = 128  # more than a proxy opens at once

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer: Callable[[Handler], None] = page
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.server.answer(self)

    def log_message(self, *arguments: object) -> None:
        pass

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def page(handler: Handler, text: bytes = b"first edition", etag: str = 'W/"r-1"') -> None:
    """As the portal answers who takes gzip."""
    headers = {"Cache_Control": PORTAL, "ETag": etag, "Vary": "Accept-Encoding", "Dataset_Version": "1"}
    if handler.headers["If-None-Match"] == etag:
        handler.send(304, b"", **headers)
    else:
        handler.send(200, gzip.compress(text), **headers, Content_Encoding="gzip", X_Request_Id="of-another-request")
