"""A product whose proof has ended is off sale until it is proven again."""

from django.db import migrations, models

from producers.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [("tiwizi_shop", "0041_photos_say_the_stage")]

    operations = at_once([
        migrations.AddField(
            model_name="product",
            name="unproven_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="not proven since"),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("unproven_at", None), ("hidden_at__isnull", False), _connector="OR"),
                name="tiwizi_unproven_is_hidden",
            ),
        ),
    ])
