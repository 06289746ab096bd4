"""Imports of offers: the files, how far it is, and what became of every row."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.conf import private_storage


class ImportRun(models.Model):
    """One import. What became of its rows stands in ``report``, a line of JSON each."""

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked")
        APPLYING = "applying", _("being applied")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused: nothing was changed")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKING)
    sheet = models.FileField(_("spreadsheet"), upload_to="imports/", storage=private_storage)
    pictures = models.FileField(
        _("pictures (zip)"), upload_to="imports/", storage=private_storage, blank=True
    )
    report = models.FileField(
        pgettext_lazy("import", "report"), upload_to="imports/", storage=private_storage, blank=True
    )
    # By an agent: only for makers who let her prepare their products, and all words wait to be checked.
    by_agent = models.BooleanField(_("by an agent"), default=False, db_default=False)
    is_partial = models.BooleanField(_("leave out what is refused"), default=False)
    counts = models.JSONField(_("rows by outcome"), default=dict)
    fault = models.CharField(_("why the file is refused"), max_length=30, blank=True)
    fault_where = models.CharField(_("where"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "checked", "applying", "done", "refused"]),
                name="tiwizi_import_state",
            ),
            models.CheckConstraint(
                condition=Q(by_agent=False) | Q(actor__isnull=False), name="tiwizi_import_agent_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
