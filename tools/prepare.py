"""The steps between an installed environment and a shop that can serve."""

import os
import subprocess
import time
from pathlib import Path

from ground import PACKAGES, PYTHON, ROOT, VAR, Stamp, digest, environment, has_command, manage, run, say

STAMPS = VAR / "stamps"
COUNT = "from producers.models import Organisation; print(Organisation.objects.count())"


def prepare() -> None:
    """Compile texts, collect files, migrate, and fill an empty database. Leave out what is done."""
    for step in (compile_texts, collect_files, migrate, fill):
        started = time.monotonic()
        if step():
            say(f"  {step.__name__.replace('_', ' ')}: {time.monotonic() - started:.1f} s")


def compile_texts() -> bool:
    """Compile the translated texts that changed."""
    stale = [po for po in _files("locale/*/LC_MESSAGES/*.po") if _is_stale(po)]
    if stale:
        say(f"Compiling {len(stale)} text files")
        run(PYTHON, "tools/texts.py", "compile")
    return bool(stale)


def collect_files() -> bool:
    """Put styles, scripts, fonts and icons where the server finds them, hashed and compressed."""
    run(PYTHON, "tools/build_css.py")
    files = [path for path in (*_files("static/**/*"), *_files("*/static/**/*")) if path.is_file()]
    files += [ROOT / "requirements.txt"]
    stamp = Stamp(STAMPS / "static", digest(files, by_content=False))
    if stamp.is_fresh() and (VAR / "static" / "staticfiles.json").exists():
        return False
    say("Collecting styles, scripts and fonts")
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
    stamp.set()
    return True


def migrate() -> bool:
    """Bring the database up to date."""
    stamp = Stamp(STAMPS / "migrations", _database_state())
    if stamp.is_fresh() and _database_is_there():
        return False
    say("Preparing the database")
    manage("migrate", "--noinput", "--verbosity", "0")
    stamp.set()
    (STAMPS / "filled").unlink(missing_ok=True)
    return True


def fill() -> bool:
    """Load the demo into a database without producers."""
    stamp = Stamp(STAMPS / "filled", _database_state())
    if stamp.is_fresh() or not has_command("demo"):
        return False
    if _is_empty():
        say("Loading the demo")
        manage("demo")
    stamp.set()
    return True


def _is_empty() -> bool:
    command = [str(PYTHON), "manage.py", "shell", "--no-imports", "--command", COUNT]
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True, text=True)
    return done.stdout.strip() == "0"


def _files(pattern: str) -> list[Path]:
    return [path for package in PACKAGES for path in (ROOT / package).glob(pattern)]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _database_state() -> str:
    migrations = [path for path in _files("migrations/*.py") if path.is_file()]
    return digest([*migrations, ROOT / "requirements.txt"]) + os.environ.get("DATABASE_URL", "")


def _database_is_there() -> bool:
    return "DATABASE_URL" not in os.environ and (VAR / "db.sqlite3").exists()
