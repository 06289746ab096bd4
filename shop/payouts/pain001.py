"""ISO 20022 customer credit transfer initiation, pain.001.001.03 and .09: one batch, one payment information.

Written by the public message definition: header with number and sum of all transfers, one debtor, one
transfer for each payout with our reference as its end-to-end id. Names go in Latin letters without accents,
which is what clearing systems take.
"""

import re
import unicodedata
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from shop.domain.rib import iban_of, is_rib
from shop.payouts.base import ToPay, ToPayTogether
from shop.payouts.lists import plain_amount

_VERSIONS = {"03": "BIC", "09": "BICFI"}
_NOT_LATIN = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
NAME_LIMIT, TEXT_LIMIT = 70, 140


@dataclass(frozen=True)
class Debtor:
    """Who pays, from which account; ``bic`` is the bank's, if it asks for it."""

    name: str
    account: str
    bic: str = ""


@dataclass(frozen=True)
class Layout:
    """How a bank wants it: the version of the message, and accounts as ``iban`` or as ``rib``."""

    version: str = "09"
    accounts_as: str = "iban"

    def __post_init__(self) -> None:
        if self.version not in _VERSIONS or self.accounts_as not in ("iban", "rib"):
            raise ValueError("pain.001 is written in version 03 or 09, with accounts as iban or rib")

    @property
    def namespace(self) -> str:
        """The message's own name."""
        return f"urn:iso:std:iso:20022:tech:xsd:pain.001.001.{self.version}"


def message(batch: ToPayTogether, debtor: Debtor, layout: Layout, *, is_fictional: bool = False) -> bytes:
    """Return the message as XML in UTF-8. The same batch gives the same bytes."""
    document = Element("Document", xmlns=layout.namespace)
    initiation = SubElement(document, "CstmrCdtTrfInitn")
    _header(initiation, batch, debtor, is_fictional=is_fictional)
    payment = SubElement(initiation, "PmtInf")
    _payment(payment, batch, debtor, layout)
    for each in batch.payouts:
        _transfer(SubElement(payment, "CdtTrfTxInf"), each, layout)
    content: bytes = tostring(document, encoding="UTF-8", xml_declaration=True)
    return content


def latin(text: str, limit: int = NAME_LIMIT) -> str:
    """Return a name in the letters that clearing systems take."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(_NOT_LATIN.sub(" ", plain).split())[:limit].strip()


def _header(above: Element, batch: ToPayTogether, debtor: Debtor, *, is_fictional: bool) -> None:
    header = SubElement(above, "GrpHdr")
    _text(header, "MsgId", batch.reference)
    _text(header, "CreDtTm", batch.approved_at.replace(microsecond=0).isoformat())
    _sums(header, batch)
    name = f"FICTIONAL {debtor.name}" if is_fictional else debtor.name
    _text(SubElement(header, "InitgPty"), "Nm", latin(name))


def _payment(payment: Element, batch: ToPayTogether, debtor: Debtor, layout: Layout) -> None:
    _text(payment, "PmtInfId", batch.reference)
    _text(payment, "PmtMtd", "TRF")
    _sums(payment, batch)
    day = batch.approved_at.date().isoformat()
    if layout.version == "03":
        _text(payment, "ReqdExctnDt", day)
    else:
        _text(SubElement(payment, "ReqdExctnDt"), "Dt", day)
    _text(SubElement(payment, "Dbtr"), "Nm", latin(debtor.name))
    _account(SubElement(payment, "DbtrAcct"), debtor.account, layout)
    bank = SubElement(SubElement(payment, "DbtrAgt"), "FinInstnId")
    if debtor.bic:
        _text(bank, _VERSIONS[layout.version], debtor.bic)
    else:
        _text(SubElement(bank, "Othr"), "Id", "NOTPROVIDED")
    _text(payment, "ChrgBr", "SHAR")


def _transfer(transfer: Element, each: ToPay, layout: Layout) -> None:
    _text(SubElement(transfer, "PmtId"), "EndToEndId", each.reference)
    amount = SubElement(SubElement(transfer, "Amt"), "InstdAmt", Ccy=each.amount.currency.code)
    amount.text = plain_amount(each.amount)
    _text(SubElement(transfer, "Cdtr"), "Nm", latin(each.to.holder))
    _account(SubElement(transfer, "CdtrAcct"), each.to.account, layout)
    _text(SubElement(transfer, "RmtInf"), "Ustrd", latin(each.reference, TEXT_LIMIT))


def _account(above: Element, account: str, layout: Layout) -> None:
    number = SubElement(above, "Id")
    if is_rib(account) and layout.accounts_as == "rib":
        other = SubElement(number, "Othr")
        _text(other, "Id", account)
        _text(SubElement(other, "SchmeNm"), "Prtry", "RIB")
    else:
        _text(number, "IBAN", iban_of(account) if is_rib(account) else account)


def _sums(above: Element, batch: ToPayTogether) -> None:
    _text(above, "NbOfTxs", str(len(batch.payouts)))
    _text(above, "CtrlSum", plain_amount(batch.total))


def _text(above: Element, name: str, text: str) -> None:
    SubElement(above, name).text = text
