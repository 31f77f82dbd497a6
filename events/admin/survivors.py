"""Forms that were open while two things were merged: what they send of the one is taken for the other."""

from events.models import Merge
from events.models.merges import MergeKind

# The last part of the names of form fields, and what kind of thing they choose.
FIELDS = {
    "topics": MergeKind.TOPIC,
    "agency": MergeKind.AGENCY,
    "agencies": MergeKind.AGENCY,
    "parent": MergeKind.AGENCY,
    "speaker": MergeKind.SPEAKER,
    "people": MergeKind.SPEAKER,
    "place": MergeKind.PLACE,
    "city": MergeKind.PLACE,
}


def with_survivors(data):
    """The same data of a form, with the keys of what was merged replaced by those of what it was merged into.

    One query, whatever is in the data; it is the same object where nothing is to be replaced.
    """
    chosen = {}
    for name, values in data.lists():
        kind = FIELDS.get(name.rpartition("-")[2])
        if kind:
            chosen[name] = kind, [value for value in values if isinstance(value, str)]
    numbers = {
        int(value)
        for _kind, values in chosen.values()
        for value in values
        if value.isascii() and value.isdecimal() and len(value) < 19
    }
    rows = Merge.objects.filter(number__in=numbers) if numbers else ()
    new = {(row.kind, str(row.number)): str(getattr(row, f"{row.kind}_id")) for row in rows}
    if not any((kind, value) in new for kind, values in chosen.values() for value in values):
        return data
    data = data.copy()
    for name, (kind, values) in chosen.items():
        data.setlist(name, list(dict.fromkeys(new.get((kind, value), value) for value in values)))
    return data
