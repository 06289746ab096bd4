from django.db import migrations, models

import shop.conf
from producers.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("tiwizi_shop", "0002_books_only_grow_and_balance"),
    ]

    operations = at_once([
        migrations.AddField(
            model_name="category",
            name="export_flags",
            field=models.JSONField(blank=True, default=list, verbose_name="what customs look at abroad"),
        ),
        migrations.AlterField(
            model_name="transferproof",
            name="file",
            field=models.FileField(
                storage=shop.conf.private_storage, upload_to="proofs/", verbose_name="file"
            ),
        ),
    ])
