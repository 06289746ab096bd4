import django.db.models.deletion
import djmoney.models.fields
import shop.models.fields
from producers.migrating import at_once
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('tiwizi_shop', '0048_tokens_of_issuers'),
        ('tiwizi_stands', '0001_stands'),
    ]

    operations = at_once([
        migrations.AddField(
            model_name='standoffer',
            name='fee_currency',
            field=djmoney.models.fields.CurrencyField(choices=[], default=None, editable=False, max_length=3, null=True),
        ),
        migrations.AddField(
            model_name='standoffer',
            name='fee',
            field=shop.models.fields.MoneyField(blank=True, currency_choices=(), decimal_places=2, max_digits=12, null=True, verbose_name='fee for a stand'),
        ),
        migrations.AddField(
            model_name='standoffer',
            name='pay_days',
            field=models.PositiveSmallIntegerField(default=7, verbose_name='days to pay'),
        ),
        migrations.AddField(
            model_name='standoffer',
            name='refund_until',
            field=models.DateField(blank=True, null=True, verbose_name='paid back until'),
        ),
        migrations.AddField(
            model_name='standoffer',
            name='sold_as',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tiwizi_shop.variant', verbose_name='sold as'),
        ),
        migrations.AddField(
            model_name='standapplication',
            name='products',
            field=models.ManyToManyField(blank=True, related_name='+', to='tiwizi_shop.product', verbose_name='products that she brings'),
        ),
        migrations.AddField(
            model_name='standapplication',
            name='needs_table',
            field=models.BooleanField(default=False, verbose_name='needs a table'),
        ),
        migrations.AddField(
            model_name='standapplication',
            name='needs_power',
            field=models.BooleanField(default=False, verbose_name='needs electricity'),
        ),
        migrations.AddField(
            model_name='standapplication',
            name='is_shown',
            field=models.BooleanField(default=False, verbose_name='may be shown on the page'),
        ),
        migrations.AddField(
            model_name='standapplication',
            name='pay_by',
            field=models.DateField(blank=True, null=True, verbose_name='to be paid by'),
        ),
        migrations.AddField(
            model_name='standapplication',
            name='order',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stand_application', to='tiwizi_shop.order', verbose_name='order of the fee'),
        ),
        migrations.AlterField(
            model_name='standapplication',
            name='state',
            field=models.CharField(choices=[('applied', 'has asked'), ('waiting', 'waits for a stand'), ('to_pay', 'has to pay'), ('placed', 'has a stand'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('lapsed', 'not paid in time'), ('cancelled', 'fair called off')], default='applied', max_length=10, verbose_name='state'),
        ),
        migrations.RemoveConstraint(model_name='standapplication', name='tiwizi_stand_application_state'),
        migrations.AddConstraint(
            model_name='standapplication',
            constraint=models.CheckConstraint(
                condition=Q(state__in=['applied', 'waiting'], reason='')
                | Q(state='to_pay', stand__isnull=False, pay_by__isnull=False, reason='')
                | Q(state='placed', stand__isnull=False, reason='')
                | Q(state__in=['withdrawn', 'lapsed', 'cancelled'], stand=None, reason='')
                | Q(state='refused', stand=None),
                name='tiwizi_stand_application_state',
            ),
        ),
        migrations.AddConstraint(
            model_name='standoffer',
            constraint=models.CheckConstraint(condition=Q(fee=None, sold_as=None) | Q(fee__gt=0, sold_as__isnull=False), name='tiwizi_stand_fee'),
        ),
        migrations.AddConstraint(
            model_name='standoffer',
            constraint=models.CheckConstraint(condition=Q(pay_days__range=(1, 90)), name='tiwizi_stand_days_to_pay'),
        ),
    ])
