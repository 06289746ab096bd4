"""One stand is given once in each group of a fair; one that became free is kept for the next who waits."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [('tiwizi_stands', '0002_fees_and_what_she_brings')]

    operations = [
        migrations.AddField(
            model_name='standapplication',
            name='group',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='number of the group'),
        ),
        migrations.AddField(
            model_name='standapplication',
            name='wish',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='group that suits her'),
        ),
        migrations.AlterField(
            model_name='standapplication',
            name='pay_by',
            field=models.DateField(blank=True, null=True, verbose_name='kept for her until'),
        ),
        migrations.AlterField(
            model_name='standapplication',
            name='state',
            field=models.CharField(choices=[('applied', 'has asked'), ('waiting', 'waits for a stand'), ('offered', 'is offered a stand'), ('to_pay', 'has to pay'), ('placed', 'has a stand'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('lapsed', 'not taken in time'), ('cancelled', 'fair called off')], default='applied', max_length=10, verbose_name='state'),
        ),
        migrations.RemoveConstraint(model_name='standapplication', name='tiwizi_one_maker_a_stand'),
        migrations.AddConstraint(
            model_name='standapplication',
            constraint=models.UniqueConstraint(fields=['offer', 'group', 'stand'], name='tiwizi_one_maker_a_stand'),
        ),
        migrations.RemoveConstraint(model_name='standapplication', name='tiwizi_stand_application_state'),
        migrations.AddConstraint(
            model_name='standapplication',
            constraint=models.CheckConstraint(
                condition=Q(state__in=['applied', 'waiting'], reason='')
                | Q(state__in=['offered', 'to_pay'], stand__isnull=False, pay_by__isnull=False, reason='')
                | Q(state='placed', stand__isnull=False, reason='')
                | Q(state__in=['withdrawn', 'lapsed', 'cancelled'], stand=None, reason='')
                | Q(state='refused', stand=None),
                name='tiwizi_stand_application_state',
            ),
        ),
    ]
