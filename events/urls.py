"""Addresses of countries, regions, topics, events, series, agencies and speakers (DESIGN, section 5)."""

from django.urls import path

import publishing.addresses  # noqa: F401 -- year in addresses

from . import calendars, share, views

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
    path("events/calendar.ics", calendars.event_list, name="event-list-calendar"),
    path("events/past/calendar.ics", calendars.event_archive, name="event-archive-calendar"),
    path("events/<year:year>/<slug:slug>/card.png", share.workshop_card, name="workshop-card"),
    path("events/<year:year>/<slug:slug>/calendar.ics", calendars.of_workshop, name="workshop-calendar"),
    path("countries/<slug:slug>/calendar.ics", calendars.about, {"kind": "country"}, name="country-calendar"),
    path("regions/<slug:slug>/calendar.ics", calendars.about, {"kind": "region"}, name="region-calendar"),
    path("topics/<slug:slug>/calendar.ics", calendars.about, {"kind": "topic"}, name="topic-calendar"),
    path("series/<slug:slug>/calendar.ics", calendars.about, {"kind": "series"}, name="series-calendar"),
    path("agencies/<slug:slug>/calendar.ics", calendars.about, {"kind": "agency"}, name="agency-calendar"),
    path("speakers/<slug:slug>/calendar.ics", calendars.about, {"kind": "speaker"}, name="speaker-calendar"),
]
