"""What exported rows are made from has changed: the database notes it at every write, whoever writes.

One note for each row that a statement has touched, and no note is ever changed: writers never wait for one
another here. ``shop.actions.export_snapshot`` takes the notes away.
"""

from collections.abc import Iterable, Sequence

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from producers.editions.triggers import drop_on_sqlite

NOTES = "tiwizi_shop_exportchange"
PREFIX = "tiwizi_exported_"
PRODUCT, VARIANT, MAKER, PLACE, PICTURE, PAGE, ALL = (
    "product", "variant", "maker", "place", "picture", "page", "all",
)  # fmt: skip
TABLES: dict[str, tuple[str, str]] = {
    "tiwizi_shop_product": (PRODUCT, "id"),
    "tiwizi_shop_product_techniques": (PRODUCT, "product_id"),
    "tiwizi_shop_product_materials": (PRODUCT, "product_id"),
    "tiwizi_shop_productpicture": (PRODUCT, "product_id"),
    "tiwizi_shop_productlabel": (PRODUCT, "product_id"),
    "tiwizi_shop_productpaper": (PRODUCT, "product_id"),
    "tiwizi_shop_variant": (PRODUCT, "product_id"),
    "tiwizi_shop_attributevalue": (VARIANT, "variant_id"),
    "tiwizi_shop_price": (VARIANT, "variant_id"),
    "tiwizi_shop_stock": (VARIANT, "variant_id"),
    "tiwizi_shop_hold": (VARIANT, "variant_id"),
    "tiwizi_shop_place": (PLACE, "id"),
    "tiwizi_shop_place_markets": (PLACE, "place_id"),
    "tiwizi_producers_organisation": (MAKER, "id"),
    "tiwizi_producers_organisation_crafts": (MAKER, "organisation_id"),
    "tiwizi_producers_evidence": (MAKER, "organisation_id"),
    "tiwizi_producers_consent": (MAKER, "organisation_id"),
    "tiwizi_producers_producerpage": (MAKER, "organisation_id"),
    "tiwizi_producers_picture": (PICTURE, "id"),
    "wagtailcore_page": (PAGE, "id"),
    "tiwizi_shop_category": (ALL, "0"),
    "tiwizi_shop_technique": (ALL, "0"),
    "tiwizi_shop_material": (ALL, "0"),
    "tiwizi_shop_attribute": (ALL, "0"),
    "tiwizi_shop_attributechoice": (ALL, "0"),
    "tiwizi_shop_market": (ALL, "0"),
    "tiwizi_shop_requirement": (ALL, "0"),
    "tiwizi_producers_label": (ALL, "0"),
    "tiwizi_producers_craft": (ALL, "0"),
}
"""The tables that exported rows are made from: what a row of each names, and by which column."""
NOTE = "INSERT INTO {notes} (kind, key) SELECT '{kind}', key FROM ({keys}) AS touched"
KEY = "SELECT {column} AS key FROM {rows}"
STATEMENTS = {
    "INSERT": ("REFERENCING NEW TABLE AS after_it", ("after_it",)),
    "UPDATE": ("REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it", ("before_it", "after_it")),
    "DELETE": ("REFERENCING OLD TABLE AS before_it", ("before_it",)),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Have the tables note it. Safe to repeat: called after every migrate."""
    there = set(connection.introspection.table_names())
    if NOTES not in there:
        return
    write = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        for table, (kind, column) in TABLES.items():
            if table in there:
                for statement in write(table, kind, column):
                    cursor.execute(statement)


def after_migrate(*, using: str, **_more: object) -> None:
    """Receive ``post_migrate``."""
    install(connections[using])


def before_migrate(*, using: str, plan: Sequence[object] = (), **_more: object) -> None:
    """Receive ``pre_migrate``; see ``producers.editions.triggers``."""
    if plan:
        drop_on_sqlite(connections[using], PREFIX)


def _on_postgresql(table: str, kind: str, column: str) -> Iterable[str]:
    """One note per statement and key: a bulk write costs one more statement, not one more for each row."""
    for verb, (referencing, rows) in STATEMENTS.items():
        name = f"{PREFIX}{table.removeprefix('tiwizi_')}_{verb.lower()}"
        keys = " UNION ".join(KEY.format(column=column, rows=each) for each in rows)
        note = NOTE.format(notes=NOTES, kind=kind, keys=keys)
        yield f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$
            BEGIN {note}; RETURN NULL; END $$ LANGUAGE plpgsql"""
        yield f"""CREATE OR REPLACE TRIGGER {name} AFTER {verb} ON {table} {referencing}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""


def _on_sqlite(table: str, kind: str, column: str) -> Iterable[str]:
    for verb, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        keys = " UNION ".join(
            f"SELECT '{kind}', {column if column == '0' else f'{row}.{column}'}" for row in rows
        )
        yield f"""CREATE TRIGGER IF NOT EXISTS {PREFIX}{table.removeprefix("tiwizi_")}_{verb}
            AFTER {verb} ON {table} BEGIN INSERT INTO {NOTES} (kind, key) {keys}; END"""
