"""Maps as SVG: the shapes are put together once in each process; a page only says what each is, and where it leads."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString

WORLD = "001"


class Spot(NamedTuple):
    """What a map says of a country: where it leads, in words what is there, and how much (0 to 5)."""

    code: str
    url: str
    label: str
    step: int


@dataclass(frozen=True)
class Sheet:
    """The map of a region: the SVG of each country by its ISO code, and of what lies around them."""

    size: tuple[int, int]
    places: dict[str, str]
    around: str
    cut: frozenset[str]  # countries of which it shows only a part
    dots: frozenset[str]  # countries too small to have a shape: drawn last, over the others


@lru_cache(maxsize=64)
def sheet(m49: str) -> Sheet | None:
    """The map of a region, or None if there is none. Read once; a country page needs but that of its neighbours."""
    path = settings.FIXTURE_DIRS[0] / "maps" / f"{m49}.json"
    if not (m49.isdecimal() and path.exists()):
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    places = {code: _drawn(*place) for code, place in data["places"].items()}
    dots = frozenset(code for code, place in data["places"].items() if not place[0])
    around = f'<path class="map__around" d="{data["around"]}"/>' if data["around"] else ""
    return Sheet(tuple(data["size"]), places, around, frozenset(data["cut"]), dots)


def _drawn(path, x, y, seen, hit):
    """A shape, a dot where it is too small, and around it what a finger can hit."""
    parts = f'<path d="{path}"/>' if path else ""
    if hit:
        parts += f'<circle class="map__target" cx="{x}" cy="{y}" r="{hit}"/>'
    if seen:
        parts += f'<circle cx="{x}" cy="{y}" r="{seen}"/>'
    return parts


def draw(on: Sheet, title: str, spots: Iterable[Spot]) -> SafeString:
    """A map on which each spot is a link, in the order given but for dots, which lie on top. The rest is pale."""
    shapes, dots, linked = [], [], set()
    for spot in spots:
        if spot.code not in on.places:
            continue
        label = escape(spot.label)
        linked.add(spot.code)
        (dots if spot.code in on.dots else shapes).append(
            f'<a href="{escape(spot.url)}" class="map__place map__place--{spot.step}" aria-label="{label}">'
            f"<title>{label}</title>{on.places[spot.code]}</a>"
        )
    pale = "".join(drawn for code, drawn in on.places.items() if code not in linked)
    rest = f'<g class="map__around">{pale}</g>' if pale else ""
    return SafeString(_svg(on, "group", title, f"{on.around}{rest}{''.join(shapes)}{''.join(dots)}"))


@lru_cache(maxsize=512)
def _locator(m49: str, code: str) -> str:
    on = sheet(m49)
    pale = "".join(drawn for other, drawn in on.places.items() if other != code)
    return f'{on.around}<g class="map__around">{pale}</g><g class="map__here">{on.places[code]}</g>'


def locate(country, title: str) -> SafeString:
    """A small map of the region that shows a country whole, with the country marked; empty if no map has it.

    The country's region must be loaded.
    """
    regions = country.region.path.strip("/").split("/")
    for m49 in reversed(regions):
        on = sheet(m49)
        if on and country.iso2 in on.places and country.iso2 not in on.cut:
            return SafeString(_svg(on, "img", title, _locator(m49, country.iso2)))
    return SafeString("")


def _svg(on, role, title, inner):
    width, height = on.size
    return (
        f'<svg class="map" viewBox="0 0 {width} {height}" role="{role}" aria-label="{escape(title)}"'
        f' fill-rule="evenodd" direction="ltr">{inner}</svg>'
    )


def steps(numbers: Iterable[int], most: int = 5) -> list[int]:
    """Where the steps of a scale begin, at most five, round numbers, the first 1; none if nothing was counted."""
    greatest = max(numbers, default=0)
    if greatest <= most:
        return list(range(1, greatest + 1))
    return sorted({_round_down(greatest ** (n / most)) for n in range(most)})


def _round_down(number: float) -> int:
    """The greatest of 1, 2, 5, 10, 20, 50 … that is not greater."""
    ten = 10 ** (len(str(int(number))) - 1)
    return max(ten * n for n in (1, 2, 5) if ten * n <= number + 1e-9)


def step_of(number: int, scale: list[int]) -> int:
    """Which step a number is on, from 1; 0 for none."""
    return sum(1 for begins in scale if begins <= number)
