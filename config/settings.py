"""Every setting of the site. What differs between installations is read from the environment and from .env.

Without DEBUG the site refuses to start until it has been told its secret key, its hosts and its address.
"""

import re
import zoneinfo
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from .environment import BASE_DIR, DEBUG, env, env_file, host_of, is_redis, number, problems, setting

# --- What each installation says of itself -------------------------------------------------------------

SECRET_KEY = setting(
    "SECRET_KEY",
    "for-development-only-" + "0123456789" * 3,
    why="signs sessions and links; a long random text that nobody else knows. Make one with\n"
    "      python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    example="kXw0…(50 characters or more)",
)
ALLOWED_HOSTS = [
    host.strip()
    for host in setting(
        "ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        why="the host names the site answers to, with commas between them.",
        example="news.example.org,localhost",
    ).split(",")
    if host.strip()
]
SITE_URL = setting(
    "SITE_URL",
    "http://localhost:8000",
    why="the public address of the site, for links in feeds, mails and redirects.",
    example="https://news.example.org",
)
DATA_DIR = BASE_DIR / Path(setting("DATA_DIR", "var")).expanduser()  # an absolute path stays as it is
DATABASE_URL = setting("DATABASE_URL")
WEBSUB_HUB = setting("WEBSUB_HUB")  # feeds name it to their subscribers
TIME_ZONE = setting("TIME_ZONE", "UTC")  # the newsroom's: 10:00 typed by an editor is 10:00 there

if not DEBUG and SECRET_KEY and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    problems.append("SECRET_KEY is too short or too plain: take 50 characters or more, at random.")
if not DEBUG and "*" in ALLOWED_HOSTS:
    problems.append(
        "ALLOWED_HOSTS must not contain *: it lets anybody put their address into our links. Name the hosts."
    )
if SITE_URL:
    site_host = host_of(SITE_URL)
    if not site_host:
        problems.append(
            f"SITE_URL={SITE_URL} is not an address of a site: http:// or https://, a host, perhaps a port,\n"
            "      and nothing after it, not even a slash. Example: SITE_URL=https://news.example.org"
        )
    elif ALLOWED_HOSTS and not validate_host(site_host, ALLOWED_HOSTS):
        problems.append(
            f"ALLOWED_HOSTS does not contain {site_host}, the host of SITE_URL={SITE_URL}: add it."
        )
if WEBSUB_HUB and not re.fullmatch(r"https?://[\w.-]+[!-~]*", WEBSUB_HUB, re.ASCII):
    problems.append("WEBSUB_HUB is no address. Example: WEBSUB_HUB=https://hub.example.org/")
if TIME_ZONE not in zoneinfo.available_timezones():
    problems.append(f"TIME_ZONE={TIME_ZONE} is not an IANA time zone. Example: TIME_ZONE=Asia/Bangkok")

# --- Security ----------------------------------------------------------------------------------------
# A site with an https address is reached through a proxy that ends TLS and says so in X-Forwarded-Proto.

IS_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # health checks come from inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
# Whether the names below this host, and browsers' built-in lists, follow is for the owner of the domain
# to say: security.W005 and W021 ask for promises that we cannot make for others.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
# How many proxies stand in front, each of which adds the address that it sees to X-Forwarded-For.
PROXIES = number("PROXIES", 1 if IS_HTTPS else 0)
# How often a visitor may search on average, and at one go; 0 for no limit.
SEARCHES_A_MINUTE = number("SEARCHES_A_MINUTE", 30)
X_FRAME_OPTIONS = "DENY"
# Other sites may learn our host from a link that was followed, not the page; our own statistics see both.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        # The style that the editor (Tiptap, in django-prose-editor 0.28) puts into the page by itself.
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},  # NIST SP 800-63B: length counts, not the mix of characters
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# A long release with its tables is some hundred kilobytes of form data; pictures are not counted here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an article with many quotes and links has more than 1000

# --- Apps, middleware, templates ---------------------------------------------------------------------

INSTALLED_APPS = [
    # Ours, in the order in which they may know each other: newsroom → events → publishing.
    "newsroom",
    "events",
    "publishing",
    "django_prose_editor",
    "js_asset",
    "taggit",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # before staticfiles: `runserver` serves static files as production does
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "publishing.requests.RefuseBadAddresses",
    "publishing.requests.DeclarePublic",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Pages and feeds that have not changed answer 304; what is marked no-store is left alone.
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "publishing.requests.RefuseLargeBodies",  # in the reader's language, before anything reads the form
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publishing.site.site",
            ],
        },
    },
]

# --- Database and files ------------------------------------------------------------------------------

if DATABASE_URL:
    database = env.db_url_config(DATABASE_URL)
else:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "dateline.sqlite3")}
if database.get("ENGINE") == "django.db.backends.sqlite3":
    database["OPTIONS"] = {
        # A writer takes its lock when the transaction begins and waits for it, rather than failing half-way
        # with "database is locked"; in WAL mode readers never wait.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=wal; PRAGMA synchronous=normal; PRAGMA busy_timeout=5000",
        **database.get("OPTIONS", {}),
    }
elif database.get("ENGINE") == "django.db.backends.postgresql":
    database.setdefault("CONN_HEALTH_CHECKS", True)  # a restarted server costs no reader an error page
else:
    problems.append(
        "DATABASE_URL names neither SQLite nor PostgreSQL.\n"
        "      example: DATABASE_URL=postgresql://dateline:PASSWORD@db.example.org:5432/dateline\n"
        "      example: DATABASE_URL=sqlite:////srv/dateline/dateline.sqlite3"
    )
# Opening SQLite with its pragmas costs 2 ms, a query 0.03 ms; opening PostgreSQL costs more still.
database.setdefault("CONN_MAX_AGE", 60)
DATABASES = {"default": database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# What each web process keeps of rendered public pages, in megabytes; 0 keeps none.
PAGE_CACHE_MB = env.float("PAGE_CACHE_MB", default=32)
# A Redis where the processes of all machines find each other's pages; empty for none.
CACHE_URL = setting("CACHE_URL")
if CACHE_URL and not is_redis(CACHE_URL):
    problems.append(
        "CACHE_URL is not the address of a Redis: redis://, rediss:// (TLS) or unix://, and no options after it.\n"
        "      example: CACHE_URL=redis://:PASSWORD@cache.example.org:6379/0\n"
        "      example: CACHE_URL=unix:///run/redis/redis.sock?db=0"
    )

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Media are handed out by a view that asks who may see them, never by the static file server.
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "newsroom.files.ContentStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The rich text editor's own extension: what is pasted from Word becomes plain headings, lists and tables.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy("editor/word-paste.js")], "extensions": {"WordPaste": html_tags([])}},
]

# --- Languages, tags ---------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh-hans", "中文"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True  # Django's default, written down because everything here goes by the clock

TAGGIT_CASE_INSENSITIVE = True  # "Opium" and "opium" are one topic

# --- Logging -----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django prints to the console only in DEBUG and mails otherwise; here all goes to the root's console.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Anybody can send a wrong Host header; that it was refused is no event of ours.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

# --- Fail closed -------------------------------------------------------------------------------------

if not problems:
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problems.append(
            f"DATA_DIR={DATA_DIR} cannot be made ({error.strerror}): name a folder we may write to."
        )

if problems:
    raise ImproperlyConfigured(
        "The site cannot start with this configuration. Set the following in the environment or in\n"
        f"{env_file or 'a file named by ENV_FILE'}, or set DEBUG=true on a developer's machine only:\n"
        + "\n".join(f"  - {problem}" for problem in problems)
    )
