"""Double entry, append only. A balance is a sum of postings, never a stored number."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField


class LedgerAccount(models.Model):
    """One account: its kind, whose it is when it is somebody's, its currency."""

    actor_path = "organisation"
    only_grows = True

    kind = models.CharField(_("kind"), max_length=30)
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, null=True, blank=True, related_name="ledger_accounts"
    )
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("ledger account")
        verbose_name_plural = _("ledger accounts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "organisation", "currency"], name="tiwizi_one_account"),
            models.UniqueConstraint(
                fields=["kind", "currency"], condition=Q(organisation=None), name="tiwizi_one_common_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id or ''} {self.currency}"


class Unsealed(models.Model):
    """A table that stays empty: an entry that still points here cannot be committed. See ``book_guards``."""

    class Meta:
        verbose_name = _("entry not sealed")
        verbose_name_plural = _("entries not sealed")

    def __str__(self) -> str:
        return str(self.pk)


NOT_YET = 1


class JournalEntry(models.Model):
    """One business event in the books. Its postings sum to zero per currency; a correction is a new entry.

    ``day`` is the one it counts for, in an open month; ``at`` is when it was written. It starts out
    ``unsealed``; sealing it, once its postings balance, is the only change it ever sees.
    """

    key = models.CharField(_("key"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=30)
    order = models.ForeignKey(
        "tiwizi_shop.Order", models.PROTECT, null=True, blank=True, related_name="journal"
    )
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    day = models.DateField(_("day"))
    unsealed = models.ForeignKey(
        Unsealed, models.PROTECT, null=True, default=NOT_YET, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [models.Index(fields=["day"], name="tiwizi_entry_day")]

    def __str__(self) -> str:
        return self.key


class ClosedMonth(models.Model):
    """A month that is closed: no entry is dated before ``until`` any more, the first day of the next one."""

    only_grows = True

    until = models.DateField(_("closed before"), unique=True)
    at = models.DateTimeField(_("closed"), auto_now_add=True)

    class Meta:
        ordering = ["-until"]
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        constraints = [
            models.CheckConstraint(condition=Q(until__day=1), name="tiwizi_month_closes_on_its_last_day")
        ]

    def __str__(self) -> str:
        return self.until.isoformat()


class Posting(models.Model):
    """One side of an entry: positive is debit, negative is credit."""

    only_grows = True

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="postings")
    amount = MoneyField(_("amount (debit positive)"), max_digits=14)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="tiwizi_posting_not_zero")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount}"
