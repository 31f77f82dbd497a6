"""Finding a thing by whatever name somebody remembers, the likeliest first."""

from django.contrib import admin
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from events.spelling import fold
from publishing.languages import OTHER_NAMES

NAMES = ("name", *OTHER_NAMES)
OTHER_LANGUAGES = (_("Names in other languages"), {"fields": OTHER_NAMES, "classes": ("collapse",)})


def is_picker(request) -> bool:
    """Whether a form's autocomplete field asks, rather than a list."""
    return request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"


class FoundByName(admin.ModelAdmin):
    """Search in all names; with accents, apostrophes and case as somebody happens to type them."""

    # Columns that hold folded names, and short names that count as much as the full one.
    search_keys: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()
    ordering_in_pickers: tuple = ("name", "pk")

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if not term:
            return queryset, False
        every = self.model._default_manager.order_by()
        found, _duplicates = super().get_search_results(request, every, term)
        queryset = queryset.filter(Q(pk__in=found.values("pk")) | self.by_key(fold(term)))
        return (self.likeliest_first(queryset, term) if is_picker(request) else queryset), False

    def by_key(self, key) -> Q:
        """Those with a folded name that contains ``key``."""
        wanted = Q(pk__in=[])
        for column in self.search_keys if key else ():
            wanted |= Q(**{f"{column}__contains": key})
        return Q(pk__in=self.model._default_manager.order_by().filter(wanted).values("pk"))

    def likeliest_first(self, queryset, term):
        """The thing of exactly this name, then names that begin so, then the rest."""
        exact, begins = Q(), Q()
        for column in (*NAMES, *self.short_names):
            exact |= Q(**{f"{column}__iexact": term})
            begins |= Q(**{f"{column}__istartswith": term})
        rank = Case(
            When(exact, then=Value(0)),
            When(begins, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return queryset.annotate(rank=rank).order_by("rank", *self.ordering_in_pickers)
