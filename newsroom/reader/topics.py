"""Which topics of the house vocabulary a text is about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from newsroom.reader.gazetteer import Gazetteer

IN_TITLE = 3  # a term in the title, or in a link to read on, says as much as three in the text
ENOUGH = 2
LEAD = 600  # what the first paragraph says counts twice


def find_topics(
    title: str, text: str, links: str, gazetteer: Gazetteer, inside: list[tuple[int, int]]
) -> list[str]:
    """The topics whose terms are used often enough, the most used first. Terms inside a body's name do not count.

    `inside` are those names' places in the text; `links` is the text of the links, which say what a release is about.
    """
    scores: Counter[str] = Counter()
    order: list[str] = []
    starts = [start for start, _ in inside]

    def count(name: str, weight: float) -> None:
        scores[name] += weight
        if name not in order:
            order.append(name)

    for hit in gazetteer.topics.scan(title):
        for name in hit.entries:
            count(name, IN_TITLE)
    for hit in gazetteer.topics.scan(text):
        index = bisect_right(starts, hit.start) - 1
        if index >= 0 and inside[index][1] >= hit.end and inside[index][0] <= hit.start:
            continue
        for name in hit.entries:
            count(name, 2 if hit.start < LEAD else 1)
    for hit in gazetteer.topics.scan(links):
        for name in hit.entries:
            count(name, IN_TITLE)
    return sorted(
        (name for name in order if scores[name] >= ENOUGH),
        key=lambda name: (-scores[name], order.index(name)),
    )
