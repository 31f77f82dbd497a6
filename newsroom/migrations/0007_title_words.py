"""Write down the words of the titles that are there already."""

from django.db import migrations

BATCH = 1000


def fill(apps, schema_editor):
    from newsroom.titles import keys_of

    Article, TitleWord = (apps.get_model("newsroom", name) for name in ("Article", "TitleWord"))
    batch = []
    for pk, title in Article.objects.values_list("pk", "title").iterator(chunk_size=BATCH):
        batch += [TitleWord(article_id=pk, word=word) for word in sorted(keys_of(title))]
        if len(batch) > BATCH:
            TitleWord.objects.bulk_create(batch)
            batch = []
    TitleWord.objects.bulk_create(batch)


class Migration(migrations.Migration):

    dependencies = [("newsroom", "0006_listing")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
