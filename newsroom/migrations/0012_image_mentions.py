"""Which articles ever showed a picture: read once from all revisions; from now on written with each."""

import re

from django.db import migrations

SHA256 = re.compile(r'"image":"([0-9a-f]{64})"|/media/images/[0-9a-f]{2}/([0-9a-f]{64})\.')


def remember(apps, schema_editor):
    Revision, Image, ImageMention = (
        apps.get_model("newsroom", name) for name in ("Revision", "Image", "ImageMention")
    )
    images = dict(Image.objects.values_list("sha256", "pk"))
    if not images:
        return
    found = set()
    for article, canonical in Revision.objects.values_list("article", "canonical").iterator(chunk_size=500):
        found |= {(article, images[key]) for pair in SHA256.findall(canonical) for key in pair if key in images}
    ImageMention.objects.bulk_create(
        (ImageMention(article_id=article, image_id=image) for article, image in sorted(found)),
        batch_size=1000,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0011_image_library")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
