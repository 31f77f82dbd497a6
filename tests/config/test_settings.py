"""The site does not start half-configured, and its address alone decides how strict browsers are told to be."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parents[2]

GOOD = {
    "SECRET_KEY": "tH3-q7Vn0zLw5Yb9Xk2Rf8Jd4Gs6Pm1Ca-Ue_Wi.Oo~Ty+Hx=Bv!Nr",
    "ALLOWED_HOSTS": "news.example.org, .example.com,[::1]",
    "SITE_URL": "https://news.example.org",
}

SHOW = """
import json
from config import settings
from pathlib import Path
def plain(value):
    return str(value) if isinstance(value, Path) else type(value).__name__  # a lazy text needs a running site
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=plain))
"""


class SettingsTests(SimpleTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def load(self, env_file="", **variables):
        """What a fresh Python says of the settings under these variables and no others."""
        environment = {
            "PATH": os.environ["PATH"],
            "ENV_FILE": env_file,
            "DATA_DIR": str(self.folder / "data"),
            **variables,
        }
        environment = {name: value for name, value in environment.items() if value is not None}
        return subprocess.run(
            [sys.executable, "-c", SHOW], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    def settings(self, **variables):
        done = self.load(**variables)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def assert_refused(self, *expected, **variables):
        done = self.load(**variables)
        assert done.returncode == 1
        message = done.stderr.partition("ImproperlyConfigured: ")[2]
        for text in expected:
            assert text in message, message
        return message

    def test_good_configuration_starts_strict(self):
        settings = self.settings(**GOOD)
        assert settings["DEBUG"] is False
        assert settings["ALLOWED_HOSTS"] == ["news.example.org", ".example.com", "[::1]"]
        assert settings["SECURE_SSL_REDIRECT"] is True
        assert settings["SECURE_HSTS_SECONDS"] == 31536000
        assert settings["SESSION_COOKIE_SECURE"] is True
        assert settings["CSRF_COOKIE_SECURE"] is True
        assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://news.example.org"]
        assert settings["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]

    def test_http_address_asks_for_no_tls(self):
        settings = self.settings(**GOOD | {"SITE_URL": "http://[::1]:8000"})
        assert settings["SECURE_SSL_REDIRECT"] is False
        assert settings["SECURE_HSTS_SECONDS"] == 0
        assert settings["SESSION_COOKIE_SECURE"] is False
        assert settings["CSRF_COOKIE_SECURE"] is False
        assert settings["SECURE_PROXY_SSL_HEADER"] is None
        assert (settings["PROXIES"], settings["CACHE_URL"]) == (0, "")

    def test_everything_missing_is_named_at_once(self):
        message = self.assert_refused(
            "SECRET_KEY is not set", "ALLOWED_HOSTS is not set", "SITE_URL is not set"
        )
        assert message.count("example: ") == 3

    def test_each_required_variable_is_missed(self):
        for name in GOOD:
            for value in (None, "", "  "):
                with self.subTest(name, value=value):
                    message = self.assert_refused(f"{name} is not set", **GOOD | {name: value})
                    assert message.count("is not set") == 1

    def test_weak_secret_keys_are_refused(self):
        for key in ("short", "x" * 60, "abab" * 20):
            with self.subTest(key):
                self.assert_refused("SECRET_KEY is too short or too plain", **GOOD | {"SECRET_KEY": key})

    def test_secret_key_may_begin_with_a_dollar_sign(self):
        key = "$SITE_URL" + GOOD["SECRET_KEY"]
        assert self.settings(**GOOD | {"SECRET_KEY": key})["SECRET_KEY"] == key

    def test_hosts_of_anybody_are_refused(self):
        for hosts in ("*", "news.example.org,*"):
            with self.subTest(hosts):
                self.assert_refused("ALLOWED_HOSTS must not contain *", **GOOD | {"ALLOWED_HOSTS": hosts})

    def test_malformed_addresses_are_refused(self):
        for address in (
            "news.example.org",
            "ftp://news.example.org",
            "https://",
            "https://news.example.org/",
            "https://news.example.org/en",
            "https://news.example.org?x=1",
            "https://editor:secret@news.example.org",
            "https://news.example.org:99999",
            "https://news.example.org:0",
            "https://новости.example.org",
            "https://news.example.org\nX: y",
        ):
            with self.subTest(address):
                self.assert_refused("is not an address of a site", **GOOD | {"SITE_URL": address})

    def test_address_outside_the_allowed_hosts_is_refused(self):
        self.assert_refused(
            "ALLOWED_HOSTS does not contain press.example.org",
            **GOOD | {"SITE_URL": "https://press.example.org"},
        )

    def test_unknown_time_zone_is_refused(self):
        self.assert_refused("TIME_ZONE=Vienna is not an IANA time zone", **GOOD, TIME_ZONE="Vienna")
        assert self.settings(**GOOD, TIME_ZONE="Asia/Yangon")["TIME_ZONE"] == "Asia/Yangon"

    def test_other_databases_are_refused_and_passwords_not_shown(self):
        for url in ("mysql://dateline:pass-word@db/dateline", "nonsense"):
            with self.subTest(url):
                message = self.assert_refused("DATABASE_URL names neither", **GOOD, DATABASE_URL=url)
                assert "pass-word" not in message

    def test_what_can_be_left_out_is_checked_where_it_is_set(self):
        wrong = {"CACHE_URL": "redis://:pass-word@cache/none", "PROXIES": "-1", "SEARCHES_A_MINUTE": "often"}
        message = self.assert_refused(
            "CACHE_URL is not the address of a Redis",
            "PROXIES=-1 is not a whole number",
            "SEARCHES_A_MINUTE=often is not a whole number",
            **GOOD | wrong,
        )
        assert "pass-word" not in message
        settings = self.settings(**GOOD, CACHE_URL="redis://cache/0", SEARCHES_A_MINUTE="0")
        assert (settings["CACHE_URL"], settings["PROXIES"], settings["SEARCHES_A_MINUTE"]) == (
            "redis://cache/0",
            1,
            0,
        )

    def test_data_folder_that_cannot_be_made_is_refused(self):
        (self.folder / "file").write_text("")
        self.assert_refused("DATA_DIR=", **GOOD | {"DATA_DIR": str(self.folder / "file" / "data")})

    def test_sqlite_in_the_data_folder_is_the_default(self):
        database = self.settings(**GOOD)["DATABASES"]["default"]
        assert database["NAME"] == str(self.folder / "data" / "dateline.sqlite3")
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert database["CONN_MAX_AGE"] == 60
        assert "busy_timeout" in database["OPTIONS"]["init_command"]

    def test_named_sqlite_file_gets_the_same_options(self):
        database = self.settings(**GOOD, DATABASE_URL="sqlite:////srv/press.sqlite3")["DATABASES"]["default"]
        assert database["NAME"] == "/srv/press.sqlite3"
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    def test_postgres_connections_are_kept_and_checked(self):
        url = "postgresql://dateline:p%40ss@db.example.org:5433/press?sslmode=require"
        database = self.settings(**GOOD, DATABASE_URL=url)["DATABASES"]["default"]
        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db.example.org", 5433, "p@ss")
        assert database["OPTIONS"] == {"sslmode": "require"}
        assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)

    def test_debug_has_defaults_and_must_be_asked_for(self):
        settings = self.settings(DEBUG="true")
        assert settings["DEBUG"] is True
        assert settings["SITE_URL"] == "http://localhost:8000"
        for value in ("", "false", "0", "maybe"):
            with self.subTest(value):
                self.assert_refused("SECRET_KEY is not set", DEBUG=value)

    def test_env_file_is_read_and_the_environment_wins(self):
        path = self.folder / "site.env"
        path.write_text(
            "".join(f"{name}={value}\n" for name, value in GOOD.items()) + "TIME_ZONE=Europe/Vienna\n"
        )
        assert self.settings(env_file=str(path))["TIME_ZONE"] == "Europe/Vienna"
        assert self.settings(env_file=str(path), TIME_ZONE="Asia/Bangkok")["TIME_ZONE"] == "Asia/Bangkok"

    def test_management_commands_refuse_without_a_traceback(self):
        done = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "ENV_FILE": ""},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1
        assert "SECRET_KEY is not set" in done.stderr
        assert "Traceback" not in done.stderr
