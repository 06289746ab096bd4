"""``make run``: from a fresh clone to a running shop. Ctrl-C stops everything that it started."""

import contextlib
import ctypes
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from ground import PYTHON, ROOT, VAR, ensure_environment, environment, say
from prepare import prepare

HOST = "127.0.0.1"
PORT = int(os.environ.get("PORT") or 8000)
ADDRESS = f"http://{HOST}:{PORT}"
ACCOUNTS = ["operator", "editor", "agent", "producer", "buyer", "trade"]
DEMO_PHONE = "06 00 00 00 01"
DEMO_TOTP_SECRET = "TIWIZIDEMOTIWIZIDEMOTIWIZIDEMO22"
PATIENCE = 60  # seconds for the first answer
WEB = [str(PYTHON), "-m", "gunicorn", "--bind", f"{HOST}:{PORT}", "storefront.wsgi"]
BEHIND = [
    [str(PYTHON), "manage.py", "db_worker", "--verbosity", "0", "--no-reload"],
    [str(PYTHON), "manage.py", "run_jobs", "--forever"],
]
DIE_WITH_PARENT = 1  # prctl(PR_SET_PDEATHSIG)


class Stopped(Exception):  # noqa: N818  not an error: somebody asked for the end
    """A signal asked for the end."""


def main() -> int:
    """Set everything up, serve until told to stop, return the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    os.environ.setdefault("SITE_URL", ADDRESS)
    started = time.monotonic()
    children: list[subprocess.Popen[bytes]] = []
    try:
        _refuse_a_busy_port()
        ensure_environment()
        prepare()
        children += start_card_processor()
        children.append(start(WEB))
        wait_for_answer(children)
        children += [start(command) for command in BEHIND]
        _print_addresses(time.monotonic() - started)
        return _watch(children)
    except Stopped:
        say("\nStopping")
        return 0
    finally:
        stop(children)


def start_card_processor() -> list["subprocess.Popen[bytes]"]:
    """Start the stand-in for the card processor, unless there is a real key; the shop is told of it."""
    if os.environ.get("STRIPE_SECRET_KEY"):
        return []
    secret = f"whsec_{secrets.token_hex(16)}"
    command = [
        *(str(PYTHON), "-m", "card_processor", "--database", str(VAR / "card_processor.sqlite3")),
        *("--hook", f"{ADDRESS}/webhooks/card/", "--secret", secret),
    ]
    child = subprocess.Popen(
        command, cwd=ROOT / "tools", env=environment(), start_new_session=True,
        preexec_fn=_die_with_parent, stdout=subprocess.PIPE,
    )  # fmt: skip
    line = child.stdout.readline() if child.stdout else b""
    if not line:
        sys.exit("The stand-in for the card processor did not start.")
    os.environ["STRIPE_SECRET_KEY"] = "sk_test_" + "standin" * 4
    os.environ["STRIPE_PUBLISHABLE_KEY"] = "pk_test_" + "standin" * 4
    os.environ["STRIPE_WEBHOOK_SECRET"] = secret
    os.environ["STRIPE_API_BASE"] = json.loads(line)["api"]
    return [child]


def start(command: list[str]) -> "subprocess.Popen[bytes]":
    """Start a program in a process group of its own, so that a Ctrl-C reaches only us."""
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(), start_new_session=True, preexec_fn=_die_with_parent
    )


def stop(children: list["subprocess.Popen[bytes]"]) -> None:
    """End the programs, politely first."""
    for number, patience in ((signal.SIGTERM, 8.0), (signal.SIGKILL, 2.0)):
        for child in children:
            if child.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, number)
        _wait_for_end(children, patience)


def _watch(children: list["subprocess.Popen[bytes]"]) -> int:
    while True:
        time.sleep(0.5)
        for child in children:
            if child.poll() is not None:
                say(f"{child.args} ended with {child.returncode}; stopping the rest")
                return 1


def wait_for_answer(children: list["subprocess.Popen[bytes]"]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(child.poll() is not None for child in children):
            sys.exit("A program ended before the shop answered.")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=5):
            return
        time.sleep(0.1)
    sys.exit(f"{ADDRESS} did not answer within {PATIENCE} s.")


def _wait_for_end(children: list["subprocess.Popen[bytes]"], patience: float) -> None:
    until = time.monotonic() + patience
    while any(child.poll() is None for child in children) and time.monotonic() < until:
        time.sleep(0.05)


def _print_addresses(seconds: float) -> None:
    password = os.environ.get("DEMO_PASSWORD", "tiwizi-demo")
    say(f"\nThe shop is open, after {seconds:.1f} s:")
    for name, path in (("Shop", "/"), ("Sign in", "/fr/account/login/"), ("Editors", "/admin/")):
        say(f"  {name:<8} {ADDRESS}{path}")
    say(f"Demo accounts, each with the password {password}:")
    for account in ACCOUNTS:
        say(f"  {account}@demo.test")
    say(f"Second factor (TOTP) of operator, accountant, editor and agent: {DEMO_TOTP_SECRET}")
    say(f"A producer comes in at {ADDRESS}/fr/portal/ with the phone {DEMO_PHONE}: her code is printed here.")
    say("Ctrl-C stops everything.\n")


def _refuse_a_busy_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError:
            sys.exit(f"Port {PORT} is in use. Choose another: make run PORT=8001")


def _die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _stop(number: int, frame: object) -> None:
    for again in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(again, signal.SIG_IGN)
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
