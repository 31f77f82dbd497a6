"""The release reader: a press release as text, markdown or HTML becomes a structured record.

    release = read(source, gazetteer=Gazetteer.build(countries=…, places=…, agencies=…, topics=…))
    release.to_json()

Pure Python: no Django, no database. The gazetteer brings what is known beforehand; everything else is in the text.
"""

from newsroom.reader.gazetteer import (
    AgencyEntry,
    CountryEntry,
    Gazetteer,
    PersonEntry,
    PlaceEntry,
    SeriesEntry,
    TopicEntry,
    fold,
)
from newsroom.reader.reader import read
from newsroom.reader.record import (
    Agency,
    Dateline,
    Doubt,
    Event,
    Link,
    PartialDate,
    Place,
    Quote,
    Release,
    ReleaseUnreadable,
    Series,
)

__all__ = [
    "Agency",
    "AgencyEntry",
    "CountryEntry",
    "Dateline",
    "Doubt",
    "Event",
    "Gazetteer",
    "Link",
    "PartialDate",
    "PersonEntry",
    "Place",
    "PlaceEntry",
    "Quote",
    "Release",
    "ReleaseUnreadable",
    "Series",
    "SeriesEntry",
    "TopicEntry",
    "fold",
    "read",
]
