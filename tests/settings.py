"""The site's settings, under test: own data folder, quick passwords, no manifest of static files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

data_dir = Path(
    tempfile.mkdtemp(prefix="dateline-tests-")
)  # one for each process: xdist's workers share none
atexit.register(shutil.rmtree, data_dir, ignore_errors=True)

os.environ.update(
    ENV_FILE="",  # a developer's .env changes no test
    DEBUG="",
    SECRET_KEY="for-tests-only-" + "0123456789" * 4,
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    SITE_URL="http://testserver",
    DATA_DIR=str(data_dir),
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", ""),
    TIME_ZONE="UTC",
    CACHE_URL=os.environ.get("TEST_CACHE_URL", ""),
    PROXIES="0",
    SEARCHES_A_MINUTE="0",  # tests search more often than people
)

from config.settings import *  # noqa: E402, F403 -- the environment above comes first
from config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402 -- as above

if not os.environ["DATABASE_URL"]:
    # A file, not memory: tests with threads need connections of their own to the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(data_dir / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir()  # WhiteNoise warns of a missing folder
