"""An archive with one of everything that the API gives, under the names that its documentation has."""

from events.models import Appointment, EarlierDates, WorkshopAgency, WorkshopSpeaker
from tests.factory import (
    make_agency,
    make_article,
    make_country,
    make_image,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)


def make_one_of_everything(slug="sentenced"):
    """A release about a workshop, with all that belongs to both; returns its article."""
    place, topic, number = make_place(country=make_country()), make_topic(), slug.replace("sentenced", "")
    agency, speaker, series = (
        make(f"{name}{number}")
        for make, name in (
            (make_agency, "Border Office"),
            (make_speaker, "Daw Example"),
            (make_series, "Training series"),
        )
    )
    series.agencies.add(agency)
    series.topics.add(topic)
    Appointment.objects.create(speaker=speaker, agency=agency, role="Head", starts_on="2016-01-01")
    workshop = make_workshop("Training", slug=f"training{number}", series=series, place=place)
    workshop.topics.add(topic)
    WorkshopAgency.objects.create(workshop=workshop, agency=agency, role="organiser")
    WorkshopSpeaker.objects.create(workshop=workshop, speaker=speaker, capacity="Head")
    EarlierDates.objects.create(
        workshop=workshop, starts_on="2017-01-01", ends_on="2017-01-02", replaced_at="2016-12-01T00:00:00Z"
    )
    return make_article(
        title="Smugglers sentenced",
        slug=slug,
        contact="press@example.org",
        originally_released_on="2017-06-12",
        dateline={"places": [place.slug], "date": "2017-06-12", "end_date": None},
        countries=["MM"],
        topics=[topic.slug],
        agencies=[agency.slug],
        workshops=[workshop.reference],
        quotes=[{"text": "Words.", "speaker": speaker.slug, "capacity": "Head", "agency": agency.slug}],
        images=[{"image": make_image().sha256, "role": "lead", "alt_text": "", "caption": "Court"}],
        see_also=[{"url": "https://example.org/", "label": "Elsewhere"}],
    )
