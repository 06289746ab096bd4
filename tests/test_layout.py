"""The shape of the tree: things that go wrong silently when they change."""

import re
import site as stdlib_site
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
MACHINE_PATH = re.compile(r"(?<![\w.<])/(?:work|root|home/\w+|Users)/")


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked_files():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_site_never_becomes_a_package():
    assert not list(SITE.glob("*.py"))
    assert {path.parent.name for path in SITE.glob("*/__init__.py")} == {"storefront"}
    assert Path(stdlib_site.__file__).parent != SITE


def test_git_follows_every_folder_of_the_house():
    places = ["site/storefront/urls.py", "site/locale/fr", "tests", "producers", "shop", "home"]
    command = ["git", "check-ignore", *places]
    ignored = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ignored.stdout == ""


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locked_packages_have_hashes_and_name_no_place_to_fetch_them_from(name):
    text = (ROOT / name).read_text()
    assert not re.search(
        r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host|--no-index)\b", text, re.MULTILINE
    )
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9][^\s=]*==\S+", text, re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)


def test_the_tests_run_with_the_versions_that_the_shop_runs_with():
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9][^\s=\[]*)\S*==(\S+)", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_no_file_names_a_place_on_somebodys_machine():
    guilty = [path for path, text in texts() if path != Path(__file__) and MACHINE_PATH.search(text)]
    assert guilty == []


def test_every_test_runs():
    skips = re.compile(r"pytest\.(mark\.)?(skip|xfail|importorskip)|unittest\.skip")
    tests = [(path, text) for path, text in texts() if ROOT / "tests" in path.parents]
    assert [path for path, text in tests if path != Path(__file__) and skips.search(text)] == []


def test_nothing_is_left_to_do_in_the_code():
    word = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    code = [(path, text) for path, text in texts() if path.suffix in {".py", ".html", ".css", ".js", ".toml"}]
    assert [path for path, text in code if path != Path(__file__) and word.search(text)] == []


def test_an_exception_from_a_check_names_its_code_and_its_reason():
    bare = re.compile(r"#\s*(?:noqa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)*  ?\S)|type: ignore(?!\[[\w, -]+\]  # \S))")
    code = [(path, text) for path, text in texts() if path.suffix == ".py" and path != Path(__file__)]
    assert [path for path, text in code if bare.search(text)] == []
