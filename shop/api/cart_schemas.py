"""What the API says of carts and orders, and what it takes."""

from datetime import date
from typing import Annotated, Literal

from ninja import Field, Schema

from shop.api.asked import Code, Country
from shop.api.schemas import Maker, Money, Picture, Text
from shop.domain.quantities import LARGEST
from shop.domain.return_address import LONGEST as LONGEST_RETURN

Typed = Annotated[str, Field(max_length=1000)]
Quantity = Annotated[int, Field(ge=1, le=LARGEST)]


class CartAsked(Schema):
    """The country that pays; it decides market and currency."""

    country: Country


class LineAsked(Schema):
    """Pieces of a variant, by its permanent id."""

    variant: Code
    quantity: Quantity = 1


class LineChange(Schema):
    """How many pieces of a variant are wanted; none takes the line out."""

    variant: Code
    quantity: Annotated[int, Field(ge=0, le=LARGEST)]


class BuyerAsked(Schema):
    """Who buys, and where it goes: the fields of the checkout's first page.

    At home a place is province (``MA-…``), commune and landmark; abroad street, postcode, city and state.
    """

    name: Typed = ""
    phone: Typed = ""
    email: Typed = ""
    country: Country | None = None
    province: Typed = ""
    commune: Typed = ""
    quarter: Typed = ""
    landmark: Typed = ""
    street: Typed = ""
    postcode: Typed = ""
    city: Typed = ""
    state: Typed = ""
    is_gift: bool = False
    recipient: Typed = ""
    recipient_phone: Typed = ""
    gift_note: Typed = ""


class CheckoutAsked(Schema):
    """What of the checkout is filled in; what is left out stays as it was."""

    buyer: BuyerAsked | None = None
    mode: Code | None = None
    method: Code | None = None


class Amount(Schema):
    """An amount in minor units."""

    amount: Annotated[int, Field(ge=0, le=10**15)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class OrderAsked(Schema):
    """The press on "order": what the buyer saw, and what she said yes to.

    ``shown`` is the total that she saw and ``attempt`` that of the cart that she saw it in. ``accepted`` says
    that she accepts the texts in force, ``agreed`` that the late day suits her.
    ``return_to`` is the page that a payment page sends her back to, on a site named for the partner; without
    it that is the page of her order here. It learns nothing from us: ask for the order.
    """

    shown: Amount
    attempt: Annotated[str, Field(max_length=64)]
    accepted: bool
    agreed: bool = False
    return_to: Annotated[str, Field(max_length=LONGEST_RETURN)] = ""


class CartLine(Schema):
    """A line; ``problem`` is a code that says why it cannot be ordered as it stands."""

    variant: str
    product: str
    name: Text
    option: Text
    picture: Picture | None
    quantity: int
    available: int
    unit: Money | None
    total: Money
    price_was: Money | None
    problem: str
    closed: list[str]
    making_days: int | None


class Way(Schema):
    """A way of delivery; ``reason`` says why it cannot be taken."""

    mode: str
    cost: Money
    first: date | None
    last: date | None
    days: str
    is_chosen: bool
    reason: str


class Part(Schema):
    """What one maker sends."""

    producer: Maker
    lines: list[CartLine]
    goods: Money
    delivery: Money
    duties: Money
    total: Money


class PayWay(Schema):
    """A way of paying; ``reason`` says why it cannot be chosen, ``limit`` the amount that it means."""

    method: str
    label: str
    detail: str
    is_chosen: bool
    reason: str
    limit: Money | None


class LegalText(Schema):
    """A text that the buyer accepts with her order."""

    slug: str
    version: str
    url: str


class Cart(Schema):
    """A cart with all its costs. ``missing`` names the steps that are still to be filled in."""

    token: str
    country: str
    currency: str
    market: str
    delivery_country: str
    parts: list[Part]
    pieces: int
    goods: Money
    delivery: Money
    duties: Money
    total: Money
    makers: Money
    ways: list[Way]
    payments: list[PayWay]
    texts: list[LegalText]
    date_to_agree: date | None
    missing: list[Literal["address", "delivery", "payment"]]
    reasons: list[str]
    can_be_ordered: bool
    attempt: str


class Instruction(Schema):
    """A line to copy; ``code`` says what it is."""

    code: str
    value: str


class NextStep(Schema):
    """Where the buyer goes from here: to ``url``, to pay as ``instructions`` say, or nowhere."""

    kind: Literal["place", "redirect", "instruct"]
    url: str
    instructions: list[Instruction]


class OrderPart(Schema):
    """What one maker sends of an order, and how far it has come."""

    number: str
    producer: str
    status: str


class Order(Schema):
    """An order by its secret; names, addresses and phones stay on its page."""

    token: str
    number: str
    url: str
    status: str
    status_text: str
    total: Money
    method: str
    parts: list[OrderPart]
    next: NextStep | None
