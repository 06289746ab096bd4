"""Somebody else's project: what ``wagtail start`` makes, with its own models, and our wheel installed.

Environments and projects are kept under ``var/host`` for as long as the lock, the wheel and these files are
the same.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / "var" / "host"
NAME = "window"
OURS = (
    "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL", "TEST_DATABASE_FILE", "VIRTUAL_ENV",
)  # fmt: skip

# What the host says for itself.
HOST_SETTINGS = """
INSTALLED_APPS += ["people", "gallery"]
AUTH_USER_MODEL = "people.Person"
WAGTAILIMAGES_IMAGE_MODEL = "gallery.Photo"
LANGUAGE_CODE = "{language}"
LANGUAGES = [("{language}", "The one language")]
"""
# All that a host writes to have a shop.
SHOP_SETTINGS = """
INSTALLED_APPS += ["shop", "producers"]
MIDDLEWARE += ["shop.middleware.MarketMiddleware"]
TEMPLATES[0]["OPTIONS"]["context_processors"] += ["shop.context.shop"]
"""
SHOP_URLS = """
shop = [path("", include(name)) for name in ("shop.root_urls", "shop.urls", "producers.urls")]
urlpatterns = shop + urlpatterns
"""
# And what it writes to have all systems of the Centre beside a ``home`` of its own.
CENTRE_SETTINGS = """
from producers.beside import find_systems
find_systems()
INSTALLED_APPS += ["home.training", "home.fairs", "home.stands", "home.exhibition", "home.network"]
INSTALLED_APPS += ["home.events", "home.library", "home.awards", "home.impact"]
"""
CENTRE_URLS = """
above = ("home.events.root_urls", "home.impact.root_urls")
beside = ("home.events.urls", "home.training.urls", "home.network.urls", "home.impact.urls")
portal = ("producers.portal.urls", "shop.portal.urls", "home.awards.portal_urls", "home.training.portal_urls")
below = {
    "library": "home.library.urls", "awards": "home.awards.urls", "exhibition": "home.exhibition.urls",
    "portal/fair": "home.fairs.urls", "portal/stands": "home.stands.urls",
    "portal/network": "home.network.portal_urls",
}
centre = [path("", include(name)) for name in above + beside]
centre += [path("portal/", include(name)) for name in portal]
centre += [path(f"{place}/", include(name)) for place, name in below.items()]
urlpatterns = centre + urlpatterns
"""


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this tree into ``folder``."""
    run([sys.executable, ROOT / "tools" / "texts.py", "compile"], cwd=ROOT)
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], cwd=folder)
    return next(folder.glob("*.whl"))


@dataclass(frozen=True)
class Host:
    """A project on one version of Wagtail. ``unlocked`` are packages that this version wants older."""

    wagtail: str
    language: str
    wheel: Path
    unlocked: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the host keeps everything."""
        return CACHE / self.wagtail

    @property
    def project(self) -> Path:
        """Where its ``manage.py`` is."""
        return self.folder / "project"

    @property
    def python(self) -> Path:
        """Its own Python."""
        return self.folder / "venv" / "bin" / "python"

    def manage(self, *arguments: str) -> str:
        """Run a command of the host's ``manage.py`` and return what it says."""
        return run([self.python, "manage.py", *arguments], cwd=self.project)

    def visit(self, script: str) -> str:
        """Run a script of ``visits`` in the host, on a fresh copy of its migrated database."""
        shutil.copy(self.folder / "migrated.sqlite3", self.project / "db.sqlite3")
        shutil.copy(HERE / "visits" / f"{script}.py", self.project)
        return self.manage("shell", "--no-imports", "-c", f"import {script}")

    def prepare(self) -> None:
        """Install, start the project and migrate, unless that was done with the same ingredients."""
        self._step("environment", self._lock, self._make_environment)
        self._step("wheel", self._version, self._install_wheel)
        files = [path.read_bytes() for path in sorted(HERE.rglob("*.py")) if "visits" not in path.parts]
        self._step("project", digest(self._lock.encode(), *self._tables(), *files), self._start)

    def _step(self, name: str, state: str, do: Callable[[], None]) -> None:
        stamp = self.folder / f"{name}.stamp"
        if stamp.exists() and stamp.read_text() == state:
            return
        stamp.unlink(missing_ok=True)
        do()
        stamp.write_text(state)

    @cached_property
    def _lock(self) -> str:
        """What decides which packages are installed: the lock, and what the wheel asks for."""
        with zipfile.ZipFile(self.wheel) as archive:
            metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            asked = re.findall(r"^Requires-Dist: .*$", archive.read(metadata).decode(), re.MULTILINE)
        return "\n".join([sys.version, self.wagtail, *self._pins(), *asked])

    @cached_property
    def _version(self) -> str:
        return digest(self.wheel.read_bytes())

    def _tables(self) -> list[bytes]:
        """What decides how the migrated database looks; all else may change without migrating anew."""
        with zipfile.ZipFile(self.wheel) as archive:
            names = [name for name in archive.namelist() if {"migrations", "models"} & set(name.split("/"))]
            return [archive.read(name) for name in sorted(names)]

    def _pins(self) -> Iterable[str]:
        lines = re.findall(r"^[a-z0-9].*?(?= \\$|$)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
        return [line for line in lines if line.split("==")[0] not in self.unlocked]

    def _make_environment(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        run([sys.executable, "-m", "venv", "--without-pip", self.folder / "venv"], cwd=self.folder)
        constraints = self.folder / "constraints.txt"
        constraints.write_text("\n".join(self._pins()))
        self._install("-c", str(constraints), f"wagtail=={self.wagtail}.*")
        (self.folder / "wheel.stamp").write_text(self._version)

    def _install_wheel(self) -> None:
        self._install("--no-deps", "--force-reinstall")

    def _install(self, *arguments: str) -> None:
        """Install the wheel with our own pip. Python compiles what is used: half of it never is."""
        self._pip("install", "--no-compile", *arguments, str(self.wheel))
        self._pip("check")

    def _pip(self, *arguments: str) -> None:
        pip = [sys.executable, "-m", "pip", "--python", self.python, "--disable-pip-version-check"]
        run([*pip, *arguments], cwd=self.folder)

    def _start(self) -> None:
        shutil.rmtree(self.project, ignore_errors=True)
        self.project.mkdir()
        run([self.python.parent / "wagtail", "start", NAME, "project"], cwd=self.folder)
        shutil.copytree(HERE / "project", self.project, dirs_exist_ok=True)
        settings = HOST_SETTINGS.format(language=self.language) + SHOP_SETTINGS + CENTRE_SETTINGS
        self._append("settings/base.py", settings)
        self._append("urls.py", SHOP_URLS + CENTRE_URLS)
        self.manage("makemigrations", "people", "gallery")
        self.manage("migrate", "--verbosity", "0")
        shutil.move(self.project / "db.sqlite3", self.folder / "migrated.sqlite3")

    def _append(self, name: str, text: str) -> None:
        path = self.project / NAME / name
        path.write_text(path.read_text() + text)


def run(command: list[str | Path], *, cwd: Path) -> str:
    """Run a program as somebody else would, and return what it says; what it says when it fails is raised."""
    surroundings = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def digest(*parts: bytes) -> str:
    """Return one hash of all parts."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()
