"""Every grant ends after twelve months. Those without an end, or with a later one, end a year after the day."""

from datetime import timedelta

import producers.models.grants
from producers.migrating import at_once
from django.db import migrations, models

YEAR, LONGEST = timedelta(days=365), timedelta(days=366)


def give_an_end(apps, schema_editor):
    grants = apps.get_model("tiwizi_producers", "Grant").objects.using(schema_editor.connection.alias)
    for grant in grants.iterator():
        last = (grant.given_at + YEAR).date()
        if grant.valid_until is None or grant.valid_until > last:
            grants.filter(pk=grant.pk).update(valid_until=last)


class Migration(migrations.Migration):

    dependencies = [
        ("tiwizi_producers", "0008_a_maker_may_tell_of_her_payment"),
    ]

    operations = at_once([
        migrations.RunPython(give_an_end, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="grant",
            name="valid_until",
            field=models.DateField(
                default=producers.models.grants.ends_in_a_year, verbose_name="valid until"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "valid_until__lte",
                        models.expressions.CombinedExpression(
                            models.F("given_at"), "+", models.Value(LONGEST)
                        ),
                    )
                ),
                name="tiwizi_grant_ends",
            ),
        ),
    ])
