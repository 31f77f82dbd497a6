"""Plain functions that make what tests need. An article is published unless a test says otherwise."""

import itertools
import uuid

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile

from events.models import Agency, Country, Place, Region, Series, Speaker, Topic, Workshop
from newsroom import content as contents
from newsroom import workflow
from newsroom.models import Image

_number = itertools.count(1)
_m49 = itertools.count(1)


def make_region(name="South-eastern Asia", m49="035", path="001/142/035/", **values):
    values = {
        "name": name,
        "slug": name.lower().replace(" ", "-"),
        "level": "subregion",
        "path": path,
    } | values
    return Region.objects.get_or_create(m49=m49, defaults=values)[0]


def make_country(name="Myanmar", iso2="MM", **values):
    if found := Country.objects.filter(iso2=iso2).first():
        return found
    values = {
        "iso3": f"{iso2}X",
        "m49": f"{next(_m49) % 1000:03}",
        "slug": name.lower().replace(" ", "-"),
        "region": make_region(),
    } | values
    return Country.objects.create(name=name, iso2=iso2, **values)


def make_place(name="Nay Pyi Taw", country=None, **values):
    country = country or make_country()
    slug = f"{name.lower().replace(' ', '-')}-{country.iso2.lower()}"
    return Place.objects.get_or_create(slug=slug, defaults={"name": name, "country": country} | values)[0]


def make_topic(name="Migrant smuggling", **values):
    slug = name.lower().replace(" ", "-")
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name} | values)[0]


def make_agency(name="Border Office", **values):
    values = {"slug": name.lower().replace(" ", "-"), "is_public": True} | values
    return Agency.objects.create(name=name, **values)


def make_speaker(name="Daw Example", **values):
    values = {"slug": name.lower().replace(" ", "-"), "is_public": True} | values
    return Speaker.objects.create(name=name, **values)


def make_series(name="Training series", **values):
    values = {"slug": name.lower().replace(" ", "-"), "is_public": True} | values
    return Series.objects.create(name=name, **values)


def make_workshop(name="Workshop", **values):
    number = next(_number)
    values = {
        "slug": f"workshop-{number}",
        "starts_on": "2017-06-12",
        "ends_on": "2017-06-14",
        "year": 2017,
        "is_public": True,
        "status": "held",
    } | values
    workshop = Workshop(name=name, **values)
    workshop.full_clean()
    workshop.save()
    workshop.refresh_from_db()
    return workshop


def make_image(title="Picture", **values):
    from io import BytesIO  # noqa: PLC0415 -- only here

    from PIL import Image as Pillow  # noqa: PLC0415 -- only here

    number = next(_number)
    data = BytesIO()
    Pillow.new("RGB", (8, 6), (number % 256, number // 256 % 256, 7)).save(data, "PNG")
    values = {"alt_text": "A plain square."} | values
    image = Image(title=title, **values)
    image.file = ContentFile(data.getvalue(), name="picture.png")
    image.full_clean()
    image.save()
    return image


def make_content(**changes):
    number = next(_number)
    content = contents.empty()
    content |= {
        "title": f"Text {number}",
        "slug": f"text-{number}",
        "summary": f"Summary {number}.",
        "body": f"<p>Body {number}.</p>",
        "translation_key": str(uuid.uuid4()),
    }
    return content | changes


def make_draft(**changes):
    article, missing = workflow.create(make_content(**changes), by=None)
    assert missing == []
    return article


def make_article(**changes):
    """A published article."""
    article = make_draft(**changes)
    workflow.publish(article, by=None)
    return article


def change(article, **changes):
    """Edit the working copy and save a revision."""
    content = article.revisions.first().content | changes
    assert contents.apply(content, article) == []
    return workflow.save(article, by=None)


def make_user(*permissions, **values):
    from django.contrib.auth.models import Permission  # noqa: PLC0415 -- only here

    user = get_user_model().objects.create(username=f"user{next(_number)}", is_staff=True, **values)
    for codename in permissions:
        user.user_permissions.add(Permission.objects.get(codename=codename))
    return user
