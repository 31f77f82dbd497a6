# What calendars need: each event and series gets a name for ever. Of what was cancelled before, nobody knows when.

import uuid

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q


def name_all(apps, schema_editor):
    for name in ("Series", "Workshop"):
        model = apps.get_model("events", name)
        rows = list(model.objects.only("pk"))
        for row in rows:
            row.uid = uuid.uuid4()
        model.objects.bulk_update(rows, ["uid"], batch_size=500)
    workshops = apps.get_model("events", "Workshop").objects
    workshops.filter(status="cancelled").update(cancelled_at=F("changed_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0002_merges"),
    ]

    operations = [
        migrations.AddField("series", "uid", models.UUIDField(null=True, editable=False)),
        migrations.AddField("workshop", "uid", models.UUIDField(null=True, editable=False)),
        migrations.AddField("workshop", "sequence", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField(
            "workshop", "changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)
        ),
        migrations.AddField(
            "workshop", "cancelled_at", models.DateTimeField(blank=True, editable=False, null=True)
        ),
        migrations.RunPython(name_all, migrations.RunPython.noop),
        migrations.AlterField(
            "series", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.AlterField(
            "workshop", "uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.AddConstraint(
            "workshop",
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at__isnull=True)),
                name="events_workshop_cancelled",
            ),
        ),
    ]
