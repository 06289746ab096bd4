"""Asks programs for Node that nobody here wrote; they are installed once, as the lock file says."""

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LOCK = HERE / "package-lock.json"


def ask(script: str, question: object, *, seconds: int = 120) -> Any:
    """Return what ``script`` of this folder answers; question and answer are JSON.

    Raises ``subprocess.CalledProcessError`` when it fails.
    """
    done = subprocess.run(
        ["node", str(_home() / script)],
        input=json.dumps(question), capture_output=True, text=True, check=False, timeout=seconds,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(f"{script}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _home() -> Path:
    """Return the folder with the installed programs; several tests may ask at once."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tiwizi-oracles"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for file in (HERE / "package.json", LOCK, *HERE.glob("*.mjs")):
            there = home / file.name
            if not there.exists() or there.read_bytes() != file.read_bytes():
                shutil.copy(file, there)
        stamp = home / "installed.json"
        if not stamp.exists() or stamp.read_bytes() != LOCK.read_bytes():
            install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(install, cwd=home, check=True, timeout=600)
            shutil.copy(LOCK, stamp)
    return home
