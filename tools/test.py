"""``make test``: everything that must pass, with all its set-up. The last line counts."""

import contextlib
import os
import resource
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ground import PYTHON, ROOT, VAR, VENV, ensure_environment, environment, run, say
from postgres import cluster, make_database
from system import ensure_packages

RESULTS = VAR / "test"
MIGRATED = RESULTS / "migrated.sqlite3"
TEST = "storefront.settings.test"
ON_ALL_CORES = ["-n", "auto", "--dist", "load"]  # keeps the order: tests that empty the database come last
SLOWEST = ["--durations", "60", "--durations-min", "2"]  # where to look when all takes too long
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "storefront.settings.production",
    "SECRET_KEY": "k3y-" + "".join(chr(97 + 7 * i % 26) + str(i) for i in range(40)),
    "ALLOWED_HOSTS": "shop.example.org",
    "SITE_URL": "https://shop.example.org",
    "DATABASE_URL": f"sqlite:///{VAR / 'test' / 'deploy.sqlite3'}",
    "EMAIL_URL": "consolemail://",
}


@dataclass
class Count:
    """What passed and what failed, over all stages."""

    passed: int = 0
    failed: int = 0

    def add(self, passed: int, failed: int) -> None:
        """Add the result of a stage."""
        self.passed += passed
        self.failed += failed


@dataclass
class Clock:
    """Since when a stage runs, and how much of a processor its programs have used."""

    started: float = field(default_factory=time.monotonic)
    used: float = 0

    def wait_for(self, program: "subprocess.Popen[bytes]") -> int:
        """Wait until a program ends, add what it and its children used, and return its exit code."""
        before = _used_by_children()
        code = program.wait()
        self.used += _used_by_children() - before
        return code


