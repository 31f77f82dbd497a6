"""Two people changed one text at the same time: what goes together, and what somebody must decide?

Nothing here asks the database. A content is a ``dict`` as ``newsroom.content`` describes it.
"""

from .settling import Change, Conflict
from .texts import Merge, merge

__all__ = ["Change", "Conflict", "Merge", "merge"]
