"""CSV of releases: RFC 4180 in UTF-8, with a header. No cell of it is a formula to a program for tables."""

import csv
import io

# What Excel, LibreOffice and their like would run, or read as the beginning of another cell.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_THINGS = ("countries", "topics", "agencies")

# In the order of the file; docs/developers.md tells what each holds.
COLUMNS = (
    *("id", "url", "language", "kind", "title", "summary", "released_at"),
    *("edition", "live_from", "change", "note", "dateline"),
    *_THINGS,
    *(f"{name}_keys" for name in _THINGS),
)


def write(releases) -> str:
    """One line for each of some ``summaries``, after one with the names of the columns."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for release in releases:
        row = dict(release)
        for name in _THINGS:
            row[name] = "; ".join(thing["name"] for thing in release[name])
            row[f"{name}_keys"] = " ".join(thing["key"] for thing in release[name])
        lines.writerow([_plain(str(row[column])) for column in COLUMNS])
    return text.getvalue()


def _plain(cell: str) -> str:
    """The cell, with an apostrophe before what looks like a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
