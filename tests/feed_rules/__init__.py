"""What is wrong with a feed? The rules of RSS 2.0, Atom 1.0 and JSON Feed 1.1, as their judges apply them.

Those for RSS and Atom are the errors and the warnings of the W3C's feed validator, as far as they can concern us, by the
names that it gives them; those for JSON Feed are of its specification. Each function takes a feed and its address, and
returns what it finds, a line each.
"""

from .atom import atom
from .json_feed import json_feed
from .rss import rss

RULES = {"rss": rss, "atom": atom, "json": json_feed}
