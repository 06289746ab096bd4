"""Many papers at the same moment: each number once, none left out. The control has no lock."""

from threading import Barrier

from producers.testing.builders import a_producer
from shop.actions.issue_invoice import issue_invoice
from shop.models import Invoice, InvoiceCounter
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order
from tests.races.together import at_once, failures

SHARED = 12


def parts_of(producer, count):
    a_market(cash_limit=100_000)
    variant = a_variant(product=a_product(producer=producer), stock=count)
    return [a_placed_order(variant).parts.get() for _ in range(count)]


def test_the_race_is_real_without_the_lock():
    counter = InvoiceCounter.objects.create(issuer=a_producer(), kind="invoice", year=2026)
    looked, taken = Barrier(SHARED), []

    def look_then_write():
        seen = InvoiceCounter.objects.get(pk=counter.pk).last
        looked.wait(60)
        InvoiceCounter.objects.filter(pk=counter.pk).update(last=seen + 1)
        taken.append(seen + 1)

    assert not failures(at_once([look_then_write] * SHARED))
    assert len(set(taken)) < SHARED


def test_invoices_of_one_seller_at_once_have_every_number_once():
    parts = parts_of(a_producer(), SHARED)
    assert not failures(at_once([lambda part=part: issue_invoice(part) for part in parts]))
    assert sorted(Invoice.objects.values_list("place", flat=True)) == list(range(1, SHARED + 1))
    assert InvoiceCounter.objects.get().last == SHARED


def test_one_part_invoiced_at_once_has_one_invoice():
    (part,) = parts_of(a_producer(), 1)
    results = at_once([lambda: issue_invoice(part)] * SHARED)
    assert not failures(results)
    assert len({invoice.pk for invoice in results}) == 1
    assert InvoiceCounter.objects.get().last == 1
