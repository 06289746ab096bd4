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
NOW = {
    "postgresql": "CAST(pg_current_snapshot() AS text)",
    "sqlite": f"CAST({STAMPS['sqlite']} - 1 AS text)",
}
"""What has been seen: on PostgreSQL which transactions had ended, else the number before this one."""
SINCE = {
    "postgresql": """
        stamp >= pg_snapshot_xmin(CAST(%(seen)s AS pg_snapshot))::text::bigint
        AND (NOT pg_visible_in_snapshot(stamp::text::xid8, CAST(%(seen)s AS pg_snapshot))
             OR stamp = pg_current_xact_id_if_assigned()::text::bigint)""",
    "sqlite": "stamp >= CAST(%(seen)s AS integer)",
}
"""What was not seen then: so one transaction that stays open does not make all after it look unseen."""
CHANGED = """
SELECT {now}, NULL UNION ALL SELECT NULL, product_id FROM tiwizi_shop_listingchange WHERE {since}
"""


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


def seen_now() -> str:
    """Return what to ask ``changed_since`` with later."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NOW[connection.vendor]}")
        return str(cursor.fetchone()[0])


def changed_since(seen: str) -> tuple[str, list[int]]:
    """Return what is seen now, and the products that are listed otherwise since then, perhaps some more."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(CHANGED.format(now=NOW[vendor], since=SINCE[vendor]), {"seen": seen})
        (now, _), *products = cursor.fetchall()
        return str(now), [product for (_, product) in products]


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
