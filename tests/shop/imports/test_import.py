"""Offers from a spreadsheet: looked at and applied by one plan, whole or by portions, and never twice."""

import csv
import io
import zipfile
from collections import Counter
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import Workbook
from PIL import Image

from producers.domain.actors import Actor
from producers.models import Picture
from producers.testing.builders import a_producer
from shop.actions import import_products
from shop.actions.import_products import apply_import, check_import
from shop.actions.publish_product import publish
from shop.domain.cells import harmless
from shop.imports.reports import read_report, report_file
from shop.models import Category, ImportRun, Price, Product, Stock, StockMove, Technique, Variant
from shop.testing.builders import a_market, a_product

pytestmark = pytest.mark.django_db
OPERATOR = Actor(None, "Operator")


@pytest.fixture(autouse=True)
def _words():
    a_market()
    a_producer(slug="tuda")
    Category.objects.get_or_create(slug="rugs", defaults={"name": "Tapis"})
    Technique.objects.create(slug="knotted", name="Noué")


def a_row(key: str = "T1", **more: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "key": key, "producer": "tuda", "category": "rugs", "name_fr": f"Tapis {key}", "price_MAD": "450",
    }  # fmt: skip
    return fields | more


def as_csv(rows: list[dict[str, object]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: list[dict[str, object]]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    book, content = Workbook(), io.BytesIO()
    book.active.append(names)
    for row in rows:
        book.active.append([row.get(name) for name in names])
    book.save(content)
    return content.getvalue()


def a_picture(colour: str = "red") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    return content.getvalue()


def an_archive(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/").replace("_jpg", ".jpg"), body)
    return content.getvalue()


def a_run(sheet: bytes | list[dict[str, object]], pictures: bytes = b"", **fields: object) -> ImportRun:
    content = sheet if isinstance(sheet, bytes) else as_csv(sheet)
    run = ImportRun(**fields)
    run.sheet.save("sheet", ContentFile(content), save=False)
    if pictures:
        run.pictures.save("pictures", ContentFile(pictures), save=False)
    run.save()
    return run


def look(run: ImportRun) -> dict[str, int]:
    check_import(run)
    run.refresh_from_db()
    return run.counts


def apply(run: ImportRun) -> dict[str, int]:
    look(run)
    apply_import(run, actor=OPERATOR)
    run.refresh_from_db()
    return run.counts


def fingerprint() -> list[object]:
    tables = (Product, Variant, Price, Stock, StockMove, Picture)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def complaints(run: ImportRun) -> list[str]:
    with translation.override("en"):
        return [why for _, _, _, why in read_report(run) if why]


@pytest.mark.parametrize(
    "make", [as_csv, as_xlsx, lambda rows: as_csv(rows, ","), lambda rows: as_csv(rows, "\t", "utf-16")]
)
def test_looking_changes_nothing_applying_does_what_was_shown_and_twice_is_once(make):
    rows = [a_row(f"T{number}", stock="3", price_EUR="45,50", techniques="knotted") for number in range(7)]
    before = fingerprint()
    run = a_run(make(rows))
    assert look(run) == {"created": 7}
    assert fingerprint() == before
    assert apply(run) == {"created": 7}
    assert Product.objects.filter(live=False, has_unpublished_changes=True).count() == 7
    euros = Price.objects.filter(amount_currency="EUR")
    assert {price.amount.amount for price in euros} == {Decimal("45.50")}
    assert set(Stock.objects.values_list("on_hand", flat=True)) == {3}
    after = fingerprint()
    again = a_run(make(rows))
    assert apply(again) == {"same": 7}
    assert fingerprint() == after


def test_what_is_there_is_changed_words_as_a_draft_prices_at_once_and_counts_never():
    apply(a_run([a_row(stock="3")]))
    product = publish(Product.objects.get(), actor=OPERATOR)
    rows = [a_row(name_fr="Tapis rouge", price_MAD="500", stock="99", weight_g="1200")]
    assert apply(a_run(rows)) == {"changed": 1}
    product.refresh_from_db()
    assert product.name.data["fr"] == "Tapis T1"
    assert product.has_unpublished_changes
    assert product.get_latest_revision_as_object().name.data["fr"] == "Tapis rouge"
    assert Price.objects.get().amount.amount == Decimal(500)
    assert (Stock.objects.get().on_hand, Variant.objects.get().weight_g) == (3, 1200)
    assert apply(a_run(rows)) == {"same": 1}
    assert apply(a_run([a_row(name_ar="زربية")])) == {"changed": 1}
    texts = Product.objects.get().get_latest_revision_as_object().name.data
    assert texts == {"fr": "Tapis T1", "ar": "زربية"}


def test_all_or_nothing_unless_she_says_otherwise():
    rows = [a_row("A"), a_row("B", producer="nobody"), a_row("C")]
    run = a_run(rows)
    assert look(run) == {"created": 2, "refused": 1}
    before = fingerprint()
    assert apply_import(run, actor=OPERATOR) == Counter()
    run.refresh_from_db()
    assert run.state == "checked"
    assert fingerprint() == before
    run.is_partial = True
    run.save()
    apply_import(run, actor=OPERATOR)
    run.refresh_from_db()
    assert (run.state, run.counts) == ("done", {"created": 2, "refused": 1})
    assert sorted(Variant.objects.values_list("sku", flat=True)) == ["A", "C"]


class Killed(BaseException):
    """The machine goes down."""


@pytest.mark.parametrize(("is_partial", "left"), [(False, 0), (True, 4)])
def test_ended_in_the_middle_nothing_is_half_done_and_the_next_time_ends_it(monkeypatch, is_partial, left):
    monkeypatch.setattr(import_products, "BATCH", 4)
    run = a_run([a_row(f"T{number}", stock="1") for number in range(10)], is_partial=is_partial)
    look(run)
    calls: list[int] = []

    def die(plans, pictures, actor):
        calls.append(len(plans))
        if len(calls) == 2:
            raise Killed

    monkeypatch.setattr(import_products, "write_changed", die)
    with pytest.raises(Killed):
        apply_import(run, actor=OPERATOR)
    assert Product.objects.count() == Variant.objects.count() == Stock.objects.count() == left
    monkeypatch.setattr(import_products, "write_changed", lambda *_: None)
    run.refresh_from_db()
    assert run.state == "applying"
    counts = apply_import(run, actor=OPERATOR)
    assert counts["created"] + counts["same"] == 10
    assert Product.objects.count() == 10


def test_pictures_come_from_the_archive_drawn_anew_and_once():
    rows = [
        a_row("A", pictures="one.jpg; TWO.jpg", alt_fr="Un tapis"),
        a_row("B", pictures="one.jpg"),
        a_row("C", pictures="three.jpg"),
        a_row("D", pictures="bad.jpg"),
    ]
    archive = an_archive(
        folder__one_jpg=a_picture(), two_jpg=a_picture("blue"), bad_jpg=b"<svg onload=alert(1)>"
    )
    run = a_run(rows, archive, is_partial=True)
    assert look(run) == {"created": 2, "refused": 2}
    apply(run)
    assert Picture.objects.count() == 2
    assert Product.objects.get(slug="tuda-a").pictures.count() == 2
    assert apply(a_run(rows, archive, is_partial=True)) == {"same": 2, "refused": 2}
    assert Picture.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"key": ""}, "key"),
        ({"producer": "nobody"}, "producer"),
        ({"category": "nothing"}, "category"),
        ({"techniques": "knotted;sung"}, "techniques"),
        ({"name_fr": ""}, "name"),
        ({"name_fr": "x" * 161}, "name_fr"),
        ({"name_fr": "a\u202eb"}, "name_fr"),
        ({"name_fr": "a\x07b"}, "name_fr"),
        ({"name_fr": "=1+1"}, "name_fr"),
        ({"price_MAD": ""}, "price"),
        ({"price_MAD": "ten"}, "price_MAD"),
        ({"price_MAD": "-5"}, "price_MAD"),
        ({"price_MAD": "0"}, "price_MAD"),
        ({"price_MAD": "1.005"}, "price_MAD"),
        ({"price_MAD": "1e30"}, "price_MAD"),
        ({"price_MAD": "NaN"}, "price_MAD"),
        ({"stock": "-1"}, "stock"),
        ({"stock": "1.5"}, "stock"),
        ({"one_of_a_kind": "oui", "stock": "2"}, "stock"),
        ({"one_of_a_kind": "perhaps"}, "one_of_a_kind"),
        ({"net_quantity": "5"}, "net_unit"),
        ({"pictures": "none.jpg"}, "none.jpg"),
    ],
)
def test_a_bad_cell_is_refused_with_its_column(fields, column):
    run = a_run([a_row() | fields])
    assert look(run) == {"refused": 1}
    assert column in " ".join(complaints(run))


