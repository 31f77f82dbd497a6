"""What all reference data share: a slug that is a key for ever, and being public or not."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.spelling import fold


class SlugManager(models.Manager):
    """Finds rows by their slug, so that fixtures and revisions name them without numbers."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class PublicQuerySet(models.QuerySet):
    """Reference data that readers may or may not see yet."""

    def public(self):
        """Those that are marked public. Every public page starts here."""
        return self.filter(is_public=True)

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class KeyField(models.SlugField):
    """A slug that names a thing for ever: when the thing is merged into another, nothing new may take it."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        merges = model_instance._meta.get_field("merges").related_model.objects
        merge = model_instance._state.adding and merges.of(self.model, [value]).first()
        if merge:
            raise ValidationError(
                _("This was the slug of %(old)s, which was merged into %(new)s. Choose another.")
                % {"old": merge.name, "new": merge.survivor}
            )


class NameKeyField(models.CharField):
    """The folded form of another field of the row, kept true at every save for look-ups by any spelling."""

    def __init__(self, *args, source="name", **kwargs):
        self.source = source
        kwargs.update(max_length=255, editable=False, db_index=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "editable", "db_index"):
            kwargs.pop(key, None)
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, model_instance, add):
        value = fold(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


class NameManager(models.Manager):
    """Finds another name by the natural key of the thing it names, and the name itself."""

    def get_by_natural_key(self, *key):
        owner = self.model._meta.get_field(self.model.owner)
        return self.get(
            **{self.model.owner: owner.related_model._default_manager.get_by_natural_key(*key[:-1])},
            name=key[-1],
        )


class NameVariant(models.Model):
    """Another name of a thing: a former one, a variant spelling, an abbreviation; perhaps with dates."""

    class Kind(models.TextChoices):
        FORMER = "former", _("former name")
        VARIANT = "variant", _("variant or spelling")
        ABBREVIATION = "abbreviation", _("abbreviation")

    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.VARIANT)
    valid_from = models.DateField(_("in use from"), null=True, blank=True)
    valid_until = models.DateField(_("in use until"), null=True, blank=True)
    key = NameKeyField()

    owner: str  # the name of the foreign key to the thing that bears the name

    objects = NameManager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def natural_key(self):
        return (*getattr(self, self.owner).natural_key(), self.name)


def dates_in_order(name: str, first: str, last: str, message) -> models.CheckConstraint:
    """A constraint that ``last`` is not before ``first``; either may be empty."""
    rule = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)})
    return models.CheckConstraint(condition=rule, name=name, violation_error_message=message)


def one_of(name: str, field: str, choices) -> models.CheckConstraint:
    """A constraint that a column holds one of the values of a ``TextChoices``."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=_("Choose one of the values offered."),
    )
