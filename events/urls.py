"""Addresses of countries, regions, topics, events, series, agencies and speakers (DESIGN, section 5)."""

from django.urls import path

import publishing.addresses  # noqa: F401 -- year in addresses

from . import views

app_name = "events"

urlpatterns = [
    path("countries/", views.country_list, name="country-list"),
    path("countries/<slug:slug>/", views.country_detail, name="country-detail"),
    path("regions/<slug:slug>/", views.region_detail, name="region-detail"),
    path("topics/", views.topic_list, name="topic-list"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic-detail"),
    path("events/", views.event_list, name="event-list"),
    path("events/past/", views.event_archive, name="event-archive"),
    path("events/<year:year>/<slug:slug>/", views.workshop_detail, name="workshop-detail"),
    path("series/", views.series_list, name="series-list"),
    path("series/<slug:slug>/", views.series_detail, name="series-detail"),
    path("series/<slug:slug>/next/", views.series_next, name="series-next"),
    path("agencies/", views.agency_list, name="agency-list"),
    path("agencies/<slug:slug>/", views.agency_detail, name="agency-detail"),
    path("speakers/", views.speaker_list, name="speaker-list"),
    path("speakers/<slug:slug>/", views.speaker_detail, name="speaker-detail"),
]
