"""Read releases from files and print what is in them, or save them as drafts."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from newsroom.gazetteer import from_database
from newsroom.importing import import_release
from newsroom.reader import ReleaseUnreadable, read
from newsroom.reader.encoding import MAX_SIZE

ENDINGS = {".txt", ".md", ".html", ".htm"}


class Command(BaseCommand):
    help = "Read releases (text, Markdown or HTML; files or folders): title, dateline, quotes, agencies and more."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a file, or a folder of files")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object per release, a line each"
        )
        parser.add_argument("--save", action="store_true", help="save each as a draft article")

    def handle(self, *args, **options):
        files = list(self._files(options["paths"]))
        gazetteer = from_database()
        failed = 0
        for path in files:
            try:
                source = self._bytes(path)
                if options["save"]:
                    self._save(path, source, gazetteer)
                else:
                    self._show(path, source, gazetteer, options["json"])
            except (ReleaseUnreadable, OSError) as error:
                failed += 1
                self.stderr.write(self.style.ERROR(f"{path}: {error}"))
            except ValidationError as error:
                failed += 1
                self.stderr.write(self.style.ERROR(f"{path}: {'; '.join(error.messages)}"))
        if failed:
            raise CommandError(f"{failed} of {len(files)} could not be read. Nothing of them was kept.")

    def _files(self, paths):
        for name in paths:
            path = Path(name)
            if path.is_dir():
                # A folder's own description is no release.
                named = (file for file in path.iterdir() if not file.name.upper().startswith(("README", ".")))
                found = sorted(file for file in named if file.suffix.lower() in ENDINGS)
                if not found:
                    raise CommandError(f"{path}: no file here ends in {', '.join(sorted(ENDINGS))}.")
                yield from found
            elif path.is_file():
                yield path
            else:
                raise CommandError(f"{path}: there is no such file or folder.")

    def _bytes(self, path):
        size = path.stat().st_size
        if size > MAX_SIZE:
            raise ReleaseUnreadable(
                f"{size:,} bytes are too many for a release; at most {MAX_SIZE:,} are read."
            )
        return path.read_bytes()

    def _show(self, path, source, gazetteer, as_json):
        release = read(source, gazetteer=gazetteer, name=path.stem)
        if as_json:
            self.stdout.write(json.dumps(release.to_json(), ensure_ascii=False))
            return
        self.stdout.write(self.style.MIGRATE_HEADING(f"{path}"))
        self.stdout.write(f"  title      {release.title}\n  dateline   {release.dateline.text or 'none'}")
        for quote in release.quotes:
            self.stdout.write(f"  quote      {quote.speaker or 'nobody named'}: {quote.text[:60]}")
        for label, values in (
            ("agencies", [agency.name for agency in release.agencies]),
            ("countries", release.countries),
            ("topics", release.topics),
            ("unsure", [doubt.message for doubt in release.warnings]),
        ):
            self.stdout.write(f"  {label:<10} {'; '.join(values) or 'none'}")

    def _save(self, path, source, gazetteer):
        result = import_release(source, by=None, name=path.name, is_from_archive=True, gazetteer=gazetteer)
        self.stdout.write(self.style.SUCCESS(f"{path}: draft {result.article.pk}, {result.article.title}"))
        for line in result.proposed:
            self.stdout.write(f"  {line}")
        for line in result.warnings:
            self.stdout.write(self.style.WARNING(f"  unsure: {line}"))
