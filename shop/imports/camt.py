"""Bank statements in the form of ISO 20022, camt.053 of any version, streamed and without entities."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from shop.domain.columns import Fault, ListError
from shop.domain.statements import MOST_LINES, Booked, StatementRead

LARGEST_BYTES = 20 * 1024 * 1024
FORM = "urn:iso:std:iso:20022:tech:xsd:camt.053."
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)


def looks_like_xml(head: bytes) -> bool:
    """Say whether a file begins as XML does."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def read_camt(file: IO[bytes]) -> list[StatementRead]:
    """Return the statements of a file. Raises ``ListError`` for what is none, or could do harm."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST_BYTES:
        raise ListError(Fault.TOO_BIG)
    try:
        read = list(_statements(file))
    except DefusedXmlException as error:
        raise ListError(Fault.UNSAFE, type(error).__name__) from error
    except (ParseError, UnicodeError, LookupError, ValueError) as error:
        if isinstance(error, ListError):
            raise
        raise ListError(Fault.NOT_A_STATEMENT, str(error)[:100]) from error
    if not read:
        raise ListError(Fault.NOT_A_STATEMENT)
    return read


def _statements(file: IO[bytes]) -> Iterator[StatementRead]:
    """Gather each statement as its end goes by; entries are let go of once they are read."""
    lines: list[Booked] = []
    is_checked = False
    for _, element in iterparse(file, forbid_dtd=True):
        space, _, name = element.tag.rpartition("}")
        if name == "Ntry":
            lines.extend(_entries(element))
            if len(lines) > MOST_LINES:
                raise ListError(Fault.TOO_MANY_ROWS, str(MOST_LINES))
            element.clear()
        elif name == "Stmt":
            if not space.lstrip("{").startswith(FORM):
                raise ListError(Fault.NOT_A_STATEMENT, space.lstrip("{")[:100])
            is_checked = True
            yield _statement(element, tuple(lines))
            lines = []
            element.clear()
    if not is_checked:
        raise ListError(Fault.NOT_A_STATEMENT)


def _statement(element: Any, lines: tuple[Booked, ...]) -> StatementRead:
    balances = [(_said(each, "Tp/CdOrPrtry/Cd"), each) for each in _all(element, "Bal")]
    opening = next((each for code, each in balances if code in OPENING), None)
    closing = next((each for code, each in reversed(balances) if code in CLOSING), None)
    currency = _said(element, "Acct/Ccy") or _currency_of(closing) or _currency_of(opening)
    if not currency:
        raise ListError(Fault.NOT_A_STATEMENT, "Ccy")
    return StatementRead(
        account=(_said(element, "Acct/Id/IBAN") or _said(element, "Acct/Id/Othr/Id"))[:40],
        number=_said(element, "Id")[:60],
        currency=currency,
        opening=_signed(opening) if opening is not None else None,
        closing=_signed(closing) if closing is not None else None,
        lines=lines,
    )


def _entries(entry: Any) -> Iterator[Booked]:
    """Yield an entry that is booked, or each of its transactions when they tell their amounts."""
    status = _said(entry, "Sts/Cd") or _said(entry, "Sts")
    if status and status != "BOOK":
        return
    total, day = _signed(entry), _day(entry)
    reference = _said(entry, "AcctSvcrRef") or _said(entry, "NtryRef")
    details = [each for group in _all(entry, "NtryDtls") for each in _all(group, "TxDtls")]
    sign = 1 if total > 0 else -1
    amounts = [sign * size for each in details if (size := _size(each)) is not None]
    if len(details) > 1 and len(amounts) == len(details) and sum(amounts) == total:
        for number, (each, amount) in enumerate(zip(details, amounts, strict=True), 1):
            own = _said(each, "Refs/AcctSvcrRef") or f"{reference}/{number}"
            yield _booked(each, amount, day, own)
    elif total:
        yield _booked(details[0] if details else entry, total, day, reference, entry)


def _booked(detail: Any, amount: int, day: date, reference: str, entry: Any = None) -> Booked:
    side = "Dbtr" if amount > 0 else "Cdtr"
    name = _said(detail, f"RltdPties/{side}/Nm") or _said(detail, f"RltdPties/{side}/Pty/Nm")
    texts = [_plain(each) for info in _all(detail, "RmtInf") for each in _all(info, "Ustrd")]
    texts += [_said(each, "CdtrRefInf/Ref") for info in _all(detail, "RmtInf") for each in _all(info, "Strd")]
    texts += [_said(detail, "Refs/EndToEndId"), _said(detail, "AddtlTxInf")]
    texts += [_said(entry, "AddtlNtryInf")] if entry is not None else []
    said = " ".join(text for text in texts if text and text != "NOTPROVIDED")
    return Booked(day, amount, reference[:60], name[:140], said[:500])


def _signed(element: Any) -> int:
    """Return amount and sign of a balance or an entry, in hundredths."""
    amount = _hundredths(_said(element, "Amt"))
    sign = _said(element, "CdtDbtInd")
    if sign not in ("CRDT", "DBIT"):
        raise ListError(Fault.NOT_A_STATEMENT, "CdtDbtInd")
    return amount if sign == "CRDT" else -amount


def _size(detail: Any) -> int | None:
    text = _said(detail, "Amt") or _said(detail, "AmtDtls/TxAmt/Amt")
    return _hundredths(text) if text else None


def _hundredths(text: str) -> int:
    try:
        amount = Decimal(text) * 100
    except InvalidOperation as error:
        raise ListError(Fault.NOT_A_STATEMENT, f"Amt {text[:40]}") from error
    if not amount.is_finite() or amount < 0 or amount != amount.to_integral_value() or amount >= 10**14:
        raise ListError(Fault.NOT_A_STATEMENT, f"Amt {text[:40]}")
    return int(amount)


def _day(entry: Any) -> date:
    text = _said(entry, "BookgDt/Dt") or _said(entry, "BookgDt/DtTm") or _said(entry, "ValDt/Dt")
    return date.fromisoformat(text[:10])


def _currency_of(balance: Any) -> str:
    found = _all(balance, "Amt") if balance is not None else []
    return str(found[0].get("Ccy", "")) if found else ""


def _all(element: Any, name: str) -> list[Any]:
    return [each for each in element if each.tag.rpartition("}")[2] == name]


def _said(element: Any, path: str) -> str:
    """Return the text at a path of names, whatever the version of the form; empty where there is none."""
    found = [element]
    for name in path.split("/"):
        found = [each for one in found for each in _all(one, name)]
    return _plain(found[0]) if found else ""


def _plain(element: Any) -> str:
    return " ".join((element.text or "").split())
