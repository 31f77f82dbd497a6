"""Addresses: the parts that both apps use (``<year:…>``, ``<month:…>``; import it to have them), and ``address``."""

from functools import lru_cache

from django.urls import register_converter, reverse
from django.utils.translation import get_language, override


class TwoDigits:
    """A month in an address: always two digits."""

    regex = "0[1-9]|1[0-2]"
    to_python = int

    def to_url(self, value):
        return f"{int(value):02}"


class FourDigits:
    """A year in an address."""

    regex = "[12][0-9]{3}"
    to_python = int
    to_url = str


register_converter(TwoDigits, "month")
register_converter(FourDigits, "year")


def address(name: str, *args, language: str | None = None) -> str:
    """What ``reverse`` says for a page, in a language; in the one being spoken if none is given.

    Nothing but that decides it, so it is remembered: a list needs a hundred addresses, and to find one takes as long
    as to write the line that it stands in.
    """
    return _address(language or get_language(), name, args)


@lru_cache(maxsize=10_000)
def _address(language, name, args):
    with override(language):
        return reverse(name, args=args)
