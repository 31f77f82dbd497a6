"""Pre-flight: what is wrong with a text, before a reader sees it.

    findings = check(content, article=article, at=instant)

Errors keep a text from going out; each warning needs somebody who has looked at it.
"""

from dataclasses import replace
from datetime import datetime
from itertools import islice

from newsroom.models import Article

from .context import Context
from .finding import Finding, Level
from .gathering import gather
from .rules import RULES

__all__ = ["RULES", "Context", "Finding", "Level", "check", "findings_of", "gather"]

# Of one rule: a text that breaks it more often is not read better by a longer list.
MOST_OF_A_RULE = 20


def findings_of(context: Context) -> list[Finding]:
    """What the rules find in a context: errors first, otherwise in the order of the rules. Asks the database nothing."""
    found = [
        replace(finding, rule=rule.__name__)
        for rule in RULES
        for finding in islice(rule(context), MOST_OF_A_RULE)
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.is_error)


def check(content: dict, *, article: Article | None = None, at: datetime | None = None) -> list[Finding]:
    """What is wrong with a content that is, or is to be, an article's; ``at`` is when it is to go out, if that is known."""
    return findings_of(gather(content, article=article, at=at))
