"""Where the pages are on which editors put texts in order: many at once, as drafts of one another, beside each other."""

from functools import partial

from . import bulk, duplicating, filters, suggesting

change_many = bulk.change_many


def urls(model_admin, at):
    """The addresses of these pages, made by ``at(route, view, name)``."""
    return [
        *bulk.urls(model_admin, at),
        *filters.urls(model_admin, at),
        *suggesting.urls(model_admin, at),
        at("<int:article_id>/duplicate/", partial(duplicating.duplicate, model_admin), "duplicate"),
    ]
