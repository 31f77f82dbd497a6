"""The demonstration archive under ``fixtures/demo``: how it gets into the site.

Everything goes in as editors would put it: reference data through ``full_clean()``, texts through the verbs of
``workflow``. What is there stays, so that a second run adds nothing. ``fixtures/demo/README.md`` describes the files.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files import File
from django.db import DatabaseError, transaction
from django.utils import timezone

from events.merging import successor
from events.models import (
    Agency,
    AgencyName,
    Appointment,
    EarlierDates,
    Place,
    Series,
    Speaker,
    Workshop,
    WorkshopAgency,
    WorkshopSpeaker,
)
from publishing.edition_clock import raise_clock

from . import content as contents
from . import workflow
from .files import attachment_path, sha256_of
from .models import Article, ArticleAttachment, Image

FOLDER = settings.BASE_DIR / "fixtures" / "demo"

# What can be wrong with one record. It is reported, and the others go on.
PROBLEMS = (ValidationError, ObjectDoesNotExist, DatabaseError, LookupError, ValueError, TypeError, OSError)

# Rows that belong to another row and come and go with it: the key in the file, the model, its foreign key.
CHILDREN = {
    Agency: {"other_names": (AgencyName, "agency")},
    Speaker: {"appointments": (Appointment, "speaker")},
    Workshop: {
        "agencies": (WorkshopAgency, "workshop"),
        "speakers": (WorkshopSpeaker, "workshop"),
        "earlier_dates": (EarlierDates, "workshop"),
    },
}
# In the order in which they name one another.
REFERENCE_DATA = {
    "places": Place,
    "agencies": Agency,
    "speakers": Speaker,
    "series": Series,
    "workshops": Workshop,
}

_AHEAD = re.compile(r"\+(\d+) days(?: (\d\d:\d\d))?")
_BODY_IMAGE = re.compile(r'src="image:([\w.-]+)"')


@dataclass
class DemoReport:
    """How many records of each kind were made or were there already, and which failed, with the reason."""

    created: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)


def load(folder: Path = FOLDER, tell: Callable[[str], object] = lambda line: None) -> DemoReport:
    """Put into the site what is in the folder and not in the site yet; each record in its own transaction.

    The reference data of ``load_reference`` must be there. ``tell`` is given a line for each step.
    """
    loader = _Loader(folder, tell)
    for kind, model in REFERENCE_DATA.items():
        for entry in loader.read(f"{kind}.json"):
            loader.run(kind, entry["slug"], _make_reference_object, model, entry)
    for entry in loader.read("images.json"):
        loader.run("images", entry["file"], loader.make_image, entry)
    for name, release in loader.releases():
        for language in release["texts"]:
            loader.run("releases", f"{name} ({language})", loader.make_article, release, language)
    return loader.report


class _Loader:
    """One run: where the files are, what became of them."""

    def __init__(self, folder, tell):
        self.folder = folder
        self.tell = tell
        self.report = DemoReport()
        self.keys = {}  # the translation key of each release by the name of its file
        plain = {name: partial(getattr(workflow, name), by=None) for name in ("submit", "want_translations")}
        self.verbs = {"correct": self._correct, "withdraw": self._withdraw} | plain

    def read(self, name):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def run(self, kind, name, make, *args):
        """Make one record, unless it is there; count it, or note why it could not be made."""
        try:
            with transaction.atomic():
                if made := make(*args):
                    raise_clock()
        except PROBLEMS as error:
            reason = "; ".join(error.messages) if isinstance(error, ValidationError) else repr(error)
            self.report.failed.append((f"{kind}: {name}", reason))
            self.tell(f"FAILED   {kind}: {name}: {reason}")
            return
        if made:
            self.report.created[kind] += 1
            self.tell(f"created  {kind}: {name}")
        else:
            self.report.unchanged[kind] += 1

    def releases(self):
        """Each release after those that it names, otherwise by the names of their files, which begin with a date."""
        releases = {
            path.stem: self.read(f"releases/{path.name}")
            for path in sorted((self.folder / "releases").glob("*.json"))
        }
        self.keys = {name: release["translation_key"] for name, release in releases.items()}
        graph = {name: _releases_named_in(release) for name, release in releases.items()}
        try:
            order = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            self.report.failed.append(("releases", f"They name one another in a circle: {error.args[1]}"))
            return
        for name in order:
            if name in releases:
                yield name, releases[name]
            else:
                self.report.failed.append(
                    (f"releases: {name}", "It is named by another one but is not there.")
                )

    def make_image(self, entry):
        values = {key: value for key, value in entry.items() if key != "file"}
        with self._open("images", entry["file"]) as file:
            if Image.objects.filter(sha256=sha256_of(file)).exists():
                return False
            image = Image(file=file, **values)
            image.full_clean()
            image.save()
        return True

    def make_article(self, release, language):
        """Write one text, publish it, and do what its directive says happened to it then."""
        if self._articles(release["translation_key"]).filter(language=language).exists():
            return False
        text = dict(release["texts"][language])
        directive = {**release.get("directive", {}), **text.pop("directive", {})}
        article, missing = workflow.create(self._content(release, text, language), by=None)
        if missing:
            raise LookupError(", ".join(missing))
        if when := directive["publish"]:
            workflow.publish(article, by=None, at=None if when == "now" else _ahead(when["at"]))
        for verb, details in [pair for step in directive.get("then", []) for pair in step.items()]:
            self.verbs[verb](article, **details)
        return True

    def _content(self, release, text, language):
        """The content as ``content.py`` wants it: what all texts of the release share, then what is this one's own."""
        given = {**release["shared"], **text, "translation_key": release["translation_key"]}
        form = contents.empty(language)
        if unknown := given.keys() - form.keys():
            raise ValueError(f"A release has no {', '.join(sorted(unknown))}.")
        content = form | given
        dateline = form["dateline"] | content["dateline"]
        if (dateline["date"] or "").startswith("+"):
            dateline["date"] = timezone.localdate(_ahead(dateline["date"])).isoformat()
        return content | {
            "dateline": dateline,
            "body": self._body(content["body"]),
            "see_also": [self._see_also(entry, language) for entry in content["see_also"]],
            "images": [
                {"alt_text": "", "caption": "", "role": "lead"}
                | use
                | {"image": self._image(use["image"]).sha256}
                for use in content["images"]
            ],
            "attachments": [entry | {"file": self._store(entry["file"])} for entry in content["attachments"]],
        }

    def _body(self, lines):
        return _BODY_IMAGE.sub(
            lambda match: f'src="/media/{self._image(match[1]).file.name}"', "\n".join(lines)
        )

    def _image(self, name):
        with self._open("images", name) as file:
            return Image.objects.get(sha256=sha256_of(file))

    def _see_also(self, entry, language):
        return (
            {"article": str(self._article(entry["article"], language).uid)} if "article" in entry else entry
        )

    def _store(self, name):
        """Put a document where an upload of it would lie."""
        with self._open("documents", name) as file:
            row = ArticleAttachment(file=file)
            path, storage = attachment_path(row, name), row.file.storage
            return path if storage.exists(path) else storage.save(path, file)

    def _correct(self, article, kind, change, note=""):
        """Change the text (``body`` maps old words to new ones, which each occur once) and publish the change."""
        content = contents.snapshot(article)
        body = content["body"]
        for old, new in change.get("body", {}).items():
            if body.count(old) != 1:
                raise ValueError(f"The text does not have once: {old}")
            body = body.replace(old, new)
        if missing := contents.apply(content | change | {"body": body}, article):
            raise LookupError(", ".join(missing))
        workflow.save(article, by=None)
        workflow.correct(article, by=None, kind=kind, note=note)

    def _withdraw(self, article, reason, note, replaced_by=None):
        there = replaced_by and self._article(replaced_by, article.language)
        workflow.withdraw(article, by=None, reason=reason, note=note, replaced_by=there)

    def _article(self, name, language):
        """The release of a file in a language, or else as first written."""
        articles = self._articles(self.keys[name])
        return articles.filter(language=language).first() or articles.earliest("pk")

    def _articles(self, key):
        return Article.objects.filter(translation_key=key)

    def _open(self, folder, name):
        return File((self.folder / folder / name).open("rb"), name=name)


