"""Who somebody is to the shop: what is hers by her account, by an order's secret, or by an address."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from producers.domain.personal import Person
from producers.models import Organisation
from shop.models import Case, Order
from shop.reading.history import proven_emails

SHORTEST_NAME = 5


def account_holder(user: Any) -> Person:
    """Return her who signed in: her orders and cases, and those under the addresses that are proven hers."""
    emails = tuple(email for email in {user.email, *proven_emails(user)} if email)
    proven = tuple(proven_emails(user))
    found = Q(cart__user=user)
    for email in proven:
        found |= Q(email__iexact=email)
    person = _of_orders(Order.objects.filter(found), emails=proven)
    return Person(
        users=(user.pk,),
        orders=person.orders,
        cases=person.cases,
        emails=emails,
        phones=person.phones,
        recipients=(*emails, *person.phones),
        words=person.words,
    )


def buyer_of(order: Order) -> Person:
    """Return whoever holds the secret of an order, as far as it proves her: that order, nothing beside it.

    The same address on other orders is not proven by it, so only letters about this one are hers.
    """
    cases = tuple(Case.objects.filter(order=order).values_list("pk", flat=True))
    return Person(orders=(order.pk,), cases=cases, words=(order.number,))


def who_asked(order: Order) -> Person:
    """Return the buyer of an order that was under way when she asked, with the letters that waited for it.

    While another order goes to the same address, letters that name none stay until their own time is over.
    """
    reached = tuple(filter(None, (order.email, order.phone)))
    same = Q(pk__in=[])
    for address in reached:
        same |= Q(email__iexact=address) | Q(phone=address)
    others = Order.objects.filter(same, erased_at=None).exclude(pk=order.pk)
    return replace(buyer_of(order), recipients=() if others.exists() else reached)


def reached_by(contact: str) -> Person:
    """Return her whom an operator knows by a proven e-mail or a phone in E.164: all that stands under it."""
    is_email = "@" in contact
    rows = Order.objects.filter(email__iexact=contact) if is_email else Order.objects.filter(phone=contact)
    return _of_orders(rows, emails=(contact,) if is_email else (), phones=() if is_email else (contact,))


def maker(organisation: Organisation) -> Person:
    """Return an organisation as a person: a woman who makes alone is one."""
    emails = tuple(filter(None, {organisation.email}))
    phones = tuple(filter(None, {organisation.phone}))
    name = organisation.name.data
    names = set(name.values() if isinstance(name, dict) else [name]) | {organisation.legal_name}
    return Person(
        organisations=(organisation.pk,),
        emails=emails,
        phones=phones,
        recipients=(*emails, *phones),
        # Letters to buyers name her. A name of a few letters is part of too many words.
        words=tuple(sorted(word for word in names if word and len(word) >= SHORTEST_NAME)),
    )


def _of_orders(
    orders: "QuerySet[Order]", *, emails: tuple[str, ...] = (), phones: tuple[str, ...] = ()
) -> Person:
    rows = list(orders.values_list("pk", "number", "phone", "erased_at"))
    keys = tuple(pk for pk, *_ in rows)
    written = Q(order__in=keys)
    for email in emails:
        written |= Q(contact__email__iexact=email)
    for phone in phones:
        written |= Q(contact__phone=phone)
    reached = tuple({phone for _, _, phone, _ in rows if phone} | set(phones))
    return Person(
        orders=keys,
        cases=tuple(Case.objects.filter(written).values_list("pk", flat=True)),
        emails=emails,
        phones=reached,
        recipients=(*emails, *reached),
        words=tuple(number for _, number, _, _ in rows),
    )
