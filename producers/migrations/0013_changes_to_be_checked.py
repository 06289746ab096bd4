import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tiwizi_producers', '0012_voices_of_the_prompts'),
        ('wagtailcore', '0096_referenceindex_referenceindex_source_object_and_more'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='of what kind')),
                ('object_id', models.BigIntegerField(verbose_name='of which')),
                ('is_new', models.BooleanField(default=False, verbose_name='not public yet')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('state', models.CharField(choices=[('waiting', 'waits to be checked'), ('approved', 'approved'), ('sent_back', 'sent back'), ('withdrawn', 'taken back')], default='waiting', max_length=10, verbose_name='state')),
                ('is_by_agent', models.BooleanField(default=False, verbose_name='sent by an agent')),
                ('submitted_at', models.DateTimeField(verbose_name='sent')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='sent again')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='reasons')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note for her')),
                ('staff_note', models.CharField(blank=True, max_length=500, verbose_name='note for staff')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='tiwizi_producers.organisation', verbose_name='producer')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='revision')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'change to be checked',
                'verbose_name_plural': 'changes to be checked',
                'ordering': ['-pk'],
                'permissions': [('moderate', 'Can check what producers send')],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['submitted_at'], name='tiwizi_submissions_waiting'), models.Index(fields=['kind', 'object_id'], name='tiwizi_submission_of_thing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('kind', 'object_id'), name='tiwizi_one_open_submission'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'sent_back', 'withdrawn'])), name='tiwizi_submission_state'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='tiwizi_submission_decided'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent_back'), _negated=True), models.Q(('reasons', []), _negated=True), _connector='OR'), name='tiwizi_submission_reasons')],
            },
        ),
    ]
