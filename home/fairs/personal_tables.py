"""What is personal in fair mode, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

FAIR_TABLES = (
    Personal(
        "tiwizi_fairs.DayMoney",
        ("name", "phone"),
        "who was away for a fair and is paid for her days",
        Way.BLANK,
        "two years after the fair, or until she asks",
        by={"organisations": ("maker__in",), "phones": ("phone",)},
    ),
    Personal(
        "tiwizi_fairs.Evening",
        ("closed_by", "settled_by"),
        "who counted the cash of a till and who settled a difference",
        Way.KEEP,
        "as long as the books",
    ),
    Personal(
        "tiwizi_fairs.GoodsSettled",
        ("by_name",),
        "who explained what became of goods",
        Way.KEEP,
        "as long as the books",
    ),
    Personal(
        "tiwizi_fairs.OddReceipt",
        ("settled_by",),
        "who settled a receipt that did not fit",
        Way.KEEP,
        "as long as the books",
    ),
)
