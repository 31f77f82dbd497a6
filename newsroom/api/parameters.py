"""What can be asked of lists: pages, fields, and the selections that pages take."""

from ninja import Schema
from pydantic import Field, create_model

from newsroom.selection.choices import FACETS, MODES

LIMIT, MOST = 20, 100


class OnePage(Schema):
    limit: int = Field(LIMIT, ge=1, le=MOST, description="How many things a page has.")
    cursor: str = Field("", max_length=200, description="Where the page begins: from the address in `next`.")
    fields: str = Field("", description="Only these fields, with commas between them; empty for all.")


class Fields(Schema):
    fields: str = Field("", description="Only these fields, with commas between them; empty for all.")


_SAID = {
    "kind": "press-release, news-story, statement, speech, feature or advisory",
    "workshop": "year and slug, as in 2017/first-training",
    "region": "slug of a region of UN M49",
}
_MODES = {"any": "any of these", "all": "all of these", "none": "none of these"}


def _facets():
    for facet in FACETS:
        for mode, suffix in MODES.items():
            about = f"{_MODES[mode].capitalize()}, with commas between them: {_SAID.get(facet, 'slug')}."
            field = Field("", alias=f"{facet}{suffix}", description=about)
            yield f"{facet}{suffix.replace('.', '_')}", (str, field)


# The query is read by ``Selection.parse``, as for pages; this only says what there is.
Selected = create_model(
    "Selected",
    __base__=OnePage,
    q=(str, Field("", description="A search, as in the search of the site.")),
    language=(
        str,
        Field("all", description="ar, en, es, fr, ru or zh-hans, with commas between them; or all."),
    ),
    year=(str, Field("", description="Years of release, with commas between them.")),
    month=(str, Field("", description="A month of the one year: 1 to 12.")),
    since=(str, Field("", alias="from", description="Released on this day or later: 2017-06-12.")),
    until=(str, Field("", description="Released on this day or before.")),
    **dict(_facets()),
)
