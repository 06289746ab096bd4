"""She and who helps her are told what a proof holds up: before it ends, when it goes, and when it is back."""

from collections.abc import Callable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.grants import Permission
from producers.domain.shown import shown, spoken
from producers.domain.told import Told
from producers.letter_kinds import add_letters
from producers.letters import write_letter
from producers.models import Evidence, Organisation
from producers.reading.audience import told_with
from shop.material_words import claim_sentence
from shop.models import Product
from shop.reading.proven_claims import held_up_by

MOST_NAMED = 8
HELD_UP = "product.held_up"
add_letters((HELD_UP,), Told.WITH_PRODUCTS)


@receives("evidence.ends", tells=())
def tell_what_it_holds_up(announced: Announced) -> None:
    """Name the products that go off sale with a proof, while it can still be renewed."""
    rows = Evidence.objects.valid(timezone.localdate()).select_related("label", "organisation")
    row = rows.filter(pk=announced.payload["evidence"]).first()
    products = held_up_by(row) if row else []
    if row and products:
        until = row.valid_until
        _tell(announced, row.organisation, products, lambda: _goes(until), HELD_UP)


@receives("product.unproven", tells=(Told.WITH_PRODUCTS,))
def tell_that_it_rests(announced: Announced) -> None:
    """Say that it is off sale, and what brings it back; nothing when it is back already."""
    row = Product.objects.exclude(unproven_at=None).filter(pk=announced.payload["product"]).first()
    if row is not None:
        claims = announced.payload["claims"]
        _tell(announced, row.producer, [row], lambda: _rests(claims), announced.kind)


@receives("product.proven", tells=(Told.WITH_PRODUCTS,))
def tell_that_it_is_back(announced: Announced) -> None:
    """Say that it can be bought again."""
    row = Product.objects.filter(pk=announced.payload["product"], hidden_at=None).first()
    if row is not None:
        _tell(announced, row.producer, [row], _is_back, announced.kind)


def _goes(until: object) -> str:
    day = date_format(until, "SHORT_DATE_FORMAT") if until else ""
    return gettext("After %(day)s these products go off sale, unless the proof is renewed:") % {"day": day}


def _rests(claims: Sequence[str]) -> str:
    resting = gettext("This product is off sale. With a new proof it comes back by itself.")
    return f"{resting} {claim_sentence(claims)}"


def _is_back() -> str:
    return gettext("This product is proven and on sale again.")


def _tell(
    announced: Announced,
    her: Organisation,
    products: Sequence[Product],
    sentence: Callable[[], str],
    kind: str,
) -> None:
    for recipient in told_with(her, Permission.MANAGE_PRODUCTS, timezone.localdate()):
        lang = recipient.language
        with override(spoken(lang)):
            names = [shown(one.name, lang, one.original_language).text for one in products[:MOST_NAMED]]
            words = {"sentence": sentence(), "lines": names, "note": ""}
        letter = write_letter("producers/mail/standing", words, language=lang, channel=recipient.channel)
        tell(recipient, letter, key=f"{kind}:{announced.key}:{recipient.key}"[:200], kind=kind)