def main(arguments: list[str]) -> int:
    """Run all stages, or pytest alone when arguments choose a part. Return the exit code."""
    ensure_packages()
    ensure_environment(for_tests=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    run(PYTHON, "tools/texts.py", "compile")
    run(PYTHON, "tools/build_css.py")
    count = Count()
    if arguments:
        with cluster() as address:
            _run_tests(count, "tests", arguments, DATABASE_URL=address)
    else:
        with cluster() as address:
            with _migrated_beside(count, address) as migrated:
                _run_checks(count)
            _give_to_the_audit()
            with _audit_beside(count):
                _run_all_tests(count, address, migrated)
    say(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed or not count.passed else 0


def _run_all_tests(count: Count, address: str, migrated: dict[str, str]) -> None:
    arguments = ["-m", "not host", *ON_ALL_CORES, *SLOWEST]
    _run_tests(count, "tests on PostgreSQL", arguments, DATABASE_URL=address, **migrated)
    races = RESULTS / "races.sqlite3"
    shutil.copy(MIGRATED, races)
    _run_tests(count, "races on SQLite", ["--reuse-db", "tests/races"], TEST_DATABASE_FILE=str(races))
    _run_tests(count, "in foreign projects", ["-m", "host"])


@contextlib.contextmanager
def _migrated_beside(count: Count, address: str) -> Iterator[dict[str, str]]:
    """Migrate a database of each kind meanwhile: the tests start from copies. Yield where they find them."""
    clock = Clock()
    MIGRATED.unlink(missing_ok=True)
    urls = [make_database(address, "migrated"), f"sqlite:///{MIGRATED}"]
    command = [str(PYTHON), "manage.py", "migrate", "--noinput", "--verbosity", "0"]
    children = [
        subprocess.Popen(command, cwd=ROOT, env=environment(DJANGO_SETTINGS_MODULE=TEST, DATABASE_URL=url))
        for url in urls
    ]
    try:
        yield {"TEST_TEMPLATE": "migrated", "TEST_MIGRATED_FILE": str(MIGRATED)}
    finally:
        codes = [clock.wait_for(child) for child in children]
    count.add(codes.count(0), len(codes) - codes.count(0))
    _tell("databases", not any(codes), clock)


def _give_to_the_audit() -> None:
    """Start its shop from a copy as well, unless it has one from another day."""
    own = VAR / "audit" / "db.sqlite3"
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(MIGRATED, own)


def _run_checks(count: Count) -> None:
    tools = VENV / "bin"
    for name, command, more in (
        ("lint", [tools / "ruff", "check", "."], {}),
        ("types", [tools / "mypy"], {}),
        ("imports", [tools / "lint-imports", "--no-logo"], {}),
        ("packages", [PYTHON, "-m", "pip", "check"], {}),
        ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
        ("settings", [PYTHON, "manage.py", "check"], {}),
        ("deployment", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("translations", [PYTHON, "tools/texts.py", "check"], {}),
    ):
        clock = Clock()
        settings = {"DJANGO_SETTINGS_MODULE": TEST, **more}
        done = subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=environment(**settings),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        count.add(int(done.returncode == 0), int(done.returncode != 0))
        if done.returncode:
            say(done.stdout)
        _tell(name, done.returncode == 0, clock)


def _run_tests(count: Count, name: str, arguments: list[str], **more: str) -> None:
    clock = Clock()
    command, surroundings = _pytest(name, arguments, **more)
    code = clock.wait_for(subprocess.Popen(command, cwd=ROOT, env=surroundings))
    _add_tests(count, name, code, clock)


@contextlib.contextmanager
def _tests_beside(count: Count, name: str, arguments: list[str]) -> Iterator[None]:
    """Run tests in one process meanwhile: where others run in one process, a core is free."""
    clock = Clock()
    with _beside(clock, name, *_pytest(name, arguments)) as program:
        yield
    _add_tests(count, name, program.returncode, clock)


def _pytest(name: str, arguments: list[str], **more: str) -> tuple[list[str], dict[str, str]]:
    """Return the command that runs tests, and its environment."""
    report = _kept(name, "xml")
    report.unlink(missing_ok=True)
    surroundings = environment(DJANGO_SETTINGS_MODULE=TEST, **more)
    if "DATABASE_URL" not in more:
        surroundings.pop("DATABASE_URL", None)
    return [str(PYTHON), "-m", "pytest", "-q", f"--junitxml={report}", *arguments], surroundings


def _add_tests(count: Count, name: str, code: int, clock: Clock) -> None:
    passed, failed = _read_report(_kept(name, "xml"))
    count.add(passed, failed or int(code != 0))
    _tell(name, code == 0, clock)


@contextlib.contextmanager
def _audit_beside(count: Count) -> Iterator[None]:
    """Look at the pages in a browser meanwhile: it often waits, a core need not. Tell of it in the end."""
    clock, name = Clock(), "pages in a browser"
    command = [sys.executable, "tools/audit_pages.py", "--quick"]
    surroundings = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    with _beside(clock, name, command, surroundings) as audit:
        yield
    count.add(int(audit.returncode == 0), int(audit.returncode != 0))
    _tell(name, audit.returncode == 0, clock)


@contextlib.contextmanager
def _beside(
    clock: Clock, name: str, command: list[str], surroundings: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program meanwhile, wait for it, and repeat what it said."""
    with _kept(name, "txt").open("wb") as said:
        program = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield program
        finally:
            clock.wait_for(program)
    say(_kept(name, "txt").read_text(encoding="utf-8", errors="replace"))


def _kept(name: str, kind: str) -> Path:
    return RESULTS / f"{name.replace(' ', '-')}.{kind}"


def _read_report(report: Path) -> tuple[int, int]:
    """Return how many tests passed and failed. A skipped test counts as failed: none may be skipped."""
    if not report.exists():
        return 0, 0
    suites = ET.parse(report).getroot().findall("testsuite")  # our own file
    total, bad = 0, 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        bad += sum(int(suite.get(kind, 0)) for kind in ("failures", "errors", "skipped"))
    return total - bad, bad


def _used_by_children() -> float:
    """Return the processor time of all children that were waited for, and of theirs; of no server."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tell(name: str, is_good: bool, clock: Clock) -> None:
    took = f"{time.monotonic() - clock.started:.1f} s"
    used = f", {clock.used:.0f} s of a processor" if clock.used else ""
    say(f"-- {name}: {'passed' if is_good else 'FAILED'} in {took}{used}")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
