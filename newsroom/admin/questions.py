"""What the page of a conflict asks: the three texts, and what is to stand there."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.comparing import marked
from newsroom.comparing.pieces import compare_blocks, compare_words, whole
from newsroom.comparing.sequences import Effort
from newsroom.comparing.tokens import atoms
from newsroom.merging import Conflict
from newsroom.models import Article
from publishing.richtext import clean_html

from .naming import Names, place_of

LONG = ("summary", "contact", "text")
BY_HAND = {"body", "title", "slug", "summary", "contact", "text", "capacity", "alt_text", "caption", "label"}


def _marked(base: str, text: str, is_html: bool) -> SafeString:
    """A text with what was put in since ``base`` marked."""
    effort = Effort()
    if not is_html:
        return marked.after(compare_words(atoms(base), atoms(text), effort))
    base, text = clean_html(base), clean_html(text)
    return marked.after(compare_blocks(base, text, effort) if base and text else whole(text, "added"))


class Question(forms.Form):
    """One conflict: the three texts, and what shall stand there."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose what is to stand here.")}
    )

    def __init__(self, conflict: Conflict, names: Names, data=None):
        super().__init__(data, prefix=conflict.key, use_required_attribute=False)
        self.conflict = conflict
        self.texts = [names.text(conflict, side) for side in (conflict.base, conflict.theirs, conflict.mine)]
        self.fields["answer"].choices = self._answers()
        self.fields["answer"].label = self.label
        if self.is_by_hand:
            self.fields["hand"] = self._hand()

    @property
    def label(self) -> str:
        conflict = self.conflict
        return capfirst(place_of(conflict.part, conflict.place, conflict.field))

    @property
    def is_by_hand(self) -> bool:
        """Whether what stands there is words, rather than a choice."""
        conflict = self.conflict
        if isinstance(conflict.mine, dict) or isinstance(conflict.theirs, dict):
            return False
        return (conflict.field or conflict.part) in BY_HAND

    @cached_property
    def sides(self) -> list[SafeString]:
        """What it was, what they made of it and what I made of it, the last two with their new words marked."""
        is_html = self.conflict.part == "body"
        base, theirs, mine = self.texts
        return [_marked(base, side, is_html) if side else SafeString() for side in (base, theirs, mine)]

    def _answers(self):
        conflict = self.conflict
        answers = [
            ("theirs", _("Theirs") if conflict.theirs else _("Theirs: leave it out")),
            ("mine", _("Mine") if conflict.mine else _("Mine: leave it out")),
        ]
        if conflict.part == "body" and conflict.theirs and conflict.mine:
            answers.append(("both", _("Both, theirs first")))
        if self.is_by_hand:
            answers.append(("hand", _("As I write it here")))
        return answers

    def _hand(self):
        conflict = self.conflict
        label = _("%s: as I write it") % self.label
        mine = conflict.mine or ""
        if conflict.part == "body":
            field = Article._meta.get_field("body").formfield(widget=AdminTextareaWidget, initial=mine)
        else:
            widget = (
                forms.Textarea(attrs={"rows": 4})
                if (conflict.field or conflict.part) in LONG
                else forms.TextInput
            )
            field = forms.CharField(initial=mine, widget=widget)
        field.label, field.required = label, False
        return field

    @property
    def decision(self):
        """The value that was chosen, when the question is valid."""
        conflict, answer = self.conflict, self.cleaned_data["answer"]
        if answer == "hand":
            hand = self.cleaned_data["hand"]
            return clean_html(hand) if conflict.part == "body" else hand
        if answer == "both":
            return conflict.theirs + conflict.mine
        return answer if conflict.field == "order" else getattr(conflict, answer)