def _make_reference_object(model, entry):
    """Save one row with the rows that belong to it, unless there is one with its key."""
    key = {name: entry[name] for name in ("slug", "year") if name in entry}
    if model.objects.filter(**key).exists() or successor(model, entry["slug"]):
        return False
    children = {name: entry.get(name, []) for name in CHILDREN.get(model, {})}
    related = {f.name: entry.get(f.name, []) for f in model._meta.many_to_many if f.name not in children}
    row = _save(model(), {k: v for k, v in entry.items() if k not in children and k not in related})
    for name, keys in related.items():
        getattr(row, name).set([_find(model._meta.get_field(name).related_model, key) for key in keys])
    for name, entries in children.items():
        child, owner = CHILDREN[model][name]
        for values in entries:
            _save(child(**{owner: row}), values)
    return True


def _save(row, values):
    for name, value in values.items():
        column = row._meta.get_field(name)
        if column.is_relation:
            setattr(row, name, None if value is None else _find(column.related_model, value))
        else:
            setattr(row, name, column.to_python(value))
    row.full_clean()
    row.save()
    return row


def _find(model, key):
    """The row of a model by its natural key: a code, a slug, or ``year/slug``."""
    try:
        return model.objects.get_by_natural_key(*key.split("/"))
    except ObjectDoesNotExist as error:
        if (there := successor(model, key)) is None:
            raise LookupError(f"{model._meta.verbose_name} {key}") from error
        return there


def _releases_named_in(release):
    texts = release["texts"].values()
    links = [*release["shared"].get("see_also", []), *(link for t in texts for link in t.get("see_also", []))]
    steps = [step for part in (release, *texts) for step in part.get("directive", {}).get("then", [])]
    replacements = (step.get("withdraw", {}).get("replaced_by") for step in steps)
    return {*(link["article"] for link in links if "article" in link), *filter(None, replacements)}


def _ahead(words):
    """The instant that ``+3 days 10:00`` means, by the newsroom's clock; without an hour it is 09:00."""
    match = _AHEAD.fullmatch(words)
    if match is None:
        raise ValueError(f"Not an instant ahead: {words}")
    day = timezone.localdate() + timedelta(days=int(match[1]))
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(match[2] or "09:00")))
