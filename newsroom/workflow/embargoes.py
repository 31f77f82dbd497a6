"""Embargoes: the press may read what is scheduled, each outlet by a link of its own that can be revoked."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.clocks import exactly
from newsroom.editions import WorkflowError
from newsroom.models import Edition, Embargo, PressLink
from newsroom.models.log import Verb
from publishing.clock import database_now

from .step import demand, lock, log

_LONGEST_OUTLET = PressLink._meta.get_field("outlet").max_length


def embargo(article, until: datetime, *, by) -> Embargo:
    """Put the scheduled edition of an article under embargo until an instant not later than its publication.

    Of an embargo that is in force already the instant is changed; its links go on working.
    """
    demand(by, "publish_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        ahead = _ahead(article, now)
        if timezone.is_naive(until):
            raise WorkflowError(_("The time needs a time zone."))
        if until <= now:
            raise WorkflowError(_("An embargo ends ahead. This time has passed."))
        if until > ahead.live_from:
            raise WorkflowError(
                _(
                    "The embargo would end after the publication, which is on %s. Choose a time that is not later, or"
                    " schedule the publication for later first."
                )
                % exactly(ahead.live_from)
            )
        present = Embargo.objects.in_force().filter(article=article).first()
        if present is not None and present.until == until:
            return present
        values = {"until": until, "set_by": by, "set_at": present.set_at if present else now}
        embargo, _created = Embargo.objects.update_or_create(article=article, defaults=values)
        log(article, Verb.EMBARGOED, by, now, ahead.revision, until=until)
    return embargo


def lift_embargo(article, *, by) -> int:
    """Take the embargo off and revoke its open links; returns how many there were. The schedule stays."""
    demand(by, "publish_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        embargo = Embargo.objects.in_force().filter(article=article).first()
        if embargo is None:
            raise WorkflowError(_("There is no embargo on this text."))
        links = list(PressLink.objects.open().filter(article=article))
        for link in links:
            _revoke(link, by, now)
        embargo.delete()
        log(article, Verb.UNEMBARGOED, by, now, _subject(article, now), until=embargo.until)
    return len(links)


def make_link(article, outlet: str, *, by, expires_at: datetime | None = None) -> PressLink:
    """A link by which one outlet may read the edition ahead, until an instant or (``None``) its publication."""
    demand(by, "publish_article", article)
    outlet = " ".join(outlet.split())
    if not outlet:
        raise WorkflowError(_("Name the outlet that the link is for."))
    if len(outlet) > _LONGEST_OUTLET:
        raise WorkflowError(
            _("The name of the outlet is too long: %(length)d characters of %(most)d.")
            % {"length": len(outlet), "most": _LONGEST_OUTLET}
        )
    with transaction.atomic():
        article, now = lock(article), database_now()
        ahead = _ahead(article, now)
        if not Embargo.objects.in_force().filter(article=article).exists():
            raise WorkflowError(_("Put the text under embargo first."))
        if expires_at is not None and timezone.is_naive(expires_at):
            raise WorkflowError(_("The time needs a time zone."))
        if expires_at is not None and expires_at <= now:
            raise WorkflowError(_("The link would be over before it is sent. Choose a time ahead."))
        if PressLink.objects.open().filter(article=article, outlet__iexact=outlet).exists():
            raise WorkflowError(
                _("%s has a link to this text already. Send that one, or revoke it first.") % outlet
            )
        link = PressLink.objects.create(
            article=article,
            key=secrets.token_hex(16),
            outlet=outlet,
            made_by=by,
            made_at=now,
            expires_at=expires_at,
        )
        log(article, Verb.LINKED, by, now, ahead.revision, outlet=outlet, expires=expires_at)
    return link


def revoke_link(link, *, by) -> None:
    """From now on the link shows nothing but that it was revoked."""
    demand(by, "publish_article", link.article)
    with transaction.atomic():
        article, now = lock(link.article), database_now()
        link = PressLink.objects.open().filter(pk=link.pk).first()
        if link is None:
            raise WorkflowError(_("This link has ended already, or was revoked."))
        _revoke(link, by, now)
        log(article, Verb.REVOKED, by, now, _subject(article, now), outlet=link.outlet)


def refuse_before_embargo(article, live_from) -> None:
    """Refuse a publication before the end of an embargo. The caller holds the article's lock."""
    embargo = Embargo.objects.in_force().filter(article=article, until__gt=live_from).first()
    if embargo is not None:
        raise WorkflowError(
            _(
                "The text is under embargo until %s: the press was promised that nobody publishes before. Choose a time"
                " that is not earlier, or lift the embargo first."
            )
            % exactly(embargo.until)
        )


def _ahead(article, now) -> Edition:
    ahead = article.editions.filter(live_from__gt=now).select_related("revision").first()
    if ahead is None:
        raise WorkflowError(
            _("Schedule the publication first: an embargo is for a text that is ready and has its time.")
        )
    return ahead


def _subject(article, now):
    """The revision that an entry of the log is about: the one ahead, or the newest."""
    ahead = article.editions.filter(live_from__gt=now).first()
    return ahead.revision if ahead else article.revisions.first()


def _revoke(link, by, now):
    link.revoked_by, link.revoked_at = by, now
    link.save(update_fields=["revoked_by", "revoked_at"])
