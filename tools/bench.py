"""``make bench``: what pages cost on PostgreSQL behind the real web server, as ratios to a floor.

Figures differ from machine to machine; ratios are what one compares. ``BENCH_PRODUCTS`` lists the sizes of
the catalogue, ``BENCH_SECONDS`` says how long each page is asked for, ``BENCH_ORDERS`` lists how many orders
there are when money is measured, ``BENCH_DOCUMENTS`` how many documents the fund holds (20,000),
``BENCH_SEATS`` how many have a seat at one event (10,000).
"""

import os
import shutil
from pathlib import Path

from ground import PYTHON, VAR, ensure_environment, manage, run, say
from postgres import cluster, make_database
from prepare import compile_texts
from system import ensure_packages

FOLDER = VAR / "bench"
SIZES = "10000 100000"


def main() -> None:
    """Load a catalogue into a cluster of its own, measure it, let it grow, measure again."""
    ensure_packages()
    ensure_environment()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    compile_texts()
    with cluster() as address:
        settings = _settings(address)
        run(PYTHON, "tools/build_css.py")
        manage("collectstatic", "--noinput", "--verbosity", "0", **settings)
        manage("migrate", "--verbosity", "0", **settings)
        before = 0
        for size in map(int, os.environ.get("BENCH_PRODUCTS", SIZES).split()):
            _fill(size, before, settings)
            _measure(size, settings)
            before = size
        run(PYTHON, "bench/imports.py", **settings)
        run(PYTHON, "bench/payouts.py", **settings)
        run(PYTHON, "bench/orders.py", **settings)
        run(PYTHON, "bench/feeds.py", **_small_shop(make_database(address, "feeds")))
        run(PYTHON, "bench/agenda.py", **settings)


def _fill(products: int, before: int, settings: dict[str, str]) -> None:
    """Have so many offers: those of the demo, or those that there are copied inside the database."""
    say(f"A catalogue of {products} offers…")
    if before and products % before == 0:
        run(PYTHON, "bench/growth.py", str(products // before), **settings)
        return
    demo = ["demo", "--producers", str(products // 50), "--products", str(products)]
    manage(
        *demo, **settings | {"DJANGO_SETTINGS_MODULE": "storefront.settings.dev"}
    )  # has fictional accounts
    manage("run_jobs", **settings)


def _small_shop(address: str) -> dict[str, str]:
    """Have the demo in a database of its own: feeds empty the snapshot, which a catalogue fills anew."""
    settings = _settings(address)
    manage("migrate", "--verbosity", "0", **settings)
    manage("demo", **settings | {"DJANGO_SETTINGS_MODULE": "storefront.settings.dev"})
    manage("run_jobs", **settings)
    return settings


def _measure(products: int, settings: dict[str, str]) -> None:
    run(PYTHON, "bench/documents.py", **settings)
    run(PYTHON, "bench/pages.py", **settings, BENCH_PRODUCTS=str(products))
    run(PYTHON, "bench/journey.py", **settings, BENCH_PRODUCTS=str(products))


def _settings(address: str) -> dict[str, str]:
    here = Path(__file__).resolve().parent.parent
    return {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "storefront.settings.production",
        "SECRET_KEY": "only-for-measuring-on-this-machine-0123456789abcdefghij",
        "ALLOWED_HOSTS": "bench.test",
        "SITE_URL": "https://bench.test",
        "EMAIL_URL": "dummymail://",
        # No bank has the code 000: orders that are measured are paid to an account that does not exist.
        "TRANSFER_ACCOUNTS": '{"MAD": {"holder": "Bench", "bank": "", "rib": "000 780 0000000000000001 00"}}',
        "VAR_DIR": str(FOLDER),
        "PYTHONPATH": os.pathsep.join(str(here / name) for name in (".", "site", "bench")),
    }


if __name__ == "__main__":
    main()
