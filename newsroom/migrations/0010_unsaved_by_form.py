import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("newsroom", "0009_desk_orders")]

    operations = [
        migrations.AlterModelOptions(name="unsavedtyping", options={"ordering": ("-kept_at", "-pk")}),
        migrations.RemoveConstraint(model_name="unsavedtyping", name="newsroom_unsavedtyping_once"),
        migrations.RemoveConstraint(model_name="unsavedtyping", name="newsroom_unsavedtyping_one_new"),
        migrations.AddField("unsavedtyping", "content", models.JSONField(null=True)),
        migrations.AddField("unsavedtyping", "note", models.CharField(default="", max_length=255)),
        migrations.AddField("unsavedtyping", "form", models.UUIDField(default=uuid.uuid4), preserve_default=False),
        migrations.AddConstraint(
            "unsavedtyping",
            models.UniqueConstraint(fields=["user", "form"], name="newsroom_unsavedtyping_once"),
        ),
    ]
