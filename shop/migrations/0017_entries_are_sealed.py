import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import TruncDate

from producers.append_only import allow_changes
from producers.migrating import at_once

ENTRIES = "tiwizi_shop_journalentry"


def give_each_entry_its_day(apps, schema_editor):
    # The books refuse every update, this one too; the guards are back when the migration has ended.
    allow_changes(schema_editor.connection, ENTRIES)
    apps.get_model("tiwizi_shop", "JournalEntry").objects.update(day=TruncDate("at"))


class Migration(migrations.Migration):
    dependencies = [("tiwizi_shop", "0016_parcels_by_tracking_and_remitted_sums")]

    operations = at_once([
        migrations.CreateModel(
            name="ClosedMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("until", models.DateField(unique=True, verbose_name="closed before")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="closed")),
            ],
            options={
                "verbose_name": "closed month",
                "verbose_name_plural": "closed months",
                "ordering": ["-until"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__day", 1)), name="tiwizi_month_closes_on_its_last_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
            ],
            options={"verbose_name": "entry not sealed", "verbose_name_plural": "entries not sealed"},
        ),
        # Entries from before are sealed: the default comes afterwards, for new ones alone.
        migrations.AddField(
            model_name="journalentry",
            name="unsealed",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tiwizi_shop.unsealed",
            ),
        ),
        migrations.AlterField(
            model_name="journalentry",
            name="unsealed",
            field=models.ForeignKey(
                default=1,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tiwizi_shop.unsealed",
            ),
        ),
        migrations.AddField(
            model_name="journalentry", name="day", field=models.DateField(null=True, verbose_name="day")
        ),
        migrations.RunPython(give_each_entry_its_day, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="journalentry", name="day", field=models.DateField(verbose_name="day")
        ),
        migrations.AddIndex(
            model_name="journalentry", index=models.Index(fields=["day"], name="tiwizi_entry_day")
        ),
    ])
