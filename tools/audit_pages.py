"""``make audit``: every kind of page in a real browser, against ``tools/audit/budget.json``.

With ``--quick``, as ``make test`` asks it: axe, weight, sideways scroll, console and links alone.
Both end in the browser: a purchase by keyboard, the line cut, every element, the way of the focus.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
VAR = FOLDER.parent / "var" / "audit"
PORT = os.environ.get("AUDIT_PORT", "8190")
BASE = f"http://127.0.0.1:{PORT}"
VISITORS = VAR / "visitors.json"  # what pages each sees, and with what cookie
AXE = VAR / "node" / "node_modules" / "axe-core" / "axe.min.js"
os.environ |= {
    "SHOW_GALLERY": "1",
    "PORT": PORT,
    "SITE_URL": BASE,
    "DATABASE_URL": f"sqlite:///{VAR / 'db.sqlite3'}",
}

import run as shop  # noqa: E402  reads the port at import
from audited import Visit, journeys  # noqa: E402  after the port is set
from ground import PYTHON, ensure_environment, say  # noqa: E402  after the port is set
from keyboard import CHROMIUM  # noqa: E402  after the port is set
from prepare import prepare  # noqa: E402  after the port is set
from system import ensure_packages  # noqa: E402  after the port is set

KEPT = ["--html-ignore", "role is unnecessary", "--budget", str(FOLDER / "audit" / "budget.json")]
QUICK = [["--only", "axe,page", "--chrome", CHROMIUM]]
LIGHTHOUSE = ["--only", "lighthouse", "--runs", "3"]
VILLAGE = ["--throttle", "3g", "--max-lcp", "2500", "--min-performance", "0"]  # 700 kbit/s, 300 ms
FULL = [
    ["--runs", "3", "--screenshots", str(VAR / "shots")],
    [*LIGHTHOUSE, "--form-factor", "desktop"],
    [*LIGHTHOUSE, *VILLAGE],
]


def main(arguments: list[str]) -> int:
    """Open a shop with the demo, walk it, audit it; return 1 when a threshold is missed."""
    ensure_packages()
    ensure_environment(for_tests=True)
    VAR.mkdir(parents=True, exist_ok=True)
    prepare()
    children = shop.start_card_processor()
    try:
        children.append(shop.start(shop.WEB))
        shop.wait_for_answer(children)
        walked = journeys(BASE)
        modes = QUICK if "--quick" in arguments else FULL
        return max([_audit(mode, walked) for mode in modes] + [_links(), _in_the_browser(walked)])
    finally:
        shop.stop(children)


def _audit(mode: list[str], walked: list[Visit]) -> int:
    """Audit what all visitors see, in one browser; on a desk in French alone."""
    only = "/fr/" if "desktop" in mode else "/"
    _note(walked, only)
    say(f"-- audit of {', '.join(name for name, _paths, _cookie in walked)}: {' '.join(mode)}")
    return _run([BASE, "--visitors", str(VISITORS), *mode, *KEPT])


def _note(walked: list[Visit], only: str = "/") -> None:
    visits = [
        {"paths": [path for path in paths if path.startswith(only)], "cookie": cookie}
        for _name, paths, cookie in walked
    ]
    VISITORS.write_text(json.dumps(visits), encoding="utf-8")


def _links() -> int:
    say("-- audit of links")
    crawl = ["--only", "page", "--links", "--max-crawl", "40", "--max-broken-links", "0"]
    return _run([BASE, "/fr/", "/ar/", *crawl])


def _in_the_browser(walked: list[Visit]) -> int:
    _note(walked)
    programs: list[list[object]] = [
        [FOLDER / "in_the_browser.py", BASE],
        [FOLDER / "gallery.py", BASE, VAR / "gallery", AXE],
        [FOLDER / "page_checks.py", BASE, AXE, VISITORS],
    ]
    return max(subprocess.run([PYTHON, *map(str, one)], check=False).returncode for one in programs)


def _run(arguments: list[str]) -> int:
    surroundings = {**os.environ, "AUDIT_HOME": str(VAR / "node")}
    return subprocess.run([FOLDER / "audit" / "audit", *arguments], env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
