"""What a maker's orders and money put on the portal's home: their tiles, and what needs doing today."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from producers.domain.dates import day_written
from producers.domain.grants import Permission
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task, add_today
from shop.domain.maker_steps import Todo
from shop.models import Payout, ProducerOrder
from shop.models.querysets import TO_SEND, PartQuerySet

NEWS_DAYS = 3
"""For so long is money that came something of today."""
_WAITING = Q(status__in=["placed", "accepted", "making", "packed", "partly_shipped"])


def register() -> None:
    """Put both tiles and both kinds of news on the home; for ``AppConfig.ready``."""
    orders = gettext_lazy("My orders")
    add_task(Task("orders", orders, "parcel", "shop_portal:orders", Permission.SEE_ORDERS, 20, to_do))
    money = gettext_lazy("My money")
    add_task(Task("money", money, "coin", "shop_portal:money", Permission.SEE_MONEY, 30))
    add_today(orders_today)
    add_today(money_today)


def to_do(acting: Acting) -> int:
    """Return how many of her orders wait for her."""
    return _mine(acting).filter(_WAITING).count()


def orders_today(acting: Acting) -> Iterable[Today]:
    """Say which orders wait for an answer, by when, and which parcels to hand over."""
    if not acting.allows(Permission.SEE_ORDERS):
        return
    is_new, is_late = Q(status="placed"), Q(status__in=TO_SEND, ship_by__lt=timezone.localdate())
    found = _mine(acting).aggregate(
        new=Count("pk", filter=is_new),
        first=Min("accept_by", filter=is_new),
        late=Count("pk", filter=is_late),
        packed=Count("pk", filter=Q(status__in=["packed", "partly_shipped"])),
    )
    if new := found["new"]:
        text = ngettext("%(count)d order to accept", "%(count)d orders to accept", new)
        yield Today(_by(text % {"count": new}, found["first"]), "clock", _heap(Todo.ACCEPT), 1)
    if late := found["late"]:
        text = ngettext("%(count)d order is late", "%(count)d orders are late", late)
        yield Today(text % {"count": late}, "alert", reverse("shop_portal:orders"), 2)
    if packed := found["packed"]:
        text = ngettext("%(count)d parcel to hand over", "%(count)d parcels to hand over", packed)
        yield Today(text % {"count": packed}, "parcel", _heap(Todo.HAND_OVER), 3)


def money_today(acting: Acting) -> Iterable[Today]:
    """Say that money has come; how much stands on its own page, which a bystander does not see."""
    if not acting.allows(Permission.SEE_MONEY):
        return
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    rows = Payout.objects.filter(
        organisation=acting.organisation, status="confirmed", confirmed_at__gte=since
    )
    last = rows.order_by("-confirmed_at").values_list("reference", flat=True).first()
    if last:
        yield Today(_("Money has come"), "coin", reverse("shop_portal:payout", args=[last]), 4)


def _mine(acting: Acting) -> PartQuerySet:
    return ProducerOrder.objects.filter(producer=acting.organisation)


def _heap(todo: Todo) -> str:
    return f"{reverse('shop_portal:orders')}?do={todo.value}"


def _by(text: str, deadline: datetime | None) -> str:
    if deadline is None:
        return text
    day = day_written(timezone.localdate(deadline), get_language() or "fr")
    return _("%(what)s, before %(day)s") % {"what": text, "day": f"\u2068{day}\u2069"}
