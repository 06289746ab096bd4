from django.db import migrations

from producers.append_only import allow_changes, refuse_changes

TABLE = "tiwizi_producers_act"


def guard(apps, schema_editor):
    refuse_changes(schema_editor.connection, TABLE)


def lift(apps, schema_editor):
    allow_changes(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("tiwizi_producers", "0001_organisations_and_outbox")]

    operations = [migrations.RunPython(guard, lift)]
