"""Agents import offers of the makers who let them."""

from django.db import migrations, models

from producers.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [("tiwizi_shop", "0033_exported_rows")]

    operations = at_once([
        migrations.AddField(
            model_name="importrun",
            name="by_agent",
            field=models.BooleanField(db_default=False, default=False, verbose_name="by an agent"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_agent", False), ("actor__isnull", False), _connector="OR"),
                name="tiwizi_import_agent_known",
            ),
        ),
    ])
