"""The site as it serves the public, on a database that is given: for measurements of whole pages."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def settings(database: str) -> Iterator[dict[str, str]]:
    """The settings of a site on a database, as environment variables; its static files are collected while it is used."""
    with tempfile.TemporaryDirectory() as folder:
        values = {
            "ENV_FILE": "",
            "DEBUG": "",
            "SECRET_KEY": "for-this-measurement-only-" + "0123456789" * 5,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "SEARCHES_A_MINUTE": "0",
            "DATA_DIR": folder,
            "DATABASE_URL": database,
        }
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run(collect, cwd=ROOT, env=os.environ | values, check=True)
        yield values
