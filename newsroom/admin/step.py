"""What every step towards readers has in common: it is about one revision, and says what it will do."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.editions import address_of

from .forms import when, who
from .instants import offer_zones


class Step(forms.Form):
    """A step, and the article's standing when its page was shown."""

    do_not_call_in_templates = True  # templates show the steps; they do not take them
    name = permission = ""
    title = button = offer = ""
    verb_class = ""
    # The number of the revision that the page shows: it is the one that will be public.
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.article = standing.article
        offer_zones(self, self.article)
        if standing.revision:
            self.initial["revision"] = standing.revision.number

    @staticmethod
    def is_possible(standing) -> bool:
        raise NotImplementedError

    def clean(self):
        latest, shown = self.standing.revision, self.cleaned_data.get("revision")
        if latest is not None and latest.number != shown:
            self.data = self.data.copy()
            self.data["revision"] = latest.number
            raise forms.ValidationError(
                _(
                    "%(who)s saved revision %(number)s on %(when)s, after you opened this page. Look at it first;"
                    " this page now speaks of it."
                ),
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
        revision = self.standing.revision
        text = gettext("Revision %(number)s, saved on %(when)s by %(who)s (%(hash)s…)") % {
            "number": revision.number,
            "when": when(revision.saved_at),
            "who": who(revision.saved_by),
            "hash": revision.sha256[:8],
        }
        return gettext("Text"), text

    def _address(self, at, released=None):
        revision = self.article.revisions.get(pk=self.standing.revision.pk)
        return str(address_of(self.article, revision.content, at, released))
