"""Lists that open at once however long they are: they are counted no further than a reader would page."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class BoundedPaginator(Paginator):
    """The first ``LIMIT`` rows in pages. ``count`` is never more; ``is_cut`` says that there are more rows."""

    LIMIT = 1000

    @cached_property
    def _found(self) -> int:
        # The order stays: with it the same index answers this and the page.
        return self.object_list[: self.LIMIT + 1].count()

    @property
    def count(self) -> int:
        return min(self._found, self.LIMIT)

    @property
    def is_cut(self) -> bool:
        return self._found > self.LIMIT
