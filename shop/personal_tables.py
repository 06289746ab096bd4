"""What is personal in the shop's tables, why it is kept, for how long, and how it goes."""

from django.db.models.functions import Now

from producers.domain.personal import Personal, Way

ORDER = "as long as its order: until she asks once it has ended, else ORDER_WORDS_DAYS after its end"
BOOKS = "INVOICE_YEARS after it was issued: the law asks who bought and who sold"
BY_ORDER = {"orders": ("order__in",)}
BY_CASE = {"cases": ("case__in",)}
BY_MAKER = {"organisations": ("organisation__in",)}


def _order(model: str, fields: str, purpose: str, way: Way = Way.DELETE, by: str = "order__in") -> Personal:
    return Personal(model, tuple(fields.split()), purpose, way, ORDER, {"orders": (by,)})


BUYERS = (
    _order(
        "tiwizi_shop.TransferProof", "file sha256", "shows that a transfer was made", by="payment__order__in"
    ),
    _order("tiwizi_shop.ChangePhoto", "file sha256", "shows what a buyer reports", by="change__order__in"),
    _order("tiwizi_shop.CallAttempt", "note by_name", "what was said on the phone before sending", Way.BLANK),
    Personal(
        "tiwizi_shop.PartPhoto",
        ("file", "sha256"),
        "shows a buyer how her order is made, and how her parcel was packed",
        Way.DELETE,
        ORDER,
        {"orders": ("part__order__in",), "organisations": ("part__producer__in",)},
    ),
    Personal(
        "tiwizi_shop.Change",
        ("reason", "note", "answer", "data"),
        "what she asked for after the order, and the answer",
        Way.BLANK,
        ORDER,
        BY_ORDER,
        blank={"data": {}},
    ),
    Personal(
        "tiwizi_shop.StatementLine",
        ("name", "text", "bank_reference"),
        "finds the order that a transfer pays",
        Way.BLANK,
        "until its order goes; else CASH_WORDS_DAYS after it was booked",
        {"orders": ("payment__order__in",)},
        setting="CASH_WORDS_DAYS",
    ),
    Personal(
        "tiwizi_shop.CashMove",
        ("by_name",),
        "who handled cash",
        Way.BLANK,
        "as long as the account of who did it, and the order",
        {"orders": ("custody__order__in",)},
    ),
    *(
        Personal(f"tiwizi_shop.{model}", tuple(fields.split()), purpose, Way.DELETE, ORDER, BY_CASE)
        for model, fields, purpose in (
            ("CaseFile", "file sha256", "evidence of a request for help"),
            ("CaseMessage", "text", "what was said about a request for help"),
            ("CaseContact", "name email phone", "reaches whoever asked for help"),
        )
    ),
    Personal(
        "tiwizi_shop.Enquiry",
        ("name", "contact", "text", "answer"),
        "a question about an offer, and its answer",
        Way.DELETE,
        "ENQUIRY_DAYS",
        {"emails": ("contact__iexact",), "phones": ("contact__iexact",)},
        setting="ENQUIRY_DAYS",
    ),
    Personal(
        "tiwizi_shop.StockNotice",
        ("email", "token"),
        "tells her when something is back",
        Way.DELETE,
        "until she was told, at most a year",
        {"emails": ("email__iexact",)},
    ),
    Personal(
        "tiwizi_shop.TradeBuyer",
        ("name", "website", "tax_number", "contact", "email", "phone", "reason"),
        "says which organisation buys for others, and reaches it",
        Way.BLANK,
        "as long as the account; what it has ordered stays with its orders",
        {"users": ("user__in",)},
        blank={"name": "-", "tax_number": "-", "contact": "-", "reason": "-"},
    ),
    Personal(
        "tiwizi_shop.SourcingRequest",
        ("what", "town"),
        "what a trade buyer looks for, in words of her own",
        Way.BLANK,
        "as long as the account of its buyer",
        {"users": ("buyer__user__in",)},
        blank={"what": "-", "town": "-"},
    ),
    Personal(
        "tiwizi_shop.SourcingPhoto",
        ("file", "small", "sha256"),
        "shows what a trade buyer looks for",
        Way.DELETE,
        "as long as the account of its buyer",
        {"users": ("request__buyer__user__in",)},
    ),
    Personal(
        "tiwizi_shop.TradeQuote",
        ("terms",),
        "terms of a quote, in words of the office",
        Way.BLANK,
        "as long as the account of its buyer",
        {"users": ("request__buyer__user__in",)},
    ),
    Personal(
        "tiwizi_shop.KeptAddress",
        ("address",),
        "addresses that she keeps for her next order",
        Way.DELETE,
        "as long as the account",
        {"users": ("user__in",)},
    ),
    Personal(
        "tiwizi_shop.Cart",
        ("checkout",),
        "what was typed at the checkout",
        Way.BLANK,
        "CART_DAYS without an order, else as long as its order",
        {"orders": ("order__in",), "users": ("user__in",)},
        blank={"checkout": {}},
        setting="CART_DAYS",
    ),
    Personal(
        "tiwizi_shop.Order",
        ("buyer_name", "phone", "email", "delivery_address", "gift_note", "note"),
        "sends the goods and reaches the buyer",
        Way.BLANK,
        ORDER,
        {"orders": ("pk__in",)},
        blank={"delivery_address": {}, "erased_at": Now()},
        setting="ORDER_WORDS_DAYS",
    ),
    Personal(
        "tiwizi_shop.Refund",
        ("proof", "receipt"),
        "voucher of money given back in cash or by transfer",
        Way.KEEP,
        BOOKS,
        BY_ORDER,
        setting="INVOICE_YEARS",
    ),
    Personal(
        "tiwizi_shop.InvoiceParty",
        ("name", "register", "ice", "lines", "city"),
        "says on an invoice who bought and who sold",
        Way.KEEP,
        BOOKS,
        {"orders": ("invoice__part__order__in",), "organisations": ("invoice__part__producer__in",)},
        setting="INVOICE_YEARS",
    ),
    Personal(
        "tiwizi_shop.InvoicePaper",
        ("file", "sha256"),
        "the invoice as it was sent",
        Way.KEEP,
        BOOKS,
        {"orders": ("invoice__part__order__in",), "organisations": ("invoice__part__producer__in",)},
        setting="INVOICE_YEARS",
    ),
    Personal(
        "tiwizi_shop.OrderLine",
        ("seller_name", "product_name", "variant_name", "sku"),
        "says who sold, and what: a maker may have named it after herself",
        Way.KEEP,
        BOOKS,
        {"organisations": ("part__producer__in",)},
        setting="INVOICE_YEARS",
    ),
)
INVOICED = "what was sold, as the invoice said it: its hash proves that no word has changed since"
MAKERS = (
    Personal("tiwizi_shop.Invoice", ("content",), INVOICED, Way.KEEP, "with the books"),
    Personal(
        "tiwizi_shop.PayoutDestination",
        ("holder", "account", "phone", "agency", "contact_phone", "contact_email"),
        "pays her",
        Way.OWN,
        "erase_destinations blanks it; else as long as she sells",
        BY_MAKER,
    ),
    Personal(
        "tiwizi_shop.PayoutProof",
        ("file", "sha256"),
        "shows that cash was handed over",
        Way.OWN,
        "erase_destinations deletes it; else as long as she sells",
        {"organisations": ("payout__organisation__in",)},
    ),
    Personal(
        "tiwizi_shop.PayoutShare",
        ("name",),
        "says which member of a group got what",
        Way.OWN,
        "erase_destinations blanks it; else as long as the group sells",
        {"organisations": ("payout__organisation__in",)},
    ),
    *(
        Personal(
            f"tiwizi_shop.{model}",
            ("reason",),
            purpose,
            Way.BLANK,
            "as long as she sells",
            BY_MAKER,
            blank={"reason": "-"},
            only={"reason__gt": ""},
        )
        for model, purpose in (("PayoutHold", "why money is kept back"), ("Payout", "why money came back"))
    ),
    Personal(
        "tiwizi_shop.Place",
        ("name",),
        "where her goods lie",
        Way.BLANK,
        "as long as she sells",
        BY_MAKER,
        blank={"name": "-"},
    ),
    Personal(
        "tiwizi_shop.StockMove",
        ("reason",),
        "why pieces came or went, in words that somebody typed",
        Way.BLANK,
        "as long as she sells",
        {"organisations": ("stock__variant__product__producer__in",)},
    ),
    Personal(
        "tiwizi_shop.SketchPhoto",
        ("file", "small", "sha256"),
        "photos of a product that she is putting together",
        Way.DELETE,
        "as long as its sketch",
        {"organisations": ("sketch__organisation__in",)},
    ),
    Personal(
        "tiwizi_shop.ProductSketch",
        ("words", "sound"),
        "what she says of a product that she is putting together",
        Way.DELETE,
        "until she sends or drops it, at most SKETCH_DAYS after her last change",
        BY_MAKER,
        setting="SKETCH_DAYS",
    ),
    Personal(
        "tiwizi_shop.ExportRow",
        ("data",),
        "what feeds may say of her and of what she makes",
        Way.BLANK,
        "as long as she sells; what has been replaced EXPORT_DAYS more",
        {"organisations": ("maker__in",)},
        setting="EXPORT_DAYS",
    ),
    Personal(
        "tiwizi_shop.Product",
        ("name", "slug", "summary", "description", "care"),
        "her words about what she makes",
        Way.OWN,
        "erase_offers; else as long as it is offered",
        {"organisations": ("producer__in",)},
    ),
    Personal(
        "tiwizi_shop.Variant",
        ("name", "sku", "facts"),
        "what an option of hers is called",
        Way.OWN,
        "erase_offers; else as long as it is offered",
        {"organisations": ("product__producer__in",)},
    ),
    Personal(
        "tiwizi_shop.SearchRow",
        ("title", "text"),
        "finds what she makes",
        Way.DELETE,
        "as long as it is offered",
        {"organisations": ("product__producer__in",)},
    ),
)
OFFICE = (
    Personal(
        "tiwizi_shop.ImportRun",
        ("sheet", "pictures", "report"),
        "files of offers that were read in",
        Way.KEEP,
        "90 days after they were read; forget_import_files",
    ),
    Personal(
        "tiwizi_shop.ManualEntry",
        ("reason", "sides"),
        "why something was booked by hand: words of the bookkeeper, who is told to name nobody",
        Way.KEEP,
        "with the books",
    ),
    Personal(
        "tiwizi_shop.Statement",
        ("file", "file_name", "account", "statement_id"),
        "a list of the bank: its file goes as soon as it is read",
        Way.KEEP,
        "the file until it is read; the shop's own account with the books",
    ),
    Personal(
        "tiwizi_shop.Remittance",
        ("file", "file_name"),
        "a list of a carrier: its file goes as soon as it is read",
        Way.KEEP,
        "the file until it is read",
    ),
    Personal(
        "tiwizi_shop.FeedBuild",
        ("file", "packed"),
        "what those who agreed to share are shown as in other catalogues",
        Way.KEEP,
        "until the next build but two; when a maker takes anything back, the files that name her go at once",
    ),
    Personal(
        "tiwizi_shop.Market",
        ("responsible_person",),
        "who answers for goods in the European Union: the law asks that it is public",
        Way.KEEP,
        "as long as the market",
    ),
)
SHOP_TABLES = (*BUYERS, *MAKERS, *OFFICE)
