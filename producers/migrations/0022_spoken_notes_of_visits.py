from django.db import migrations, models

import producers.conf
from producers.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [("tiwizi_producers", "0021_first_pictures_after_a_call")]

    operations = at_once(
        [
            migrations.AddField(
                model_name="fieldvisit",
                name="sound",
                field=models.FileField(
                    blank=True,
                    db_default="",
                    default="",
                    storage=producers.conf.private_storage,
                    upload_to="visits/",
                    verbose_name="spoken note",
                ),
            ),
        ]
    )
