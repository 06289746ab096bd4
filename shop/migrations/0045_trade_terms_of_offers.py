"""What shops pay that sell on, and on what terms: empty until somebody says it."""

from django.core.validators import MinValueValidator
from django.db import migrations, models

from producers.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [("tiwizi_shop", "0044_freeze_what_sending_costs")]

    operations = at_once([
        migrations.AddField(
            model_name='feedchannel',
            name='has_trade_terms',
            field=models.BooleanField(db_default=False, default=False, verbose_name='tells what shops pay, and on what terms'),
        ),
        migrations.AddField(
            model_name='price',
            name='trade',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='price for shops'),
        ),
        migrations.AddField(
            model_name='product',
            name='carton_pieces',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[MinValueValidator(1)], verbose_name='pieces in a carton'),
        ),
        migrations.AddField(
            model_name='product',
            name='minimum_quantity',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[MinValueValidator(1)], verbose_name='least that a shop may order'),
        ),
        migrations.AddField(
            model_name='product',
            name='monthly_capacity',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[MinValueValidator(1)], verbose_name='pieces that can be made in a month'),
        ),
        migrations.AddConstraint(
            model_name='feedchannel',
            constraint=models.CheckConstraint(condition=models.Q(('has_trade_terms', False), ('is_public', False), _connector='OR'), name='tiwizi_feed_trade_is_private'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.CheckConstraint(condition=models.Q(('trade', None), models.Q(('trade__gt', 0), ('trade__lte', models.F('amount'))), _connector='OR'), name='tiwizi_trade_price'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carton_pieces', None), ('carton_pieces__gt', 0), _connector='OR'), models.Q(('minimum_quantity', None), ('minimum_quantity__gt', 0), _connector='OR'), models.Q(('monthly_capacity', None), ('monthly_capacity__gt', 0), _connector='OR')), name='tiwizi_product_trade_terms'),
        ),
    ])
