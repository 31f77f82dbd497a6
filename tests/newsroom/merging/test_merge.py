"""Two editors at one text: what goes together by itself, and what is asked."""

from newsroom.merging import Change, Conflict, merge
from tests.factory import make_content

BODY = "<p>Twelve boats were stopped.</p><p>The crew was fed.</p><p>Nobody was hurt.</p>"


def content(**changes):
    return make_content(title="Boats", slug="boats", summary="", body=BODY, translation_key="k") | changes


def body(*changes):
    text = BODY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return content(body=text)


BASE = content()


def test_different_fields_and_paragraphs_go_together():
    theirs = body(("Twelve", "Thirteen")) | {"title": "Boats stopped"}
    mine = body(("fed", "fed and clothed"), ("<p>Nobody", "<p>They went home.</p><p>Nobody"))
    merged = merge(BASE, theirs, mine | {"summary": "About boats."})
    assert merged.conflicts == []
    assert merged.content() == BASE | {
        "title": "Boats stopped",
        "summary": "About boats.",
        "body": "<p>Thirteen boats were stopped.</p><p>The crew was fed and clothed.</p><p>They went home.</p>"
        "<p>Nobody was hurt.</p>",
    }
    assert merged.changes == [
        Change("title", 0, "theirs"),
        Change("summary", 0, "mine"),
        Change("body", 1, "theirs"),
        Change("body", 2, "mine"),
        Change("body", 3, "mine"),
    ]


def test_the_same_paragraph_is_asked_about_and_the_others_are_not():
    theirs = body(("fed", "fed well"), ("Nobody", "No one"))
    mine = body(("fed", "given food"), ("Twelve", "12"))
    merged = merge(BASE, theirs, mine)
    crew = [f"<p>The crew was {word}.</p>" for word in ("fed", "fed well", "given food")]
    assert merged.conflicts == [Conflict("body", *crew, place=2)]
    assert merged.conflicts[0].key == "body-2"
    by_hand = "<p>The crew was given good food.</p>"
    assert merged.content({"body-2": by_hand})["body"] == (
        f"<p>12 boats were stopped.</p>{by_hand}<p>No one was hurt.</p>"
    )


def test_a_paragraph_that_one_took_out_and_the_other_changed_is_asked_about():
    crew = "<p>The crew was fed.</p>"
    merged = merge(BASE, body((crew, "")), body(("fed", "clothed")))
    assert merged.conflicts == [Conflict("body", crew, "", "<p>The crew was clothed.</p>", place=2)]
    assert merged.content({"body-2": ""})["body"] == BODY.replace(crew, "")


def test_two_new_paragraphs_in_one_place_are_asked_about():
    merged = merge(BASE, content(body=BODY + "<p>One.</p>"), content(body=BODY + "<p>Two.</p>"))
    assert merged.conflicts == [Conflict("body", "", "<p>One.</p>", "<p>Two.</p>", place=4)]


def test_a_rewritten_paragraph_is_one_change_and_a_moved_one_is_kept():
    merged = merge(
        BASE, body(("Nobody was hurt", "All are well")), body(("The crew was fed", "Food came at noon"))
    )
    assert merged.conflicts == []
    assert "All are well" in merged.content()["body"]
    assert "Food came at noon" in merged.content()["body"]
    last = "<p>Nobody was hurt.</p>"
    moved = content(body=last + BODY.replace(last, ""))
    assert merge(BASE, moved, body(("Twelve", "12"))).content()["body"] == moved["body"].replace(
        "Twelve", "12"
    )


def test_how_the_editor_writes_a_list_is_no_change_of_it():
    old, new = "<ul><li>One</li></ul>\n<p>Text</p>", "<ul><li><p>One</p></li></ul><p>Text more</p>"
    theirs = old.replace("One", "Two")
    merged = merge(content(body=old), content(body=theirs), content(body=new))
    assert merged.conflicts == []
    assert merged.content()["body"] == "<ul><li>Two</li></ul>\n<p>Text more</p>"


def test_how_a_browser_ends_lines_is_no_change():
    base, theirs = content(contact="Office\n1234"), content(contact="Office\r\n1234")
    merged = merge(base, theirs, content(contact="Office\r\n5678"))
    assert (merged.conflicts, merged.content()["contact"]) == ([], "Office\r\n5678")
    assert merge(base, theirs, theirs).changes == []


def test_a_field_of_both_is_asked_about():
    merged = merge(BASE, content(title="Ships"), content(title="Vessels", slug="vessels"))
    assert merged.conflicts == [Conflict("title", "Boats", "Ships", "Vessels")]
    decided = merged.content({"title": "Ships and vessels"})
    assert (decided["title"], decided["slug"]) == ("Ships and vessels", "vessels")


