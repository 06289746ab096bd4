from django.db import migrations, models
from django.db.models import Q

from producers.migrating import at_once


class Migration(migrations.Migration):

    dependencies = [('tiwizi_fairs', '0003_one_use_of_a_thing')]

    operations = at_once([
        migrations.RemoveConstraint(model_name='evening', name='tiwizi_evening_settled_why'),
        migrations.AddConstraint(
            model_name='evening',
            constraint=models.CheckConstraint(
                condition=Q(settled_at=None, settled_how='', reason='')
                | (Q(settled_at__isnull=False, settled_how__in=['found', 'holder', 'shop', 'kept']) & ~Q(reason='')),
                name='tiwizi_evening_settled_why',
            ),
        ),
    ])
