"""The steps of an article towards readers and back: publish, schedule, correct, withdraw, take back."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import desks, workflow
from newsroom.clocks import everywhere, exactly
from newsroom.introductions import introduce, unknown_to_readers
from newsroom.models import Article, Withdrawal
from newsroom.models.editions import Change, Reason
from publishing.desk.widgets import KnownSelect

from . import reviewing
from .forms import when
from .instants import InstantField
from .step import Outward, Step


class Publish(Outward):
    name, permission = "publish", "publish_article"
    title, button, offer = _("Publish now"), _("Publish now"), _("Publish…")
    is_at_once = True
    introduces = forms.BooleanField(
        label=_("Make public as well what is named under “Not public yet”"),
        required=False,
        initial=True,
        help_text=_("Otherwise they have no page and are not named beside the text."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        revision = self.subject and self.article.revisions.get(pk=self.subject.pk)
        self.unknown = unknown_to_readers(revision.content) if revision else []
        # A text that is still ahead must not announce itself by the pages of those it names.
        if not self.unknown or "at" in self.fields:
            del self.fields["introduces"]

    @staticmethod
    def is_possible(standing):
        return not standing.live and not standing.ahead

    def consequences(self):
        rows = self._consequences()
        if self.unknown:
            names = ", ".join(f"{row.name} ({row._meta.verbose_name})" for row in self.unknown)
            rows.append((gettext("Not public yet"), names))
        return rows

    def _consequences(self):
        return [
            *self._what(),
            (gettext("When"), gettext("At once.")),
            (gettext("Address"), self._address(self.standing.now)),
            (
                gettext("Who sees it"),
                gettext("Everybody: on its page, in every list it belongs to and in feeds."),
            ),
            (gettext("Replaces"), self._replaces()),
        ]

    def _replaces(self):
        if self.standing.withdrawal:
            return gettext("The notice that this text was withdrawn.")
        return gettext("Nothing. It is the first publication of this text.")

    def carry_out(self, by):
        with transaction.atomic():
            edition = workflow.publish(
                self.article,
                by=by,
                revision=self.subject,
                unreviewed_reason=self._reason(),
                accepted=self.accepted(),
            )
            if self.cleaned_data.get("introduces"):
                introduce(self.unknown, by=by)
        return gettext("Published: %(address)s") % {"address": edition.get_absolute_url()}


class Schedule(Publish):
    name = "schedule"
    title, button, offer = _("Schedule publication"), _("Schedule"), _("Schedule…")
    is_at_once = False
    at = InstantField(label=_("Publish at"))

    def consequences(self):
        rows = dict(super().consequences())
        rows[gettext("When")] = gettext(
            "By the clock, at the time below, to the second. Nobody needs to be there."
        )
        if not self.article.editions.exists():
            rows[gettext("Address")] += " " + gettext("(with the year and month of the time below)")
        rows[gettext("Who sees it")] += " " + gettext("Until then only editors.")
        return list(rows.items())

    def carry_out(self, by):
        edition = workflow.publish(
            self.article,
            by=by,
            at=self.cleaned_data["at"],
            revision=self.subject,
            unreviewed_reason=self._reason(),
            accepted=self.accepted(),
        )
        return gettext("Scheduled for %(when)s: %(address)s") % {
            "when": everywhere(edition.live_from, self.fields["at"].zones),
            "address": edition.get_absolute_url(),
        }


class Correct(Outward):
    name, permission = "correct", "correct_article"
    title, button, offer = _("Correct what is public"), _("Publish the correction"), _("Correct…")
    kind = forms.ChoiceField(
        label=_("Kind of change"), choices=[choice for choice in Change.choices if choice[0] != Change.FIRST]
    )
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was wrong and what it is now. Only a typo needs none."),
    )
    at = InstantField(label=_("Not now, but at"), required=False)

    @staticmethod
    def is_possible(standing):
        return standing.is_settled and not standing.ahead

    def clean_kind(self):
        self.needs_note = self.cleaned_data["kind"] != Change.TYPO
        return self.cleaned_data["kind"]

    def clean_note(self):
        note = self.cleaned_data["note"].strip()
        if getattr(self, "needs_note", False) and not note:
            raise forms.ValidationError(_("Tell readers what was changed."))
        return note

    def consequences(self):
        live = self.standing.live
        replaced = gettext(
            "Edition %(number)s, public since %(when)s. It stays in the history of the text."
        ) % {
            "number": live.number,
            "when": when(live.live_from),
        }
        address, old = self._address(self.standing.now, live), live.get_absolute_url()
        if address != old:
            address += " " + gettext("(%(old)s will lead there)") % {"old": old}
        return [
            *self._what(),
            (gettext("When"), gettext("At once, unless you give a time below.")),
            (gettext("Address"), address),
            (
                gettext("Who sees it"),
                gettext("Everybody. Its place in lists stays that of its release date."),
            ),
            (gettext("Replaces"), replaced),
        ]

    def carry_out(self, by):
        data = self.cleaned_data
        edition = workflow.correct(
            self.article,
            by=by,
            kind=data["kind"],
            note=data["note"],
            at=data["at"],
            revision=self.subject,
            unreviewed_reason=self._reason(),
            accepted=self.accepted(),
        )
        if data["at"]:
            return gettext("The correction will be public on %(when)s.") % {
                "when": everywhere(edition.live_from, self.fields["at"].zones)
            }
        return gettext("Corrected: %(address)s") % {"address": edition.get_absolute_url()}


class Withdraw(Step):
    name, permission = "withdraw", "withdraw_article"
    title, button, offer = _("Withdraw what is public"), _("Withdraw"), _("Withdraw…")
    verb_class = "is-grave"
    reason = forms.ChoiceField(label=_("What readers find at the address"), choices=Reason.choices)
    note = forms.CharField(
        label=_("Note for readers"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why it was withdrawn."),
    )
    replaced_by = forms.ModelChoiceField(
        label=_("Replaced by"),
        queryset=Article.objects.all(),
        required=False,
        help_text=_("If another text replaces it."),
    )
    at = InstantField(label=_("Not now, but at"), required=False)

    is_possible = Correct.is_possible

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["replaced_by"]
        field.widget = KnownSelect(Withdrawal._meta.get_field("replaced_by"), admin.site)
        field.widget.choices = field.choices

    def consequences(self):
        live = self.standing.live
        number = gettext("Edition %(number)s, public since %(when)s.") % {
            "number": live.number,
            "when": when(live.live_from),
        }
        return [
            (gettext("Text"), number),
            (gettext("When"), gettext("At once, unless you give a time below.")),
            (gettext("Address"), live.get_absolute_url()),
            (
                gettext("Who sees it"),
                gettext("It leaves every list and feed. At its address readers find your note.")
                + " "
                + gettext("“Withdrawn, still readable” keeps the text there below the note."),
            ),
        ]

    def carry_out(self, by):
        data = self.cleaned_data
        withdrawal = workflow.withdraw(
            self.article,
            by=by,
            reason=data["reason"],
            note=data["note"],
            replaced_by=data["replaced_by"],
            at=data["at"],
        )
        if data["at"]:
            return gettext("It will be withdrawn on %(when)s.") % {
                "when": everywhere(withdrawal.withdrawn_at, self.fields["at"].zones)
            }
        return gettext("Withdrawn.")


class Unschedule(Step):
    name, permission = "unschedule", "publish_article"
    title, button, offer = _("Take back the schedule"), _("Take back"), _("Take back the schedule…")

    @staticmethod
    def is_possible(standing):
        return bool(standing.ahead or standing.ending_at)

    def consequences(self):
        standing = self.standing
        if standing.ahead:
            planned = gettext("Publication on %(when)s of edition %(number)s") % {
                "when": exactly(standing.ahead.live_from),
                "number": standing.ahead.number,
            }
        else:
            planned = gettext("Withdrawal on %(when)s") % {"when": exactly(standing.ending_at)}
        after = (
            gettext("What is public now stays public.")
            if standing.live
            else gettext("It is not public, and is approved where it was approved.")
        )
        rows = [(gettext("Planned"), planned), (gettext("Afterwards"), after)]
        if standing.ahead and standing.embargo_until:
            rows.append((gettext("Embargo"), gettext("It stays; the press cannot read the text meanwhile.")))
        return rows

    def carry_out(self, by):
        planned = workflow.unschedule(self.article, by=by)
        return gettext("Taken back. Nothing will happen on %(when)s.") % {"when": exactly(planned)}


STEPS = (*reviewing.STEPS, Publish, Schedule, Correct, Withdraw, Unschedule)
DESTINATIONS = (*(step.name for step in STEPS), "preview")


def offered(standing, user) -> list[type[Step]]:
    """The steps that are possible now and permitted to this user, in the order of their buttons."""
    return [
        step
        for step in STEPS
        if step.is_possible(standing)
        and desks.may(user, step.permission, standing.article)
        and not step.hindrance(standing, user)
    ]
