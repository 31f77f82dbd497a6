"""The content of an article's form as it was sent, saved or not, complete or not."""

from datetime import date

from events.models import Agency, Country, Place, Speaker, Topic, Workshop
from newsroom import content as contents
from newsroom.models import Article, Image
from newsroom.models.articles import Kind
from publishing.languages import Language

_MOST_ROWS = 200


def read_typed(data, article: Article | None) -> tuple[dict, dict]:
    """The content that a form's fields would make, and for each list the number in the form of each of its rows.

    What is no date, no choice or nothing that exists is as if it were empty: whoever is typing is not done yet.
    The body is not cleaned yet. Writes nothing. At most ten queries.
    """
    language, kind = data.get("language", ""), data.get("kind", "")
    content = contents.empty(language if language in Language.values else Language.ENGLISH.value)
    content |= {name: data.get(name, "") for name in ("title", "slug", "summary", "contact")}
    content["kind"] = kind if kind in Kind.values else Kind.PRESS_RELEASE.value
    content["body"] = data.get("body", "")
    content["translation_key"] = str(article.translation_key) if article else None
    content["originally_released_on"] = _day(data.get("originally_released_on"))
    first, last = _day(data.get("dateline_date")), _day(data.get("dateline_end_date"))
    rows = {name: _rows(data, name) for name in ("dateline_places", "quotes", "images", "see_also")}
    found = _Found(data, rows)
    content["dateline"] = {
        "places": [slug for row in rows["dateline_places"].values() if (slug := found.key("place", row))],
        "date": first,
        "end_date": last if first and last and last >= first else None,
    }
    for name in ("countries", "topics", "agencies", "workshops"):
        content[name] = sorted(found.of_list(name))
    lists = {
        "quotes": _each(rows["quotes"], lambda row: _quote(row, found)),
        "images": _each(rows["images"], lambda row: _use(row, found)),
        "see_also": _each(rows["see_also"], _link),
    }
    content |= {name: [entry for _number, entry in entries] for name, entries in lists.items()}
    numbers = {
        name: {place: number for place, (number, _entry) in enumerate(entries)}
        for name, entries in lists.items()
    }
    return content, numbers


def _each(rows, make) -> list[tuple[int, dict]]:
    return [(number, entry) for number, row in rows.items() if (entry := make(row))]


def _quote(row, found):
    if not row.get("text", "").strip():
        return None
    return {
        "text": row["text"],
        "speaker": found.key("speaker", row),
        "capacity": row.get("capacity", ""),
        "agency": found.key("agency", row),
    }


def _use(row, found):
    sha256 = found.key("image", row)
    return sha256 and {
        "image": sha256,
        "role": row.get("role", "gallery"),
        "alt_text": row.get("alt_text", ""),
        "caption": row.get("caption", ""),
    }


def _link(row):
    return {"url": row["url"], "label": row.get("label", "")} if row.get("url", "").strip() else None


def _rows(data, prefix) -> dict[int, dict]:
    """The rows of a list that are not to be deleted, by their number in the form, in their order."""
    rows: dict[int, dict] = {}
    for key in data:
        if not key.startswith(f"{prefix}-"):
            continue
        number, _dash, name = key.removeprefix(f"{prefix}-").partition("-")
        if number.isdecimal() and len(number) < 5 and name:
            rows.setdefault(int(number), {})[name] = data[key]
    kept = [(number, row) for number, row in rows.items() if not row.get("DELETE")]
    return dict(sorted(kept, key=lambda item: (_place(item[1]), item[0]))[:_MOST_ROWS])


def _place(row) -> int:
    position = row.get("position", "")
    return int(position) if position.isdecimal() and len(position) < 6 else 100_000


def _day(value) -> str | None:
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        return None


class _Found:
    """The keys by which a content names things, for the numbers by which a form does. One query for each kind."""

    ROWS = {
        "place": (Place, "slug", "dateline_places"),
        "speaker": (Speaker, "slug", "quotes"),
        "agency": (Agency, "slug", "quotes"),
        "image": (Image, "sha256", "images"),
    }
    LISTS = {"countries": (Country, "iso2"), "topics": (Topic, "slug"), "agencies": (Agency, "slug")}

    def __init__(self, data, rows):
        self.data = data
        self.keys = {
            name: self._fetch(model, field, [row.get(name) for row in rows[prefix].values()])
            for name, (model, field, prefix) in self.ROWS.items()
        }

    def key(self, name, row) -> str | None:
        return self.keys[name].get(row.get(name))

    def of_list(self, name) -> list[str]:
        numbers = self.data.getlist(name)
        if name == "workshops":
            rows = Workshop.objects.filter(pk__in=_numbers(numbers)).only("year", "slug")
            return [row.reference for row in rows]
        return list(self._fetch(*self.LISTS[name], numbers).values())

    def _fetch(self, model, field, numbers) -> dict[str, str]:
        wanted = _numbers(numbers)
        if not wanted:
            return {}
        return {str(pk): key for pk, key in model.objects.filter(pk__in=wanted).values_list("pk", field)}


def _numbers(values) -> list[int]:
    return [int(value) for value in values if value and value.isdecimal() and len(value) < 16]
