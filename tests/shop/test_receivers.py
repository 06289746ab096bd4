"""Who is told what, in which language, through which channel, and with links of our own."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from producers.actions.announce import announce
from producers.actions.deliver import deliver_announcements
from producers.actions.send_messages import send_messages
from producers.domain.actors import SYSTEM
from producers.models import Announcement, Grant, Message
from producers.testing.builders import a_producer, an_agent_for, an_association, an_operator
from shop.actions.cancel import cancel
from shop.actions.complete import complete
from shop.actions.enquire import answer, enquire, pass_on
from shop.actions.expire_unpaid import expire
from shop.actions.listing import refresh_listing
from shop.actions.resend_link import resend_link
from shop.domain.references import grouped
from shop.domain.states import IllegalMoveError
from shop.models import Enquiry, Order, SearchRow, Variant
from shop.testing.builders import a_product, a_variant
from shop.testing.buying import a_ready_cart, total_of
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db


def messages(kind: str) -> dict[str, Message]:
    return {message.recipient: message for message in Message.objects.filter(kind=kind)}


def the_message(kind: str) -> Message:
    deliver_announcements()
    return Message.objects.get(kind=kind)


def hers(**fields: str) -> Variant:
    maker = a_producer(name={"fr": "Atelier Tazzla", "ar": "ورشة تازلا"}, **fields)
    return a_variant(a_product(producer=maker, name={"fr": "Théière <bleue>", "ar": "إبريق أزرق"}), stock=5)


def by_transfer(variant: Variant, lang: str = "fr") -> Order:
    cart = a_ready_cart(variant)
    return complete(cart, shown=total_of(cart), method="transfer", attempt=cart.attempt, lang=lang).order


def test_the_buyer_gets_her_order_by_mail_with_the_link_of_our_own_site(settings):
    settings.SITE_URL = "https://shop.example.test"
    order = a_placed_order((hers(), 2), delivery="40")
    deliver_announcements()
    send_messages()
    sent = next(each for each in mail.outbox if each.to == ["salma@example.test"])
    html = sent.alternatives[0].content
    address = f"https://shop.example.test/fr/orders/{order.token}/"
    for text in (sent.body, html):
        assert address in text
        assert order.number in text
        assert "400\u00a0MAD" in text
    assert order.number in sent.subject
    assert "Théière <bleue>" in sent.body
    assert "Théière &lt;bleue&gt;" in html
    assert 'dir="ltr"' in html
    assert "testserver" not in sent.body + html


def test_in_arabic_it_is_in_arabic_from_right_to_left():
    a_placed_order(hers(), language="ar")
    message = the_message("order.placed")
    assert message.language == "ar"
    assert '<html lang="ar" dir="rtl">' in message.html
    assert "إبريق أزرق" in message.text
    assert "/ar/orders/" in message.text
    assert "180\u00a0درهم" in message.text


def test_a_language_of_few_words_has_its_letters_in_the_one_that_its_pages_fall_back_to():
    a_placed_order(hers(), language="zgh")
    message = the_message("order.placed")
    assert '<html lang="fr" dir="ltr">' in message.html
    assert "Théière" in message.text
    assert "/zgh/orders/" in message.text


def test_who_gave_a_phone_alone_is_told_there_in_one_line():
    order = a_placed_order(hers(), email="")
    message = the_message("order.placed")
    assert (message.channel, message.recipient, message.html) == ("message", "+212600000000", "")
    assert f"/fr/orders/{order.token}/" in message.text
    assert "\n" not in message.text


def test_the_producer_and_her_agents_are_told_in_their_languages():
    variant = hers(language="ar", phone="+212611111111", email="tazzla@example.test")
    producer = variant.product.producer
    an_agent_for(producer, association=an_association(language="fr"), username="agent")
    order = a_placed_order((variant, 2))
    deliver_announcements()
    told = messages("part.placed")
    assert {address: (each.channel, each.language) for address, each in told.items()} == {
        "+212611111111": ("message", "ar"),
        "tazzla@example.test": ("email", "ar"),
        "agent@example.test": ("email", "fr"),
    }
    assert "إبريق أزرق" in told["+212611111111"].text
    assert "Théière" in told["agent@example.test"].text
    for message in told.values():
        assert f"{order.number}-1" in message.text
        assert "Salma" not in message.text + message.html
        assert order.token not in message.text + message.html


@pytest.mark.parametrize("permission", ["edit_profile", "nobody_knows"])
def test_an_agent_who_may_not_see_orders_is_not_told(permission):
    variant = hers()
    an_agent_for(variant.product.producer, username="agent", permission=permission)
    a_placed_order(variant)
    deliver_announcements()
    assert not messages("part.placed")


def test_a_withdrawn_grant_ends_the_messages():
    variant = hers()
    an_agent_for(variant.product.producer, username="agent")
    Grant.objects.update(withdrawn_at=timezone.now())
    a_placed_order(variant)
    deliver_announcements()
    assert not messages("part.placed")


def test_an_association_without_agents_on_mail_is_told_itself():
    variant = hers()
    association = an_association(email="office@example.test", language="ar")
    user = an_agent_for(variant.product.producer, association=association)
    type(user).objects.update(email="")
    a_placed_order(variant)
    deliver_announcements()
    assert messages("part.placed").keys() == {"office@example.test"}


def test_each_producer_hears_of_her_own_part_alone():
    first, second = hers(email="first@example.test"), hers(email="second@example.test")
    order = a_placed_order(first, second)
    deliver_announcements()
    told = messages("part.placed")
    assert f"{order.number}-1" in told["first@example.test"].text
    assert f"{order.number}-2" not in told["first@example.test"].text
    assert f"{order.number}-2" in told["second@example.test"].text


def test_a_transfer_is_explained_until_it_has_come():
    order = by_transfer(hers(email="tazzla@example.test"))
    message = the_message("order.awaiting_payment")
    reference = grouped(order.payments.get().reference)
    assert reference in message.text
    assert reference in message.html
    assert not messages("part.placed")


def test_instructions_that_come_too_late_are_not_sent():
    order = by_transfer(hers())
    expire(order, now=timezone.now())
    deliver_announcements()
    assert not messages("order.awaiting_payment")
    assert "expir" in the_message("order.expired").subject.casefold()


def test_a_cancelled_order_is_told_to_both_sides():
    order = a_placed_order(hers(email="tazzla@example.test"))
    cancel(order, actor=SYSTEM, reason="buyer asked")
    deliver_announcements()
    assert order.number in messages("order.cancelled")["salma@example.test"].text
    assert f"{order.number}-1" in messages("part.cancelled")["tazzla@example.test"].text


def test_a_lost_link_goes_to_the_contact_on_file():
    order = a_placed_order(hers())
    resend_link(order.number, "salma@example.test")
    message = the_message("order.link_asked")
    assert (message.recipient, order.token in message.text) == ("salma@example.test", True)


def test_delivering_again_writes_nothing_twice():
    a_placed_order(hers(email="tazzla@example.test", phone="+212611111111"))
    deliver_announcements()
    before = Message.objects.count()
    Announcement.objects.update(delivered_at=None, due_at=timezone.now() - timedelta(minutes=1))
    deliver_announcements()
    assert Message.objects.count() == before == 3


def test_a_question_reaches_the_operators_with_the_contact_and_the_producer_without():
    an_operator(username="omar")
    variant = hers(email="tazzla@example.test")
    enquire(
        variant.product,
        kind="similar",
        name="Yto",
        contact="yto@example.test",
        text="<i>Plus grande ?</i>",
        language="fr",
    )
    deliver_announcements()
    told = messages("enquiry.opened")
    assert list(told) == ["omar@example.test"], "a person reads it first"
    assert "yto@example.test" in told["omar@example.test"].text
    for _ in range(2):
        pass_on(Enquiry.objects.get(), actor=SYSTEM)
    deliver_announcements()
    passed = messages("enquiry.passed")
    assert list(passed) == ["tazzla@example.test"]
    assert "yto@example.test" not in passed["tazzla@example.test"].text + passed["tazzla@example.test"].html
    assert "Yto" not in passed["tazzla@example.test"].text
    assert "&lt;i&gt;" in passed["tazzla@example.test"].html


def test_an_answer_goes_to_whoever_asked_once():
    question = enquire(
        hers().product, kind="question", name="Yto", contact="yto@example.test", text="?", language="ar"
    )
    answer(question, "<b>Oui</b>, en bleu.", actor=SYSTEM)
    with pytest.raises(IllegalMoveError):
        answer(question, "Encore", actor=SYSTEM)
    with pytest.raises(IllegalMoveError):
        pass_on(question, actor=SYSTEM)
    deliver_announcements()
    letter = messages("enquiry.answered")["yto@example.test"]
    assert letter.language == "ar"
    assert "Oui" in letter.text
    assert "&lt;b&gt;" in letter.html


def test_no_letter_carries_a_foreign_address_or_anything_to_run():
    a_placed_order(
        hers(email="tazzla@example.test"), note='<script src="https://evil.example/x.js"></script>'
    )
    deliver_announcements()
    for message in Message.objects.exclude(html=""):
        assert set(re.findall(r"https?://[\w.:-]+", message.html)) <= {"http://testserver"}
        assert "<script" not in message.html
        assert "<img" not in message.html


def test_searches_follow_after_the_announcement():
    variant = hers()
    refresh_listing([variant.product_id])
    deliver_announcements()
    found = get_search_backend().search("theiere", SearchRow.objects.filter(language="fr"))
    assert [row.product_id for row in found] == [variant.product_id]


def test_what_nobody_listens_to_is_simply_done():
    with transaction.atomic():
        announce("nobody.listens", key="nobody:1")
    assert deliver_announcements() == 1
