from django.db import migrations

NAME = "tiwizi_one_use_of_a_thing"
# Ranges of one number each stand for the equality that GiST knows only with an extension.
MAKES = f"""
ALTER TABLE tiwizi_fairs_booking ADD CONSTRAINT {NAME} EXCLUDE USING gist (
    int8range(equipment_id, equipment_id, '[]') WITH &&,
    int4range(unit::integer, unit::integer, '[]') WITH &&,
    daterange(first_day, last_day, '[]') WITH &&
) WHERE (released_at IS NULL AND unit IS NOT NULL)
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKES)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE tiwizi_fairs_booking DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):
    """PostgreSQL itself refuses that one thing is lent twice; SQLite knows no such constraint."""

    dependencies = [("tiwizi_fairs", "0002_equipment")]

    operations = [migrations.RunPython(add, remove)]
