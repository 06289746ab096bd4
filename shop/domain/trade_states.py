"""The states of buying for others, and their legal moves; ``states`` decides by them as by all others."""

from collections.abc import Mapping
from enum import StrEnum

MoveTable = dict[StrEnum, set[StrEnum]]


class TradeBuyerStatus(StrEnum):
    """What the office has said of an organisation that wants to buy for others."""

    APPLIED = "applied"
    VERIFIED = "verified"
    REFUSED = "refused"


class SourcingStatus(StrEnum):
    """A trade buyer's request: makers are asked and quotes sent as long as it is open."""

    OPEN = "open"
    CLOSED = "closed"


class AskStatus(StrEnum):
    """A maker's answer to whether she can make what is looked for. She may think better of it."""

    ASKED = "asked"
    CAN = "can"
    CANNOT = "cannot"


class QuoteStatus(StrEnum):
    """A quote to a trade buyer. What is sent is never changed: another one replaces it."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REPLACED = "replaced"


_TRADE_BUYER: MoveTable = {
    TradeBuyerStatus.APPLIED: {TradeBuyerStatus.VERIFIED, TradeBuyerStatus.REFUSED},
    # Whoever was refused may apply again; whoever was verified may lose it.
    TradeBuyerStatus.REFUSED: {TradeBuyerStatus.APPLIED, TradeBuyerStatus.VERIFIED},
    TradeBuyerStatus.VERIFIED: {TradeBuyerStatus.REFUSED},
}
_SOURCING: MoveTable = {SourcingStatus.OPEN: {SourcingStatus.CLOSED}}
_ASK: MoveTable = {
    AskStatus.ASKED: {AskStatus.CAN, AskStatus.CANNOT},
    AskStatus.CAN: {AskStatus.CANNOT},
    AskStatus.CANNOT: {AskStatus.CAN},
}
_QUOTE: MoveTable = {
    QuoteStatus.SENT: {
        QuoteStatus.ACCEPTED,
        QuoteStatus.DECLINED,
        QuoteStatus.EXPIRED,
        QuoteStatus.REPLACED,
    },
}
TRADE_MOVES: Mapping[type[StrEnum], MoveTable] = {
    TradeBuyerStatus: _TRADE_BUYER,
    SourcingStatus: _SOURCING,
    AskStatus: _ASK,
    QuoteStatus: _QUOTE,
}