def test_the_days_of_the_dateline_belong_together():
    def days(date, end_date):
        return content(dateline={"places": [], "date": date, "end_date": end_date})

    base, theirs, mine = (
        days("2026-05-01", "2026-05-03"),
        days("2026-05-01", "2026-05-02"),
        days("2026-05-03", "2026-05-03"),
    )
    merged = merge(base, theirs, mine)
    assert [conflict.key for conflict in merged.conflicts] == ["days"]
    assert merged.content({"days": ("2026-05-01", "2026-05-02")})["dateline"] == theirs["dateline"]


def test_keys_are_put_in_and_taken_out_by_both():
    base, theirs, mine = (content(topics=list(keys)) for keys in ("abc", "acd", "abce"))
    merged = merge(base, theirs, mine)
    assert (merged.conflicts, merged.content()["topics"]) == ([], ["a", "c", "d", "e"])
    assert merged.changes == [Change("topics", 0, "both")]


def quote(text, speaker=None, capacity=""):
    return {"text": text, "speaker": speaker, "capacity": capacity, "agency": None}


def test_quotes_are_known_by_their_words_even_where_these_were_edited():
    base = content(quotes=[quote("We act at sea and on land."), quote("Boats are old."), quote("Go home.")])
    theirs = content(quotes=[quote("We act at sea."), quote("Boats are old.", "daw-example")])
    mine = content(
        quotes=[
            quote("Boats are old.", None, "Captain"),
            quote("We act at sea and on land."),
            quote("Go home."),
            quote("New."),
        ]
    )
    merged = merge(base, theirs, mine)
    assert merged.conflicts == []
    assert merged.content()["quotes"] == [
        quote("Boats are old.", "daw-example", "Captain"),
        quote("We act at sea."),
        quote("New."),
    ]


def test_a_quote_taken_out_by_one_and_edited_by_the_other_is_asked_about():
    base = content(quotes=[quote("We act at sea.")])
    mine = content(quotes=[quote("We act at sea and land.")])
    merged = merge(base, content(), mine)
    assert merged.conflicts == [Conflict("quotes", quote("We act at sea."), None, mine["quotes"][0], place=1)]
    assert merged.content({"quotes-1": None})["quotes"] == []
    assert merged.content({"quotes-1": mine["quotes"][0]}) == mine


def test_one_field_of_a_row_is_asked_about_and_the_rest_goes_together():
    base, theirs, mine = (
        content(quotes=[quote("We act at sea.", speaker, capacity)])
        for speaker, capacity in ((None, "Head"), (None, "Director"), ("daw-example", "Chief"))
    )
    merged = merge(base, theirs, mine)
    assert [conflict.key for conflict in merged.conflicts] == ["quotes-1-capacity"]
    assert merged.content({"quotes-1-capacity": "Chief"}) == mine


def order(*places):
    return content(dateline={"places": list(places), "date": None, "end_date": None})


def test_two_orders_are_asked_about_and_new_rows_keep_their_neighbours():
    merged = merge(order("a", "b", "c"), order("b", "a", "c", "x"), order("a", "y", "c", "b"))
    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.theirs, conflict.mine) == (
        "places-order",
        ("b", "a", "c"),
        ("a", "c", "b"),
    )
    places = [merged.content({"places-order": side})["dateline"]["places"] for side in ("theirs", "mine")]
    assert places == [["b", "a", "y", "c", "x"], ["a", "y", "c", "x", "b"]]


def use(image, role="gallery", caption=""):
    return {"image": image, "role": role, "alt_text": "", "caption": caption}


def test_there_is_one_lead_image_whoever_chose_it():
    base = content(images=[use("a", "lead"), use("b"), use("c")])
    theirs = content(images=[use("a"), use("b", "lead"), use("c")])
    mine = content(images=[use("a", "lead"), use("b", caption="Bay"), use("c"), use("d")])
    assert merge(base, theirs, mine).content()["images"] == [
        use("a"),
        use("b", "lead", "Bay"),
        use("c"),
        use("d"),
    ]
    merged = merge(base, theirs, content(images=[use("a"), use("b"), use("c", "lead")]))
    assert merged.conflicts == [Conflict("lead", "a", "b", "c")]
    assert merged.content({"lead": "c"})["images"] == [use("a"), use("b"), use("c", "lead")]


def test_files_and_links_of_both_are_there():
    base = content(attachments=[{"file": "1.pdf", "title": "Facts"}])
    theirs = content(attachments=[{"file": "2.pdf", "title": "Facts"}], see_also=[{"workshop": "2017/a"}])
    mine = content(
        attachments=[{"file": "1.pdf", "title": "Facts"}, {"file": "3.pdf", "title": "More"}],
        see_also=[{"url": "https://example.org", "label": "Site"}],
    )
    merged = merge(base, theirs, mine).content()
    assert [entry["file"] for entry in merged["attachments"]] == ["2.pdf", "3.pdf"]
    assert merged["see_also"] == [*mine["see_also"], *theirs["see_also"]] or merged["see_also"] == [
        *theirs["see_also"],
        *mine["see_also"],
    ]
