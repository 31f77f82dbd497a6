"""What must be true of every merge, tried on texts of all kinds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import content as contents
from newsroom.comparing.blocks import split
from newsroom.merging import merge

WORDS = st.sampled_from(
    ["one two three", "four five six", "one two seven", "eight", "", "one two three four"]
)
BLOCKS = st.builds(
    str.format,
    st.sampled_from(
        ["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<ul><li><p>{}</p></li></ul>", "<p>{}</p>\n"]
    ),
    WORDS,
)
KEYS = st.lists(st.sampled_from("abcd"), unique=True)
DAYS = st.sampled_from([(None, None), ("2026-11-25", None), ("2026-11-25", "2026-11-27")])


@st.composite
def texts(draw):
    def rows(**fields):
        return st.lists(st.fixed_dictionaries(fields), max_size=4)

    keys = st.sampled_from("abcd")
    images = draw(st.lists(keys, unique=True, max_size=4))
    lead = draw(st.none() | st.sampled_from(images)) if images else None
    date, end_date = draw(DAYS)
    return contents.empty() | {
        "title": draw(WORDS),
        "kind": draw(st.sampled_from(["speech", "feature"])),
        "body": "".join(draw(st.lists(BLOCKS, max_size=6))),
        "dateline": {"places": draw(KEYS), "date": date, "end_date": end_date},
        "topics": sorted(draw(KEYS)),
        "quotes": draw(rows(text=WORDS, speaker=st.none() | keys, capacity=WORDS, agency=st.none())),
        "see_also": draw(st.lists(keys.map(lambda key: {"article": key}), max_size=3))
        + draw(rows(url=keys, label=WORDS)),
        "images": [
            {
                "image": key,
                "role": "lead" if key == lead else "gallery",
                "alt_text": draw(WORDS),
                "caption": "",
            }
            for key in images
        ],
        "attachments": draw(rows(file=keys, title=WORDS)),
    }


def words_of(value):
    """All words in a value, however deep."""
    if isinstance(value, dict):
        return {word for one in value.values() for word in words_of(one)}
    if isinstance(value, list | tuple):
        return {word for one in value for word in words_of(one)}
    return set(value.split("\n")) - {""} if isinstance(value, str) else set()


def decide(conflict, side):
    return side if conflict.field == "order" else getattr(conflict, side)


@settings(deadline=None, max_examples=60)
@given(texts(), texts())
def test_what_only_one_changed_is_as_they_made_it(base, text):
    for merged in (merge(base, base, text), merge(base, text, base), merge(base, text, text)):
        assert merged.conflicts == []
        assert merged.content() == text


@settings(deadline=None, max_examples=60)
@given(texts(), texts(), texts())
def test_nobody_is_favoured(base, one, other):
    there, back = merge(base, one, other), merge(base, other, one)
    assert sorted(repr((c.part, c.field, c.base, c.theirs, c.mine)) for c in there.conflicts) == sorted(
        repr((c.part, c.field, c.base, c.mine, c.theirs)) for c in back.conflicts
    )


@settings(deadline=None, max_examples=60)
@given(texts(), texts(), texts())
def test_nothing_that_was_typed_is_missing(base, theirs, mine):
    merged = merge(base, theirs, mine)
    there = words_of([merged.content({c.key: decide(c, "theirs") for c in merged.conflicts})])
    there |= words_of([[c.theirs, c.mine] for c in merged.conflicts])
    there |= {plain(block.html) for text in list(there) for block in split(text)}
    for side in (theirs, mine):
        for part in ("title", "quotes", "images", "see_also", "attachments"):
            assert words_of(side[part]) - words_of(base[part]) - {"lead", "gallery"} <= there
        old, new = ({plain(block.html) for block in split(text["body"])} for text in (base, side))
        assert new - old <= there


def plain(block):
    """A paragraph without what is only the editor's way to write it."""
    return block.replace("<li><p>", "<li>").replace("</p></li>", "</li>").strip()


@settings(deadline=None, max_examples=60)
@given(texts(), texts(), texts())
def test_every_conflict_has_a_name_of_its_own_and_can_be_decided(base, theirs, mine):
    merged = merge(base, theirs, mine)
    keys = [conflict.key for conflict in merged.conflicts]
    assert len(keys) == len(set(keys))
    for side in ("theirs", "mine"):
        content = merged.content({c.key: decide(c, side) for c in merged.conflicts})
        assert [row["role"] for row in content["images"]].count("lead") <= 1
        assert merge(theirs, theirs, content).content() == content
