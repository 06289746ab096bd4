import django.db.models.deletion
import producers.conf
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tiwizi_producers', '0014_what_makers_need'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='of what kind')),
                ('object_id', models.BigIntegerField(verbose_name='of which')),
                ('file', models.FileField(storage=producers.conf.private_storage, upload_to='recordings/', verbose_name='file')),
                ('public_name', models.CharField(blank=True, editable=False, max_length=120, verbose_name='public file')),
                ('media_type', models.CharField(max_length=20, verbose_name='media type')),
                ('seconds', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='length in seconds')),
                ('language', models.CharField(max_length=8, verbose_name='language heard')),
                ('transcript', models.TextField(blank=True, max_length=5000, verbose_name='written down')),
                ('transcript_language', models.CharField(blank=True, max_length=8, verbose_name='language it is written down in')),
                ('transcribed_at', models.DateTimeField(blank=True, null=True, verbose_name='written down on')),
                ('state', models.CharField(choices=[('waiting', 'waits to be checked'), ('approved', 'approved'), ('sent_back', 'sent back'), ('withdrawn', 'taken back')], default='waiting', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recordings', to='tiwizi_producers.organisation', verbose_name='producer')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('transcribed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written down by')),
            ],
            options={
                'verbose_name': 'recording',
                'verbose_name_plural': 'recordings',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['kind', 'object_id', 'state'], name='tiwizi_recording_of_thing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('kind', 'object_id'), name='tiwizi_one_approved_recording'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'sent_back', 'withdrawn'])), name='tiwizi_recording_state'), models.CheckConstraint(condition=models.Q(('state', 'approved'), ('public_name', ''), _connector='OR'), name='tiwizi_recording_is_private'), models.CheckConstraint(condition=models.Q(('seconds__gt', 0), ('seconds__lte', 121)), name='tiwizi_recording_length')],
            },
        ),
    ]
