"""How long an import of new offers takes, and what it needs of memory."""

import io
import os
import resource
import time
from typing import Any

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402  needs the settings
from openpyxl import Workbook  # noqa: E402  the same

from producers.domain.actors import SYSTEM  # noqa: E402  the same
from producers.models import Organisation  # noqa: E402  the same
from shop.actions.import_products import apply_import, check_import  # noqa: E402  the same
from shop.models import Category, ImportRun, Product  # noqa: E402  the same


def main() -> None:
    """Look at ten thousand rows, apply them, apply them again, and print what each took."""
    count = int(os.environ.get("BENCH_ROWS", "10000"))
    sheet = _sheet(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("new", "again"):
        run = ImportRun()
        run.sheet.save("bench.xlsx", ContentFile(sheet), save=True)
        looked = _timed(lambda run=run: check_import(run))
        run.refresh_from_db()
        applied = _timed(lambda run=run: apply_import(run, actor=SYSTEM))
        run.refresh_from_db()
        print(f"{name}: {run.counts}, looked at in {looked:.1f} s, applied in {applied:.1f} s")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {before // 1024} MB before, {after // 1024} MB at most; {Product.objects.count()} offers")


def _sheet(count: int) -> bytes:
    maker = Organisation.objects.exclude(kind="centre").exclude(status="suspended").first()
    category = Category.objects.filter(children=None).first()
    book, content = Workbook(write_only=True), io.BytesIO()
    rows: Any = book.create_sheet()
    rows.append(["key", "producer", "category", "name_fr", "name_ar", "description_fr", "price_MAD", "stock"])
    for number in range(count):
        words = ["Tapis noué main", "زربية", "Laine du Moyen Atlas, nouée au village. " * 4]
        rows.append([f"K{number}", maker.slug, category.slug, *words, 450 + number % 50, 3])
    book.save(content)
    return content.getvalue()


def _timed(act: Any) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


main()
