"""``make bench``: how long pages take, as ratios to the floor measured in the same run.

The floor is an empty answer through the same middleware. Figures differ from machine to machine; ratios are
what one compares. ``BENCH_PRODUCTS`` sets the size of the catalogue.
"""

import os

from ground import PYTHON, VAR, ensure_environment, manage, run, say

FOLDER = VAR / "bench"


def main() -> None:
    """Load a catalogue into a database of its own, then measure it."""
    ensure_environment()
    FOLDER.mkdir(parents=True, exist_ok=True)
    settings = {
        "DATABASE_URL": f"sqlite:///{FOLDER / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "storefront.settings.test",
    }
    products = os.environ.get("BENCH_PRODUCTS", "2000")
    say(f"A catalogue of {products} offers…")
    manage("migrate", "--verbosity", "0", **settings)
    manage("demo", "--producers", "100", "--products", products, **settings)
    run(PYTHON, "bench/pages.py", **settings)
    run(PYTHON, "bench/imports.py", **settings)


if __name__ == "__main__":
    main()
