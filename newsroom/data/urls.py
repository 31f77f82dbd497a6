"""Where data are: beside the pages of lists and releases. All stand behind a language."""

from django.urls import path, register_converter

import publishing.addresses  # noqa: F401 -- year and month in addresses

from .views import list_data, release_data


class DataFile:
    """A name of a file of data; which there are the view knows, and says."""

    regex = r"(?:data|ninjs)\.[^/]{1,20}"

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(DataFile, "datafile")

urlpatterns = [
    path("<datafile:file>", list_data, {"facet": "home"}),
    path("search/<datafile:file>", list_data),
    path("news/<datafile:file>", list_data),
    path("news/<year:year>/<datafile:file>", list_data),
    path("news/<year:year>/<month:month>/<datafile:file>", list_data),
    path("news/<year:year>/<month:month>/<slug:slug>/<datafile:file>", release_data),
    path("countries/<slug:slug>/<datafile:file>", list_data, {"facet": "country"}),
    path("regions/<slug:slug>/<datafile:file>", list_data, {"facet": "region"}),
    path("topics/<slug:slug>/<datafile:file>", list_data, {"facet": "topic"}),
    path("series/<slug:slug>/<datafile:file>", list_data, {"facet": "series"}),
    path("agencies/<slug:slug>/<datafile:file>", list_data, {"facet": "agency"}),
    path("speakers/<slug:slug>/<datafile:file>", list_data, {"facet": "speaker"}),
    path("events/<year:held_in>/<slug:slug>/<datafile:file>", list_data, {"facet": "workshop"}),
]
