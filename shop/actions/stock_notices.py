"""Tell me when it is back: asked by e-mail, confirmed by a link in a letter, told once, then forgotten."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.actions.announce import announce
from shop.models import Listing, Product, StockNotice

KEPT = timedelta(days=365)
UNCONFIRMED = timedelta(days=7)
AT_ONCE = 500


@transaction.atomic(durable=True)
def ask_for_notice(product: Product, *, email: str, language: str) -> None:
    """Send a link to confirm the wish. Whoever asks again for the same gets no second letter."""
    try:
        with transaction.atomic():
            wish = StockNotice.objects.create(product=product, email=email.lower(), language=language)
    except IntegrityError:
        return  # she has asked before; the answer on the page is the same
    announce("notice.asked", key=f"notice.asked:{wish.pk}", notice=wish.pk)


@transaction.atomic(durable=True)
def confirm_notice(wish: StockNotice, *, now: datetime | None = None) -> None:
    """Take the click in the letter as her word. Does nothing twice."""
    StockNotice.objects.filter(pk=wish.pk, confirmed_at=None).update(confirmed_at=now or timezone.now())


@transaction.atomic(durable=True)
def drop_notice(wish: StockNotice) -> None:
    """Forget the wish and the address with it."""
    StockNotice.objects.filter(pk=wish.pk).delete()


def tell_what_is_back(*, now: datetime | None = None) -> int:
    """Tell everybody whose offer can be had again, each once; return how many."""
    now = now or timezone.now()
    waiting = StockNotice.objects.exclude(confirmed_at=None).filter(told_at=None)
    back = Listing.objects.filter(is_available=True, product__in=waiting.values("product"))
    due = waiting.filter(product__in=back.values("product")).order_by("pk")[:AT_ONCE]
    return sum(_tell(wish, now) for wish in due)


def forget_old_notices(*, now: datetime | None = None) -> int:
    """Delete wishes that were told, never confirmed, or are a year old; return how many."""
    now = now or timezone.now()
    told = StockNotice.objects.filter(told_at__lt=now - UNCONFIRMED)
    silent = StockNotice.objects.filter(confirmed_at=None, created_at__lt=now - UNCONFIRMED)
    old = StockNotice.objects.filter(created_at__lt=now - KEPT)
    return sum(rows.delete()[0] for rows in (told, silent, old))


@transaction.atomic(durable=True)
def _tell(wish: StockNotice, now: datetime) -> bool:
    """One statement lets one of several jobs win."""
    if not StockNotice.objects.filter(pk=wish.pk, told_at=None).update(told_at=now):
        return False
    announce("notice.back", key=f"notice.back:{wish.pk}", notice=wish.pk)
    return True
