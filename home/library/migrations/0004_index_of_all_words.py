"""PostgreSQL looks words up in both columns of the search index at once; without this it reads every row.

Made while others write, so outside of a transaction; elsewhere than on PostgreSQL there is nothing to do.
"""

from django.db import migrations

NAME = "tiwizi_library_all_words"
TABLE = "wagtailsearch_indexentry"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {NAME} ON {TABLE} USING gin ((title || body))"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tiwizi_library", "0003_words_of_files"), ("wagtailsearch", "0006_customise_indexentry")]
    operations = [migrations.RunPython(make, drop)]
