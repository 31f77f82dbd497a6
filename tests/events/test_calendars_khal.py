"""What a calendar program, khal, reads from our calendars."""

import subprocess
import sys
import tempfile
from pathlib import Path

from django.test import TestCase

from events.models import Workshop
from tests.factory import make_place, make_topic, make_workshop

KHAL = """
[calendars]
[[x]]
path = {folder}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Yangon
default_timezone = Asia/Yangon
"""


class KhalTests(TestCase):
    def test_a_calendar_program_reads_the_same(self):
        place = make_place("Yangon", time_zone="Asia/Yangon")
        topic = make_topic()
        make_workshop("讲习班，二" * 20, place=place, description="Words; more, words").topics.add(topic)
        timed = {"precision": "time", "start_time": "09:00", "end_time": "16:30", "ends_on": "2017-06-12"}
        make_workshop("Meeting", place=place, status="cancelled", **timed)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "khal.conf").write_text(KHAL.format(folder=folder))
            (folder / "calendar.ics").write_bytes(self.client.get("/en/events/past/calendar.ics").content)
            form = "{uid}|{title}|{start-long-full}|{end-long-full}|{location}|{status}|{url}|{categories}|{description}"
            command = [
                Path(sys.executable).parent / "khal",
                "-c",
                folder / "khal.conf",
                "printics",
                "-f",
                form,
            ]
            done = subprocess.run(
                [*command, folder / "calendar.ics"], capture_output=True, text=True, check=True, timeout=30
            )
        lines = sorted(done.stdout.splitlines()[1:])
        wanted = []
        for workshop in Workshop.objects.prefetch_related("topics"):
            is_timed = workshop.precision == "time"
            wanted.append(
                "|".join(
                    [
                        str(workshop.uid),
                        ("Cancelled: " if is_timed else "") + workshop.name,
                        "2017-06-12 09:00" if is_timed else "2017-06-12 00:00",
                        "2017-06-12 16:30" if is_timed else "2017-06-14 00:00",
                        "Yangon, Myanmar",
                        "CANCELLED " if is_timed else "CONFIRMED ",
                        f"http://testserver{workshop.get_absolute_url()}",
                        ",".join(topic.name for topic in workshop.topics.all()),
                        workshop.description,
                    ]
                )
            )
        self.assertEqual(lines, sorted(wanted))
