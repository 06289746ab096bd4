"""The tables of fair mode."""

from home.fairs.models.days import DayMoney
from home.fairs.models.equipment import BookedDay, Booking, Equipment
from home.fairs.models.fairs import Fair, GoodsSettled, Sheet, SheetLine
from home.fairs.models.tills import Evening, OddReceipt, Receipt, ReceiptLine, Till

__all__ = [
    "BookedDay",
    "Booking",
    "DayMoney",
    "Equipment",
    "Evening",
    "Fair",
    "GoodsSettled",
    "OddReceipt",
    "Receipt",
    "ReceiptLine",
    "Sheet",
    "SheetLine",
    "Till",
]
