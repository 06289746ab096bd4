"""A PostgreSQL of our own for one test run: a fresh cluster on a free port, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

FAST = [
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=300",
    "shared_buffers=256MB",
    "jit=off",  # statements of a shop are short: translating one takes longer than running it
]


def find_programs() -> Path | None:
    """Return the folder with the newest ``initdb``, or None where PostgreSQL is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    return folders[-1] if folders else Path(on_path).resolve().parent if on_path else None


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Yield the address of a server that only this machine reaches; stop it and remove its files."""
    programs = find_programs()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="tiwizi-postgres-"))  # readable for its user wherever we are
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, user, user)
    port = _free_port()
    options = [part for setting in [*FAST, f"unix_socket_directories={folder}"] for part in ("-c", setting)]
    try:
        data = folder / "data"
        init = [programs / "initdb", "--auth=trust", "--username=tiwizi", "--encoding=UTF8", "--no-sync"]
        _as_user(user, [*init, "--locale=C.UTF-8", "-D", data], folder).wait()
        server = _as_user(
            user, [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), *options], folder
        )
        try:
            _wait_for(programs, port, server)
            yield f"postgres://tiwizi@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_database(address: str, name: str) -> str:
    """Make an empty database beside that of an address, and return the address of the new one."""
    programs = find_programs() or Path()
    parts = urlsplit(address)
    command = [programs / "createdb", "-h", parts.hostname, "-p", parts.port, "-U", parts.username, name]
    subprocess.run([str(part) for part in command], check=True)
    return parts._replace(path=f"/{name}").geturl()


def _as_user(user: str, command: list[object], folder: Path) -> "subprocess.Popen[bytes]":
    log = (folder / "log").open("ab")
    name = user if os.geteuid() == 0 else None
    return subprocess.Popen(
        [str(part) for part in command], cwd=folder, stdout=log, stderr=log, user=name, group=name
    )


def _wait_for(programs: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    ask = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if subprocess.run(ask, check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
