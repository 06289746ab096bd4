"""Export, import into an empty site, export: the line sheet says the same, but for what it must not carry."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection

from producers.actions.make_renditions import make_renditions
from producers.domain.actors import Actor
from producers.models import Consent, Evidence, Label, Organisation, Picture
from producers.testing.builders import a_cooperative, a_picture, a_producer, texts
from producers.testing.databases import changes_allowed, empty
from shop.actions.export_snapshot import refresh_exports
from shop.actions.import_products import apply_import, check_import
from shop.actions.publish_product import publish
from shop.domain.channels import Channel
from shop.domain.importing import COLUMNS as IMPORTED
from shop.domain.importing import FACT, MORE, TERMS
from shop.domain.line_sheets import TOLD_ONLY, picture_names
from shop.feeds.line_sheet import LineSheet, LineSheetCsv, LineSheetXlsx
from shop.feeds.line_sheet_columns import COLUMNS
from shop.imports.reports import read_report
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    ExportRow,
    ImportRun,
    Material,
    Price,
    Product,
    ProductLabel,
    ProductPicture,
    Stock,
    Technique,
    Variant,
)
from shop.reading.exports import entries
from shop.testing.builders import a_category, a_market, a_product, a_variant

pytestmark = pytest.mark.django_db(transaction=True)
OPERATOR = Actor(None, "Operator")
ABROAD = Channel(
    code="fr-fr-eur", dialect="line_sheet", title="Tiwizi", language="fr", country="FR", market="eu",
    currency="EUR", base="https://tiwizi.example", licence_of_texts="feed use only", has_trade_terms=True,
)  # fmt: skip
Rows = list[dict[str, str]]
# Each for its reason: when it was written; where pictures lie, which are drawn anew; proofs, which each shop
# checks for itself.
NOT_CARRIED = {"updated_at", "pictures", "claims"}


def the_words() -> None:
    """What an empty site has: markets and the words that offers are sorted by."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    a_market()
    a_market("eu")
    rugs = a_category("rugs", name=texts({"fr": "Tapis", "ar": "زرابي"}))
    a_category("knotted-rugs", parent=rugs, name=texts({"fr": "Tapis noués"}))
    a_category("oils", name=texts({"fr": "Huiles"}))
    for model, slug, name in (
        (Technique, "knotting", "Nouage"),
        (Material, "wool", "Laine"),
        (Material, "cotton", "Coton"),
    ):
        model.objects.create(slug=slug, name=texts({"fr": name, "ar": f"{name}-ar"}))
    kinds = (
        ("colour", "choice", ""),
        ("length_cm", "number", "cm"),
        ("wired", "boolean", ""),
        ("note", "text", ""),
    )
    for place, (code, kind, unit) in enumerate(kinds):
        Attribute.objects.create(code=code, kind=kind, unit=unit, name=texts(code), position=place)
    colour = Attribute.objects.get(code="colour")
    AttributeChoice.objects.create(attribute=colour, code="red", name=texts({"fr": "Rouge", "ar": "أحمر"}))


def share(maker: Organisation) -> None:
    Consent.objects.create(
        organisation=maker, person="she", scope=Consent.Scope.SHARING, heard_in="ar", given_at=timezone.now()
    )


