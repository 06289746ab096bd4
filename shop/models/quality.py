"""What was wrong with pieces that came, by defect, and what a maker can learn about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField


class Defect(models.Model):
    """One thing that can be wrong, as a buyer touches it: a word and a picture."""

    code = models.SlugField(_("code"), unique=True)
    name = I18nCharField(_("name"), max_length=80)
    icon = models.CharField(_("icon"), max_length=30, default="alert")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("defect")
        verbose_name_plural = _("defects")

    def __str__(self) -> str:
        return str(self.name)


class Lesson(models.Model):
    """What helps against some defects: a few words, and a document or a recording."""

    code = models.SlugField(_("code"), unique=True)
    title = I18nCharField(_("title"), max_length=120)
    text = I18nTextField(_("text"), blank=True)
    document = models.FileField(_("document or recording"), upload_to="lessons/", blank=True)
    defects = models.ManyToManyField(Defect, verbose_name=_("defects"), blank=True, related_name="lessons")
    techniques = models.ManyToManyField(
        "tiwizi_shop.Technique",
        verbose_name=_("only for these techniques"),
        blank=True,
        related_name="lessons",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("shown"), default=True)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return str(self.title)
