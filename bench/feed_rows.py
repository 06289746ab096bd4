"""A snapshot and a list of products as large as one likes, made inside the database from one row of each."""

from dataclasses import replace
from typing import Any

from django.db import connection, models
from django.db.models import Max
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from producers.guards import install_guards, lift_guards
from producers.models import Consent, Organisation
from producers.testing.builders import a_cooperative, a_picture, texts
from shop.actions.export_snapshot import refresh_exports
from shop.domain.export_json import frozen
from shop.domain.exports import ExportOffer
from shop.domain.territories import EU_COUNTRIES
from shop.models import (
    ExportChange,
    ExportCounter,
    ExportRow,
    FeedChannel,
    Listing,
    Product,
    ProductPicture,
    Variant,
)
from shop.testing.builders import a_market, a_product, a_variant, on_show
from shop.testing.exports import a_maker, an_item
from shop.testing.exports import a_picture as a_told_picture

LANGUAGES = ("fr", "ar", "en")
SENTENCE = {
    "fr": "Laine du Moyen Atlas no @n@, nouée au village par les tisserandes. ",
    "ar": "صوف من الأطلس المتوسط رقم @n@، معقودة في القرية. ",
    "en": "Wool of the Middle Atlas no @n@, knotted in the village by its weavers. ",
}
FIRST_SOURCE = 1_000_000_000  # keys that no product of the site has
KEPT = {"id", "slug", "export_id", "product_id"}


def fill(count: int, words: int = 6) -> None:
    """Have exactly so many variants in the snapshot, two of a product; ``words`` says how long texts are."""
    maker = _sharing_maker()
    template = frozen(_item(maker.export_id, words))
    own = frozen(a_maker(id=maker.export_id))
    lift_guards(connection)
    ExportRow.objects.all().delete()
    ExportRow.objects.create(
        kind="maker", export_id=maker.export_id, version=1, source=maker.pk, maker=maker, sequence=1,
        data=own, etag="m", changed_at=timezone.now(),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"first": FIRST_SOURCE, "maker": maker.pk, "data": template, "count": count})
        cursor.execute("ANALYZE tiwizi_shop_exportrow")
    install_guards(connection)
    ExportCounter.objects.update_or_create(pk=1, defaults={"last": count + 1})
    ExportChange.objects.all().delete()


_ROWS = """
INSERT INTO tiwizi_shop_exportrow (kind, export_id, version, source, place, maker_id, data, etag, sequence,
    changed_at, is_withdrawn, is_current)
SELECT 'variant', 'v' || lpad(n::text, 21, '0'), 1, %(first)s + n / 2, n %% 2, %(maker)s,
    replace(replace(%(data)s, '@id@', lpad(n::text, 21, '0')), '@n@', (n / 2)::text), md5(n::text), n + 1,
    now(), false, true
FROM generate_series(1, %(count)s) n
"""


def _item(maker: str, words: int) -> Any:
    told = {lang: (SENTENCE[lang] * words).strip() for lang in LANGUAGES}
    europe = tuple(sorted(EU_COUNTRIES))
    offers = (
        ExportOffer("ma", "MAD", 120000, "in_stock", 4, None, ("MA",), (("MA", 6300),), 7),
        ExportOffer("eu", "EUR", 12000, "in_stock", 4, None, europe, (("EU", 6300),), 14),
        ExportOffer("world", "USD", 13000, "in_stock", 4),
    )
    return replace(
        an_item(), id="v@id@", product_id="p@n@", maker_id=maker, slug="tapis-@n@", sku="T-@id@",
        name={lang: f"{text} @n@" for lang, text in an_item().name.items()}, description=told,
        reviewed=LANGUAGES, variants=2, option={"fr": "Grand", "ar": "كبير", "en": "Large"}, offers=offers,
        pictures=tuple(a_told_picture(number) for number in (1, 2, 3)), updated_at="",
    )  # fmt: skip


def a_channel(name: str) -> FeedChannel:
    """Return the open channel of a dialect, in French for France."""
    market = a_market("eu")
    more = {"dialect": name, "market": market, "country": "FR", "is_public": True, "reads_an_hour": 1_000_000}
    return FeedChannel.objects.update_or_create(code=name, defaults={"name": name, **more})[0]


def a_piece() -> Variant:
    """Return a variant that the channels carry, frozen with all that stands behind it."""
    product = a_product(producer=_sharing_maker(), slug=f"bench-{timezone.now():%H%M%S%f}")
    ProductPicture.objects.create(product=product, picture=a_picture(f"bench-{product.pk}"))
    made: Variant = a_variant(product, prices={"EUR": "12.50"})
    on_show(made)
    while refresh_exports():
        pass
    return made


def list_products(addresses: int) -> None:
    """Have so many addresses of offers on the map: copies of one that is listed, in three languages."""
    variant = a_piece()
    product = variant.product
    product.name = texts(dict(an_item().name))
    product.text_states = dict.fromkeys(LANGUAGES, "own")
    product.save()
    highest = Product.objects.aggregate(last=Max("pk"))["last"]
    count = addresses // len(LANGUAGES) - 1
    rows = ((Product, "id", product.pk), (ProductPicture, "product_id", product.pk))
    with connection.cursor() as cursor:
        for model, key, value in (*rows, (Listing, "product_id", product.pk)):
            _copy(cursor, model, key, value, highest, count)
        cursor.execute("ANALYZE")
    ExportChange.objects.all().delete()


def _copy(cursor: Any, model: type[models.Model], key: str, value: int, highest: int, count: int) -> None:
    """Copy the rows of one product for each new product; what names rows names the new ones."""
    own = {"id": "%(highest)s + n", "slug": "slug || '-' || n", "export_id": "left(md5(export_id || n), 22)"}
    if model is not Product:
        own = {"product_id": "%(highest)s + n"}
    fields = [
        field for field in model._meta.local_concrete_fields if model is Product or not field.primary_key
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(own.get(field.column, f'"{field.column}"') for field in fields)
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values} FROM {model._meta.db_table},"
        f" generate_series(1, %(count)s) n WHERE {key} = %(value)s",
        {"highest": highest, "count": count, "value": value},
    )


def backend() -> int:
    """Return the process of PostgreSQL that answers here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def backends() -> list[int]:
    """Return all its processes that answer for this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return [int(pid) for (pid,) in cursor.fetchall()]


def a_request() -> HttpRequest:
    """Return a request for a file of the map."""
    return RequestFactory().get("/sitemap.xml", secure=True)


def _sharing_maker() -> Organisation:
    found: Organisation | None = Organisation.objects.filter(slug="bench-maker").first()
    if found is None:
        found = a_cooperative(slug="bench-maker")
        Consent.objects.create(
            organisation=found, person="she", scope=Consent.Scope.SHARING, heard_in="ar",
            given_at=timezone.now(),
        )  # fmt: skip
    return found
