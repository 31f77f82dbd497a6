"""What the page of a conflict asks: the three texts, and what is to stand there."""

import re
from difflib import SequenceMatcher

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.merging import Conflict
from newsroom.models import Article

from .naming import Names, place_of

LONG = ("summary", "contact", "text")
BY_HAND = {"body", "title", "slug", "summary", "contact", "text", "capacity", "alt_text", "caption", "label"}
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def marked(base: str, text: str) -> list[tuple[bool, str]]:
    """A text in stretches, each with whether it was put in since ``base``."""
    old, new = _TOKEN.findall(base), _TOKEN.findall(text)
    stretches = []
    for tag, _start, _end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if last > first:
            stretches.append((tag != "equal", "".join(new[first:last])))
    return stretches


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
    def sides(self) -> list[list[tuple[bool, str]]]:
        base, theirs, mine = self.texts
        return [[(False, base)] if base else [], marked(base, theirs), marked(base, mine)]

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
            return self.cleaned_data["hand"]
        if answer == "both":
            return conflict.theirs + conflict.mine
        return answer if conflict.field == "order" else getattr(conflict, answer)
