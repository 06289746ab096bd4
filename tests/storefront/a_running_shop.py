"""Makes a small running shop in the database of the environment; run as a program by the tests of moving."""

import sys
from io import BytesIO
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django first
from PIL import Image  # noqa: E402  Django first

from home.testing.builders import a_consent, a_story, published  # noqa: E402  Django first
from producers.actions.deliver import deliver_announcements  # noqa: E402  Django first
from producers.actions.send_messages import send_messages  # noqa: E402  Django first
from producers.domain.actors import SYSTEM  # noqa: E402  Django first
from producers.testing.builders import a_user, an_operator  # noqa: E402  Django first
from shop.actions import cases, fulfil  # noqa: E402  Django first
from shop.actions.cash import collect  # noqa: E402  Django first
from shop.actions.confirm_by_phone import confirm_by_phone  # noqa: E402  Django first
from shop.actions.issue_invoice import issue_invoice  # noqa: E402  Django first
from shop.actions.keep_address import keep_address  # noqa: E402  Django first
from shop.domain.addresses import address_from  # noqa: E402  Django first
from shop.reading.reconcile import differences  # noqa: E402  Django first
from shop.testing.builders import a_cart, a_fee_rule, a_market, a_variant, on_show  # noqa: E402  Django first
from shop.testing.buying import ADDRESS, an_order  # noqa: E402  Django first


def main(folder: Path) -> None:
    """Sell, deliver, take cash, invoice, answer; leave a cart, a story, and files of both kinds."""
    call_command("migrate", verbosity=0)
    a_fee_rule()
    a_market(cash_limit=100_000)
    an_operator(username="operator")
    variant = a_variant(price="180.00", stock=9)
    on_show(variant)
    for method in ("cash", "transfer", "cash"):
        order = an_order(variant, method=method)
    confirm_by_phone(order, actor=SYSTEM)
    part = order.parts.get()
    fulfil.accept(part, actor=SYSTEM, reason="it's “gold” ✓ زربية")
    fulfil.ship(part, carrier="Amana", tracking="T1", actor=SYSTEM)
    fulfil.deliver(part, actor=SYSTEM)
    collect(part, actor=SYSTEM)
    issue_invoice(part)
    cases.open_case(cases.Matter("delivery", order=order), cases.asker_of(order), "where? أين؟")
    a_cart(variant)
    keep_address(a_user("buyer"), address_from(ADDRESS))
    story = a_story(producer=variant.product.producer)
    a_consent(story)
    published(story)
    deliver_announcements()
    send_messages()
    _files(folder)
    assert list(differences()) == []


def _files(folder: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    named = {
        "media/images/rug.png": picture.getvalue(),
        "media/pictures/a/b.bin": b"x" * 70_000,
        "private/proofs/slip.pdf": b"%PDF-1.4",
        "private/cases/é.pdf": b"",
    }
    for name, content in named.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