def a_small_world() -> None:
    the_words()
    many = a_cooperative(
        name={"fr": "Les Cèdres", "ar": "الأرز"}, members=24, region="MA-03", slug="les-cedres"
    )
    alone = a_producer(name={"fr": "Itto"}, members=None, slug="itto")
    share(many)
    share(alone)
    rug = a_product(
        producer=many, category=a_category("knotted-rugs"), slug="tapis-rouge", hs6="570110",
        work_hours=Decimal("86.50"), carton_pieces=6, minimum_quantity=2, monthly_capacity=40,
        name={"fr": "Tapis rouge", "ar": "زربية حمراء", "en": "Red rug", "zgh": "ⵜⴰⵣⵔⴱⵉⵢⵜ"},
        summary=texts({"fr": "=Noué à la main"}),
        description=texts({"fr": "Deux lignes,\n\"guillemets\" ; fin"}),
        care=texts({"fr": "Brosser", "ar": "فرك"}),
    )  # fmt: skip
    rug.techniques.set(Technique.objects.all())
    rug.materials.set(Material.objects.all())
    rug.save()
    for key in ("vue-1", "vue-2"):
        ProductPicture.objects.create(product=rug, picture=a_picture(key, alt={"fr": "Vue"}))
    prices = {"EUR": "118.50"}
    small = a_variant(
        rug,
        sku="T-1",
        name=texts({"fr": "Petit", "ar": "صغير"}),
        stock=3,
        prices=prices,
        weight_g=4200,
        length_mm=900,
        width_mm=250,
        height_mm=260,
        facts={"fibres_percent": {"wool": 80, "cotton": "20"}},
    )
    a_variant(
        rug, sku="T-2", name=texts({"fr": "Grand"}), stock=0, cap=2, making_days=30, prices={"EUR": "240.00"}
    )
    Price.objects.filter(variant=small, amount_currency="EUR").update(trade="71.10")
    values = {
        "colour": {"choice": AttributeChoice.objects.get()},
        "length_cm": {"number": Decimal("140.5")},
        "wired": {"boolean": False},
        "note": {"text": "lavée"},
    }
    for code, value in values.items():
        AttributeValue.objects.create(variant=small, attribute=Attribute.objects.get(code=code), **value)
    facts = {
        "ingredients": {"fr": "argan", "ar": "أركان"},
        "allergens": ["nuts"],
        "inci": "Argania",
        "batch": "L-7",
        "shelf_life_days": 360,
    }
    oil = a_product(
        producer=alone, category=a_category("oils"), slug="huile", name={"fr": "Huile"}, is_perishable=True
    )
    a_variant(
        oil, sku="H-1", prices={"EUR": "9.95"}, net_quantity=Decimal("250.00"), net_unit="ml", facts=facts
    )
    only = a_product(producer=alone, category=a_category("rugs"), slug="piece-unique", is_one_of_a_kind=True)
    a_variant(only, sku="U-1", prices={"EUR": "300.00"}, stock=0)
    away = a_product(producer=alone, category=a_category("rugs"), slug="en-pause", paused_at=timezone.now())
    a_variant(away, sku="P-1", prices={"EUR": "30.00"})
    for product in (oil, only, away):
        ProductPicture.objects.create(product=product, picture=a_picture(alt={"fr": product.slug}))
    label = Label.objects.create(code="handmade", name=texts("Fait main"), covers="product")
    proof = Evidence.objects.create(
        organisation=many, label=label, kind="visit", issuer="Centre", checked_by="A",
        checked_on=timezone.localdate(), valid_until=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
    ProductLabel.objects.create(product=rug, label=label, evidence=proof)


def empty_the_site() -> None:
    if connection.vendor == "postgresql":
        empty(connection)
        return
    with changes_allowed(connection):
        call_command("flush", verbosity=0, interactive=False, allow_cascade=False, inhibit_post_migrate=False)


def export(dialect: LineSheet | None = None) -> bytes:
    refresh_exports()
    dialect = dialect or LineSheetCsv()
    out = io.BytesIO()
    dialect.write(entries(ABROAD, lacks=dialect.lacks), ABROAD, out)
    return out.getvalue()


def rows_of(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def pictures_of(rows: Rows) -> bytes:
    """The pictures that a sheet names, as whoever received it has fetched them."""
    content = io.BytesIO()
    names = {name for row in rows for name in picture_names(row["pictures"])}
    with zipfile.ZipFile(content, "w") as archive:
        for place, name in enumerate(sorted(names)):
            drawn = io.BytesIO()
            Image.new("RGB", (640, 480), (place * 20, 90, 90)).save(drawn, "JPEG")
            archive.writestr(name, drawn.getvalue())
    return content.getvalue()


def load(sheet: bytes, pictures: bytes = b"", **fields: object) -> ImportRun:
    run = ImportRun(**fields)
    run.sheet.save("sheet", ContentFile(sheet), save=False)
    if pictures:
        run.pictures.save("pictures", ContentFile(pictures), save=False)
    run.save()
    check_import(run)
    apply_import(run, actor=OPERATOR)
    run.refresh_from_db()
    return run


def approve_everything() -> None:
    Organisation.objects.update(status=Organisation.Status.ACTIVE)
    for maker in Organisation.objects.all():
        share(maker)
    for picture in Picture.objects.filter(files={}):
        make_renditions(picture)
    for product in Product.objects.all():
        publish(product, actor=OPERATOR)


def carried(rows: Rows) -> Rows:
    return [{name: cell for name, cell in row.items() if name not in NOT_CARRIED} for row in rows]


@pytest.mark.parametrize("dialect", [LineSheetCsv, LineSheetXlsx])
def test_a_site_loaded_from_the_sheet_exports_the_same_sheet(dialect: Callable[[], LineSheet]):
    a_small_world()
    before = rows_of(export())
    sheet, pictures = export(dialect()), pictures_of(before)
    assert [row["key"] for row in before] == ["T-1", "T-2", "H-1", "U-1", "P-1"]
    empty_the_site()
    the_words()
    run = load(sheet, pictures)
    assert run.counts == {"created": 5}, list(read_report(run))
    approve_everything()
    after = rows_of(export())
    assert carried(after) == carried(before)
    assert [after[0][name] for name in TERMS] == ["6", "2", "40"]
    assert [row["trade_price"] for row in after] == ["71.10", "", "", "", ""]
    assert [len(picture_names(row["pictures"])) for row in after] == [2, 2, 1, 1, 1]
    assert [bool(row["claims"]) for row in before] == [True, True, False, False, False]
    assert not any(row["claims"] for row in after)


def test_what_is_loaded_is_hidden_until_somebody_approves_and_twice_is_once():
    a_small_world()
    rows = rows_of(export())
    empty_the_site()
    the_words()
    assert load(export_again := as_csv(rows), pictures_of(rows)).counts == {"created": 5}
    assert set(Organisation.objects.values_list("status", "is_visible")) == {("applied", False)}
    assert not Consent.objects.exists()
    assert not Product.objects.filter(live=True).exists()
    assert (Product.objects.count(), Variant.objects.count()) == (4, 5)
    assert rows_of(export()) == []
    assert load(export_again, pictures_of(rows)).counts == {"same": 5}
    assert (Product.objects.count(), Variant.objects.count(), Stock.objects.count()) == (4, 5, 5)


def test_without_the_pictures_the_offers_come_as_drafts_without_them():
    a_small_world()
    sheet = export()
    empty_the_site()
    the_words()
    assert load(sheet).counts == {"created": 5}
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("column", "cell", "where"),
    [
        ("id", "../../etc", "id"),
        ("maker_id", "1", "maker_id"),
        ("slug", "a b", "slug"),
        ("attributes", "colour=Vert", "colour=Vert"),
        ("attributes", "weight=3", "weight"),
        ("fact_fibres_percent_fr", "80 % laine", "fibres_percent"),
        ("fact_fibres_percent_fr", "100 % or", "fibres_percent"),
        ("availability", "soon", "availability"),
        ("origin", "Maroc", "origin"),
        ("price", "cher", "price_EUR"),
        ("currency", "XAU", "prix"),
        ("trade_price", "118.51", "trade_EUR"),
        ("trade_price", "0", "trade_EUR"),
        ("carton_pieces", "0", "carton_pieces"),
        ("minimum_quantity", "1.5", "minimum_quantity"),
        ("monthly_capacity", "beaucoup", "monthly_capacity"),
        ("category", "nothing", "category"),
    ],
)
def test_a_cell_that_says_nothing_we_know_is_refused_with_its_column(column: str, cell: str, where: str):
    a_small_world()
    row = rows_of(export())[0]
    empty_the_site()
    the_words()
    run = load(as_csv([row | {column: cell}]))
    assert run.counts == {"refused": 1}
    assert any(where in why for *_rest, why in read_report(run)), list(read_report(run))
    assert not Product.objects.exists()


def test_terms_for_shops_are_changed_by_a_sheet_and_an_empty_cell_leaves_them():
    a_small_world()
    (row, *_others) = rows_of(export())
    run = load(as_csv([row | {"price": "80.00", "trade_price": "70.00", "carton_pieces": "8"}]))
    assert run.counts == {"changed": 1}, list(read_report(run))
    price, product = Price.objects.get(trade__isnull=False), Product.objects.get(slug="tapis-rouge")
    assert (price.amount.amount, price.trade) == (Decimal("80.00"), Decimal("70.00"))
    # What shops pay holds at once as any price; what stands in the product is a draft until it is published.
    assert product.carton_pieces == 6
    assert product.get_latest_revision_as_object().carton_pieces == 8
    empty = {"trade_price": "", "carton_pieces": "", "minimum_quantity": "", "monthly_capacity": ""}
    assert load(as_csv([row | {"price": "80.00"} | empty])).counts == {"same": 1}


def test_permanent_ids_and_addresses_never_change_hands():
    a_small_world()
    rows = rows_of(export())
    stranger = a_cooperative(name={"fr": "Autre"}, slug="autre")
    other = {"maker_id": stranger.export_id, "producer": "autre"}
    fresh = {"id": "n" * 22, "product_id": "m" * 22, "key": "N-1"}
    tried = [
        rows[0] | other,  # another's variant
        rows[0] | other | {"id": "n" * 22},  # another's product
        rows[0] | {"maker_id": "x" * 22} | fresh,  # her name in addresses, another id
        rows[0] | fresh,  # an address that is taken
        rows[0] | {"product_id": rows[2]["product_id"]},  # a variant moved to another product
    ]
    for row in tried:
        run = load(as_csv([row]))
        assert run.counts == {"refused": 1}, row
    assert Product.objects.count() == 4


def test_an_id_that_a_feed_has_named_is_nobody_elses_even_when_its_thing_is_gone():
    a_small_world()
    rows = rows_of(export())
    gone = Variant.objects.get(sku="T-2")
    with changes_allowed(connection):
        ExportRow.objects.filter(export_id=gone.export_id).update(maker=a_cooperative(name="Autre").pk)
    Stock.objects.filter(variant=gone).delete()
    Variant.objects.filter(pk=gone.pk).update(export_id="z" * 22)
    assert load(as_csv([rows[1]])).counts == {"refused": 1}


def test_every_column_of_the_sheet_is_read_or_left_out_on_purpose():
    names = {column.name for column in COLUMNS}
    known = {*IMPORTED, *MORE} | {name for name in names if FACT.fullmatch(name)}
    assert names - TOLD_ONLY <= known
    assert names >= TOLD_ONLY
