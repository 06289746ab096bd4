import django.db.models.deletion
import djmoney.models.fields
import shop.models.fields
from producers.migrating import at_once
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tiwizi_fairs', '0004_who_bears_missing_cash'),
        ('tiwizi_producers', '0021_first_pictures_after_a_call'),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='DayMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='who is away')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days')),
                ('rate_currency', djmoney.models.fields.CurrencyField(choices=[], default=None, editable=False, max_length=3)),
                ('rate', shop.models.fields.MoneyField(currency_choices=(), decimal_places=2, max_digits=12, verbose_name='for a day')),
                ('fair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='day_money', to='tiwizi_fairs.fair', verbose_name='fair')),
                ('maker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tiwizi_producers.organisation', verbose_name='for whom')),
            ],
            options={
                'verbose_name': 'money for days away',
                'verbose_name_plural': 'money for days away',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='daymoney',
            constraint=models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('fair', 'maker', 'name'), name='tiwizi_one_line_of_days'),
        ),
        migrations.AddConstraint(
            model_name='daymoney',
            constraint=models.CheckConstraint(condition=models.Q(('days__range', (1, 60)), ('rate__gte', 0)), name='tiwizi_days_and_rate'),
        ),
    ])
