"""What the log says in its reader's language is kept as facts; a later look is at one revision."""

from datetime import datetime

import django.core.serializers.json
from django.db import migrations, models


def read_facts(apps, schema_editor):
    """Earlier entries began with the instant, in ISO form, and what was chosen: ``2026-11-23T10:00:00+00:00 typo: …``."""
    names = {"corrected": "kind", "withdrew": "reason"}
    entries = apps.get_model("newsroom", "LogEntry").objects.exclude(detail="")
    for entry in entries.filter(verb__in=["published", "scheduled", "unscheduled", *names]).iterator():
        at, _space, rest = entry.detail.partition(" ")
        try:
            instant = datetime.fromisoformat(at)
        except ValueError:
            continue
        if entry.verb == "unscheduled" or instant > entry.at:
            entry.facts["planned"] = at
        if entry.verb in names:
            entry.facts[names[entry.verb]], _colon, rest = rest.partition(": ")
        entry.detail = rest
        entry.save(update_fields=["facts", "detail"])


class Migration(migrations.Migration):

    dependencies = [("newsroom", "0003_desk_columns")]

    operations = [
        migrations.RemoveConstraint(
            model_name='logentry',
            name='newsroom_logentry_verb',
        ),
        migrations.RemoveConstraint(
            model_name='review',
            name='newsroom_review_one_waiting',
        ),
        migrations.AddField(
            model_name='desk',
            name='role',
            field=models.CharField(blank=True, choices=[('Writer', 'writer'), ('Editor', 'editor'), ('Publisher', 'publisher')], default='', help_text='What its members may do on this desk. Empty: what the group itself says.', max_length=12, verbose_name='rights'),
        ),
        migrations.AddField(
            model_name='logentry',
            name='facts',
            field=models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='facts'),
        ),
        migrations.AlterField(
            model_name='logentry',
            name='verb',
            field=models.CharField(choices=[('saved', 'saved'), ('published', 'published'), ('scheduled', 'scheduled'), ('unscheduled', 'unscheduled'), ('corrected', 'corrected'), ('withdrew', 'withdrew'), ('restored', 'restored'), ('submitted', 'sent to review'), ('recalled', 'taken back from review'), ('approved', 'approved'), ('sent-back', 'sent back'), ('looked', 'looked at after publication'), ('embargoed', 'put under embargo'), ('unembargoed', 'took the embargo off'), ('linked', 'made a link for the press'), ('revoked', 'revoked a link for the press'), ('remarked', 'made a remark'), ('settled', 'settled a remark'), ('noted', 'amended a public note'), ('merged', 'merged with what somebody else saved'), ('changed', 'changed with others'), ('undone', 'took a change with others back')], max_length=16, verbose_name='what'),
        ),
        migrations.AddConstraint(
            model_name='desk',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['', 'Writer', 'Editor', 'Publisher'])), name='newsroom_desk_role'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['saved', 'published', 'scheduled', 'unscheduled', 'corrected', 'withdrew', 'restored', 'submitted', 'recalled', 'approved', 'sent-back', 'looked', 'embargoed', 'unembargoed', 'linked', 'revoked', 'remarked', 'settled', 'noted', 'merged', 'changed', 'undone'])), name='newsroom_logentry_verb', violation_error_message='Choose one of the values offered.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('is_later', False), ('outcome', 'pending')), fields=('article',), name='newsroom_review_one_waiting'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('is_later', True), ('outcome', 'pending')), fields=('revision',), name='newsroom_review_one_later'),
        ),
        migrations.RunPython(read_facts, migrations.RunPython.noop, elidable=True),
    ]
