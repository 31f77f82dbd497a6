"""What a picture's file says of it fills the library's fields."""

from datetime import date

from django.test import TestCase

from newsroom.pictures.words import read
from tests.factory import make_country, make_place
from tests.pictures import drawing, encoded, exif, iptc, jpeg, png, with_segment, xmp

XMP_WORDS = (
    'photoshop:City="Yangon" photoshop:Country="Myanmar" photoshop:DateCreated="2018-01-02T10:00:00"',
    "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>By XMP</rdf:li></rdf:Alt></dc:description>"
    "<dc:creator><rdf:Seq><rdf:li>Ann &amp; Bo</rdf:li></rdf:Seq></dc:creator>"
    "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li>Two boats.</rdf:li></rdf:Alt>"
    "</Iptc4xmpCore:AltTextAccessibility>",
)


class WordsTests(TestCase):
    def test_iptc(self):
        place = make_place("Yangon", make_country())
        fields = iptc(
            f105="Boats",
            f120="Two\r\nboats,\0 “moored”",
            f80="Jane Doe",
            f110="UNODC",
            f55="20170612",
            f90="yangon",
            f101="Myanmar",
        )
        assert read(with_segment(jpeg(), fields), "JPEG") == {
            "title": "Boats",
            "caption": "Two boats, “moored”",
            "credit": "UNODC/Jane Doe",
            "taken_on": date(2017, 6, 12),
            "place": place,
        }

    def test_exif(self):
        data = jpeg(exif=exif(t270="A boat", t33432="© UN".encode()))
        assert read(data, "JPEG") == {"caption": "A boat", "credit": "© UN"}

    def test_xmp_comes_first_and_in_every_format(self):
        place = make_place("Yangon", make_country())
        packet = xmp(*XMP_WORDS)
        for form in ("JPEG", "WEBP", "AVIF"):
            with self.subTest(form):
                data = encoded(drawing(40, 30), form, xmp=packet, exif=exif(t270="By EXIF"))
                assert read(data, form) == {
                    "caption": "By XMP",
                    "credit": "Ann & Bo",
                    "alt_text": "Two boats.",
                    "taken_on": date(2018, 1, 2),
                    "place": place,
                }

    def test_a_place_is_taken_only_where_city_and_country_are_known(self):
        make_place("Yangon", make_country())
        for city, country in (
            ("Yangon", ""),
            ("Yangon", "Atlantis"),
            ("Atlantis", "Myanmar"),
            ("", "Myanmar"),
        ):
            with self.subTest(city=city, country=country):
                assert "place" not in read(with_segment(jpeg(), iptc(f90=city, f101=country)), "JPEG")

    def test_nothing_and_what_cameras_write(self):
        assert read(png(), "PNG") == {}
        for words in ("OLYMPUS DIGITAL CAMERA", "SONY DSC", "   ", "\0\0"):
            assert read(jpeg(exif=exif(t270=words)), "JPEG") == {}

    def test_what_cannot_be_read_harms_nothing(self):
        entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xmp(elements="&b;")
        for packet in (b"<x", b"\xff\xfe\0", entity, b"\0" * 100, xmp('photoshop:DateCreated="20xx"')):
            assert read(jpeg(xmp=packet), "JPEG") == {}
        assert read(with_segment(jpeg(), iptc(f55="20171332")), "JPEG") == {}
        assert read(with_segment(jpeg(), iptc(f80=b"Jos\xe9")), "JPEG") == {"credit": "José"}
        assert len(read(with_segment(jpeg(), iptc(f120="x" * 3000)), "JPEG")["caption"]) == 500
