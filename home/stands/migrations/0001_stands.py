import django.db.models.deletion
from django.db import migrations, models

from producers.migrating import at_once


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tiwizi_events', '0006_declared'),
        ('tiwizi_producers', '0021_first_pictures_after_a_call'),
    ]

    operations = at_once([
        migrations.CreateModel(
            name='StandOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stands', models.PositiveSmallIntegerField(verbose_name='number of stands')),
                ('closes_on', models.DateField(verbose_name='last day to apply')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='stand_offer', to='tiwizi_events.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'offer of stands',
                'verbose_name_plural': 'offers of stands',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='StandApplication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='her words')),
                ('state', models.CharField(choices=[('applied', 'waits'), ('placed', 'has a stand'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='applied', max_length=10, verbose_name='state')),
                ('stand', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of the stand')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why it was refused')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('crafts', models.ManyToManyField(blank=True, related_name='+', to='tiwizi_producers.craft', verbose_name='crafts shown')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tiwizi_producers.organisation', verbose_name='producer')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='tiwizi_stands.standoffer', verbose_name='offer of stands')),
            ],
            options={
                'verbose_name': 'application for a stand',
                'verbose_name_plural': 'applications for stands',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='standoffer',
            constraint=models.CheckConstraint(condition=models.Q(('stands__range', (1, 500))), name='tiwizi_stands_offered'),
        ),
        migrations.AddConstraint(
            model_name='standapplication',
            constraint=models.UniqueConstraint(fields=('offer', 'producer'), name='tiwizi_one_stand_application'),
        ),
        migrations.AddConstraint(
            model_name='standapplication',
            constraint=models.UniqueConstraint(fields=('offer', 'stand'), name='tiwizi_one_maker_a_stand'),
        ),
        migrations.AddConstraint(
            model_name='standapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('state', 'applied')), models.Q(('reason', ''), ('stand__isnull', False), ('state', 'placed')), models.Q(('reason', ''), ('stand', None), ('state', 'withdrawn')), models.Q(('stand', None), ('state', 'refused')), _connector='OR'), name='tiwizi_stand_application_state'),
        ),
        migrations.AddConstraint(
            model_name='standapplication',
            constraint=models.CheckConstraint(condition=models.Q(('stand', None), ('stand__gt', 0), _connector='OR'), name='tiwizi_stand_number'),
        ),
    ])
