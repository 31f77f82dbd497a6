"""Posting the forms of the editors' desk as a browser does: with all that the page shows."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from newsroom.roles import ensure_groups

# What an editor alone at night adds to the forms that publish.
WITHOUT_REVIEW = {"unreviewed_reason": "Nobody else is on duty."}
ROLES = ("Writer", "Editor", "Publisher")


def make_staff(role: str, username: str = ""):
    """Somebody of the newsroom, in one of its groups."""
    user = get_user_model().objects.create(username=username or role.lower(), is_staff=True)
    user.groups.add(ensure_groups()[role])
    return user


def sign_in(page, user):
    """The page's visitor is this user from now on, without the form that asks for a password."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    # The live server of the tests is on localhost.
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}]
    )


def form_data(response) -> dict:
    """What a browser would send back for a form of the desk if nothing were typed."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False or hasattr(value, "chunks"):
                continue
            if value is True:
                value = "on"
            elif isinstance(value, list | tuple):
                value = [str(one) for one in value]
            data[field.html_name] = value if isinstance(value, list) else _typed(value)
    return data


def _typed(value) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def add_row(data: dict, prefix: str, **values) -> dict:
    """The same data with one more row in a list."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": str(number + 1)}


def messages(response) -> list[str]:
    """What the page tells the editor."""
    return [str(message) for message in response.context["messages"]]


def ticks(client, url) -> list[str]:
    """What a browser sends when every warning on the page of a step is ticked."""
    context = client.get(url).context
    findings = getattr(context["form"], "findings", []) if context and "form" in context else []
    return [finding.key for finding in findings if not finding.is_error]
