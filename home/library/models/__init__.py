"""The tables of the documentation fund."""

from home.library.models.documents import Document, DocumentLanguage, Holding
from home.library.models.files import DocumentFile, DocumentPage
from home.library.models.loans import Copy, Loan, ReaderCard, Reservation
from home.library.models.room import ClosedDay, Half, Opening, ReaderKind, Room, Sitting, Visit
from home.library.models.search import LibraryRow, LibraryWords
from home.library.models.series import SectorSeries, SeriesValue
from home.library.models.subjects import Subject
from home.library.models.support import Call, Initiative

__all__ = [
    "Call",
    "ClosedDay",
    "Copy",
    "Document",
    "DocumentFile",
    "DocumentLanguage",
    "DocumentPage",
    "Half",
    "Holding",
    "Initiative",
    "LibraryRow",
    "LibraryWords",
    "Loan",
    "Opening",
    "ReaderCard",
    "ReaderKind",
    "Reservation",
    "Room",
    "SectorSeries",
    "SeriesValue",
    "Sitting",
    "Subject",
    "Visit",
]
