from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('tiwizi_fairs', '0005_money_for_days_away')]

    operations = [
        migrations.AddField(
            model_name='daymoney',
            name='phone',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='phone'),
        ),
    ]
