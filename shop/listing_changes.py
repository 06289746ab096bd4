"""Which products are listed otherwise than a moment ago: the database notes it at every write."""

from collections.abc import Iterable, Sequence

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from producers.editions.triggers import drop_on_sqlite

TABLE = "tiwizi_shop_listingchange"
PREFIX = "tiwizi_listed_"
OF_VARIANT = "(SELECT product_id FROM tiwizi_shop_variant WHERE id = {row}.variant_id)"
TABLES = {
    "tiwizi_shop_listing": "{row}.product_id",
    "tiwizi_shop_variant": "{row}.product_id",
    "tiwizi_shop_product_techniques": "{row}.product_id",
    "tiwizi_shop_product_materials": "{row}.product_id",
    "tiwizi_shop_attributevalue": OF_VARIANT,
}
"""The tables that say how a product is listed, and how a row of each names it."""
NOTE = """
INSERT INTO tiwizi_shop_listingchange (product_id, stamp)
SELECT {product}, {stamp} WHERE {product} IS NOT NULL
ON CONFLICT (product_id) DO UPDATE SET stamp = excluded.stamp
"""
STAMPS = {
    "postgresql": "pg_current_xact_id()::text::bigint",
    "sqlite": "(SELECT coalesce(max(number), 0) FROM tiwizi_producers_edition WHERE area = 'offers')",
}
UNTIL_NOW = {
    "postgresql": "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    "sqlite": f"SELECT {STAMPS['sqlite']} - 1",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Have the tables note it. Safe to repeat: called after every migrate."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, product in TABLES.items():
            if {table, TABLE} <= there:
                for statement in _statements(connection.vendor, table, product):
                    cursor.execute(statement)


def after_migrate(*, using: str, **_more: object) -> None:
    """Receive ``post_migrate``."""
    install(connections[using])


def before_migrate(*, using: str, plan: Sequence[object] = (), **_more: object) -> None:
    """Receive ``pre_migrate``; see ``producers.editions.triggers``."""
    if plan:
        drop_on_sqlite(connections[using], PREFIX)


def stamp_now() -> int:
    """Return a stamp that no change which is not yet seen is older than."""
    with connection.cursor() as cursor:
        cursor.execute(UNTIL_NOW[connection.vendor])
        return int(cursor.fetchone()[0])


def changed_since(stamp: int) -> tuple[int, list[int]]:
    """Return the stamp now, and the products that are listed otherwise since one, perhaps some more."""
    since = " UNION ALL SELECT product_id FROM tiwizi_shop_listingchange WHERE stamp >= %s"
    with connection.cursor() as cursor:
        cursor.execute(UNTIL_NOW[connection.vendor] + since, [stamp])
        (now,), *products = cursor.fetchall()
        return int(now), [product for (product,) in products]


def _statements(vendor: str, table: str, product: str) -> Iterable[str]:
    name, stamp = PREFIX + table.removeprefix("tiwizi_shop_"), STAMPS[vendor]
    if vendor == "postgresql":
        rows = {row: NOTE.format(product=product.format(row=row), stamp=stamp) for row in ("OLD", "NEW")}
        yield f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN {rows["OLD"]}; END IF;
                IF TG_OP <> 'DELETE' THEN {rows["NEW"]}; END IF;
                RETURN NULL;
            END $$ LANGUAGE plpgsql"""
        yield f"""CREATE OR REPLACE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {name}()"""
        return
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        note = NOTE.format(product=product.format(row=row), stamp=stamp)
        yield f"CREATE TRIGGER IF NOT EXISTS {name}_{verb} AFTER {verb} ON {table} BEGIN {note}; END"
