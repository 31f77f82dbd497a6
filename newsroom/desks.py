"""Whose desk is a text on? Rights that a group limits to some languages or countries.

A permission is unlimited where a superuser, the user's own account or a group without a desk has it. Everybody may
read everything: desks limit who may change, review, publish, correct and withdraw.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef, Q

from events.models import Country
from publishing.languages import Language, listed

from .models import Article, Desk


def may(user, permission: str, article) -> bool:
    """Whether the user has ``permission`` (such as ``publish_article``) for an article as it is in the database.

    Costs one query for each user object, and one for each article where a desk limits the permission.
    """
    if not user.has_perm(f"newsroom.{permission}"):
        return False
    if _limits(user).get(permission) is None:
        return True
    rows = list(Article.objects.filter(pk=article.pk).values_list("language", "countries__iso2"))
    return not rows or covers(user, permission, rows[0][0], {iso2 for _language, iso2 in rows if iso2})


def covers(user, permission: str, language: str, countries) -> bool:
    """Whether the user has ``permission`` for a text in this language about these countries (ISO codes)."""
    if not user.has_perm(f"newsroom.{permission}"):
        return False
    desks = _limits(user).get(permission)
    return desks is None or any(_is_on(desk, language, set(countries)) for desk in desks)


def within(user, permission: str, articles):
    """Those of a queryset of articles for which the user has ``permission``."""
    if not user.has_perm(f"newsroom.{permission}"):
        return articles.none()
    desks = _limits(user).get(permission)
    if desks is None:
        return articles
    links = Article.countries.through.objects.filter(article=OuterRef("pk"))
    on_one_of_them = Q(pk__in=())
    for languages, countries in desks:
        condition = Q(language__in=languages or Language.values)
        if countries:
            condition &= Q(Exists(links.filter(country__iso2__in=countries))) | ~Q(Exists(links))
        on_one_of_them |= condition
    return articles.filter(on_one_of_them)


def holders(permission: str, article):
    """The active users who have ``permission`` for an article, as a queryset by name."""
    groups = Group.objects.filter(
        permissions__codename=permission, permissions__content_type__app_label="newsroom"
    )
    place = article.language, set(article.countries.values_list("iso2", flat=True))
    there = [group.pk for group in groups.prefetch_related("desk__countries") if _reaches(group, *place)]
    granted = Permission.objects.filter(codename=permission, content_type__app_label="newsroom")
    return (
        get_user_model()
        .objects.filter(Q(is_superuser=True) | Q(user_permissions__in=granted) | Q(groups__in=there))
        .filter(is_active=True)
        .distinct()
        .order_by("last_name", "first_name", "username")
    )


def described(user, permission: str) -> str:
    """What the user's desks have, in words: ``Español; Myanmar, Thailand``. Empty where nothing is limited."""
    words = []
    for languages, countries in _limits(user).get(permission) or ():
        names = [country.local_name for country in Country.objects.filter(iso2__in=countries)]
        parts = ([Language(code).label for code in languages], sorted(names))
        words.append("; ".join(listed(part) for part in parts if part))
    return " / ".join(word for word in words if word)


def _reaches(group, language, countries) -> bool:
    return not hasattr(group, "desk") or _is_on(_place(group.desk), language, countries)


def _place(desk):
    return desk.languages, {country.iso2 for country in desk.countries.all()}


def _is_on(desk, language, countries) -> bool:
    languages, desk_countries = desk
    if languages and language not in languages:
        return False
    return not desk_countries or not countries or bool(desk_countries & countries)


def _limits(user) -> dict[str, list[tuple[list[str], set[str]]]]:
    """The permissions that desks limit. Read once for a user object, as Django does with permissions."""
    if not hasattr(user, "_desk_limits"):
        user._desk_limits = _read_limits(user)
    return user._desk_limits


def _read_limits(user):
    if user.is_superuser:
        return {}
    desks = list(
        Desk.objects.filter(group__user=user)
        .select_related("group")
        .prefetch_related("countries", "group__permissions__content_type")
    )
    if not desks:
        return {}
    unlimited = set(
        Permission.objects.filter(
            Q(user=user) | Q(group__in=user.groups.filter(desk__isnull=True)),
            content_type__app_label="newsroom",
        ).values_list("codename", flat=True)
    )
    limits = {}
    for desk in desks:
        place = _place(desk)
        for permission in desk.group.permissions.all():
            if permission.content_type.app_label == "newsroom" and permission.codename not in unlimited:
                limits.setdefault(permission.codename, []).append(place)
    return limits