def test_formulas_are_refused_even_with_their_results():
    run = a_run(as_xlsx([a_row(price_MAD="=2*3"), a_row("B")]))
    assert look(run) == {"created": 1, "refused": 1}


def test_a_key_twice_in_a_file_is_refused_and_may_be_another_producers():
    a_producer(slug="itto")
    run = a_run([a_row("A"), a_row("A"), a_row("A", producer="itto")])
    assert look(run) == {"created": 2, "refused": 1}


def test_an_address_that_another_offer_has_is_not_taken():
    a_product(slug="tuda-a")
    assert look(a_run([a_row("A")])) == {"refused": 1}


def test_scripts_in_texts_leave_nothing_that_runs():
    texts = {
        "name_fr": "Tapis <script>alert(1)</script>rouge",
        "description_fr": "<img src=x onerror=alert(1)>Laine & soie",
    }
    apply(a_run([a_row() | texts]))
    product = Product.objects.get()
    assert product.name.data["fr"] == "Tapis rouge"
    assert product.description.data["fr"] == "Laine & soie"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_sheet"),
        (b"PK\x03\x04 but no archive", "not_a_sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not_a_sheet"),
        (an_archive(readme_jpg=b"no workbook"), "not_a_sheet"),
        (as_csv([a_row(name_fr="Théière")], encoding="latin-1"), "encoding"),
        (b"one;two\n1;2\n", "no_columns"),
        (b"key;producer\n1;2\n", "no_columns"),
        (b"key;producer;category;key\n", "column_twice"),
        (b"key;producer;category\n" + b"1;2;3\n" * 20_001, "too_many_rows"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused_whole(content, fault):
    run = a_run(content)
    check_import(run)
    run.refresh_from_db()
    assert (run.state, run.fault) == ("refused", fault)


def test_a_million_rows_are_refused_by_what_the_file_says_of_itself():
    book, content = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    sheet.append(["key", "producer", "category"])
    book.save(content)
    packed = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                body = body.replace(b"<sheetData>", b'<dimension ref="A1:C1000000"/><sheetData>')
            new.writestr(entry.filename, body)
    run = a_run(packed.getvalue())
    check_import(run)
    run.refresh_from_db()
    assert run.fault in ("too_many_rows", "not_a_sheet")


def swelling() -> bytes:
    return an_archive(bomb_jpg=b"\0" * (8 * 1024 * 1024))


@pytest.mark.parametrize(
    "archive",
    [
        b"no archive",
        an_archive(**{"..__..__evil_jpg": b"x"}),
        an_archive(__etc__evil_jpg=b"x"),
        an_archive(**{"C:evil_jpg": b"x"}),
        an_archive(**{"..\\evil_jpg": b"x"}),
        swelling(),
    ],
    ids=["no zip", "parent", "root", "drive", "backslash", "bomb"],
)
def test_an_archive_that_does_harm_is_not_opened(archive):
    run = a_run([a_row()], archive)
    check_import(run)
    run.refresh_from_db()
    assert run.state == "refused"
    assert run.fault in ("bad_archive", "unsafe_archive")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
def test_no_cell_of_the_report_is_computed(text):
    assert harmless(text).startswith("'")
    run = a_run([a_row(text.strip() + "<b>", producer="nobody")])
    look(run)
    lines = list(csv.reader(io.StringIO(b"".join(report_file(run)).decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)


def test_the_office_shows_looks_applies_and_gives_the_report(admin_client):
    assert admin_client.get("/admin/shop/imports/").status_code == 200
    assert admin_client.post("/admin/shop/imports/new/", {}).status_code == 422
    file = ContentFile(as_csv([a_row("A"), a_row("B", category="?")]), name="offers.csv")
    answer = admin_client.post("/admin/shop/imports/new/", {"sheet": file})
    assert answer.status_code == 302
    page = admin_client.get(answer.url).content.decode()
    assert 'data-outcome="created" data-count="1"' in page
    assert 'data-outcome="refused" data-count="1"' in page
    admin_client.post(f"{answer.url}apply/")
    assert not Product.objects.exists()
    admin_client.post(f"{answer.url}apply/", {"partial": "yes"})
    assert Product.objects.count() == 1
    assert 'data-state="done"' in admin_client.get(answer.url).content.decode()
    assert admin_client.get(f"{answer.url}report.csv").status_code == 200
    assert admin_client.get("/admin/shop/imports/template.xlsx").content[:2] == b"PK"
    assert admin_client.get(f"{answer.url}?outcome=nonsense&p=zzz").status_code == 200
    assert admin_client.get("/admin/shop/imports/999999/").status_code == 404


def test_progress_is_told_portion_by_portion(monkeypatch):
    monkeypatch.setattr(import_products, "BATCH", 2)
    told: list[int] = []
    monkeypatch.setattr(import_products.cache, "set", lambda key, value, timeout: told.append(value))
    look(a_run([a_row(f"T{number}") for number in range(5)]))
    assert told == [2, 4, 5]


def test_planning_takes_as_many_queries_for_many_rows_as_for_few():
    def queries(count: int) -> int:
        run = a_run([a_row(f"Q{count}-{number}") for number in range(count)])
        with CaptureQueriesContext(
            connection,
        ) as counted:
            check_import(run)
        return len(counted)

    assert queries(3) == queries(60)
