"""Terms and the other legal texts, by version and date of effect."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField


class LegalText(models.Model):
    """One version of one text. Orders keep the version that their buyer accepted.

    ``body`` is plain text per language: a line starting with ``# `` is a heading, with ``- `` an item of a
    list, anything else a paragraph.
    """

    slug = models.SlugField(_("slug"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    effective_from = models.DateField(_("in effect from"))
    title = I18nCharField(_("title"), max_length=150)
    body = I18nTextField(_("text"))
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    is_accepted_by_buyers = models.BooleanField(_("buyers accept it with their order"), default=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["slug", "-effective_from", "-pk"]
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="tiwizi_one_legal_version")]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"
