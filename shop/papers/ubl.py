"""An invoice or a credit note as UBL 2.1, for other programs. Needs the standard library alone.

The words of a seller, maker or buyer come from the parties; a blanked buyer is left without a name, as the
schema allows. Amounts have as many decimals as their currency.
"""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as Xml

from producers.domain.shown import shown
from shop.domain.invoices import Content, Line, PaperKind, TaxGroup, from_data
from shop.domain.money import from_minor
from shop.domain.taxes import TaxReason
from shop.models import Invoice, InvoiceParty
from shop.papers.xml_text import xml_text
from shop.tax_words import reason_text

BASE = "urn:oasis:names:specification:ubl:schema:xsd:"
CBC, CAC = f"{BASE}CommonBasicComponents-2", f"{BASE}CommonAggregateComponents-2"
ROOTS = {PaperKind.INVOICE: "Invoice", PaperKind.CREDIT_NOTE: "CreditNote", PaperKind.ADVANCE: "Invoice"}
TYPES = {PaperKind.INVOICE: "380", PaperKind.CREDIT_NOTE: "381", PaperKind.ADVANCE: "386"}
QUANTITIES = {"Invoice": "InvoicedQuantity", "CreditNote": "CreditedQuantity"}
PIECE = "H87"
CATEGORIES = {TaxReason.STANDARD: "S", TaxReason.EXPORT: "G"}
EXEMPT = "E"


def ubl_of(invoice: Invoice) -> bytes:
    """Return the document, in the language that is active. Texts lose what XML cannot hold."""
    kind = PaperKind(invoice.kind)
    content = from_data(invoice.content["sold"])
    parties = {party.role: party for party in invoice.parties.all()}
    spaces = {"xmlns": f"{BASE}{ROOTS[kind]}-2", "xmlns:cac": CAC, "xmlns:cbc": CBC}
    root = Xml.Element(ROOTS[kind], spaces)
    _head(root, invoice, kind, content)
    _supplier(root, parties["seller"])
    _customer(root, parties["buyer"])
    if kind is PaperKind.INVOICE:
        _delivery(root, invoice)
    _allowances(root, content)
    _taxes(root, content)
    _totals(root, content, sum(one["amount"] for one in _advances(invoice)))
    for line in content.lines:
        _line(root, line, content.currency, kind, invoice.language, parties)
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="UTF-8", xml_declaration=True))


def _head(root: Xml.Element, invoice: Invoice, kind: PaperKind, content: Content) -> None:
    _text(root, "UBLVersionID", "2.1")
    _text(root, "ID", invoice.number)
    _text(root, "UUID", invoice.export_id)
    _text(root, "IssueDate", invoice.issued_on.isoformat())
    _text(root, f"{ROOTS[kind]}TypeCode", TYPES[kind])
    _text(root, "DocumentCurrencyCode", content.currency)
    _text(_under(root, "OrderReference"), "ID", invoice.content["part"])
    if invoice.content["corrects"]:
        reference = _under(_under(root, "BillingReference"), "InvoiceDocumentReference")
        _text(reference, "ID", invoice.content["corrects"])
        _text(reference, "IssueDate", invoice.content["corrects_on"])
    for one in _advances(invoice):
        reference = _under(_under(root, "BillingReference"), "InvoiceDocumentReference")
        _text(reference, "ID", one["number"])
        _text(reference, "IssueDate", one["on"])
        _text(reference, "DocumentTypeCode", TYPES[PaperKind.ADVANCE])


def _advances(invoice: Invoice) -> list[dict[str, Any]]:
    """Return the invoices of advances that this one deducts; an older paper says nothing of any."""
    found: list[dict[str, Any]] = invoice.content.get("advances", [])
    return found


def _supplier(root: Xml.Element, party: InvoiceParty) -> None:
    _party(_under(root, "AccountingSupplierParty"), party)


def _customer(root: Xml.Element, party: InvoiceParty) -> None:
    _party(_under(root, "AccountingCustomerParty"), party)


def _party(above: Xml.Element, party: InvoiceParty) -> None:
    node = _under(above, "Party")
    if party.name:
        _text(_under(node, "PartyName"), "Name", party.name)
    address = _under(node, "PostalAddress")
    if party.city:
        _text(address, "CityName", party.city)
    for line in party.lines:
        _text(_under(address, "AddressLine"), "Line", line)
    if party.country:
        _text(_under(address, "Country"), "IdentificationCode", party.country)
    if party.name:
        legal = _under(node, "PartyLegalEntity")
        _text(legal, "RegistrationName", party.name)
        if party.ice or party.register:
            number = _text(legal, "CompanyID", party.ice or party.register)
            if party.ice:
                number.set("schemeID", "ICE")


