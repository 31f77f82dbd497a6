"""Rules about links: what they say, and whether they lead anywhere."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsroom.preflight.addresses import Destination
from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings, Level
from newsroom.preflight.languages import EMPTY_LINK_TEXTS

_BARE = re.compile(
    r"(?:https?://|www\.)\S+|[\w.-]+\.(?:com|org|net|int|gov|edu)(?:\.\w\w)?/\S+", re.IGNORECASE
)
_EDGES = " \t\n.,:;!?»«“”\"'’…>→[]()。，：！？،؛"


def link_text(ctx: Context) -> Findings:
    """A link whose words say nothing about where it leads, when read alone as screen readers do."""
    for link in ctx.body.links:
        words = link.text.strip(_EDGES).replace("’", "'").casefold()
        if not words and not link.holds_picture:
            yield Finding(
                _("This link has no words, so nobody can follow it: %(address)s")
                % {"address": link.href[:200]},
                paragraph=link.paragraph,
                words=link.href[:200],
            )
        elif words in EMPTY_LINK_TEXTS:
            yield Finding(
                _("“%(words)s” does not say where the link leads. Link the words that name it.")
                % {"words": link.text},
                paragraph=link.paragraph,
                words=link.text,
            )
        elif _BARE.fullmatch(words) and not link.href.startswith("mailto:"):
            yield Finding(
                _("The address itself is the text of this link. Link the name of what is there.")
                + " "
                + link.text[:200],
                paragraph=link.paragraph,
                words=link.text,
            )


def _addresses(ctx) -> Iterator[tuple[str, dict]]:
    """All addresses that readers can follow, with where they stand."""
    for link in ctx.body.links:
        if link.href:
            yield link.href, {"paragraph": link.paragraph, "words": link.text or link.href}
    for row, entry in enumerate(ctx.content["see_also"]):
        if entry.get("url"):
            yield entry["url"], {"field": "see_also", "row": row, "part": "url", "words": entry["url"]}


def link_inside(ctx: Context) -> Findings:
    """A link into this site that leads nowhere (an error), or to what readers do not see yet."""
    sentences = {
        Destination.MISSING: _("Nothing of this site is at %(address)s. Correct the link or take it away."),
        Destination.DESK: _(
            "%(address)s is a page of the desk, which readers cannot open. Link the public page."
        ),
        Destination.RELATIVE: _(
            "%(address)s is not a whole address. Begin it with https:// or with a slash."
        ),
        Destination.HIDDEN: _("Readers cannot see what is at %(address)s now. They will find nothing there."),
    }
    for href, where in _addresses(ctx):
        destination = ctx.destinations.get(href)
        if destination in sentences:
            yield Finding(
                sentences[destination] % {"address": href[:200]},
                level=Level.WARNING if destination == Destination.HIDDEN else Level.ERROR,
                **where,
            )


def link_outside(ctx: Context) -> Findings:
    """A link to a page of somebody else that did not answer when it was last asked."""
    for href, where in _addresses(ctx):
        if href in ctx.dead_links:
            yield Finding(
                _("%(address)s did not answer several times: %(problem)s. Correct the link or take it away.")
                % {"address": href[:200], "problem": _(ctx.dead_links[href]).rstrip(".")},
                **where,
            )


RULES = (link_text, link_inside, link_outside)
