"""Words of the fund with the documents that hold them, filled from the rows that are there.

The release before reads the index of the search engine, which is left as it is. Documents that it publishes
meanwhile are added by the daily look at the index (``home.library.actions.index_words.mend_index``).
"""

from django.db import migrations, models

from home.library.domain.word_index import gathered, held

BATCH = 1000


def fill(apps, schema_editor):
    row, words, word = (
        apps.get_model("tiwizi_library", name) for name in ("LibraryRow", "LibraryWords", "IndexedWord")
    )
    texts = words.objects.values_list("words").filter(document=models.OuterRef("pk"))
    rows = row.objects.annotate(words=models.Subquery(texts)).values_list("pk", "title", "text", "words")
    index = gathered(
        (pk, held(title, text, words or ""))
        for pk, title, text, words in rows.iterator(chunk_size=BATCH)
    )
    word.objects.bulk_create(
        (
            word(
                word=one,
                in_title=found.title.serialize() if found.title else b"",
                in_record=found.record.serialize() if found.record else b"",
                in_text=found.text.serialize() if found.text else b"",
            )
            for one, found in index.items()
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("tiwizi_library", "0005_reading_rooms_and_sector_series")]
    operations = [
        migrations.CreateModel(
            name="IndexedWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("in_title", models.BinaryField(default=bytes)),
                ("in_record", models.BinaryField(default=bytes)),
                ("in_text", models.BinaryField(default=bytes)),
            ],
            options={
                "verbose_name": "word of the index",
                "verbose_name_plural": "words of the index",
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
