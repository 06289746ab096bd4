"""Rows of the shop. Only ``catalogue`` and ``search`` know Wagtail: content is drafted, commerce is live."""

from shop.models.addresses import KeptAddress
from shop.models.books import AccountCode, ExchangeRate, ManualEntry
from shop.models.carts import Cart, CartLine
from shop.models.cases import (
    CannedAnswer,
    Case,
    CaseContact,
    CaseFile,
    CaseLink,
    CaseMessage,
)
from shop.models.cash import CallAttempt, Carrier, CashCustody, CashMove
from shop.models.catalogue import (
    Category,
    Material,
    Product,
    ProductPicture,
    ProductTag,
    TaggedProduct,
    Technique,
)
from shop.models.changes import Change, ChangeLine, ChangePhoto, Refund, SettledShare
from shop.models.enquiries import Enquiry, StockNotice
from shop.models.exceptions import ExceptionCase
from shop.models.export_rows import ExportChange, ExportCounter, ExportDue, ExportRow
from shop.models.feeds import FeedBuild, FeedChannel, FeedRead, FeedToken
from shop.models.imports import ImportRun
from shop.models.invoices import (
    Invoice,
    InvoiceCounter,
    InvoicePaper,
    InvoiceParty,
    InvoiceReduction,
    SellerOfRecord,
)
from shop.models.ledger import ClosedMonth, JournalEntry, LedgerAccount, Posting, Unsealed
from shop.models.legal import LegalText
from shop.models.listing import Listing, ListingChange
from shop.models.markets import FeeRule, Market, Price, ProductPaper
from shop.models.orders import FeeLine, Order, OrderLine, ProducerOrder
from shop.models.parcels import Parcel, ParcelLine
from shop.models.part_photos import PartPhoto
from shop.models.partners import (
    CartRequest,
    Partner,
    PartnerCart,
    PartnerToken,
    WebhookEndpoint,
    WebhookMessage,
)
from shop.models.payments import Payment, PaymentEvent, TransferProof
from shop.models.payouts import (
    Payout,
    PayoutBatch,
    PayoutDestination,
    PayoutHold,
    PayoutLine,
    PayoutProof,
)
from shop.models.quality import Defect, Lesson
from shop.models.remittances import Remittance, RemittanceLine
from shop.models.search import SearchRow, SearchWord
from shop.models.share_lists import PayoutShare
from shop.models.sketches import ProductSketch, SketchPhoto, WageFloor
from shop.models.statements import (
    GatewaySettlement,
    ReconcileRun,
    Statement,
    StatementLayout,
    StatementLine,
)
from shop.models.stock import Allocation, Hold, Place, Stock, StockMove
from shop.models.taxes import TaxRate
from shop.models.trade import (
    SourcingAsk,
    SourcingRequest,
    TradeBuyer,
    TradeQuote,
    TradeQuoteFee,
    TradeQuoteLine,
)
from shop.models.trade_photos import SourcingPhoto
from shop.models.variants import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    ProductLabel,
    Requirement,
    Variant,
)

# The name that the queue had while it held payments alone; goes with the next minor version.
PaymentException = ExceptionCase

__all__ = [
    "AccountCode",
    "Allocation",
    "Attribute",
    "AttributeChoice",
    "AttributeValue",
    "CallAttempt",
    "CannedAnswer",
    "Carrier",
    "Cart",
    "CartLine",
    "CartRequest",
    "Case",
    "CaseContact",
    "CaseFile",
    "CaseLink",
    "CaseMessage",
    "CashCustody",
    "CashMove",
    "Category",
    "Change",
    "ChangeLine",
    "ChangePhoto",
    "ClosedMonth",
    "Defect",
    "Enquiry",
    "ExceptionCase",
    "ExchangeRate",
    "ExportChange",
    "ExportCounter",
    "ExportDue",
    "ExportRow",
    "FeeLine",
    "FeeRule",
    "FeedBuild",
    "FeedChannel",
    "FeedRead",
    "FeedToken",
    "GatewaySettlement",
    "Hold",
    "ImportRun",
    "Invoice",
    "InvoiceCounter",
    "InvoicePaper",
    "InvoiceParty",
    "InvoiceReduction",
    "JournalEntry",
    "KeptAddress",
    "LedgerAccount",
    "LegalText",
    "Lesson",
    "Listing",
    "ListingChange",
    "ManualEntry",
    "Market",
    "Material",
    "Order",
    "OrderLine",
    "Parcel",
    "ParcelLine",
    "PartPhoto",
    "Partner",
    "PartnerCart",
    "PartnerToken",
    "Payment",
    "PaymentEvent",
    "PaymentException",
    "Payout",
    "PayoutBatch",
    "PayoutDestination",
    "PayoutHold",
    "PayoutLine",
    "PayoutProof",
    "PayoutShare",
    "Place",
    "Posting",
    "Price",
    "ProducerOrder",
    "Product",
    "ProductLabel",
    "ProductPaper",
    "ProductPicture",
    "ProductSketch",
    "ProductTag",
    "ReconcileRun",
    "Refund",
    "Remittance",
    "RemittanceLine",
    "Requirement",
    "SearchRow",
    "SearchWord",
    "SellerOfRecord",
    "SettledShare",
    "SketchPhoto",
    "SourcingAsk",
    "SourcingPhoto",
    "SourcingRequest",
    "Statement",
    "StatementLayout",
    "StatementLine",
    "Stock",
    "StockMove",
    "StockNotice",
    "TaggedProduct",
    "TaxRate",
    "Technique",
    "TradeBuyer",
    "TradeQuote",
    "TradeQuoteFee",
    "TradeQuoteLine",
    "TransferProof",
    "Unsealed",
    "Variant",
    "WageFloor",
    "WebhookEndpoint",
    "WebhookMessage",
]