def _delivery(root: Xml.Element, invoice: Invoice) -> None:
    country = invoice.content["delivery_country"]
    if country:
        address = _under(_under(_under(root, "Delivery"), "DeliveryLocation"), "Address")
        _text(_under(address, "Country"), "IdentificationCode", country)


def _allowances(root: Xml.Element, content: Content) -> None:
    """What is on the whole: delivery and duties are charged, a discount is allowed."""
    for amount, is_charge, reason in (
        (content.delivery, True, "Delivery"),
        (content.duties, True, "Duties"),
        (content.discount, False, "Discount"),
    ):
        if amount:
            node = _under(root, "AllowanceCharge")
            _text(node, "ChargeIndicator", "true" if is_charge else "false")
            _text(node, "AllowanceChargeReason", reason)
            _amount(node, "Amount", amount, content.currency)
            _category(node, "TaxCategory", "", "0")


def _taxes(root: Xml.Element, content: Content) -> None:
    node = _under(root, "TaxTotal")
    _amount(node, "TaxAmount", content.tax, content.currency)
    for group in content.taxes() or (TaxGroup("", "0", 0, 0),):
        sub = _under(node, "TaxSubtotal")
        _amount(sub, "TaxableAmount", group.net, content.currency)
        _amount(sub, "TaxAmount", group.tax, content.currency)
        _category(sub, "TaxCategory", group.reason, group.rate)


def _category(above: Xml.Element, name: str, reason: str, rate: str) -> None:
    node = _under(above, name)
    _text(node, "ID", CATEGORIES.get(TaxReason(reason), EXEMPT) if reason in list(TaxReason) else EXEMPT)
    _text(node, "Percent", rate)
    if reason and not Decimal(rate):
        _text(node, "TaxExemptionReason", reason_text(reason))
    _text(_under(node, "TaxScheme"), "ID", "VAT")


def _totals(root: Xml.Element, content: Content, advance: int) -> None:
    node = _under(root, "LegalMonetaryTotal")
    currency = content.currency
    _amount(node, "LineExtensionAmount", sum(line.net for line in content.lines), currency)
    _amount(node, "TaxExclusiveAmount", content.net, currency)
    _amount(node, "TaxInclusiveAmount", content.total, currency)
    _amount(node, "AllowanceTotalAmount", content.discount, currency)
    _amount(node, "ChargeTotalAmount", content.delivery + content.duties, currency)
    if advance:
        _amount(node, "PrepaidAmount", advance, currency)
    _amount(node, "PayableAmount", content.total - advance, currency)


def _line(
    root: Xml.Element, line: Line, currency: str, kind: PaperKind, lang: str, parties: dict[str, InvoiceParty]
) -> None:
    node = _under(root, f"{ROOTS[kind]}Line")
    _text(node, "ID", str(line.key))
    pieces = _text(node, QUANTITIES[ROOTS[kind]], str(line.quantity or 1))
    pieces.set("unitCode", PIECE)
    _amount(node, "LineExtensionAmount", line.net, currency)
    tax = _under(node, "TaxTotal")
    _amount(tax, "TaxAmount", line.tax, currency)
    item = _under(node, "Item")
    name, option = shown(dict(line.name), lang, line.language), shown(dict(line.option), lang, line.language)
    if option:
        _text(item, "Description", option.text).set("languageID", option.lang)
    _text(item, "Name", name.text or line.sku)
    if line.sku:
        _text(_under(item, "SellersItemIdentification"), "ID", line.sku)
    if line.hs6:
        _text(_under(item, "CommodityClassification"), "ItemClassificationCode", line.hs6).set("listID", "HS")
    _category(item, "ClassifiedTaxCategory", line.reason, line.rate)
    maker = parties.get("maker") or parties["seller"]
    if maker.name:
        _text(_under(_under(item, "ManufacturerParty"), "PartyName"), "Name", maker.name)
    _price(node, line, currency)


def _price(node: Xml.Element, line: Line, currency: str) -> None:
    """A price of one piece has more decimals than its currency where it does not divide evenly."""
    each = from_minor(line.net, currency).amount / (line.quantity or 1)
    price = _text(_under(node, "Price"), "PriceAmount", f"{each.quantize(Decimal('0.000001')).normalize():f}")
    price.set("currencyID", currency)


def _amount(above: Xml.Element, name: str, amount: int, currency: str) -> None:
    _text(above, name, f"{from_minor(amount, currency).amount:f}").set("currencyID", currency)


def _text(above: Xml.Element, name: str, text: str) -> Xml.Element:
    node = Xml.SubElement(above, f"cbc:{name}")
    node.text = xml_text(text)
    return node


def _under(above: Xml.Element, name: str) -> Xml.Element:
    return Xml.SubElement(above, f"cac:{name}")
