"""A text under embargo and a link to it, for tests of what the press may read."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase
from django.utils import timezone

from newsroom import press, workflow
from newsroom.models import Edition, Embargo, PressLink, PressVisit, SearchText
from publishing.edition_clock import raise_clock
from tests.factory import make_draft, make_image

CANARY = "quetzalcoatlus"
PDF = "attachments/aa/" + "a" * 64 + "/annex.pdf"


def at(**ahead):
    return timezone.now() + timedelta(**ahead)


def make_scheduled(live_from=None, **changes):
    article = make_draft(**changes)
    workflow.publish(article, by=None, at=live_from or at(days=2))
    return article


def make_embargoed(**changes):
    """A text that is scheduled, and under embargo until its publication."""
    article = make_scheduled(**changes)
    workflow.embargo(article, article.editions.get().live_from, by=None)
    return article


def goes_public(article):
    """As if the instant of the publication had come: everything of the article lies further back."""
    days = timedelta(days=3)
    for edition in article.editions.filter(live_from__gt=timezone.now()):
        if previous := article.editions.filter(live_until=edition.live_from).first():
            Edition.objects.filter(pk=previous.pk).update(
                live_from=previous.live_from - days * 2, live_until=edition.live_from - days
            )
        Edition.objects.filter(pk=edition.pk).update(live_from=edition.live_from - days)
    for rows, column in ((Embargo.objects, "set_at"), (PressLink.objects, "made_at")):
        for row in rows.filter(article=article):
            rows.filter(pk=row.pk).update(**{column: getattr(row, column) - days})
    Embargo.objects.filter(article=article).update(until=article.editions.first().live_from)
    for edition in article.editions.all():
        edition.listings.update(live_from=edition.live_from, live_until=edition.live_until)
        SearchText.objects.filter(edition=edition).update(
            live_from=edition.live_from, live_until=edition.live_until
        )
        edition.turns.filter(begins=True).update(at=edition.live_from)
        edition.turns.filter(begins=False).update(at=edition.live_until)
    raise_clock()


def read(response):
    """The response, with its file read to the end and closed."""
    if response.streaming:
        b"".join(response)
    return response


def content():
    image = make_image(title=CANARY)
    default_storage.save(PDF, ContentFile(b"%PDF-1.7"))
    return {
        "title": f"{CANARY} title",
        "slug": f"{CANARY}-slug",
        "summary": f"{CANARY} summary",
        "body": f'<p>{CANARY} body</p><figure><img src="{image.url}" alt=""></figure>',
        "contact": f"{CANARY} contact",
        "images": [{"image": image.sha256, "role": "lead", "alt_text": "", "caption": ""}],
        "attachments": [{"file": PDF, "title": "Annex"}],
    }


class PressCase(TestCase):
    def setUp(self):
        self.article = make_embargoed(**content())
        self.link = workflow.make_link(self.article, "The Daily", by=None)
        self.path = self.article.editions.get().get_absolute_url()
        self.bare = self.client_class()

    def get(self, path=None, token=None, method="get", **headers):
        query = {press.PARAMETER: token or press.token(self.link)}
        return read(getattr(self.client, method)(path or self.path, query, headers=headers))

    def visits(self):
        return [visit.result for visit in PressVisit.objects.all()]

    def assert_private(self, response):
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"

    def assert_refused(self, response, *parts, status=403):
        self.assert_private(response)
        assert response.status_code == status
        text = response.content.decode()
        assert CANARY not in text.replace(self.path, "")
        assert press.token(self.link) not in text
        assert "The Daily" not in text
        for part in parts:
            assert part in text
