"""What every step towards readers has in common: it is about one revision, and says what it will do."""

from functools import cached_property

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import preflight
from newsroom.clocks import exactly
from newsroom.editions import address_of

from .findings import listed
from .forms import when, who
from .instants import offer_zones


class Step(forms.Form):
    """A step, and the article's standing when its page was shown."""

    do_not_call_in_templates = True  # templates show the steps; they do not take them
    name = permission = ""
    title = button = offer = ""
    verb_class = ""
    shows_difference = False  # whether its page shows what the revision says otherwise than what is public
    # The number of the revision that the page shows: it is the one that will be public.
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, standing, wanted="", **kwargs):
        """``wanted``: the number of the revision that the address of the page names."""
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.article = standing.article
        self.subject = self.choose(self.data.get("revision", wanted))
        offer_zones(self, self.article)
        if self.subject:
            self.initial["revision"] = self.subject.number

    @staticmethod
    def is_possible(standing) -> bool:
        raise NotImplementedError

    @staticmethod
    def hindrance(standing, user) -> str:
        """Why this user may not take the step, which is possible; empty where nothing hinders."""
        return ""

    def choose(self, wanted: str):
        """The revision that the page speaks of."""
        return self.standing.revision

    def clean(self):
        latest, shown = self.subject, self.cleaned_data.get("revision")
        if latest is not None and latest.number != shown:
            self.data = self.data.copy()
            self.data["revision"] = latest.number
            raise forms.ValidationError(
                _(
                    "%(who)s saved revision %(number)s on %(when)s, after you opened this page. Look at it first;"
                    " this page now speaks of it."
                )
                if latest == self.standing.revision
                else _("This page now speaks of revision %(number)s, which is approved. Look at it first."),
                params={"who": who(latest.saved_by), "number": latest.number, "when": when(latest.saved_at)},
                code="stale",
            )
        return self.cleaned_data

    def consequences(self) -> list[tuple[str, str]]:
        """What will happen, as terms and sentences."""
        raise NotImplementedError

    def carry_out(self, by) -> str:
        """Do it; returns what happened, in words. Raises as the workflow does."""
        raise NotImplementedError

    def _revision_row(self):
        revision = self.subject
        text = gettext("Revision %(number)s, saved on %(when)s by %(who)s (%(hash)s…)") % {
            "number": revision.number,
            "when": when(revision.saved_at),
            "who": who(revision.saved_by),
            "hash": revision.sha256[:8],
        }
        return gettext("Text"), text

    def _address(self, at, released=None):
        revision = self.article.revisions.get(pk=self.subject.pk)
        return str(address_of(self.article, revision.content, at, released))


class Checked(Step):
    """A step that clears a text or lets it out: an error hinders it, each warning needs somebody's tick."""

    # Whether the text goes out as soon as the step is taken.
    is_at_once = False

    @cached_property
    def findings(self) -> list:
        """What is wrong with the revision that the page speaks of, if it goes out when the form says."""
        if self.subject is None:
            return []
        at = getattr(self, "cleaned_data", {}).get("at") or (self.standing.now if self.is_at_once else None)
        content = self.article.revisions.get(pk=self.subject.pk).content
        return preflight.check(content, article=self.article, at=at)

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("accepted")) if hasattr(self.data, "getlist") else set()

    def checks(self) -> dict:
        """The findings for the page, each with whether its warning is ticked."""
        found = listed(self.findings)
        found["rows"] = [(finding, where, finding.key in self.ticked) for finding, where in found["rows"]]
        return found

    def accepted(self) -> list[str]:
        """The warnings that somebody ticked, in words for the log."""
        return [finding.sentence for finding in self.findings if not finding.is_error]

    def clean(self):
        cleaned = super().clean()
        if not self.is_possible(self.standing) or not self.findings:
            return cleaned  # what is not possible the workflow refuses, and says why
        errors = [finding for finding in self.findings if finding.is_error]
        left = [
            finding for finding in self.findings if not finding.is_error and finding.key not in self.ticked
        ]
        if errors:
            raise forms.ValidationError(
                _("There are errors below. Mend them in the text first; it cannot go out with them."),
                code="errors",
            )
        if left:
            raise forms.ValidationError(
                _("There are warnings below that nobody has ticked. Look at each, then mend it or tick it."),
                code="warnings",
            )
        return cleaned


class Outward(Checked):
    """A step by which a revision goes out: the approved one, or the newest without review, which takes a reason."""

    shows_difference = True
    unreviewed_reason = forms.CharField(
        label=_("Why without review"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For colleagues; it stands in the log. Somebody else looks at the text later."),
        error_messages={
            "required": _(
                "Nobody else has approved this text. Send it to review, or say why it goes out without."
            )
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_reviewed or self.subject is None:
            del self.fields["unreviewed_reason"]

    def choose(self, wanted):
        newest, approved = self.standing.revision, self.standing.approved
        is_newest = approved is None or str(wanted) == str(newest.number)
        return newest if is_newest else approved

    @property
    def is_reviewed(self) -> bool:
        return self.subject is not None and self.subject == self.standing.approved

    def _what(self):
        """The text, who approved it, and what it does not contain."""
        newest, rows = self.standing.revision, [self._revision_row()]
        if self.is_reviewed:
            review = self.standing.approval
            rows.append(
                (
                    gettext("Review"),
                    gettext("Approved by %(who)s on %(when)s.")
                    % {"who": who(review.decided_by), "when": when(review.decided_at)},
                )
            )
        else:
            rows.append(
                (
                    gettext("Review"),
                    gettext("None. A colleague is asked to look at it on the working day after it went out."),
                )
            )
        if self.subject != newest:
            rows.append((gettext("Not in it"), self._left_out(newest)))
        if self.standing.is_embargoed:
            until = exactly(self.standing.embargo_until)
            rows.append((gettext("Embargo"), gettext("Until %s. It cannot be public before.") % until))
        if self.standing.open_remarks:
            rows.append((gettext("Open remarks"), str(self.standing.open_remarks)))
        return rows

    def _left_out(self, newest):
        sentence = gettext(
            "What %(who)s saved as revision %(number)s on %(when)s. It stays the working copy."
        ) % {
            "who": who(newest.saved_by),
            "number": newest.number,
            "when": when(newest.saved_at),
        }
        link = gettext("Take revision %d instead, without review") % newest.number
        return format_html('{} <a href="?revision={}">{}</a>', sentence, newest.number, link)

    def _reason(self) -> str:
        return self.cleaned_data.get("unreviewed_reason", "")
