"""Fill the workflow's columns of articles that were there before them: who saved them last, and their stage."""

from django.db import migrations
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now


def fill(apps, schema_editor):
    Article, Revision, Edition = (apps.get_model("newsroom", name) for name in ("Article", "Revision", "Edition"))
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    rows = Article.objects.filter(last_saved_at=None)
    rows.update(
        last_saved_at=Subquery(newest.values("saved_at")[:1]),
        last_saved_by=Subquery(newest.values("saved_by")[:1]),
    )
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("revision__number"))
    issued = Edition.objects.filter(~Exists(newer), article=OuterRef("pk")).filter(
        Q(live_until=None) | Q(live_until__gt=Now())
    )
    Article.objects.filter(Exists(issued)).update(stage="issued")


class Migration(migrations.Migration):

    dependencies = [("newsroom", "0002_desk")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
