"""System packages that the tests need: installed when we may, named when we may not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ground import say
from postgres import find_programs

NOTO = Path("/usr/share/fonts/truetype/noto/NotoSansTifinagh-Regular.ttf")
NEEDED: dict[str, Callable[[], bool]] = {
    "postgresql": lambda: find_programs() is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
    "fonts-noto-core": NOTO.exists,
    "npm": lambda: shutil.which("npm") is not None,
    "poppler-utils": lambda: shutil.which("pdftotext") is not None,
}

# The browser without windows: half the work of the one with them, which does where it is not to be had.
BETTER = "chromium-headless-shell"


def ensure_packages() -> None:
    """Install what is missing as root; else name it and fail."""
    missing = [name for name, is_there in NEEDED.items() if not is_there()]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need these system packages: {' '.join(missing)}")
    say(f"Installing {' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, env=quiet, check=True, stdout=subprocess.DEVNULL)
    if not shutil.which(BETTER):
        better = [*install[: -len(missing)], BETTER]
        subprocess.run(better, env=quiet, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    still = [name for name, is_there in NEEDED.items() if not is_there()]
    if still:
        sys.exit(f"These system packages were installed but cannot be found: {' '.join(still)}")
