from .agencies import Agency, AgencyName
from .geography import Country, CountryName, Place, PlaceName, Region
from .merges import Merge
from .periods import EarlierDates
from .roles import WorkshopAgency, WorkshopSpeaker
from .series import Series
from .speakers import Appointment, Speaker, SpeakerName
from .topics import Topic
from .workshops import Workshop

__all__ = [
    "Agency",
    "AgencyName",
    "Appointment",
    "Country",
    "CountryName",
    "EarlierDates",
    "Merge",
    "Place",
    "PlaceName",
    "Region",
    "Series",
    "Speaker",
    "SpeakerName",
    "Topic",
    "Workshop",
    "WorkshopAgency",
    "WorkshopSpeaker",
]
