import django.db.models.deletion
from django.db import migrations, models

import producers.conf


class Migration(migrations.Migration):
    dependencies = [("tiwizi_awards", "0004_winners_and_gallery")]

    operations = [
        migrations.CreateModel(
            name="NominationPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        storage=producers.conf.private_storage, upload_to="awards/", verbose_name="file"
                    ),
                ),
                (
                    "for_jury",
                    models.BooleanField(
                        default=False, verbose_name="nobody is known by it: the jury may see it"
                    ),
                ),
                (
                    "backer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="tiwizi_awards.backer",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a nomination",
                "verbose_name_plural": "pictures of nominations",
                "ordering": ["pk"],
            },
        ),
    ]
