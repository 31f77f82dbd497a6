"""The verbs of the newsroom: save, publish, unschedule, correct, withdraw, restore.

Each checks the permission of ``by``, locks the article, does everything in one transaction and writes the
log. ``by=None`` is the system itself (a loader run by the operator), which may do everything. They raise
``PermissionDenied``, or ``WorkflowError`` with a message for the editor; then nothing is changed.
"""

from newsroom.editions import WorkflowError

from .publishing import correct, publish, unschedule, withdraw
from .saving import create, restore, save

__all__ = ["WorkflowError", "correct", "create", "publish", "restore", "save", "unschedule", "withdraw"]
