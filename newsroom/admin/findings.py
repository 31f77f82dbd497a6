"""Findings of the house rules as the desk lists them: with the field in which each is put right."""

from django.utils.translation import ngettext

# The field of the form in which a part of the content is edited, where it has another name.
_FIELDS = {"dateline": "dateline_date"}
# The rows of a list in the form, and the column that is looked at first.
_ROWS = {"quotes": "text", "images": "alt_text", "see_also": "url"}
_PARTS_ELSEWHERE = {("dateline", "places"): "part-dateline"}


def anchor(finding, row_numbers=None) -> str:
    """The id of the field in which a finding is put right; ``row_numbers`` maps rows to those of a form that was sent."""
    if (finding.field, finding.part) in _PARTS_ELSEWHERE:
        return _PARTS_ELSEWHERE[finding.field, finding.part]
    if finding.row is None:
        return f"id_{_FIELDS.get(finding.field, finding.field)}"
    number = (row_numbers or {}).get(finding.field, {}).get(finding.row, finding.row)
    return f"id_{finding.field}-{number}-{finding.part or _ROWS[finding.field]}"


def listed(findings, row_numbers=None) -> dict:
    """For the template: the findings with their anchors, and how many there are of each kind, in words."""
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    counts = []
    if errors:
        counts.append(ngettext("%d error", "%d errors", errors) % errors)
    if warnings:
        counts.append(ngettext("%d warning", "%d warnings", warnings) % warnings)
    return {
        "rows": [(finding, anchor(finding, row_numbers)) for finding in findings],
        "counts": counts,
        "has_errors": bool(errors),
    }
