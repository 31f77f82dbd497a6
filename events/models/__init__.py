from .agencies import Agency, AgencyName
from .geography import Country, CountryName, Place, PlaceName, Region
from .roles import WorkshopAgency, WorkshopSpeaker
from .series import Series
from .speakers import Appointment, Speaker
from .topics import Topic
from .workshops import EarlierDates, Workshop

__all__ = [
    "Agency",
    "AgencyName",
    "Appointment",
    "Country",
    "CountryName",
    "EarlierDates",
    "Place",
    "PlaceName",
    "Region",
    "Series",
    "Speaker",
    "Topic",
    "Workshop",
    "WorkshopAgency",
    "WorkshopSpeaker",
]
