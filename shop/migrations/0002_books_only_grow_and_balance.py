from django.db import migrations

from producers.append_only import allow_changes, refuse_changes

TABLES = (
    "tiwizi_shop_stockmove",
    "tiwizi_shop_paymentevent",
    "tiwizi_shop_feeline",
    "tiwizi_shop_journalentry",
    "tiwizi_shop_posting",
)

# Looked at when the transaction ends, so that the postings of one entry can be written one after the other.
# SQLite has no deferred trigger: there the only writer checks, and reconcile proves it.
BALANCE = """
CREATE FUNCTION tiwizi_entry_balances() RETURNS trigger AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM tiwizi_shop_posting WHERE entry_id = NEW.entry_id
        GROUP BY amount_currency HAVING SUM(amount) <> 0
    ) THEN
        RAISE EXCEPTION 'entry % does not balance', NEW.entry_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER tiwizi_posting_balances AFTER INSERT ON tiwizi_shop_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tiwizi_entry_balances();
"""
NO_BALANCE = """
DROP TRIGGER IF EXISTS tiwizi_posting_balances ON tiwizi_shop_posting;
DROP FUNCTION IF EXISTS tiwizi_entry_balances();
"""


def guard(apps, schema_editor):
    for table in TABLES:
        refuse_changes(schema_editor.connection, table)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BALANCE, None)  # no parameters: the % is PL/pgSQL's


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NO_BALANCE, None)
    for table in TABLES:
        allow_changes(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [
        ("tiwizi_producers", "0002_acts_only_grow"),
        ("tiwizi_shop", "0001_catalogue_orders_ledger"),
    ]

    operations = [migrations.RunPython(guard, lift)]
