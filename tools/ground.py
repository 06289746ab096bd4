"""What every command of the Makefile stands on: folders, the virtual environment, stamps, say."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
NESTED = sorted(f"home/{path.parent.name}" for path in ROOT.glob("home/*/apps.py"))
"""Apps of their own inside of home, each with its own texts."""
PACKAGES = ["producers", "shop", "home", *NESTED, "site"]
OLDEST = (3, 11)


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def digest(paths: Iterable[Path], *, by_content: bool = True) -> str:
    """Return a hash of the files: of what is in them, or of their names, sizes and times."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode())
        state = path.stat()
        seen = path.read_bytes() if by_content else f"{state.st_size} {state.st_mtime_ns}".encode()
        total.update(seen)
    return total.hexdigest()


class Stamp:
    """A note of the state in which a step was done last, so that it is left out the next time."""

    def __init__(self, path: Path, state: str) -> None:
        self.path = path
        self.state = state

    def is_fresh(self) -> bool:
        """Return whether the step was done in this very state."""
        return self.path.exists() and self.path.read_text() == self.state

    def set(self) -> None:
        """Note that the step is done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.state)


def environment(**more: str) -> dict[str, str]:
    """Return the environment that the project's own programs run in; they keep what Python compiles."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "", **more}


def run(*command: str | Path, **more: str) -> None:
    """Run a program of the project; stop everything with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment(**more), check=False)
    if done.returncode:
        say(f"This failed: {' '.join(str(part) for part in command)}")
        sys.exit(done.returncode)


def manage(*arguments: str, **more: str) -> None:
    """Run a Django command."""
    run(PYTHON, "manage.py", *arguments, **more)


def has_command(name: str) -> bool:
    """Return whether one of our apps brings the Django command."""
    return any(ROOT.glob(f"*/management/commands/{name}.py")) or any(
        ROOT.glob(f"site/*/management/commands/{name}.py")
    )


def ensure_environment(*, for_tests: bool = False) -> None:
    """Create ``.venv`` and install exactly what is locked, unless that was done before."""
    if sys.version_info < OLDEST:
        sys.exit(f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {sys.version.split()[0]}.")
    names = ["requirements.txt", "requirements-dev.txt"] if for_tests else ["requirements.txt"]
    stamps = [Stamp(VENV / f".{name}.stamp", digest([ROOT / name])) for name in names]
    if PYTHON.exists() and all(stamp.is_fresh() for stamp in stamps):
        return
    if not PYTHON.exists():
        say("Creating the virtual environment")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    _install(names[-1])
    for stamp in stamps:
        stamp.set()


def _install(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    total = sum(line[:1].isalnum() for line in lines)
    say(f"Installing {total} packages from {name}")
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check"]
    with subprocess.Popen(
        [*command, "-r", name], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        output = list(_show_progress(pip, total))
    if pip.returncode:
        sys.exit("".join(output[-30:]) + f"Installing from {name} failed.")


def _show_progress(pip: "subprocess.Popen[str]", total: int) -> Iterable[str]:
    done = 0
    for line in pip.stdout or ():
        yield line
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            done += 1
            say(f"  {done:>3} of {total}  {line.split()[1 if line.startswith('C') else 3]}")
        elif line.startswith("Installing collected"):
            say("  unpacking")
