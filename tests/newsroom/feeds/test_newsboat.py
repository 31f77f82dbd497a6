"""A reader from the street: newsboat takes our feeds as its users would."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.test import TestCase

from newsroom import workflow
from tests.factory import change, make_article, make_image

NEWSBOAT = shutil.which(os.environ.get("NEWSBOAT", "newsboat"))


@pytest.mark.skipif(not NEWSBOAT, reason="newsboat is not installed; `./run test` installs it where it can")
class NewsboatTests(TestCase):
    def test_it_reads_rss_and_atom(self):
        picture = {
            "image": make_image(credit="Studio").sha256,
            "role": "lead",
            "alt_text": "",
            "caption": "One",
        }
        corrected = make_article(title="Fees & “fines” 😀", body="<p>Some words.</p>", images=[picture])
        change(corrected, body="<p>Other <strong>words</strong>.</p>")
        workflow.correct(corrected, by=None, kind="correction", note="The first were wrong.")
        gone = make_article(title="Never to be seen")
        workflow.withdraw(gone, by=None, reason="gone", note="A mistake.")
        for form, told in (("rss", [f"urn:uuid:{gone.uid}"]), ("atom", [])):
            rows = self.read(self.client.get(f"/en/feed.{form}").content)
            with self.subTest(form):
                self.assertEqual(rows.keys(), {f"urn:uuid:{corrected.uid}", *told})
                title, content = rows[f"urn:uuid:{corrected.uid}"]
                self.assertEqual(title, "Fees & “fines” 😀")
                for words in (
                    "Other <strong>words</strong>",
                    "The first were wrong.",
                    'alt="A plain square."',
                ):
                    self.assertIn(words, content)

    def read(self, feed) -> dict[str, tuple[str, str]]:
        """The titles and contents that newsboat keeps of a feed, by their ids."""
        with tempfile.TemporaryDirectory() as folder:
            files = {name: Path(folder) / name for name in ("feed.xml", "urls", "cache.db", "config")}
            files["feed.xml"].write_bytes(feed)
            files["urls"].write_text(f"file://{files['feed.xml']}\n")
            files["config"].touch()
            command = [NEWSBOAT, "-C", files["config"], "-u", files["urls"], "-c", files["cache.db"]]
            environment = {"HOME": folder, "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
            done = subprocess.run(
                [*command, "-x", "reload"], env=environment, capture_output=True, text=True, timeout=60
            )
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            with sqlite3.connect(files["cache.db"]) as kept:
                rows = kept.execute("SELECT guid, title, content FROM rss_item").fetchall()
            kept.close()
            return {guid: (title, content) for guid, title, content in rows}
