"""The steps of a second pair of eyes: to review and back, approved, sent back, looked at later."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import approval, desks, workflow

from .forms import when, who
from .instants import InstantField
from .step import Checked, Step


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return who(obj)


def remark_field(**kwargs):
    return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), **kwargs)


class Submit(Step):
    name, permission = "submit", "change_article"
    shows_difference = True
    title, button, offer = _("Send to review"), _("Send to review"), _("Send to review…")
    reviewer = PersonField(
        label=_("To whom"),
        queryset=None,
        required=False,
        empty_label=_("Whoever may review"),
        help_text=_("Who has written a part of it is not offered. Others may decide as well."),
    )
    due_at = InstantField(label=_("Due"), required=False)
    remark = remark_field(label=_("Remark"), required=False, help_text=_("What the reviewer should look at."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        holders = desks.holders("review_article", self.article)
        if self.subject:
            holders = holders.exclude(pk__in=[user.pk for user in self._authors])
        self.fields["reviewer"].queryset = holders
        self.initial["due_at"] = approval.usual_due(self.standing.now)

    @property
    def _authors(self):
        return approval.authors(self.article, self.subject)

    @staticmethod
    def is_possible(standing):
        newest, shown = standing.revision, (standing.live, standing.ahead)
        if newest is None or standing.review or newest == standing.approved:
            return False
        return all(edition is None or edition.revision_id != newest.pk for edition in shown)

    def consequences(self):
        return [
            self._revision_row(),
            (gettext("Written by"), ", ".join(who(user) for user in self._authors) or who(None)),
            (
                gettext("What happens"),
                gettext("Somebody who has not written it reads it, and approves it or sends it back."),
            ),
            (gettext("Meanwhile"), gettext("You can go on saving; the reviewer sees the newest text.")),
        ]

    def carry_out(self, by):
        data = self.cleaned_data
        review = workflow.submit(
            self.article,
            by=by,
            reviewer=data["reviewer"],
            due_at=data["due_at"],
            remark=data["remark"],
            revision=self.subject,
        )
        if review.reviewer:
            return gettext("Sent to %(who)s. Due %(when)s.") % {
                "who": who(review.reviewer),
                "when": when(review.due_at),
            }
        return gettext("Sent to review. Due %s.") % when(review.due_at)


class Recall(Step):
    name, permission = "recall", "change_article"
    title, button, offer = _("Take back from review"), _("Take back"), _("Take back from review…")

    @staticmethod
    def is_possible(standing):
        return standing.review is not None

    def consequences(self):
        return [
            _asked(self.standing.review),
            (
                gettext("Afterwards"),
                gettext("The text is a draft again. It can be sent to review once more."),
            ),
        ]

    def carry_out(self, by):
        workflow.recall(self.article, by=by)
        return gettext("Taken back. The text is a draft again.")


class Approve(Checked):
    name, permission = "approve", "review_article"
    shows_difference = True
    title, button, offer = _("Approve"), _("Approve"), _("Approve…")
    remark = remark_field(label=_("Remark"), required=False)

    @staticmethod
    def is_possible(standing):
        return standing.review is not None

    @staticmethod
    def hindrance(standing, user):
        return approval.hindrance(user, standing.article, standing.revision, standing.review)

    def consequences(self):
        review = self.standing.review
        rows = [self._revision_row(), _asked(review)]
        if review.revision != self.subject:
            rows.append((gettext("Changed since"), _changed(self.standing, review, self.subject)))
        if self.standing.open_remarks:
            rows.append((gettext("Open remarks"), str(self.standing.open_remarks)))
        rows.append(
            (
                gettext("Afterwards"),
                gettext("A publisher can publish this revision. What is saved later is not approved."),
            )
        )
        return rows

    def carry_out(self, by):
        workflow.approve(
            self.article,
            by=by,
            revision=self.subject,
            remark=self.cleaned_data["remark"],
            accepted=self.accepted(),
        )
        return gettext("Revision %d is approved.") % self.subject.number


class SendBack(Step):
    name, permission = "send-back", "review_article"
    shows_difference = True
    title, button, offer = _("Send back"), _("Send back"), _("Send back…")
    remark = remark_field(label=_("What has to be mended"))

    def choose(self, wanted):
        return self.standing.revision if self.standing.review else self.standing.approved

    @staticmethod
    def is_possible(standing):
        return standing.review is not None or standing.awaits_publication

    def consequences(self):
        rows = [self._revision_row()]
        if self.standing.review:
            rows.append(_asked(self.standing.review))
        else:
            rows.append(
                (gettext("Approved"), gettext("The approval is taken back. It cannot be published so."))
            )
        rows.append(
            (gettext("Afterwards"), gettext("The text is a draft again, with your remark beside it."))
        )
        return rows

    def carry_out(self, by):
        workflow.send_back(self.article, by=by, revision=self.subject, remark=self.cleaned_data["remark"])
        return gettext("Sent back.")


class Look(Step):
    name, permission = "look", "review_article"
    title, button, offer = _("Look at what went out without review"), _("Note it"), _("Look at it…")
    finding = forms.ChoiceField(
        label=_("What you find"),
        choices=[("fine", _("It is as it should be")), ("mend", _("It needs correcting"))],
        widget=forms.RadioSelect,
    )
    remark = remark_field(
        label=_("Remark"), required=False, help_text=_("What has to be mended, if something has.")
    )

    def choose(self, wanted):
        return self.standing.look and self.standing.look.revision

    @staticmethod
    def is_possible(standing):
        return standing.look is not None

    @staticmethod
    def hindrance(standing, user):
        return approval.hindrance_to_look(user, standing.article, standing.look.revision)

    def consequences(self):
        look = self.standing.look
        return [
            self._revision_row(),
            (gettext("Published by"), who(look.asked_by)),
            (gettext("Why without review"), look.reason),
            (gettext("Due"), when(look.due_at)),
        ]

    def clean_remark(self):
        text = self.cleaned_data["remark"].strip()
        if self.cleaned_data.get("finding") == "mend" and not text:
            raise forms.ValidationError(_("Say what has to be mended."))
        return text

    def carry_out(self, by):
        data = self.cleaned_data
        is_fine = data["finding"] == "fine"
        workflow.look(self.article, by=by, is_fine=is_fine, remark=data["remark"], revision=self.subject)
        if is_fine:
            return gettext("Noted: it is as it should be.")
        return gettext("Noted. Edit the text and correct what is public.")


def _asked(review):
    sentence = gettext("%(who)s sent it on %(when)s, due %(due)s.") % {
        "who": who(review.asked_by),
        "when": when(review.asked_at),
        "due": when(review.due_at),
    }
    if review.reviewer:
        sentence += " " + gettext("To %s.") % who(review.reviewer)
    return gettext("Asked"), sentence


def _changed(standing, review, newest):
    savers = standing.article.revisions.filter(number__gt=review.revision.number).select_related("saved_by")
    names = sorted({who(revision.saved_by) for revision in savers.defer("canonical")})
    sentence = gettext("Revision %(old)s was sent; since then %(who)s saved up to revision %(new)s.") % {
        "old": review.revision.number,
        "new": newest.number,
        "who": ", ".join(names),
    }
    return format_html(
        '{} <a href="{}?old={}&amp;new={}">{}</a>',
        sentence,
        reverse("admin:newsroom_article_compare", args=[standing.article.pk]),
        review.revision.number,
        newest.number,
        gettext("What changed since it was sent"),
    )


STEPS = (Submit, Approve, SendBack, Recall, Look)
