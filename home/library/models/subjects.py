"""What documents are about: a short list of our own, tied to the words by which goods are sorted."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField


class Subject(models.Model):
    """One subject. What is tied to it in the shop leads from goods to documents and back."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    categories = models.ManyToManyField(
        "tiwizi_shop.Category", verbose_name=_("categories of goods"), blank=True, related_name="+"
    )
    techniques = models.ManyToManyField(
        "tiwizi_shop.Technique", verbose_name=_("techniques"), blank=True, related_name="+"
    )
    materials = models.ManyToManyField(
        "tiwizi_shop.Material", verbose_name=_("materials"), blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        return str(self.name)
