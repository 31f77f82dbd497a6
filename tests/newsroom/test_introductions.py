"""Who is named before readers know them."""

from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.test import TestCase

from events.models import Agency, Speaker
from newsroom.introductions import introduce, unknown_to_readers
from tests.factory import make_agency, make_content, make_series, make_speaker, make_user, make_workshop


class IntroductionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.agency = make_agency(is_public=False)
        cls.speaker = make_speaker(is_public=False)
        cls.workshop = make_workshop(series=make_series(is_public=False))
        quote = {"text": "Words.", "speaker": cls.speaker.slug, "capacity": "", "agency": None}
        known = {"text": "More.", "speaker": make_speaker("Known").slug, "capacity": "", "agency": None}
        cls.content = make_content(
            agencies=[cls.agency.slug], quotes=[quote, known], workshops=[cls.workshop.reference]
        )

    def test_what_is_not_public_is_found_the_series_included(self):
        found = unknown_to_readers(self.content)
        self.assertEqual(found, [self.agency, self.speaker, self.workshop.series])

    def test_introduced_things_are_public_and_the_log_says_so(self):
        user = make_user("change_agency", "change_speaker", "change_series")
        introduce(unknown_to_readers(self.content), by=user)
        self.assertEqual(unknown_to_readers(self.content), [])
        self.assertEqual(LogEntry.objects.filter(user=user).count(), 3)

    def test_without_the_right_to_all_none_becomes_public(self):
        with self.assertRaises(PermissionDenied):
            introduce(unknown_to_readers(self.content), by=make_user("change_agency"))
        self.assertFalse(Agency.objects.get().is_public)
        self.assertFalse(Speaker.objects.get(pk=self.speaker.pk).is_public)
