"""The search index of PostgreSQL holds words as its configuration now says, and long texts beside its rows.

The texts are folded and of several languages: ``SEARCH_CONFIG`` keeps them as they are, where the server's own
configuration cut them as English. What is indexed already is written again from the texts that the index keeps,
some hundred rows at a time, each batch in a transaction of its own: whoever searches or writes meanwhile waits
for no more than that. A search that comes between finds by whole words what is not written again yet.

Rows above two kilobytes keep what is long apart from now on, so that reading which documents fit reads no texts.
"""

from django.db import migrations

BATCH = 500
ALTER = "ALTER TABLE wagtailsearch_indexentry"
LAST = "SELECT COALESCE(max(id), 0) FROM wagtailsearch_indexentry"
REWRITE = """
UPDATE wagtailsearch_indexentry SET
    title = setweight(to_tsvector(COALESCE(%(config)s::regconfig, get_current_ts_config()), title_text), COALESCE(
        (SELECT min(weight) FROM unnest(title) AS word, unnest(word.weights) AS weight), 'D')::"char"),
    body = setweight(to_tsvector(COALESCE(%(config)s::regconfig, get_current_ts_config()), body_text), COALESCE(
        (SELECT min(weight) FROM unnest(body) AS word, unnest(word.weights) AS weight), 'D')::"char")
WHERE id > %(after)s AND id <= %(after)s + %(batch)s
"""


def store_apart(apps, schema_editor):
    """Have what is long be stored apart, in rows that are written from now on."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"{ALTER} SET (toast_tuple_target = 128)")


def store_within(apps, schema_editor):
    """Have it be stored as before. The words stay as they are: ``manage.py update_index`` writes them anew."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"{ALTER} RESET (toast_tuple_target)")


def write_again(apps, schema_editor):
    """Write the index again; may be repeated."""
    line = schema_editor.connection
    if line.vendor != "postgresql":
        return
    from wagtail.search.backends import get_search_backend

    config = getattr(get_search_backend(), "config", None)
    with line.cursor() as cursor:
        cursor.execute(LAST)
        for after in range(0, cursor.fetchone()[0], BATCH):
            cursor.execute(REWRITE, {"config": config, "after": after, "batch": BATCH})


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("tiwizi_library", "0005_reading_rooms_and_sector_series"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]
    operations = [
        migrations.RunPython(store_apart, store_within),
        migrations.RunPython(write_again, migrations.RunPython.noop),
    ]
