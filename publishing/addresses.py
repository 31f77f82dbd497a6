"""The parts of addresses that both apps use: ``<year:…>`` and ``<month:…>``. Import it to have them."""

from django.urls import register_converter


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
