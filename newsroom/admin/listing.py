"""The list of articles, which opens at once with a hundred thousand of them, and the filters beside it."""

from datetime import datetime, time

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from events.models import Country, Topic
from newsroom.lengths import count_words
from newsroom.models import Article

from .attention import NEEDS
from .standing import State, in_state, with_state


class ArticleList(ChangeList):
    """A page of the list: what takes a look at editions or texts is asked of the rows shown only."""

    older_url = ""

    def get_ordering_field(self, field_name):
        """Only orders that an index has, whatever an address asks for."""
        return super().get_ordering_field(field_name) if field_name in self.sortable_by else None

    def get_ordering(self, request, queryset):
        first = super().get_ordering(request, queryset)[0]
        # Rows that are equal in it are in the order of its index, read forwards or backwards.
        return [first, "pk" if first in ("last_saved_at", "-title") else "-pk"]

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        rows = {row.pk: row for row in self.result_list}
        shown = Article.objects.filter(pk__in=rows).order_by()
        for pk, state, turned_at in with_state(shown).values_list("pk", "state", "turned_at"):
            rows[pk].state, rows[pk].turned_at = State(state), turned_at
        for pk, body, language in shown.values_list("pk", "body", "language"):
            rows[pk].words = count_words(body, language)
        is_last = self.page_num >= self.paginator.num_pages
        if is_last and self.paginator.is_cut and ORDER_VAR not in self.params and rows:
            last = self.result_list[-1].last_saved_at
            self.older_url = self.get_query_string({UntilFilter.parameter_name: last.isoformat()})


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        return in_state(queryset, self.value()) if self.value() in State.values else queryset


class NeedsFilter(admin.SimpleListFilter):
    title = _("what it needs")
    parameter_name = "needs"

    def lookups(self, request, model_admin):
        return [(key, need.title) for key, need in NEEDS.items()]

    def queryset(self, request, queryset):
        need = NEEDS.get(self.value())
        return need.among(queryset) if need else queryset


class FieldFilter(admin.SimpleListFilter):
    """A filter with a field to fill in, instead of a column of links. What is no value of it filters nothing."""

    def has_output(self):
        return True

    def lookups(self, request, model_admin):
        return ()

    def choices(self, changelist):
        rest = QueryDict(changelist.get_query_string(remove=[self.parameter_name]).removeprefix("?"))
        self.kept = list(rest.items())
        return super().choices(changelist)


class SelectFilter(FieldFilter):
    """Hundreds of values, which one query reads."""

    template = "admin/filter_select.html"

    def named(self) -> list[tuple[int, str]]:
        """The keys of all values with their names, in the order of these."""
        raise NotImplementedError

    def among(self, articles, pk: int):
        raise NotImplementedError

    def queryset(self, request, queryset):
        value = self.value() or ""
        return self.among(queryset, int(value)) if value.isdecimal() and len(value) < 19 else queryset

    def choices(self, changelist):
        self.options = [(pk, name, str(pk) == self.value()) for pk, name in self.named()]
        return super().choices(changelist)


class TopicFilter(SelectFilter):
    title = _("topic")
    parameter_name = "topic"
    model, links = Topic, Article.topics.through

    def named(self):
        return sorted(
            ((row.pk, row.local_name) for row in self.model.objects.order_by()), key=lambda row: row[1]
        )

    def among(self, articles, pk):
        # A join would need each article once more; this is found by the index of the links.
        return articles.filter(
            pk__in=self.links.objects.filter(**{self.parameter_name: pk}).values("article")
        )


class CountryFilter(TopicFilter):
    title = _("country")
    parameter_name = "country"
    model, links = Country, Article.countries.through


class SaverFilter(SelectFilter):
    title = _("who saved it last")
    parameter_name = "saved_by"

    def named(self):
        users = get_user_model().objects.filter(is_staff=True).order_by("username")
        return [(user.pk, user.get_full_name() or user.get_username()) for user in users]

    def among(self, articles, pk):
        return articles.filter(last_saved_by=pk)


class UntilFilter(FieldFilter):
    """The way into the depth of the archive: a day, or the instant at which a page of the list ended."""

    title = _("when it was last saved")
    parameter_name = "until"
    template = "admin/filter_date.html"

    def _end(self) -> datetime | None:
        try:
            if day := parse_date(self.value() or ""):
                return timezone.make_aware(datetime.combine(day, time.max), timezone.get_default_timezone())
            instant = parse_datetime((self.value() or "").replace(" ", "+"))
        except (ValueError, OverflowError):
            return None
        return instant if instant and timezone.is_aware(instant) else None

    @property
    def day(self) -> str:
        """The day in the newsroom's zone, as a field of a form has it."""
        end = self._end()
        return timezone.localdate(end, timezone.get_default_timezone()).isoformat() if end else ""

    def queryset(self, request, queryset):
        end = self._end()
        return queryset.filter(last_saved_at__lte=end) if end else queryset
