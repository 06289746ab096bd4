"""Carriers' lists of what they bring: whole, short, over, refused, told before, or of nobody's parcel."""

from django.core.files.base import ContentFile
from moneyed import Money

from shop.actions.import_remittance import read_remittance, receive_remittance
from shop.domain.money import minor
from shop.models import CashCustody, Parcel, Remittance
from tests.properties.market.layouts import OF_LISTS
from tests.properties.market.world import FileRefusedError, Market

Row = tuple[str, ...]
HEADINGS: Row = tuple(OF_LISTS.values())


def carrier_sends_list(market: Market) -> object:
    """A list arrives: new rows, rows of earlier lists, the same file again, or one that cannot be read."""
    if market.lists and market.chance.random() < 0.1:
        return _read(market, market.chance.choice(market.lists))
    rows = [_row(market, parcel) for parcel in _parcels(market)]
    if not rows:
        return False
    if market.rows and market.chance.random() < 0.4:
        rows += market.chance.sample(market.rows, min(2, len(market.rows)))
    if market.chance.random() < 0.2:
        rows.append((f"X{market.number}", "120,00", "", "", ""))
    if market.chance.random() < 0.1:
        rows.append((rows[0][0], "-5,00", "", "", ""))
    headings = HEADINGS if market.chance.random() < 0.95 else HEADINGS[1:]
    return _read(market, _file(headings, rows), rows)


def _parcels(market: Market) -> list[Parcel]:
    """Return some parcels: of cash that is to come or was short, and now and then any."""
    waits = CashCustody.objects.filter(status__in=["expected", "with_carrier", "short"])
    some = Parcel.objects.filter(part__in=waits.values("part")).exclude(tracking="").order_by("pk")
    found = list(some)[-6:]
    if market.chance.random() < 0.2:
        found += list(Parcel.objects.exclude(tracking="").order_by("pk"))[-2:]
    return market.chance.sample(found, min(len(found), market.chance.randint(1, 3)))


def _row(market: Market, parcel: Parcel) -> Row:
    part = parcel.part
    custody = part and CashCustody.objects.filter(part=part).first()
    due = custody.expected if custody else Money(100, "MAD")
    lot = market.chance.random()
    if lot < 0.12:
        return (parcel.tracking, "", "", "Refusé", "20,00")
    amount = minor(due) if lot < 0.6 else minor(market.some(due)) + market.chance.randint(0, 300)
    fee = "5,00" if market.chance.random() < 0.3 else ""
    return (parcel.tracking, f"{amount // 100},{amount % 100:02}", fee, "", "")


def _file(headings: Row, rows: list[Row]) -> bytes:
    width = len(headings)
    return "\n".join(";".join(row[:width]) for row in [headings, *rows]).encode()


def _read(market: Market, content: bytes, rows: list[Row] | None = None) -> object:
    carrier = market.chance.choices([market.carrier, market.other_carrier], [9, 1])[0]
    run, is_new = receive_remittance(carrier, ContentFile(content, name="l.csv"), actor=market.office)
    read_remittance(run, actor=market.office)
    run.refresh_from_db()
    if run.state == Remittance.State.REFUSED:
        assert not content.startswith(HEADINGS[0].encode()), run.fault
        raise FileRefusedError(run.fault)
    if is_new and rows:
        market.lists.append(content)
        market.rows += rows
    return True
