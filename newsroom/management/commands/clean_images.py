"""Take out of the pictures that readers get whatever else stands in their files: names, places, programs."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand

from newsroom.models import Image
from newsroom.pictures.inspecting import inspect_bytes


class Command(BaseCommand):
    help = (
        "Makes clean files of the pictures that came into the library before it did so by itself. "
        "What is clean stays as it is; run it as often as you like."
    )

    def handle(self, *args, verbosity, **options):
        cleaned, failed = 0, 0
        for image in Image.objects.filter(fingerprint="").order_by("pk").iterator(chunk_size=100):
            try:
                self._clean(image)
            except (OSError, ValidationError) as error:
                failed += 1
                reason = "; ".join(error.messages) if isinstance(error, ValidationError) else error
                self.stderr.write(f"{image.file.name} ({image.title}): {reason}")
            else:
                cleaned += 1
        if verbosity or cleaned or failed:
            self.stdout.write(f"{cleaned} cleaned, {failed} could not be.")

    def _clean(self, image):
        storage = image.file.storage
        # The original lies there already where an earlier run was broken off after it.
        name = image.original_name if storage.exists(image.original_name) else image.file.name
        with storage.open(name) as file:
            picture = inspect_bytes(file.read())
        storage.save(image.original_name, ContentFile(picture.data))
        storage.replace(image.file.name, ContentFile(picture.served))
        key = image.sha256  # texts name the picture by it
        image.describe(picture)
        image.sha256 = key
        image.save(update_fields=["fingerprint", "width", "height", "is_transparent"])
