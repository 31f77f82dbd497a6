"""What do the environment and .env say? Read once for config/settings.py; what is wrong is gathered, to be told at once."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from environ import Env

BASE_DIR = Path(__file__).resolve().parent.parent

# ENV_FILE names another file, or none at all when it is empty. What is in the environment wins.
env = Env()
env_file = env.ENVIRON.get("ENV_FILE", str(BASE_DIR / ".env"))
if env_file and Path(env_file).is_file():
    env.read_env(env_file)

DEBUG = env.bool("DEBUG", default=False)

problems: list[str] = []  # what is missing or wrong, told all at once at the end of config/settings.py


def setting(name: str, default: str = "", *, why: str = "", example: str = "") -> str:
    """The variable's text; the default where it is not set. One with an example must be set, unless in DEBUG.

    Read as it stands: django-environ would take a secret that begins with ``$`` for another variable's name.
    """
    value = env.ENVIRON.get(name, "").strip()
    if not value and example and not DEBUG:
        problems.append(f"{name} is not set: {why}\n      example: {name}={example}")
        return ""
    return value or default


def number(name: str, default: int) -> int:
    """The variable's whole number, 0 or more; the default where it is not set."""
    text = setting(name, str(default))
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        problems.append(f"{name}={text} is not a whole number, 0 or more. Example: {name}={default}")
        return default
    return int(text)


def host_of(address: str) -> str:
    """The host in the address of a site, as ALLOWED_HOSTS would name it; ``""`` where it is no such address."""
    match = re.fullmatch(r"https?://([\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?", address.lower(), re.ASCII)
    return match[1] if match and 0 < int(match[2] or 80) < 65536 else ""


def is_redis(address: str) -> bool:
    """Whether this is the address of a Redis server, without options: they could make pages wait for it."""
    try:
        url = urlsplit(address)
        has_port = url.port != 0
    except ValueError:
        return False
    if address.startswith(("redis://", "rediss://")):
        number_of_database = re.fullmatch(r"/?\d{0,4}", url.path, re.ASCII)
        return bool(url.hostname and has_port and number_of_database) and not url.query + url.fragment
    return bool(
        address.startswith("unix://")
        and (not url.netloc or url.netloc.endswith("@"))
        and len(url.path) > 1
        and re.fullmatch(r"(db=\d{1,4})?", url.query, re.ASCII)
        and not url.fragment
    )
