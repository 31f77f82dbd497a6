"""The verbs of the newsroom: save, restore; submit, approve, send back; publish, correct, withdraw; and their like.

Each checks the permission of ``by``, locks the article, does everything in one transaction and writes the
log. ``by=None`` is the system itself (a loader run by the operator), which may do everything. They raise
``PermissionDenied``, or ``WorkflowError`` with a message for the editor; then nothing is changed.
"""

from newsroom.editions import WorkflowError

from .bulk import go_on, start_bulk_change, undo_bulk_change
from .collecting import add_image
from .curating import allow, pin, refuse
from .duplicating import duplicate, translate
from .embargoes import embargo, lift_embargo, make_link, revoke_link
from .noting import amend_note
from .publishing import correct, publish, unschedule, withdraw
from .restoring import restore_field, restore_paragraph
from .reviewing import approve, look, recall, remark, send_back, settle, submit
from .saving import create, merge, restore, save
from .translating import want_translations

__all__ = [
    "WorkflowError",
    "add_image",
    "allow",
    "amend_note",
    "approve",
    "correct",
    "create",
    "duplicate",
    "embargo",
    "go_on",
    "lift_embargo",
    "look",
    "make_link",
    "merge",
    "pin",
    "publish",
    "recall",
    "refuse",
    "remark",
    "restore",
    "restore_field",
    "restore_paragraph",
    "revoke_link",
    "save",
    "send_back",
    "settle",
    "start_bulk_change",
    "submit",
    "translate",
    "undo_bulk_change",
    "unschedule",
    "want_translations",
    "withdraw",
]
