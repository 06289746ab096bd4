"""Serves a folder on loopback with gzip and sane headers: python3 serve.py FOLDER PORT. Prints 'ready'."""

import gzip
import http.server
import mimetypes
import sys
import urllib.parse
from pathlib import Path

ROOT, PORT = Path(sys.argv[1]).resolve(), int(sys.argv[2])
TYPES = {".avif": "image/avif", ".webp": "image/webp", ".woff2": "font/woff2", ".js": "text/javascript"}
PACKED = {"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"}
HTML = "text/html; charset=utf-8"
A_YEAR = "public, max-age=31536000, immutable"
LOST = """<!doctype html><html lang="fr"><head><title>404</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Page introuvable</h1></main></body></html>"""
for suffix, kind in TYPES.items():
    mimetypes.add_type(kind, suffix)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET, HEAD and POST alike: with the file, or with a page that says it is lost."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file of the folder."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        file = (ROOT / path.lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        if not file.is_relative_to(ROOT) or not file.is_file():
            self.reply(404, HTML, LOST.encode(), "no-store")
            return
        kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
        cache = "no-cache" if file.suffix == ".html" else A_YEAR
        self.reply(
            200, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, file.read_bytes(), cache
        )

    def do_HEAD(self) -> None:
        """The same without its body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Whatever was sent, the file."""
        self.do_GET()

    def reply(self, status: int, kind: str, body: bytes, cache: str) -> None:
        """Send an answer, compressed where that helps and is wanted."""
        self.send_response(status)
        if kind.partition(";")[0] in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": cache}
        for name, value in (headers | {"X-Content-Type-Options": "nosniff"}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler)
print("ready", flush=True)
server.serve_forever()
