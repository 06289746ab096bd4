"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_fairs.Equipment": "kind name",
    "tiwizi_fairs.Sheet": "state",
    "tiwizi_fairs.SheetLine": "reason",
    "tiwizi_fairs.GoodsSettled": "reason",
    "tiwizi_fairs.Till": "label name state code secret",
    "tiwizi_fairs.Evening": "settled_how reason",
    "tiwizi_fairs.Receipt": "fingerprint way reference",
    "tiwizi_fairs.OddReceipt": "kind fingerprint content reason",
}
