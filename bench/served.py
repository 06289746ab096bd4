"""A web server for measuring: gunicorn with two workers, started and stopped."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
PATIENCE = 60


@dataclass
class Served:
    """A running server; ``cold`` is the seconds from its start to its first answer."""

    port: int
    pid: int
    cold: float

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return machine.tree(self.pid)[1:]


@contextlib.contextmanager
def serve(application: str, first: str, folder: Path, **environment: str) -> Iterator[Served]:
    """Start ``application``, wait until it answers ``first`` with 200, stop it in the end."""
    port = _free_port()
    settings = {**os.environ, **environment, "PORT": str(port), "WEB_CONCURRENCY": str(WORKERS)}
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), application]
    started = time.monotonic()
    with Path(os.environ["VAR_DIR"], "server.log").open("ab") as log:
        server = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log)
    try:
        _wait(port, first, server)
        yield Served(port, server.pid, time.monotonic() - started)
    finally:
        server.terminate()
        server.wait(timeout=30)


def fetch(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    """Return the status and the body of one answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers={"Host": "bench.test", "X-Forwarded-Proto": "https", **headers})
    answer = line.getresponse()
    return answer.status, answer.read()


def _wait(port: int, first: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if fetch(port, first)[0] == 200:
                return
        time.sleep(0.02)
    raise SystemExit("The server did not answer.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
